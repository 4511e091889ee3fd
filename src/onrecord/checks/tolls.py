"""Tolls of one voice over time."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations

from onrecord.checks.words import by_voice, located, scope
from onrecord.model import Claim, Problem, Record, Severity


def same_origin_two_figures(record: Record) -> Iterator[Problem]:
    """Find one voice that gives two numbers of the same people on the same day."""
    for name, told in by_voice(record):
        for first, second in combinations(told, 2):
            if _published(record, first) != _published(record, second):
                continue
            if scope(first) != scope(second) or _repeats(first, second):
                continue
            if _room_for_both(first, second):
                continue
            yield Problem(
                code="same-origin-two-figures",
                message=f"{name} gives two figures of the "
                f"same day: {located(first)} and {located(second)}.",
                where=second.id,
                severity=Severity.WARNING,
            )


def stale_toll(record: Record) -> Iterator[Problem]:
    """
    Find a report that carries a voice's older toll after that voice gave a newer one.

    Such a toll is left out of the figure; it must not widen the range.
    """
    for name, told in by_voice(record):
        dated = [(day, claim) for claim in told if (day := _published(record, claim))]
        for day, claim in dated:
            newer = _newer_before(day, claim, dated)
            if newer is not None:
                yield Problem(
                    code="stale-toll",
                    message=f"{located(claim)} still carries an older toll of "
                    f"{name}, who had already given "
                    f"{newer.count}: {located(newer)}.",
                    where=claim.id,
                    severity=Severity.WARNING,
                )


def _newer_before(day: date, claim: Claim, dated: Sequence[tuple[date, Claim]]) -> Claim | None:
    """Return a newer toll, published before this report and after one that said the same."""
    first_said = min(
        (other_day for other_day, other in dated if _same_number(other, claim)), default=day
    )
    between = [
        (other_day, other)
        for other_day, other in dated
        if first_said < other_day < day
        and scope(other) == scope(claim)
        and (other.count.low or 0) > (claim.count.high or claim.count.low or 0)
    ]
    return max(between, key=lambda entry: entry[0])[1] if between else None


def _published(record: Record, claim: Claim) -> date | None:
    document = record.documents.get(claim.document)
    return document.published if document else None


def _repeats(first: Claim, second: Claim) -> bool:
    roots = {first.same_as or first.id, second.same_as or second.id}
    return len(roots) == 1


def _same_number(first: Claim, second: Claim) -> bool:
    return (first.count.low, first.count.high) == (second.count.low, second.count.high)


def _room_for_both(first: Claim, second: Claim) -> bool:
    for one, other in ((first.count, second.count), (second.count, first.count)):
        if one.high is not None and other.low is not None and one.high < other.low:
            return False
    return True
