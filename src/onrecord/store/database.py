"""Opening a database so that nothing committed is lost and readers never wait."""

import os
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL

from onrecord.store import postgres
from onrecord.store.address import Address, PostgresSchema, SqliteFile, address_of

__all__ = ["Address", "PostgresSchema", "SqliteFile", "address_of", "connect"]

_PRAGMAS = (
    "PRAGMA journal_mode = WAL",  # readers go on while a build writes
    "PRAGMA synchronous = FULL",  # what is committed survives a power cut
    "PRAGMA foreign_keys = ON",
    "PRAGMA busy_timeout = 10000",
    "PRAGMA recursive_triggers = ON",  # so that REPLACE asks the delete triggers, too
)


def connect(address: Address) -> Engine:
    """
    Return an engine on a database; a file is made if it is missing, a schema is not.

    Transactions begin when SQLAlchemy says so, not when Python's driver guesses. One that
    has the execution option `writes` is alone: nobody else's begins to write before it
    ends. Any other sees all as it was at one moment.

    Raises:
        RecordUnusable: The program lacks what it needs to speak to this database.
    """
    match address:
        case SqliteFile(path=path):
            return _file(path)
        case PostgresSchema():
            return postgres.connect(address)


def _file(path: Path) -> Engine:
    # What is written holds names; no message of a fault may quote it.
    engine = create_engine(_address(path), pool_size=1, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in _PRAGMAS:
            connection.execute(pragma)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _address(path: Path) -> URL:
    """Return how to open the file: as never changing where its folder cannot be written."""
    log = path.with_name(f"{path.name}-wal")
    if os.access(path.parent, os.W_OK) or (log.exists() and log.stat().st_size):
        return URL.create("sqlite", database=str(path))
    # Readers of a write-ahead log write beside it; a record on a DVD can still be read so.
    query = {"uri": "true", "immutable": "1"}
    return URL.create("sqlite", database=path.resolve().as_uri(), query=query)
