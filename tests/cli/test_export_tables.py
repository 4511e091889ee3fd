"""`onrecord export` in the layouts of tables, points and linked data."""

import json
import zipfile

import frictionless
import pytest

from onrecord.cli import run

REPORT = (
    "At least 12 people were killed on 3 May 2024 when a shell hit a market in Aleppo, "
    "a hospital said.\n"
)


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    """A record of one report, on which nobody has decided."""
    folder = tmp_path_factory.mktemp("export")
    (folder / "reports").mkdir()
    (folder / "reports/market.txt").write_text(REPORT, encoding="utf-8")
    (folder / "reports/manifest.csv").write_text(
        "file,publisher,published\nmarket.txt,Gazette,2024-05-04\n", encoding="utf-8"
    )
    assert run(["build", str(folder / "reports"), "--record", str(folder / "coast")]) in {0, 1}
    return folder / "coast"


def test_what_nobody_decided_on_is_held_back_and_counted(onrecord, record, tmp_path):
    told = onrecord("export", record, "--format", "geojson", "-o", tmp_path / "x.geojson")
    assert told.code == 0
    assert "0 incidents; 1 held back" in told.err
    assert json.loads((tmp_path / "x.geojson").read_bytes())["features"] == []


def test_proposals_go_out_when_asked_for_and_say_what_they_are(onrecord, record, tmp_path):
    where = tmp_path / "x.geojson"
    told = onrecord("export", record, "--format", "geojson", "--proposals", "-o", where)
    assert told.code == 0
    [feature] = json.loads(where.read_bytes())["features"]
    assert feature["properties"]["killed_minimum"] == 12
    assert feature["properties"]["killed_maximum"] is None
    assert feature["properties"]["is_decided"] is False


def test_tables_are_one_zip_file_of_which_every_key_holds(onrecord, record, tmp_path):
    told = onrecord("export", record, "--format", "csv", "--proposals", "-o", tmp_path / "x.zip")
    assert told.code == 0
    with zipfile.ZipFile(tmp_path / "x.zip") as archive:
        assert {"incidents.csv", "claims.csv"} <= set(archive.namelist())
        archive.extractall(tmp_path / "x")
    report = frictionless.validate(str(tmp_path / "x/datapackage.json"))
    assert report.valid, report.flatten(["title", "fieldName", "message"])


def test_linked_data_of_a_record_leads_to_the_bytes_that_were_kept(onrecord, record):
    from hashlib import sha256

    told = onrecord("export", record, "--format", "jsonld", "--proposals")
    nodes = json.loads(told.out)["@graph"]
    [snapshot] = [one for one in nodes if "Snapshot" in one["type"]]
    assert snapshot["sha256"] == sha256(REPORT.encode()).hexdigest()
    [incident] = [one for one in nodes if "Incident" in one["type"]]
    quotes = [
        selector["exact"]
        for claim in incident["hasClaim"]
        for selector in claim["target"]["selector"]
        if selector["type"] == "TextQuoteSelector"
    ]
    assert quotes
    assert all(quote in REPORT for quote in quotes)
