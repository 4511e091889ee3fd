"""Nobody changes or deletes a row, not even with SQL and the best intentions."""
# ruff: noqa: S608 - the names of tables come from the program

import shutil
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from onrecord.model import Choice, Decision, Document, Problem, Severity, Snapshot, Text
from onrecord.store import Derived, open_record, tables

RETIRABLE = [table.name for table in tables.RETIRABLE]
KEPT = [table.name for table in tables.KEPT]
EVERY = [table.name for table in tables.metadata.sorted_tables]


pytestmark = pytest.mark.only_file  # test_on_a_server.py tries the other


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    """A record with a row in every table."""
    folder = tmp_path_factory.mktemp("full") / "coast"
    problem = Problem(code="q", message="Look.", where="a.txt", severity=Severity.QUESTION)
    document = Document(name="a.txt")
    snapshot = Snapshot(
        document_id=document.id, sha256="0" * 64, size=3, media_type="text/plain",
        taken_at=datetime(2025, 3, 12, tzinfo=UTC),
    )  # fmt: skip
    text = Text(snapshot_id=snapshot.id, content="Ten", blocks=(), language=None, reader="t 1")
    with open_record(folder, create=True) as record, record.build():
        record.save_reading(document, snapshot, text, by="t 1")
        decision = Decision(
            choice=Choice.SETTLE, by="Amal", at=snapshot.taken_at, why="Seen.", target=problem.id
        )
        record.save_derived(Derived(problems=[problem]), [decision])
    connection = sqlite3.connect(folder / "record.db")
    evidence = ("captures", "seals", "alerts", "sign_offs", "releases")
    for name in (*RETIRABLE, *evidence, "issues", "entries", "listings", "estimates"):
        connection.execute(
            f"INSERT INTO {name} (id, scope, content, content_hash, added_at, added_build)"
            " VALUES ('x', 'x', '{}', 'x', '2025', 1)"
        )
    connection.commit()
    connection.close()
    return folder


@pytest.fixture
def folder(full, tmp_path):
    """A copy of it to try to spoil."""
    return Path(shutil.copytree(full, tmp_path / "coast"))


def test_every_table_is_of_a_kind_that_this_file_tries():
    assert set(EVERY) == {*RETIRABLE, *KEPT, "builds", "meta"}


@pytest.mark.parametrize("table", EVERY)
def test_no_row_is_deleted(sql, table):
    assert sql(f"SELECT count(*) FROM {table}") != [(0,)]
    with pytest.raises(sqlite3.IntegrityError, match=f"{table}: rows are never deleted"):
        sql(f"DELETE FROM {table}")


@pytest.mark.parametrize("table", [*RETIRABLE, *KEPT])
@pytest.mark.parametrize("column", ["seq", "id", "scope", "content", "content_hash", "added_at"])
def test_no_content_is_changed(sql, table, column):
    with pytest.raises(sqlite3.IntegrityError, match=f"{table}: rows are never changed"):
        sql(f"UPDATE {table} SET {column} = 99")


def test_no_link_of_the_log_is_changed(sql):
    with pytest.raises(sqlite3.IntegrityError, match="decisions: rows are never changed"):
        sql("UPDATE decisions SET chain = 99")


@pytest.mark.parametrize("table", RETIRABLE)
def test_a_row_is_retired_once_with_its_reason(sql, table):
    retire = f"UPDATE {table} SET retired_at = ?, retired_build = ?, retired_why = ? WHERE id = 'x'"
    for values in [("2025", 1, None), ("2025", None, "y"), (None, 1, "y")]:
        with pytest.raises(sqlite3.IntegrityError, match="only retired once, with a reason"):
            sql(retire, *values)
    sql(retire, "2025", 1, "y")
    with pytest.raises(sqlite3.IntegrityError, match="only retired once"):
        sql(retire, "2026", 1, "z")
    with pytest.raises(sqlite3.IntegrityError, match="only retired once"):
        sql(retire, None, None, None)


@pytest.mark.parametrize("table", RETIRABLE)
def test_retiring_cannot_smuggle_in_a_change(sql, table):
    with pytest.raises(sqlite3.IntegrityError, match="rows are never changed"):
        sql(
            f"UPDATE {table} SET content = '[]', retired_at = '2025', retired_build = 1,"
            " retired_why = 'y' WHERE id = 'x'"
        )


@pytest.mark.parametrize("table", [*RETIRABLE, *KEPT])
@pytest.mark.parametrize("key", ["seq", "id"])
def test_a_row_is_not_replaced(sql, table, key):
    seq, row_id, scope = sql(f"SELECT seq, id, scope FROM {table}")[0]
    values = {"seq": seq if key == "seq" else None, "id": row_id if key == "id" else "new"}
    with pytest.raises(sqlite3.IntegrityError, match=f"{table}: a row of that id is there"):
        sql(
            f"INSERT OR REPLACE INTO {table} (seq, id, scope, content, content_hash, added_at,"
            " added_build) VALUES (?, ?, ?, '[]', 'x', '2026', 1)",
            values["seq"], values["id"], scope,
        )  # fmt: skip


def test_a_build_is_ended_once_and_never_changed(sql):
    for change in ["program = 'other'", "ended_at = '2030'", "settings = '[]'"]:
        with pytest.raises(sqlite3.IntegrityError, match="builds: rows are never changed"):
            sql(f"UPDATE builds SET {change}")


def test_what_a_record_was_born_with_is_never_changed(sql):
    with pytest.raises(sqlite3.IntegrityError, match="meta: rows are never changed"):
        sql("UPDATE meta SET value = 'x'")


def test_one_live_row_an_id(sql):
    with pytest.raises(sqlite3.IntegrityError):
        sql(
            "INSERT INTO claims (id, scope, content, content_hash, added_at, added_build)"
            " VALUES ('x', 'other', '{}', 'x', '2025', 1)"
        )
