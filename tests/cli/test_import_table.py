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


# --- mapping --------------------------------------------------------------------------------

OLD = (
    "Ref,When,Town,Gov,Civ dead,Party,Mood\n"
    "A-1,03.04.2018,Dahyan,Saada,51,Air Force of Nowhere,grim\n"
    "A-2,05.04.2018,Nowhereville,Saada,n.s.,Air Force of Nowhere,x\n"
    "A-3,06.04.2018,Taiz,Taiz,7,Houthis,x\n"
)
MAP = (
    '[columns]\nWhen = { means = "date", dates = "%d.%m.%Y" }\nTown = "place"\n'
    'Gov = "province"\nParty = "perpetrator"\n"Civ dead" = "civilians killed"\n'
    'Mood = "ignored"\n[cells]\n"n.s." = "unknown"\n[constants]\ncountry = "YE"\n'
)


def test_a_table_is_read_as_its_mapping_says_from_then_on(onrecord, there):
    (there / "old.csv").write_text(OLD)
    (there / "map.toml").write_text(MAP)
    told = onrecord("import", "coast", "old.csv", "--mapping", "map.toml")
    assert (told.code, "2 claims added" in told.out) == (0, True)
    first, third = _claims(onrecord, "coast")
    assert (first["date_from"], first["victims"]) == ("2018-04-03", "civilians")
    assert third["place_ids"][-1]["id"] == "country:YE"
    (there / "old.csv").write_text(OLD + "A-4,07.04.2018,Taiz,Taiz,1,Houthis,x\n")
    told = onrecord("import", "coast", "old.csv")
    assert "1 claim added, 2 known already." in told.out


def test_a_proposed_mapping_is_written_to_standard_output_alone(onrecord, there):
    (there / "old.csv").write_text(OLD)
    told = onrecord("import", "coast", "old.csv", "--propose-mapping")
    assert told.code == 0
    assert "# NOT UNDERSTOOD, so it is ignored; cells: grim | x" in told.out
    assert '"Civ dead" = "killed civilians"' in told.out
    assert [path.name for path in there.iterdir()] == ["old.csv"]
    (there / "map.toml").write_text(told.out)
    assert onrecord("import", "coast", "old.csv", "--mapping", "map.toml", "--dry-run").code == 1


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('[columns]\nTown = "happy"\n', "map.toml, line 2: “Town”: “happy” is no meaning"),
        ("[columns\n", "map.toml, line 1: this is no TOML"),
        (None, "there is no file map.toml"),
        (b"\xff\xfe", "must be text in UTF-8"),
    ],
)
def test_a_faulty_mapping_is_one_clear_line_and_nothing_is_taken(onrecord, there, text, line):
    (there / "old.csv").write_text(OLD)
    if text is not None:
        (there / "map.toml").write_bytes(text if isinstance(text, bytes) else text.encode())
    told = onrecord("import", "coast", "old.csv", "--mapping", "map.toml")
    assert told.code == 2
    assert line in told.err
    assert told.err.count("\n") == 1
    assert not (there / "coast").exists()


def test_a_mapping_that_says_nothing_takes_the_earlier_one_back(onrecord, there):
    (there / "t.csv").write_text("date,killed,dead\n2018-05-04,3,4\n")
    (there / "map.toml").write_text('[columns]\nkilled = "ignored"\n')
    onrecord("import", "coast", "t.csv", "--mapping", "map.toml")
    assert [row["low"] for row in _claims(onrecord, "coast")] == [4]
    (there / "map.toml").write_text("")
    onrecord("import", "coast", "t.csv", "--mapping", "map.toml")
    assert [row["low"] for row in _claims(onrecord, "coast")] == [3]


# --- looking first --------------------------------------------------------------------------


def test_a_dry_run_names_rows_that_give_nothing_and_names_that_are_not_known(onrecord, there):
    (there / "old.csv").write_text(OLD)
    (there / "map.toml").write_text(MAP)
    told = onrecord("import", "coast", "old.csv", "--mapping", "map.toml", "--dry-run")
    assert told.code == 0
    assert "1 row would give nothing:\n  row 3: no cell of it says how many people\n" in told.out
    assert "Perpetrators not known, kept by name: Air Force of Nowhere (1)" in told.out
    assert "3 rows, 2 claims. Nothing was written." in told.out
    assert not (there / "coast").exists()


def test_a_dry_run_says_what_would_change_in_the_record(onrecord, there):
    (there / "t.csv").write_text(ONE + "B,2018-08-10,Dahyan,Yemen,2,\nC,2018-08-11,,Yemen,4,\n")
    onrecord("import", "coast", "t.csv")
    before = _claims(onrecord, "coast")
    (there / "t.csv").write_text(ONE.replace(",51", ",52") + "D,2018-08-12,,Yemen,1,\n")
    told = onrecord("import", "coast", "t.csv", "--dry-run")
    assert "  A: killed people: 51 would become 52\n" in told.out
    assert "Beside the record: 1 claim new, 1 changed, 1 known already, 2 retired." in told.out
    assert _claims(onrecord, "coast") == before


def test_a_dry_run_for_machines_names_each_row_and_cell(onrecord, there):
    (there / "t.csv").write_text(ONE + "B,2018-08-10,Dahyan,Yemen,some,\n")
    told = onrecord("import", "coast", "t.csv", "--dry-run", "--json")
    view = json.loads(told.out)
    assert told.code == 1
    assert view["left"] == [
        {"row": 3, "column": "killed", "value": "some", "why": "“some” is no number of people"}
    ]
    assert (view["rows"], view["rows_taken"], view["claims"]) == (2, 1, 2)
    assert view["columns"][4] == {
        "heading": "killed", "meaning": "killed, people", "state": "used", "filled": 2,
        "examples": ["51", "some"],
    }  # fmt: skip
    assert len(view["difference"]["added"]) == 2
    assert [problem["code"] for problem in view["problems"]] == ["table-cell"]


# --- the same table in another order --------------------------------------------------------

ROWS = [
    "A,2018-08-09,Dahyan,Yemen,51,40",
    "B,2018-08-10,Taiz,Yemen,2,",
    "C,2018-08-11,Taiz,Yemen,4,1",
]


@pytest.mark.parametrize("has_id", [True, False])
def test_rows_and_columns_in_another_order_change_nothing(onrecord, there, has_id):
    def written(rows, order):
        named = [dict(zip(ONE.splitlines()[0].split(","), row.split(","), strict=True))
                 for row in rows]  # fmt: skip
        names = [name for name in order if has_id or name != "id"]
        lines = [",".join(row[name] for name in names) for row in named]
        return "\n".join((",".join(names), *lines)) + "\n"

    columns = ONE.splitlines()[0].split(",")
    (there / "t.csv").write_text(written(ROWS, columns))
    onrecord("import", "coast", "t.csv")
    before = _claims(onrecord, "coast")
    onrecord("decide", "coast", "accept", before[0]["id"], "--by", "Amal")
    (there / "t.csv").write_text(written(ROWS[::-1], columns[::-1]))
    told = onrecord("import", "coast", "t.csv")
    assert f"0 claims added, {len(before)} known already." in told.out
    assert "0 figures of incidents changed." in told.out
    after = _claims(onrecord, "coast")
    assert {row["id"] for row in after} == {row["id"] for row in before}
    assert {row["incident"] for row in after} == {row["incident"] for row in before}
    assert {row["id"] for row in after if row["decision"] == "accepted"} == {before[0]["id"]}


def test_a_corrected_number_is_another_claim_of_the_same_incident(onrecord, there):
    (there / "t.csv").write_text("\n".join((ONE.splitlines()[0], *ROWS)) + "\n")
    onrecord("import", "coast", "t.csv")
    (there / "t.csv").write_text(
        "\n".join((ONE.splitlines()[0], *ROWS)).replace("Yemen,4,1", "Yemen,5,1") + "\n"
    )
    told = onrecord("import", "coast", "t.csv", "--json")
    report = json.loads(told.out)
    assert (report["difference"]["changed"], report["figures_changed"]) == (
        [{"incident": "C", "outcome": "killed", "victims": None, "was": "4", "now": "5"}],
        1,
    )


def test_features_and_a_workbook_of_one_sheet_come_in_as_tables_do(onrecord, there):
    from openpyxl import Workbook

    feature = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [44.3, 13.3]},
               "properties": {"id": "A", "place": "Bayt Hisham", "killed": 3}}  # fmt: skip
    made = {"type": "FeatureCollection", "features": [feature]}
    (there / "t.geojson").write_text(json.dumps(made))
    book = Workbook()
    book.active.append(["id", "date", "killed"])
    book.active.append(["B", "2018-08-10", 4])
    book.save(there / "t.xlsx")
    assert onrecord("import", "coast", "t.geojson").code == 0
    assert onrecord("import", "coast", "t.xlsx").code == 0
    first, second = _claims(onrecord, "coast")
    assert (first["place_ids"][0]["lat"], first["told_incident"]) == (13.3, "A")
    assert (second["low"], second["told_incident"]) == (4, "B")
