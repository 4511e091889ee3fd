"""How a keeper writes people down: row by row, with faults, as columns of text and numbers."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.kit.ids import content_id
from onrecord.model import Entry, Grain, Outcome, Sex, When
from onrecord.testing.people.keepers import Keeper
from onrecord.testing.people.letters import Writing, slip, written
from onrecord.testing.people.population import Flags, Numbers, Population, lexicon

Texts = NDArray[np.object_]

_SLIPS = 4  # wrong forms of each word and hand, made once
_UNKNOWN = {True: ("طفلة", "مجهولة", "ابنة"), False: ("Unknown", "Daughter of", "Unidentified")}
_UNKNOWN_MAN = {True: ("طفل", "مجهول", "ابن"), False: ("Unknown", "Son of", "Unidentified")}
_YEAR = 365.2425
_NONE = -1


@cache
def spelt() -> Texts:
    """Return shape (hands, words, 1 + slips): every word of the lexicon in every hand."""
    chance = np.random.default_rng(0)
    terms = lexicon().words
    made = np.empty((len(Writing), len(terms), 1 + _SLIPS), dtype=object)
    for hand in Writing:
        for at, word in enumerate(terms):
            right = written(word, hand)
            made[hand, at, 0] = right
            made[hand, at, 1:] = [slip(right, chance) for _ in range(_SLIPS)]
    return made


@cache
def swapped_days(first: int, last: int) -> Numbers:
    """Return, for each day of a span, that with day and month swapped; itself if none is."""
    days = [date.fromordinal(day) for day in range(first, last + 1)]
    return np.array(
        [
            day.replace(month=day.day, day=day.month).toordinal()
            if day.day <= 12
            else day.toordinal()
            for day in days
        ],
        dtype=np.int64,
    )


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """
    The rows of one list, column by column; -1 or None where a row does not say.

    Attributes:
        list: Id of the `NameList`.
        keeper: Who keeps it.
        people: Shape (rows,): the true person of each row, as a number of the `Population`.
        name, other_name: The whole name; the other is None where the list has no such column.
        given, father, grandfather, family: Parts of it.
        female: 1, 0.
        age: In whole years.
        born: A day; of the year alone where `born_year_only`.
        died: A day.
        place: As written.
        said_by: Name of the list that a row was copied from; None for own ones.
    """

    list: str
    keeper: Keeper
    people: Numbers
    name: Texts
    other_name: Texts
    given: Texts
    father: Texts
    grandfather: Texts
    family: Texts
    female: Numbers
    age: Numbers
    born: Numbers
    born_year_only: Flags
    died: Numbers
    place: Texts
    said_by: Texts

    def __len__(self) -> int:
        return len(self.people)

    def only(self, kept: Numbers | Flags) -> "Rows":
        """Return some of the rows."""
        return self.with_columns({name: getattr(self, name)[kept] for name in COLUMNS})

    def with_columns(self, columns: dict[str, Any]) -> "Rows":
        """Return the list with other columns."""
        return replace(self, **columns)

    def person(self, row: int) -> str:
        """Return the id of the person on the list at a row, counted from 0."""
        return content_id("per", self.list, row)

    def entries(self, issue: str, rows: Numbers | None = None) -> Iterator[Entry]:
        """Yield rows as entries of an issue, all or some, in their order."""
        numbers = range(len(self)) if rows is None else rows.tolist()
        told = self if rows is None else self.only(rows)
        columns = (getattr(told, name).tolist() for name in COLUMNS)
        has_parts = self.keeper.has_parts
        for row, (_, name, other, given, father, grandfather, family, female, *rest) in zip(
            numbers, zip(*columns, strict=True), strict=True
        ):
            age, born, is_year, died, place, said_by = rest
            yield Entry(
                list=self.list,
                person=self.person(row),
                issue=issue,
                row=row + 1,
                name=name,
                other_names=(other,) if other else (),
                given=given if has_parts else None,
                father=father if has_parts else None,
                grandfather=grandfather if has_parts else None,
                family=family if has_parts else None,
                sex=None if female == _NONE else _SEX[female],
                age=None if age == _NONE else age,
                born=None if born == _NONE else _year(born) if is_year else _day(born),
                when=None if died == _NONE else _day(died),
                place=place,
                outcome=Outcome.KILLED,
                own_id=str(row + 1),
                said_by=said_by,
            )


COLUMNS = (
    "people", "name", "other_name", "given", "father", "grandfather", "family", "female", "age",
    "born", "born_year_only", "died", "place", "said_by",
)  # fmt: skip
_SEX = (Sex.MALE, Sex.FEMALE)


@cache
def _day(ordinal: int) -> When:
    day = date.fromordinal(ordinal)
    return When(earliest=day, latest=day)


@cache
def _year(ordinal: int) -> When:
    year = date.fromordinal(ordinal).year
    return When(earliest=date(year, 1, 1), latest=date(year, 12, 31), grain=Grain.YEAR)


def rows(
    list_id: str,
    keeper: Keeper,
    found: Population,
    people: Numbers,
    chance: np.random.Generator,
) -> Rows:
    """Return what a keeper writes of some people, in that order."""
    parts = _parts(keeper, found, people, chance)
    hands = _hands(keeper, len(people), chance)
    texts = _texts(keeper, found, people, parts, hands)
    other = np.full(len(people), None, dtype=object)
    if keeper.other_writing is not None:
        other_hands = [np.full(len(people), keeper.other_writing)] * len(hands)
        other = _whole(_texts(keeper, found, people, parts, other_hands))
    female, age, born, is_year, died = _facts(keeper, found, people, chance)
    return Rows(
        list_id,
        keeper,
        people,
        _whole(texts),
        other,
        *texts,
        female,
        age,
        born,
        is_year,
        died,
        _places(keeper, found, people, chance),
        np.full(len(people), None, dtype=object),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Parts:
    """Which word each row has for each part, -1 for none, and which of its forms."""

    numbers: tuple[Numbers, ...]  # given, father, grandfather, family
    forms: tuple[Numbers, ...]
    unknown: Numbers  # which word stands for a given name that nobody knows; -1 where known


def _parts(
    keeper: Keeper, found: Population, people: Numbers, chance: np.random.Generator
) -> _Parts:
    faults, size, terms = keeper.faults, len(people), lexicon()
    given, father = found.given[people], found.father[people]
    grandfather, family = found.grandfather[people], found.family[people]
    swapped = chance.random(size) < faults.swapped
    father, grandfather = (
        np.where(swapped, grandfather, father),
        np.where(swapped, father, grandfather),
    )
    kunya = (chance.random(size) < faults.kunya) & ~found.female[people]
    eldest = terms.kunyas.start + chance.integers(0, len(terms.kunyas), size)
    given = np.where(kunya, eldest, given)
    father = np.where(chance.random(size) < faults.no_father, _NONE, father)
    grandfather = np.where(chance.random(size) < faults.no_grandfather, _NONE, grandfather)
    family = np.where(chance.random(size) < faults.no_family, _NONE, family)
    unknown = np.where(
        chance.random(size) < faults.unknown_given,
        chance.integers(0, len(_UNKNOWN[True]), size),
        _NONE,
    )
    numbers = (given, father, grandfather, family)
    forms = tuple(
        np.where(chance.random(size) < faults.slip, chance.integers(1, 1 + _SLIPS, size), 0)
        for _ in numbers
    )
    return _Parts(numbers, forms, unknown)


def _hands(keeper: Keeper, size: int, chance: np.random.Generator) -> list[Numbers]:
    """Return in which hand each part of each row is written."""
    latin = np.array([hand for hand in Writing if not hand.is_arabic])
    own = np.full(size, keeper.writing)
    if keeper.writing.is_arabic or not keeper.strays:
        return [own] * 4
    return [
        np.where(chance.random(size) < keeper.strays, chance.choice(latin, size), own)
        for _ in range(4)
    ]


def _texts(
    keeper: Keeper, found: Population, people: Numbers, parts: _Parts, hands: list[Numbers]
) -> tuple[Texts, Texts, Texts, Texts]:
    forms = spelt()
    made = []
    for hand, number, form in zip(hands, parts.numbers, parts.forms, strict=True):
        text = forms[hand, np.maximum(number, 0), form]
        text[number == _NONE] = None
        made.append(text)
    is_arabic = Writing(int(hands[0][0])).is_arabic if len(people) else keeper.writing.is_arabic
    for at in np.flatnonzero(parts.unknown != _NONE).tolist():
        told = _UNKNOWN if found.female[people[at]] else _UNKNOWN_MAN
        made[0][at] = told[is_arabic][parts.unknown[at]]
    return made[0], made[1], made[2], made[3]


def _whole(texts: tuple[Texts, Texts, Texts, Texts]) -> Texts:
    made = np.empty(len(texts[0]), dtype=object)
    columns = (text.tolist() for text in texts)
    made[:] = [" ".join(filter(None, parts)) for parts in zip(*columns, strict=True)]
    return made


def _facts(
    keeper: Keeper, found: Population, people: Numbers, chance: np.random.Generator
) -> tuple[Numbers, Numbers, Numbers, Flags, Numbers]:
    """Return sex, age, day of birth, whether only its year is told, and day of death."""
    faults, size = keeper.faults, len(people)
    born, died = found.born[people], found.died[people]
    age = ((died - born) / _YEAR).astype(np.int64)
    off = chance.choice((-2, -1, 1, 2), size=size, p=(0.1, 0.4, 0.4, 0.1))
    age = np.maximum(age + np.where(chance.random(size) < faults.age_off, off, 0), 0)
    age = np.where(chance.random(size) < faults.no_age, _NONE, age)
    female = np.where(chance.random(size) < faults.no_sex, _NONE, found.female[people].astype(int))
    if size:
        turned = swapped_days(int(found.born.min()), int(found.born.max()))[born - found.born.min()]
        born = np.where(chance.random(size) < faults.day_month, turned, born)
    born = np.where(chance.random(size) < faults.no_born, _NONE, born)
    is_year = (chance.random(size) < faults.born_year_only) & (born != _NONE)
    away = chance.integers(-3, 4, size)
    died = died + np.where(chance.random(size) < faults.date_off, away, 0)
    died = np.where(chance.random(size) < faults.no_date, _NONE, died)
    return female, age, born, is_year, died


def _places(
    keeper: Keeper, found: Population, people: Numbers, chance: np.random.Generator
) -> Texts:
    faults, size, terms = keeper.faults, len(people), lexicon()
    other = chance.integers(terms.places.start, terms.places.stop, size)
    place = np.where(chance.random(size) < faults.other_place, other, found.place[people])
    told: Texts = spelt()[keeper.writing, place, 0]
    told[chance.random(size) < faults.no_place] = None
    return told
