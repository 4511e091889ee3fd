"""What goes out is read by the programs of those who get it, without any setting."""

import io

import duckdb
import pandas as pd
import pytest

from onrecord import publish

TABLE = """
    a.txt | "9 villagers, \\"all\\" civilians died" | killed | 9 | of villagers | civilian | in Rimal | by Army | 2018-08-09 | according to SNHR
"""
NUMBERS = {
    "ucdp-ged": ["best", "high", "low", "deaths_civilians", "latitude", "longitude", "year"],
    "acled": ["fatalities", "fatalities_min", "latitude", "longitude", "iso", "timestamp"],
}


@pytest.fixture(params=sorted(NUMBERS))
def form(request):
    return request.param


@pytest.fixture
def sheet(public_of_table, form, tmp_path):
    out = io.BytesIO()
    publish.FORMATS[form].write(public_of_table(TABLE, "Rimal"), out)
    (tmp_path / "out.csv").write_bytes(out.getvalue())
    return tmp_path / "out.csv"


def test_pandas_takes_numbers_for_numbers(sheet, form) -> None:
    """A negative longitude is a number, and an empty cell is not 0."""
    frame = pd.read_csv(sheet)
    assert all(pd.api.types.is_numeric_dtype(frame[name]) for name in NUMBERS[form])
    assert frame["longitude"].tolist() == [-2.5]
    empty = {"ucdp-ged": "country_id", "acled": "event_id_cnty"}[form]
    assert frame[empty].isna().all()


def test_duckdb_takes_numbers_for_numbers(sheet, form) -> None:
    """Columns, types and rows are found by themselves."""
    with duckdb.connect() as database:
        read = database.execute("select * from read_csv(?)", [str(sheet)])
        types = {column[0]: str(column[1]) for column in read.description}
        assert len(read.fetchall()) == 1
    assert all(types[name] in {"BIGINT", "DOUBLE"} for name in NUMBERS[form])
