"""How many reports there are, for progress: what cannot be known is not made up."""

import pyarrow as pa
import pytest
from pyarrow import parquet

from onrecord import workflow
from onrecord.testing.reports import reports


def test_a_folder_of_files_holds_as_many_reports_as_files(tmp_path):
    for name in ("a.txt", "b.html", ".hidden", "manifest.csv"):
        (tmp_path / name).touch()
    assert workflow.how_many(tmp_path) == 2


@pytest.mark.parametrize("name", ["crawl.warc.gz", "texts.parquet", "list.mbox"])
def test_a_file_that_holds_many_has_nobody_knows_how_many(tmp_path, name):
    (tmp_path / "a.txt").touch()
    (tmp_path / name).touch()
    assert workflow.how_many(tmp_path) is None
    assert workflow.how_many(tmp_path / name) is None


def test_what_was_stopped_is_not_told_to_be_all_there_is(tmp_path):
    """Of a table of texts nobody knows how many are left, so the line does not say "40 of 40"."""
    rows = [{"name": one.name, "text": one.text} for one in reports(40)]
    parquet.write_table(pa.Table.from_pylist(rows), tmp_path / "texts.parquet")
    asked = iter([False] * 4 + [True] * 1000)
    with pytest.raises(workflow.Stopped, match=r"stopped after \d+ documents"):
        workflow.build(
            tmp_path / "texts.parquet", tmp_path / "record", workers=1, stopping=lambda: next(asked)
        )
