"""Which tables a database has, and bringing them up to date."""

from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import Connection, Engine, insert, select, text

from onrecord.model import RecordUnusable
from onrecord.store.address import Address, PostgresSchema
from onrecord.store.tables import meta

NEWEST = "0007"
KNOWN = (
    "0001",
    "0002",
    "0003",
    "0004",
    "0005",
    "0006",
    "0007",
)  # every schema this program can bring up to date, oldest first
VERSION_PLACES = (str(Path(__file__).parent / "migrations" / "versions"),)


_OF_A_FILE = text("SELECT name FROM sqlite_master")
_OF_A_SCHEMA = text(
    "SELECT relname FROM pg_class WHERE relnamespace = to_regnamespace(:schema)::oid"
)


def version(engine: Engine, address: Address) -> str | None:
    """
    Return the schema's version; None for a database that holds nothing yet.

    Raises:
        RecordUnusable: The tables are some other program's.
    """
    with engine.connect() as connection:
        return version_in(connection, address)


def version_in(connection: Connection, address: Address) -> str | None:
    """Return the same, of a connection that is open."""
    if isinstance(address, PostgresSchema):
        asked = connection.execute(_OF_A_SCHEMA, {"schema": address.schema})
    else:
        asked = connection.execute(_OF_A_FILE)
    names = set(asked.scalars())
    if not names:
        return None
    if not {"alembic_version", "meta"} <= names:
        raise RecordUnusable(f"this is not a database of onrecord: {address}")
    held = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return str(held)


def check_known(held: str | None, address: Address) -> None:
    """
    Refuse a schema that this program does not know.

    Raises:
        RecordUnusable: It was made by a newer program.
    """
    if held is not None and held not in KNOWN:
        raise RecordUnusable(
            f"a newer onrecord made this record (schema {held}; this program knows "
            f"{NEWEST}): {address}; install the newer program"
        )


def migrate(
    engine: Engine,
    born: Mapping[str, str],
    address: Address | None = None,
    until: str | None = None,
) -> None:
    """Bring the tables up to date in one transaction; write `born` into a new record."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        migrate_in(connection, address, until)
        if born and not connection.execute(select(meta.c.key).limit(1)).first():
            rows = [{"key": key, "value": value} for key, value in born.items()]
            connection.execute(insert(meta), rows)


def migrate_in(connection: Connection, address: Address | None, until: str | None = None) -> None:
    """Bring the tables up to date in a transaction that is under way."""
    # Alembic takes seconds to import on a small machine, and is needed once in a record's life.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", "\n".join(VERSION_PLACES))
    if isinstance(address, PostgresSchema):
        connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {address.schema}"))
    config.attributes["connection"] = connection
    command.upgrade(config, until or NEWEST)
