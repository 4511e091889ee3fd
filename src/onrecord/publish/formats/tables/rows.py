"""A record to the rows of its tables, incident by incident."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from onrecord.model.public import Public, PublicIncident
from onrecord.publish.formats.tables.columns import Row, Table

Taking = Callable[[Sequence[Row]], object]
_AT_ONCE = 1_000  # rows that are of no incident
OfTable = tuple[str, list[Row]]  # rows of a table, with its name


class Rows:
    """
    The rows of tables; those of an incident are made once for all that ask for them in turn.

    Args:
        public: The record.
        tables: The tables.
    """

    def __init__(self, public: Public, tables: Iterable[Table[Any]]) -> None:
        self._public, self._tables = public, list(tables)
        self._of_incident = [_Once(one) for one in self._tables if one.of_incident]
        self._last: PublicIncident | None = None
        self._rows: list[OfTable] = []

    def of_record(self) -> Iterator[OfTable]:
        """Yield the rows that are of no incident."""
        for table in self._tables:
            things = iter(table.of_record(self._public) if table.of_record else ())
            while some := list(islice(things, _AT_ONCE)):
                yield table.name, table.rows(some)

    def of(self, incident: PublicIncident) -> list[OfTable]:
        """Return the rows of an incident; each incident comes once, whoever asks for it."""
        if incident is not self._last:
            self._rows = [(once.name, once.rows(incident)) for once in self._of_incident]
            self._last = incident
        return self._rows


class _Once:
    """Goes through the rows of incidents; a row that some have in common comes once."""

    def __init__(self, table: Table[Any]) -> None:
        self.name = table.name
        self._table = table
        self._seen: set[Row] = set()
        self._key = [table.header.index(name) for name in table.key]

    def rows(self, incident: PublicIncident) -> list[Row]:
        table = self._table
        rows = table.rows(table.of_incident(incident) if table.of_incident else ())
        return [row for row in rows if self._is_new(row)] if table.is_shared else rows

    def _is_new(self, row: Row) -> bool:
        key = tuple(row[at] for at in self._key)
        is_new = key not in self._seen
        self._seen.add(key)
        return is_new
