"""`onrecord export` in the layouts of the field: what it writes, says and refuses."""

import csv
import json
import shutil

import pytest

from onrecord import workflow

FORMS = ("ucdp-ged", "acled", "hxl")
ROWS = [
    ("a.txt", "16 villagers killed", 16, "killed", "Aleppo", "2018-08-09"),
    ("b.txt", "9 people hurt", 9, "injured", "Mosul", "2019-02-03"),
]


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    """A record of two incidents, on neither of which anybody decided."""
    folder = tmp_path_factory.mktemp("imported")
    told = [
        {
            "doc": doc, "start": 100 * at, "end": 100 * at + len(quote), "quote": quote,
            "measure": "people", "outcome": outcome, "low": number, "high": number,
            "qualifier": "exact", "places": [place], "date_from": day, "date_to": day,
        }
        for at, (doc, quote, number, outcome, place, day) in enumerate(ROWS)
    ]  # fmt: skip
    lines = "\n".join(json.dumps(row) for row in told)
    (folder / "claims.jsonl").write_text(lines, "utf-8")
    workflow.import_claims(folder / "coast", folder / "claims.jsonl", create=True)
    return folder / "coast"


@pytest.fixture
def coast(imported, tmp_path):
    return shutil.copytree(imported, tmp_path / "coast")


def rows(path):
    with path.open(encoding="utf-8", newline="") as sheet:
        return list(csv.DictReader(sheet))


@pytest.mark.parametrize("form", FORMS)
def test_only_what_somebody_decided_on_goes_out(onrecord, coast, tmp_path, form):
    out = tmp_path / "out.csv"
    told = onrecord("export", coast, "--format", form, "-o", out)
    assert told.code == 0
    assert "0 incidents; 2 held back" in told.err
    assert len(rows(out)) == (1 if form == "hxl" else 0)  # the hashtags


@pytest.mark.parametrize(("form", "left"), [("ucdp-ged", 1), ("acled", 1), ("hxl", 0)])
def test_proposals_are_marked_and_what_has_no_row_is_counted(onrecord, coast, tmp_path, form, left):
    out = tmp_path / "out.csv"
    told = onrecord("export", coast, "--format", form, "--proposals", "-o", out)
    assert told.code == 0
    assert told.err.startswith("2 incidents")
    assert ("no row for 1" in told.err) == bool(left)
    marks = {row.get("code_status") or row.get("decision") for row in rows(out)}
    assert marks - {"#status+decision"} <= {"Proposal", "proposal"}
    assert len(rows(out)) == 2 - left + (form == "hxl")


def test_a_layout_needs_its_rulebook(onrecord, coast, tmp_path):
    settings = coast / "onrecord.toml"
    kept = settings.read_text("utf-8") if settings.exists() else ""
    settings.write_text(f'{kept}\n[publish]\nrulebooks = ["acled"]\n', "utf-8")
    out = tmp_path / "out.csv"
    told = onrecord("export", coast, "--format", "ucdp-ged", "--proposals", "-o", out)
    assert told.code == 2
    assert "ucdp-ged is made by the rulebook ucdp-ged" in told.err
    assert not out.exists()
    assert onrecord("export", coast, "--format", "acled", "--proposals", "-o", out).code == 0


def test_the_help_names_the_layouts_and_calls_none_acled_data(onrecord):
    told = onrecord("export", "--help")
    assert all(form in told.out for form in FORMS)
    assert "acled data" not in told.out.lower()
