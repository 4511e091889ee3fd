"""Where the accounts of a record are, and opening them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from onrecord.model import RecordUnusable
from onrecord.store.accounts import schema
from onrecord.store.accounts.book import AccountBook
from onrecord.store.address import Address, PostgresSchema, SqliteFile, address_of
from onrecord.store.database import connect
from onrecord.store.faults import in_one_line
from onrecord.store.settings import NAME as SETTINGS
from onrecord.store.store_settings import named_in

DATABASE = "accounts.db"
_BESIDE = "_accounts"
_OWNERS_ONLY = 0o600
_OTHERS = 0o077


def address_of_accounts(folder: Path) -> Address:
    """Return where the accounts of the record in a folder are."""
    return beside(address_of(folder, named_in(folder / SETTINGS)))


def beside(address: Address) -> Address:
    """
    Return where the accounts of a record are: beside its evidence, and never in it.

    For a record in a file, in `accounts.db` beside it; for one on a server, in a schema of
    its own there, called after the record's with `_accounts` behind it.

    Args:
        address: The record's own.

    >>> str(beside(PostgresSchema("postgresql://db.example.org/records", "coast")))
    'postgresql://db.example.org/records (schema coast_accounts)'
    """
    if isinstance(address, PostgresSchema):
        return replace(address, schema=address.schema + _BESIDE)
    return SqliteFile(address.path.with_name(DATABASE))


def open_book(folder: Path, *, now: datetime, make: bool = True) -> AccountBook | None:
    """
    Open the accounts of a record, or make room for them; None where there are none to open.

    A file is its owner's alone from its first byte on; what SQLite writes beside it has
    the same rights.

    Args:
        folder: The record's folder.
        now: When.
        make: Make room where there is none.

    Raises:
        RecordUnusable: They cannot be opened, a newer program made them, or they were left
            in a file when the record was moved to a server.
    """
    address = address_of_accounts(folder)
    with in_one_line(_place(address, folder)):
        if isinstance(address, SqliteFile):
            if not make and not address.path.is_file():
                return None
            make_file(address)
        engine = connect(address)
        try:
            if not make and not _is_there(engine):
                engine.dispose()
                _check_not_left(address, folder)
                return None
            schema.bring_up_to_date(engine, now.isoformat(timespec="seconds"), address)
        except BaseException:
            engine.dispose()
            raise
    return AccountBook(engine, _place(address, folder))


def make_file(address: SqliteFile) -> None:
    """
    Make the file of accounts where there is none, its owner's alone from the first byte.

    One that came out of a copy or a backup with wider rights gets these, where it may.
    """
    try:
        os.close(os.open(address.path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _OWNERS_ONLY))
    except FileExistsError:
        if address.path.stat().st_mode & _OTHERS:
            with suppress(OSError):
                address.path.chmod(_OWNERS_ONLY)


@contextmanager
def opened_to_prove(folder: Path) -> Iterator[Engine | None]:
    """
    Open the accounts only to read them, as the file stands; None where there are none.

    Raises:
        RecordUnusable: They cannot be read.
    """
    address = address_of_accounts(folder)
    if isinstance(address, SqliteFile) and not address.path.is_file():
        yield None
        return
    with in_one_line(_place(address, folder)):
        engine = connect(address)
        try:
            yield engine if _is_there(engine) else None
        finally:
            engine.dispose()


def _is_there(engine: Engine) -> bool:
    with engine.connect() as connection:
        return schema.version(connection) > 0


def _check_not_left(address: Address, folder: Path) -> None:
    """Refuse to open a team's record to everybody because its accounts stayed behind."""
    if isinstance(address, PostgresSchema) and (folder / DATABASE).is_file():
        raise RecordUnusable(
            f"the accounts of this record were left in {folder / DATABASE} when it was moved to "
            "its server; move them there, or take that file away and make them anew"
        )


def _place(address: Address, folder: Path) -> Path:
    """Return what is named where something is wrong; never an address of a server."""
    return address.path if isinstance(address, SqliteFile) else folder
