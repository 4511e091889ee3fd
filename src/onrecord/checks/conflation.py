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
        together = _numbered(wholes(record, incident, Outcome.CASUALTIES))
        for claim in killed:
            others = [other for other in together if _matches(claim, other)]
            evidence = [others[0]] if others else _addends(claim, killed, injured)
            if evidence:
                yield _problem(claim, evidence)


def _numbered(claims: Sequence[Claim]) -> list[Claim]:
    return [
        claim
        for claim in claims
        if claim.count.qualifier is not Qualifier.VAGUE and (claim.count.low or 0) >= _TELLING
    ]


def _matches(claim: Claim, other: Claim) -> bool:
    return claim.document != other.document and claim.count.low == other.count.low


def _addends(claim: Claim, killed: Sequence[Claim], injured: Sequence[Claim]) -> list[Claim]:
    for dead in killed:
        for hurt in injured:
            is_one_document = dead.document == hurt.document != claim.document
            if is_one_document and (dead.count.low or 0) + (hurt.count.low or 0) == claim.count.low:
                return [dead, hurt]
    return []


def _problem(claim: Claim, evidence: Sequence[Claim]) -> Problem:
    others = " and ".join(located(other) for other in evidence)
    return Problem(
        code="killed-injured-conflated",
        message=f"{located(claim)} counts as killed what elsewhere is killed and injured "
        f"together: {others}.",
        where=claim.id,
        severity=Severity.WARNING,
    )
