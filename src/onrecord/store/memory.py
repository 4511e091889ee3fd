"""What was read from the tables, kept so that it need not be read again."""

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, Table, select

from onrecord.model.codec import from_texts

Value = TypeVar("Value")
Made = TypeVar("Made")
_CHUNK = 500  # rows asked for by number at once; also keeps below SQLite's limit of variables


@dataclass(frozen=True, slots=True)
class _Read:
    """A table's live values by row number, and what was made of them."""

    values: Mapping[int, Any]
    made: Any


@dataclass
class Memory:
    """
    The live values of a record's tables, as they were when it was last loaded.

    Rows never change, so a row that was read stays as it was read: when a record is loaded
    again, only rows that are new are read, and what is made of a table in which nothing is
    new and nothing is retired is the same object as before.
    """

    _tables: dict[str, _Read] = field(default_factory=dict)

    def made(
        self,
        connection: Connection,
        table: Table,
        kind: type[Value],
        arrange: Callable[[Iterable[Value]], Made],
        held: Callable[[Value], Value] | None = None,
    ) -> Made:
        """
        Return the live rows of a table as model values, arranged.

        Args:
            connection: Where they are.
            table: The table.
            kind: The class of its values.
            arrange: Makes of them what is wanted.
            held: Gives the value to hold for one that was read, as soon as it was.
        """
        before = self._tables.get(table.name)
        if before is None:
            values = _all(connection, table, kind, held)
        else:
            numbers = list(connection.execute(_live(table, select(table.c.seq))).scalars())
            if len(numbers) == len(before.values) and before.values.keys() >= set(numbers):
                made: Made = before.made
                return made
            new = _numbered(connection, table, kind, [n for n in numbers if n not in before.values])
            new = {n: held(one) for n, one in new.items()} if held else new
            values = {n: new[n] if n in new else before.values[n] for n in numbers}
        arranged = arrange(values.values())
        self._tables[table.name] = _Read(values, arranged)
        return arranged


@contextmanager
def nothing_thrown_away() -> Iterator[None]:
    """Keep Python from looking for garbage while a million values are made and none is any."""
    was_looking = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_looking:
            gc.enable()


def _live(table: Table, asked: Select[Any]) -> Select[Any]:
    return asked.where(table.c.retired_at.is_(None)) if "retired_at" in table.c else asked


def _all(
    connection: Connection,
    table: Table,
    kind: type[Value],
    held: Callable[[Value], Value] | None,
) -> dict[int, Value]:
    numbers: list[int] = []

    def contents() -> Iterator[str]:
        for row in connection.execute(_live(table, select(table.c.seq, table.c.content))):
            numbers.append(row[0])
            yield row[1]

    read = from_texts(kind, contents())
    values = list(map(held, read) if held else read)
    return dict(zip(numbers, values, strict=True))


def _numbered(
    connection: Connection, table: Table, kind: type[Value], numbers: Iterable[int]
) -> dict[int, Value]:
    found: dict[int, Value] = {}
    wanted = iter(numbers)
    while chunk := list(islice(wanted, _CHUNK)):
        asked = select(table.c.seq, table.c.content).where(table.c.seq.in_(chunk))
        rows = connection.execute(asked).all()
        values = from_texts(kind, [row[1] for row in rows])
        found.update(zip((row[0] for row in rows), values, strict=True))
    return found
