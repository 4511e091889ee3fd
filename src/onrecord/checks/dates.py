"""Days that do not fit what is said around them."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from onrecord.checks.indexed import Indexed
from onrecord.checks.words import quoted
from onrecord.model import Claim, Problem, Severity, When

_LONGEST_PERIOD = 62  # days: "the past two months"; a longer one contrasts with nothing
_NEAR = 400  # characters, where no text tells the paragraphs apart
_A_YEAR = 350  # days: a date this far back is another occasion, told as such


def date_doubtful(told: Indexed) -> Iterator[Problem]:
    """
    Find a day that lies outside the period its paragraph speaks of.

    "The past ten days have been fierce … on the 7th alone, 11 were killed", where the
    7th is weeks before those ten days: the day, or its month, may be wrong. A question
    for a person, never a correction.
    """
    for claims in told.by_document.values():
        asked: set[tuple[date | None, When]] = set()
        for claim, period in _with_period(told, claims):
            if period.when is None or claim.when is None:
                continue
            key = (claim.when.earliest, period.when)
            if key not in asked and _lies_outside(claim.when, period.when):
                asked.add(key)
                yield _question(claim, period)


def _with_period(told: Indexed, claims: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Return each claim with the nearest one before, in its paragraph, that tells a period."""
    period: Claim | None = None
    for claim in claims:
        paragraph = told.paragraph(claim)
        starts = paragraph[0] if paragraph else claim.passage.start - _NEAR
        if period and starts <= period.passage.start < claim.passage.start:
            yield claim, period
        if _is_period(claim.when):
            period = claim


def _span(when: When | None) -> int | None:
    if when is None or when.earliest is None or when.latest is None:
        return None
    return (when.latest - when.earliest).days + 1


def _is_period(when: When | None) -> bool:
    span = _span(when)
    return span is not None and 1 < span <= _LONGEST_PERIOD


def _lies_outside(day: When, period: When) -> bool:
    """Whether a day comes before the period, near enough to have been meant inside it."""
    if _span(day) != 1 or day.latest is None or period.earliest is None:
        return False
    return timedelta(0) < period.earliest - day.latest < timedelta(days=_A_YEAR)


def _question(claim: Claim, period: Claim) -> Problem:
    told = claim.when.date_from if claim.when else None
    spoken = (period.when.date_from, period.when.date_to) if period.when else ("?", "?")
    return Problem(
        code="date-doubtful",
        message=f"{quoted(claim)} is dated {told}, but just before it the text speaks of "
        f"{spoken[0]} to {spoken[1]} ({quoted(period)}): is the day right?",
        where=claim.id,
        severity=Severity.QUESTION,
    )
