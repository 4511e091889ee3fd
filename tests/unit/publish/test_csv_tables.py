"""CSV tables and their datapackage.json, as the programs of those who take them read them."""

import csv
import io
import json
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime

import duckdb
import frictionless
import pandas as pd
import pytest

from onrecord import publish
from onrecord.model.public import Allegation, Method, Piece, Withheld, Words
from onrecord.model.publishing import Allowed
from onrecord.publish.formats import FORMATS
from onrecord.testing import publics


@pytest.fixture(scope="module")
def northern():
    """Two incidents: one with a figure that is open upwards, one that nobody put a number on."""
    first = publics.incident(
        1,
        figures=(replace(publics.incident().figures[0], minimum=12, maximum=None),),
        accused=(Allegation(name="=cmd|'/c calc'!A1", said_by=("@desk",)),),
        withheld=((Withheld.NAME, 2),),
    )
    held_back = Words(pieces=(Piece(text="killed "), Piece(text="", withheld=Withheld.NAME)))
    second = publics.incident(
        2,
        figures=(),
        when=None,
        places=(),
        claims=(publics.claim(2, None, None, exact=held_back, places=("الحديدة", "a; b")),),
    )
    return publics.public(first, second)


@pytest.fixture(scope="module")
def folder(northern, tmp_path_factory):
    made = tmp_path_factory.mktemp("csv")
    FORMATS["csv"].write_folder(northern, made)
    return made


def _rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_frictionless_finds_nothing_wrong_with_them(folder):
    told = frictionless.validate(str(folder / "datapackage.json"))
    assert told.valid, told.flatten(["title", "fieldName", "message"])
    assert told.stats["tasks"] > 15


def test_frictionless_finds_a_claim_that_belongs_to_no_incident(northern, tmp_path):
    FORMATS["csv"].write_folder(northern, tmp_path)
    claims = tmp_path / "claims.csv"
    claims.write_bytes(claims.read_bytes().replace(b"inc_0000000000000002", b"inc_9"))
    package = json.loads((tmp_path / "datapackage.json").read_bytes())
    for resource in package["resources"]:
        del resource["hash"], resource["bytes"]
    (tmp_path / "datapackage.json").write_text(json.dumps(package))
    told = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert "foreign-key" in {one[0] for one in told.flatten(["type"])}


def test_pandas_reads_what_is_not_known_as_missing(folder):
    incidents = pd.read_csv(folder / "incidents.csv")
    assert list(incidents["killed_minimum"].astype("Int64")) == [12, pd.NA]
    assert incidents["killed_maximum"].isna().all()
    assert incidents["is_decided"].tolist() == [True, True]
    assert incidents["latitude"].tolist()[0] == 17.25


def test_duckdb_reads_the_days_as_days_and_joins_the_tables(folder):
    told = duckdb.execute(
        "select i.date_earliest, c.low from read_csv(?) i "
        "join read_csv(?) c on c.incident_id = i.id order by i.id",
        [str(folder / "incidents.csv"), str(folder / "claims.csv")],
    ).fetchall()
    assert told == [(date(2024, 5, 14), 12), (None, None)]


def test_no_cell_is_a_formula_for_a_spreadsheet(folder):
    [allegation] = [row for row in _rows(folder / "allegations.csv") if "cmd" in row["accused"]]
    assert allegation["accused"] == "'=cmd|'/c calc'!A1"
    assert json.loads(allegation["said_by"]) == ["'@desk"]


def test_several_values_in_a_cell_are_a_json_array(folder):
    claims = _rows(folder / "claims.csv")
    assert json.loads(claims[1]["places"]) == ["الحديدة", "a; b"]


def test_words_that_may_not_be_seen_are_marked_and_counted(folder):
    claims = _rows(folder / "claims.csv")
    assert claims[1]["exact"] == "killed [name withheld]"
    assert json.loads(claims[1]["withheld"]) == ["name"]
    assert _rows(folder / "withheld.csv") == [
        {"incident_id": "inc_0000000000000001", "kind": "name", "how_many": "2"}
    ]


def test_the_zip_file_holds_the_folder_and_is_the_same_bytes_again(northern, folder):
    made = []
    for _ in range(2):
        out = io.BytesIO()
        FORMATS["csv"].write(northern, out)
        made.append(out.getvalue())
    assert made[0] == made[1]
    with zipfile.ZipFile(io.BytesIO(made[0])) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == {
            path.name: path.read_bytes() for path in folder.iterdir()
        }
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}


def test_a_pipe_is_given_the_same_bytes_as_a_file(northern, tmp_path):
    class Pipe(io.RawIOBase):
        def __init__(self):
            self.got = b""

        def writable(self):
            return True

        def write(self, data):
            self.got += bytes(data)
            return len(data)

    pipe = Pipe()
    FORMATS["csv"].write(northern, pipe)
    with (tmp_path / "x.zip").open("wb") as file:
        FORMATS["csv"].write(northern, file)
    assert (tmp_path / "x.zip").read_bytes() == pipe.got


def test_the_package_names_who_keeps_the_record_and_the_licence(folder):
    package = json.loads((folder / "datapackage.json").read_bytes())
    assert package["title"] == "Northern record"
    assert package["contributors"] == [{"title": "Northern Casualty Desk", "role": "publisher"}]
    assert package["contact"] == "desk@record.example"
    assert package["licenses"] == [{"name": "CC-BY-4.0", "title": "CC BY 4.0"}]


def test_the_package_knows_each_file_by_its_hash(folder):
    from hashlib import sha256

    package = json.loads((folder / "datapackage.json").read_bytes())
    for resource in package["resources"]:
        data = (folder / resource["path"]).read_bytes()
        assert (resource["bytes"], resource["hash"]) == (
            len(data),
            f"sha256:{sha256(data).hexdigest()}",
        )


def test_every_column_is_in_the_header_and_says_what_it_is(folder):
    package = json.loads((folder / "datapackage.json").read_bytes())
    for resource in package["resources"]:
        fields = resource["schema"]["fields"]
        with (folder / resource["path"]).open(encoding="utf-8", newline="") as file:
            assert next(csv.reader(file)) == [field["name"] for field in fields]
        assert all(field["description"].endswith((".", ":")) for field in fields)


def test_a_moment_is_told_in_utc(tmp_path):
    document = replace(publics.DOCUMENT, taken_at=datetime(2024, 5, 16, 8, 30, tzinfo=UTC))
    FORMATS["csv"].write_folder(publics.public(documents={document.id: document}), tmp_path)
    assert _rows(tmp_path / "documents.csv")[0]["taken_at"] == "2024-05-16T08:30:00Z"


def test_an_origin_of_two_incidents_has_one_row(northern, folder):
    assert len(_rows(folder / "sources.csv")) == 1
    assert len(_rows(folder / "standings.csv")) == 2


def test_a_claim_that_is_not_public_is_not_named(tmp_path):
    figure = replace(publics.incident().figures[0], used=("clm_0000000000000001", "clm_hidden"))
    FORMATS["csv"].write_folder(publics.public(publics.incident(figures=(figure,))), tmp_path)
    assert [row["claim_id"] for row in _rows(tmp_path / "figure_claims.csv")] == [
        "clm_0000000000000001"
    ]
    assert b"clm_hidden" not in b"".join(path.read_bytes() for path in tmp_path.iterdir())


def test_the_tables_of_a_record_of_every_kind_hold_together(record, tmp_path):
    told = publish.public(record, Allowed(), Method(), program="onrecord", rule=lambda _: ())
    FORMATS["csv"].write_folder(told, tmp_path)
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert report.valid, report.flatten(["title", "fieldName", "message"])
    assert [row["id"] for row in _rows(tmp_path / "incidents.csv")] == [
        one.id for one in record.incidents
    ]
