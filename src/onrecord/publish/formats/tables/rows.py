"""A record to the rows of its tables, in one walk over its incidents."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from onrecord.model.public import Public, PublicIncident
from onrecord.publish.formats.tables.columns import Table

Row = tuple[Any, ...]
Taking = Callable[[Row], object]


def told(public: Public, tables: Iterable[Table[Any]], taking: Mapping[str, Taking]) -> None:
    """
    Give every row of every table to what takes it; incidents are made once, one by one.

    Args:
        public: The record.
        tables: The tables.
        taking: What takes the rows of a table, by its name.
    """
    every = list(tables)
    for table in every:
        for thing in table.of_record(public) if table.of_record else ():
            taking[table.name](table.row(thing))
    of_incidents = [(one, taking[one.name], _Once(one)) for one in every if one.of_incident]
    for incident in public.incidents:
        for _, take, once in of_incidents:
            for row in once.rows(incident):
                take(row)


class _Once:
    """Goes through the rows of incidents; a row that some have in common comes once."""

    def __init__(self, table: Table[Any]) -> None:
        self._table = table
        self._seen: set[Row] = set()
        self._key = [table.header.index(name) for name in table.key]

    def rows(self, incident: PublicIncident) -> Iterator[Row]:
        table = self._table
        for thing in table.of_incident(incident) if table.of_incident else ():
            row = table.row(thing)
            if table.is_shared:
                key = tuple(row[at] for at in self._key)
                if key in self._seen:
                    continue
                self._seen.add(key)
            yield row
