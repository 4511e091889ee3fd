"""Rows of lists as numbers alone, which is all that a database is given: no name enters it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from onrecord.lists.linking.alike import Parts
from onrecord.lists.linking.blocking import KEYS, Key, values_of
from onrecord.lists.linking.columns import MISSING, Columns, Letters
from onrecord.lists.linking.comparing import FIELDS
from onrecord.lists.linking.rows import NAME_FIELDS, NUMBER_FIELDS
from onrecord.lists.names import Part
from onrecord.model import Problem, Severity

Numbers = NDArray[np.int64]
_PAIRS_A_ROW, _ALWAYS = 12, 2_000_000  # pairs that are compared at most; so many in any case
_SIZES = (100, 70, 50, 35, 25, 18, 12, 8)
# Keys with these bring few together whom no other does: of large lists only in small blocks.
_ADD_LITTLE = frozenset({"grandfather", "place", "place_word"})
_KIN = ("father", "grandfather")  # who shares the family name and one of these is of kin
_TOO_MANY = 32_000  # rows of a block, more than any that is compared
_TOLD_BY = {
    "born": ("age", "born_day", "born_year"),
    "date": ("harm_earliest", "harm_latest"),
}
NONE = -1  # a missing value; in the database NULL


@dataclass(frozen=True, slots=True, eq=False)
class RowNumbers:
    """
    Rows of lists as numbers.

    Attributes:
        values: Every value that a part of a name has in any row, once: which of `parts` it is.
        parts: What is known of them.
        named: For each of `NAME_FIELDS`, shape (rows,): which of `values` it is, or `NONE`.
        skeletons: Shape (values,): equal for values of one skeleton.
        plain: Every other column by its name, shape (rows,): `list`, `twice`, `sex`, `age`,
            `born_day`, `born_year`, `born_month`, `born_dom`, `harm_earliest`,
            `harm_latest`, `place`, `national_id`, `both_names`, `place_word`.
    """

    values: Letters
    parts: Parts
    named: dict[str, Numbers]
    skeletons: Numbers
    plain: dict[str, Numbers]

    def table(self, keys: "Keys") -> dict[str, NDArray[np.int32]]:
        """Return all columns for the database: names, skeletons (`given_s` …), keys (`key_0` …)."""
        bones = {f"{field}_s": self.skeleton(field) for field in NAME_FIELDS}
        kin = self.kin()
        rows = np.arange(len(self.plain["list"]), dtype=np.int64)
        made = {"row": rows, **self.named, **bones, **kin, **self.plain}
        shared = {f"key_{number}": key for number, key in enumerate(keys.shared)}
        return {name: numbers.astype(np.int32) for name, numbers in made.items()} | shared

    def kin(self) -> dict[str, Numbers]:
        """Return what of two rows is the same for known relatives: equal in either, not `NONE`."""
        return {f"kin_{of}": _mixed(self.skeleton("family"), self.skeleton(of)) for of in _KIN}

    def told(self) -> tuple[str, ...]:
        """Return the fields of `FIELDS` that any row tells; a given name and a number always."""
        every = self.plain | self.named
        return tuple(
            field
            for field in FIELDS
            if field in {"given", "number"}
            or any((every[one] != NONE).any() for one in _TOLD_BY.get(field, (field,)))
        )

    def keys(self, most: int) -> "Keys":
        """
        Return what rows must share to be compared, with fewer large blocks for many rows.

        Args:
            most: How many rows a block may have, if that makes no more than `_PAIRS_A_ROW`
                pairs for each row, or `_ALWAYS`; else the most that makes no more.
        """
        limits = (most, *(size for size in _SIZES if size < most))
        budget = max(_ALWAYS, _PAIRS_A_ROW * len(self.plain["list"]))
        divided = [
            [_Step.of(shared, counts) for shared, counts in self._steps(key)] for key in KEYS
        ]
        pairs = np.zeros(len(limits), dtype=np.int64)
        for key, steps in zip(KEYS, divided, strict=True):
            pairs += _pairs(steps, [_limit(key, limit, most) for limit in limits])
        limit = next((one for one, many in zip(limits, pairs, strict=True) if many <= budget), 0)
        limit = limit or limits[-1]
        made = [
            _key(key, steps, _limit(key, limit, most))
            for key, steps in zip(KEYS, divided, strict=True)
        ]
        return Keys(tuple(key for key, _ in made), limit, tuple(lost for _, lost in made))

    def skeleton(self, field: str) -> Numbers:
        """Return shape (rows,): a part's skeleton as a number; `NONE` where it is missing."""
        return _looked_up(self.skeletons, self.named[field])

    def _steps(self, key: Key) -> Iterator[tuple[Numbers, Numbers]]:
        """Yield what rows share, and how many do, before and after each further division."""
        told = self._together(None, key.fields)
        for further in (*key.further, None):
            _, back, counts = np.unique(told, return_inverse=True, return_counts=True)
            told = np.where(told == NONE, NONE, back)
            yield told, counts[back]
            told = told if further is None else self._together(told, (further,))

    def _together(self, start: Numbers | None, fields: Sequence[str]) -> Numbers:
        told = start
        for field in fields:
            code = self.skeleton(field) if field in self.named else self.plain[field]
            told = code if told is None else _packed(told, code)
        return told if told is not None else np.zeros(0, np.int64)

    def grades(self, left: Numbers, right: Numbers) -> NDArray[np.int8]:
        """Return how well values agree, two by two, as every engine has it."""
        return self.parts.agree(self.values.only(left), self.values.only(right))


@dataclass(frozen=True, slots=True, eq=False)
class Keys:
    """
    What rows must share to be compared.

    Attributes:
        shared: For each of `KEYS`, shape (rows,): equal for rows of a block, `NONE` for those
            in none. Divided by 4, the rest says how often the block was divided.
        most: How many rows a block may have.
        left_out: For each of `KEYS`, how many rows were in no block for being in too large a one.
    """

    shared: tuple[NDArray[np.int32], ...]
    most: int
    left_out: tuple[int, ...]

    def problems(self) -> tuple[Problem, ...]:
        """Return which keys were not looked at for all rows, as the own engine says it."""
        return tuple(
            Problem(
                code="block-left-out",
                message=f"{rows} rows share their {key} with more than {self.most} others and "
                "were not compared by it; other keys may still bring them together",
                where=f"{key}",
                severity=Severity.NOTE,
            )
            for key, rows in zip(KEYS, self.left_out, strict=True)
            if rows
        )


@dataclass(frozen=True, slots=True, eq=False)
class _Step:
    """
    What rows share by a key after so many divisions.

    Attributes:
        shared: Shape (rows,): equal for rows of a block, `NONE` for those in none.
        counts: Shape (rows,): how many rows the block has, or `_TOO_MANY`.
    """

    shared: NDArray[np.int32]
    counts: NDArray[np.int16]

    @classmethod
    def of(cls, shared: Numbers, counts: Numbers) -> "_Step":
        """Keep what is known of a step in little room: a million rows have fifty."""
        few = np.minimum(counts, _TOO_MANY).astype(np.int16)
        return cls(shared.astype(np.int32), few)


def _pairs(steps: Sequence[_Step], limits: Sequence[int]) -> Numbers:
    """Return how many pairs a key makes at most, for each limit of how many rows blocks have."""
    at = np.minimum(limits, _TOO_MANY - 1)
    pairs = np.zeros(len(limits), dtype=np.int64)
    before = np.full(len(steps[0].shared), _TOO_MANY, dtype=np.int16)
    for step in steps:
        has = step.shared != NONE
        counts = step.counts[has]
        others = np.where(counts < _TOO_MANY, counts - 1, 0)
        # Rows in blocks that fit now, less those of them that did before and were not divided.
        made, gone = (
            np.bincount(sizes, weights=others, minlength=_TOO_MANY + 1).cumsum()[at]
            for sizes in (counts, before[has])
        )
        pairs += (made - gone).astype(np.int64) // 2
        before = np.where(has, step.counts, before)
    return pairs


def _key(key: Key, steps: Sequence[_Step], most: int) -> tuple[NDArray[np.int32], int]:
    """Return what rows share, `NONE` for those in no block, and how many were left out."""
    made = np.full(len(steps[0].shared), NONE, dtype=np.int32)
    for depth, step in enumerate(steps):
        fits = (made == NONE) & (step.shared != NONE) & (step.counts <= min(most, _TOO_MANY - 1))
        made[fits] = step.shared[fits] * 4 + depth
    has = steps[0].shared != NONE  # who has nothing to share has nothing more when divided
    left_out = 0 if key.rare else int(np.count_nonzero(has & (made == NONE)))
    return made, left_out


def _limit(key: Key, limit: int, most: int) -> int:
    """Return how many rows a block of a key may have; few for keys that add little."""
    if key.rare:
        return min(limit, key.rare)
    adds_little = limit < most and not _ADD_LITTLE.isdisjoint(key.fields)
    return max(limit // 8, 2) if adds_little else limit


def row_numbers(told: Columns) -> RowNumbers:
    """Return rows as numbers."""
    known = _Values(told.parts)
    named = {field: known.numbered(told.names[field]) for field in NAME_FIELDS}
    return RowNumbers(known.letters(), Parts(told.parts), named, known.skeletons(), _plain(told))


class _Values:
    """Values of parts by number: each spelling once, however often it is written."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self._parts = parts
        self._values: list[tuple[int, int]] = []
        self._by_spelling: dict[object, int] = {}

    def numbered(self, held: Letters) -> Numbers:
        """Return shape (rows,): which value each row has."""
        both = (held.arabic + 1).astype(np.int64) * (len(self._parts) + 1) + held.other + 1
        found, first, back = np.unique(both, return_index=True, return_inverse=True)
        told = np.empty(len(found), dtype=np.int64)
        for at in np.argsort(first, kind="stable").tolist():  # numbers in the order of the rows
            row = first[at]
            told[at] = self._number(int(held.arabic[row]), int(held.other[row]))
        return told[back]

    def _number(self, arabic: int, other: int) -> int:
        both = [self._parts[at] if at != MISSING else None for at in (arabic, other)]
        if not any(part and (part.skeleton or part.folded) for part in both):
            return NONE
        spelling = tuple((one.folded, one.skeleton, one.sound) if one else None for one in both)
        number = self._by_spelling.setdefault(spelling, len(self._values))
        if number == len(self._values):
            self._values.append((arabic, other))
        return number

    def letters(self) -> Letters:
        """Return shape (values,) twice: a part that has each value, in either letters."""
        arabic, other = np.array(self._values, dtype=np.int32).reshape(-1, 2).T
        return Letters(arabic, other)

    def skeletons(self) -> Numbers:
        """Return shape (values,): equal for values of one skeleton."""
        known: dict[str, int] = {}
        bones = (
            self._parts[arabic if arabic != MISSING else other] for arabic, other in self._values
        )
        told = [part.skeleton or part.folded for part in bones]
        return np.array([known.setdefault(bone, len(known)) for bone in told], dtype=np.int64)


def _plain(told: Columns) -> dict[str, Numbers]:
    made = {
        "list": told.list_of.astype(np.int64),
        "twice": (~told.each_once[told.list_of]).astype(np.int64),
    }
    for field in ("sex", "place", "national_id", "both_names", "place_word", *NUMBER_FIELDS):
        held = values_of(told, field)
        made[field] = np.where(held.arabic >= 0, held.arabic, held.other).astype(np.int64)
    days, back = np.unique(made["born_day"], return_inverse=True)
    dates = [date.fromordinal(day) if day != NONE else None for day in days.tolist()]
    made["born_month"] = np.array([one.month if one else NONE for one in dates])[back]
    made["born_dom"] = np.array([one.day if one else NONE for one in dates])[back]
    return made


def _looked_up(table: Numbers, at: Numbers) -> Numbers:
    if not len(table):
        return at
    return np.where(at == NONE, NONE, table[at])


def _mixed(one: Numbers, two: Numbers) -> Numbers:
    """Return one small number for two: equal for equal ones, `NONE` where either is missing."""
    made = _packed(one, two)
    _, dense = np.unique(made, return_inverse=True)
    return np.where(made == NONE, NONE, dense)


def _packed(one: Numbers, two: Numbers) -> Numbers:
    """Return one number for two, as large as both together."""
    made = one * (int(two.max(initial=0)) + 2) + two
    return np.where((one == NONE) | (two == NONE), NONE, made)
