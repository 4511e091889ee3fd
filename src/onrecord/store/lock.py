"""One writer at a time."""

import os
import platform
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection

from onrecord.model import RecordUnusable

_PATIENCE = 0.3  # seconds: long enough for another's commit of one row, no longer


class Lock(Protocol):
    """The right to write to a record, held by one process at a time."""

    @property
    def is_held(self) -> bool:
        """Whether this object holds it."""

    def take(self, doing: str, since: str) -> None:
        """Take it, and tell others who has it; RecordUnusable where another process has it."""

    def confirm(self, connection: Connection) -> None:
        """Make sure, in a transaction that writes, that it was not lost; else RecordUnusable."""

    def release(self) -> None:
        """Let go of it."""

    def close(self) -> None:
        """Let go of it, and of what it is asked through."""


class WriterLock:
    """
    The right to write to a record, held by one process at a time.

    It is an open transaction on a small database of its own, `record.lock`: when the
    process ends, even by `kill -9` or a power cut, the system lets go of it, so a lock
    is never stale. The file itself stays; whoever held it last can be read in it.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None

    @property
    def is_held(self) -> bool:
        """Whether this object holds it."""
        return self._connection is not None

    def take(self, doing: str, since: str) -> None:
        """
        Take the lock, and write down who has it.

        Raises:
            RecordUnusable: Another process has it, or its file is damaged.
            sqlite3.Error: The disk does not let it be written.
        """
        if self._connection:
            return
        connection = sqlite3.connect(self._path, isolation_level=None, timeout=_PATIENCE)
        try:
            connection.execute("PRAGMA synchronous = OFF")
            self._sign(connection, doing, since)
            connection.execute("BEGIN IMMEDIATE")  # held until `release`
        except sqlite3.DatabaseError as fault:
            line = self._refusal(connection, fault)
            connection.close()
            if line is None:
                raise
            raise RecordUnusable(line) from fault
        self._connection = connection

    def confirm(self, connection: Connection) -> None:
        """Do nothing: the system keeps the lock for this process as long as it lives."""

    def release(self) -> None:
        """Let go of the lock; nothing happens where it is not held."""
        if self._connection:
            self._connection.close()
            self._connection = None

    def close(self) -> None:
        """Let go of the lock: nothing else is open."""
        self.release()

    @staticmethod
    def _sign(connection: sqlite3.Connection, doing: str, since: str) -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("CREATE TABLE IF NOT EXISTS writer (doing, since, machine, process)")
        connection.execute("DELETE FROM writer")
        who = (doing, since, platform.node(), os.getpid())
        connection.execute("INSERT INTO writer VALUES (?, ?, ?, ?)", who)
        connection.execute("COMMIT")

    def _refusal(self, connection: sqlite3.Connection, fault: sqlite3.DatabaseError) -> str | None:
        code = getattr(fault, "sqlite_errorcode", 0) & 0xFF
        if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
            return f"the lock is damaged: {self._path}; delete it if nothing is writing"
        if code not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return None
        with suppress(sqlite3.Error, TypeError):
            row = connection.execute("SELECT doing, since, machine, process FROM writer")
            doing, since, machine, process = row.fetchone()
            who = f"(since {since}, process {process} on {machine})"
            return f"another {doing} is writing to this record {who}: {self._path.parent}"
        return f"another build is writing to this record: {self._path.parent}"
