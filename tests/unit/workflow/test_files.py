"""A file is replaced whole or not at all."""

from pathlib import Path

import pytest

from onrecord.workflow import files


def test_a_file_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text("before")
    with files.replaced(path) as stream:
        stream.write(b"after")
        assert path.read_text() == "before"
    assert path.read_text() == "after"
    assert [p.name for p in tmp_path.iterdir()] == ["report.html"]


def test_when_writing_fails_the_old_file_stays_and_nothing_lies_about(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text("before")

    def fill() -> None:
        with files.replaced(path) as stream:
            stream.write(b"half")
            raise OSError("no room")

    with pytest.raises(OSError, match="no room"):
        fill()
    assert path.read_text() == "before"
    assert [p.name for p in tmp_path.iterdir()] == ["report.html"]


def test_others_may_read_what_the_program_makes(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    with files.replaced(path) as stream:
        stream.write(b"x")
    beside = tmp_path / "plain"
    beside.write_text("x")
    assert path.stat().st_mode == beside.stat().st_mode
