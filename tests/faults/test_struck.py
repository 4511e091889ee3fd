"""
Every command struck at points spread over its work: nothing that was kept is lost or doubled.

A sample of `benchmarks/faults.py`, which does the same hundreds of times for each command and
says how (docs/explanation/what-survives.md has its figures).
"""

import os

import pytest

# The others are struck by the benchmark alone: what they do, one of these does too.
COMMANDS = (
    "build", "import claims", "decide", "desk", "lists add", "attach", "testimony", "seal",
    "evidence", "publish", "follow", "migration from 0001", "migration from 0006",
)  # fmt: skip
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="each run is a fork of its own")


@pytest.fixture(scope="module")
def struck(told_by_kind):
    """What became of each command, as the program that strikes them tells it."""
    return told_by_kind("faults.py", "--kills", "3", "--refusals", "1", kinds=COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_that_is_struck_loses_and_doubles_nothing(struck, command):
    found = struck[command]
    assert found["faults"] == []
    assert (found["lost"], found["doubled"]) == (0, 0)
    assert found["struck"] >= 2, "it was hardly ever struck"
    assert found["verified"] >= found["struck"]
