"""`onrecord evaluate`: the readers measured against a person's readings of the same texts."""

import hashlib
import json

import pytest

TEXT = "Gunmen killed nine farmers in Idlib on Tuesday, police said.\n"


def row(quote, **changed):
    start = TEXT.index(quote)
    return {
        "id": "c1",
        "quote": quote,
        "start": start,
        "end": start + len(quote),
        "measure": "people",
        "outcome": "killed",
        "low": 9,
        "high": 9,
        "qualifier": "exact",
        "victims": "farmers",
        "victim_class": "civilian",
        "perpetrators": ["Gunmen"],
        "places": ["Idlib"],
        "date_from": "2021-06-15",
        "date_to": "2021-06-15",
        "sources": ["police"],
        "stance": "reported",
        "voice": "body",
    } | changed


@pytest.fixture
def gold(tmp_path):
    def made(*claims):
        folder = tmp_path / "gold"
        folder.mkdir()
        (folder / "a.txt").write_text(TEXT, encoding="utf-8")
        reading = {
            "doc": "a.txt",
            "sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
            "published": "2021-06-16",
            "title": None,
            "claims": list(claims),
            "distractors": [],
        }
        (folder / "a.json").write_text(json.dumps(reading), encoding="utf-8")
        return folder

    return made


def test_a_text_that_is_read_rightly(onrecord, gold):
    told = onrecord("evaluate", gold(row("killed nine farmers")), "--json")
    found = json.loads(told.out)
    assert told.code == 0
    assert found["value"] == {
        "precision": 1.0, "recall": 1.0, "f1": 1.0, "right": 1, "given": 1, "wanted": 1,
    }  # fmt: skip
    assert found["fields"]["date"] == 1.0
    assert sum(one["given"] for one in found["by_engine"].values()) == 1


def test_a_person_reads_a_table(onrecord, gold):
    told = onrecord("evaluate", gold(row("killed nine farmers", low=8, high=8)), "--mistakes", "3")
    assert told.code == 0
    assert "and outcome and figure right" in told.out
    assert "a.txt: figure" in told.out


def test_nothing_is_left_behind_beside_the_readings(onrecord, gold):
    folder = gold(row("killed nine farmers"))
    onrecord("evaluate", folder)
    assert sorted(p.name for p in folder.iterdir()) == ["a.json", "a.txt"]


@pytest.mark.parametrize("made", [False, True])
def test_a_folder_without_readings_is_wrong_use(onrecord, tmp_path, made):
    folder = tmp_path / "empty"
    if made:
        folder.mkdir()
    told = onrecord("evaluate", folder)
    assert told.code == 2
    assert str(folder) in told.err
    assert told.err.count("\n") == 1


def test_a_reading_whose_text_is_missing_is_named(onrecord, gold):
    folder = gold(row("killed nine farmers"))
    (folder / "a.txt").unlink()
    told = onrecord("evaluate", folder)
    assert told.code == 2
    assert "a.txt" in told.err


def test_further_right_answers_count(onrecord, gold):
    also = {"places": [["Idlib"], ["Nowhere"]], "outcome": ["killed"], "stance": ["reported"]}
    wrong = row("killed nine farmers", places=["Elsewhere"], outcome="injured", stance="asserted")
    told = onrecord("evaluate", gold(wrong | {"accept": also}), "--json")
    fields = json.loads(told.out)["fields"]
    assert (fields["places"], fields["outcome"], fields["stance"]) == (1.0, 1.0, 1.0)


def test_a_text_that_a_fault_kept_unread_is_named(onrecord, gold, monkeypatch):
    def fails(*_):
        raise LookupError

    monkeypatch.setattr("onrecord.extract.reader.EnglishReader.claims", fails)
    folder = gold(row("killed nine farmers"))
    assert json.loads(onrecord("evaluate", folder, "--json").out)["unread"] == ["a.txt"]
    assert "by a fault of onrecord" in onrecord("evaluate", folder).out
