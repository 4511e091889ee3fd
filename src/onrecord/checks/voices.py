"""How many independent voices stand behind a figure, and whether they agree."""

from collections import defaultdict
from collections.abc import Iterator

from onrecord.checks.indexed import Indexed
from onrecord.checks.words import Scope, cells, is_some_of_many, located, room, scope
from onrecord.model import Claim, Incident, Origin, PlaceKind, Problem, Role, Severity, backings

_REGIONS = frozenset({PlaceKind.PROVINCE, PlaceKind.AREA, PlaceKind.COUNTRY})
_PARTY = {
    Role.ACCUSED: "which is accused of it",
    Role.VICTIM_SIDE: "of the side of the armed victims",
    Role.OTHER_PARTY: "a party to the conflict",
}


def single_origin(told: Indexed) -> Iterator[Problem]:
    """
    Note an incident whose figures rest on one origin, however many reports carry it.

    Iraq Body Count tags such incidents as provisional. Whether the one voice is a
    party to the conflict is said, for Airwars takes a claim that only a belligerent makes
    as context.
    """
    record, voice = told.record, told.voices
    backing = backings(record)
    for incident in record.incidents:
        behind = {voice[name].id: voice[name] for name in record.used_in(incident) if name in voice}
        if len(behind) != 1:
            continue
        (origin,) = behind.values()
        side = origin.side_in(incident.id)
        of_side = f", {_PARTY[side.role]}" if side and side.role in _PARTY else ""
        yield Problem(
            code="single-origin",
            message=f"The figures rest on one origin, {origin.name}{of_side}: "
            f"{backing[incident.id]}.",
            where=incident.id,
            severity=Severity.NOTE,
        )


def rival_figures(told: Indexed) -> Iterator[Problem]:
    """
    Find the two origins farthest apart whose current numbers cannot both be right.

    Where independent sources differ the record gives a range and says so; it never
    takes the middle (Every Casualty, Standards for Casualty Recording, page 25).
    """
    record, voice = told.record, told.voices
    for incident in record.incidents:
        for figure in record.figures.get(incident.id, ()):
            used = [(voice[name], record.claims[name]) for name in figure.used if name in voice]
            # Those brought to one hospital bound the toll of the whole in no way.
            plain = [
                (origin, claim)
                for origin, claim in _of_one_number(used)
                if not claim.is_partial and not is_some_of_many(claim, told.sentence(claim))
            ]
            for alike in _by_scope(plain):
                yield from _rivals(told, incident, alike)


Entry = tuple[Origin, Claim]


def _of_one_number(used: list[Entry]) -> list[Entry]:
    """Return one claim of each origin that gives one number: a sum of parts is none of them."""
    by_origin: dict[str, list[Entry]] = defaultdict(list)
    for entry in used:
        by_origin[entry[0].id].append(entry)
    return [
        entries[0]
        for entries in by_origin.values()
        if len({room(claim.count) for _, claim in entries}) == 1
    ]


def _by_scope(entries: list[Entry]) -> list[list[Entry]]:
    """Return numbers that count the same people: combatants, women or children by themselves."""
    found: dict[Scope, list[Entry]] = {}
    for entry in entries:
        kind, words = scope(entry[1])
        is_narrow = kind == "combatant" or bool(cells(entry[1].victims or "") - {"civilian"})
        found.setdefault((kind, words) if is_narrow else ("", ""), []).append(entry)
    return list(found.values())


def _rivals(told: Indexed, incident: Incident, plain: list[Entry]) -> Iterator[Problem]:
    """Compare the origin whose most is the lowest with the one whose least is the highest."""
    lowest = min(plain, key=lambda entry: room(entry[1].count)[1])
    highest = max(plain, key=lambda entry: room(entry[1].count)[0])
    if room(lowest[1].count)[1] >= room(highest[1].count)[0]:
        return
    if not _is_one_toll(told, lowest[1], highest[1]):
        return
    days = [told.published(claim) for _, claim in (lowest, highest)]
    # Of the same day they contradict; a later and higher one may be a toll that rose.
    may_have_risen = days[0] is not None and days[1] is not None and days[0] < days[1]
    verdict = (
        f"the toll may have risen between {days[0]} and {days[1]}, or one is wrong"
        if may_have_risen
        else "both cannot be right"
    )
    yield Problem(
        code="rival-figures",
        message=f"{lowest[1].outcome.value.capitalize()}: {lowest[0].name} says "
        f"{lowest[1].count}, {highest[0].name} says {highest[1].count}; {verdict}. "
        f"{located(lowest[1])}; {located(highest[1])}.",
        where=incident.id,
        severity=Severity.QUESTION if may_have_risen else Severity.WARNING,
    )


def _is_one_toll(told: Indexed, lowest: Claim, highest: Claim) -> bool:
    """
    Whether two numbers may be of the same people.

    A toll of a town is no rival of one of its province, nor a day's of a month's.
    """
    kinds = {_is_region(told, claim) for claim in (lowest, highest) if _tells_place(claim)}
    if len(kinds) > 1:
        return False
    first, second = lowest.when, highest.when
    if first is None or second is None:
        return True
    is_longer = second.precision > first.precision + 1
    return first.overlaps(second) and not is_longer


def _tells_place(claim: Claim) -> bool:
    return bool(claim.places) and not claim.places[0].carried


def _is_region(told: Indexed, claim: Claim) -> bool:
    best = claim.places[0].best or ""
    place = None if best.startswith("within:") else told.record.places.get(best)
    return place is not None and place.kind in _REGIONS
