"""A second build: the same adds nothing, and what changed is said."""

import json
import time
from itertools import count

from onrecord.workflow import engines


def test_the_same_folder_again_adds_no_row_and_keeps_every_id(onrecord, write, dump, counted):
    write(12)
    first = onrecord("build", "reports", "--record", "r")
    said, rows = dump("r"), counted("r")
    second = onrecord("build", "reports", "--record", "r")
    assert (first.code, second.code) == (0, 0)
    assert "0 documents new, 0 changed, 0 gone, 12 as before" in second.out
    assert dump("r") == said
    assert counted("r") == rows


def test_a_newer_reader_reads_again_and_says_so(onrecord, write, dump, monkeypatch):
    write(3)
    onrecord("build", "reports", "--record", "r")
    said = dump("r")
    monkeypatch.setattr(engines, "_hash_of_code", lambda: "a newer program")
    engines.by.cache_clear()
    told = onrecord("build", "reports", "--record", "r")
    assert "0 documents new, 0 changed, 0 gone, 0 as before, 3 read again because" in told.out
    assert dump("r") == said


def test_a_record_that_asks_for_care_reads_its_reports_again(onrecord, write, tmp_path):
    write(2)
    onrecord("build", "reports", "--record", "r")
    settings = tmp_path / "r" / "onrecord.toml"
    settings.write_text(settings.read_text("utf-8") + "\n[read]\ncareful = true\n", "utf-8")
    told = onrecord("build", "reports", "--record", "r")
    assert "0 as before, 2 read again because" in told.out
    assert "2 as before" in onrecord("build", "reports", "--record", "r").out


def test_two_records_of_one_folder_say_the_same(onrecord, write, dump):
    write(5)
    onrecord("build", "reports", "--record", "a")
    onrecord("build", "reports", "--record", "b")
    assert dump("a") == dump("b")


def test_a_changed_report_has_its_old_claims_retired_and_its_old_bytes_kept(
    onrecord, write, reports, tmp_path
):
    write(3)
    onrecord("build", "reports", "--record", "r")
    (reports / "report-00001.txt").write_text("Correction\n\n77 people were killed in Aleppo.\n")
    (reports / "more.txt").write_text("New\n\n5 people were killed in Homs.\n")
    (reports / "report-00002.txt").unlink()
    told = onrecord("build", "reports", "--record", "r")
    assert told.code == 0
    assert "1 document new, 1 changed, 1 gone, 1 as before" in told.out
    claims = json.loads(onrecord("show", "r", "--claims", "--json").out)
    said = {(c["document"], c["count"]["low"]) for c in claims}
    assert ("report-00001.txt", 77) in said
    assert ("report-00001.txt", 3) not in said
    assert ("report-00002.txt", 4) in said  # gone from the folder, not from the record
    problems = json.loads(onrecord("check", "r", "--json").out)
    assert [p["where"] for p in problems if p["code"] == "document-gone"] == ["report-00002.txt"]
    kept = [p for p in (tmp_path / "r" / "archive").rglob("*") if p.is_file()]
    assert len(kept) == 5


def test_a_report_that_comes_back_is_no_longer_gone(onrecord, write, reports):
    write(2)
    onrecord("build", "reports", "--record", "r")
    words = (reports / "report-00001.txt").read_bytes()
    (reports / "report-00001.txt").unlink()
    assert "1 gone" in onrecord("build", "reports", "--record", "r").out
    (reports / "report-00001.txt").write_bytes(words)
    told = onrecord("build", "reports", "--record", "r")
    assert "0 documents new, 0 changed, 0 gone, 2 as before" in told.out
    codes = {p["code"] for p in json.loads(onrecord("check", "r", "--json").out)}
    assert "document-gone" not in codes


def test_a_report_that_became_empty_keeps_what_was_read_before(onrecord, write, reports):
    write(2)
    onrecord("build", "reports", "--record", "r")
    (reports / "report-00001.txt").write_bytes(b"")
    told = onrecord("build", "reports", "--record", "r")
    assert told.code == 0
    problems = json.loads(onrecord("check", "r", "--json").out)
    assert ("empty-document", "report-00001.txt") in {(p["code"], p["where"]) for p in problems}
    documents = json.loads(onrecord("show", "r", "--documents", "--json").out)
    assert len(documents) == 2


def test_a_file_that_changes_while_it_is_read_is_read_as_one_or_the_other(
    onrecord, write, reports, tmp_path
):
    """The bytes that were read are those that are kept: text and archive agree."""
    write(40)
    process = onrecord.start(
        "build", "reports", "--record", "r", env={"SECONDS_A_DOCUMENT": "0.02"}
    )
    last = reports / "report-00039.txt"
    first = last.read_text()
    written = {first}
    for number in count():  # longer and shorter again, never long: a busy machine takes its time
        if process.poll() is not None:
            break
        text = first + f"{number} people were killed in Homs.\n" * (number % 40)
        written.add(text)
        beside = tmp_path / "beside.txt"
        beside.write_text(text)
        beside.replace(last)
        time.sleep(0.01)
    assert onrecord.ended(process).code == 0
    assert "error" not in onrecord("check", "r").out
    shown = json.loads(onrecord("show", "r", "report-00039.txt", "--json").out)
    sha = shown["snapshot"]["sha256"]
    archive = tmp_path / "r" / "archive" / sha[:2] / sha[2:]
    assert archive.read_text() == shown["text"]["content"]
    assert archive.read_text() in written
