"""
Some hundred reports of the million, read as `benchmarks/million.py` reads them.

That program takes hours and is run by hand; what it holds in memory, it holds from the first
reports on, so a sample shows a leak or a process too many. docs/explanation/how-fast.md has
the whole.
"""

import subprocess
import sys
import time
from pathlib import Path

import pytest
from pyarrow import parquet

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))

from bulk import write_reports
from tree_memory import memory_of, tree_of

REPORTS = 400
ONE = 600  # MiB, the most that one process may need: what is asked of the readers
TOGETHER = 1_300  # MiB, the program and two workers: the million took 1,171


@pytest.mark.slow
def test_a_sample_is_read_whole_and_within_the_memory_of_the_million(tmp_path):
    write_reports(REPORTS, tmp_path / "reports.parquet")
    command = [sys.executable, "-m", "onrecord", "read", "reports.parquet", "shards"]
    together, one = 0.0, 0.0
    with (tmp_path / "said").open("w") as said:
        reading = subprocess.Popen(
            [*command, "--workers", "2"], cwd=tmp_path, stdout=said, stderr=said
        )
        while reading.poll() is None:
            held = [memory_of(process)[0] for process in tree_of(reading.pid)]
            together, one = max(together, sum(held)), max(one, *held)
            time.sleep(0.5)
    assert reading.returncode == 0, (tmp_path / "said").read_text()
    assert one < ONE
    assert one < together < TOGETHER, "two workers and the program were seen at work"
    shards = sorted((tmp_path / "shards" / "readings").iterdir())
    read = [one for shard in shards for one in documents(shard)]
    assert len(read) == len(set(read)) == REPORTS, "no report is lost, none is there twice"


def documents(shard: Path) -> list[str]:
    """Return of which documents a shard has readings."""
    return parquet.read_table(shard, columns=["document"])["document"].to_pylist()
