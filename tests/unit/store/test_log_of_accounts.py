"""The log of accounts, proven with the record."""

import sqlite3
from datetime import UTC, datetime

import pytest

from onrecord import workflow
from onrecord.access.passwords import Cost
from onrecord.model import AccountRole, RecordUnusable
from onrecord.store.accounts import copy_accounts, open_book, schema
from onrecord.store.address import SqliteFile
from onrecord.workflow.accounts import open_accounts

CHEAP = Cost(passes=1, memory=64, lanes=1)


@pytest.fixture
def record(tmp_path):
    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / "a.txt").write_text("Two people were killed in Qasra on Friday.\n", encoding="utf-8")
    folder = tmp_path / "coast"
    workflow.build(reports, folder)
    with open_accounts(folder, make=True, cost=CHEAP) as accounts:
        secret = accounts.invite("Amal", AccountRole.ADMIN, None)
        accounts.accept(secret, "seven trees behind the mill")
        accounts.noted(None, "commanded", "publish")
    return folder


def altered(folder, *lines):
    """What somebody does who has the file and takes the triggers out first."""
    with sqlite3.connect(folder / "accounts.db") as connection:
        for verb in ("update", "delete"):
            connection.execute(f"DROP TRIGGER accounts_log_no_{verb}")
        for line in lines:
            connection.execute(line)
    connection.close()


def told(found):
    return [(one.code, one.where) for one in found.problems if one.code == "log-broken"]


def test_a_log_that_nobody_touched_holds(record):
    found = workflow.verify(record)
    assert told(found) == []
    assert found.heads["accounts"]


@pytest.mark.parametrize(
    ("line", "where"),
    [
        ("UPDATE accounts_log SET content = replace(content, 'publish', 'check') "
         "WHERE number = 4", 4),
        ("UPDATE accounts_log SET at = '2001-01-01T00:00:00+00:00' WHERE number = 2", 2),
        ("DELETE FROM accounts_log WHERE number = 2", 3),
        ("DELETE FROM accounts_log WHERE number = 1", 2),
    ],
)  # fmt: skip
def test_a_line_that_was_changed_or_taken_out_is_named(record, line, where):
    altered(record, line)
    assert ("log-broken", f"line {where} of the log of accounts") in told(workflow.verify(record))


def test_the_end_that_was_cut_off_is_found_by_a_hash_written_down(record):
    head = workflow.verify(record).heads["accounts"]
    altered(record, "DELETE FROM accounts_log WHERE number = 4")
    assert told(workflow.verify(record)) == []
    assert told(workflow.verify(record, written_down=[head])) == [("log-broken", "custody")]


def test_a_hash_written_down_stays_in_a_log_that_grew(record):
    head = workflow.verify(record).heads["accounts"]
    with open_accounts(record, cost=CHEAP) as accounts:
        accounts.noted(None, "commanded", "seal")
    assert told(workflow.verify(record, written_down=[head])) == []


def test_the_records_own_file_holds_nothing_of_accounts(record):
    held = (record / "record.db").read_bytes()
    assert b"accounts" not in held
    assert b"Amal" not in held


def test_accounts_of_a_newer_program_are_refused_in_one_line(record):
    with sqlite3.connect(record / "accounts.db") as connection:
        connection.execute("UPDATE accounts_meta SET value = '99' WHERE key = 'schema'")
    connection.close()
    with pytest.raises(RecordUnusable, match="newer onrecord") as refused:
        open_accounts(record)
    assert "\n" not in str(refused.value)


def test_making_the_tables_half_way_leaves_none(tmp_path, monkeypatch):
    def killed(connection):
        schema._first(connection)
        raise KeyboardInterrupt

    now = datetime(2025, 3, 12, tzinfo=UTC)
    with monkeypatch.context() as patched:
        patched.setattr(schema, "STEPS", (killed,))
        with pytest.raises(KeyboardInterrupt):
            open_book(tmp_path, now=now)
    assert open_accounts(tmp_path) is None
    with open_book(tmp_path, now=now) as book:
        assert book.everyone() == ()
        assert book.log() == ()


def test_accounts_go_along_when_a_record_moves_and_the_log_holds_on(record, tmp_path):
    head = workflow.verify(record).heads["accounts"]
    other = tmp_path / "other"
    other.mkdir()
    here, there = SqliteFile(record / "record.db"), SqliteFile(other / "record.db")
    assert copy_accounts(here, there) == 1
    assert (other / "accounts.db").stat().st_mode & 0o777 == 0o600
    with open_accounts(other, cost=CHEAP) as accounts:
        assert accounts.log_head() == head
        found = accounts.sign_in("Amal", "seven trees behind the mill", whence="192.0.2.7")
        assert accounts.who(found.token) == accounts.everyone()[0]
    with pytest.raises(RecordUnusable, match="accounts already"):
        copy_accounts(here, there)


def test_a_record_without_accounts_moves_without_them(tmp_path):
    (tmp_path / "other").mkdir()
    here, there = SqliteFile(tmp_path / "record.db"), SqliteFile(tmp_path / "other/record.db")
    assert copy_accounts(here, there) == 0
    assert not list((tmp_path / "other").iterdir())


def test_accounts_that_were_left_behind_open_no_record_to_everybody(record):
    """A record that was moved to a server without them must not do as if it had none."""
    from onrecord.store.accounts import opening
    from onrecord.store.address import PostgresSchema

    address = PostgresSchema("postgresql://db.example.org/records", "coast_accounts")
    with pytest.raises(RecordUnusable, match="were left in"):
        opening._check_not_left(address, record)
