"""How many independent voices stand behind a figure, and whether they agree."""

from collections.abc import Iterator

from onrecord.checks.words import located, voices
from onrecord.model import Claim, Incident, Origin, Problem, Qualifier, Record, Severity


def single_origin(record: Record) -> Iterator[Problem]:
    """
    Note an incident whose figures rest on one origin, however many reports carry it.

    Iraq Body Count tags such incidents as provisional (RULES.md 1.3).
    """
    voice = voices(record)
    for incident in record.incidents:
        used = _used(record, incident)
        behind = {voice[name].name for name in used if name in voice}
        if len(behind) != 1:
            continue
        (name,) = behind
        documents = {record.claims[member].document for member in incident.claim_ids}
        reports = "1 report" if len(documents) == 1 else f"{len(documents)} reports"
        yield Problem(
            code="single-origin",
            message=f"The figures rest on one origin, {name}, in {reports}.",
            where=incident.id,
            severity=Severity.NOTE,
        )


def rival_figures(record: Record) -> Iterator[Problem]:
    """Find two origins whose current numbers for one outcome cannot both be right."""
    voice = voices(record)
    for incident in record.incidents:
        for figure in record.figures.get(incident.id, ()):
            told = [(voice[name], record.claims[name]) for name in figure.used if name in voice]
            yield from _rivals(incident, told)


def _rivals(incident: Incident, told: list[tuple[Origin, Claim]]) -> Iterator[Problem]:
    """Compare each pair of origins once, where neither's number is a sum of parts."""
    for index, (origin, claim) in enumerate(told):
        for other_origin, other in told[index + 1 :]:
            if origin.id == other_origin.id or not _contradict(claim, other):
                continue
            if _has_several(origin, told) or _has_several(other_origin, told):
                continue
            yield Problem(
                code="rival-figures",
                message=f"{claim.outcome.value.capitalize()}: {origin.name} says "
                f"{claim.count}, {other_origin.name} says {other.count}; both cannot be "
                f"right. {located(claim)}; {located(other)}.",
                where=incident.id,
                severity=Severity.WARNING,
            )


def _has_several(origin: Origin, told: list[tuple[Origin, Claim]]) -> bool:
    return sum(entry.id == origin.id for entry, _ in told) > 1


def _contradict(claim: Claim, other: Claim) -> bool:
    """Whether two counts leave room for no common number; a rounded one leaves some."""
    first, second = _room(claim), _room(other)
    return first[1] < second[0] or second[1] < first[0]


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


def _used(record: Record, incident: Incident) -> set[str]:
    return {name for figure in record.figures.get(incident.id, ()) for name in figure.used}
