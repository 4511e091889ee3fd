"""Days that do not fit what is said around them."""

from collections.abc import Iterator
from datetime import date, timedelta

from onrecord.checks.words import quoted
from onrecord.model import Claim, Problem, Record, Severity, Text, When

_LONGEST_PERIOD = 62  # days: "the past two months"; a longer one contrasts with nothing
_NEAR = 400  # characters, where no text tells the paragraphs apart
_A_YEAR = 350  # days: a date this far back is another occasion, told as such


def date_doubtful(record: Record) -> Iterator[Problem]:
    """
    Find a day that lies outside the period its paragraph speaks of, or after publication.

    "The past ten days have been fierce … on the 7th alone, 11 were killed", where the
    7th is weeks before those ten days: the day, or its month, may be wrong. A question
    for a person, never a correction.
    """
    for document, claims in _by_document(record):
        text = record.text_of(document)
        yield from _after_publication(record, document, claims)
        asked: set[tuple[date | None, When]] = set()
        for claim in claims:
            period = _period_before(claim, claims, text)
            if period is None or period.when is None or claim.when is None:
                continue
            key = (claim.when.earliest, period.when)
            if key not in asked and _lies_outside(claim.when, period.when):
                asked.add(key)
                yield _question(claim, period)


def _by_document(record: Record) -> Iterator[tuple[str, list[Claim]]]:
    found: dict[str, list[Claim]] = {}
    for claim in record.claims.values():
        if claim.is_fact_like:
            found.setdefault(claim.document, []).append(claim)
    for document, claims in found.items():
        yield document, sorted(claims, key=lambda claim: claim.passage.start)


def _after_publication(record: Record, document: str, claims: list[Claim]) -> Iterator[Problem]:
    known = record.documents.get(document)
    published = known.published if known else None
    if published is None:
        return
    for claim in claims:
        earliest = claim.when.earliest if claim.when else None
        # A day's grace: it is already tomorrow elsewhere when a page is dated.
        if earliest and earliest > published + timedelta(days=1):
            yield Problem(
                code="date-doubtful",
                message=f"{quoted(claim)} is dated {earliest}, after {document} was published "
                f"({published}): is the day, or the day of publication, right?",
                where=claim.id,
                severity=Severity.QUESTION,
            )


def _period_before(claim: Claim, claims: list[Claim], text: Text | None) -> Claim | None:
    """Return the nearest claim before, in the same paragraph, that speaks of a period."""
    paragraph = _paragraph(claim, text)
    before = [
        other
        for other in claims
        if paragraph[0] <= other.passage.start < claim.passage.start and _is_period(other.when)
    ]
    return before[-1] if before else None


def _paragraph(claim: Claim, text: Text | None) -> tuple[int, int]:
    start = claim.passage.start
    if text is not None:
        for block in text.blocks:
            if block.start <= start < block.end:
                return (block.start, block.end)
    return (max(0, start - _NEAR), start)


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
