"""Reports of one thing that give it different days: swapped figures, another year."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from onrecord.checks.indexed import Indexed
from onrecord.checks.words import located, quoted, stated
from onrecord.kit.folding import fold
from onrecord.kit.spelling import skeleton, words_of
from onrecord.model import (
    Claim,
    Grain,
    Measure,
    Outcome,
    PlaceKind,
    Problem,
    Qualifier,
    Severity,
)

_FRESH = timedelta(days=14)  # a report this soon after a day can hardly have it a month off
_TELLING = 3  # people: below this equal numbers are chance
_BEYOND_CHANCE = 10
_WIDE = frozenset({PlaceKind.PROVINCE, PlaceKind.AREA, PlaceKind.COUNTRY})
_KINDS = frozenset(
    "lga local government area town city village district county camp municipality subdistrict sub "
    "locality hamlet commune township of the near".split()
)
_OF_PROVINCES = frozenset(
    "state province governorate oblast region department republic country countryside".split()
)
_NUMERIC = re.compile(r"\b(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{2}|\d{4})\b")


def day_month_swapped(told: Indexed) -> Iterator[Problem]:
    """
    Find a day whose day and month exchanged agree with what else is known.

    3/4 is March in half the world and April in the other (a published strike number shows
    it, RULES.md section 4). Two reports give one number of one place for 3 April and for 4
    March; or a day in figures is after publication or long before, and exchanged it is of
    the days before. Not asked where each report was published right after its own day.
    """
    yield from _pairs(told, "day-month-swapped", _exchanged)
    for claims in told.by_document.values():
        for claim in claims:
            day, other = _day(claim), None
            if day is not None and any(_NUMERIC.search(time.name) for time in claim.times):
                other = next(iter(_exchanged(day)), None)
            published = told.published(claim)
            if day and other and published and _only_other_fits(published, day, other):
                yield Problem(
                    code="day-month-swapped",
                    message=f"{quoted(claim)} is dated {day}, read from figures; with day and "
                    f"month exchanged it is {other}, just before {claim.document} was published "
                    f"({published}).",
                    where=claim.id,
                    severity=Severity.QUESTION,
                )


def wrong_year(told: Indexed) -> Iterator[Problem]:
    """
    Find two reports that tell one thing for the same day and month of two years on end.

    In January the old year is still written, and an anniversary is taken for the day
    itself. Place, outcome and number must be the same, and one report must not be of the
    days after its own date: two years may each have had their attack.
    """
    yield from _pairs(told, "wrong-year", _a_year_apart)


def _exchanged(day: date) -> tuple[date, ...]:
    return () if day.day == day.month or day.day > 12 else (date(day.year, day.day, day.month),)


def _a_year_apart(day: date) -> tuple[date, ...]:
    if (day.month, day.day) == (2, 29):
        return ()
    return tuple(day.replace(year=day.year + step) for step in (-1, 1))


def _day(claim: Claim) -> date | None:
    when = claim.when
    if when is None or when.grain is not Grain.DAY or when.earliest != when.latest:
        return None
    return when.earliest


def _only_other_fits(published: date, day: date, other: date) -> bool:
    is_fresh = timedelta(0) <= published - other <= _FRESH
    return is_fresh and (day > published + timedelta(days=1) or published - day > _FRESH)


Key = tuple[str, Outcome, float, date]
Claims = dict[Key, list[Claim]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Things:
    """
    Claims by place, outcome, number and day.

    Attributes:
        at_home: Of the place itself.
        around: Of the place and of what lies in it.
        firm: Places and days of which a report tells in the days after.
    """

    at_home: Claims
    around: Claims
    firm: frozenset[tuple[str, date]]


def _pairs(
    told: Indexed, code: str, others: Callable[[date], tuple[date, ...]]
) -> Iterator[Problem]:
    """Return a problem for each two days of one thing, told by different reports."""
    things = _by_thing(told)
    asked: set[tuple[frozenset[str], frozenset[date]]] = set()
    for (place, outcome, number, day), first in things.at_home.items():
        for wanted in others(day):
            second = things.around.get((place, outcome, number, wanted))
            days = frozenset({day, wanted})
            if second is None or (frozenset({place}), days) in asked:
                continue
            firm = [(place, one) in things.firm for one in (day, wanted)]
            pair = _of_two_reports(told, (first, second), firm)
            if pair is None:
                continue
            reports = frozenset(claim.document for claim in pair)
            if (reports, days) not in asked:  # one place may be known by its id and its name
                yield _problem(told, code, *pair)
            asked |= {(reports, days), (frozenset({place}), days)}


def _by_thing(told: Indexed) -> _Things:
    at_home: Claims = {}
    around: Claims = {}
    firm: set[tuple[str, date]] = set()
    for claims in told.by_document.values():
        for claim in claims:
            day = _day(claim)
            if day is None or not claim.places or not _is_single(claim):
                continue
            own, chain = _own_keys(claim), _keys(told, claim)
            if _is_fresh(told, claim):
                firm.update((place, day) for place in chain)
            for number in _numbers(claim):
                for place in own:
                    at_home.setdefault((place, claim.outcome, number, day), []).append(claim)
                for place in chain:
                    around.setdefault((place, claim.outcome, number, day), []).append(claim)
    return _Things(at_home=at_home, around=around, firm=frozenset(firm))


def _numbers(claim: Claim) -> set[float]:
    """Return the numbers that a claim names: both ends of "between 14 and 53"."""
    count = claim.count
    ends = (count.low, count.high) if count.qualifier is Qualifier.RANGE else (stated(count),)
    return {end for end in ends if end}


def _is_single(claim: Claim) -> bool:
    return claim.measure is Measure.PEOPLE and not claim.is_cumulative and not claim.part_of


def _own_keys(claim: Claim) -> list[str]:
    """Return what a claim's finest place is known by: its id, and its name however spelt."""
    place = claim.places[0]
    found = [place.best] if place.best else []
    return [*found, *_name_keys(place.name)]


def _keys(told: Indexed, claim: Claim) -> dict[str, None]:
    """Return what a claim's place and all that contains it below the province is known by."""
    place = claim.places[0]
    found = dict.fromkeys(_own_keys(claim))
    outer = told.containers(place.best)[1:]
    found.update((one.id, None) for one in outer if one.kind is not PlaceKind.COUNTRY)
    for mention in claim.places[1:]:
        other = told.record.places.get(mention.best or "")
        if other is None or other.kind not in _WIDE:
            found.update(dict.fromkeys(_name_keys(mention.name)))
    return found


@lru_cache(maxsize=65_536)
def _name_keys(name: str) -> tuple[str, ...]:
    """Return the key of a place's bare name; none for a province, which holds many places."""
    words = words_of(name)
    bare = " ".join(word for word in words if word not in _KINDS)
    if not bare or set(words) & _OF_PROVINCES:
        return ()
    bones = skeleton(bare)
    return (f"name:{bones if len(bones) >= _TELLING else bare}",)


def _of_two_reports(
    told: Indexed, sides: tuple[list[Claim], list[Claim]], firm: list[bool]
) -> tuple[Claim, Claim] | None:
    """
    Return the claim whose day is in doubt and one that gives the other day.

    In doubt is the day that no report tells of in the days after it.
    """
    first, second = sides
    if {claim.document for claim in first} & {claim.document for claim in second}:
        return None  # a report that tells both tells them apart
    if all(firm) or _are_abroad(told, first[0], second[0]):
        return None  # each day has a report of the days after it
    orders = [(first, second), (second, first)]
    if firm[0]:
        orders.reverse()
    for doubted, other in orders:
        right = next((claim for claim in other if _is_fresh(told, claim)), other[0])
        wrong = max(doubted, key=lambda claim: _weight(told, claim, right))
        if _weight(told, wrong, right) >= 2:
            return wrong, right
    return None


def _are_abroad(told: Indexed, first: Claim, second: Claim) -> bool:
    """Whether two places of one name are known to lie in two countries."""
    places = [told.record.places.get(claim.places[0].best or "") for claim in (first, second)]
    countries = {place.country for place in places if place is not None and place.country}
    return len(countries) > 1


def _is_fresh(told: Indexed, claim: Claim) -> bool:
    published, day = told.published(claim), _day(claim)
    return bool(published and day and timedelta(days=-1) <= published - day <= _FRESH)


def _weight(told: Indexed, claim: Claim, other: Claim) -> int:
    """Return how much speaks for one thing: the number, the day of publication, details."""
    number = max(_numbers(claim) & _numbers(other), default=0)
    weight = (number >= _TELLING) + (number >= _BEYOND_CHANCE)
    published, day = told.published(claim), _day(other)
    weight += bool(published and day and timedelta(0) <= published - day <= _FRESH)
    weight += _is_from_figures(told, claim, other) + _share_a_detail(told, claim, other)
    by = [{fold(one.name) for one in side.perpetrators} for side in (claim, other)]
    weapons = [fold(side.weapon or "") for side in (claim, other)]
    return weight + (bool(by[0] & by[1]) or bool(weapons[0] and weapons[0] == weapons[1]))


def _is_from_figures(told: Indexed, claim: Claim, other: Claim) -> bool:
    """Whether a claim's day is written in figures, and the other's is that one exchanged."""
    day, wanted = _day(claim), _day(other)
    if day is None or wanted not in _exchanged(day):
        return False
    written = _NUMERIC.finditer(told.sentence(claim))
    return any({int(one[1]), int(one[2])} == {day.day, day.month} for one in written)


def _share_a_detail(told: Indexed, first: Claim, second: Claim) -> bool:
    """Whether the one's words name a place that only the other has: "(bus stop)"."""
    for claim, other in ((first, second), (second, first)):
        own = {fold(place.name) for place in claim.places}
        words = f" {fold(told.sentence(claim))} "
        further = {fold(place.name) for place in other.places[:1]} - own
        if any(len(name) >= _TELLING and f" {name} " in words for name in further):
            return True
    return False


def _problem(told: Indexed, code: str, claim: Claim, other: Claim) -> Problem:
    how = "with day and month exchanged" if code == "day-month-swapped" else "a year apart"
    days = [
        f"{located(one)}, published {told.published(one) or 'on no known day'}, tells of "
        f"{_day(one)}"
        for one in (claim, other)
    ]
    return Problem(
        code=code,
        message=f"The same number at the same place, {how}: {days[0]}; {days[1]}. "
        "Are they one, and which day is right?",
        where=claim.id,
        severity=Severity.QUESTION,
    )
