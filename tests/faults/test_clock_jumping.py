"""
A machine's clock that jumps while the program is used: nothing is lost, doubled, or accused.

The clock is put in a process of its own (`benchmarks/fault_clock.py`), so that every look at
it is off, whoever looks. The same steps are taken with a record in a file and on a server.
"""

import json
import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="each run is a fork of its own")

# What the benchmark lets jump hundreds of times; the other commands take the same steps.
COMMANDS = ("decide", "lists add", "publish")

# One person's work, each step by another clock: what is decided last has to hold.
STEPS = """
import json, sys
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, sys.argv[2])
import fault_clock
from onrecord import workflow
from onrecord.model import Choice
from onrecord.workflow.desk import Desk

DAY, YEARS = timedelta(days=1), timedelta(days=3650)
CLOCKS = (YEARS, timedelta(), -DAY / 24, -DAY, -YEARS, DAY / 24, DAY, timedelta())
off, folder = [timedelta()], Path(sys.argv[1])
workflow.verify(folder)  # what it loads is there before the clock is put in its place
fault_clock.put_clock(lambda: off[0])
claim = next(iter(workflow.load(folder).claims))


def holds():
    return workflow.load(folder).claims[claim].decision


told = {"wanted": [], "held": [], "desk": []}
for number, clock in enumerate(CLOCKS):
    off[0] = clock
    asked = (workflow.accept, workflow.reject)[number % 2]
    workflow.decide(folder, asked(claim), by="Amal", why=f"Looked at once more, {number}.")
    told["wanted"].append(("accepted", "rejected")[number % 2])
    told["held"].append(holds())
with Desk(folder, person="Basil") as desk:
    for number, clock in enumerate((*CLOCKS, -YEARS)):
        off[0] = clock
        desk.decide((workflow.accept, workflow.reject)[number % 2](claim), why=f"At the desk, {number}.")
        told["desk"].append(desk.view.record.claims[claim].decision)
    told["whole"] = not desk.check_kept()
off[0] = timedelta()
told["last"] = holds()
told["why"] = [one.why for one in workflow.load(folder).decisions]
found = workflow.verify(folder)
told["problems"] = [(one.code, one.severity.value) for one in found.problems]
told["once more"] = workflow.build(folder.parent / "reports", folder).new
print(json.dumps(told))
"""


@pytest.fixture(scope="module")
def jumped(told_by_kind):
    """What became of each command whose clock jumped, as the program that lets it jump tells."""
    return told_by_kind("fault_clock.py", "--jumps", "3", kinds=COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_whose_clock_jumps_loses_doubles_and_accuses_nothing(jumped, command):
    found = jumped[command]
    assert found["faults"] == []
    assert (found["lost"], found["doubled"]) == (0, 0)
    assert found["struck"] == 3, "the clock did not jump"
    assert found["verified"] == 6


@pytest.mark.both_databases
def test_what_is_decided_last_holds_whatever_the_clock_said(
    onrecord, write, tmp_path, database, root
):
    """Ten years ahead, back, back by an hour, a day, ten years, ahead: in the order of the log."""
    write(2)
    database.prepare(tmp_path / "r")
    assert onrecord("build", "reports", "--record", "r").code == 0
    done = subprocess.run(
        [sys.executable, "-c", STEPS, tmp_path / "r", root / "benchmarks"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert not done.returncode, done.stderr
    told = json.loads(done.stdout)
    assert told["held"] == told["wanted"]
    assert told["desk"] == [("accepted", "rejected")[number % 2] for number in range(9)]
    assert told["last"] == "accepted"
    expected = [f"Looked at once more, {number}." for number in range(8)]
    assert told["why"] == [*expected, *(f"At the desk, {number}." for number in range(9))]
    assert {severity for _, severity in told["problems"]} == {"note"}
    assert {code for code, _ in told["problems"]} == {"clock-stepped"}
    assert told["whole"]
