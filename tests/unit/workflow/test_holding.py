"""Only one program writes to a record at a time."""

from pathlib import Path

import pytest

from onrecord.model import RecordUnusable
from onrecord.workflow import holding


def test_a_second_writer_is_told_in_one_line(tmp_path: Path) -> None:
    with (
        holding.record(tmp_path),
        pytest.raises(RecordUnusable, match="another onrecord"),
        holding.record(tmp_path),
    ):
        pass


def test_when_the_first_is_done_the_next_may_write(tmp_path: Path) -> None:
    for _ in range(2):
        with holding.record(tmp_path):
            pass
    assert list(tmp_path.iterdir()) == []


def test_a_writer_that_fails_lets_go(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), holding.record(tmp_path):
        _ = 1 / 0
    with holding.record(tmp_path):
        pass
