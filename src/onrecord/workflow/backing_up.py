"""One file that holds a whole record as it is at one moment."""

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from heapq import merge
from pathlib import Path
from typing import BinaryIO

from onrecord import store
from onrecord.kit.on_disk import force_names
from onrecord.model import Act, OnRecordError, RecordUnusable
from onrecord.preserve import backup
from onrecord.preserve.backup import Info, Kept, Lock
from onrecord.preserve.encrypted import SUFFIX
from onrecord.store import backups
from onrecord.workflow import kept_files, left_overs
from onrecord.workflow.outcome import Stopping, never, stop_if_asked

_PIECE = 1024 * 1024
_ONLY_ITS_OWNER = 0o600
_PASSING = "record.db."


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupReport:
    """
    What was backed up.

    Attributes:
        path: The file.
        sha256: Its hash, to be written down.
        size: Its bytes.
        files: How many files of the record it holds.
        is_encrypted: Whether only a key or a passphrase opens it.
        left_out: Names of files that are not in it, because it is not encrypted, or because
            no backup can hold them.
        damaged: Preserved files that are not what their name says; they are in it as they are.
        unnoted: Why no line could be written in the chain of custody; "" if none was wanted,
            or it was written.
    """

    path: Path
    sha256: str
    size: int
    files: int
    is_encrypted: bool
    left_out: tuple[str, ...]
    damaged: tuple[str, ...]
    unnoted: str = ""


@dataclass
class _Gathered:
    files: int = 0
    left_out: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)


def back_up(
    record_folder: Path,
    out: Path,
    *,
    lock: Lock | None = None,
    is_noted: bool = False,
    tell: Callable[[str], None] = lambda _: None,
    stopping: Stopping = never,
    now: datetime | None = None,
) -> BackupReport:
    """
    Write a whole record into one file, while others may be writing to it.

    The database is as it is at one moment; the preserved files are all of that moment, and
    perhaps some that came since, of which its database says nothing. It appears whole or not
    at all, and never in the place of another file. Keys, addresses of subscribers and files
    that are none of the program's go only into one that is encrypted.

    Args:
        record_folder: The record.
        out: The file; nothing may be there.
        lock: Who can read it; None for anybody.
        is_noted: Write in the chain of custody, afterwards, that it was made.
        tell: Is told what is done.
        stopping: Says whether a person wants it to stop.
        now: The moment that it says; None asks the clock.

    Raises:
        OnRecordError: Something is there, it would lie in the record itself, or a recipient
            is none.
        MachineLacks: It is to be encrypted and `pyrage` is not installed.
        RecordUnusable: There is no record, or a file of it cannot be read.
        Stopped: A person stopped it; no backup was made.
        OSError: The file cannot be written.
    """
    locked = lock or Lock()
    _check_place(record_folder, out)
    made = (now or datetime.now(UTC)).astimezone(UTC).isoformat(timespec="seconds")
    told = _Gathered()
    with _databases(record_folder, tell, is_locked=bool(locked)) as (databases, schema):
        name = store.read_settings(record_folder / store.SETTINGS).name
        info = Info(made=made, program=store.program(), record=name, schema=schema)
        kept = _kept(record_folder, databases, told, is_locked=bool(locked), tell=tell)
        with _new(out) as stream:
            pieces = backup.packed(kept, info, told.damaged.append)
            backup.sealed(_until(stopping, pieces), stream, locked)
    tell("its hash")
    with out.open("rb") as written:
        sha256 = hashlib.file_digest(written, "sha256").hexdigest()
    return BackupReport(
        path=out,
        sha256=sha256,
        size=out.stat().st_size,
        files=told.files,
        is_encrypted=bool(locked),
        left_out=tuple(told.left_out),
        damaged=tuple(told.damaged),
        unnoted=_noted(record_folder, sha256, is_encrypted=bool(locked)) if is_noted else "",
    )


def _check_place(record_folder: Path, out: Path) -> None:
    if os.path.lexists(out):
        raise OnRecordError(f"something is there already, and no backup overwrites it: {out}")
    if not out.parent.is_dir():
        raise OnRecordError(f"there is no such folder: {out.parent}")
    if out.parent.resolve().is_relative_to(record_folder.resolve()):
        raise OnRecordError(f"a backup does not lie in the record that it is of: {out}")


@contextmanager
def _databases(
    record_folder: Path, tell: Callable[[str], None], *, is_locked: bool
) -> Iterator[tuple[Mapping[str, Path], str]]:
    """
    Give copies of the databases as they are now, and the version of the record's tables.

    They lie in the record's folder, which is private already, or in the machine's own place for
    passing files where that cannot be written: never beside the backup, which may be on a disk
    that goes elsewhere. Afterwards they are taken away.
    """
    tell("the database")
    with ExitStack() as stack:
        copy = stack.enter_context(_passing(record_folder))
        schema = backups.copy_database(record_folder, copy)
        copies = {backups.DATABASE: copy}
        if is_locked and (record_folder / backups.ACCOUNTS).is_file():
            copies[backups.ACCOUNTS] = stack.enter_context(_passing(record_folder))
            backups.copy_beside(record_folder, backups.ACCOUNTS, copies[backups.ACCOUNTS])
        yield copies, schema


@contextmanager
def _passing(record_folder: Path) -> Iterator[Path]:
    """Give an empty file for a copy of a database, and take it away afterwards."""
    place = record_folder if os.access(record_folder, os.W_OK) else None
    if place is not None:
        left_overs.remove(place, _PASSING, ".part")
    handle, named = tempfile.mkstemp(dir=place, prefix=_PASSING, suffix=".part")
    copy = Path(named)
    try:
        os.close(handle)
        with left_overs.in_use(copy):
            yield copy
    finally:
        for left in (copy, *(Path(f"{copy}{more}") for more in ("-journal", "-wal", "-shm"))):
            left.unlink(missing_ok=True)


def _kept(
    folder: Path,
    databases: Mapping[str, Path],
    told: _Gathered,
    *,
    is_locked: bool,
    tell: Callable[[str], None],
) -> Iterator[Kept]:
    encrypted = _is_whole(folder)
    others = (path for path in backups.files_of(folder) if path not in databases)
    for path in merge(others, sorted(databases), key=lambda path: path.split("/")):
        if not backups.is_record_file(path):
            continue
        if not backup.may_hold(path) or not (is_locked or backups.is_for_anybody(path)):
            told.left_out.append(path)
            continue
        told.files += 1
        if told.files % 500 == 0:
            tell(f"{told.files:,} files so far")
        if path.endswith(SUFFIX) and path.startswith("archive/"):
            if not encrypted(path):
                told.damaged.append(path)
            yield Kept(path=path, file=folder / path)
            continue
        of_archive = path.startswith("archive/")
        sha256 = path.removeprefix("archive/").replace("/", "") if of_archive else None
        yield Kept(path=path, file=databases.get(path, folder / path), sha256=sha256)


def _is_whole(folder: Path) -> Callable[[str], bool]:
    """Return what says of an encrypted file of a record whether it is what its name says."""
    archive = kept_files.to_prove(folder)
    return lambda path: archive.is_whole(path.removeprefix("archive/"))


def _until(stopping: Stopping, pieces: Iterator[bytes]) -> Iterator[bytes]:
    for piece in pieces:
        stop_if_asked(stopping, "stopped; no backup was made")
        yield piece


@contextmanager
def _new(out: Path) -> Iterator[BinaryIO]:
    """Write a file that is there whole or not at all, and in the place of none."""
    left_overs.remove(out.parent, f"{out.name}.", ".part")
    handle, named = tempfile.mkstemp(dir=out.parent, prefix=f"{out.name}.", suffix=".part")
    beside = Path(named)
    try:
        with os.fdopen(handle, "w+b", buffering=_PIECE) as stream, left_overs.in_use(beside):
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        beside.chmod(_ONLY_ITS_OWNER)
        _put(beside, out)
    except FileExistsError:
        raise OnRecordError(
            f"something came there meanwhile, and no backup overwrites it: {out}"
        ) from None
    finally:
        beside.unlink(missing_ok=True)


def _put(beside: Path, out: Path) -> None:
    try:
        os.link(beside, out)  # unlike a renaming, it never takes another file's place
    except FileExistsError:
        raise
    except OSError:  # sticks and cameras have no links
        if os.path.lexists(out):
            raise FileExistsError from None
        beside.replace(out)
    with suppress(OSError):  # a disk that cannot do so has written them
        force_names(out.parent)


def _noted(record_folder: Path, sha256: str, *, is_encrypted: bool) -> str:
    """Write a line of custody; return why it could not be written."""
    try:
        with store.open_record(record_folder) as kept:
            encrypted = "yes" if is_encrypted else "no"
            kept.note_custody(Act.BACKED_UP, sha256, encrypted=encrypted)
    except RecordUnusable as fault:
        return str(fault)
    return ""
