"""Many reports: memory stays small, a second run is quick, and all are there."""

import re
import time

import pytest


@pytest.mark.slow
def test_hundreds_of_files(onrecord, write, tmp_path):
    write(800)
    peak = tmp_path / "peak"
    quick = {"QUICK": "1", "PEAK": str(peak)}
    told = onrecord.ended(onrecord.start("build", "reports", "--record", "r", env=quick))
    assert told.code == 0
    assert "800 documents new" in told.out
    assert "incidents more" in told.out  # the table shows forty
    progress = [line for line in told.err.splitlines() if line.startswith("reading: ")]
    assert progress
    assert all(re.fullmatch(r"reading: [\d,]+ of 800", line) for line in progress)
    assert int(peak.read_text().split()[1]) / 1024 < 450, "MiB"
    began = time.monotonic()
    again = onrecord.ended(onrecord.start("build", "reports", "--record", "r", env=quick))
    assert "800 as before" in again.out
    assert time.monotonic() - began < 60


@pytest.mark.slow
def test_sixty_files_with_the_real_reader(onrecord, write):
    write(60)
    told = onrecord.ended(onrecord.start("build", "reports", "--record", "r", real=True))
    assert told.code == 0
    assert "60 documents new" in told.out
    assert "from 60 claims in 60 documents" in told.out
    again = onrecord.ended(onrecord.start("build", "reports", "--record", "r", real=True))
    assert "60 as before" in again.out
