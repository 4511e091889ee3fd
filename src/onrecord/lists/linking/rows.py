"""One row of a list, taken apart: its names, age, days and place, made comparable once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from onrecord.kit.folding import fold
from onrecord.kit.spelling import is_arabic
from onrecord.lists.names import NameParts, Part, parts
from onrecord.model import Entry, When

NAME_FIELDS = ("given", "father", "grandfather", "family", "mother")
_KEPT, _LONG = 200_000, 100  # cells of parts that are remembered, if they are no longer than names
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
        national_id: As the list has it, without blanks; "" if none.
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
    national_id: str = ""

    @property
    def name(self) -> NameParts:
        """The name in the letters that it is best read in: Arabic ones, if the row has them."""
        return self.arabic or self.other or NameParts(None)

    def part(self, of: str) -> Part | None:
        """Return a part by the name of its field, one of `NAME_FIELDS`."""
        return self.mother if of == "mother" else part_of(self.name, of)


_FIELDS = tuple(LinkRow.__dataclass_fields__)


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
    (values,) = zip(*taken_apart([entry]).values(), strict=True)
    return LinkRow(**dict(zip(_FIELDS, values, strict=True)))


def taken_apart(entries: Sequence[Entry]) -> dict[str, Sequence[Any]]:
    """
    Return rows of lists as `link_row` does, field by field of `LinkRow`.

    Of a million rows that spares a million values of which nothing is kept.
    """
    names = [_by_letters(entry) for entry in entries]
    born = [entry.born for entry in entries]
    when = [entry.when for entry in entries]
    places = [entry.place or "" for entry in entries]
    told: dict[str, Sequence[Any]] = {
        "list": [entry.list for entry in entries],
        "person": [entry.person for entry in entries],
        "arabic": [arabic for arabic, _ in names],
        "other": [other for _, other in names],
        "mother": [_one_part(entry.mother) for entry in entries],
        "sex": [str(entry.sex or "") for entry in entries],
        "age": [entry.age for entry in entries],
        "born_day": [_exact(one) if one else None for one in born],
        "born_year": [_year(one) if one else None for one in born],
        "harm_earliest": [_ordinal(one.earliest) if one else None for one in when],
        "harm_latest": [_ordinal(one.latest) if one else None for one in when],
        "place": [fold(place) if place else "" for place in places],
        "place_written": places,
        "national_id": ["".join((entry.national_id or "").split()) for entry in entries],
    }
    return told


def _by_letters(entry: Entry) -> tuple[NameParts | None, NameParts | None]:
    arabic: NameParts | None = None
    other: NameParts | None = None
    columns = " ".join(filter(None, _columns(entry)))
    for at, text in enumerate((columns, entry.name, *entry.other_names)):
        if not text:
            continue
        in_arabic = is_arabic(text)
        if (arabic if in_arabic else other) is not None:
            continue  # these letters have their name: what comes later is not looked at
        made = parts(text) if at else _from_columns(entry)
        if made.given is None and made.family is None and not made.fathers:
            continue
        if in_arabic:
            arabic = made
        else:
            other = made
    return arabic, other


def _columns(entry: Entry) -> tuple[str | None, ...]:
    return (entry.given, entry.father, entry.grandfather, entry.family)


def _from_columns(entry: Entry) -> NameParts:
    """Return a name from the columns of its parts; what has none comes from the whole name."""
    given, father, grandfather, family = (_one_part(one) for one in _columns(entry))
    fathers = tuple(one for one in (father, grandfather) if one is not None)
    is_whole = (given or entry.given is not None) and family and fathers
    if not is_whole and is_arabic(entry.name) == is_arabic(entry.given or ""):
        whole = parts(entry.name)
        given = given or (None if entry.given is not None else whole.given)
        family = family or whole.family
        fathers = fathers or _between(whole, given, family)
    return NameParts(given, fathers, family)


def _between(whole: NameParts, given: Part | None, family: Part | None) -> tuple[Part, ...]:
    taken = {one.folded for one in (given, family) if one is not None}
    return tuple(one for one in whole.fathers if one.folded not in taken)


def _one_part(text: str | None) -> Part | None:
    """Return what stands in one column as one part, however many words it has."""
    if not text:
        return None
    return _part(text) if len(text) < _LONG else _part.__wrapped__(text)


@lru_cache(maxsize=_KEPT)
def _part(text: str) -> Part | None:
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


def _exact(born: When) -> int | None:
    if born.earliest is None or born.earliest != born.latest:
        return None
    return born.earliest.toordinal()


def _year(born: When) -> int | None:
    if born.earliest is None or born.latest is None:
        return None
    return born.earliest.year if born.earliest.year == born.latest.year else None
