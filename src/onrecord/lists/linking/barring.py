"""What keeps two rows apart, or brings them together, whatever their score."""

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA

from onrecord.lists.linking.columns import MISSING, Codes, Columns
from onrecord.lists.linking.decided import Decided
from onrecord.lists.linking.scored import LEVELS, Scored
from onrecord.lists.linking.settings import Settings
from onrecord.model import Level

FIRST_NAMES = "their first names differ"
SEX_AND_AGE = "sex and age both differ"
NUMBERS = "a state gave them different numbers"
SLIP = "their numbers differ by what may be a slip of the pen"
NUMBERS_SAME = "they have one number of a state, and different first names"
ONCE = "they are two rows of one list, which has nobody twice"
APART = "decided"
TWO_WAYS = "one list writes their first names in two ways"
REASONS = ("", FIRST_NAMES, TWO_WAYS, SEX_AND_AGE, NUMBERS, SLIP, NUMBERS_SAME, APART)

_OTHER = LEVELS.index(Level.OTHER)
_SAME_LEVEL, _MISSING = LEVELS.index(Level.SAME), LEVELS.index(Level.MISSING)
_DIGIT, _LETTER = re.compile(r"\d"), re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True, eq=False)
class Bars:
    """
    What is known of pairs beside their scores.

    Attributes:
        reason: Shape (pairs,), int8: numbers of `REASONS`; 0 where nothing bars.
        settled: Shape (pairs,), bool: whether one number of a state settles that they are one.
    """

    reason: NDArray[np.int8]
    settled: NDArray[np.bool_]


def bars(columns: Columns, scored: Scored, held: Decided, settings: Settings) -> Bars:
    """
    Return what bars or settles each pair.

    - Two different first names are two persons: brothers and sisters agree in all else.
    - One keeper who writes a first name in two ways may mean two persons: a person looks.
    - One number of a state and compatible first names are one person.
    - Two numbers of one kind are two persons, unless one may be a slip of the other; then,
      and where one number stands beside two first names, a person looks.
    - Another sex and another age (four years or more) together are for a person to judge.
    - What people decided goes before all of these.
    """
    reason = np.zeros(len(scored), dtype=np.int8)
    differ = _level(scored, "given") == _OTHER
    _bar(
        reason, (_level(scored, "sex") == _OTHER) & (_level(scored, "born") == _OTHER), SEX_AND_AGE
    )
    if settings.first_names_bar:
        _bar(reason, _written_in_two_ways(columns, scored), TWO_WAYS)
        _bar(reason, differ, FIRST_NAMES)
    numbers = _numbers(columns, scored, settle=settings.numbers_settle)
    same = numbers == _SAME
    _bar(reason, numbers == _DIFFER, NUMBERS)
    _bar(reason, numbers == _SLIP, SLIP)
    reason[same] = 0
    _bar(reason, same & differ, NUMBERS_SAME)
    for at in _decided_at(scored, held):
        reason[at] = REASONS.index(APART)
    return Bars(reason, same & ~differ)


def _level(scored: Scored, field: str) -> NDArray[np.int8]:
    if field not in scored.fields:
        return np.full(len(scored), LEVELS.index(Level.MISSING), dtype=np.int8)
    told: NDArray[np.int8] = scored.levels[:, scored.fields.index(field)]
    return told


def _written_in_two_ways(columns: Columns, scored: Scored) -> NDArray[np.bool_]:
    given = _level(scored, "given")
    same_list = columns.list_of[scored.left] == columns.list_of[scored.right]
    told: NDArray[np.bool_] = same_list & (given != _SAME_LEVEL) & (given != _MISSING)
    return told


def _bar(reason: NDArray[np.int8], at: NDArray[np.bool_], why: str) -> None:
    reason[at] = REASONS.index(why)


def _decided_at(scored: Scored, held: Decided) -> list[int]:
    apart = set(held.apart)
    if not apart:
        return []
    rows = zip(scored.left.tolist(), scored.right.tolist(), strict=True)
    return [at for at, pair in enumerate(rows) if pair in apart]


_NOTHING, _SAME, _DIFFER, _SLIP = range(4)


def _numbers(columns: Columns, scored: Scored, *, settle: bool) -> NDArray[np.int8]:
    """Return what national ids say of each pair."""
    told = np.zeros(len(scored), dtype=np.int8)
    if not settle:
        return told
    ids, of = columns.texts["national_id"], _telling_ids(columns)
    left, right = of[scored.left], of[scored.right]
    for at in np.flatnonzero((left >= 0) & (right >= 0)).tolist():
        told[at] = said_by_numbers(ids[left[at]], ids[right[at]])
    return told


def _telling_ids(columns: Columns) -> Codes:
    """Return each row's number of a state; none for one that a list gives to several persons."""
    told = columns.coded["national_id"]
    borne = told.astype(np.int64) * len(columns.lists) + columns.list_of
    _, back, counts = np.unique(borne, return_inverse=True, return_counts=True)
    shared = (counts[back] > 1) & columns.each_once[columns.list_of] & (told >= 0)
    return np.where(np.isin(told, told[shared]), MISSING, told)


def said_by_numbers(left: str, right: str) -> int:
    """
    Return 0 if two numbers say nothing, 1 if they are one, 2 if they differ, 3 for a slip.

    Numbers of two states differ in how they are built, and then say nothing.

    >>> said_by_numbers("901234567", "901234567"), said_by_numbers("901234567", "912345678")
    (1, 2)
    >>> said_by_numbers("901234567", "901243567"), said_by_numbers("901234567", "AB12")
    (3, 0)
    """
    if left == right:
        return _SAME
    if OSA.distance(left, right) == 1:
        return _SLIP
    return _DIFFER if _shape(left) == _shape(right) else _NOTHING


def _shape(number: str) -> str:
    return _LETTER.sub("A", _DIGIT.sub("9", number))
