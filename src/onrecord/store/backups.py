"""A record's database as it is at one moment, and which files of its folder are the record."""

import os
import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine

from onrecord.model import RecordUnusable
from onrecord.store import keyed, schema
from onrecord.store.accounts.opening import DATABASE as ACCOUNTS
from onrecord.store.archive_key import FILE as ARCHIVE_KEY
from onrecord.store.backing_up import fill
from onrecord.store.database import Address, SqliteFile, address_of, connect
from onrecord.store.faults import in_one_line
from onrecord.store.opening import DATABASE, LOCK
from onrecord.store.replies import FOLDER as ASKED
from onrecord.store.settings import NAME as SETTINGS
from onrecord.store.store_settings import named_in, write_database

__all__ = [
    "ACCOUNTS",
    "ARCHIVE",
    "DATABASE",
    "copy_beside",
    "copy_database",
    "files_of",
    "is_for_anybody",
    "is_known",
    "is_record_file",
    "leave_server",
]

ARCHIVE = "archive"
_IN_ARCHIVE = re.compile(r"archive/[0-9a-f]{2}/[0-9a-f]{62}(\.age)?")
_NEVER = re.compile(
    rf"{re.escape(LOCK)}.*|{ARCHIVE}-plain/.*|({re.escape(DATABASE)}|{re.escape(ACCOUNTS)}).+|record-schema-.*\.db|(record|accounts)-plain\.db"
    r"|.*\.part"
)


def copy_database(folder: Path, to: Path) -> str:
    """
    Write a record's database as it is at this moment, whoever writes to it meanwhile.

    Nothing is brought up to date: an older schema is copied as it is.

    Args:
        folder: The record's.
        to: An empty file.

    Returns:
        The version of its tables.

    Raises:
        RecordUnusable: There is no record, it is a newer program's, or it cannot be read.
    """
    with in_one_line(folder):
        address = address_of(folder, named_in(folder / SETTINGS))
        if isinstance(address, SqliteFile) and not address.path.is_file():
            raise RecordUnusable(f"there is no record here: {folder}")
        source = connect(address)
        try:
            held = schema.version(source, address)
            schema.check_known(held, address)
            if held is None:
                raise RecordUnusable(f"there is nothing in this record: {folder}")
            _copy(source, address, to, held)
        finally:
            source.dispose()
    return held


def _copy(source: Engine, address: Address, to: Path, held: str) -> None:
    if isinstance(address, SqliteFile):
        _copy_file(source, address.path, to)
        return
    target = connect(SqliteFile(to))
    try:
        fill(source, target, SqliteFile(to), held)
    finally:
        target.dispose()


def copy_beside(folder: Path, name: str, to: Path) -> None:
    """Write another database of a record's folder as it is at this moment, as `copy_database`."""
    with in_one_line(folder):
        source = connect(SqliteFile(folder / name))
        try:
            _copy_file(source, folder / name, to)
        finally:
            source.dispose()


def _copy_file(source: Engine, path: Path, to: Path) -> None:
    """Copy all pages in one step.

    It is a transaction of its own: beside a write-ahead log nobody waits for it, and it waits
    for nobody. What is encrypted stays so, with its own key.
    """
    held = source.raw_connection()
    try:
        with closing(keyed.opened(to, like=path)) as target:
            held.driver_connection.backup(target)  # type: ignore[union-attr]
    finally:
        held.close()


def leave_server(folder: Path) -> str:
    """
    Let the settings of a restored record name its own file, and return what they named; else "".

    A backup holds the rows themselves. A record that came out of one must not write to the
    server that the other, which it was taken from, may still be on.
    """
    named = named_in(folder / SETTINGS)
    if named:
        write_database(folder / SETTINGS, "")
    return named


def is_known(version: str) -> bool:
    """Return whether this program can read tables of a version."""
    return version in schema.KNOWN


def is_record_file(path: str) -> bool:
    """
    Return whether a file of a record's folder may be one that a backup holds.

    >>> is_record_file("record.db"), is_record_file("onrecord.toml")
    (True, True)
    >>> is_record_file("record.db-wal"), is_record_file("record.lock"), is_record_file("archive/x")
    (False, False, False)
    >>> is_record_file("record.lock-journal")
    False
    """
    if path.split("/", maxsplit=1)[0] == ARCHIVE:
        return _IN_ARCHIVE.fullmatch(path) is not None
    return _NEVER.fullmatch(path) is None


def is_for_anybody(path: str) -> bool:
    """
    Return whether a file goes into a backup that is not encrypted.

    The database, the preserved files with their key that a passphrase opens, the settings and
    what a model answered are the record. Other keys, addresses of subscribers and what people
    put beside them are not.

    >>> is_for_anybody("onrecord.toml"), is_for_anybody("subscribers.toml")
    (True, False)
    """
    of_these = path.split("/", maxsplit=1)[0] in {ARCHIVE, ASKED}
    return of_these or path in {DATABASE, SETTINGS, ARCHIVE_KEY}


def files_of(folder: Path) -> Iterator[str]:
    """
    Return the names of the files in a record's folder, with `/`, part by part in order.

    What a link leads to is none of them, unless `archive` itself is one. A folder that goes
    away meanwhile is passed over.
    """
    yield from _walked(folder, "")


def _walked(folder: Path, before: str) -> Iterator[str]:
    try:
        found = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except FileNotFoundError:
        return
    for entry in found:
        name = f"{before}{entry.name}"
        if entry.is_dir(follow_symlinks=name == ARCHIVE):
            yield from _walked(Path(entry.path), f"{name}/")
        elif entry.is_file(follow_symlinks=False):
            yield name
