"""
Every command struck at points spread over its work: nothing that was kept is lost or doubled.

A sample of `benchmarks/faults.py`, which does the same hundreds of times for each command and
says how (docs/explanation/what-survives.md has its figures).
"""

import json
import os
import subprocess
import sys

import pytest

# The others are struck by the benchmark alone: what they do, one of these does too.
COMMANDS = (
    "build", "import claims", "decide", "desk", "lists add", "attach", "testimony", "seal",
    "evidence", "export", "publish", "follow", "migration from 0001", "migration from 0006",
)  # fmt: skip
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="each run is a fork of its own")


@pytest.fixture(scope="module")
def struck(root):
    """What became of each command, as the program that strikes them tells it."""
    program = [sys.executable, root / "benchmarks/faults.py", "--kills", "3", "--refusals", "2"]
    told = [*program, "--kinds", "+".join(COMMANDS), "--json"]
    done = subprocess.run(told, capture_output=True, text=True, check=False)
    assert not done.stderr, done.stderr
    return {one["kind"]: one for one in map(json.loads, done.stdout.splitlines())}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_that_is_struck_loses_and_doubles_nothing(struck, command):
    found = struck[command]
    assert found["faults"] == []
    assert (found["lost"], found["doubled"]) == (0, 0)
    assert found["struck"] >= 3, "it was hardly ever struck"
    assert found["verified"] >= found["struck"]
