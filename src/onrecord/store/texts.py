"""Texts that are read when somebody asks for one."""

import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path

from sqlalchemy import Connection, Engine, select

from onrecord.model import Text
from onrecord.model.codec import from_texts
from onrecord.store import tables
from onrecord.store.faults import in_one_line

_CHUNK = 500
_MOST = 1_024  # texts remembered: some pages' worth of some twenty people
_AHEAD = 63  # texts that are read with one that is asked for in its turn


class TextsWhenAsked(Mapping[str, Text]):
    """
    The texts of a record by snapshot id, each read from the database when it is asked for.

    Those asked for last are remembered. Texts are never changed, so it does not matter
    when one is read; any thread may ask.
    """

    def __init__(self, engine: Engine, folder: Path, rows: Mapping[str, str]) -> None:
        """
        Make a mapping of texts.

        Args:
            engine: Where they are.
            folder: The record's, to name in what goes wrong.
            rows: The id of each text's row by its snapshot's.
        """
        self._engine = engine
        self._folder = folder
        self._rows = rows
        self._last: OrderedDict[str, Text] = OrderedDict()
        self._one_at_a_time = threading.Lock()

    def __getitem__(self, snapshot_id: str) -> Text:
        row_id = self._rows[snapshot_id]
        with self._one_at_a_time:
            known = self._last.get(row_id)
            if known is not None:
                self._last.move_to_end(row_id)
                return known
        wanted = [row_id, *self._ahead_of(snapshot_id)]
        with in_one_line(self._folder), self._engine.connect() as connection:
            found = list(read(connection, wanted))
        with self._one_at_a_time:
            self._last.update(zip(wanted, found, strict=True))
            while len(self._last) > _MOST:
                self._last.popitem(last=False)
        return found[0]

    def _ahead_of(self, _: str) -> Iterable[str]:
        """Return the rows of texts that will be asked for after one, as far as is known."""
        return ()

    def __contains__(self, snapshot_id: object) -> bool:
        return snapshot_id in self._rows

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def in_turn(self, order: Iterable[str]) -> "TextsInTurn":
        """Return the same texts for who will ask for them in an order, by snapshot ids."""
        return TextsInTurn(self._engine, self._folder, self._rows, order)

    def read_all(self) -> dict[str, Text]:
        """Return all of them at once, for work that needs each."""
        with in_one_line(self._folder), self._engine.connect() as connection:
            return {text.snapshot_id: text for text in read(connection, self._rows.values())}


class TextsInTurn(TextsWhenAsked):
    """
    Texts of which is known in which order they will be asked for: several are read at once.

    Asking for one out of turn gives it too, and reads it alone.
    """

    def __init__(
        self, engine: Engine, folder: Path, rows: Mapping[str, str], order: Iterable[str]
    ) -> None:
        """Make a mapping; `order` may name a text again and again, and need not name all."""
        super().__init__(engine, folder, rows)
        self._order = tuple(order)
        self._at = 0

    def _ahead_of(self, snapshot_id: str) -> Iterable[str]:
        """Return the next rows that were not read yet; none if this one is not among them."""
        row, at = self._rows[snapshot_id], self._at
        new: dict[str, None] = {}
        with self._one_at_a_time:
            while at < len(self._order) and len(new) <= _AHEAD:
                following = self._rows.get(self._order[at])
                if following is not None and following not in self._last:
                    new[following] = None
                at += 1
            if row not in new:
                return ()
            self._at = at
        return tuple(one for one in new if one != row)


def read(connection: Connection, row_ids: Iterable[str]) -> Iterator[Text]:
    """Return the texts of rows, in their order."""
    table = tables.texts
    wanted = iter(row_ids)
    while chunk := list(islice(wanted, _CHUNK)):
        asked = select(table.c.id, table.c.content).where(table.c.id.in_(chunk))
        found = {row[0]: row[1] for row in connection.execute(asked)}
        yield from from_texts(Text, (found[row_id] for row_id in chunk))
