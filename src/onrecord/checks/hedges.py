"""Hedges lost on the way from one report to the next."""

from collections.abc import Iterator

from onrecord.checks.words import by_voice, located, scope
from onrecord.model import Claim, Problem, Qualifier, Record, Severity

_HEDGED = {
    Qualifier.AT_LEAST: "at least",
    Qualifier.MORE_THAN: "more than",
    Qualifier.ABOUT: "about",
    Qualifier.UP_TO: "up to",
    Qualifier.ALMOST: "almost",
}


def hedge_dropped(record: Record) -> Iterator[Problem]:
    """
    Find a report that gives as exact what the same voice gave with a hedge.

    "At least 40" is an open number, "40" a closed one: copying it without its first two
    words sets a maximum that nobody gave.
    """
    for _, told in by_voice(record):
        hedges: dict[float | None, list[Claim]] = {}
        for claim in told:
            hedges.setdefault(_number(claim), []).append(claim)
        for bare in told:
            alike = hedges.get(bare.count.low, ())
            hedged = next((claim for claim in alike if _dropped(record, claim, bare)), None)
            if hedged is not None:
                hedge = _HEDGED[hedged.count.qualifier]
                yield Problem(
                    code="hedge-dropped",
                    message=f"{located(bare)} gives as exact what the same origin gave "
                    f"as “{hedge}”: {located(hedged)}.",
                    where=bare.id,
                    severity=Severity.WARNING,
                )


def _dropped(record: Record, hedged: Claim, bare: Claim) -> bool:
    if hedged.document == bare.document or bare.count.qualifier is not Qualifier.EXACT:
        return False
    if _number(hedged) != bare.count.low or scope(hedged)[0] != scope(bare)[0]:
        return False
    days = [
        document.published if (document := record.documents.get(claim.document)) else None
        for claim in (hedged, bare)
    ]
    return days[0] is None or days[1] is None or days[0] <= days[1]


def _number(claim: Claim) -> float | None:
    """Return the number in the words of a hedged count: 40 for "more than 40"."""
    count = claim.count
    if count.qualifier is Qualifier.MORE_THAN and count.low is not None:
        return count.low - 1
    if count.qualifier not in _HEDGED:
        return None
    return count.low if count.low is not None else count.high
