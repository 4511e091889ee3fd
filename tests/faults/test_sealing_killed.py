"""`seal` with a time authority, killed at any moment: nothing is doubled, lost or half there."""

import random
import signal
import time

import pytest

from onrecord import store, workflow
from onrecord.model import CustodyEvent, Seal


def custody(folder):
    with store.open_record(folder) as kept:
        return kept.evidence("custody", CustodyEvent)


def moments(taken, many):
    chance = random.Random(11)  # noqa: S311 - no secret
    # the first half of the time goes for loading the program
    return [(0.5 + (number + chance.random()) / many / 2) * taken for number in range(many)]


def run_and_time(onrecord, *words):
    began = time.monotonic()
    told = onrecord.ended(onrecord.start(*words))
    return told, time.monotonic() - began


@pytest.mark.slow
@pytest.mark.allow_hosts(["127.0.0.1"])
def test_a_seal_that_is_killed_is_made_once(onrecord, keep_reports, authority, tmp_path):
    """Whatever moment it is killed at, the record holds, and the next seal goes on from there."""
    north = authority("north")
    words = ("--authority", north.url, "--ca", north.ca)
    keep_reports(tmp_path / "whole", 3)
    told, taken = run_and_time(onrecord, "seal", "whole", *words)
    assert told.code == 0
    whole = [one.act for one in custody(tmp_path / "whole")]
    killed = 0
    for number, moment in enumerate(moments(taken, 3)):
        folder = tmp_path / f"r{number}"
        keep_reports(folder, 3)
        process = onrecord.start("seal", folder.name, *words)
        time.sleep(moment)
        process.send_signal(signal.SIGKILL)
        killed += onrecord.ended(process).code == -signal.SIGKILL
        assert workflow.verify(folder).holds
        assert onrecord("seal", folder.name, *words).code == 0
        found = workflow.verify(folder)
        assert found.holds
        assert found.level == "sealed"
        assert [one.act for one in custody(folder)] == whole
        with store.open_record(folder) as kept:
            assert len(kept.evidence("seals", Seal)) == 1
    assert killed, "the program was never killed"
