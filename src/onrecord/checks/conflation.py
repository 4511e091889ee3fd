"""Killed and injured run together in rewriting."""

from collections.abc import Iterator, Sequence

from onrecord.checks.words import located, wholes
from onrecord.model import Claim, Outcome, Problem, Qualifier, Record, Severity

_TELLING = 3  # people: below this equal numbers are chance


def killed_injured_conflated(record: Record) -> Iterator[Problem]:
    """
    Find "n killed" where another report of the incident has n killed and injured together.

    Either n casualties in so many words, or k killed and i injured in one document with
    k + i = n: one of the two rewrote "casualties" as "killed".
    """
    for incident in record.incidents:
        killed = _numbered(wholes(record, incident, Outcome.KILLED))
        injured = _numbered(wholes(record, incident, Outcome.INJURED))
        together = _by_number(_numbered(wholes(record, incident, Outcome.CASUALTIES)))
        added = _added_up(killed, injured)
        for claim in killed:
            low = claim.count.low or 0
            evidence = _elsewhere(claim, [*together.get(low, ()), *added.get(low, ())])
            if evidence:
                yield _problem(claim, evidence)


Evidence = tuple[Claim, ...]


def _numbered(claims: Sequence[Claim]) -> list[Claim]:
    return [
        claim
        for claim in claims
        if claim.count.qualifier is not Qualifier.VAGUE and (claim.count.low or 0) >= _TELLING
    ]


def _by_number(claims: Sequence[Claim]) -> dict[float, list[Evidence]]:
    found: dict[float, list[Evidence]] = {}
    for claim in claims:
        found.setdefault(claim.count.low or 0, []).append((claim,))
    return found


def _added_up(killed: Sequence[Claim], injured: Sequence[Claim]) -> dict[float, list[Evidence]]:
    """Return the killed and injured of each document by what they add up to."""
    hurt: dict[str, list[Claim]] = {}
    for claim in injured:
        hurt.setdefault(claim.document, []).append(claim)
    found: dict[float, list[Evidence]] = {}
    for dead in killed:
        for other in hurt.get(dead.document, ()):
            total = (dead.count.low or 0) + (other.count.low or 0)
            found.setdefault(total, []).append((dead, other))
    return found


def _elsewhere(claim: Claim, found: Sequence[Evidence]) -> Evidence | None:
    return next((told for told in found if told[0].document != claim.document), None)


def _problem(claim: Claim, evidence: Sequence[Claim]) -> Problem:
    others = " and ".join(located(other) for other in evidence)
    return Problem(
        code="killed-injured-conflated",
        message=f"{located(claim)} counts as killed what elsewhere is killed and injured "
        f"together: {others}.",
        where=claim.id,
        severity=Severity.WARNING,
    )
