"""What strangers made is taken apart elsewhere, within limits."""

import os
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
