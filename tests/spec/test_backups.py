"""A record in one file: what a backup holds, who can read it, and what comes out of it."""

import hashlib
import os
import shutil
import sqlite3
import subprocess
import tarfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pyrage
import pytest

from onrecord import store, workflow
from onrecord.model import Act, CustodyEvent, MachineLacks, OnRecordError, RecordUnusable
from onrecord.preserve.backup import Info, Kept, Lock, packed
from onrecord.store import backups

WORD = "زيتون and three more"
NOON = datetime(2025, 3, 12, 12, tzinfo=UTC)


@pytest.fixture
def coast(tmp_path, keep_reports):
    """A record of three reports, sealed by nobody but with a checkpoint."""
    folder = tmp_path / "coast"
    keep_reports(folder, 3)
    workflow.seal(folder)
    return folder


def checkpoint(folder):
    return workflow.verify(folder).sealed.sealing.sha256


def loaded(folder):
    with store.open_record(folder) as kept:
        return kept.load()


def files(folder):
    own = (file for file in folder.rglob("*") if file.is_file() and file.name != "record.lock")
    return {str(file.relative_to(folder)): file.read_bytes() for file in own}


def test_a_restored_record_is_the_record(coast, tmp_path):
    """The same rows, the same bytes, the same checkpoint; it loads equal and is proven."""
    made = workflow.back_up(coast, tmp_path / "coast.tar", now=NOON)
    assert (made.files, made.is_encrypted, made.left_out, made.damaged) == (6, False, (), ())
    assert made.sha256 == hashlib.sha256((tmp_path / "coast.tar").read_bytes()).hexdigest()
    told = workflow.restore(tmp_path / "coast.tar", tmp_path / "again")
    assert told.verified.holds
    assert (told.made, told.record) == ("2025-03-12T12:00:00+00:00", "coast")
    assert files(tmp_path / "again").keys() == files(coast).keys()
    assert checkpoint(tmp_path / "again") == checkpoint(coast)
    assert loaded(tmp_path / "again") == loaded(coast)


def test_a_restored_record_goes_on(coast, tmp_path, keep_reports):
    """What is added to it afterwards stands in the same logs."""
    workflow.back_up(coast, tmp_path / "coast.tar")
    workflow.restore(tmp_path / "coast.tar", tmp_path / "again")
    keep_reports(tmp_path / "again", 2, first=3, at=datetime.now(UTC))
    assert workflow.verify(tmp_path / "again").holds
    assert len(loaded(tmp_path / "again").documents) == 5


def test_the_same_record_gives_the_same_backup(coast, tmp_path):
    """Bit by bit, where the moment that it states is the same and it is not encrypted."""
    first = workflow.back_up(coast, tmp_path / "1.tar", now=NOON)
    second = workflow.back_up(coast, tmp_path / "2.tar", now=NOON)
    assert first.sha256 == second.sha256


def test_other_programs_take_a_backup_apart_and_prove_it(coast, tmp_path):
    """It is a tar with a BagIt bag (RFC 8493), whose manifest `sha256sum` reads."""
    workflow.back_up(coast, tmp_path / "coast.tar")
    with tarfile.open(tmp_path / "coast.tar") as archive:
        archive.extractall(tmp_path, filter="data")
    bag = tmp_path / "onrecord"
    assert (bag / "bagit.txt").read_text().startswith("BagIt-Version: 1.0\n")
    for name in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        lines = (bag / name).read_text().splitlines()
        assert lines
        for line in lines:
            sha256, path = line.split("  ")
            assert hashlib.sha256((bag / path).read_bytes()).hexdigest() == sha256
    listed = {
        line.split("  ")[1] for line in (bag / "manifest-sha256.txt").read_text().splitlines()
    }
    assert listed == {f"data/{path}" for path in files(bag / "data")}


def test_what_is_not_for_anybody_goes_only_into_an_encrypted_backup(coast, tmp_path):
    """Keys, addresses of subscribers, and what people put beside them."""
    (coast / "keys").mkdir()
    (coast / "keys" / "tst_1.age").write_text("a key")
    (coast / "subscribers.toml").write_text("# addresses")
    (coast / "ملاحظات.txt").write_text("a keeper's notes")
    plain = workflow.back_up(coast, tmp_path / "plain.tar")
    assert plain.left_out == ("keys/tst_1.age", "subscribers.toml", "ملاحظات.txt")
    own = pyrage.x25519.Identity.generate()
    (tmp_path / "key.txt").write_text(f"# created\n{own}\n")
    lock = Lock(recipients=(str(own.to_public()),))
    sealed = workflow.back_up(coast, tmp_path / "sealed", lock=lock)
    assert (sealed.left_out, sealed.is_encrypted) == ((), True)
    workflow.restore(tmp_path / "sealed", tmp_path / "again", identity=tmp_path / "key.txt")
    assert files(tmp_path / "again") == {**files(coast), **_database(tmp_path / "again")}
    assert (tmp_path / "again" / "keys").stat().st_mode & 0o077 == 0
    assert (tmp_path / "again" / "subscribers.toml").stat().st_mode & 0o077 == 0


def _database(folder):
    """A copy made by SQLite differs from its original in how its pages lie."""
    return {"record.db": (folder / "record.db").read_bytes()}


def test_only_the_key_opens_an_encrypted_backup(coast, tmp_path):
    """Another key, no key, and a passphrase that is another: one line each, and no record."""
    own, other = (pyrage.x25519.Identity.generate() for _ in range(2))
    (tmp_path / "other.txt").write_text(str(other))
    (tmp_path / "none.txt").write_text("no key at all")
    workflow.back_up(coast, tmp_path / "b", lock=Lock(recipients=(str(own.to_public()),)))
    assert b"SQLite" not in (tmp_path / "b").read_bytes()
    cases = (
        ("other.txt", "this key does not open the backup"),
        ("none.txt", "give the key that opens it"),
    )
    for name, line in cases:
        with pytest.raises(OnRecordError, match=line):
            workflow.restore(tmp_path / "b", tmp_path / "again", identity=tmp_path / name)
    with pytest.raises(OnRecordError, match="this backup is encrypted"):
        workflow.restore(tmp_path / "b", tmp_path / "again")
    with pytest.raises(OnRecordError, match="a recipient is no public key of age"):
        workflow.back_up(coast, tmp_path / "c", lock=Lock(recipients=("age1nothing",)))
    assert not list(tmp_path.glob("again*"))
    assert not list(tmp_path.glob("c*.part"))


def test_a_passphrase_opens_a_backup(coast, tmp_path):
    """It opens a key that lies in the file; what the key opens is read a piece at a time."""
    workflow.back_up(coast, tmp_path / "b", lock=Lock(passphrase=WORD))
    assert workflow.opens_with(tmp_path / "b") == "passphrase"
    with pytest.raises(OnRecordError, match="this passphrase does not open the backup"):
        workflow.restore(tmp_path / "b", tmp_path / "again", passphrase=WORD[:5])
    told = workflow.restore(tmp_path / "b", tmp_path / "again", passphrase=WORD)
    assert told.verified.holds
    assert checkpoint(tmp_path / "again") == checkpoint(coast)


def test_accounts_are_in_an_encrypted_backup_only(coast, tmp_path):
    """They are a database of their own, copied as it is at one moment, too."""
    from onrecord.store.accounts.opening import open_book

    book = open_book(coast, now=NOON)
    try:
        plain = workflow.back_up(coast, tmp_path / "plain.tar")
        workflow.back_up(coast, tmp_path / "b", lock=Lock(passphrase=WORD))
    finally:
        book.close()
    assert "accounts.db" in plain.left_out
    assert not [name for name in plain.left_out if name.startswith("accounts.db-")]
    workflow.restore(tmp_path / "b", tmp_path / "again", passphrase=WORD)
    with closing(sqlite3.connect(tmp_path / "again" / "accounts.db")) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("SELECT count(*) FROM sqlite_master").fetchone() > (0,)


def test_a_restored_record_leaves_the_server_that_it_came_from(coast, tmp_path):
    """Its settings name its own file: it must not write where the other record still is."""
    workflow.back_up(coast, tmp_path / "b")
    own = (coast / "onrecord.toml").read_text()
    address = "postgresql://db.example.org/records?schema=coast"
    with tarfile.open(tmp_path / "b") as archive:
        archive.extractall(tmp_path, filter="data")
    bag = tmp_path / "onrecord"
    settings = bag / "data" / "onrecord.toml"
    settings.write_text(f'{own}\n[store]\ndatabase = "{address}"\n')
    info = Info.of_text((bag / "bag-info.txt").read_text())
    kept = [Kept(path=p, file=bag / "data" / p) for p in backups.files_of(bag / "data")]
    (tmp_path / "of-a-server").write_bytes(b"".join(packed(kept, info)))
    told = workflow.restore(tmp_path / "of-a-server", tmp_path / "again")
    assert address in told.changed[0]
    assert "postgresql" not in (tmp_path / "again" / "onrecord.toml").read_text()
    assert loaded(tmp_path / "again") == loaded(coast)


def _age():
    program = shutil.which("age")
    if program is None and os.environ.get("CI") == "true":
        pytest.fail("age is not installed, and CI must not skip this")
    return program or pytest.skip("age is not installed")


def test_the_program_age_opens_a_backup(coast, tmp_path):
    """A backup can be read when this program is not to be had any more."""
    age = _age()
    own = pyrage.x25519.Identity.generate()
    (tmp_path / "key.txt").write_text(str(own))
    lock = Lock(recipients=(str(own.to_public()),))
    workflow.back_up(coast, tmp_path / "b", lock=lock, now=NOON)
    plain = workflow.back_up(coast, tmp_path / "plain.tar", now=NOON)
    words = [age, "-d", "-i", tmp_path / "key.txt", tmp_path / "b"]
    done = subprocess.run(words, check=True, capture_output=True)
    assert hashlib.sha256(done.stdout).hexdigest() == plain.sha256


def test_the_program_age_opens_what_a_passphrase_locks(coast, tmp_path):
    """Its two files are of age's own format; the passphrase is asked for at a terminal only."""
    age = _age()
    workflow.back_up(coast, tmp_path / "b", lock=Lock(passphrase=WORD), now=NOON)
    plain = workflow.back_up(coast, tmp_path / "plain.tar", now=NOON)
    with tarfile.open(tmp_path / "b") as archive:
        assert archive.getnames() == ["key.age", "backup.age"]
        archive.extractall(tmp_path, filter="data")
    key = pyrage.passphrase.decrypt((tmp_path / "key.age").read_bytes(), WORD)
    (tmp_path / "key.txt").write_bytes(key)
    words = [age, "-d", "-i", tmp_path / "key.txt", tmp_path / "backup.age"]
    done = subprocess.run(words, check=True, capture_output=True)
    assert hashlib.sha256(done.stdout).hexdigest() == plain.sha256


def test_nothing_is_written_over(coast, tmp_path):
    """Neither a file by a backup, nor a folder by what is restored."""
    (tmp_path / "b").write_text("mine")
    with pytest.raises(OnRecordError, match="something is there already"):
        workflow.back_up(coast, tmp_path / "b")
    (tmp_path / "b").unlink()
    with pytest.raises(OnRecordError, match="there is no such folder"):
        workflow.back_up(coast, tmp_path / "nowhere" / "b")
    with pytest.raises(OnRecordError, match="does not lie in the record that it is of"):
        workflow.back_up(coast, coast / "b")
    workflow.back_up(coast, tmp_path / "b")
    before = files(coast)
    with pytest.raises(OnRecordError, match="nothing is written over"):
        workflow.restore(tmp_path / "b", coast)
    assert files(coast) == before
    (tmp_path / "empty").mkdir()
    assert workflow.restore(tmp_path / "b", tmp_path / "empty").verified.holds


def test_nothing_lies_about_afterwards(coast, tmp_path):
    """Neither beside the record nor beside the backup; the backup is for its owner's eyes."""
    before = sorted(coast.rglob("*"))
    workflow.back_up(coast, tmp_path / "b")
    assert sorted(coast.rglob("*")) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b", "coast"]
    assert (tmp_path / "b").stat().st_mode & 0o777 == 0o600


def test_a_damaged_record_is_backed_up_as_it_is_and_said_so(coast, tmp_path):
    """A copy of what is left is worth having; what it came to is named twice."""
    victim = next((coast / "archive").glob("*/*"))
    victim.chmod(0o644)
    victim.write_bytes(b"something else")
    made = workflow.back_up(coast, tmp_path / "b")
    assert made.damaged == (str(victim.relative_to(coast)),)
    told = workflow.restore(tmp_path / "b", tmp_path / "again")
    found = [one.code for one in told.verified.problems]
    assert "archive-damaged" in found
    assert not told.verified.holds


def test_a_record_of_an_older_program_is_backed_up_as_it_is(coast, tmp_path):
    """Nothing is brought up to date: that is for opening it, which makes a copy first."""
    with closing(sqlite3.connect(coast / "record.db")) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '0006'")
    workflow.back_up(coast, tmp_path / "b")
    told = workflow.restore(tmp_path / "b", tmp_path / "again")
    assert told.verified is None
    assert "of another version (schema 0006" in told.unproven


def test_a_record_of_a_newer_program_is_neither_backed_up_nor_restored(coast, tmp_path):
    """What this program does not know it cannot copy whole."""
    workflow.back_up(coast, tmp_path / "b")
    with closing(sqlite3.connect(coast / "record.db")) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(RecordUnusable, match="a newer onrecord made this record"):
        workflow.back_up(coast, tmp_path / "c")
    with pytest.raises(RecordUnusable, match="there is no record here"):
        workflow.back_up(tmp_path / "nothing", tmp_path / "c")
    assert not (tmp_path / "c").exists()


def test_a_backup_is_noted_where_that_is_asked_for(coast, tmp_path):
    """As `onrecord verify --note` does: a line of custody with the file's hash, and who."""
    made = workflow.back_up(coast, tmp_path / "b", is_noted=True)
    with store.open_record(coast) as kept:
        last = kept.evidence("custody", CustodyEvent)[-1]
        with store.open_record(coast) as other, other.build():
            refused = workflow.back_up(coast, tmp_path / "c", is_noted=True)
    assert (last.act, last.subject, dict(last.details)) == (
        Act.BACKED_UP, made.sha256, {"encrypted": "no"},
    )  # fmt: skip
    assert "is writing to this record" in refused.unnoted
    assert (tmp_path / "c").exists()


def test_without_the_package_for_encryption_that_is_one_line(coast, tmp_path, monkeypatch):
    """`pip install onrecord[protect]` brings it."""
    monkeypatch.setitem(__import__("sys").modules, "pyrage", None)
    with pytest.raises(MachineLacks, match=r"install onrecord\[protect\]"):
        workflow.back_up(coast, tmp_path / "b", lock=Lock(passphrase=WORD))
    assert [path.name for path in tmp_path.iterdir()] == ["coast"]


def test_a_record_on_a_disc_that_cannot_be_written_is_backed_up(coast, tmp_path, monkeypatch):
    """The copy of its database passes through the machine's own place for passing files."""
    real = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: real(path, mode) and Path(path) != coast)
    workflow.back_up(coast, tmp_path / "b")
    assert workflow.restore(tmp_path / "b", tmp_path / "again").verified.holds
