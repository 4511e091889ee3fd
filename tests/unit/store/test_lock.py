import sqlite3
import subprocess
import sys

import pytest

from onrecord import store
from onrecord.model import RecordUnusable
from onrecord.store.lock import WriterLock

pytestmark = pytest.mark.also_encrypted


def test_a_second_build_is_told_who_is_writing_since_when(folder, record):
    with record.build(), store.open_record(folder) as second:
        line = r"another build is writing to this record \(since 2025-03-12T12:00:0\d\+00:00, "
        with pytest.raises(RecordUnusable, match=line), second.build():
            pass


def test_an_import_is_called_one(folder, record, read):
    with record.build(doing="import"), store.open_record(folder) as second:
        with pytest.raises(RecordUnusable, match="another import is writing"):
            second.save_derived(store.Derived())
        second.load()


def test_the_next_build_may_write_when_the_first_is_done(folder, record, read, save):
    with record.build():
        save(read("a.txt"))
    with store.open_record(folder) as second, second.build():
        made = read("b.txt")
        second.save_reading(made.document, made.snapshot, made.text, made.claims, by="x")
    assert list(record.load().documents) == ["a.txt", "b.txt"]


def test_a_build_that_was_refused_leaves_the_first_one_s_right(folder, record):
    with record.build():
        for _ in range(3):
            with store.open_record(folder) as second, pytest.raises(RecordUnusable), second.build():
                pass


def test_what_another_build_wrote_meanwhile_is_known(folder, record, read, save):
    made = read()
    assert not record.has_reading(made.document, made.snapshot.id, by="rules 1")
    with store.open_record(folder) as second:
        second.save_reading(made.document, made.snapshot, made.text, made.claims, by="rules 1")
    with record.build():
        assert record.has_reading(made.document, made.snapshot.id, by="rules 1")


LOOK = """
import sys
from pathlib import Path
from onrecord import store
with store.open_record(Path(sys.argv[1])) as kept:
    print(len(kept.load().documents))
"""


@pytest.mark.only_file
def test_another_process_that_looks_and_ends_takes_nothing_from_one_that_goes_on(
    folder, record, read, save
):
    """
    Whoever closes a database as the last one takes its log away.

    So no process may give up by mistake what tells others that it has the record open.
    """

    def looked():
        program = [sys.executable, "-c", LOOK, str(folder)]
        return int(subprocess.run(program, check=True, capture_output=True).stdout)

    for number in range(1, 4):
        save(read(f"{number}.txt"))
        store.open_record(folder).close()  # as the desk opens its record a second time
        assert (looked(), looked()) == (number, number)
        assert (folder / "record.db-wal").exists()
    assert len(record.load().documents) == 3
    assert record.verify_log() == ()


HOLD = """
import os, sys
from pathlib import Path
from onrecord.store.lock import WriterLock
lock = WriterLock(Path(sys.argv[1]))
lock.take("build", "noon")
print("held", flush=True)
sys.stdin.read()
"""


def test_a_killed_process_holds_nothing(tmp_path):
    path = tmp_path / "record.lock"
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with holder:
        assert holder.stdout.readline().strip() == b"held"
        lock = WriterLock(path)
        with pytest.raises(RecordUnusable, match=rf"since noon, process {holder.pid} on"):
            lock.take("build", "later")
        holder.kill()
        holder.wait()
        lock.take("build", "later")
        assert lock.is_held
        lock.release()


def test_a_damaged_lock_says_what_to_do(tmp_path):
    path = tmp_path / "record.lock"
    path.write_bytes(b"something else " * 100)
    with pytest.raises(RecordUnusable, match="delete it if nothing is writing"):
        WriterLock(path).take("build", "now")


@pytest.mark.only_file
def test_a_lock_that_cannot_be_written_is_one_line(folder, record):
    (folder / "record.lock").unlink()
    (folder / "record.lock").mkdir()
    with pytest.raises(RecordUnusable, match="cannot be opened"), record.build():
        pass


@pytest.mark.only_file
def test_a_disk_that_is_full_when_the_lock_is_taken_is_one_line(record, monkeypatch):
    def fail(*_args):
        fault = sqlite3.OperationalError("database or disk is full")
        fault.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise fault

    monkeypatch.setattr(WriterLock, "_sign", fail)
    with pytest.raises(RecordUnusable, match="the disk is full"), record.build():
        pass


def test_taking_it_twice_is_taking_it_once(tmp_path):
    lock = WriterLock(tmp_path / "record.lock")
    lock.take("build", "now")
    lock.take("build", "now")
    lock.release()
    lock.release()
    assert not lock.is_held
