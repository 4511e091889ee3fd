"""Backups and restores that are killed, crowded out, or made while others write."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest

from onrecord import workflow
from onrecord.model import RecordUnusable

KILLS = int(os.environ.get("ONRECORD_KILLS", "25"))  # of each kind

# Forks and kills with nothing loaded anew, so that hundreds of moments can be tried.
KILLING = """
import json, os, random, signal, sys, time
from pathlib import Path
from onrecord import workflow
from onrecord.model import OnRecordError

what, record, file, kills = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4])
chance = random.Random(7)
again = record.parent / "again"
told = {"killed": 0, "there": 0, "seen": 0}
work = {
    "backup": lambda: workflow.back_up(record, file),
    "restore": lambda: workflow.restore(file, again),
}[what]


def forked(moment):
    child = os.fork()
    if not child:
        try:
            work()
        finally:
            os._exit(0)
    time.sleep(moment)
    os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def cleared():
    if what == "backup":
        file.unlink(missing_ok=True)
    elif again.exists():
        os.rename(again, record.parent / f"done{len(list(record.parent.glob('done*')))}")


work()  # what it needs is loaded now
cleared()
began = time.monotonic()
work()
taken = time.monotonic() - began
cleared()
for number in range(kills):
    moment = (number + chance.random()) / kills * taken
    if forked(moment):
        told["killed"] += 1
    target = file if what == "backup" else again
    if target.exists():
        told["there"] += 1
        if what == "backup":  # whole, or it would be refused
            workflow.restore(file, record.parent / f"from{number}")
        else:
            assert workflow.verify(again).holds
        cleared()
    told["seen"] += len(list(record.parent.glob("*.part"))) + len(list(record.glob("*.part")))
    told["seen"] += len(list(record.parent.glob("*.restoring")))
work()
print(json.dumps(told))
"""


@pytest.fixture
def kill(tmp_path):
    """Do something and kill it, at one moment after the other, from its begin to its end."""
    script = tmp_path / "killing.py"
    script.write_text(KILLING)

    def killed(what, record, file):
        done = subprocess.run(
            [sys.executable, script, what, record, file, str(KILLS)],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return killed


@pytest.fixture
def coast(tmp_path, keep_reports):
    """A record with something to copy."""
    folder = tmp_path / "place" / "coast"
    folder.parent.mkdir()
    keep_reports(folder, 40)
    workflow.seal(folder)
    return folder


def rows(database, table):
    if not database.exists():
        return 0
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as opened:
        try:
            return opened.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
        except sqlite3.OperationalError:
            return 0


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_backup_that_is_killed_is_not_there_and_the_next_clears_up(coast, kill, tmp_path):
    """Whatever moment it is killed at: the file is whole or is not, and nothing stays."""
    file = tmp_path / "place" / "b"
    told = kill("backup", coast, file)
    assert told["killed"] > KILLS // 2
    assert told["seen"], "it was never killed while it wrote"
    assert not list(coast.glob("*.part"))
    assert not list(file.parent.glob("*.part"))
    assert workflow.verify(coast).holds
    assert workflow.restore(file, tmp_path / "again").verified.holds


def test_a_restore_that_is_killed_leaves_no_record_and_the_next_clears_up(coast, kill, tmp_path):
    """Whatever moment it is killed at: the record is there, whole and proven, or is not."""
    file = tmp_path / "place" / "b"
    workflow.back_up(coast, file)
    told = kill("restore", coast, file)
    assert told["killed"] > KILLS // 2
    assert told["seen"], "it was never killed while it wrote"
    assert not list(file.parent.glob("*.restoring"))
    assert workflow.verify(file.parent / "again").holds


def test_a_backup_while_a_build_writes_is_the_record_of_one_moment(onrecord, write, tmp_path):
    """Nobody waits: the build goes on, and each backup is a record that holds."""
    write(60)
    build = onrecord.start("build", "reports", "--record", "r", env={"SECONDS_A_DOCUMENT": "0.03"})
    while build.poll() is None and not rows(tmp_path / "r" / "record.db", "meta"):
        time.sleep(0.01)
    known, meanwhile = [], 0
    while len(known) < 4 and (build.poll() is None or not known):
        number = len(known)
        assert onrecord("backup", "r", f"b{number}").code == 0
        meanwhile += build.poll() is None
        told = workflow.restore(tmp_path / f"b{number}", tmp_path / f"r{number}")
        assert told.verified.holds
        known.append(len(workflow.load(tmp_path / f"r{number}").documents))
    assert onrecord.ended(build).code == 0
    assert meanwhile, "the build was done before a backup was"
    assert known == sorted(known)
    assert known[-1] <= 60
    onrecord("backup", "r", "whole")
    assert onrecord("restore", "whole", "again").code == 0
    assert workflow.load(tmp_path / "again") == workflow.load(tmp_path / "r")


@pytest.mark.parametrize("what", ["backup", "restore"])
def test_a_full_disk_is_one_line_and_leaves_nothing(coast, onrecord, tmp_path, what):
    """A limit on the size of files stands in for the disk: the system refuses to write more."""
    workflow.back_up(coast, tmp_path / "whole")
    before = names(tmp_path)

    def little_room():
        import resource

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    words = (coast, "b") if what == "backup" else ("whole", "again")
    told = onrecord.ended(onrecord.start(what, *words, preexec_fn=little_room))
    assert told.code == 3
    assert len([line for line in told.err.splitlines() if line.startswith("onrecord: ")]) == 1
    assert "disk" in told.err or "too large" in told.err.lower()
    assert names(tmp_path) == before
    assert onrecord(what, *words).code == 0


def test_a_disk_without_room_for_what_is_in_it_is_told_at_once(coast, tmp_path, monkeypatch):
    workflow.back_up(coast, tmp_path / "b")
    usage = shutil.disk_usage(tmp_path)._replace(free=1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with pytest.raises(RecordUnusable, match="has not the room"):
        workflow.restore(tmp_path / "b", tmp_path / "again")


def test_ctrl_c_ends_a_backup_in_one_line_and_leaves_nothing(coast, onrecord, tmp_path):
    for number in range(3):
        big = coast / "archive" / "ab" / f"{number:062x}"
        big.parent.mkdir(exist_ok=True)
        big.write_bytes(b"x" * 200_000_000)
    process = onrecord.start("backup", coast, "b")
    deadline = time.monotonic() + 60
    while not list(tmp_path.glob("b.*.part")) and time.monotonic() < deadline:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    told = onrecord.ended(process)
    assert told.code == 130
    assert told.err.strip().splitlines()[-1] == "onrecord: stopped; no backup was made"
    assert not list(tmp_path.glob("b*"))
    assert not list(coast.glob("*.part"))
