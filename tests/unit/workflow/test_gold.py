"""What people decided is what readers are measured by: the round trip."""

import json
import shutil
from pathlib import Path

import pytest

from onrecord import workflow
from onrecord.model import Count, OnRecordError
from onrecord.workflow import choosing
from onrecord.workflow.desk import Desk

REPORTS = {
    "one.txt": "Ministry: 12 killed in Aleppo\n\nAleppo, 5 March 2024 - An air strike killed at "
    "least 12 people in Aleppo on Tuesday, the health ministry said.\n",
    "sub/one.txt": "Aleppo strike\n\nALEPPO, March 6, 2024 - Fourteen people were killed in an "
    "air strike on Aleppo on Tuesday, the Syrian Observatory for Human Rights said.\n",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("gold")
    for name, text in REPORTS.items():
        (folder / "reports" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "reports" / name).write_text(text, encoding="utf-8")
    workflow.build(folder / "reports", folder / "coast")
    return folder / "coast"


@pytest.fixture
def desk(built, tmp_path):
    with Desk(Path(shutil.copytree(built, tmp_path / "coast")), person="Amal") as held:
        yield held


def accept_all(desk, *documents):
    claims = desk.view.record.claims.values()
    asked = [choosing.accept(one.id) for one in claims if one.document in documents]
    return desk.decide(asked)


def test_a_document_is_a_reading_when_people_decided_on_every_claim_of_it(desk, tmp_path):
    accepted = accept_all(desk, "one.txt")
    told = workflow.export_gold(desk.folder, tmp_path / "gold")
    assert (told.documents, told.claims) == (1, len(accepted))
    reading = json.loads((tmp_path / "gold" / "one.txt.json").read_text("utf-8"))
    assert (tmp_path / "gold" / "one.txt").read_text("utf-8") == REPORTS["one.txt"]
    assert [one["decision"] for one in reading["claims"]] == ["accepted"] * len(accepted)


def test_readers_whose_every_claim_was_accepted_are_right_in_everything(desk, tmp_path):
    accept_all(desk, *REPORTS)
    told = workflow.export_gold(desk.folder, tmp_path / "gold")
    assert told.documents == 2  # though both are called one.txt
    measured = workflow.evaluate(tmp_path / "gold")
    assert measured.full.wanted > 0
    assert (measured.full.precision, measured.full.recall) == (1, 1)
    assert measured.mistakes == ()


def test_a_correction_and_a_rejection_are_mistakes_of_the_readers(desk, tmp_path):
    claims = [one for one in desk.view.record.claims.values() if one.document == "one.txt"]
    wrong, refused, *others = sorted(claims, key=lambda one: one.voice != "body")
    desk.decide(choosing.correct(wrong.id, wrong.with_(count=Count(low=13, high=None))))
    desk.decide(choosing.reject(refused.id), why="Not what the words say.")
    desk.decide([choosing.accept(one.id) for one in others])
    workflow.export_gold(desk.folder, tmp_path / "gold")
    measured = workflow.evaluate(tmp_path / "gold")
    whats = sorted(one.what.split(",")[0] for one in measured.mistakes)
    assert whats == ["false alarm", "figure"]
    assert (measured.distractors, measured.distractors_taken) == (1, 1)


def test_a_document_with_an_open_claim_is_left_out_and_named(desk, tmp_path):
    claims = [one for one in desk.view.record.claims.values() if one.document == "one.txt"]
    desk.decide(choosing.leave_open(claims[0].id))
    desk.decide([choosing.accept(one.id) for one in claims[1:]])
    accept_all(desk, "sub/one.txt")
    told = workflow.export_gold(desk.folder, tmp_path / "gold")
    assert (told.documents, told.begun) == (1, ("one.txt",))


def test_nothing_decided_is_said_and_a_folder_of_other_files_is_left_alone(desk, tmp_path):
    with pytest.raises(OnRecordError, match="no document to the end"):
        workflow.export_gold(desk.folder, tmp_path / "gold")
    accept_all(desk, "one.txt")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("Dear", encoding="utf-8")
    with pytest.raises(OnRecordError, match="holds other files"):
        workflow.export_gold(desk.folder, tmp_path / "mine")
    assert (tmp_path / "mine" / "letter.txt").exists()


def test_written_again_it_replaces_what_was_written(desk, tmp_path):
    accept_all(desk, *REPORTS)
    workflow.export_gold(desk.folder, tmp_path / "gold")
    before = sorted(path.name for path in (tmp_path / "gold").iterdir())
    claim = next(iter(desk.view.record.claims.values()))
    desk.decide(choosing.leave_open(claim.id))
    workflow.export_gold(desk.folder, tmp_path / "gold")
    assert len(before) == 4
    assert len(list((tmp_path / "gold").iterdir())) == 2
