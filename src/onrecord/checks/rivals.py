"""Whether the independent voices behind a figure agree."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from onrecord.checks.indexed import Indexed
from onrecord.checks.parties import is_of_its_own_victims
from onrecord.checks.words import Scope, cells, located, room, same_number, scope, whereabouts
from onrecord.model import Claim, Figure, Incident, Origin, PlaceKind, Problem, Severity

_REGIONS = frozenset({PlaceKind.PROVINCE, PlaceKind.AREA, PlaceKind.COUNTRY})
_A_WEEK = 3  # date_prec: "last week" is how a report of one day's raid may date it
_MOST = 12  # voices at either end that are tried: the farthest apart are enough
_HALF = 0.5  # in one report a number below half of another is often of some of its people
_FEW = 3  # people: one or two beside a toll in the same report are some whom it tells of


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """What one origin says of one number of people: one figure, or several at odds."""

    origin: Origin
    claims: tuple[Claim, ...]

    @property
    def lowest(self) -> Claim:
        return min(self.claims, key=lambda claim: room(claim.count)[0])

    @property
    def highest(self) -> Claim:
        return max(self.claims, key=lambda claim: room(claim.count)[1])

    @property
    def least(self) -> float:
        return room(self.lowest.count)[0]

    @property
    def most(self) -> float:
        return room(self.highest.count)[1]


def rival_figures(told: Indexed) -> Iterator[Problem]:
    """
    Find the two origins farthest apart whose current numbers cannot both be right.

    Where independent sources differ the record gives a range and says so; it never
    takes the middle (Every Casualty, Standards for Casualty Recording, page 25). An origin
    that gives several numbers in several reports is held to all of them.
    """
    for incident in told.record.incidents:
        for figure in told.record.figures.get(incident.id, ()):
            for alike in _by_scope(told, _entries(told, incident, figure)):
                yield from _rivals(told, incident, alike)


def _entries(told: Indexed, incident: Incident, figure: Figure) -> list[_Entry]:
    """Return what each origin says now, as it said it first: a sum of parts is no number."""
    said: dict[tuple[str, float | str], Claim] = {}
    for claim in _by_publication(told, incident, figure):
        origin = told.voices.get(claim.id)
        if origin is not None:
            key = (origin.id, same_number(claim.count))
            # "Eleven men" of a voice that tells of eleven people, too, are everybody.
            if key not in said or (_is_narrow(said[key]) and not _is_narrow(claim)):
                said[key] = claim
    found: dict[str, list[Claim]] = defaultdict(list)
    origins: dict[str, Origin] = {}
    for name in figure.used:
        origin, claim = told.voices.get(name), told.record.claims[name]
        # Those brought to one hospital bound the toll of the whole in no way.
        if origin is not None and not claim.is_partial and not told.is_of_some(claim):
            origins[origin.id] = origin
            first = said.get((origin.id, same_number(claim.count)), claim)
            is_first = scope(first) == scope(claim) or not _is_narrow(first)
            found[origin.id].append(first if is_first else claim)
    return [
        _Entry(origin=origins[name], claims=tuple(claims))
        for name, claims in found.items()
        if _are_alternatives(claims)
    ]


def _by_publication(told: Indexed, incident: Incident, figure: Figure) -> list[Claim]:
    outcomes = {told.record.claims[name].outcome for name in figure.used}
    dated = [
        (day, claim)
        for outcome in outcomes
        for claim in told.toll(incident, outcome)
        if (day := told.published(claim)) is not None and not claim.is_partial
    ]
    return [claim for _, claim in sorted(dated, key=lambda entry: entry[0])]


def _are_alternatives(claims: Sequence[Claim]) -> bool:
    """Whether numbers are one number, or of the same people in several reports."""
    if len({room(claim.count) for claim in claims}) == 1:
        return True
    is_alike = len({(scope(claim), whereabouts(claim)) for claim in claims}) == 1
    return is_alike and len({claim.document for claim in claims}) == len(claims)


def _by_scope(told: Indexed, entries: Iterable[_Entry]) -> list[list[_Entry]]:
    """
    Return numbers that count the same people: combatants, women or children by themselves.

    The fighters whom a party says it killed are all whom it says that it killed.
    """
    found: dict[Scope, list[_Entry]] = {}
    for entry in entries:
        claim = entry.claims[0]
        kind, words = scope(claim)
        is_all = not _is_narrow(claim) or is_of_its_own_victims(told, claim, entry.origin)
        found.setdefault(("", "") if is_all else (kind, words), []).append(entry)
    return list(found.values())


def _is_narrow(claim: Claim) -> bool:
    return scope(claim)[0] == "combatant" or bool(cells(claim.victims or "") - {"civilian"})


def _rivals(told: Indexed, incident: Incident, alike: Sequence[_Entry]) -> Iterator[Problem]:
    """Compare the origins whose most is the lowest with those whose least is the highest."""
    lows = sorted(alike, key=lambda entry: entry.most)[:_MOST]
    highs = sorted(alike, key=lambda entry: -entry.least)[:_MOST]
    apart = [(low, high) for low, high in product(lows, highs) if low.most < high.least]
    apart.sort(key=lambda pair: (_may_be_some(*pair), pair[0].most - pair[1].least))
    for low, high in apart:
        if _is_one_toll(told, low.highest, high.lowest):
            yield _problem(told, incident, low, high)
            return


def _may_be_some(low: _Entry, high: _Entry) -> bool:
    is_one_report = low.highest.document == high.lowest.document
    return is_one_report and low.most < high.least * _HALF


def _problem(told: Indexed, incident: Incident, low: _Entry, high: _Entry) -> Problem:
    lowest, highest = low.highest, high.lowest
    days = (told.published(lowest), told.published(highest))
    # Of the same day they contradict; a later and higher one may be a toll that rose.
    may_have_risen = days[0] is not None and days[1] is not None and days[0] < days[1]
    may_be_some = _may_be_some(low, high)
    verdict = "both cannot be right"
    if may_have_risen:
        verdict = f"the toll may have risen between {days[0]} and {days[1]}, or one is wrong"
    elif may_be_some:
        verdict = "the lower may be of some of them, or one is wrong"
    return Problem(
        code="rival-figures",
        message=f"{lowest.outcome.value.capitalize()}: {low.origin.name} says "
        f"{lowest.count}, {high.origin.name} says {highest.count}; {verdict}. "
        f"{located(lowest)}; {located(highest)}.",
        where=incident.id,
        severity=Severity.QUESTION if may_have_risen or may_be_some else Severity.WARNING,
    )


def _is_one_toll(told: Indexed, lowest: Claim, highest: Claim) -> bool:
    """
    Whether two numbers may be of the same people.

    A toll of a town is no rival of one of its province, nor a day's of a month's; and one
    or two in a report that tells a toll as well are some whom it singles out.
    """
    regions = {_region(told, claim) for claim in (lowest, highest) if _tells_place(claim)}
    if len(regions) > 1:
        return False
    is_few = 0 < (lowest.count.high or 0) < _FEW and (highest.count.low or 0) >= _FEW
    if is_few and lowest.document == highest.document:
        return False
    first, second = lowest.when, highest.when
    if first is None or second is None:
        return True
    is_longer = second.precision > max(first.precision + 1, _A_WEEK)
    return not is_longer and not told.are_of_two_days(lowest, highest)


def _tells_place(claim: Claim) -> bool:
    return bool(claim.places) and not claim.places[0].carried


def _region(told: Indexed, claim: Claim) -> str:
    """Return the province or the country that a claim is of; empty where it is of a town."""
    best = claim.places[0].best or ""
    place = None if best.startswith("within:") else told.record.places.get(best)
    return best if place is not None and place.kind in _REGIONS else ""
