"""`onrecord read`, as typed."""

import pyarrow as pa
import pytest
from pyarrow import parquet


@pytest.fixture
def table(tmp_path):
    rows = {"body": ["At least 12 people were killed in Aleppo, a hospital said.", None]}
    parquet.write_table(pa.table({**rows, "day": ["2024-05-04", None]}), tmp_path / "t.parquet")
    return tmp_path / "t.parquet"


def test_a_table_of_texts_becomes_shards_and_then_a_record(onrecord, table, tmp_path):
    out = tmp_path / "out"
    told = onrecord("read", table, out, "--column", "published=day", "--workers", "1")
    assert told.code == 0, told.err
    assert "Columns were taken so: body as text, day as published." in told.out
    assert "t.parquet/2: This row has no report." in told.out
    assert "1 report in 1 shard, 1 claim." in told.out
    claims = parquet.read_table(out / "claims").to_pylist()
    assert [(one["low"], str(one["published"])) for one in claims] == [(12, "2024-05-04")]
    told = onrecord("build", out, "--record", tmp_path / "coast")
    assert told.code == 0, told.err
    assert "1 document new" in told.out


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["--engine", "abacus"], "there is no engine 'abacus'; there are: local"),
        (["--column", "body"], "--column body: write it as text=NAME"),
        (["--column", "text=nothing"], "there is no column 'nothing'; there are: body, day"),
    ],
)
def test_wrong_use_is_one_line(onrecord, table, tmp_path, words, line):
    told = onrecord("read", table, tmp_path / "out", *words)
    assert told.code == 2
    assert line in told.err
    assert told.err.count("\n") == 1


def test_shards_may_not_lie_among_the_reports(onrecord, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.txt").write_text("Two died.", encoding="utf-8")
    told = onrecord("read", tmp_path / "in", tmp_path / "in/out")
    assert told.code == 2
    assert "lies in the reports themselves" in told.err
