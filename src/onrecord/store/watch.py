"""Noticing that another process wrote."""

import threading
from pathlib import Path

from sqlalchemy import Engine, PoolProxiedConnection

from onrecord.store.database import connect


class Watch:
    """
    A connection that writes nothing, kept to see what others commit.

    SQLite says in some microseconds whether anything was committed since it was asked last
    (`PRAGMA data_version`), but not by whom: what this process wrote is passed over while
    it holds the lock, so that no other can have written.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
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
            if self._connection and self._engine:
                self._connection.close()
                self._engine.dispose()
                self._connection = self._engine = None
                self._changes += 1

    def _version(self) -> int:
        if self._connection is None:
            self._engine = connect(self._path)
            self._connection = self._engine.raw_connection()
            self._seen = self._asked(self._connection)
        return self._asked(self._connection)

    @staticmethod
    def _asked(connection: PoolProxiedConnection) -> int:
        cursor = connection.cursor()
        cursor.execute("PRAGMA data_version")
        return int(cursor.fetchall()[0][0])
