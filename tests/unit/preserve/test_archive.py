import errno
import hashlib
import os
import stat
import subprocess
import sys
import time
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path

import pytest

from onrecord import preserve
from onrecord.model import Document, RecordUnusable
from onrecord.preserve import archive as archive_module

TEN = b"Ten were killed."
NAME = hashlib.sha256(TEN).hexdigest()


@pytest.fixture
def archive(tmp_path):
    return preserve.Archive(tmp_path / "archive")


@pytest.fixture
def kept(tmp_path):
    return tmp_path / "archive" / NAME[:2] / NAME[2:]


@pytest.mark.parametrize("data", [TEN, b"", b"\x00\xff" * 100_000])
def test_what_is_kept_is_read(archive, data):
    name = archive.keep(data)
    assert name == hashlib.sha256(data).hexdigest()
    assert archive.read(name) == data
    assert archive.check(name)


def test_the_file_is_named_by_its_hash_and_is_the_bytes(archive, kept):
    archive.keep(TEN)
    assert kept.read_bytes() == TEN
    assert not kept.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)


def test_keeping_it_again_changes_nothing(archive, kept):
    archive.keep(TEN)
    before = kept.stat()
    archive.keep(TEN)
    assert (kept.stat().st_mtime_ns, kept.stat().st_ino) == (before.st_mtime_ns, before.st_ino)


def test_names_are_all_that_is_kept_in_order(archive, tmp_path):
    assert list(archive.names()) == []
    names = [archive.keep(bytes([number])) for number in range(50)]
    (tmp_path / "archive" / "notes.txt").write_text("a person's")
    (tmp_path / "archive" / names[0][:2] / "abc.part").write_text("unfinished")
    assert list(archive.names()) == sorted(names)


def test_a_damaged_file_is_told_and_never_mended_silently(archive, kept):
    archive.keep(TEN)
    kept.chmod(0o644)
    for damaged in (b"Two were killed.", b"Ten were"):
        kept.write_bytes(damaged)
        assert not archive.check(NAME)
        with pytest.raises(preserve.Damaged) as told:
            archive.keep(TEN)
        assert told.value.sha256 == NAME
        assert told.value.problem.code == "archive-damaged"
        assert told.value.problem.where == f"archive/{NAME[:2]}/{NAME[2:]}"
        assert kept.read_bytes() == damaged
        with pytest.raises(preserve.Damaged, match="not what its name says"):
            archive.read(NAME)


def test_a_missing_file_is_told(archive):
    assert not archive.check(NAME)
    with pytest.raises(preserve.Damaged, match="is missing"):
        archive.read(NAME)


def test_a_file_that_cannot_be_read_is_told(archive, kept):
    kept.mkdir(parents=True)
    with pytest.raises(preserve.Damaged, match="cannot be read"):
        archive.read(NAME)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", NAME.upper(), NAME[:-1], NAME + "\n"])
def test_only_a_hash_is_a_name(archive, name):
    with pytest.raises(ValueError, match="not a SHA-256"):
        archive.read(name)


@pytest.mark.parametrize("step", ["fsync", "write", "replace"])
def test_a_full_disk_is_one_line_naming_the_place_and_leaves_nothing(
    archive, tmp_path, monkeypatch, step
):
    def fail(*_args):
        raise OSError(errno.ENOSPC, "No space left on device")

    if step == "fsync":
        monkeypatch.setattr(os, "fsync", fail)
    elif step == "replace":
        monkeypatch.setattr(Path, "replace", fail)
    else:
        monkeypatch.setattr(Path, "open", fail)
    with pytest.raises(RecordUnusable, match="the disk is full") as told:
        archive.keep(TEN)
    assert str(tmp_path / "archive") in str(told.value)
    assert "\n" not in str(told.value)
    monkeypatch.undo()
    assert [p for p in (tmp_path / "archive").rglob("*") if p.is_file()] == []
    assert archive.keep(TEN) == NAME


def test_a_place_that_cannot_be_written_is_one_line(tmp_path):
    (tmp_path / "archive").write_text("a file")
    with pytest.raises(RecordUnusable, match="the archive cannot be written"):
        preserve.Archive(tmp_path / "archive").keep(TEN)


def test_what_a_killed_run_left_is_removed_when_it_is_surely_dead(tmp_path, kept):
    kept.parent.mkdir(parents=True)
    old, new = kept.with_name("old.part"), kept.with_name("new.part")
    old.write_bytes(b"Ten w")
    new.write_bytes(b"Ten w")
    long_ago = time.time() - 2 * archive_module._LEFT_OVER
    os.utime(old, (long_ago, long_ago))
    preserve.Archive(tmp_path / "archive").keep(TEN)
    assert (old.exists(), new.exists(), kept.exists()) == (False, True, True)


KEEP_FOR_EVER = """
import sys
from pathlib import Path
from onrecord.preserve import Archive
archive = Archive(Path(sys.argv[1]))
print("go", flush=True)
number = int(sys.argv[2])
while True:
    archive.keep(f"{number} ".encode() * 200_000)
    number += 1
"""


def test_a_killed_run_leaves_whole_files_only(archive, tmp_path):
    for turn in range(8):
        runs = [sys.executable, "-c", KEEP_FOR_EVER, str(tmp_path / "archive"), str(turn * 3)]
        with subprocess.Popen(runs, stdout=subprocess.PIPE) as process:
            process.stdout.readline()
            time.sleep(0.01 + 0.013 * turn)
            process.kill()
        assert all(archive.check(name) for name in archive.names())
    assert list(archive.names())


def test_a_snapshot_says_what_was_kept():
    document = Document(name="a.txt")
    taken = datetime(2025, 3, 12, tzinfo=UTC)
    snapshot = preserve.snapshot(document, TEN, "text/plain", taken)
    assert snapshot.document_id == document.id
    assert (snapshot.sha256, snapshot.size) == (NAME, len(TEN))
    assert (snapshot.media_type, snapshot.taken_at) == ("text/plain", taken)


def test_a_time_without_its_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        preserve.snapshot(Document(name="a"), TEN, "text/plain", datetime(2025, 3, 12))  # noqa: DTZ001


def test_a_file_larger_than_memory_is_kept_a_piece_at_a_time(tmp_path):
    path = tmp_path / "large"
    path.write_bytes(b"0123456789abcdef" * 262_144)  # 4 MiB
    archive = preserve.Archive(tmp_path / "archive")
    tracemalloc.start()
    sha256 = archive.keep_file(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 3 * 1024 * 1024
    assert (
        sha256 == hashlib.sha256(path.read_bytes()).hexdigest() == archive.keep(path.read_bytes())
    )
    assert archive.file(sha256).read_bytes() == path.read_bytes()
    assert archive.keep_file(path) == sha256
    assert list(archive.names()) == [sha256]
    assert not (tmp_path / "archive" / "new").exists()


def test_a_kept_file_that_was_altered_is_not_kept_again(tmp_path):
    path = tmp_path / "large"
    path.write_bytes(b"Nine died.")
    archive = preserve.Archive(tmp_path / "archive")
    kept = archive.file(archive.keep_file(path))
    kept.chmod(0o644)
    kept.write_bytes(b"Four died.")
    assert not archive.check_file(hashlib.sha256(b"Nine died.").hexdigest())
    with pytest.raises(preserve.Damaged):
        archive.keep_file(path)
    assert kept.read_bytes() == b"Four died."


def test_a_file_that_is_not_there_is_not_kept(tmp_path):
    with pytest.raises(RecordUnusable):
        preserve.Archive(tmp_path / "archive").keep_file(tmp_path / "none")
    assert not preserve.Archive(tmp_path / "archive").check_file("0" * 64)
