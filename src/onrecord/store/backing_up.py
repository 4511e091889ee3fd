"""A whole copy of a record's database before its tables are changed."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine

from onrecord.store import schema
from onrecord.store.address import Address, SqliteFile
from onrecord.store.copying import copy_rows
from onrecord.store.database import connect


def back_up(folder: Path, address: Address, held: str) -> Path:
    """
    Write a whole copy of a database into the record's folder, and return where.

    Overwrites nothing. Of a database on a server the copy is a file of SQLite with the same
    tables: the program of that time opens it, once the settings name no server.

    Args:
        folder: The record's.
        address: The database.
        held: The version of its tables.
    """
    copy = _free(folder, held)
    unfinished = copy.with_name(f"{copy.name}.part")
    unfinished.unlink(missing_ok=True)
    if isinstance(address, SqliteFile):
        _copy_file(address.path, unfinished)
    else:
        _copy_rows(address, unfinished, held)
    unfinished.replace(copy)
    return copy


def _free(folder: Path, held: str) -> Path:
    copy, number = folder / f"record-schema-{held}.db", 1
    while copy.exists():
        number += 1
        copy = folder / f"record-schema-{held}-{number}.db"
    return copy


def _copy_file(path: Path, copy: Path) -> None:
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)


def _copy_rows(address: Address, copy: Path, held: str) -> None:
    source, target = connect(address), connect(SqliteFile(copy))
    try:
        fill(source, target, SqliteFile(copy), held)
    finally:
        source.dispose()
        target.dispose()


def fill(source: Engine, target: Engine, address: Address, held: str | None = None) -> None:
    """Make the tables of a version in an empty database, with all rows of another, at once."""
    with (
        source.connect() as read,
        read.begin(),
        target.connect().execution_options(writes=True) as written,
        written.begin(),
    ):
        schema.migrate_in(written, address, held)
        copy_rows(read, written)
