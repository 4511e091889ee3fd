"""A record on PostgreSQL: what SQLite does by itself and a server must be told."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import suppress

import psycopg
import pytest

from onrecord import store
from onrecord.model import Act, RecordUnusable
from onrecord.store import schema
from onrecord.store.backing_up import back_up
from onrecord.store.proof import Findings, gone_through, opened
from onrecord.store.tables import KEPT, RETIRABLE
from onrecord.workflow import verifying

NEW = """INSERT INTO {} (seq, id, scope, content, content_hash, added_at, added_build)
         VALUES (1, 'x', 'x', '{{}}', 'x', '2025', 1)"""
RUN = "INSERT INTO builds (seq, id, doing, began_at, program, settings) VALUES (1, 'b', '', '', '', '{}')"


pytestmark = pytest.mark.only_server


@pytest.fixture
def refused(sql):
    def run(statement, why):
        with pytest.raises(sqlite3.IntegrityError, match=why):
            sql(statement)

    return run


def test_every_table_is_append_only(record, sql, refused):
    sql(RUN)
    for table in (*KEPT, *RETIRABLE):
        name = table.name
        sql(NEW.format(name))
        refused(f"DELETE FROM {name}", f"{name}: rows are never deleted")
        refused(f"TRUNCATE {name} CASCADE", "rows are never deleted")
        for column in ("seq", "id", "scope", "content", "content_hash", "added_at"):
            refused(f"UPDATE {name} SET {column} = '99'", f"{name}: rows are never changed")
        refused(NEW.format(name) + " ON CONFLICT (seq) DO UPDATE SET content = '[]'", name)


def test_a_row_is_retired_once_with_its_reason_and_no_change(record, sql, refused):
    sql(RUN)
    for table in RETIRABLE:
        name = table.name
        sql(NEW.format(name))
        retire = f"UPDATE {name} SET retired_at = {{}}, retired_build = {{}}, retired_why = {{}}"
        for values in [("'2025'", "1", "NULL"), ("'2025'", "NULL", "'y'"), ("NULL", "1", "'y'")]:
            refused(retire.format(*values), "only retired once, with a reason")
        refused(retire.format("'2025'", "1", "'y'") + ", content = '[]'", "rows are never changed")
        sql(retire.format("'2025'", "1", "'y'"))
        refused(retire.format("'2026'", "1", "'z'"), "only retired once")


def test_runs_and_what_a_record_was_born_with_are_never_changed(record, sql, refused):
    sql(RUN)
    for table in ("builds", "meta"):
        refused(f"DELETE FROM {table}", "rows are never deleted")
    refused("UPDATE meta SET value = 'x'", "meta: rows are never changed")
    refused("UPDATE builds SET ended_at = 'x', settings = '[]'", "builds: rows are never changed")
    sql("UPDATE builds SET ended_at = 'x', counts = '{}'")
    refused("UPDATE builds SET ended_at = 'y'", "only ended once")


def test_numbers_of_rows_only_grow(record, sql, refused, save, read):
    save(read())
    refused("UPDATE row_numbers SET given = given - 1 WHERE name = 'claims'", "only grow")
    refused("DELETE FROM row_numbers", "never deleted")


def test_what_came_to_nothing_leaves_no_gap_in_the_numbers(record, sql, save, read, monkeypatch):
    save(read("a.txt"))
    with monkeypatch.context() as broken:
        broken.setattr("onrecord.store.derived.outdate", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            save(read("b.txt"))
    save(read("c.txt"))
    assert sql("SELECT seq FROM documents ORDER BY seq") == [(1,), (2,)]
    assert sql("SELECT seq FROM builds ORDER BY seq") == [(1,), (2,)]


HOLD = """
import sys
from pathlib import Path
from onrecord import store
record = store.open_record(Path(sys.argv[1]))
with record.build(doing="linking"):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_the_right_to_write_of_a_process_that_was_killed_is_free(record, folder, save, read):
    held = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert held.stdout.readline() == b"held\n"
    line = rf"another linking is writing to this record \(since .*, process {held.pid} on "
    with pytest.raises(RecordUnusable, match=line):
        save(read())
    os.kill(held.pid, signal.SIGKILL)
    held.communicate()
    for _ in range(50):  # the server closes the connection a moment later
        try:
            save(read())
            break
        except RecordUnusable:
            continue
    assert list(record.load().documents) == ["a.txt"]


def test_the_right_to_write_is_free_as_soon_as_it_was_let_go(folder, record):
    """The next to take it does not meet the connection of the one before."""
    for _ in range(50):
        with record.build():
            pass
        with store.open_record(folder) as another, another.build():
            pass


def test_two_records_in_one_database_know_nothing_of_each_other(
    record, tmp_path, database, save, read
):
    database.prepare(tmp_path / "other")
    with store.open_record(tmp_path / "other", create=True) as other, record.build(), other.build():
        save(read())
        assert other.load().documents == {}
        assert other.state() == 0


def _end_connections(database, folder, called="onrecord%"):
    schema = database._schemas[folder]
    with psycopg.connect(database.url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE %s"
            " AND pid <> pg_backend_pid() AND pid IN (SELECT pid FROM pg_locks WHERE locktype ="
            " 'advisory')",
            (called,),
        )
        assert schema


def test_a_writer_that_lost_its_lock_writes_no_more(record, folder, database, save, read):
    """Another may have it meanwhile; what was saved before stands."""
    with record.build():
        save(read("a.txt"))
        _end_connections(database, folder, "onrecord build%")
        with pytest.raises(RecordUnusable, match="connection to the database was lost"):
            save(read("b.txt"))
    assert list(record.load().documents) == ["a.txt"]
    save(read("b.txt"))
    assert list(record.load().documents) == ["a.txt", "b.txt"]


def test_a_server_that_closed_every_connection_is_asked_anew(record, database, save, read):
    save(read("a.txt"))
    before = record.state()
    with psycopg.connect(database.url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE application_name = 'onrecord' AND pid <> pg_backend_pid()"
        )
    with pytest.raises(RecordUnusable, match="the database went away"):
        record.state()
    assert record.state() != before
    assert list(record.load().documents) == ["a.txt"]
    save(read("b.txt"))


def test_a_user_that_may_only_read_is_told_so_in_one_line(record, sql, save, read, monkeypatch):
    monkeypatch.setenv("PGOPTIONS", "")
    save(read("a.txt"))
    sql("CREATE FUNCTION pg_temp.nothing() RETURNS int LANGUAGE sql AS 'SELECT 1'")
    with pytest.raises(psycopg.errors.ReadOnlySqlTransaction), record._engine.begin() as reading:
        reading.connection.driver_connection.execute("DELETE FROM claims")


def test_no_server_is_one_line(tmp_path):
    folder = tmp_path / "r"
    folder.mkdir()
    (folder / "onrecord.toml").write_text(
        f'[store]\ndatabase = "postgresql://nobody@/x?host={tmp_path}"\n'
    )
    with pytest.raises(RecordUnusable, match="the database cannot be reached") as told:
        store.open_record(folder)
    assert "\n" not in str(told.value)


def test_a_database_of_something_else_is_refused(tmp_path, database):
    folder = tmp_path / "r"
    database.prepare(folder)
    with psycopg.connect(database.url, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {database._schemas[folder]}")
        connection.execute(f"CREATE TABLE {database._schemas[folder]}.mine (a int)")
    with pytest.raises(RecordUnusable, match="not a database of onrecord"):
        store.open_record(folder, create=True)


def test_no_record_is_made_unless_asked(folder):
    with pytest.raises(RecordUnusable, match="there is no record in this database"):
        store.open_record(folder)


def test_a_server_s_database_is_copied_into_a_file_before_it_is_changed(
    record, folder, save, read, database
):
    """The copy is a record of the old program: it opens once the settings name no server."""
    save(read())
    copy = back_up(folder, record.address, schema.NEWEST)
    assert copy.name == f"record-schema-{schema.NEWEST}.db"
    other = folder.parent / "restored"
    other.mkdir()
    copy.rename(other / "record.db")
    with store.open_record(other) as restored:
        assert restored.load().claims == record.load().claims
        assert [hit.document for hit in restored.search("two")] == ["a.txt"]


def test_the_proof_finds_what_was_changed_behind_the_program(record, folder, sql, save, read):
    save(read("a.txt"))
    save(read("b.txt"))
    record.close()
    sql("ALTER TABLE claims DISABLE TRIGGER claims_no_change")
    sql("UPDATE claims SET content = replace(content, '10', '11') WHERE seq = 1")
    sql("ALTER TABLE texts DISABLE TRIGGER texts_no_delete")
    sql("DELETE FROM search_words WHERE seq = 2")
    sql("DELETE FROM texts WHERE seq = 2")
    sql("CREATE TABLE extra (a int)")
    found = verifying.verify(folder)
    told = {(one.code, one.where) for one in found.problems if one.code != "archive-damaged"}
    assert {("schema-altered", "trigger claims_no_change"), ("schema-altered", "relation extra"),
            ("row-gone", "texts")} <= told  # fmt: skip
    assert any("its words are not those that were written" in one.message for one in found.problems)


def test_a_row_whose_run_is_gone_is_found(record, folder, sql, save, read):
    save(read())
    record.close()
    sql("ALTER TABLE claims DISABLE TRIGGER ALL")
    sql("ALTER TABLE claims DROP CONSTRAINT fk_claims_added_build_builds")
    sql("UPDATE claims SET added_build = 9")
    with opened(folder) as database:
        findings = Findings()
        gone_through(database, findings)
    assert any("Row 1 of claims refers to a row of builds" in p.message for p in findings.problems)


def test_a_proof_leaves_nothing_in_the_database(record, folder, sql, save, read):
    save(read())
    before = sql("SELECT count(*) FROM pg_namespace")
    verifying.verify(folder)
    assert sql("SELECT count(*) FROM pg_namespace") == before


def test_others_notice_what_was_written_and_not_what_was_not(record, folder, save, read):
    with store.open_record(folder) as other:
        before = other.state()
        made = read()
        save(made)
        assert other.state() == before + 1
        save(made)
        with suppress(ZeroDivisionError), record.build():
            record.note_custody(Act.CHECKED, "x")
            raise ZeroDivisionError
        assert other.state() == before + 2
        assert other.state() == before + 2
