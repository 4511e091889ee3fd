"""Nobody's home tells that the program was used: what it reads and how lies in the record alone."""

import os
import subprocess
import sys
from pathlib import Path

REPORT = """Two farmers killed in Aleppo

ALEPPO, 9 August 2018 - Gunmen killed two farmers in Aleppo on Thursday, the police said.
"""


def test_reading_leaves_nothing_in_the_home_of_whoever_reads(tmp_path: Path) -> None:
    """Not a cache, not a device's number: a library that the tagger runs on would note each run."""
    home, reports = tmp_path / "home", tmp_path / "reports"
    home.mkdir()
    reports.mkdir()
    (reports / "a.txt").write_text(REPORT, encoding="utf-8")
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("XDG_", "ORT_"))}
    done = subprocess.run(
        [sys.executable, "-m", "onrecord", "build", reports, "--record", tmp_path / "record"],
        env={**kept, "HOME": str(home), "USERPROFILE": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "tagger-en" in _readers(tmp_path / "record")
    assert sorted(p.relative_to(home) for p in home.rglob("*")) == []


def _readers(record: Path) -> str:
    """Who found the claims: the tagger has read too, so it could have left something."""
    told = subprocess.run(
        [sys.executable, "-m", "onrecord", "export", record, "--format", "claims"],
        capture_output=True,
        text=True,
        check=True,
    )
    return told.stdout
