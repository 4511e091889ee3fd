"""A record whose database only a passphrase opens."""

import shutil
import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime

import pytest

from onrecord import store, workflow
from onrecord.kit.passphrases import FILE, KNOWN
from onrecord.model import Act, MachineLacks, OnRecordError, RecordUnusable
from onrecord.preserve.backup import Lock
from onrecord.store import keyed
from onrecord.store.accounts.opening import open_book

WORD = "it's زيتون \" and three more"
OTHER = "another"
NOON = datetime(2025, 3, 12, 12, tzinfo=UTC)
SEEN = b"were killed"  # stands in every report of the fixture


@pytest.fixture(autouse=True)
def nobody_is_asked(monkeypatch):
    """What one test told is not known to the next, and nobody sits at a terminal."""
    monkeypatch.setattr(KNOWN, "_known", {})
    monkeypatch.setattr(KNOWN, "_ask", None)


@pytest.fixture
def coast(tmp_path, keep_reports):
    """A plain record of three reports, with a checkpoint."""
    folder = tmp_path / "coast"
    keep_reports(folder, 3)
    workflow.seal(folder)
    return folder


@pytest.fixture
def sealed(coast):
    """The same record, encrypted; its plain copy was destroyed."""
    for path in workflow.encrypt(coast, WORD).plain:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    return coast


def loaded(folder):
    with store.open_record(folder) as kept:
        return kept.load()


def test_an_encrypted_record_is_the_same_record(coast):
    """It loads equal, proves the same, and its plain copy is named to be destroyed."""
    before, point = loaded(coast), workflow.verify(coast).sealed.sealing.sha256
    made = workflow.encrypt(coast, WORD)
    assert (made.files, made.preserved) == ((coast / "record.db",), 4)
    assert made.plain == (coast / "record-plain.db", coast / "archive-plain")
    assert loaded(coast) == before
    found = workflow.verify(coast)
    assert found.holds
    assert found.sealed.sealing.sha256 == point
    with closing(sqlite3.connect(coast / "record-plain.db")) as plain:
        assert plain.execute("SELECT count(*) FROM claims").fetchone() == (3,)


def test_no_word_of_a_report_stands_in_an_encrypted_database(sealed, keep_reports):
    """Neither in the file nor in what SQLite writes beside it while it is open."""
    with store.open_record(sealed) as kept:
        kept.note_custody(Act.CHECKED, "x")
        kept.load()
        beside = [path for path in sealed.glob("record.db*") if path.stat().st_size]
        assert {path.name for path in beside} >= {"record.db", "record.db-wal"}
        for path in beside:
            data = path.read_bytes()
            assert SEEN not in data
            assert b"CREATE TABLE" not in data
            assert not data.startswith(b"SQLite format 3")


def test_work_goes_on_in_an_encrypted_record(sealed, keep_reports):
    """Reports come in, words are found, a seal is made, and all of it is proven."""
    keep_reports(sealed, 2, first=3, at=datetime.now(UTC))
    assert len(loaded(sealed).documents) == 5
    assert workflow.seal(sealed).is_new
    assert workflow.verify(sealed).holds
    with store.open_record(sealed) as kept, store.open_record(sealed) as other:
        first = kept.state()
        other.note_custody(Act.CHECKED, "x")
        assert kept.state() != first
        with other.build(), pytest.raises(RecordUnusable, match="is writing to this record"):
            kept.note_custody(Act.CHECKED, "y")


def test_another_passphrase_is_one_line_and_the_right_one_opens_it_then(sealed):
    """What opened nothing is forgotten: a person is asked again."""
    asked = iter(["wrong", WORD])
    KNOWN.forget(str(sealed.resolve()))
    KNOWN.asked_by(lambda _: next(asked))
    with pytest.raises(RecordUnusable, match="this passphrase does not open the record"):
        store.open_record(sealed)
    assert len(loaded(sealed).documents) == 3
    assert next(asked, None) is None


def test_a_person_is_asked_once(sealed):
    """However often a process opens the record."""
    KNOWN.forget(str(sealed.resolve()))
    asked = []
    KNOWN.asked_by(lambda what: asked.append(what) or WORD)
    assert workflow.verify(sealed).holds
    loaded(sealed)
    assert asked == [str(sealed.resolve())]


def test_where_nobody_can_be_asked_a_file_tells_it(sealed, tmp_path, monkeypatch):
    """A desk that is started by the system reads it from where the system put it."""
    KNOWN.forget(str(sealed.resolve()))
    with pytest.raises(RecordUnusable, match=f"this record is encrypted: .*{FILE}"):
        store.open_record(sealed)
    monkeypatch.setenv(FILE, str(tmp_path / "word"))
    with pytest.raises(RecordUnusable, match="names a file that cannot be read"):
        store.open_record(sealed)
    (tmp_path / "word").write_text(f"{WORD}\nand more\n")
    assert len(loaded(sealed).documents) == 3


def test_other_programs_of_sqlcipher_open_it(sealed):
    """The key is made as SQLCipher makes it: a passphrase is enough, without this program."""
    with closing(keyed.driver().connect(str(sealed / "record.db"))) as other:
        other.execute("PRAGMA key = '{}'".format(WORD.replace("'", "''")))
        assert other.execute("SELECT count(*) FROM claims").fetchone() == (3,)


def test_a_backup_of_an_encrypted_record_needs_its_passphrase_too(sealed, tmp_path):
    """The database in it is encrypted as it was, whoever can read the backup."""
    workflow.back_up(sealed, tmp_path / "b")
    assert b"CREATE TABLE" not in (tmp_path / "b").read_bytes()
    KNOWN.forget(str(sealed.resolve()))
    KNOWN.asked_by(lambda _: WORD)
    told = workflow.restore(tmp_path / "b", tmp_path / "again")
    assert told.verified.holds
    assert loaded(tmp_path / "again") == loaded(sealed)
    workflow.back_up(sealed, tmp_path / "c", lock=Lock(passphrase=OTHER))
    assert workflow.restore(tmp_path / "c", tmp_path / "d", passphrase=OTHER).verified.holds


def test_accounts_are_encrypted_with_it(coast):
    """They are a database of their own, with the same passphrase."""
    open_book(coast, now=NOON).close()
    made = workflow.encrypt(coast, WORD)
    assert [path.name for path in made.files] == ["record.db", "accounts.db"]
    assert not (coast / "accounts.db").read_bytes().startswith(b"SQLite")
    open_book(coast, now=NOON).close()


def test_new_accounts_of_an_encrypted_record_are_encrypted(sealed):
    """From their first byte."""
    open_book(sealed, now=NOON).close()
    assert not (sealed / "accounts.db").read_bytes().startswith(b"SQLite")


def test_a_new_record_can_be_encrypted_from_its_first_byte(tmp_path, keep_reports):
    """Its settings say so before it is made."""
    (tmp_path / "r").mkdir()
    (tmp_path / "r" / "onrecord.toml").write_text("[store]\nencrypted = true\n")
    KNOWN.asked_by(lambda _: WORD)
    keep_reports(tmp_path / "r", 2)
    assert SEEN not in (tmp_path / "r" / "record.db").read_bytes()
    assert workflow.verify(tmp_path / "r").holds


def test_a_record_is_not_encrypted_twice_nor_while_it_is_open(sealed, tmp_path, keep_reports):
    """One line each."""
    with pytest.raises(OnRecordError, match="this record is encrypted already"):
        workflow.encrypt(sealed, WORD)
    keep_reports(tmp_path / "other", 1)
    with store.open_record(tmp_path / "other") as kept:
        kept.state()
        with pytest.raises(RecordUnusable, match="somebody has this record open"):
            workflow.encrypt(tmp_path / "other", WORD)
    assert len(loaded(tmp_path / "other").documents) == 1
    assert workflow.encrypt(tmp_path / "other", WORD).files


def test_a_copy_that_is_not_the_same_takes_no_place(coast, monkeypatch):
    """The plain record stands, and opens."""
    before = loaded(coast)
    monkeypatch.setattr("onrecord.store.encrypting._beside", lambda *_: iter([([1], [2])]))
    with pytest.raises(RecordUnusable, match="does not hold the same; nothing was changed"):
        workflow.encrypt(coast, WORD)
    monkeypatch.undo()
    KNOWN.forget(str(coast.resolve()))
    assert keyed.is_plain(coast / "record.db")
    assert loaded(coast) == before
    assert workflow.encrypt(coast, WORD).files


def test_a_damaged_page_is_found(sealed):
    """Each page has a code of its own: one changed byte and it cannot be read."""
    data = bytearray((sealed / "record.db").read_bytes())
    data[len(data) // 2] ^= 1
    (sealed / "record.db").write_bytes(data)
    try:
        assert not workflow.verify(sealed).holds
    except RecordUnusable as fault:
        assert "damaged" in str(fault) or "not a database" in str(fault)  # noqa: PT017


def test_without_the_package_that_is_one_line(sealed, monkeypatch):
    """`pip install onrecord[encrypted]` brings it."""
    monkeypatch.setitem(sys.modules, "sqlcipher3", None)
    with pytest.raises(MachineLacks, match=r"install onrecord\[encrypted\]"):
        store.open_record(sealed)


def test_a_copy_elsewhere_is_proven_with_the_passphrase(sealed, tmp_path):
    """With its settings beside it, which say that it is encrypted."""
    shutil.copytree(sealed, tmp_path / "copy")
    KNOWN.asked_by(lambda _: WORD)
    assert workflow.verify(tmp_path / "copy").holds
