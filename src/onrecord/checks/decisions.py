"""Decisions that have lost their hold."""

from collections.abc import Iterator

from onrecord.checks.indexed import Indexed
from onrecord.model import Problem, Severity, standing


def decision_lost_claims(indexed: Indexed) -> Iterator[Problem]:
    """
    Find decisions about claims that the record no longer has as they were.

    A report that is read otherwise (it was changed, or the readers were) may give other
    claims. What was decided about the earlier ones is not carried over by guessing.
    """
    record = indexed.record
    for decision in standing(record.decisions):
        about = (*decision.claims, *decision.others)
        gone = sum(claim_id not in record.claims for claim_id in about)
        if gone:
            told = f"“{decision.why}”, decided by {decision.by} on {decision.at.date().isoformat()}"
            yield Problem(
                code="decision-lost-claims",
                message=f"{told}, is about {len(about):,} claims, of which {gone:,} are no longer "
                "in the record as they were: does it still say what it should?",
                where=decision.id,
                severity=Severity.QUESTION,
            )
