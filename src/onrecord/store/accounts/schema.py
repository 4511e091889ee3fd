"""The version of the accounts' tables, and bringing them up to date: one step, one version."""

from collections.abc import Callable

from sqlalchemy import Connection, Engine, insert, inspect, select, text, update

from onrecord.model import RecordUnusable
from onrecord.store.accounts import tables
from onrecord.store.address import Address, PostgresSchema


def _first(connection: Connection) -> None:
    """Make every table, and keep the log from being changed."""
    tables.metadata.create_all(connection, checkfirst=False)
    for line in tables.KEPT[connection.dialect.name]:
        connection.exec_driver_sql(line)


# The oldest first; the version is how many were done. A step is never changed once released.
STEPS: tuple[Callable[[Connection], None], ...] = (_first,)


def version(connection: Connection) -> int:
    """Return how many steps were done; 0 where there are no tables yet."""
    if not _has_tables(connection):
        return 0
    asked = select(tables.meta.c.value).where(tables.meta.c.key == "schema")
    return int(connection.execute(asked).scalar() or 0)


def _has_tables(connection: Connection) -> bool:
    name = tables.meta.name
    if connection.dialect.name == "postgresql":  # by where it looks, not where it looked first
        asked = connection.execute(text("SELECT to_regclass(:name) IS NOT NULL"), {"name": name})
        return bool(asked.scalar())
    return bool(inspect(connection).has_table(name))


def bring_up_to_date(engine: Engine, born: str, address: Address) -> None:
    """
    Do the steps that were not done, all in one transaction: killed half-way, none was done.

    Args:
        engine: The database.
        born: When, for tables that are made now.
        address: Where it is.

    Raises:
        RecordUnusable: A newer program made these tables.
    """
    with engine.connect() as connection:
        done = version(connection)
    if done > len(STEPS):
        raise RecordUnusable(
            f"a newer onrecord made these accounts (version {done}; this program knows "
            f"{len(STEPS)}): {address}; install the newer program"
        )
    if done == len(STEPS):
        return
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if isinstance(address, PostgresSchema):
            connection.exec_driver_sql(f"CREATE SCHEMA IF NOT EXISTS {address.schema}")
        done = version(connection)  # another process may have been quicker
        for step in STEPS[done:]:
            step(connection)
        if done == 0:
            rows = [{"key": "schema", "value": "0"}, {"key": "created", "value": born}]
            connection.execute(insert(tables.meta), rows)
        connection.execute(
            update(tables.meta).where(tables.meta.c.key == "schema").values(value=str(len(STEPS)))
        )
