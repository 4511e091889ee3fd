"""Tables of incidents brought in on the command line, as a user does it."""

import json
import shutil
from pathlib import Path

import pytest

TABLES = Path(__file__).parents[1] / "data" / "tables"
ONE = "id,date,place,country,killed,children\nA,2018-08-09,Dahyan,Yemen,51,40\n"


@pytest.fixture
def there(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _claims(onrecord, record):
    return [
        json.loads(line)
        for line in onrecord("export", record, "--format", "claims").out.splitlines()
    ]


def test_a_dry_run_says_how_each_column_is_understood_and_writes_nothing(onrecord, there):
    (there / "t.csv").write_text(ONE.replace("id,", "mood,").replace("A,", "grim,"))
    told = onrecord("import", "coast", "t.csv", "--dry-run")
    assert told.code == 0
    assert "children  killed, children" in told.out
    assert "mood      not understood" in told.out
    assert "note table-columns" in told.out
    assert "1 row, 2 claims. Nothing was written." in told.out
    assert [path.name for path in there.iterdir()] == ["t.csv"]


def test_a_table_becomes_claims_that_point_at_its_cells(onrecord, there):
    (there / "t.csv").write_text(ONE)
    told = onrecord("import", "coast", "t.csv", "--publisher", "Tal Watch",
                    "--published", "2018-08-12", "--url", "https://example.org/t")  # fmt: skip
    assert (told.code, "2 claims added, 0 known already." in told.out) == (0, True)
    whole, part = _claims(onrecord, "coast")
    assert [ONE[row["start"] : row["end"]] for row in (whole, part)] == ["51", "40"]
    assert (whole["told_incident"], part["part_of"]) == ("A", whole["id"])
    assert whole["document"]["publisher"] == "Tal Watch"
    assert whole["document"]["url"] == "https://example.org/t"
    assert whole["mentions"]["places"][1]["candidates"][0]["id"] == "country:YE"
    kept = [path for path in (there / "coast" / "archive").rglob("*") if path.is_file()]
    assert [path.read_text() for path in kept] == [ONE]


def test_the_same_bytes_again_add_nothing_and_lose_nothing_that_was_told(onrecord, there):
    (there / "t.csv").write_text(ONE)
    onrecord("import", "coast", "t.csv", "--publisher", "Tal Watch")
    before = _claims(onrecord, "coast")
    told = onrecord("import", "coast", "t.csv")
    assert "0 claims added, 2 known already." in told.out
    assert _claims(onrecord, "coast") == before


def test_a_table_that_changed_supersedes_what_it_said(onrecord, there):
    (there / "t.csv").write_text(ONE)
    onrecord("import", "coast", "t.csv")
    (there / "t.csv").write_text(ONE.replace(",40", ",38"))
    told = onrecord("import", "coast", "t.csv")
    assert "0 claims added, 1 changed, 1 known already." in told.out
    assert [row["low"] for row in _claims(onrecord, "coast")] == [51, 38]


def test_a_build_reads_the_tables_of_its_folder_in_the_same_way(onrecord, there):
    reports = there / "reports"
    reports.mkdir()
    shutil.copy(TABLES / "ranges.csv", reports)
    (reports / "manifest.csv").write_text("file,publisher,dates\nranges.csv,Tal Watch,day-first\n")
    told = onrecord("build", "reports", "--record", "built")
    assert (told.code, "1 document new" in told.out) == (0, True)
    onrecord("import", "brought", TABLES / "ranges.csv", "--publisher", "Tal Watch")
    built, brought = (
        [(row["id"], row["told_incident"], row["places"]) for row in _claims(onrecord, record)]
        for record in ("built", "brought")
    )
    assert built == brought


def test_an_imported_table_is_not_missed_in_the_folder_of_reports(onrecord, there):
    (there / "t.csv").write_text(ONE)
    (there / "reports").mkdir()
    (there / "reports" / "a.csv").write_text(ONE.replace("A,", "B,"))
    onrecord("import", "coast", "t.csv")
    told = onrecord("build", "reports", "--record", "coast")
    assert "1 document new, 0 changed, 0 gone" in told.out
    assert "document-gone" not in onrecord("check", "coast").out


def test_the_order_of_day_and_month_is_asked_for_and_told(onrecord, there):
    (there / "t.csv").write_text("date,killed\n4/5/2018,3\n")
    told = onrecord("import", "coast", "t.csv")
    assert (told.code, "question table-dates" in told.out) == (1, True)
    told = onrecord("import", "coast", "t.csv", "--dates", "day-first")
    assert told.code == 0
    (claim,) = _claims(onrecord, "coast")
    assert claim["date_from"] == "2018-05-04"


@pytest.mark.parametrize(
    ("name", "data", "line"),
    [
        ("t.xlsx", b"PK\x03\x04", "save it as CSV"),
        ("t.csv", b"\x00\x01\x02" * 50, "binary data"),
        ("t.csv", b"", "is empty"),
    ],
)
def test_a_file_that_is_no_table_is_one_clear_line(onrecord, there, name, data, line):
    (there / name).write_bytes(data)
    told = onrecord("import", "coast", name)
    assert told.code == 2
    assert line in told.err
    assert told.err.count("\n") == 1
    assert not (there / "coast").exists()


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("coast", "none.csv"), "there is no file none.csv"),
        (("coast", "folder.csv"), "is a folder"),
        (("coast", "claims.jsonl", "--dry-run"), "are for tables"),
        (("coast", "t.csv", "--published", "soon"), "--published"),
        (("coast", "t.csv", "--dates", "backwards"), "--dates"),
    ],
)
def test_a_wrong_call_is_one_clear_line(onrecord, there, words, line):
    (there / "t.csv").write_text(ONE)
    (there / "folder.csv").mkdir()
    told = onrecord("import", *words)
    assert told.code == 2
    assert line in told.err


def test_a_spreadsheet_in_a_folder_is_a_problem_that_says_what_to_do(onrecord, there):
    (there / "reports").mkdir()
    (there / "reports" / "t.xlsx").write_bytes(b"PK\x03\x04" + bytes(100))
    (there / "reports" / "t.csv").write_text(ONE)
    onrecord("build", "reports", "--record", "coast")
    problems = json.loads(onrecord("check", "coast", "--json").out)
    (found,) = [problem for problem in problems if problem["where"] == "t.xlsx"]
    assert (found["code"], "save it as CSV" in found["message"]) == ("not-text", True)


def test_bare_names_of_another_program_are_looked_up_like_those_of_reports(onrecord, there):
    row = {
        "doc": "theirs", "start": 0, "end": 2, "quote": "51", "measure": "people",
        "outcome": "killed", "low": 51, "high": 51, "places": ["Saada", "Yemen"],
        "perpetrators": ["Saudi-led coalition"], "sources": ["Reuters"],
    }  # fmt: skip
    told = {**row, "doc": "told", "mentions": {"places": [{"name": "Saada"}]}}
    (there / "claims.jsonl").write_text(f"{json.dumps(row)}\n{json.dumps(told)}\n")
    assert onrecord("import", "coast", "claims.jsonl").code == 0
    bare, as_told = _claims(onrecord, "coast")
    assert [place["id"] for place in bare["place_ids"]] == ["geo:71334", "country:YE"]
    assert bare["actor_ids"] == ["actor:saudi-coalition"]
    assert as_told["place_ids"] == [None, None]
    again = onrecord("import", "coast", "claims.jsonl")
    assert "0 claims added, 2 known already" in again.out
