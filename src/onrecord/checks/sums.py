"""Parts against their whole."""

from collections.abc import Iterator

from onrecord.checks.indexed import Indexed
from onrecord.checks.words import located
from onrecord.model import Problem, Record, Severity, Sum


def sum_fails(told: Indexed) -> Iterator[Problem]:
    """
    Find parts that cover everybody and fall short of the whole that their source states.

    Parts are added only inside one declared division, such as women, men and children
    (OHCHR's minimum disaggregation by sex and age; Airwars' sum fields).
    """
    record = told.record
    for total in _failing(record):
        if not _exceeds(record, total):
            yield _problem(record, "sum-fails", total)


def parts_exceed_whole(told: Indexed) -> Iterator[Problem]:
    """
    Find parts that add up to more people than the whole that contains them.

    Roles that may be anybody's (journalists, medics) are compared with the whole one by
    one and never added (Airwars' overlapping sum fields).
    """
    record = told.record
    for total in _failing(record):
        if _exceeds(record, total):
            yield _problem(record, "parts-exceed-whole", total)


def claims_conflict(told: Indexed) -> Iterator[Problem]:
    """Find claims of one voice that cannot all be right, where no single sum shows it."""
    record = told.record
    for incident_id in record.conflicts:
        for conflict in record.conflicts_beyond_sums(incident_id):
            where = record.claims[conflict.claims[0]]
            said = "; ".join(located(record.claims[one]) for one in conflict.claims)
            yield Problem(
                code="claims-conflict",
                message=f"{conflict.text}. {said}.",
                where=where.id,
                severity=Severity.WARNING,
            )


def _failing(record: Record) -> Iterator[Sum]:
    for sums in record.sums.values():
        yield from (total for total in sums if total.holds is False)


def _exceeds(record: Record, total: Sum) -> bool:
    """Whether the parts are too many: with an open part, what the others give already is."""
    whole = record.claims[total.whole].count
    if total.high is None:
        return True  # open upwards, they cannot be too few
    return whole.low is None or total.high >= whole.low


def _problem(record: Record, code: str, total: Sum) -> Problem:
    whole = record.claims[total.whole]
    return Problem(
        code=code,
        message=f"{total.text}. The whole: {located(whole)}.",
        where=whole.id,
        severity=Severity.WARNING,
    )
