"""Opening a record's folder, or making it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as version_of
from pathlib import Path

from onrecord.kit.on_disk import force_names
from onrecord.model import RecordUnusable
from onrecord.store import archive_key, keyed, schema
from onrecord.store.backing_up import back_up
from onrecord.store.database import Address, SqliteFile, address_of, connect
from onrecord.store.faults import in_one_line
from onrecord.store.lock import Lock, WriterLock
from onrecord.store.record_store import RecordStore
from onrecord.store.replies import FOLDER
from onrecord.store.server_lock import ServerLock
from onrecord.store.settings import NAME, Settings, read_settings, write_settings
from onrecord.store.store_settings import named_in

DATABASE = "record.db"
LOCK = "record.lock"
_HEAD = b"SQLite format 3\x00"
_CHECKED: set[tuple[str, int, int]] = set()  # databases that this process looked at
_OWN = frozenset(
    {"archive", FOLDER, NAME, "report.html", "onrecord.toml.part", "keys", "accounts.db"}
    | {archive_key.FILE}
)


def _now() -> datetime:
    return datetime.now(UTC)


def open_record(
    folder: Path, *, create: bool = False, clock: Callable[[], datetime] = _now
) -> RecordStore:
    """
    Open the record in a folder.

    An older schema is brought up to date, after a whole copy was made beside the database.

    Args:
        folder: The record's folder.
        create: Make it if there is none; an existing record is opened as it is.
        clock: Where the time comes from.

    Raises:
        RecordUnusable: There is no record and none is to be made; the folder holds other
            things; the database is not ours, damaged, too new, or not to be written.
    """
    path = folder / DATABASE
    with in_one_line(folder):
        _check_folder(folder, path, create=create)
        settings = read_settings(folder / NAME)
        address = address_of(folder, settings.store.database)
        lock = _lock_of(folder, address)
        if isinstance(address, SqliteFile) and path.exists():
            _check_head(path)
        if _is_there(address, create=create):
            _bring_up_to_date(folder, address, lock, settings, clock)
        else:
            settings = _make(folder, address, settings, lock, clock)
        if isinstance(address, SqliteFile):
            _CHECKED.add(keyed.which(path))
    return RecordStore(folder, address, lock, settings, program(), clock)


def _lock_of(folder: Path, address: Address) -> Lock:
    if isinstance(address, SqliteFile):
        return WriterLock(folder / LOCK)
    return ServerLock(address)


def _is_there(address: Address, *, create: bool) -> bool:
    """Return whether there is a record, whole or half made; if none is to be made, it must be."""
    if isinstance(address, SqliteFile):
        return address.path.exists()
    engine = connect(address)
    try:
        is_there = schema.version(engine, address) is not None
    finally:
        engine.dispose()
    if not is_there and not create:
        raise RecordUnusable(f"there is no record in this database: {address}")
    return is_there


def _check_folder(folder: Path, path: Path, *, create: bool) -> None:
    if folder.exists() and not folder.is_dir():
        raise RecordUnusable(f"this is a file, not a record: {folder}")
    if path.exists() or named_in(folder / NAME):
        return
    if not create:
        raise RecordUnusable(f"there is no record here: {folder}")
    if folder.exists():
        others = sorted(p.name for p in folder.iterdir() if not _is_own(p.name))
        if others:
            raise RecordUnusable(
                f"no record is made in a folder that holds other things ({others[0]}): {folder}"
            )


def _is_own(name: str) -> bool:
    """Return whether a record has a file of a name, or leaves one where it is killed."""
    return name in _OWN or DATABASE in name or name.startswith(LOCK)


def _make(
    folder: Path,
    address: Address,
    settings: Settings,
    lock: Lock,
    clock: Callable[[], datetime],
) -> Settings:
    is_new = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    if is_new:
        force_names(folder.resolve().parent)
    (folder / "archive").mkdir(exist_ok=True)
    if not (folder / NAME).exists():
        name = folder.resolve().name
        settings = replace(settings, name=name, created=clock(), program=program())
        write_settings(folder / NAME, settings)
    _bring_up_to_date(folder, address, lock, settings, clock)
    return settings


def _check_head(path: Path) -> None:
    if keyed.which(path) in _CHECKED:  # it may be open: closing it would give up SQLite's locks
        return
    with path.open("rb") as file:
        head = file.read(len(_HEAD))
    if head not in (_HEAD, b"") and not keyed.is_encrypted(
        path
    ):  # nothing at all: the program was killed while it made it
        raise RecordUnusable(f"this is not a database of onrecord: {path}")


def _bring_up_to_date(
    folder: Path,
    address: Address,
    lock: Lock,
    settings: Settings,
    clock: Callable[[], datetime],
) -> None:
    engine = connect(address)
    try:
        is_file = isinstance(address, SqliteFile) and not address.path.exists()
        held = None if is_file else schema.version(engine, address)
        schema.check_known(held, address)
        if held == schema.NEWEST:
            return
        lock.take("build", clock().isoformat(timespec="seconds"))
        try:
            held = schema.version(engine, address)  # another process may have been quicker
            if held is not None and held != schema.NEWEST:
                back_up(folder, address, held)
            if held != schema.NEWEST:
                created = settings.created.isoformat(timespec="seconds")
                schema.migrate(engine, {"created": created, "program": program()}, address)
        finally:
            lock.close()
    finally:
        engine.dispose()


def program() -> str:
    """Return the name and version of this program, as a record writes it down."""
    try:
        return f"onrecord {version_of('onrecord')}"
    except PackageNotFoundError:  # run from its source without being installed
        return "onrecord"
