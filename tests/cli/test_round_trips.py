"""What is exported comes in again with the same figures, in each layout that is a table."""

import csv
import io
import json
import zipfile
from datetime import date
from pathlib import Path

import pytest

from onrecord import workflow
from onrecord.kit.folding import fold
from onrecord.model import Told

# Layouts for which there is nothing to take in: types for analysts, and linked data.
NO_TABLE = {"parquet", "jsonld"}
COLUMNS = {
    # format: low, high, first day, place, perpetrator, source, id
    "ucdp-ged": ("low", "high", "date_start", "where_coordinates", "side_a", "source_original",
                 "relid"),
    "acled": ("fatalities_min", "fatalities_max", "event_date", "location", "accused", "source",
              "incident_id"),
    "hxl": ("killed_min", "killed_max", "date_start", "place", "alleged_perpetrator", "sources",
            "incident_id"),
    "csv": ("killed_minimum", "killed_maximum", "date_earliest", "place", "allegations",
            "sources", "id"),
    "geojson": ("killed_minimum", "killed_maximum", "date_earliest", "place", "allegations",
                "sources", "id"),
}  # fmt: skip

KEEPERS = """\
id,date,place,province,country,killed_min,killed_max,injured,perpetrator,source
K-1,2018-08-09,Dahyan,Saada,Yemen,40,51,79,Saudi-led coalition,Red Cross
K-2,2018-08-10,Taiz,Taiz,Yemen,7,7,,Houthis,
K-3,2018-08,Al Hudaydah,Al Hudaydah,Yemen,3,,4,,Al Jazeera
K-4,2018-09-02,,Saada,Yemen,2,2,1,Saudi-led coalition,
K-5,2018-09-05,Taiz,Taiz,Yemen,,9,,Houthis,Reuters
"""


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    """Return a maker of each export of a record made from a keeper's table."""
    here = tmp_path_factory.mktemp("round-trips")
    (here / "keepers.csv").write_text(KEEPERS)
    told = Told(publisher="Coast Monitor", published=None)
    workflow.import_table(here / "record", here / "keepers.csv", told, create=True)

    def make(form):
        out = here / form
        workflow.export_public(here / "record", form, out, proposals=True)
        if form == "csv":
            (here / "incidents.csv").write_bytes(zipfile.ZipFile(out).read("incidents.csv"))
            return here / "incidents.csv"
        named = here / (f"{form}.geojson" if form == "geojson" else f"{form}.csv")
        out.rename(named)
        return named

    return make


def test_every_layout_is_either_taken_in_or_no_table():
    """A layout that is added has to say which."""
    assert {*workflow.FORMATS} == {*COLUMNS} | NO_TABLE


def _rows(path: Path) -> list[dict[str, str]]:
    text = path.read_text(encoding="utf-8-sig")
    if path.suffix == ".geojson":
        return [
            {name: "" if value is None else str(value) for name, value in one["properties"].items()}
            for one in json.loads(text)["features"]
        ]
    rows = list(csv.DictReader(io.StringIO(text)))
    return [row for row in rows if not any(str(cell).startswith("#") for cell in row.values())]


def _number(cell: str) -> int | None:
    return int(float(cell)) if cell else None


@pytest.mark.parametrize("form", [*COLUMNS])
def test_an_export_comes_in_again_with_the_same_figures(exported, tmp_path, form):
    """Killed, day, place, perpetrator and source of each incident; into an empty record."""
    path = exported(form)
    low, high, day, place, doer, source, name = COLUMNS[form]
    rows = {row[name]: row for row in _rows(path)}
    assert len(rows) >= 3
    report = workflow.import_table(tmp_path / "record", path, Told(), create=True)
    record = report.record
    killed = {}
    for incident in record.incidents:
        claims = [record.claims[one] for one in incident.claim_ids]
        figures = [one for one in record.figures[incident.id] if one.outcome == "killed"]
        (told,) = {claim.told_incident for claim in claims}
        killed[told] = (figures[0], claims[0], incident)
    with_number = {i: row for i, row in rows.items() if row[low] or row[high]}
    assert with_number.keys() <= killed.keys()
    for told, row in with_number.items():
        figure, claim, _ = killed[told]
        assert (figure.minimum, figure.maximum) == (_number(row[low]), _number(row[high])), told
        if row[day]:
            first, last = claim.when.earliest, claim.when.latest
            assert first <= _day(row[day]) <= last
        if row[place]:
            assert fold(claim.places[0].name) == fold(row[place].split(",")[0])
        accused = [one.name for one in claim.perpetrators]
        assert all(one in row[doer] for one in accused)
        assert bool(accused) == (row[doer] not in {"", "[]"})
        if row[source]:
            assert row[source] in [one.name for one in claim.sources]


def _day(cell: str) -> date:
    return date.fromisoformat(cell[:10])
