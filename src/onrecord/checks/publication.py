"""Days after the day on which they were told."""

from collections.abc import Iterator
from datetime import date, timedelta

from onrecord.checks.indexed import Indexed
from onrecord.checks.words import quoted
from onrecord.model import Problem, Severity

_GRACE = timedelta(days=1)  # it is already tomorrow elsewhere when a page is dated


def date_after_publication(told: Indexed) -> Iterator[Problem]:
    """
    Find harm that is told as having happened after its report was published.

    The day of publication is the latest that a report can speak of (Security Force
    Monitor, research handbook: no date may go past it). One question a day and report.
    """
    for document, claims in told.by_document.items():
        known = told.record.documents.get(document)
        published = known.published if known else None
        if published is None:
            continue
        asked: set[date] = set()
        for claim in claims:
            earliest = claim.when.earliest if claim.when else None
            if earliest and earliest > published + _GRACE and earliest not in asked:
                asked.add(earliest)
                yield Problem(
                    code="date-after-publication",
                    message=f"{quoted(claim)} is dated {earliest}, after {document} was published "
                    f"({published}): is the day, or the day of publication, right?",
                    where=claim.id,
                    severity=Severity.QUESTION,
                )
