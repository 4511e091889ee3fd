"""A database that is asked in SQL and answers with bytes, whichever it is."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Protocol

from onrecord.model import RecordUnusable
from onrecord.store import postgres

Row = tuple[Any, ...]


class Unreadable(RecordUnusable):
    """The server cannot give what it was asked for."""


FAULTS = (sqlite3.DatabaseError, Unreadable)


class Reading(Protocol):
    """
    What a proof reads from. Text comes as bytes: it is looked at, not what it decodes to.

    Attributes:
        schema: The schema on a server; "" for a file.
    """

    schema: str

    def execute(self, asked: str, told: Sequence[object] = ()) -> Iterator[Row]:
        """Return an answer, read whole; values stand where SQL has question marks."""

    def stream(self, asked: str) -> Iterator[Row]:
        """Return an answer of any length, read as it is asked for."""


class FileReading:
    """SQLite's file."""

    schema = ""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def execute(self, asked: str, told: Sequence[object] = ()) -> Iterator[Row]:
        """Return an answer."""
        return self.connection.execute(asked, tuple(told))

    def stream(self, asked: str) -> Iterator[Row]:
        """Return an answer: SQLite reads as it is asked anyway."""
        return self.connection.execute(asked)


class ServerReading:
    """
    A schema on a server, in a transaction that sees all as it was at one moment.

    A question that fails would end the transaction; so each is asked after a savepoint.
    """

    def __init__(self, connection: Any, schema: str) -> None:
        self.connection = connection
        self.schema = schema
        self._fault = postgres.fault()

    def execute(self, asked: str, told: Sequence[object] = ()) -> Iterator[Row]:
        """Return an answer."""
        with self._saved():
            done = self.connection.execute(asked.replace("?", "%s"), tuple(told) or None)
            return iter(done.fetchall())

    def stream(self, asked: str) -> Iterator[Row]:
        """Return an answer, some hundred rows at a time."""
        with self._saved(), self.connection.cursor(name="proof") as cursor:
            cursor.itersize = 500
            yield from cursor.execute(asked)

    @contextmanager
    def _saved(self) -> Iterator[None]:
        try:
            self.connection.execute("SAVEPOINT asked")
            yield
        except self._fault as fault:
            line = str(fault).partition("\n")[0]
            try:
                self.connection.execute("ROLLBACK TO SAVEPOINT asked")
            except self._fault:  # the server is gone
                raise RecordUnusable(f"the database went away while it was read: {line}") from fault
            raise Unreadable(line) from fault
