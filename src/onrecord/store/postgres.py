"""Opening a schema of a PostgreSQL database, and what its locks are called."""

import hashlib
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

from onrecord.model import RecordUnusable
from onrecord.store.address import PostgresSchema

_SECONDS = 10  # to wait for a server that does not answer
# A writer whose machine lost its power or its network is noticed within a minute.
_ALIVE = {"keepalives_idle": 20, "keepalives_interval": 10, "keepalives_count": 3}
_SERVER_SIDE = "-c tcp_keepalives_idle=20 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3"


def connect(address: PostgresSchema, *, is_pooled: bool = True, called: str = "") -> Engine:
    """
    Return an engine on a schema, which need not be there yet.

    A transaction that writes has an advisory lock to itself from its first statement; one
    that only reads is `REPEATABLE READ READ ONLY`. Both are set in the driver, which says so
    in its `BEGIN`, so neither costs a question of its own.

    Args:
        address: Where.
        is_pooled: Keep connections that are let go of; else each is closed at once.
        called: What the server tells others that this connection is; 63 characters of ASCII.

    Raises:
        RecordUnusable: psycopg, the driver, is not installed.
    """
    told = {
        "application_name": called or "onrecord",
        "connect_timeout": _SECONDS,
        "options": f"-c search_path={address.schema} -c client_encoding=UTF8 {_SERVER_SIDE}",
        **_ALIVE,
    }
    url = make_url(address.url).set(drivername="postgresql+psycopg")
    told = {key: value for key, value in told.items() if key not in url.query}
    pool: dict[str, Any] = {"poolclass": NullPool}
    if is_pooled:  # a connection that the server closed meanwhile is made anew
        pool = {"pool_size": 1, "max_overflow": 9, "pool_pre_ping": True}
    try:
        # What is written holds names; no message of a fault may quote it.
        engine = create_engine(url, connect_args=told, hide_parameters=True, **pool)
    except ModuleNotFoundError as fault:
        raise RecordUnusable(
            "a record on PostgreSQL needs psycopg; install it with: pip install onrecord[team]"
        ) from fault

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        _begin(connection, address)

    return engine


def _begin(connection: Connection, address: PostgresSchema) -> None:
    from psycopg import IsolationLevel  # noqa: PLC0415 - loaded by the engine already

    writes = bool(connection.get_execution_options().get("writes"))
    driver: Any = connection.connection.driver_connection
    driver.read_only = not writes
    # A writer waits for its lock, and must see what was committed while it waited.
    driver.isolation_level = (
        IsolationLevel.READ_COMMITTED if writes else IsolationLevel.REPEATABLE_READ
    )
    if writes:
        connection.exec_driver_sql(
            "SELECT pg_advisory_xact_lock(%s)", (lock_number(address, "transaction"),)
        )


def lock_number(address: PostgresSchema, what: str) -> int:
    """
    Return the number of one of a record's advisory locks: of its writer, or a transaction's.

    Such locks belong to a database, so the schema alone tells one record from another.
    """
    made = hashlib.sha256(f"onrecord {what} {address.schema}".encode()).digest()
    return int.from_bytes(made[:8], "big", signed=True)
