import os
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from databases import File
from onrecord import store
from onrecord.model import Problem, RecordUnusable, Severity
from onrecord.store import database, schema, search_index, tables
from onrecord.store.backing_up import back_up
from onrecord.store.database import SqliteFile

pytestmark = pytest.mark.also_encrypted
# With a wrong key nothing can be told of a file, and neither with a right one of what was no file.
NO_DATABASE = "not a database of onrecord|this passphrase does not open the record"


@pytest.mark.only_file
def test_a_new_record_is_a_folder_with_nothing_hidden(record):
    names = {path.name for path in record.folder.iterdir()}
    assert names - {"record.db-wal", "record.db-shm"} == {
        "record.db", "record.lock", "archive", "onrecord.toml",
    }  # fmt: skip


def test_the_folder_above_is_made_too(tmp_path):
    with store.open_record(tmp_path / "a" / "b", create=True) as record:
        assert record.load().name == "b"


def test_an_existing_record_is_opened_as_it_is(folder, record, read, save, dump):
    save(read())
    before = dump()
    with store.open_record(folder, create=True) as again:
        assert list(again.load().documents) == ["a.txt"]
    assert dump() == before


@pytest.mark.only_plain
def test_no_record_is_made_unless_asked(folder):
    with pytest.raises(RecordUnusable, match=f"there is no record here: {folder}"):
        store.open_record(folder)
    assert not folder.exists()


@pytest.mark.only_plain
def test_no_record_is_made_among_other_things(folder):
    folder.mkdir()
    (folder / "report.txt").write_text("Ten were killed.")
    with pytest.raises(RecordUnusable, match=r"holds other things \(report.txt\)"):
        store.open_record(folder, create=True)
    assert [path.name for path in folder.iterdir()] == ["report.txt"]


def test_a_file_is_no_record(tmp_path):
    (tmp_path / "a").write_text("x")
    with pytest.raises(RecordUnusable, match="this is a file, not a record"):
        store.open_record(tmp_path / "a", create=True)


@pytest.mark.only_file
@pytest.mark.parametrize("content", [b"Not a database, but long enough to be one. " * 99, b"short"])
def test_a_file_that_is_no_database_is_refused_and_left_alone(folder, content):
    folder.mkdir(exist_ok=True)
    (folder / "record.db").write_bytes(content)
    with pytest.raises(RecordUnusable, match=NO_DATABASE):
        store.open_record(folder, create=True)
    assert (folder / "record.db").read_bytes() == content


@pytest.mark.only_file
def test_another_program_s_database_is_refused_and_left_alone(folder, database):
    folder.mkdir(exist_ok=True)
    other = database.open(folder / "record.db")
    other.execute("CREATE TABLE photos (name)")
    other.commit()
    other.close()
    with pytest.raises(RecordUnusable, match="not a database of onrecord"):
        store.open_record(folder, create=True)


@pytest.mark.only_file
def test_a_damaged_database_is_one_line(folder):
    with store.open_record(folder, create=True):
        pass
    path = folder / "record.db"
    content = bytearray(path.read_bytes())
    content[100:] = b"\xff" * (len(content) - 100)
    path.write_bytes(content)
    with pytest.raises(RecordUnusable, match=r"the (database|file) is damaged.*from a copy"):
        store.open_record(folder)


@pytest.mark.only_file
def test_a_creation_that_was_killed_is_finished(folder):
    folder.mkdir(exist_ok=True)
    (folder / "archive").mkdir()
    (folder / "record.db").touch()
    (folder / "record.lock-journal").touch()
    with store.open_record(folder, create=True) as record:
        assert record.load().documents == {}


@pytest.mark.only_file
def test_a_creation_that_was_killed_before_there_was_a_database_is_finished(folder):
    folder.mkdir(exist_ok=True)
    for name in ("record.lock", "record.lock-journal"):
        (folder / name).touch()
    with store.open_record(folder, create=True) as record:
        assert record.load().documents == {}


def test_a_newer_record_is_refused(folder, sql):
    with store.open_record(folder, create=True):
        pass
    sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(RecordUnusable, match="a newer onrecord made this record"):
        store.open_record(folder)


NEXT = """
from alembic import op
import sqlalchemy as sa
revision, down_revision, branch_labels, depends_on = "0008", "0007", None, None

def upgrade():
    op.create_table("extra", sa.Column("a", sa.Integer))
    {fail}
"""


@pytest.fixture
def next_version(tmp_path, monkeypatch):
    """Let the program know a later schema than the record has."""
    places = tmp_path / "versions"
    places.mkdir()

    def made(fail=""):
        (places / "v0008_next.py").write_text(NEXT.format(fail=fail))
        monkeypatch.setattr(schema, "VERSION_PLACES", (*schema.VERSION_PLACES, str(places)))
        monkeypatch.setattr(schema, "NEWEST", "0008")
        monkeypatch.setattr(schema, "KNOWN", (*schema.KNOWN, "0008"))

    return made


def test_an_older_record_is_copied_and_then_brought_up_to_date(
    folder, record, read, save, next_version, sql, database
):
    save(read())
    record.close()
    next_version()
    with store.open_record(folder) as again:
        assert list(again.load().documents) == ["a.txt"]
    assert sql("SELECT version_num FROM alembic_version") == [("0008",)]
    copy = (File() if database.name == "server" else database).open(
        folder / "record-schema-0007.db"
    )
    assert copy.execute("SELECT version_num FROM alembic_version").fetchall() == [("0007",)]
    assert copy.execute("SELECT count(*) FROM claims").fetchall() == [(1,)]
    copy.close()


@pytest.mark.only_file
def test_an_update_that_fails_leaves_the_record_as_it_was(folder, record, next_version, sql):
    record.close()
    next_version(fail="op.execute('no such words')")
    with pytest.raises(RecordUnusable, match="does not do what it should"):
        store.open_record(folder)
    assert sql("SELECT version_num FROM alembic_version") == [("0007",)]
    assert sql("SELECT count(*) FROM sqlite_master WHERE name = 'extra'") == [(0,)]


@pytest.mark.only_file
def test_a_copy_never_overwrites_a_copy(folder, record):
    record.close()
    first = back_up(folder, SqliteFile(folder / "record.db"), "0007")
    second = back_up(folder, SqliteFile(folder / "record.db"), "0007")
    assert first != second
    assert first.exists()
    assert second.exists()


def _is_no_part_of_the_index(name, kind, _):
    """The index for searching is no table of SQLAlchemy's, and keeps tables of its own."""
    return kind != "table" or not name.startswith(search_index.NAME)


@pytest.mark.only_file
def test_the_migrations_make_the_tables_that_the_program_uses(record):
    with record._engine.connect() as connection:
        told = {"compare_type": True, "include_name": _is_no_part_of_the_index}
        context = MigrationContext.configure(connection, opts=told)
        assert compare_metadata(context, tables.metadata) == []


def test_the_tables_can_be_made_on_postgresql():
    dialect = postgresql.dialect()
    for table in tables.metadata.sorted_tables:
        assert "CREATE TABLE" in str(CreateTable(table).compile(dialect=dialect))
        for index in table.indexes:
            made = str(CreateIndex(index).compile(dialect=dialect))
            assert ("WHERE retired_at IS NULL" in made) == ("live" in index.name)


@pytest.mark.only_file
def test_nothing_committed_is_lost_and_readers_do_not_wait(record):
    with record._engine.connect() as connection:
        told = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert told == {
        "journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 10000,
    }  # fmt: skip


def test_a_reader_sees_what_was_committed_while_another_writes(folder, record, read, save):
    save(read("a.txt"))
    with record._engine.connect().execution_options(writes=True) as writer, writer.begin():
        writer.exec_driver_sql("INSERT INTO meta VALUES ('x', 'y')")
        with store.open_record(folder) as reader:
            assert list(reader.load().documents) == ["a.txt"]


def test_opening_an_existing_record_does_not_load_the_migration_program(folder):
    with store.open_record(folder, create=True):
        pass
    program = (
        "import sys; from pathlib import Path; from onrecord import store;"
        f"store.open_record(Path({str(folder)!r})).close();"
        "sys.exit('alembic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@pytest.mark.only_file
def test_a_record_on_a_disk_that_is_only_read_can_be_read(folder, record, read, save, monkeypatch):
    save(read("what? #1.txt"))
    record.close()
    monkeypatch.setattr(os, "access", lambda *_: False)
    before = {path.name for path in folder.iterdir()}
    with store.open_record(folder) as again:
        assert list(again.load().documents) == ["what? #1.txt"]
        assert {path.name for path in folder.iterdir()} == before
        with pytest.raises(RecordUnusable, match="cannot be written, only read"):
            again.save_derived(
                store.Derived(
                    problems=[Problem(code="a", message="b", where="c", severity=Severity.NOTE)]
                )
            )


def test_a_path_that_cannot_be_made_is_one_line(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(RecordUnusable):
        store.open_record(tmp_path / "file" / "record", create=True)


def test_the_database_is_opened_by_its_path_whatever_it_is_called(tmp_path):
    folder = tmp_path / "what? is#this %20 Ω"
    with store.open_record(folder, create=True, clock=lambda: datetime(2025, 1, 1, tzinfo=UTC)):
        assert (folder / "record.db").exists()
    assert database.connect(SqliteFile(folder / "record.db")).url.database == str(
        folder / "record.db"
    )
