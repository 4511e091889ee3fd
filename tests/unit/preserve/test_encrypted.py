"""Encrypted archives: lengths, faults, and what lies in the plain beside them."""

import errno
import hashlib
import os
import sys

import pytest

from onrecord.model import MachineLacks, RecordUnusable
from onrecord.preserve import Archive, Damaged, encrypted, encrypting
from onrecord.preserve.encrypted import EncryptedArchive, new_key

KEY = new_key()


@pytest.fixture
def archive(tmp_path):
    return EncryptedArchive(tmp_path / "archive", KEY)


def left_over(archive):
    return [path for path in archive.folder.rglob("*") if path.suffix == ".part"]


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 131_072, 200_001])
def test_the_length_of_what_is_kept_is_told_without_opening_it(archive, tmp_path, size):
    data = os.urandom(size)
    (tmp_path / "given").write_bytes(data)
    sha256 = archive.keep(data)
    assert archive.size_of(sha256) == size
    assert archive.keep_file(tmp_path / "given") == sha256 == hashlib.sha256(data).hexdigest()
    assert (archive.read(sha256), archive.check_file(sha256)) == (data, True)
    assert archive.held(archive.places(sha256)[0]) == (size, sha256)


def test_the_same_is_kept_once_and_what_was_altered_is_not_written_over(archive):
    sha256 = archive.keep(b"five")
    path = archive.folder / archive.places(sha256)[0]
    before = path.read_bytes()
    archive.keep(b"five")
    assert path.read_bytes() == before
    path.chmod(0o644)
    path.write_bytes(b"")
    for keep in (lambda: archive.keep(b"five"), lambda: archive.read(sha256)):
        with pytest.raises(Damaged, match="is not what its name says") as told:
            keep()
        assert told.value.problem.where == f"archive/{archive.places(sha256)[0]}"
    assert path.read_bytes() == b""
    assert archive.size_of(sha256) == 0


def test_an_empty_file_that_was_altered_is_not_taken_for_one(archive):
    sha256 = archive.keep(b"")
    path = archive.folder / archive.places(sha256)[0]
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(Damaged):
        archive.read(sha256)
    with pytest.raises(Damaged):
        archive.keep(b"")


def test_another_key_opens_nothing_and_finds_nothing(archive):
    sha256 = archive.keep(b"five")
    other = EncryptedArchive(archive.folder, new_key())
    with pytest.raises(Damaged, match="is missing"):
        other.read(sha256)
    assert not other.is_whole(archive.places(sha256)[0])
    assert other.size_of(sha256) is None


def test_what_lies_in_the_plain_is_read_until_it_is_encrypted(archive):
    sha256 = Archive(archive.folder).keep(b"five")
    assert (archive.read(sha256), archive.size_of(sha256)) == (b"five", 4)
    assert not archive.check_file(sha256)
    assert encrypting.is_plain(archive.folder)
    assert encrypting.encrypt_files(archive, lambda _: None) == 1
    assert not encrypting.is_plain(archive.folder)
    assert archive.check_file(sha256)
    assert (
        archive.folder.parent / "archive-plain" / sha256[:2] / sha256[2:]
    ).read_bytes() == b"five"


def test_a_plain_file_that_was_altered_stays_where_it_is(archive):
    sha256 = Archive(archive.folder).keep(b"five")
    path = Archive(archive.folder).file(sha256)
    path.chmod(0o644)
    path.write_bytes(b"six")
    with pytest.raises(Damaged, match="is not what its name says"):
        encrypting.encrypt_files(archive, lambda _: None)
    assert path.read_bytes() == b"six"


def test_what_is_no_preserved_file_is_put_aside_too(archive):
    """A part that a killed run left holds words; two of one name are both kept."""
    branch = archive.folder / "ab"
    for words in ("one", "two"):
        branch.mkdir(parents=True)
        (branch / "x.part").write_text(words)
        assert encrypting.encrypt_files(archive, lambda _: None) == 0
        assert not branch.exists()
    aside = archive.folder.parent / "archive-plain" / "ab"
    assert {path.read_text() for path in aside.iterdir()} == {"one", "two"}


def test_files_are_put_aside_on_the_disk_on_which_they_lie(tmp_path):
    """The folder may be a link to another disk, across which no file can be renamed."""
    (tmp_path / "large" / "archive").mkdir(parents=True)
    (tmp_path / "coast").mkdir()
    (tmp_path / "coast" / "archive").symlink_to(tmp_path / "large" / "archive")
    archive = EncryptedArchive(tmp_path / "coast" / "archive", KEY)
    sha256 = Archive(archive.folder).keep(b"five")
    encrypting.encrypt_files(archive, lambda _: None)
    assert archive.read(sha256) == b"five"
    assert encrypting.plain_copies(archive.folder) == tmp_path / "large" / "archive-plain"
    assert (tmp_path / "large" / "archive-plain" / sha256[:2]).is_dir()


def test_a_file_that_cannot_be_read_is_one_line(archive, tmp_path):
    with pytest.raises(RecordUnusable, match="the archive cannot be written"):
        archive.keep_file(tmp_path / "nothing")
    assert not left_over(archive)


@pytest.mark.parametrize("kind", ["_Source", "_Sink"])
def test_a_fault_of_the_disk_is_told_in_its_own_words(archive, tmp_path, monkeypatch, kind):
    def failing(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    class Failing:
        def __init__(self, real):
            self.real = real

        read = write = failing

    (tmp_path / "given").write_bytes(bytes(200_000))
    real = getattr(encrypted, kind).__init__

    def begun(self, file):
        real(self, Failing(file))

    monkeypatch.setattr(getattr(encrypted, kind), "__init__", begun)
    with pytest.raises(RecordUnusable, match="the disk is full"):
        archive.keep_file(tmp_path / "given")
    assert not left_over(archive)


def test_no_place_in_it_is_for_other_programs(archive, tmp_path):
    sha256 = archive.keep(b"five")
    with pytest.raises(RecordUnusable, match="is encrypted"):
        archive.file(sha256)
    assert archive.beside(sha256, tmp_path / "given") == tmp_path / "given"
    with pytest.raises(ValueError, match="not a SHA-256"):
        archive.read("../x")


def test_without_the_package_that_is_one_line(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyrage", None)
    with pytest.raises(MachineLacks, match=r"install onrecord\[encrypted\]"):
        EncryptedArchive(tmp_path, KEY)
