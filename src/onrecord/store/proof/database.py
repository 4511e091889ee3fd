"""Opening a record's database only to read it, and leaving nothing beside it or in it."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from onrecord.model import RecordUnusable
from onrecord.store import keyed, postgres
from onrecord.store.address import FILE, PostgresSchema, server
from onrecord.store.faults import in_one_line
from onrecord.store.proof.reading import FileReading, Reading, ServerReading
from onrecord.store.settings import NAME as SETTINGS
from onrecord.store.store_settings import named_in

_SIZE = (
    "SELECT COALESCE(sum(pg_total_relation_size(oid)), 0)::bigint FROM pg_class"
    " WHERE relkind = 'r' AND relnamespace = to_regnamespace(?)::oid"
)


@dataclass(frozen=True, slots=True)
class Database:
    """
    A record's database, open to be read.

    Attributes:
        folder: The record's.
        connection: Text comes as bytes: what is stored is looked at, not what it decodes to.
        size: Bytes of its file, or of its tables on a server.
        address: Where it is on a server; None for a file.
    """

    folder: Path
    connection: Reading
    size: int
    address: PostgresSchema | None = None

    @property
    def archive(self) -> Path:
        """The folder of the preserved bytes."""
        return self.folder / "archive"

    @property
    def settings(self) -> Path:
        """The file of the record's settings; proving reads only where the database is."""
        return self.folder / SETTINGS


@contextmanager
def opened(folder: Path) -> Iterator[Database]:
    """
    Open the database of a record's folder.

    Where nothing waits in a write-ahead log, the file is read as one that never changes,
    and SQLite makes no file beside it. That nobody wrote meanwhile is seen at the end.

    Raises:
        RecordUnusable: There is no record, or somebody wrote to it while it was read.
    """
    address = _on_a_server(folder)
    if address is not None:
        with in_one_line(folder), postgres.reading(address) as connection:
            held = ServerReading(connection, address.schema)
            size = next(held.execute(_SIZE, (address.schema,)))[0]
            yield Database(folder, held, int(size), address)
        return
    path = folder / FILE
    if not path.is_file():
        raise RecordUnusable(f"there is no record here: {folder}")
    with in_one_line(folder), _damage_in_one_line(folder):
        if not _waits(path):
            yield from _still(folder, path)
        elif os.access(folder, os.W_OK):
            with _connected(f"{path.resolve().as_uri()}?mode=ro") as connection:
                yield Database(folder, FileReading(connection), path.stat().st_size)
        else:
            with _copied(path) as copy, _connected(copy.as_uri()) as connection:
                yield Database(folder, FileReading(connection), path.stat().st_size)


def _on_a_server(folder: Path) -> PostgresSchema | None:
    """Return where the database is; a file is proven whatever became of the settings."""
    try:
        named = named_in(folder / SETTINGS)
    except RecordUnusable:
        if (folder / FILE).is_file():
            return None
        raise
    return server(named) if named else None


@contextmanager
def _damage_in_one_line(folder: Path) -> Iterator[None]:
    """SQLite quotes what it cannot understand, and Python cannot decode what it quotes."""
    try:
        yield
    except UnicodeDecodeError as fault:
        raise RecordUnusable(
            f"the database is damaged: {folder}; restore it from a copy"
        ) from fault


def _still(folder: Path, path: Path) -> Iterator[Database]:
    before = _state(path)
    with _connected(f"{path.resolve().as_uri()}?immutable=1") as connection:
        yield Database(folder, FileReading(connection), path.stat().st_size)
    if _waits(path) or _state(path) != before:
        raise RecordUnusable(
            f"somebody wrote to this record while it was proven; run again: {folder}"
        )


def _waits(path: Path) -> bool:
    """Return whether something was committed that does not stand in the file itself yet."""
    log = path.with_name(f"{path.name}-wal")
    with suppress(FileNotFoundError):
        return log.stat().st_size > 0
    return False


def _state(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_size, status.st_mtime_ns


@contextmanager
def _copied(path: Path) -> Iterator[Path]:
    """Copy a database whose folder cannot be written, with its log, to where SQLite can work."""
    with tempfile.TemporaryDirectory(prefix="onrecord-") as place:
        for name in (path.name, f"{path.name}-wal"):
            shutil.copyfile(path.with_name(name), Path(place) / name)
        yield Path(place) / path.name


@contextmanager
def _connected(address: str) -> Iterator[sqlite3.Connection]:
    connection = keyed.opened_by(address, isolation_level=None)
    connection.text_factory = bytes
    try:
        connection.execute("BEGIN")  # all as it is at one moment
        yield connection
    finally:
        connection.close()
