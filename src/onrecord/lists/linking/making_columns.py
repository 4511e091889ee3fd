"""Rows one by one → columns, in which equal names, places and numbers stand once."""

from array import array
from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from onrecord.lists.linking.columns import (
    MISSING,
    PARTS_OF_NAME,
    TEXT_FIELDS,
    Codes,
    Columns,
    Letters,
)
from onrecord.lists.linking.rows import NUMBER_FIELDS, LinkRow
from onrecord.lists.names import NameParts, Part


def columns(rows: Iterable[LinkRow], lists_with_each_once: Sequence[str] = ()) -> Columns:
    """
    Return rows as columns, in the order of their persons' ids.

    Args:
        rows: One for each person on a list; the last counts if a person comes twice. Each is
            looked at once and let go.
        lists_with_each_once: Ids of the lists that have nobody twice.
    """
    made = _Making()
    for row in rows:
        made.take(row)
    return made.columns(frozenset(lists_with_each_once))


class _Making:
    """Columns while they grow."""

    def __init__(self) -> None:
        self._persons: list[str] = []
        self._parts = _Parts()
        self._of: dict[str, int] = {}
        self._list_of = array("i")
        self._names = {
            letters: (array("i"), _arrays(PARTS_OF_NAME)) for letters in ("arabic", "other")
        }
        self._mother = array("i")
        self._texts: dict[str, dict[str, int]] = {of: {"": MISSING} for of in TEXT_FIELDS}
        self._coded = _arrays(TEXT_FIELDS)
        self._numbers = {of: array("d") for of in NUMBER_FIELDS}

    def take(self, row: LinkRow) -> None:
        """Add a row."""
        at = len(self._persons)
        self._persons.append(row.person)
        self._list_of.append(self._of.setdefault(row.list, len(self._of)))
        for letters, name in (("arabic", row.arabic), ("other", row.other)):
            if name is not None:
                self._take_name(at, name, *self._names[letters])
        self._mother.append(self._parts.number(row.mother))
        for of, known in self._texts.items():
            text = getattr(row, of)
            self._coded[of].append(known.setdefault(text, len(known) - 1))
        for of, held in self._numbers.items():
            number = getattr(row, of)
            held.append(_NAN if number is None else number)

    def _take_name(
        self, at: int, name: NameParts, rows: "array[int]", held: "dict[str, array[int]]"
    ) -> None:
        number, fathers = self._parts.number, name.fathers
        rows.append(at)
        held["given"].append(number(name.given))
        held["father"].append(number(fathers[0]) if fathers else MISSING)
        held["grandfather"].append(number(fathers[1]) if len(fathers) > 1 else MISSING)
        held["family"].append(number(name.family))

    def columns(self, once: frozenset[str]) -> Columns:
        """Return the columns, in the order of their persons' ids."""
        order = _order(self._persons)
        lists = tuple(sorted(self._of))
        place = np.zeros(len(lists), dtype=np.int32)
        place[[self._of[one] for one in lists]] = np.arange(len(lists))
        names = {
            of: Letters(*(self._column(of, one, order) for one in self._names))
            for of in PARTS_OF_NAME
        }
        mother = _numbers(self._mother)[order]
        return Columns(
            persons=tuple(self._persons[at] for at in order.tolist()),
            lists=lists,
            list_of=place[_numbers(self._list_of)[order]],
            each_once=np.array([one in once for one in lists], dtype=np.bool_),
            parts=tuple(self._parts.table),
            names=names | {"mother": Letters(mother, mother)},
            texts={of: tuple(known)[1:] for of, known in self._texts.items()},
            coded={of: _numbers(held)[order] for of, held in self._coded.items()},
            numbers={
                of: np.array(held, dtype=np.float64)[order] for of, held in self._numbers.items()
            },
        )

    def _column(self, of: str, letters: str, order: NDArray[np.int64]) -> Codes:
        rows, held = self._names[letters]
        told = np.full(len(self._persons), MISSING, dtype=np.int32)
        told[_numbers(rows)] = _numbers(held[of])
        return told[order]


_NAN = float("nan")


def _arrays(fields: Iterable[str]) -> "dict[str, array[int]]":
    return {of: array("i") for of in fields}


def _numbers(held: "array[int]") -> Codes:
    return np.array(held, dtype=np.int32)


def _order(persons: Sequence[str]) -> NDArray[np.int64]:
    """Return the numbers of rows in the order of their persons, of each person the last."""
    order = np.array(sorted(range(len(persons)), key=persons.__getitem__), dtype=np.int64)
    held = [persons[at] for at in order.tolist()]
    last = [one != other for one, other in pairwise(held)]
    return order[np.array([*last, True][: len(order)], dtype=np.bool_)]


class _Parts:
    """Parts of names by number: each once, however often it is written."""

    def __init__(self) -> None:
        self.table: list[Part] = []
        self._known: dict[Part, int] = {}
        self._seen: dict[int, tuple[Part, int]] = {}  # by identity, which is quicker; kept alive

    def number(self, part: Part | None) -> int:
        if part is None:
            return MISSING
        seen = self._seen.get(id(part))
        if seen is None:
            number = self._known.setdefault(part, len(self.table))
            if number == len(self.table):
                self.table.append(part)
            seen = self._seen[id(part)] = (part, number)
        return seen[1]
