"""Many reports: memory stays small, a second run is quick, and all are there."""

import re
import time

import pytest


@pytest.mark.slow
def test_thousands_of_files(onrecord, write, tmp_path):
    write(3_000)
    peak = tmp_path / "peak"
    quick = {"QUICK": "1", "PEAK": str(peak)}
    told = onrecord.ended(onrecord.start("build", "reports", "--record", "r", env=quick))
    assert told.code == 0
    assert "3,000 documents new" in told.out
    assert "incidents more" in told.out  # the table shows forty
    progress = [line for line in told.err.splitlines() if line.startswith("reading: ")]
    assert progress
    assert all(re.fullmatch(r"reading: [\d,]+ of 3,000", line) for line in progress)
    assert int(peak.read_text().split()[1]) / 1024 < 900, "MiB"
    began = time.monotonic()
    again = onrecord.ended(onrecord.start("build", "reports", "--record", "r", env=quick))
    assert "3,000 as before" in again.out
    assert time.monotonic() - began < 90


@pytest.mark.slow
def test_three_hundred_files_with_the_real_reader(onrecord, write):
    write(300)
    told = onrecord.ended(onrecord.start("build", "reports", "--record", "r", real=True))
    assert told.code == 0
    assert "300 documents new" in told.out
    assert "from 300 claims in 300 documents" in told.out
    again = onrecord.ended(onrecord.start("build", "reports", "--record", "r", real=True))
    assert "300 as before" in again.out
