"""A record moved to a server and back: nothing is lost, and at each moment one of both is whole."""

import os
import signal
import subprocess
import sys
from contextlib import closing, suppress
from datetime import UTC, datetime

import pytest
from sqlalchemy.exc import DBAPIError

from onrecord import store, workflow
from onrecord.model import Account, AccountRole, Act, AuditEvent, RecordUnusable
from onrecord.store import moving
from onrecord.store.accounts import open_book
from onrecord.store.copying import digests
from onrecord.store.database import connect
from onrecord.workflow import moving as program
from onrecord.workflow import verifying

pytestmark = pytest.mark.only_file


@pytest.fixture
def address(folder, postgresql):
    return postgresql.address(folder)


@pytest.fixture
def full(record, folder, save, read, decided):
    """A record with rows that were retired, a run that was killed, and nothing in some tables."""
    save(read("a.txt", words=("Ten", "two")))
    save(read("a.txt", words=("Ten",)), by="rules 2")
    save(read("ب.txt", "قُتل عشرة \x00 \U0001f600 ’", ["عشرة"]))
    record.save_decisions([decided])
    with suppress(KeyboardInterrupt), record.build(settings={"folder": "ق\u0000"}):
        record.note_custody(Act.CHECKED, "x")
        raise KeyboardInterrupt
    record.close()
    return folder


def rows(folder):
    with store.open_record(folder) as kept:
        engine = connect(kept.address)
        try:
            with engine.connect() as connection, connection.begin():
                return digests(connection)
        finally:
            engine.dispose()


def proven(folder):
    found = verifying.verify(folder)
    assert {one.code for one in found.problems} <= {"archive-damaged"}, found.problems
    return found.rows, found.heads


def test_to_a_server_and_back_every_row_is_what_it_was(full, address):
    before, proof = rows(full), proven(full)
    with store.open_record(full) as kept:
        everything, found = kept.load(), kept.search("عشرة")
    told = program.move(full, address)
    assert not (full / "record.db").exists()
    assert rows(full) == before
    assert proven(full) == proof
    with store.open_record(full) as kept:
        assert kept.load() == everything
        assert kept.search("عشرة") == found
    back = program.move(full, "sqlite")
    assert rows(full) == before
    assert proven(full) == proof
    assert told.tables == back.tables > 30
    aside = [path.name for path in full.glob("record-until-*.db")]
    assert len(aside) == 1
    with pytest.raises(RecordUnusable, match="the record is there already"):
        program.move(full, "sqlite")


def test_what_is_written_after_a_move_goes_on_from_the_numbers_before(full, address, read):
    program.move(full, address)
    with store.open_record(full) as kept:
        made = read("c.txt")
        kept.save_reading(made.document, made.snapshot, made.text, made.claims, by="x")
    proven(full)
    program.move(full, "sqlite")
    proven(full)
    with store.open_record(full) as kept:
        assert "c.txt" in kept.load().documents


def test_accounts_go_along_and_back(full, address):
    now = datetime(2025, 3, 12, tzinfo=UTC)
    open_book(full, now=now).close()
    program.move(full, address)
    assert not (full / "accounts.db").exists()
    assert len(list(full.glob("accounts-until-*.db"))) == 1
    there = open_book(full, now=now, make=False)
    assert there is not None
    there.close()
    program.move(full, "sqlite")
    assert (full / "accounts.db").exists()


def test_a_move_that_was_stopped_after_its_accounts_is_finished(full, address, monkeypatch):
    now = datetime(2025, 3, 12, tzinfo=UTC)
    event = AuditEvent(number=0, at=now, by="", did="asked", about="/")
    amal = Account(id="acc_1", name="Amal", role=AccountRole.ADMIN, since=now)
    with closing(open_book(full, now=now)) as book, book.changing() as change:
        change.add(amal, "amal")
        change.note(event)
    with monkeypatch.context() as broken:
        broken.setattr(moving, "write_database", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            program.move(full, address)
    with closing(open_book(full, now=now)) as book, book.changing() as change:
        change.note(event)  # people work on where the record still is
    program.move(full, address)
    with closing(open_book(full, now=now, make=False)) as book:
        assert [one.name for one in book.everyone()] == ["Amal"]
        assert book.log_length() == 2
    assert verifying.verify(full).heads["accounts"]


def test_a_backup_of_a_record_on_a_server_comes_back_with_the_same_proof(full, address, tmp_path):
    program.move(full, address)
    rows_before, proof = rows(full), proven(full)
    workflow.back_up(full, tmp_path / "backup")
    workflow.restore(tmp_path / "backup", tmp_path / "again")
    assert (rows(tmp_path / "again"), proven(tmp_path / "again")) == (rows_before, proof)


def test_an_encrypted_record_is_refused_in_one_line(folder, address, encrypted):
    encrypted.prepare(folder)
    store.open_record(folder, create=True).close()
    with pytest.raises(RecordUnusable, match="an encrypted record is not moved"):
        program.move(folder, address)
    store.open_record(folder).close()


def test_settings_and_their_comments_stay_as_they_are(full, address):
    path = full / "onrecord.toml"
    path.write_text(path.read_text() + '\n# mine\n[people]\nname = "Amal"  # me\n')
    before = path.read_text()
    program.move(full, address)
    assert f'database = "{address}"' in path.read_text()
    assert "# mine" in path.read_text()
    program.move(full, "sqlite")
    assert path.read_text().strip() == before.strip()


def test_a_schema_that_holds_another_record_is_not_touched(full, address, tmp_path, postgresql):
    other = tmp_path / "other"
    other.mkdir()
    (other / "onrecord.toml").write_text(f'[store]\ndatabase = "{address}"\n')
    store.open_record(other, create=True).close()
    with pytest.raises(RecordUnusable, match="it holds another record"):
        program.move(full, address)
    proven(full)
    assert (full / "record.db").exists()


def test_a_move_that_was_stopped_before_the_settings_changed_is_finished(
    full, address, monkeypatch
):
    with monkeypatch.context() as broken:
        broken.setattr(moving, "write_database", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            program.move(full, address)
    before = rows(full)
    assert (full / "record.db").exists()
    program.move(full, address)
    assert rows(full) == before
    assert not (full / "record.db").exists()


def test_a_move_that_fails_half_way_leaves_nothing_on_the_server(full, address, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr("onrecord.store.backing_up.search_index.fill", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            program.move(full, address)
    program.move(full, address)


def test_a_row_that_does_not_arrive_as_it_was_is_seen(full, address, monkeypatch):
    real = moving.digests

    def changed(connection):
        told = dict(real(connection))
        if connection.dialect.name != "sqlite":
            told["claims"] = "other"
        return told

    with monkeypatch.context() as broken:
        broken.setattr(moving, "digests", changed)
        with pytest.raises(RecordUnusable, match=r"is not what the record is \(claims\)"):
            program.move(full, address)
    assert (full / "record.db").exists()
    proven(full)


def test_who_has_the_old_database_open_writes_no_more(full, address):
    with store.open_record(full) as old:
        program.move(full, address)
        with pytest.raises(RecordUnusable, match="moved to another database"):
            old.note_custody(Act.CHECKED, "x")


def test_nobody_moves_what_somebody_writes(full, address):
    line = "another build is writing"
    with (
        store.open_record(full) as writing,
        writing.build(),
        pytest.raises(RecordUnusable, match=line),
    ):
        program.move(full, address)


@pytest.mark.parametrize(
    ("told", "line"),
    [
        ("postgresql://me:secret@host/db", "holds a password"),
        ("postgresql://host/db?password=secret", "holds a password"),
        ("postgresql://host/db?sslpassword=secret", "holds a password"),
        ("mysql://host/db", "must be an address such as"),
        ("postgresql://host:secret/db", "must be an address such as"),
        ("postgresql://host/db?schema=a;drop", "no schema can be called"),
        ("postgresql://host/db?schema=pg_catalog", "no schema can be called"),
        ("postgresql://host/db?options=-cx", "asks for “options”"),
        ("postgresql://host/db\n?x", "must be an address such as"),
    ],
)
def test_an_address_that_is_none_or_holds_a_password_is_one_line(full, told, line):
    with pytest.raises(RecordUnusable, match=line) as fault:
        program.move(full, told)
    assert "secret" not in str(fault.value)
    with (full / "onrecord.toml").open("a") as settings:
        settings.write(f"\n[store]\ndatabase = '''{told}'''\n")
    with pytest.raises(RecordUnusable, match=line) as fault:
        store.open_record(full)
    assert "secret" not in str(fault.value)


MOVE = """
import sys
from pathlib import Path
from onrecord.workflow import moving
import alembic.command
print("ready", flush=True)
sys.stdin.readline()
moving.move(Path(sys.argv[1]), sys.argv[2])
print("done", flush=True)
"""


def test_killed_at_any_moment_one_whole_record_is_used(full, address):
    """Four kills, from its beginning to its end, there and back."""
    before, to = rows(full), address
    for kill in range(4):
        process = subprocess.Popen(
            [sys.executable, "-c", MOVE, str(full), to],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert process.stdout.readline() == "ready\n"
        process.stdin.write("\n")
        process.stdin.flush()
        try:
            process.wait(0.02 + 0.12 * kill)
        except subprocess.TimeoutExpired:
            os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        assert _once_let_go(lambda: rows(full)) == before
        is_there = "database" in (full / "onrecord.toml").read_text()
        to = "sqlite" if is_there else address
    proven(full)
    told = _once_let_go(lambda: program.move(full, to))
    assert told.after
    assert rows(full) == before


def _once_let_go(asked):
    """Ask again while the server has not yet noticed that a process was killed."""
    until = datetime.now(UTC).timestamp() + 20
    while True:
        try:
            return asked()
        except (RecordUnusable, DBAPIError):
            if datetime.now(UTC).timestamp() > until:
                raise
