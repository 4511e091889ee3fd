"""Which rows are compared at all: those that share one of several keys."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.lists.linking.columns import MISSING, PARTS_OF_NAME, Columns, Letters
from onrecord.lists.linking.rows import NUMBER_FIELDS
from onrecord.model import MachineLacks, Problem, Severity

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Key:
    """
    What rows must share to be compared.

    Attributes:
        fields: All of them have to be the same, and none missing.
        further: What divides blocks that are too large, one after the other.
        rare: How many rows may share it at most, for a key that only rare values are; blocks
            with more are of no use, and nothing is left out by leaving them.
    """

    fields: tuple[str, ...]
    further: tuple[str, ...] = ()
    rare: int = 0

    def __str__(self) -> str:
        return " and ".join(self.fields)


_FEW = 8
_MOST_PAIRS = 30_000_000  # of all keys together; with what is known of each, some four GB

KEYS = (
    Key(("given", "family"), ("father", "grandfather")),
    Key(("given", "father"), ("grandfather", "age")),
    Key(("given", "grandfather"), ("age", "sex")),
    Key(("father", "family"), ("grandfather", "age")),
    Key(("father", "grandfather"), ("age", "sex")),
    Key(("grandfather", "family"), ("age", "sex")),
    Key(("national_id",)),
    Key(("born_day", "given"), ("family",)),
    Key(("born_day", "family"), ("father",)),
    Key(("both_names",), ("father", "age")),
    Key(("born_day", "place_word"), ("sex",)),
    Key(("family", "place_word"), ("given", "age")),
    Key(("given", "place_word"), ("father", "age")),
    Key(("given", "place"), ("family", "age")),
    Key(("born_day",), rare=_FEW),
    Key(("family",), rare=_FEW),
    Key(("given",), rare=_FEW),
    Key(("place",), rare=_FEW),
)
"""
Two parts of a name that agree are enough, whichever: a true pair is missed only where
nearly all of the name is written otherwise on both lists. A rare name is enough alone. Large
blocks are those of names that many bear: each is divided by what tells such people apart.
"""


@dataclass(frozen=True, slots=True, eq=False)
class Blocked:
    """
    Pairs to compare.

    Attributes:
        left, right: Shape (pairs,), int64: numbers of rows, left below right, sorted, no
            pair twice.
        problems: What was left out because too many rows share it.
    """

    left: Numbers
    right: Numbers
    problems: tuple[Problem, ...] = ()


def blocked(columns: Columns, most: int, keys: Sequence[Key] = KEYS) -> Blocked:
    """
    Return the pairs of rows that share a key and may be one person as far as lists go.

    Args:
        columns: The rows.
        most: How many rows a block may have; a larger one is divided, or left out and said.
        keys: What to share.

    Raises:
        MachineLacks: There are more pairs than memory is asked for. It is raised before they
            are made.
    """
    codes, room = _Codes(columns), _Room(len(columns))
    found: list[Numbers] = []
    problems: list[Problem] = []
    for key in keys:
        packed, left_out = _of_key(columns, codes, key, min(most, key.rare or most), room)
        found.append(packed)
        if left_out and not key.rare:
            problems.append(_left_out(key, left_out, most))
    packed = np.unique(np.concatenate(found)) if found else np.zeros(0, np.int64)
    count = max(len(columns), 1)
    return Blocked(packed // count, packed % count, tuple(problems))


def _left_out(key: Key, rows: int, most: int) -> Problem:
    return Problem(
        code="block-left-out",
        message=f"{rows} rows share their {key} with more than {most} others and were not "
        "compared by it; other keys may still bring them together",
        where=f"{key}",
        severity=Severity.NOTE,
    )


class _Room:
    """How many pairs may still be made."""

    def __init__(self, rows: int) -> None:
        self._rows = rows
        self._left = _MOST_PAIRS

    def take(self, sizes: Numbers) -> None:
        """Take the room of all pairs of blocks of so many rows."""
        self._left -= int((sizes * (sizes - 1)).sum()) // 2
        if self._left < 0:
            raise MachineLacks(
                f"{self._rows:,} rows make more than {_MOST_PAIRS:,} pairs, which the own engine "
                "would hold in memory, all of them: pip install 'onrecord[link]' and link with "
                "--engine splink"
            )


def _of_key(
    columns: Columns, codes: "_Codes", key: Key, most: int, room: _Room
) -> tuple[Numbers, int]:
    """Return the pairs of one key, packed in one number each, and how many rows it left out."""
    rows, values = codes.joined(key.fields)
    made: list[Numbers] = []
    for further in (*key.further, None):
        order = np.lexsort((rows, values))
        rows, values = rows[order], values[order]
        starts = np.flatnonzero(np.r_[True, values[1:] != values[:-1]]) if len(values) else rows
        sizes = np.diff(np.r_[starts, len(values)])
        fits = np.repeat(sizes <= most, sizes)
        room.take(sizes[sizes <= most])
        made.append(_pairs_within(columns, rows[fits], sizes[(sizes <= most)]))
        rows, values = rows[~fits], values[~fits]
        if further is None or not len(rows):
            break
        rows, values = codes.divided(rows, values, further)
    return np.unique(np.concatenate(made)), len(np.unique(rows))


def _pairs_within(columns: Columns, rows: Numbers, sizes: Numbers) -> Numbers:
    """Return all pairs within blocks that stand one after the other, each packed in a number."""
    ends = np.repeat(np.cumsum(sizes), sizes)
    here = np.arange(len(rows), dtype=np.int64)
    after = ends - here - 1
    left = np.repeat(here, after)
    first = np.repeat(np.cumsum(after) - after, after)
    right = left + 1 + (np.arange(len(left), dtype=np.int64) - first)
    one, two = rows[left], rows[right]
    fine = (one != two) & columns.can_pair(one, two)
    low, high = np.minimum(one[fine], two[fine]), np.maximum(one[fine], two[fine])
    packed: Numbers = low * len(columns) + high
    return packed


class _Codes:
    """Fields as numbers: a row whose name stands in two scripts has two values."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._made: dict[str, tuple[Numbers, Numbers]] = {}

    def of(self, field: str) -> tuple[Numbers, Numbers]:
        """Return shape (rows,) twice: a field's code in either script, -1 where missing."""
        if field not in self._made:
            told = values_of(self._columns, field)
            self._made[field] = (told.arabic.astype(np.int64), told.other.astype(np.int64))
        return self._made[field]

    def joined(self, fields: Sequence[str]) -> tuple[Numbers, Numbers]:
        """Return numbers of rows and the value of their fields together; none for missing."""
        rows: list[Numbers] = []
        values: list[Numbers] = []
        for script in (0, 1):
            value = self.of(fields[0])[script]
            for field in fields[1:]:
                value = _joined(value, self.of(field)[script])
            has = np.flatnonzero(value >= 0)
            rows.append(has)
            values.append(value[has])
        return _without_doubles(np.concatenate(rows), np.concatenate(values))

    def divided(self, rows: Numbers, values: Numbers, field: str) -> tuple[Numbers, Numbers]:
        """Return blocks divided by one more field; rows that lack it are in none."""
        both_rows: list[Numbers] = []
        both_values: list[Numbers] = []
        for script in (0, 1):
            more = self.of(field)[script][rows]
            value = _joined(values, more)
            both_rows.append(rows[value >= 0])
            both_values.append(value[value >= 0])
        return _without_doubles(np.concatenate(both_rows), np.concatenate(both_values))


def _joined(one: Numbers, two: Numbers) -> Numbers:
    """Return one number for two, by mixing: equal for equal ones, -1 where either is missing."""
    mixed = (one.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)) ^ (
        two.astype(np.uint64) + np.uint64(0x7F4A7C15)
    ) * np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(31)
    told: Numbers = (mixed >> np.uint64(1)).astype(np.int64)
    told[(one < 0) | (two < 0)] = -1
    return told


def _without_doubles(rows: Numbers, values: Numbers) -> tuple[Numbers, Numbers]:
    order = np.lexsort((rows, values))
    rows, values = rows[order], values[order]
    new = np.r_[True, (rows[1:] != rows[:-1]) | (values[1:] != values[:-1])] if len(rows) else order
    kept = np.flatnonzero(new)
    return rows[kept], values[kept]


def values_of(columns: Columns, field: str) -> Letters:
    """Return a field's values as numbers; the same in both letters if it is no name."""
    if field in PARTS_OF_NAME:
        return columns.skeletons(field)
    if field == "both_names":
        return columns.both_names()
    if field == "place_word":
        told = columns.place_words()
    elif field in NUMBER_FIELDS:
        number = columns.numbers[field]
        told = np.where(np.isnan(number), MISSING, np.nan_to_num(number)).astype(np.int32)
    else:
        told = columns.coded[field]
    return Letters(told, told)
