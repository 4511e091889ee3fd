"""Moving a record from one database to another, without loss and without a moment in between."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from onrecord.model import RecordUnusable
from onrecord.store import schema
from onrecord.store.accounts.moving import copy_accounts
from onrecord.store.accounts.opening import DATABASE as ACCOUNTS
from onrecord.store.address import Address, SqliteFile, address_of
from onrecord.store.backing_up import fill
from onrecord.store.copying import digests
from onrecord.store.database import connect
from onrecord.store.faults import in_one_line
from onrecord.store.record_store import RecordStore
from onrecord.store.settings import NAME
from onrecord.store.store_settings import is_encrypted_in, write_database

_ARRIVING = "record-arriving.db"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """
    What a move did.

    Attributes:
        before, after: Where the database was, and where it is.
        kept: Where the old database is kept.
        tables: How many tables were compared.
    """

    before: str
    after: str
    kept: str
    tables: int


def move(kept: RecordStore, told: str, at: datetime) -> Moved:
    """
    Write all of a record's database into another one, compare both, and use the new one.

    The right to write is held all the while. The new database is made in one transaction
    (a file under another name), compared table by table, and used from the moment at which
    the one line in the settings names it. Killed at any moment before, the old one is used,
    as if nothing had been done; after, the new one. The old one is never deleted.

    Args:
        kept: The record, open.
        told: The new address of a schema on a server; "" for the file in the record's folder.
        at: Now; the old file is named after it.

    Raises:
        RecordUnusable: It is encrypted; it is there already; the new place holds something
            else; a table there is not what it is here; somebody else is writing.
    """
    after = address_of(kept.folder, told)
    if after == kept.address:
        raise RecordUnusable(f"the record is there already: {after}")
    _check_plain(kept)
    with kept.build(doing="move"), in_one_line(kept.folder):
        if isinstance(after, SqliteFile):
            many = _to_file(kept, after, at)
        else:
            many = _to_server(kept, after)
        copy_accounts(kept.address, after)
        write_database(kept.folder / NAME, told)
        old = _aside(kept, at)
    return Moved(before=str(kept.address), after=str(after), kept=old, tables=many)


def _check_plain(kept: RecordStore) -> None:
    """Refuse what is encrypted: on a server it would lie open, and its settings would not fit."""
    if is_encrypted_in(kept.folder / NAME):
        raise RecordUnusable(
            "an encrypted record is not moved: on a server its rows would not be encrypted by "
            f"onrecord: {kept.folder}"
        )


def _to_server(kept: RecordStore, after: Address) -> int:
    engine = connect(after)
    try:
        # Made in one transaction: what is there is whole, of a move that was killed before it
        # could change the settings.
        if schema.version(engine, after) is None:
            _copied(kept, engine, after)
            return _compared(kept, engine, after, "nothing was changed here")
        return _compared(kept, engine, after, "it holds another record, or this one as it was: "
                         "name another schema, or drop that one")  # fmt: skip
    finally:
        engine.dispose()


def _to_file(kept: RecordStore, after: SqliteFile, at: datetime) -> int:
    arriving = SqliteFile(kept.folder / _ARRIVING)
    for part in ("", "-wal", "-shm"):  # of a move that was killed
        arriving.path.with_name(f"{_ARRIVING}{part}").unlink(missing_ok=True)
    engine = connect(arriving)
    try:
        _copied(kept, engine, arriving)
        many = _compared(kept, engine, arriving, "nothing was changed here")
    finally:
        engine.dispose()
    if after.path.exists():  # from before the record was moved to a server
        _set_aside(after.path, at)
    accounts = after.path.with_name(ACCOUNTS)
    if accounts.exists():  # likewise
        _set_aside(accounts, at)
    arriving.path.replace(after.path)
    return many


def _copied(kept: RecordStore, engine: Engine, after: Address) -> None:
    source = connect(kept.address)
    try:
        fill(source, engine, after)
    finally:
        source.dispose()


def _compared(kept: RecordStore, engine: Engine, after: Address, otherwise: str) -> int:
    source = connect(kept.address)
    try:
        with source.connect() as read, read.begin(), engine.connect() as there, there.begin():
            held, found = digests(read), digests(there)
    finally:
        source.dispose()
    other = sorted(name for name in held.keys() | found.keys() if held.get(name) != found.get(name))
    if other:
        raise RecordUnusable(f"{after} is not what the record is ({other[0]}); {otherwise}")
    return len(held)


def _aside(kept: RecordStore, at: datetime) -> str:
    """Keep the old file under a name by which nobody opens it; a schema stays as it is."""
    if not isinstance(kept.address, SqliteFile):
        return str(kept.address)
    kept.let_go()
    accounts = kept.address.path.with_name(ACCOUNTS)
    if accounts.exists():
        _set_aside(accounts, at)
    return str(_set_aside(kept.address.path, at))


def _set_aside(path: Path, at: datetime) -> Path:
    stem = f"{path.stem}-until-{at:%Y%m%dT%H%M%SZ}"
    aside, number = path.with_name(f"{stem}.db"), 1
    while aside.exists():
        number += 1
        aside = path.with_name(f"{stem}-{number}.db")
    for part in ("-wal", "-shm", ""):  # what waits in the log goes with its file
        there = path.with_name(f"{path.name}{part}")
        if there.exists():
            there.replace(aside.with_name(f"{aside.name}{part}"))
    return aside
