"""How many independent voices stand behind a figure, and whether they agree."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from onrecord.checks.words import located, voices
from onrecord.model import (
    Claim,
    Incident,
    Origin,
    Problem,
    Qualifier,
    Record,
    Role,
    Severity,
    backings,
)

_PARTY = {
    Role.ACCUSED: "which is accused of it",
    Role.VICTIM_SIDE: "of the side of the armed victims",
    Role.OTHER_PARTY: "a party to the conflict",
}


def single_origin(record: Record) -> Iterator[Problem]:
    """
    Note an incident whose figures rest on one origin, however many reports carry it.

    Iraq Body Count tags such incidents as provisional. Whether the one voice is a
    party to the conflict is said, for Airwars takes a claim that only a belligerent makes
    as context.
    """
    voice = voices(record)
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


def rival_figures(record: Record) -> Iterator[Problem]:
    """Find the two origins farthest apart whose current numbers cannot both be right."""
    voice = voices(record)
    for incident in record.incidents:
        for figure in record.figures.get(incident.id, ()):
            told = [(voice[name], record.claims[name]) for name in figure.used if name in voice]
            yield from _rivals(record, incident, told)


def _rivals(
    record: Record, incident: Incident, told: list[tuple[Origin, Claim]]
) -> Iterator[Problem]:
    """Compare the origin whose most is the lowest with the one whose least is the highest."""
    per_origin = Counter(origin.id for origin, _ in told)
    # A number that is a sum of parts cannot be compared by one of its parts.
    plain = [entry for entry in told if per_origin[entry[0].id] == 1]
    if not plain:
        return
    lowest = min(plain, key=lambda entry: _room(entry[1])[1])
    highest = max(plain, key=lambda entry: _room(entry[1])[0])
    if _room(lowest[1])[1] >= _room(highest[1])[0]:
        return
    days = [_published(record, claim) for _, claim in (lowest, highest)]
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


def _published(record: Record, claim: Claim) -> date | None:
    document = record.documents.get(claim.document)
    return document.published if document else None


def _room(claim: Claim) -> tuple[float, float]:
    count = claim.count
    low = 0.0 if count.low is None else count.low
    high = float("inf") if count.high is None else count.high
    if count.qualifier is Qualifier.ABOUT:
        slack = max(1.0, _last_unit(int(low)) / 2)
        return (low - slack, high + slack)
    return (low, high)


def _last_unit(number: int) -> int:
    unit = 1
    while number and number % (unit * 10) == 0:
        unit *= 10
    return unit
