"""Which tables a database has, and bringing them up to date."""

import sqlite3
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import Engine, insert, select, text

from onrecord.model import RecordUnusable
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


def version(engine: Engine) -> str | None:
    """
    Return the schema's version; None for a database that holds nothing yet.

    Raises:
        RecordUnusable: The tables are some other program's.
    """
    with engine.connect() as connection:
        names = set(connection.execute(text("SELECT name FROM sqlite_master")).scalars())
        if not names:
            return None
        if not {"alembic_version", "meta"} <= names:
            raise RecordUnusable(f"this is not a database of onrecord: {engine.url.database}")
        held = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return str(held)


def check_known(held: str | None, path: Path) -> None:
    """
    Refuse a schema that this program does not know.

    Raises:
        RecordUnusable: It was made by a newer program.
    """
    if held is not None and held not in KNOWN:
        raise RecordUnusable(
            f"a newer onrecord made this record (schema {held}; this program knows "
            f"{NEWEST}): {path}; install the newer program"
        )


def back_up(path: Path, held: str) -> Path:
    """Write a whole copy of the database beside it, and return where. Overwrites nothing."""
    copy = path.with_name(f"{path.stem}-schema-{held}.db")
    number = 1
    while copy.exists():
        number += 1
        copy = path.with_name(f"{path.stem}-schema-{held}-{number}.db")
    source, target = sqlite3.connect(path), sqlite3.connect(copy)
    try:
        source.backup(target)
    finally:
        source.close()
        target.close()
    return copy


def migrate(engine: Engine, born: Mapping[str, str]) -> None:
    """Bring the tables up to date in one transaction; write `born` into a new record."""
    # Alembic takes seconds to import on a small machine, and is needed once in a record's life.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", "\n".join(VERSION_PLACES))
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, NEWEST)
        if not connection.execute(select(meta.c.key).limit(1)).first():
            rows = [{"key": key, "value": value} for key, value in born.items()]
            connection.execute(insert(meta), rows)
