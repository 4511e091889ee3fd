"""Rows one by one → columns, in which equal names, places and numbers stand once."""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice, pairwise
from typing import Any

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
from onrecord.lists.linking.rows import NUMBER_FIELDS, LinkRow, taken_apart
from onrecord.lists.names import NameParts, Part
from onrecord.model import Entry

_AT_ONCE = 2_000  # rows


def columns(rows: Iterable[LinkRow], lists_with_each_once: Sequence[str] = ()) -> Columns:
    """
    Return rows as columns, in the order of their persons' ids.

    Args:
        rows: One for each person on a list; the last counts if a person comes twice. Each is
            looked at once and let go.
        lists_with_each_once: Ids of the lists that have nobody twice.
    """
    made = _Making()
    coming = iter(rows)
    while some := list(islice(coming, _AT_ONCE)):
        made.take({of: [getattr(row, of) for row in some] for of in LinkRow.__dataclass_fields__})
    return made.columns(frozenset(lists_with_each_once))


def columns_of(entries: Iterable[Entry], lists_with_each_once: Sequence[str] = ()) -> Columns:
    """Return rows of lists as columns, as `columns` makes them of each entry's `link_row`."""
    made = _Making()
    coming = iter(entries)
    while some := list(islice(coming, _AT_ONCE)):
        made.take(taken_apart(some))
    return made.columns(frozenset(lists_with_each_once))


class _Making:
    """Columns while they grow, some rows at once: that is quicker than row by row."""

    def __init__(self) -> None:
        self._persons: list[str] = []
        self._parts = _Parts()
        self._of = _Codes()
        self._list_of = array("i")
        self._names = {
            letters: (array("i"), _arrays(PARTS_OF_NAME)) for letters in ("arabic", "other")
        }
        self._mother = array("i")
        self._texts = {of: _Codes({"": MISSING}) for of in TEXT_FIELDS}
        self._coded = _arrays(TEXT_FIELDS)
        self._numbers = {of: array("d") for of in NUMBER_FIELDS}

    def take(self, told: Mapping[str, Sequence[Any]]) -> None:
        """Add rows: what all of them say of each field of `LinkRow`."""
        start = len(self._persons)
        self._persons += told["person"]
        self._list_of.extend([self._of[one] for one in told["list"]])
        for letters, held in self._names.items():
            self._take_names(start, told[letters], *held)
        self._mother.extend(self._parts.numbers(told["mother"]))
        for of, known in self._texts.items():
            self._coded[of].extend([known[text] for text in told[of]])
        for of, numbers in self._numbers.items():
            numbers.extend([_NAN if one is None else one for one in told[of]])

    def _take_names(
        self,
        start: int,
        names: Sequence[NameParts | None],
        rows: "array[int]",
        held: "dict[str, array[int]]",
    ) -> None:
        rows.extend([at for at, name in enumerate(names, start) if name is not None])
        told = [name for name in names if name is not None]
        fathers = [name.fathers for name in told]
        for of, parts in (
            ("given", [name.given for name in told]),
            ("father", [some[0] if some else None for some in fathers]),
            ("grandfather", [some[1] if len(some) > 1 else None for some in fathers]),
            ("family", [name.family for name in told]),
        ):
            held[of].extend(self._parts.numbers(parts))

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


class _Codes(dict[str, int]):
    """Texts by number, in the order in which they come; the empty one may be `MISSING`."""

    def __missing__(self, text: str) -> int:
        number = self[text] = len(self) - ("" in self and self[""] == MISSING)
        return number


class _Parts:
    """Parts of names by number: each once, however often it is written."""

    def __init__(self) -> None:
        self.table: list[Part] = []
        self._known: dict[Part, int] = {}
        self._seen = {id(None): MISSING}  # by identity, which is quicker than by value
        self._alive: list[Part] = []  # so that no other part gets the identity of one seen

    def numbers(self, parts: Sequence[Part | None]) -> list[int]:
        """Return the number of each."""
        told = list(map(self._seen.get, map(id, parts)))
        if None in told:
            return [
                self._number(part) if at is None else at
                for part, at in zip(parts, told, strict=True)
            ]
        return told  # type: ignore[return-value]

    def _number(self, part: Part | None) -> int:
        if part is None or id(part) in self._seen:
            return self._seen[id(part)]
        number = self._known.setdefault(part, len(self.table))
        if number == len(self.table):
            self.table.append(part)
        self._alive.append(part)
        self._seen[id(part)] = number
        return number
