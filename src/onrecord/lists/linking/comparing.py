"""How well each field of pairs of rows agrees, for many pairs at once."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from onrecord.lists.linking.alike import Parts
from onrecord.lists.linking.columns import Codes, Columns
from onrecord.lists.linking.places import Places
from onrecord.lists.linking.scored import LEVELS
from onrecord.model import Level

Numbers = NDArray[np.int64]
Grades = NDArray[np.int8]

FIELDS = (
    *("given", "father", "grandfather", "family", "mother"),
    *("sex", "born", "date", "place", "number"),
)
"""
What is compared. `born` is the day or year of birth, or the age where either lacks it;
`number` is a state's number for a person.
"""

SAME, SPELLED, CLOSE, PART, OTHER, MISSING = range(len(LEVELS))

# Grades of `born` beyond the levels, which tell a birthday from a slip and from another person.
BORN_LEVELS = (
    Level.SAME,  # the same day of birth
    Level.CLOSE,  # a digit of it, or day and month changed round
    Level.SAME,  # the same age
    Level.CLOSE,  # a year apart: a birthday lies between
    Level.CLOSE,  # two or three years apart
    Level.OTHER,  # four to nine
    Level.OTHER,  # more, or other days of birth
    Level.MISSING,
)
GRADES = {"born": BORN_LEVELS}


def grades_of(field: str) -> tuple[Level, ...]:
    """Return the level of each of a field's grades; the last is for missing values."""
    return GRADES.get(field, LEVELS)


class Comparing:
    """The fields of all rows as numbers, ready to be compared pair by pair."""

    def __init__(self, columns: Columns) -> None:
        self._parts = Parts(columns.parts)
        self._names = columns.names
        self._sex = columns.coded["sex"]
        self._place = Places(columns.texts["place"], columns.coded["place"])
        self._ids, self._number = columns.texts["national_id"], columns.coded["national_id"]
        told = columns.numbers
        self._age, self._day, self._year = told["age"], told["born_day"], told["born_year"]
        self._earliest, self._latest = told["harm_earliest"], told["harm_latest"]

    def grades(self, left: Numbers, right: Numbers) -> Grades:
        """Return shape (pairs, len(FIELDS)), int8: a grade for each field of each pair."""
        told = np.full((len(left), len(FIELDS)), MISSING, dtype=np.int8)
        made: dict[str, Callable[[], Grades]] = {
            "sex": lambda: self.sex(left, right),
            "born": lambda: self.born(left, right),
            "date": lambda: self.date(left, right),
            "place": lambda: self._place.grades(left, right),
            "number": lambda: _numbers(self._ids, self._number[left], self._number[right]),
        }
        for number, field in enumerate(FIELDS):
            told[:, number] = (
                made[field]() if field in made else self._across(field, left, field, right)
            )
        self._shifted(told, left, right)
        return told

    def _shifted(self, told: Grades, left: Numbers, right: Numbers) -> None:
        """Let a name that stands in another place on the other list be known again."""
        self._turned(told, left, right)
        father, grandfather = FIELDS.index("father"), FIELDS.index("grandfather")
        family = FIELDS.index("family")
        short = (told[:, grandfather] == MISSING) & (told[:, father] == OTHER)
        at = np.flatnonzero(short)
        for one, two in ((left, right), (right, left)):
            found = self._across("father", one[at], "grandfather", two[at]) <= CLOSE
            told[at[found], father] = PART
        at = np.flatnonzero((told[:, grandfather] == MISSING) & (told[:, family] == OTHER))
        for one, two in ((left, right), (right, left)):
            for of in ("father", "grandfather"):
                found = self._across("family", one[at], of, two[at]) <= CLOSE
                told[at[found], family] = PART

    def _turned(self, told: Grades, left: Numbers, right: Numbers) -> None:
        """Know a given and a family name again that changed places, where there are only two."""
        given, father, family = (FIELDS.index(of) for of in ("given", "father", "family"))
        both = (told[:, given] == OTHER) & (told[:, family] == OTHER)
        at = np.flatnonzero(both & (told[:, father] == MISSING))
        one = self._across("given", left[at], "family", right[at]) <= SPELLED
        two = self._across("family", left[at], "given", right[at]) <= SPELLED
        for field in (given, family):
            told[at[one & two], field] = PART

    def _across(self, one: str, left: Numbers, two: str, right: Numbers) -> Grades:
        """Return how well a field of some rows agrees with one of others."""
        return self._parts.agree(self._names[one].only(left), self._names[two].only(right))

    def sex(self, left: Numbers, right: Numbers) -> Grades:
        """Return shape (pairs,): grades of one field."""
        return _equal(self._sex[left], self._sex[right])

    def born(self, left: Numbers, right: Numbers) -> Grades:
        """Return shape (pairs,): grades of one field."""
        missing = len(BORN_LEVELS) - 1
        apart = np.abs(self._age[left] - self._age[right])
        years = np.abs(self._year[left] - self._year[right])
        apart = np.where(np.isnan(apart), years, apart)
        told = np.digitize(apart, [0.5, 1.5, 3.5, 9.5]).astype(np.int8) + np.int8(2)
        told[np.isnan(apart)] = missing
        one, two = self._day[left], self._day[right]
        both = np.flatnonzero(~np.isnan(one) & ~np.isnan(two))
        told[both] = _days_of_birth(
            one[both].astype(np.int64), two[both].astype(np.int64), told[both]
        )
        return told

    def date(self, left: Numbers, right: Numbers) -> Grades:
        """Return shape (pairs,): grades of one field."""
        start = np.fmax(self._earliest[left], self._earliest[right])
        end = np.fmin(self._latest[left], self._latest[right])
        gap = start - end
        exact = (self._earliest[left] == self._latest[left]) & (
            self._earliest[right] == self._latest[right]
        )
        told = np.where(gap <= 0, np.where(exact, SAME, PART), np.where(gap <= 2, CLOSE, OTHER))
        has = [~np.isnan(self._earliest[at]) | ~np.isnan(self._latest[at]) for at in (left, right)]
        told[~(has[0] & has[1]) | np.isnan(gap)] = MISSING
        return told.astype(np.int8)


def _days_of_birth(one: Numbers, two: Numbers, by_age: Grades) -> Grades:
    """Return grades of two exact days of birth; those of other days by how far apart they are."""
    apart = np.abs(one - two)
    days = np.datetime64("0001-01-01", "D") + (np.stack([one, two]) - 1)
    months = days.astype("datetime64[M]")
    day = (days - months).astype(np.int64) + 1
    month = months.astype(np.int64) % 12 + 1
    year = months.astype(np.int64) // 12
    same = (day[0] == day[1]).astype(int) + (month[0] == month[1]) + (year[0] == year[1])
    turned = (year[0] == year[1]) & (day[0] == month[1]) & (day[1] == month[0])
    told = np.where(
        apart < 366 * 1.5, 3, np.where(apart < 366 * 3.5, 4, np.where(apart < 3660, 5, 6))
    )
    told = np.where((same == 2) | turned, 1, told)
    told = np.where(apart == 0, 0, told)
    return np.where((told >= 3) & (by_age == len(BORN_LEVELS) - 1), told, told).astype(np.int8)


def _numbers(ids: Sequence[str], left: Codes, right: Codes) -> Grades:
    """Return grades of numbers: one figure wrong, left out, or changed with the next is CLOSE."""
    told = np.full(len(left), MISSING, dtype=np.int8)
    has = np.flatnonzero((left >= 0) & (right >= 0))
    apart = cpdist(
        [ids[at] for at in left[has].tolist()],
        [ids[at] for at in right[has].tolist()],
        scorer=OSA.distance,
        dtype=np.int32,
    )
    told[has] = np.where(apart == 0, SAME, np.where(apart == 1, CLOSE, OTHER))
    return told


def _equal(left: Codes, right: Codes) -> Grades:
    told = np.where(left == right, SAME, OTHER)
    told[(left < 0) | (right < 0)] = MISSING
    return told.astype(np.int8)
