"""What follows from decisions on a large record is worked out in a process of its own."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from onrecord import store, workflow
from onrecord.kit.passphrases import FILE
from onrecord.workflow import choosing, derive, engines, loading
from onrecord.workflow.desk import Desk, following, reckoner

REPORT = (
    "ALEPPO, March 6, 2024 - Fourteen people were killed in an air strike on Aleppo on Tuesday, "
    "the Syrian Observatory for Human Rights said.\n"
)
HELD_OPEN = """
import sys, time
from pathlib import Path
from onrecord.workflow import choosing
from onrecord.workflow.desk import Desk, following
if __name__ == "__main__":
    following.AT_ONCE = following.APART = 0
    following._SETTLED_DOWN = 0
    with Desk(Path(sys.argv[1]), person="Amal") as desk:
        claim = next(iter(desk.view.record.claims))
        desk.decide(choosing.reject(claim), why="A misprint.")
        while (process := desk._following._reckoning._process) is None:
            time.sleep(0.01)
        print(process.pid, flush=True)
        time.sleep(60)
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("desk")
    (folder / "reports").mkdir()
    (folder / "reports" / "one.txt").write_text(REPORT, encoding="utf-8")
    workflow.build(folder / "reports", folder / "coast")
    return folder / "coast"


@pytest.fixture
def folder(built, tmp_path):
    return Path(shutil.copytree(built, tmp_path / "coast"))


@pytest.fixture(autouse=True)
def large(monkeypatch):
    """Every record is a large one, and worked out at once."""
    monkeypatch.setattr(following, "AT_ONCE", 0)
    monkeypatch.setattr(following, "APART", 0)
    monkeypatch.setattr(following, "_SETTLED_DOWN", 0)


def process_of(desk):
    return desk._following._reckoning._process


def is_there(number):
    """Whether a process lives; one that only waits to be collected does not."""
    try:
        state = Path(f"/proc/{number}/stat").read_text(encoding="ascii").rpartition(")")[2]
    except OSError:
        return False
    return state.split()[0] != "Z"


def soon(is_so, seconds=30.0):
    end = time.monotonic() + seconds
    while not is_so() and time.monotonic() < end:
        time.sleep(0.02)
    return is_so()


@pytest.mark.both_databases
def test_it_comes_to_what_this_process_would_have_come_to(built, tmp_path, database):
    folder = tmp_path / "coast"
    database.prepare(folder)
    workflow.build(built.parent / "reports", folder)
    with Desk(folder, person="Amal") as desk:
        (claim,) = desk.view.record.claims
        (rejected,) = desk.decide(choosing.reject(claim), why="A misprint.")
        assert desk.wait()
        assert not desk.view.record.incidents
        first = process_of(desk)
        assert first.pid != os.getpid()
        desk.decide(choosing.undo(rejected.id), why="It was none.")
        assert desk.wait(), desk.fault
        assert len(desk.view.record.incidents) == 1
        assert process_of(desk) is first
    with store.open_record(folder) as kept:
        whole = derive.derived(loading.told(kept), engines.names())
        assert loading.load(kept).figures == whole.figures
    assert not workflow.verify(folder).problems


def test_it_opens_an_encrypted_record_with_what_this_process_was_told(
    built, tmp_path, encrypted, monkeypatch
):
    folder = tmp_path / "coast"
    encrypted.prepare(folder)
    workflow.build(built.parent / "reports", folder)
    with Desk(folder, person="Amal") as desk:
        monkeypatch.delenv(FILE)
        (claim,) = desk.view.record.claims
        desk.decide(choosing.reject(claim), why="A misprint.")
        assert desk.wait(), desk.fault
        assert not desk.view.record.incidents


def test_it_ends_with_the_desk(folder):
    with Desk(folder, person="Amal") as desk:
        (claim,) = desk.view.record.claims
        desk.decide(choosing.reject(claim), why="A misprint.")
        assert desk.wait()
        number = process_of(desk).pid
    assert not is_there(number)


def test_a_desk_that_is_closed_does_not_wait_for_it_and_the_next_one_works_it_out(
    folder, monkeypatch
):
    began = time.monotonic()
    with Desk(folder, person="Amal") as desk:
        (claim,) = desk.view.record.claims
        desk.decide(choosing.reject(claim), why="A misprint.")
        assert soon(lambda: process_of(desk) is not None)
        number = process_of(desk).pid
        os.kill(number, signal.SIGSTOP)  # as if it worked for minutes
    assert time.monotonic() - began < 30
    assert not is_there(number)
    with Desk(folder) as again:
        assert again.wait()
        assert not again.view.record.incidents


def test_one_that_was_ended_is_started_anew(folder, monkeypatch):
    monkeypatch.setattr(following, "_TRY_AGAIN", 0.1)
    with Desk(folder, person="Amal") as desk:
        (claim,) = desk.view.record.claims
        desk.decide(choosing.reject(claim), why="A misprint.")
        assert soon(lambda: process_of(desk) is not None)
        process_of(desk).kill()
        assert soon(lambda: not desk.view.is_behind)
        assert desk.fault is None


def test_what_goes_wrong_in_it_is_said_without_a_record_s_words(folder):
    with store.open_record(folder) as kept:
        kept.difference = lambda _: 1 / 0
        told = reckoner._answer(kept, reckoner.FIGURES)
    assert told == reckoner.Fault("ZeroDivisionError", is_program=True)


@pytest.mark.skipif(sys.platform != "linux", reason="/proc says which processes there are")
def test_it_does_not_outlive_a_desk_that_was_killed(folder, tmp_path):
    script = tmp_path / "held_open.py"
    script.write_text(HELD_OPEN, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, str(script), str(folder)], stdout=subprocess.PIPE, text=True
    ) as program:
        number = int(program.stdout.readline())
        assert is_there(number)
        program.kill()
        program.wait()
    assert soon(lambda: not is_there(number), 60)  # it may have to come to itself first
