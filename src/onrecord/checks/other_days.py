"""Reports of one thing that give it different days: swapped figures, another year."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from onrecord.checks.indexed import Indexed
from onrecord.checks.words import located, quoted, stated
from onrecord.kit.folding import fold
from onrecord.model import Claim, Grain, Measure, Outcome, Problem, Severity

_FRESH = timedelta(days=14)  # a report this soon after a day can hardly have it a month off
_TELLING = 3  # people: below this equal numbers are chance
_BEYOND_CHANCE = 10
_DEEPEST = 12  # containers followed upwards: no gazetteer nests deeper, a circle would
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


def _pairs(
    told: Indexed, code: str, others: Callable[[date], tuple[date, ...]]
) -> Iterator[Problem]:
    """Return a problem for each two days of one thing, told by different reports."""
    at_home, around = _by_thing(told)
    asked: set[tuple[str, frozenset[date]]] = set()
    for (place, outcome, number, day), first in at_home.items():
        for wanted in others(day):
            second = around.get((place, outcome, number, wanted))
            days = frozenset({day, wanted})
            if second is None or (place, days) in asked:
                continue
            pair = _of_two_reports(told, first, second)
            if pair is not None:
                asked.add((place, days))
                yield _problem(told, code, *pair)


Claims = dict[Key, list[Claim]]


def _by_thing(told: Indexed) -> tuple[Claims, Claims]:
    """Return claims by place, outcome, number and day: of the place itself, and in it."""
    at_home: Claims = {}
    around: Claims = {}
    for claims in told.by_document.values():
        for claim in claims:
            day, number = _day(claim), stated(claim.count)
            if day is None or not number or not claim.places or not _is_single(claim):
                continue
            chain = _chain(told, claim)
            at_home.setdefault((chain[0], claim.outcome, number, day), []).append(claim)
            for place in chain:
                around.setdefault((place, claim.outcome, number, day), []).append(claim)
    return at_home, around


def _is_single(claim: Claim) -> bool:
    return claim.measure is Measure.PEOPLE and not claim.is_cumulative and not claim.part_of


def _chain(told: Indexed, claim: Claim) -> list[str]:
    """Return a claim's finest place and what contains it below the country."""
    place = claim.places[0]
    found = [place.best or fold(place.name)]
    known = told.record.places.get(found[0])
    while known is not None and known.within and len(found) < _DEEPEST:
        known = told.record.places.get(known.within)
        if known is not None and known.kind.value != "country":
            found.append(known.id)
    return found


def _of_two_reports(
    told: Indexed, first: list[Claim], second: list[Claim]
) -> tuple[Claim, Claim] | None:
    """Return the claim whose day is in doubt and one that gives the other day."""
    if {claim.document for claim in first} & {claim.document for claim in second}:
        return None  # a report that tells both tells them apart
    fresh = [[claim for claim in side if _is_fresh(told, claim)] for side in (first, second)]
    if fresh[0] and fresh[1]:
        return None  # each day has a report of the days after it
    sides = [(first, second), (second, first)]
    if fresh[0]:
        sides.reverse()
    for doubted, other in sides:
        right = next((claim for claim in other if _is_fresh(told, claim)), other[0])
        wrong = max(doubted, key=lambda claim: _weight(told, claim, right))
        if _weight(told, wrong, right) >= 2:
            return wrong, right
    return None


def _is_fresh(told: Indexed, claim: Claim) -> bool:
    published, day = told.published(claim), _day(claim)
    return bool(published and day and timedelta(days=-1) <= published - day <= _FRESH)


def _weight(told: Indexed, claim: Claim, other: Claim) -> int:
    """Return how much speaks for one thing: the number, the day of publication, details."""
    number = stated(claim.count) or 0
    weight = (number >= _TELLING) + (number >= _BEYOND_CHANCE)
    published, day = told.published(claim), _day(other)
    weight += bool(published and day and timedelta(0) <= published - day <= _FRESH)
    by = [{fold(one.name) for one in side.perpetrators} for side in (claim, other)]
    weapons = [fold(side.weapon or "") for side in (claim, other)]
    return weight + (bool(by[0] & by[1]) or bool(weapons[0] and weapons[0] == weapons[1]))


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
