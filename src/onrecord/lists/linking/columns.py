"""What every engine compares: each row's names, age, days and place, made comparable once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from onrecord.kit.folding import fold
from onrecord.kit.spelling import is_arabic
from onrecord.lists.names import NameParts, Part, parts
from onrecord.model import Entry, When

NAME_FIELDS = ("given", "father", "grandfather", "family", "mother")
NUMBER_FIELDS = ("age", "born_day", "born_year", "harm_earliest", "harm_latest")


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRow:
    """
    One row of a list, made comparable.

    Attributes:
        list: Id of the `NameList`.
        person: Id of the person on that list (`Entry.person`).
        arabic: The name in Arabic letters, taken apart; None if the row has none.
        other: The name in any other letters; None if the row has none.
        mother: Her name as one part; None if unknown.
        sex: `female`, `male`; "" if unknown.
        age: In whole years; None if unknown.
        born_day: Day of birth as a proleptic ordinal (`date.toordinal`); None unless exact.
        born_year: Year of birth; None unless the list tells it.
        harm_earliest, harm_latest: The span of what befell them, as ordinals; None if open
            or unknown.
        place: Folded; "" if unknown.
        place_written: As it stands; "" if unknown.
        own_id, national_id: As the list has them, without blanks; "" if none.
    """

    list: str
    person: str
    arabic: NameParts | None = None
    other: NameParts | None = None
    mother: Part | None = None
    sex: str = ""
    age: int | None = None
    born_day: int | None = None
    born_year: int | None = None
    harm_earliest: int | None = None
    harm_latest: int | None = None
    place: str = ""
    place_written: str = ""
    own_id: str = ""
    national_id: str = ""

    @property
    def name(self) -> NameParts:
        """The name in the letters that it is best read in: Arabic ones, if the row has them."""
        return self.arabic or self.other or NameParts(None)

    def part(self, of: str) -> Part | None:
        """Return a part by the name of its field, one of `NAME_FIELDS`."""
        return self.mother if of == "mother" else part_of(self.name, of)

    @property
    def rest(self) -> tuple[str, ...]:
        """Skeletons of what stands between the given name and the family name, sorted."""
        return tuple(sorted(part.skeleton for part in self.name.fathers))


def part_of(name: NameParts | None, of: str) -> Part | None:
    """Return `given`, `father`, `grandfather` or `family` of a name; None if it has none."""
    if name is None:
        return None
    match of:
        case "given":
            return name.given
        case "family":
            return name.family
        case "father":
            return name.fathers[0] if name.fathers else None
        case "grandfather":
            return name.fathers[1] if len(name.fathers) > 1 else None
    return None


def link_row(entry: Entry) -> LinkRow:
    """
    Return one row of a list as engines compare it.

    Parts that have columns of their own come before parts of the whole name; the whole
    name is taken apart where there are none.
    """
    arabic, other = _by_letters(entry)
    return LinkRow(
        list=entry.list,
        person=entry.person,
        arabic=arabic,
        other=other,
        mother=_one_part(entry.mother),
        sex=str(entry.sex or ""),
        age=entry.age,
        born_day=_exact(entry.born),
        born_year=_year(entry.born),
        harm_earliest=_ordinal(entry.when.earliest if entry.when else None),
        harm_latest=_ordinal(entry.when.latest if entry.when else None),
        place=fold(entry.place or ""),
        place_written=entry.place or "",
        own_id="".join((entry.own_id or "").split()),
        national_id="".join((entry.national_id or "").split()),
    )


def _by_letters(entry: Entry) -> tuple[NameParts | None, NameParts | None]:
    arabic: NameParts | None = None
    other: NameParts | None = None
    columns = " ".join(one for one in _columns(entry) if one)
    named = [(columns, _from_columns(entry))] if columns else []
    named += [(text, parts(text)) for text in (entry.name, *entry.other_names) if text.strip()]
    for text, made in named:
        if made.given is None and made.family is None and not made.fathers:
            continue
        if is_arabic(text):
            arabic = arabic or made
        else:
            other = other or made
    return arabic, other


def _columns(entry: Entry) -> tuple[str | None, ...]:
    return (entry.given, entry.father, entry.grandfather, entry.family)


def _from_columns(entry: Entry) -> NameParts:
    """Return a name from the columns of its parts; what has none comes from the whole name."""
    whole = parts(entry.name) if is_arabic(entry.name) == is_arabic(entry.given or "") else None
    given, father, grandfather, family = (_one_part(one) for one in _columns(entry))
    fathers = tuple(one for one in (father, grandfather) if one is not None)
    if whole is not None:
        given = given or (None if entry.given is not None else whole.given)
        family = family or whole.family
        fathers = fathers or _between(whole, given, family)
    return NameParts(given, fathers, family)


def _between(whole: NameParts, given: Part | None, family: Part | None) -> tuple[Part, ...]:
    taken = {one.folded for one in (given, family) if one is not None}
    return tuple(one for one in whole.fathers if one.folded not in taken)


def _one_part(text: str | None) -> Part | None:
    """Return what stands in one column as one part, however many words it has."""
    if not text or not text.strip():
        return None
    made = parts(text)
    held = [one for one in (made.given, *made.fathers, made.family) if one is not None]
    if not held:
        return None
    if len(held) == 1:
        return held[0]
    return Part(
        written=" ".join(one.written for one in held),
        folded=" ".join(one.folded for one in held),
        skeleton="".join(one.skeleton for one in held),
        sound="".join(one.sound for one in held),
    )


def _ordinal(day: date | None) -> int | None:
    return day.toordinal() if day else None


def _exact(born: When | None) -> int | None:
    if born is None or born.earliest is None or born.earliest != born.latest:
        return None
    return born.earliest.toordinal()


def _year(born: When | None) -> int | None:
    if born is None or born.earliest is None or born.latest is None:
        return None
    return born.earliest.year if born.earliest.year == born.latest.year else None


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """
    Many rows, column by column. Rows stand in the order of their persons' ids.

    Attributes:
        rows: One for each person on a list; their numbers are what engines speak of.
        lists: Ids of the lists, sorted.
        list_of: Shape (rows,), int32: which of `lists` each row is of.
        each_once: Shape (lists,), bool: whether a list has nobody twice.
    """

    rows: tuple[LinkRow, ...]
    lists: tuple[str, ...]
    list_of: NDArray[np.int32]
    each_once: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.rows)

    def skeletons(self, of: str) -> list[str]:
        """Return a part's skeletons, row by row; "" where missing."""
        return [part.skeleton if part else "" for part in (row.part(of) for row in self.rows)]

    def folded(self, of: str) -> list[str]:
        """Return a part's folded forms, row by row; "" where missing."""
        return [part.folded if part else "" for part in (row.part(of) for row in self.rows)]

    def texts(self, of: str) -> list[str]:
        """Return `sex`, `place`, `own_id`, `national_id`, `list` or `person`, row by row."""
        return [str(getattr(row, of)) for row in self.rows]

    def numbers(self, of: str) -> NDArray[np.float64]:
        """Return one of `NUMBER_FIELDS`, row by row; NaN where missing."""
        told = (getattr(row, of) for row in self.rows)
        return np.array([np.nan if one is None else one for one in told], dtype=np.float64)

    def can_pair(self, left: NDArray[np.int64], right: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Return which pairs of row numbers may be one person as far as lists go."""
        same_list = self.list_of[left] == self.list_of[right]
        told: NDArray[np.bool_] = ~(same_list & self.each_once[self.list_of[left]])
        return told


def columns(rows: Iterable[LinkRow], lists_with_each_once: Sequence[str] = ()) -> Columns:
    """
    Return rows as columns, in the order of their persons' ids.

    Args:
        rows: One for each person on a list; the last counts if a person comes twice.
        lists_with_each_once: Ids of the lists that have nobody twice.
    """
    by_person = {row.person: row for row in rows}
    held = tuple(by_person[person] for person in sorted(by_person))
    lists = tuple(sorted({row.list for row in held}))
    number = {name: place for place, name in enumerate(lists)}
    return Columns(
        rows=held,
        lists=lists,
        list_of=np.array([number[row.list] for row in held], dtype=np.int32),
        each_once=np.array([name in set(lists_with_each_once) for name in lists], dtype=np.bool_),
    )
