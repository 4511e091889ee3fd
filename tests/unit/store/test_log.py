"""How the log of decisions is chained, by hand, by two writers and in records of before."""

import sqlite3
import threading
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest

from onrecord import store
from onrecord.model import Choice, Decision, RecordUnusable
from onrecord.store import Derived, schema

pytestmark = pytest.mark.also_encrypted

NOON = datetime(2025, 3, 12, 12, tzinfo=UTC)


def told(number):
    at = NOON + timedelta(minutes=number)
    return Decision(choice=Choice.SETTLE, by="Amal", at=at, why="Seen.", target=f"prb_{number}")


def by_hand(rows, created):
    """Work out the links as the manual tells it."""
    link = sha256(f"onrecord decisions\n{created}".encode()).hexdigest()
    for row_id, content, added_at in rows:
        words = sha256(content.encode()).hexdigest()
        link = sha256(f"{link}\n{words}\n{added_at}\n{row_id}".encode()).hexdigest()
        yield link


def test_the_links_are_those_that_anybody_can_work_out(record, sql):
    start = record.log_head()
    record.save_decisions([told(1)])
    record.save_derived(Derived(), [told(2), told(3)])
    ((created,),) = sql("SELECT value FROM meta WHERE key = 'created'")
    rows = sql("SELECT id, content, added_at FROM decisions ORDER BY seq")
    links = [link for (link,) in sql("SELECT chain FROM decisions ORDER BY seq")]
    assert links == list(by_hand(rows, created))
    assert record.log_head() == links[-1] != start
    assert start == sha256(f"onrecord decisions\n{created}".encode()).hexdigest()


def test_many_at_once_are_chained_in_their_order(record, sql):
    record.save_decisions(told(number) for number in range(1201))
    ids = [row_id for (row_id,) in sql("SELECT id FROM decisions ORDER BY seq")]
    assert ids == [told(number).id for number in range(1201)]
    assert record.verify_log() == ()


@pytest.mark.only_file
def test_what_failed_leaves_no_link(record, monkeypatch):
    record.save_decisions([told(1)])
    before = record.log_head()

    def fail(*_):
        raise ZeroDivisionError

    with monkeypatch.context() as broken:
        broken.setattr("onrecord.store.derived.write_difference", fail)
        with pytest.raises(ZeroDivisionError):
            record.save_derived(Derived(), [told(2)])
    assert record.log_head() == before
    record.save_decisions([told(3)])
    assert record.verify_log() == ()


def test_two_writers_make_one_chain(folder, record):
    def write(numbers):
        with store.open_record(folder) as kept:
            for number in numbers:
                while True:
                    try:
                        kept.save_decisions([told(number)])
                    except RecordUnusable:  # the other is writing
                        continue
                    break

    both = [threading.Thread(target=write, args=(range(n, n + 5),)) for n in (0, 100)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert len(record.load().decisions) == 10
    assert record.verify_log() == ()


@pytest.fixture
def old(folder, monkeypatch, sql):
    """A record of the schema before, with two decisions."""
    with monkeypatch.context() as before:
        before.setattr(schema, "NEWEST", "0002")
        before.setattr(schema, "KNOWN", ("0001", "0002"))
        store.open_record(folder, create=True).close()
    sql(
        "INSERT INTO builds (id, doing, began_at, program, settings) VALUES ('b', '', '', '', '{}')"
    )
    for name, content in (("dec_1", "{}"), ("dec_2", '{"é":1}')):
        sql(
            "INSERT INTO decisions (id, scope, content, content_hash, added_at, added_build)"
            " VALUES (?, 'decided', ?, ?, '2024', 1)",
            name, content, sha256(content.encode()).hexdigest(),
        )  # fmt: skip
    return folder


@pytest.mark.only_file
def test_the_decisions_of_an_old_record_are_chained(old, sql):
    with store.open_record(old) as record:
        assert record.verify_log() == ()
        assert record.worked_from() is None
    ((created,),) = sql("SELECT value FROM meta WHERE key = 'created'")
    rows = sql("SELECT id, content, added_at FROM decisions ORDER BY seq")
    links = [link for (link,) in sql("SELECT chain FROM decisions ORDER BY seq")]
    assert links == list(by_hand(rows, created))


@pytest.mark.only_file
@pytest.mark.parametrize("change", ["UPDATE decisions SET chain = 'x'", "DELETE FROM decisions"])
def test_an_old_record_s_decisions_are_guarded_as_before(old, sql, change):
    store.open_record(old).close()
    with pytest.raises(sqlite3.IntegrityError, match="decisions: rows are never"):
        sql(change)


@pytest.mark.only_file
def test_an_update_that_fails_half_way_leaves_the_guards_and_no_link(old, sql, monkeypatch):
    def fail(_):
        raise sqlite3.OperationalError("the power went")

    with monkeypatch.context() as broken:
        broken.setattr("onrecord.store.migrations.append_only.make_no_change", fail)
        with pytest.raises(RecordUnusable, match="the power went"):
            store.open_record(old)
    assert "chain" not in [row[1] for row in sql("PRAGMA table_info(decisions)")]
    with pytest.raises(sqlite3.IntegrityError, match="rows are never changed"):
        sql("UPDATE decisions SET content = 'x'")
    with store.open_record(old) as record:
        assert record.verify_log() == ()
