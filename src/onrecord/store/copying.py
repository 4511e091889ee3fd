"""Every row of a record's database, written into another database and compared there."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    Connection,
    MetaData,
    Table,
    cast,
    collate,
    insert,
    inspect,
    select,
    text,
)
from sqlalchemy import Text as Words
from sqlalchemy.types import NullType, String

from onrecord.store import tables
from onrecord.store.numbers import CHANGES

_AT_A_TIME = 500  # rows
_GIVEN_BY_FILE = text("SELECT name, seq FROM sqlite_sequence")
_GIVEN_BY_SERVER = text(f"SELECT name, given FROM row_numbers WHERE name <> '{CHANGES}'")  # noqa: S608
_DROP_FROM_FILE = text("DELETE FROM sqlite_sequence")
_GIVE_TO_FILE = text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :given)")
_GIVE_TO_SERVER = text("INSERT INTO row_numbers (name, given) VALUES (:name, :given)")


def copy_rows(source: Connection, target: Connection) -> None:
    """
    Write every row of one database into another, whose tables are new and empty.

    Row numbers stay, and so does the number that each table gives next. What is JSON stays
    the text that it is.
    """
    for table in _tables(source):
        shadow = _shadow(table)
        rows = source.execute(_asked(source, table))
        for some in rows.mappings().partitions(_AT_A_TIME):
            target.execute(insert(shadow), [dict(row) for row in some])
    _give(target, given(source))


def digests(connection: Connection) -> Mapping[str, str]:
    """
    Return a SHA-256 of every table, and of the numbers that they have given.

    Two databases with the same rows have the same, whichever program keeps them.
    """
    made = {"row numbers": hashlib.sha256(_line(sorted(given(connection).items()))).hexdigest()}
    for table in _tables(connection):
        told = hashlib.sha256()
        for row in _rows(connection, table):
            told.update(_line(row))
        made[table.name] = told.hexdigest()
    return made


def given(connection: Connection) -> dict[str, int]:
    """Return how many row numbers each table has given."""
    is_file = connection.dialect.name == "sqlite"
    asked = _GIVEN_BY_FILE if is_file else _GIVEN_BY_SERVER
    return {name: number for name, number in connection.execute(asked) if number}


def _give(connection: Connection, numbers: Mapping[str, int]) -> None:
    rows = [{"name": name, "given": number} for name, number in sorted(numbers.items())]
    is_file = connection.dialect.name == "sqlite"
    if is_file:  # what SQLite counted along while the rows came
        connection.execute(_DROP_FROM_FILE)
    if rows:
        connection.execute(_GIVE_TO_FILE if is_file else _GIVE_TO_SERVER, rows)


def _tables(connection: Connection) -> Iterator[Table]:
    """Yield the tables that a database has, what others refer to first, as it has them."""
    looked = inspect(connection)
    there = set(looked.get_table_names())
    for table in tables.metadata.sorted_tables:
        if table.name in there:
            held = {column["name"] for column in looked.get_columns(table.name)}
            columns = [Column(c.name, c.type, primary_key=c.primary_key) for c in table.c
                       if c.name in held]  # fmt: skip
            yield Table(table.name, MetaData(), *columns)


def _asked(connection: Connection, table: Table) -> Any:
    columns = [cast(c, Words).label(c.name) if isinstance(c.type, JSON) else c for c in table.c]
    keys = (_ordered(connection, key) for key in table.primary_key)
    return select(*columns).order_by(*keys).execution_options(yield_per=_AT_A_TIME)


def _ordered(connection: Connection, key: Column[Any]) -> ColumnElement[Any]:
    """Return a key as SQLite orders it: by its bytes."""
    is_text = isinstance(key.type, String)
    return collate(key, "C") if is_text and connection.dialect.name != "sqlite" else key


def _rows(connection: Connection, table: Table) -> Iterator[tuple[Any, ...]]:
    asked = _asked(connection, table)
    for row in connection.execute(asked):
        yield tuple(row)


def _shadow(table: Table) -> Table:
    """Return a table into which text is written as it is, where it holds JSON."""
    columns = [Column(c.name, NullType() if isinstance(c.type, JSON) else c.type) for c in table.c]
    return Table(table.name, MetaData(), *columns)


def _line(told: Any) -> bytes:
    return (
        json.dumps(told, ensure_ascii=False, default=repr).encode("utf-8", "surrogatepass") + b"\n"
    )
