"""The reports of an encrypted record lie encrypted, too, and are proven as those of any other."""

import hashlib
import os
import shutil
import tarfile
import zipfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pyrage
import pytest

from onrecord import workflow
from onrecord.cli import run
from onrecord.kit import warc
from onrecord.kit.passphrases import KNOWN
from onrecord.model import OnRecordError, RecordUnusable
from onrecord.preserve import Archive
from onrecord.store import archive_key, encrypting, keyed, store_settings
from onrecord.workflow import kept_files, web_archives
from onrecord.workflow.desk.desk import Desk

WORD = "olive"
COAST = "On Friday shells killed 12 people at the harbour of Latakia, Maryam Haddad said.\n"
HILLS = "On Sunday 5 people were killed in the hills near Slinfah, Yusuf Darwish said.\n"
TOWN = "On 8 March 2025 4 people were killed in Jableh, Hanan Sabbagh said.\n"
SECRETS = [name.encode() for name in ("Haddad", "Darwish", "Sabbagh", "harbour", "Slinfah")]


@pytest.fixture(autouse=True)
def nobody_is_asked(monkeypatch):
    """What one test told is not known to the next, and nobody sits at a terminal."""
    monkeypatch.setattr(KNOWN, "_known", {})
    monkeypatch.setattr(KNOWN, "_ask", None)


@pytest.fixture
def coast(tmp_path):
    """A plain record of two reports, read as always, with a checkpoint."""
    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / "coast.txt").write_text(COAST)
    (reports / "hills.txt").write_text(HILLS)
    workflow.build(reports, tmp_path / "coast")
    workflow.seal(tmp_path / "coast")
    return tmp_path / "coast"


@pytest.fixture
def sealed(coast):
    """The same record, encrypted; every plain copy that was named is destroyed."""
    return destroyed(coast, workflow.encrypt(coast, WORD))


def destroyed(folder, made):
    for path in made.plain:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    return folder


def every_file(folder):
    return [path for path in sorted(folder.rglob("*")) if path.is_file()]


def sha256(words):
    return hashlib.sha256(words.encode()).hexdigest()


def place_of(folder, words):
    """Where an encrypted record has a report."""
    return kept_files.encrypted(folder).places(sha256(words))[0]


def wrong_in(folder):
    return {
        (one.code, one.where)
        for one in workflow.verify(folder).problems
        if one.severity.value != "note"
    }


def test_no_word_of_a_report_stands_anywhere_in_an_encrypted_record(sealed, tmp_path):
    """
    Every byte of every file in the folder is looked at: after encrypting, after a report was
    added, after a folder was read, after a seal. Neither words, nor a hash of what is kept.
    """
    (tmp_path / "town.txt").write_text(TOWN)
    workflow.bring_in(sealed, workflow.Adding(places=(str(tmp_path / "town.txt"),)))
    (tmp_path / "reports" / "more.txt").write_text(TOWN + HILLS)
    workflow.build(tmp_path / "reports", sealed)
    workflow.seal(sealed)
    assert len(workflow.load(sealed).documents) == 4
    hashes = [sha256(words) for words in (COAST, HILLS, TOWN, TOWN + HILLS)]
    for path in every_file(sealed):
        data = path.read_bytes()
        assert not [secret for secret in SECRETS if secret in data], path
        assert not [one for one in hashes if one[2:] in path.name or one.encode() in data], path
    assert workflow.verify(sealed).holds


def test_what_is_written_is_encrypted_before_it_is_written(sealed, tmp_path, monkeypatch):
    """Not only at the end: whatever is forced to the disk meanwhile is looked at, too."""
    seen = []
    real = os.fsync

    def looked(handle):
        named = Path(f"/proc/self/fd/{handle}")
        if named.exists() and named.resolve().is_file():
            seen.append(named.resolve().read_bytes())
        real(handle)

    monkeypatch.setattr(os, "fsync", looked)
    archive = kept_files.of(sealed)
    archive.keep(TOWN.encode())
    (tmp_path / "large.txt").write_text((TOWN + HILLS) * 5000)
    archive.keep_file(tmp_path / "large.txt")
    assert len(seen) >= 2
    assert not [data for data in seen if any(secret in data for secret in SECRETS)]
    assert archive.read(sha256(TOWN)) == TOWN.encode()
    assert archive.check_file(sha256((TOWN + HILLS) * 5000))
    assert archive.size_of(sha256((TOWN + HILLS) * 5000)) == len((TOWN + HILLS) * 5000)


def test_the_plain_files_are_put_aside_and_named(coast):
    """As the plain database is: unchanged, under another name, for their keeper to destroy."""
    before = {path.name: path.read_bytes() for path in every_file(coast / "archive")}
    made = workflow.encrypt(coast, WORD)
    assert made.preserved == len(before) == 3
    assert set(made.plain) == {
        coast / "record-plain.db", coast / "archive-plain", coast / "report.html"
    }  # fmt: skip
    assert {path.name: path.read_bytes() for path in every_file(coast / "archive-plain")} == before
    assert {path.suffix for path in every_file(coast / "archive")} == {".age"}


def test_verify_names_the_very_file(sealed):
    """A changed byte, a file cut off, one that is gone, two that have changed places."""
    assert wrong_in(sealed) == set()
    place = place_of(sealed, COAST)
    path = sealed / "archive" / place
    whole = path.read_bytes()
    path.chmod(0o644)
    for at in (40, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert ("archive-damaged", f"archive/{place}") in wrong_in(sealed)
    path.write_bytes(whole[:-20])
    assert ("archive-damaged", f"archive/{place}") in wrong_in(sealed)
    other = sealed / "archive" / place_of(sealed, HILLS)
    path.write_bytes(other.read_bytes())
    assert wrong_in(sealed) >= {("archive-damaged", f"archive/{place}")}
    path.unlink()
    found = [one for one in workflow.verify(sealed).problems if one.where == f"archive/{place}"]
    assert [one.message.split(";")[0] for one in found] == ["A preserved file is missing"]
    path.write_bytes(whole)
    assert wrong_in(sealed) == set()


def test_a_checkpoint_of_the_plain_record_holds_for_the_encrypted_one(sealed):
    """What was sealed is what is kept, not how it is written: hashes and sizes are the same."""
    found = workflow.verify(sealed)
    assert found.holds
    assert found.sealed is not None
    assert found.size == sum(
        len(kept_files.of(sealed).read(name)) for name in (sha256(COAST), sha256(HILLS))
    ) + len(kept_files.of(sealed).read(found.sealed.sealing.sha256))


def test_an_earlier_programs_encrypted_record_is_finished_by_the_same_command(coast):
    """Its database was encrypted and its reports were not: that is said, and mended."""
    KNOWN.tell(str(coast.resolve()), WORD)
    store_settings.write_encrypted(coast / "onrecord.toml")
    encrypting.encrypt_file(coast / "record.db")
    found = workflow.verify(coast)
    assert found.holds
    assert [one.code for one in found.problems].count("archive-plain") == 3
    assert not (coast / archive_key.FILE).exists()  # proving writes nothing
    made = workflow.encrypt(coast, WORD)
    assert (made.files, made.preserved) == ((), 3)
    destroyed(coast, made)
    assert "archive-plain" not in {one.code for one in workflow.verify(coast).problems}
    with pytest.raises(OnRecordError, match="encrypted already"):
        workflow.encrypt(coast, WORD)


def test_a_report_is_shown_at_the_desk_and_read_again(sealed, tmp_path):
    """As it came; and what came again is known."""
    with Desk(sealed) as desk:
        assert desk.preserved("coast.txt") == COAST.encode()
        assert not desk.check_kept()
    again = workflow.build(tmp_path / "reports", sealed)
    assert (again.unchanged, again.new) == (2, ())
    assert not (sealed / "report.html").exists()


def test_what_leaves_the_record_is_whole(sealed, tmp_path):
    """A bundle of evidence has the report's own bytes, a WACZ all of them; each proves itself."""
    claim = next(iter(workflow.load(sealed).claims))
    workflow.evidence(sealed, claim, tmp_path / "evidence.zip")
    with zipfile.ZipFile(tmp_path / "evidence.zip") as bundle:
        held = [bundle.read(name) for name in bundle.namelist()]
    assert COAST.encode() in held or HILLS.encode() in held
    workflow.export_wacz(sealed, tmp_path / "out.wacz")
    assert not workflow.verify_wacz(tmp_path / "out.wacz").found.problems


def test_a_backup_holds_no_word_either_and_is_restored_whole(sealed, tmp_path):
    """The passphrase opens it, and nothing else is needed; what is damaged in it is named."""
    told = workflow.back_up(sealed, tmp_path / "b")
    assert not told.damaged
    assert not [secret for secret in SECRETS if secret in (tmp_path / "b").read_bytes()]
    KNOWN.asked_by(lambda _: WORD)
    again = workflow.restore(tmp_path / "b", tmp_path / "again")
    assert again.verified.holds
    assert kept_files.of(tmp_path / "again").read(sha256(COAST)) == COAST.encode()
    place = place_of(sealed, HILLS)
    path = sealed / "archive" / place
    path.chmod(0o644)
    data = path.read_bytes()
    path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    assert workflow.back_up(sealed, tmp_path / "c").damaged == (f"archive/{place}",)


def test_plain_copies_are_in_no_backup(coast, tmp_path):
    """Neither in one for anybody nor in one that is encrypted, where they were not destroyed."""
    workflow.encrypt(coast, WORD)
    workflow.back_up(coast, tmp_path / "b")
    with tarfile.open(tmp_path / "b") as held:
        assert not [name for name in held.getnames() if "plain" in name]


def test_age_opens_the_files_without_this_program(sealed):
    """SQLCipher's tools give the key for the passphrase, and age opens each file with it."""
    with closing(keyed.driver().connect(str(sealed / archive_key.FILE))) as held:
        held.execute(f"PRAGMA key = '{WORD}'")
        ((key,),) = held.execute("SELECT identity FROM key").fetchall()
    own = pyrage.x25519.Identity.from_str(key)
    held = {pyrage.decrypt(path.read_bytes(), [own]) for path in every_file(sealed / "archive")}
    assert held >= {COAST.encode(), HILLS.encode()}


def test_a_key_that_is_gone_is_said_and_no_other_is_made(sealed):
    """Files that the old key opens would be lost for good under a new one."""
    key = (sealed / archive_key.FILE).read_bytes()
    (sealed / archive_key.FILE).unlink()
    for what in (workflow.verify, lambda folder: kept_files.of(folder).keep(b"x")):
        with pytest.raises(RecordUnusable, match="key of the preserved files is missing"):
            what(sealed)
    (sealed / archive_key.FILE).write_bytes(key[:-100] + bytes(100))
    with pytest.raises(RecordUnusable, match="does not open with the record's passphrase"):
        kept_files.of(sealed)
    (sealed / archive_key.FILE).write_bytes(key)
    KNOWN.tell(str(sealed.resolve()), WORD)
    assert workflow.verify(sealed).holds


def test_a_new_record_is_encrypted_from_its_first_report(tmp_path):
    """Its settings say so before it is made."""
    (tmp_path / "r").mkdir()
    (tmp_path / "r" / "onrecord.toml").write_text("[store]\nencrypted = true\n")
    (tmp_path / "coast.txt").write_text(COAST)
    KNOWN.asked_by(lambda _: WORD)
    workflow.build(tmp_path / "coast.txt", tmp_path / "r")
    for path in every_file(tmp_path / "r"):
        assert not [secret for secret in SECRETS if secret in path.read_bytes()], path
    assert workflow.verify(tmp_path / "r").holds


def crawled(words, number):
    body = f"<html><title>News</title><body><p>{words}</p></body></html>".encode()
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
    fields = [("WARC-Target-URI", f"https://example.org/{number}"),
              ("Content-Type", "application/http; msgtype=response")]  # fmt: skip
    return warc.written(
        "response", fields, block, at=datetime(2025, 3, 9, tzinfo=UTC), payload=body
    )


def test_a_large_web_archive_is_read_where_it_lies(sealed, tmp_path, monkeypatch):
    """No copy that can be read is made of it; if it changes meanwhile, that is said."""
    settings = (sealed / "onrecord.toml").read_text()
    (sealed / "onrecord.toml").write_text(settings.replace("most_mib = 20", "most_mib = 1"))
    path = tmp_path / "news.warc"
    long = [crawled(f"{TOWN}<!--{os.urandom(450_000).hex()}-->", n) for n in range(3)]
    path.write_bytes(b"".join(long))
    workflow.build(path, sealed)
    assert "https://example.org/2" in workflow.load(sealed).documents
    assert kept_files.of(sealed).check_file(hashlib.sha256(path.read_bytes()).hexdigest())
    for file in every_file(sealed):
        assert not [secret for secret in SECRETS if secret in file.read_bytes()], file

    def altered(given, *values, **more):
        yield from real(given, *values, **more)
        path.write_bytes(path.read_bytes() + b" ")

    real = web_archives.archives.pages
    monkeypatch.setattr(web_archives.archives, "pages", altered)
    with pytest.raises(RecordUnusable, match="was changed while it was read"):
        workflow.build(path, sealed)


def test_a_plain_record_is_as_it_was(coast):
    """Its files lie as they came under their own hash, and no key is made for them."""
    names = {path.parent.name + path.name for path in every_file(coast / "archive")}
    assert names > {sha256(COAST), sha256(HILLS)}
    assert not (coast / archive_key.FILE).exists()
    assert type(kept_files.of(coast)) is Archive
    assert (coast / "report.html").exists()


def test_the_command_says_what_to_destroy(coast, tmp_path, capsys):
    """And that nothing but the passphrase opens the rest."""
    (tmp_path / "word").write_text(WORD)
    assert run(["encrypt", str(coast), "--passphrase-file", str(tmp_path / "word")]) == 0
    said = capsys.readouterr().out
    assert "3 preserved files encrypted" in said
    assert str(coast / "archive-plain") in said
