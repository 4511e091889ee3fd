"""A record out of the file that a backup is."""

import os
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from onrecord.kit.on_disk import force_names
from onrecord.model import OnRecordError, RecordUnusable
from onrecord.preserve import backup
from onrecord.preserve.backup import Unpacked, Unpacking
from onrecord.store import backups
from onrecord.workflow import files, left_overs
from onrecord.workflow.outcome import Stopping, never, stop_if_asked
from onrecord.workflow.verifying import Verified, verify

_DATABASE = "record.db"
_MOST_WORDS = 64 * 1024  # bytes of a file of keys
_NO_SERVER = (
    "The record was on a server ({server}). It is in a file now, and its settings name the file; "
    "`onrecord move` puts it on a server."
)
_SUFFIX = ".restoring"  # of the folder while it comes
_UNFINISHED = ".unfinished"  # behind the database's name: a folder without one is no record


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreReport:
    """
    What was restored.

    Attributes:
        folder: The record.
        made: When the backup was made, as it says.
        record: What the record is called.
        files: How many files it has.
        size: Their bytes.
        verified: What proving it came to; None where that could not be done.
        unproven: Why it could not be proven; "" where it was.
        changed: What is not as it was backed up, in words.
    """

    folder: Path
    made: str
    record: str
    files: int
    size: int
    verified: Verified | None
    unproven: str = ""
    changed: tuple[str, ...] = ()


def restore(
    file: Path,
    record_folder: Path,
    *,
    identity: Path | None = None,
    passphrase: str | None = None,
    tell: Callable[[str], None] = lambda _: None,
    stopping: Stopping = never,
) -> RestoreReport:
    """
    Put a record where there is none, out of a backup, and prove it.

    Every hash is looked at before anything is put in place: killed at any moment, either the
    whole record is there or nothing that anybody could take for one. Nothing is written over.

    Args:
        file: The backup.
        record_folder: Where the record is to be; nothing, or an empty folder.
        identity: A file with an age identity that opens it.
        passphrase: What opens it.
        tell: Is told what is done.
        stopping: Says whether a person wants it to stop.

    Raises:
        Stopped: A person stopped it; no record was made.
        OnRecordError: Something is there, or the backup is encrypted and this does not open it.
        RecordUnusable: The backup is damaged, cut off, foreign, or a newer program's.
        MachineLacks: It is encrypted and `pyrage` is not installed.
        OSError: It cannot be read, or the disk is full.
    """
    _check_place(record_folder)
    whole = _size_of(file)
    identities = _words_of(identity) if identity else ""
    place = record_folder.resolve().parent
    left_overs.remove(place, f"{record_folder.name}.", _SUFFIX)
    if shutil.disk_usage(place).free < whole:
        raise RecordUnusable(f"the disk has not the room for what is in the backup: {place}")
    made = Path(tempfile.mkdtemp(dir=place, prefix=f"{record_folder.name}.", suffix=_SUFFIX))
    try:
        with left_overs.in_use(made):
            taking = _Taking(made, str(file), stopping)
            tell("every file and its hash")
            backup.opened(file, taking, identities=identities, passphrase=passphrase)
            found = taking.ended()
            server = backups.leave_server(made)
            _put_in_place(made, record_folder)
    except BaseException:
        left_overs.take_away(made)
        raise
    tell("proving it")
    verified, unproven = _proven(record_folder, tell)
    return RestoreReport(
        folder=record_folder,
        made=found.info.made,
        record=found.info.record,
        files=found.files,
        size=found.size,
        verified=verified,
        unproven=unproven,
        changed=(_NO_SERVER.format(server=server),) if server else (),
    )


def opens_with(file: Path) -> str:
    """
    Return what opens a backup: `plain` for nothing, `key` or `passphrase`.

    Raises:
        RecordUnusable: It cannot be read.
    """
    _size_of(file)
    return backup.opens_with(file)


def _check_place(folder: Path) -> None:
    if os.path.lexists(folder) and not (folder.is_dir() and not any(folder.iterdir())):
        raise OnRecordError(
            f"something is there already, and nothing is written over: {folder}; "
            "name a folder that does not exist or is empty"
        )
    if not folder.resolve().parent.is_dir():
        raise OnRecordError(f"there is no such folder: {folder.parent}")


def _words_of(identity: Path) -> str:
    try:
        return identity.read_bytes()[:_MOST_WORDS].decode("utf-8", "replace")
    except OSError as fault:
        raise OnRecordError(f"{identity} cannot be read: {fault.strerror}") from None


def _size_of(file: Path) -> int:
    if not file.is_file():
        what = "a folder, not a backup" if file.is_dir() else "not there"
        raise RecordUnusable(f"the backup is {what}: {file}")
    return file.stat().st_size


class _Taking(Unpacking):
    """A record that is being taken out of its backup, until somebody stops it."""

    def __init__(self, into: Path, called: str, stopping: Stopping) -> None:
        super().__init__(
            into,
            called,
            is_known=backups.is_known,
            is_record=backups.is_record_file,
            name=lambda path: path + _UNFINISHED if path == _DATABASE else path,
        )
        self._database = into / (_DATABASE + _UNFINISHED)
        self._stopping, self._where = stopping, called

    def write(self, data: bytes) -> int:
        stop_if_asked(self._stopping, "stopped; no record was made")
        return super().write(data)

    def ended(self) -> Unpacked:
        found = super().ended()
        if not self._database.is_file():
            raise RecordUnusable(f"there is no record in this backup: {self._where}")
        return found


def _put_in_place(made: Path, folder: Path) -> None:
    """Make a folder of checked files a record, and give it its name; on the disk first."""
    (made / "archive").mkdir(exist_ok=True)
    made.chmod(0o777 & ~files.umask())
    if (made / "keys").is_dir():
        (made / "keys").chmod(0o700)
    _force_all(made)
    (made / (_DATABASE + _UNFINISHED)).replace(made / _DATABASE)
    with suppress(FileNotFoundError):
        folder.rmdir()  # it is empty, or this fails
    made.rename(folder)
    with suppress(OSError):  # a disk that cannot do so has written them
        force_names(folder.resolve().parent)


def _force_all(made: Path) -> None:
    """Force all that was written to the disk: at once, since it may be a million files."""
    if hasattr(os, "sync"):
        os.sync()
        return
    for file in made.rglob("*"):
        if file.is_file():
            with file.open("rb") as stream:
                os.fsync(stream.fileno())


def _proven(folder: Path, tell: Callable[[str], None]) -> tuple[Verified | None, str]:
    try:
        return verify(folder, tell=tell), ""
    except RecordUnusable as fault:  # an older schema: it is brought up to date when it is opened
        return None, str(fault)
