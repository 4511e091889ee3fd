"""One writer at a time, on a server."""

import os
import platform
import re
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from onrecord.model import RecordUnusable
from onrecord.store import postgres
from onrecord.store.address import PostgresSchema

_TAKE = text("SELECT pg_try_advisory_lock(:number)")
_WAIT = text("SELECT pg_advisory_lock(:number)")
_LET_GO = text("SELECT pg_advisory_unlock(:number)")
_CALL = text("SELECT set_config('application_name', :name, false)")
_MINE = text("SELECT pg_backend_pid()")
_HELD_BY = (
    " FROM pg_locks AS l WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1"
    " AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    " AND l.classid::bigint = (:number >> 32) & 4294967295"
    " AND l.objid::bigint = :number & 4294967295"
)
_HOLDER = text(f"SELECT l.pid {_HELD_BY}")
_WHO = text(
    f"SELECT (SELECT application_name FROM pg_stat_activity AS a WHERE a.pid = l.pid) {_HELD_BY}"  # noqa: S608
)
_MOST = 63  # characters that a server keeps of what a connection is called
_CALLED = re.compile(r"onrecord (\S+) (\S+) (\d+) (\S*)")


class ServerLock:
    """
    The right to write to a record on a server, held by one process at a time.

    It is an advisory lock of a connection of its own: when the process ends, even by
    `kill -9`, or its machine goes, the server closes the connection and lets go of the lock.
    Who holds it stands in the connection's name, which every user of the server may see.

    The connection stays when the lock is let go of, until `close`: at a desk it is taken again
    with the next decision, and to open one takes longer than to write the decision.
    """

    def __init__(self, address: PostgresSchema) -> None:
        self._address = address
        self._connection: Connection | None = None
        self._is_held = False
        self._process = 0  # the server's, by which it tells connections apart
        self._writer = postgres.lock_number(address, "writer")
        self._transaction = postgres.lock_number(address, "transaction")

    @property
    def is_held(self) -> bool:
        """Whether this object holds it, as far as it knows."""
        return self._is_held

    def take(self, doing: str, since: str) -> None:
        """
        Take the lock, and tell others who has it.

        Raises:
            RecordUnusable: Another process has it.
            sqlalchemy.exc.DBAPIError: The server cannot be reached.
        """
        if self._is_held:
            return
        called = _called(doing, since)
        connection = self._still_open(called) or self._opened(called)
        try:
            self._take(connection)
        except BaseException:
            connection.close()
            self._connection = None
            raise
        self._connection, self._is_held = connection, True

    def _opened(self, called: str) -> Connection:
        engine = postgres.connect(self._address, is_pooled=False, called=called)
        return engine.connect().execution_options(isolation_level="AUTOCOMMIT")

    def _still_open(self, called: str) -> Connection | None:
        """Return the connection of before under a new name; None if there is none any more."""
        if self._connection is None:
            return None
        try:
            self._connection.execute(_CALL, {"name": called})
        except DBAPIError:  # the server was restarted, or closed it
            self._connection.invalidate()
            self._connection.close()
            self._connection = None
        return self._connection

    def _take(self, connection: Connection) -> None:
        if not connection.execute(_TAKE, {"number": self._writer}).scalar():
            raise RecordUnusable(self._refusal(connection))
        # Whoever had it and lost the connection may have a transaction left: it ends first.
        connection.execute(_WAIT, {"number": self._transaction})
        connection.execute(_LET_GO, {"number": self._transaction})
        self._process = connection.execute(_MINE).scalar_one()

    def confirm(self, connection: Connection) -> None:
        """
        Make sure, in a transaction that writes, that nobody else has the lock meanwhile.

        The transaction is alone (`postgres.connect`), and whoever takes the lock waits for
        it: what is confirmed at its beginning holds until its end.

        Raises:
            RecordUnusable: The server closed the connection that held the lock.
        """
        held = connection.execute(_HOLDER, {"number": self._writer}).scalar()
        if not self._is_held or held != self._process:
            raise RecordUnusable(
                "the connection to the database was lost while this was writing; what was saved "
                f"before stands, run again: {self._address}"
            )

    def release(self) -> None:
        """
        Let go of the lock; nothing happens where it is not held.

        The server is asked, since it hears of a closed connection only a moment later, and
        whoever takes the lock next, this process among them, would meet the one before.
        """
        if not self._is_held or self._connection is None:
            return
        self._is_held = False
        try:
            self._connection.execute(_LET_GO, {"number": self._writer})
        except DBAPIError:  # the server is gone, and the lock with it
            self._connection.invalidate()
            self._connection.close()
            self._connection = None

    def close(self) -> None:
        """Let go of the lock and of its connection."""
        self.release()
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def _refusal(self, connection: Connection) -> str:
        name: Any = connection.execute(_WHO, {"number": self._writer}).scalar()
        found = _CALLED.fullmatch(name or "")
        if found is None:
            return f"another build is writing to this record: {self._address}"
        doing, since, process, machine = found.groups()
        since = since.replace("Z", "+00:00")
        who = f"(since {since}, process {process} on {machine})"
        return f"another {doing} is writing to this record {who}: {self._address}"


def _called(doing: str, since: str) -> str:
    """
    Return what the connection is called: what is done, since when, by whom.

    >>> _called("build", "2025-03-12T12:00:00+00:00").split()[:3]
    ['onrecord', 'build', '2025-03-12T12:00:00Z']
    """
    at = since.replace("+00:00", "Z")
    told = f"onrecord {doing} {at} {os.getpid()} {platform.node()}"
    return re.sub(r"[^!-~ ]", "?", told)[:_MOST]
