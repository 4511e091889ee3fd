"""
Rows of lists as columns of numbers, which is what engines work on.

Names, places and numbers of a state repeat: each stands once in a table, and a row has its
place there. So a million rows are some hundred megabytes and need not be gone over one by one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from onrecord.lists.linking.rows import NAME_FIELDS, LinkRow
from onrecord.lists.names import NameParts, Part

TEXT_FIELDS = ("sex", "place", "place_written", "national_id")
MISSING = -1  # where a row does not say

Codes = NDArray[np.int32]
PARTS_OF_NAME = NAME_FIELDS[:4]


@dataclass(frozen=True, slots=True)
class Letters:
    """
    A part of the name, row by row.

    Attributes:
        arabic: Shape (rows,), int32: which of `Columns.parts` it is in Arabic letters;
            `MISSING` where it is not told.
        other: Likewise, in any other letters.
    """

    arabic: Codes
    other: Codes

    def only(self, kept: NDArray[np.int64]) -> "Letters":
        """Return some of the rows."""
        return Letters(self.arabic[kept], self.other[kept])


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """
    Many rows, column by column. Rows stand in the order of their persons' ids.

    Attributes:
        persons: Ids of the persons, one for each row; rows' numbers are what engines speak of.
        lists: Ids of the lists, sorted.
        list_of: Shape (rows,), int32: which of `lists` each row is of.
        each_once: Shape (lists,), bool: whether a list has nobody twice.
        parts: Every part of a name that any row has, once.
        names: For each of `NAME_FIELDS`, which of `parts` each row has. A mother's name is the
            same in both letters.
        texts: For each of `TEXT_FIELDS`, every text that any row has, once.
        coded: For each of `TEXT_FIELDS`, shape (rows,), int32: which of `texts` each row has.
        numbers: For each of `NUMBER_FIELDS`, shape (rows,), float64; NaN where missing.
    """

    persons: tuple[str, ...]
    lists: tuple[str, ...]
    list_of: Codes
    each_once: NDArray[np.bool_]
    parts: tuple[Part, ...]
    names: dict[str, Letters]
    texts: dict[str, tuple[str, ...]]
    coded: dict[str, Codes]
    numbers: dict[str, NDArray[np.float64]]

    def __len__(self) -> int:
        return len(self.persons)

    @property
    def rows(self) -> Sequence[LinkRow]:
        """The rows one by one, each made when it is asked for: forefathers up to the second."""
        return _Rows(self)

    def best(self, of: str) -> Codes:
        """Return a part of the name in the letters it is best read in: Arabic if there are any."""
        return np.where(self.has_name("arabic"), self.names[of].arabic, self.names[of].other)

    def has_name(self, letters: str) -> NDArray[np.bool_]:
        """Return which rows have a name in `arabic` or in `other` letters."""
        held = [getattr(self.names[of], letters) != MISSING for of in PARTS_OF_NAME]
        told: NDArray[np.bool_] = np.logical_or.reduce(held)
        return told

    def skeletons(self, of: str) -> Letters:
        """Return a part's skeletons as numbers, equal for equal ones; `MISSING` where empty."""
        told, held = self._bones(), self.names[of]
        return Letters(_looked_up(told, held.arabic), _looked_up(told, held.other))

    def _bones(self) -> Codes:
        """Return shape (parts,): each part's skeleton as a number."""
        known: dict[str, int] = {"": MISSING}
        told = (known.setdefault(part.skeleton, len(known) - 1) for part in self.parts)
        return np.fromiter(told, np.int32, len(self.parts))

    def both_names(self) -> Letters:
        """
        Return the given and the family name of names of two parts, whichever stands first.

        Rows with the same two have the same number; those whose names have other parts, or
        only one, have none.
        """
        given, father, family = (self.names[of] for of in ("given", "father", "family"))
        bones = self._bones() + 1  # two parts without any consonant are alike too
        many = int(bones.max(initial=0)) + 1

        def together(letters: str) -> NDArray[np.int64]:
            one, two, between = (getattr(of, letters) for of in (given, family, father))
            first, second = _looked_up(bones, one), _looked_up(bones, two)
            made = np.minimum(first, second).astype(np.int64) * many + np.maximum(first, second)
            return np.where((one < 0) | (two < 0) | (between >= 0), MISSING, made)

        sides = [together(letters) for letters in ("arabic", "other")]
        _, back = np.unique(np.concatenate(sides), return_inverse=True)
        arabic, other = (
            np.where(side < 0, MISSING, told).astype(np.int32)
            for side, told in zip(sides, np.split(back, 2), strict=True)
        )
        return Letters(arabic, other)

    def place_words(self) -> Codes:
        """Return shape (rows,): the word that tells most of a place, as a number."""
        known: dict[str, int] = {"": MISSING}
        words = (
            max(place.split(), key=lambda one: (one.isalpha(), len(one), one), default="")
            for place in self.texts["place"]
        )
        told = np.array([known.setdefault(word, len(known) - 1) for word in words], dtype=np.int32)
        return _looked_up(told, self.coded["place"])

    def can_pair(self, left: NDArray[np.int64], right: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Return which pairs of row numbers may be one person as far as lists go."""
        same_list = self.list_of[left] == self.list_of[right]
        told: NDArray[np.bool_] = ~(same_list & self.each_once[self.list_of[left]])
        return told

    def only(self, kept: NDArray[np.int64]) -> "Columns":
        """Return some of the rows, with all lists and tables."""
        return Columns(
            persons=tuple(self.persons[at] for at in kept.tolist()),
            lists=self.lists,
            list_of=self.list_of[kept],
            each_once=self.each_once,
            parts=self.parts,
            names={field: held.only(kept) for field, held in self.names.items()},
            texts=self.texts,
            coded={field: held[kept] for field, held in self.coded.items()},
            numbers={field: held[kept] for field, held in self.numbers.items()},
        )

    def row(self, at: int) -> LinkRow:
        """Return one row by its number."""
        said: dict[str, Any] = {
            field: held[code] if (code := self.coded[field][at]) != MISSING else ""
            for field, held in self.texts.items()
        }
        for field, held in self.numbers.items():
            said[field] = None if np.isnan(held[at]) else int(held[at])
        return LinkRow(
            list=self.lists[self.list_of[at]],
            person=self.persons[at],
            arabic=self._name("arabic", at),
            other=self._name("other", at),
            mother=self._part("mother", "other", at),
            **said,
        )

    def _name(self, letters: str, at: int) -> NameParts | None:
        given, father, grandfather, family = (self._part(of, letters, at) for of in PARTS_OF_NAME)
        fathers = tuple(one for one in (father, grandfather) if one is not None)
        if given is None and family is None and not fathers:
            return None
        return NameParts(given, fathers, family)

    def _part(self, of: str, letters: str, at: int) -> Part | None:
        code = int(getattr(self.names[of], letters)[at])
        return None if code == MISSING else self.parts[code]


class _Rows(Sequence[LinkRow]):
    def __init__(self, columns: Columns) -> None:
        self._columns = columns

    def __len__(self) -> int:
        return len(self._columns)

    @overload
    def __getitem__(self, at: int) -> LinkRow: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[LinkRow]: ...
    def __getitem__(self, at: int | slice) -> LinkRow | Sequence[LinkRow]:
        if isinstance(at, slice):
            return [self._columns.row(one) for one in range(*at.indices(len(self)))]
        return self._columns.row(range(len(self))[at])

    def __iter__(self) -> Iterator[LinkRow]:
        return map(self._columns.row, range(len(self)))


def _looked_up(table: Codes, at: Codes) -> Codes:
    """Return what a table has at each number, `MISSING` where there is none."""
    if not len(table):
        return at
    return np.where(at < 0, MISSING, table[at]).astype(np.int32)
