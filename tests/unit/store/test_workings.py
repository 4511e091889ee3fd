"""Whether what is derived is up to date: from which decisions it was worked out, and noticing others."""

import gc
import subprocess
import sys
import threading
import time

import pytest

from onrecord import store
from onrecord.model import Document, Place, PlaceKind
from onrecord.store import Derived

WRITE = """
import sys
from pathlib import Path
from onrecord import store
with store.open_record(Path(sys.argv[1])) as kept:
    kept.save_derived(store.Derived(worked_from=sys.argv[2]))
"""


@pytest.fixture
def other(folder):
    """Let another process write."""

    def write(worked_from):
        program = [sys.executable, "-c", WRITE, str(folder), worked_from]
        subprocess.run(program, check=True)

    return write


def test_it_is_not_known_at_first_nor_where_it_is_not_told(record):
    assert record.worked_from() is None
    record.save_derived(Derived())
    assert record.worked_from() is None


def test_it_is_what_was_told_last(record):
    for name in ("two decisions", "three decisions"):
        record.save_derived(Derived(worked_from=name))
        assert record.worked_from() == name
    record.save_derived(Derived())
    assert record.worked_from() is None


def test_telling_the_same_again_changes_no_row(record, dump):
    record.save_derived(Derived(worked_from="x"))
    before = dump()
    assert record.save_derived(Derived(worked_from="x")).changes == {}
    assert dump() == before


def test_what_was_told_before_is_retired_and_stays(record):
    record.save_derived(Derived(worked_from="x"))
    record.save_derived(Derived(worked_from="y"))
    first, second = record.history("workings", "derived")
    assert (first["retired_why"], second["retired_at"]) == ("worked out anew", None)


def test_a_decision_alone_leaves_it_so_that_it_can_be_compared(record, decided):
    record.save_derived(Derived(worked_from="x"))
    record.save_decisions([decided])
    assert record.worked_from() == "x"


def test_another_reading_makes_it_unknown(record, read, save):
    """A build that is killed before its end leaves claims from which nothing was worked out."""
    save(read())
    record.save_derived(Derived(worked_from="x"))
    save(read())
    assert record.worked_from() == "x"  # the same again
    save(read(words=("two",)))
    assert record.worked_from() is None


def test_an_import_makes_it_unknown(record):
    record.save_derived(Derived(worked_from="x"))
    record.import_claims([], [Document(name="b.txt")])
    assert record.worked_from() is None


def test_it_is_written_with_what_follows_or_not_at_all(record, monkeypatch):
    place = Place(
        id="geo:1", name="Dahyan", kind=PlaceKind.TOWN, country=None, latitude=None, longitude=None
    )
    record.save_derived(Derived(worked_from="x"))

    def fail(*_):
        raise ZeroDivisionError

    monkeypatch.setattr("onrecord.store.derived._note", fail)
    with pytest.raises(ZeroDivisionError):
        record.save_derived(Derived(places=[place], worked_from="y"))
    assert record.worked_from() == "x"
    assert record.load().places == {}


def test_what_this_store_writes_is_no_change(record, read, save):
    before = record.state()
    save(read())
    record.save_derived(Derived(worked_from="x"))
    with record.build():
        save(read("b.txt"))
        assert record.state() == before
    assert record.state() == before


def test_what_another_process_writes_is_a_change_once(record, other):
    before = record.state()
    other("x")
    after = record.state()
    assert after != before
    assert record.state() == after


def test_what_another_wrote_before_this_store_did_is_a_change(record, read, save, other):
    before = record.state()
    other("x")
    save(read())
    assert record.state() != before


def test_another_store_of_this_process_counts_as_another(folder, record):
    before = record.state()
    with store.open_record(folder) as second:
        second.save_derived(Derived(worked_from="x"))
        assert second.state() == second.state()
    assert record.state() != before


def test_what_came_while_the_store_was_closed_counts_as_a_change(record):
    before = record.state()
    record.close()
    assert record.state() != before


@pytest.mark.only_file
def test_nothing_is_left_behind_in_a_folder_that_was_watched(folder, other):
    with store.open_record(folder, create=True) as kept:
        kept.state()
        other("x")
        kept.state()
    names = {path.name for path in folder.iterdir()}
    assert names == {"record.db", "record.lock", "archive", "onrecord.toml"}


def test_asking_takes_less_than_a_millisecond(record):
    record.state()
    gc.collect()
    gc.disable()  # what a whole run of tests holds is gone through in a second, at any moment
    try:
        began = time.process_time()
        for _ in range(200):
            record.state()
        assert time.process_time() - began < 0.2
    finally:
        gc.enable()


def test_it_can_be_asked_by_many_threads(record):
    told, faults = [], []

    def ask():
        try:
            told.extend(record.state() for _ in range(50))
        except Exception as fault:  # noqa: BLE001 - it is what the test is about
            faults.append(fault)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert faults == []
    assert len(set(told)) == 1
