"""What grouping looks at in a claim: when, where, by whom, how many; prepared once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from onrecord.group.arms import weapons_in
from onrecord.group.spot import Spot, is_guess, is_supposed, spot_of
from onrecord.kit.folding import fold
from onrecord.model import (
    Actor,
    Claim,
    Count,
    Document,
    Measure,
    Mention,
    Outcome,
    Place,
    Qualifier,
    When,
)

# Where a claim stands among all: its document's day and name, then its place in it.
Order = tuple[date, str, int, int, str]
_Named = tuple[tuple[str | bool, ...], ...]
_Blame = tuple[frozenset[str], frozenset[str], int]  # by, by_names, their number
Told = TypeVar("Told")

_HIGHEST = 12  # actors followed upwards: nobody is under more, a circle would be
_HARM = {Outcome.KILLED, Outcome.INJURED, Outcome.CASUALTIES}


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """
    A claim with what grouping compares.

    Attributes:
        claim: The claim.
        order: Its place among all claims.
        when: When it happened, as told; equal times are one value.
        spot: None if no place is told; equal spots are one value.
        by: Ids of the perpetrators with those they belong to; empty if none is resolved.
        by_names: Their names, folded.
        is_harm: Whether it counts people killed or injured: what makes an incident's core.
        is_people: Whether it gives a number of people, whatever befell them.
        number: The number as said; None if it is vague or there is none.
        weapons: The kinds of weapon that its words may mean; empty if none is told.
        is_part: Whether the number is part of another of the same report.
        setting: The same for claims of one time and place.
        kind: The same for claims that are alike in all that two documents are compared by.
    """

    claim: Claim
    order: Order
    when: When | None
    spot: Spot | None
    by: frozenset[str]
    by_names: frozenset[str]
    is_harm: bool
    is_people: bool
    number: float | None
    weapons: frozenset[str]
    is_part: bool
    setting: int
    kind: int

    @property
    def id(self) -> str:
        """The claim's id."""
        return self.order[-1]

    @property
    def tells_place(self) -> bool:
        """Whether its own words name a place; a carried one is only supposed."""
        return any(mention.carried is None for mention in self.claim.places)


def order_of(claim: Claim, documents: Mapping[str, Document]) -> Order:
    """Return where a claim stands: undated documents come last."""
    document = documents.get(claim.document)
    published = document.published if document else None
    passage = claim.passage
    return (published or date.max, claim.document, passage.start, passage.end, claim.id)


class Profiles:
    """
    Makes profiles, and works out each time, place and blame once however many claims tell it.

    A million claims tell of some ten thousand settings, so this is what keeps both the
    time and the memory of grouping within bounds.
    """

    def __init__(
        self, place: Callable[[str], Place | None], actor: Callable[[str], Actor | None]
    ) -> None:
        self._place, self._actor = place, actor
        self._whens: dict[When | None, tuple[When | None, int]] = {}
        self._spots: dict[_Named, tuple[Spot | None, int]] = {}
        self._equal_spots: dict[Spot | None, tuple[Spot | None, int]] = {}
        self._blames: dict[_Named, _Blame] = {}
        self._equal_blames: dict[tuple[frozenset[str], frozenset[str]], _Blame] = {}
        self._settings: dict[tuple[int, int], int] = {}
        self._kinds: dict[tuple[object, ...], int] = {}

    def profile(self, claim: Claim, order: Order) -> Profile:
        """Return what grouping compares of a claim."""
        when, when_number = self._when(claim.when)
        spot, spot_number = self._spot(claim.places)
        by, by_names, blame_number = self._blame(claim.perpetrators)
        is_people = claim.measure is Measure.PEOPLE and claim.count.is_known
        number = _number(claim.count)
        setting = _numbered(self._settings, (when_number, spot_number))
        weapons, is_part = weapons_in(claim.weapon), claim.part_of is not None
        told = (setting, blame_number, claim.outcome, claim.measure, is_people, number)
        kind = (*told, weapons, is_part)
        return Profile(
            claim=claim,
            order=order,
            when=when,
            spot=spot,
            by=by,
            by_names=by_names,
            is_harm=is_people and claim.outcome in _HARM,
            is_people=is_people,
            number=number,
            weapons=weapons,
            is_part=is_part,
            setting=setting,
            kind=_numbered(self._kinds, kind),
        )

    def _when(self, when: When | None) -> tuple[When | None, int]:
        return self._whens.setdefault(when, (when, len(self._whens)))

    def _spot(self, mentions: tuple[Mention, ...]) -> tuple[Spot | None, int]:
        named = _named(mentions)
        if named not in self._spots:
            spot = spot_of(mentions, self._place)
            known = (spot, len(self._equal_spots))
            self._spots[named] = self._equal_spots.setdefault(spot, known)
        return self._spots[named]

    def _blame(self, mentions: tuple[Mention, ...]) -> _Blame:
        named = _named(mentions)
        if named not in self._blames:
            by = frozenset(_with_those_above(mentions, self._actor))
            by_names = frozenset(fold(mention.name) for mention in mentions)
            known = (by, by_names, len(self._equal_blames))
            self._blames[named] = self._equal_blames.setdefault((by, by_names), known)
        return self._blames[named]


def _named(mentions: tuple[Mention, ...]) -> _Named:
    """Return all of some mentions that a spot or a blame is made from."""
    return tuple(
        (
            mention.name,
            is_supposed(mention),
            is_guess(mention),
            *[candidate.id for candidate in mention.candidates],
        )
        for mention in mentions
    )


def _numbered(numbers: dict[Told, int], told: Told) -> int:
    """Return the number of a value: the next one where it is new."""
    return numbers.setdefault(told, len(numbers))


def _number(count: Count) -> float | None:
    if count.qualifier in {Qualifier.VAGUE, Qualifier.NONE}:
        return None
    return count.low if count.low is not None else count.high


def _with_those_above(
    mentions: tuple[Mention, ...], actor: Callable[[str], Actor | None]
) -> list[str]:
    found = []
    for mention in mentions:
        current = mention.best
        for _ in range(_HIGHEST):
            if current is None:
                break
            found.append(current)
            known = actor(current)
            current = known.part_of if known else None
    return found
