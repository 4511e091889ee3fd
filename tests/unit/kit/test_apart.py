"""What strangers made is taken apart elsewhere, within limits."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from onrecord.kit import apart

WORK = Path(__file__).parents[2] / "data" / "apart"


@pytest.fixture(autouse=True)
def _can_be_found(monkeypatch):
    there = os.environ.get("PYTHONPATH", "")
    monkeypatch.setenv("PYTHONPATH", f"{WORK}{os.pathsep}{there}")
    yield
    apart.stop()


def test_words_and_data_go_both_ways():
    assert apart.asked("work_to_do:length", b"abc", {"a": "حلب"}) == (
        {"length": 3, "told": {"a": "حلب"}},
        b"",
    )
    assert apart.asked("work_to_do:doubled", b"abc") == ({"n": 3}, b"abcabc")


@pytest.mark.parametrize(
    ("what", "why"),
    [
        ("eats", "too much memory"),
        ("sleeps", "longer than"),
        ("spins", "longer than|broke on it"),
        ("dies", "broke on it"),
        ("fetches", "PermissionError"),
        ("starts", "PermissionError"),
    ],
)
def test_what_goes_wrong_is_one_answer_and_the_next_question_is_answered(what, why, monkeypatch):
    monkeypatch.setattr("onrecord.kit.apart.asking._START_SECONDS", 10.0)
    apart.asked("work_to_do:length", b"")
    with pytest.raises(apart.TooHard, match=why):
        apart.asked(f"work_to_do:{what}", b"", seconds=1.0)
    assert apart.asked("work_to_do:length", b"x").told["length"] == 1


def test_a_program_may_be_started_where_the_work_is_that():
    assert apart.asked("work_to_do:starts", b"", may_start_programs=True).told == {}


def test_a_process_is_used_again_and_a_fresh_one_is_not():
    first = apart.asked("work_to_do:number", b"").told
    assert apart.asked("work_to_do:number", b"").told == first
    assert apart.asked("work_to_do:number", b"", is_fresh=True).told != first
    assert apart.asked("work_to_do:number", b"").told == first


ASKS = """
from onrecord.kit import apart
apart.asked("work_to_do:naps", b"")
print("asking", flush=True)
print(apart.asked("work_to_do:naps", b"", seconds=2.0).told, flush=True)
"""


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="children are found in /proc")
def test_while_the_program_itself_is_stopped_no_time_goes_by():
    """Ctrl-Z in the middle of a file, and on again: the file is not taken for one too hard."""
    with subprocess.Popen([sys.executable, "-c", ASKS], stdout=subprocess.PIPE, text=True) as asks:
        assert asks.stdout.readline() == "asking\n"
        time.sleep(0.3)
        listed = Path(f"/proc/{asks.pid}/task/{asks.pid}/children").read_text(encoding="ascii")
        both = [asks.pid, *map(int, listed.split())]
        assert len(both) == 2
        for one in both:
            os.kill(one, signal.SIGSTOP)
        time.sleep(4)
        for one in both:
            os.kill(one, signal.SIGCONT)
        assert asks.stdout.read() == "{}\n"
