"""Noticing that another process wrote."""

import threading

from sqlalchemy import Engine, PoolProxiedConnection

from onrecord.store.database import Address, SqliteFile, connect
from onrecord.store.numbers import CHANGES

_FILE = "PRAGMA data_version"
_SERVER = f"SELECT given FROM row_numbers WHERE name = '{CHANGES}'"  # noqa: S608 - a constant


class Watch:
    """
    A connection that writes nothing, kept to see what others commit.

    SQLite says in some microseconds whether anything was committed since it was asked last
    (`PRAGMA data_version`), a server how often anything was (`store.numbers`), but not by
    whom: what this process wrote is passed over while it holds the lock, so that no other
    can have written.
    """

    def __init__(self, address: Address) -> None:
        self._address = address
        self._asked = _FILE if isinstance(address, SqliteFile) else _SERVER
        self._engine: Engine | None = None
        self._connection: PoolProxiedConnection | None = None
        self._one_at_a_time = threading.Lock()
        self._seen = 0
        self._changes = 0

    def changes(self, *, passing_over: bool) -> int:
        """
        Return how many times it was seen that something was committed.

        Args:
            passing_over: What was committed since the last question is this process's own.
        """
        with self._one_at_a_time:
            seen = self._version()
            if seen != self._seen and not passing_over:
                self._changes += 1
            self._seen = seen
            return self._changes

    def look(self, *, passing_over: bool) -> None:
        """Take note of what was committed, if anybody has asked about it before."""
        if self._connection is not None:
            self.changes(passing_over=passing_over)

    def close(self) -> None:
        """Let go of the database. What happens until the next question counts as a change."""
        with self._one_at_a_time:
            self._let_go()

    def _let_go(self) -> None:
        if self._connection and self._engine:
            self._connection.close()
            self._engine.dispose()
            self._connection = self._engine = None
            self._changes += 1

    def _version(self) -> int:
        if self._connection is None:
            self._engine = connect(self._address)
            self._connection = self._engine.raw_connection()
            if not isinstance(self._address, SqliteFile):
                self._connection.driver_connection.autocommit = True  # type: ignore[union-attr]
            self._seen = self._read(self._connection)
        try:
            return self._read(self._connection)
        except Exception:
            self._let_go()  # a server that was away is asked anew the next time
            raise

    def _read(self, connection: PoolProxiedConnection) -> int:
        cursor = connection.cursor()
        cursor.execute(self._asked)
        told = cursor.fetchall()
        return int(told[0][0]) if told else 0
