"""Parquet tables, as the programs of those who take them read them."""

import io
import zipfile
from dataclasses import replace
from datetime import date

import duckdb
import pandas as pd
import pytest
from pyarrow import parquet

from onrecord.model import OnRecordError
from onrecord.publish.formats import FORMATS, parquet_tables
from onrecord.publish.formats.tables import TABLES
from onrecord.testing import publics


@pytest.fixture(scope="module")
def northern():
    open_up = replace(publics.incident().figures[0], maximum=None)
    return publics.public(
        publics.incident(1, figures=(open_up,)),
        publics.incident(2, figures=(), when=None, claims=(publics.claim(2, None, 2.5),)),
    )


@pytest.fixture(scope="module")
def folder(northern, tmp_path_factory):
    made = tmp_path_factory.mktemp("parquet")
    FORMATS["parquet"].write_folder(northern, made)
    return made


def test_duckdb_knows_days_whole_numbers_and_lists(folder):
    told = duckdb.execute(
        "select typeof(date_earliest), typeof(killed_minimum), typeof(weapons), "
        "typeof(is_decided), killed_minimum, killed_maximum, date_earliest, weapons "
        "from read_parquet(?) order by id",
        [str(folder / "incidents.parquet")],
    ).fetchall()
    types = ("DATE", "BIGINT", "VARCHAR[]", "BOOLEAN")
    assert told == [
        (*types, 12, None, date(2024, 5, 14), ["air strike"]),
        (*types, None, None, None, ["air strike"]),
    ]


def test_pandas_reads_them_with_what_is_not_known_missing(folder):
    claims = pd.read_parquet(folder / "claims.parquet")
    assert claims["low"].isna().tolist() == [False, True]
    assert claims["high"].tolist() == [12, 2.5]
    assert list(claims["sources"][0]) == ["Saada health office"]


def test_each_column_says_what_it_is(folder):
    for table in TABLES:
        schema = parquet.read_schema(folder / f"{table.name}.parquet")
        assert [schema.field(c.name).metadata[b"description"].decode() for c in table.columns] == [
            column.says for column in table.columns
        ]


def test_the_zip_file_holds_every_table_and_is_the_same_bytes_again(northern):
    made = []
    for _ in range(2):
        out = io.BytesIO()
        FORMATS["parquet"].write(northern, out)
        made.append(out.getvalue())
    assert made[0] == made[1]
    with zipfile.ZipFile(io.BytesIO(made[0])) as archive:
        assert archive.namelist() == sorted(f"{table.name}.parquet" for table in TABLES)


def test_rows_are_written_in_batches(northern, tmp_path, monkeypatch):
    monkeypatch.setattr(parquet_tables, "_ROWS", 2)
    many = publics.public(*(publics.incident(number) for number in range(1, 6)))
    FORMATS["parquet"].write_folder(many, tmp_path)
    told = parquet.ParquetFile(tmp_path / "incidents.parquet").metadata
    assert (told.num_rows, told.num_row_groups) == (5, 3)


def test_half_of_a_letter_stops_nothing(tmp_path):
    FORMATS["parquet"].write_folder(publics.public(publics.incident(victims="x\ud83d")), tmp_path)
    assert pd.read_parquet(tmp_path / "incidents.parquet")["victims"].tolist() == ["x\ufffd"]


def test_a_number_that_parquet_cannot_hold_is_said_in_one_line(tmp_path):
    figure = replace(publics.incident().figures[0], minimum=2**63, maximum=2**63)
    with pytest.raises(OnRecordError, match="a number in figures is too great for Parquet"):
        FORMATS["parquet"].write_folder(
            publics.public(publics.incident(figures=(figure,))), tmp_path
        )
