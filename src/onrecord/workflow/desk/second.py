"""A second reader's work: where two people differ, and how far they agree."""

from dataclasses import replace

from onrecord import review
from onrecord.model import Choice, Decision, Record
from onrecord.review import LEAST, Agreement, Held, Twice
from onrecord.workflow.choosing import About, Asked
from onrecord.workflow.desk.view import View

__all__ = [
    "LEAST", "Agreement", "Held", "Twice", "agreements", "disagreements", "settled", "settling",
    "twice", "unseen",
]  # fmt: skip


def unseen(now: View) -> View:
    """Return the record as it was read, for somebody who is not to see what was decided."""
    return replace(now, record=review.unseen(now.record))


def twice(now: View) -> tuple[Twice, ...]:
    """Return the claims that several people decided on without each other."""
    return now.once("twice", lambda: review.twice(now.record))


def disagreements(now: View) -> tuple[Twice, ...]:
    """Return those on which they differ, and on which nobody has decided since."""
    return now.once(
        "disagreements",
        lambda: tuple(one for one in twice(now) if one.differ and not one.is_settled),
    )


def settled(now: View) -> tuple[tuple[Twice, Decision], ...]:
    """Return those on which they differed and somebody decided then, with that decision."""
    told = ((one, now.about(one.claim_id)) for one in twice(now) if one.differ and one.is_settled)
    return tuple((one, about[-1]) for one, about in told if about)


def agreements(now: View) -> tuple[Agreement, ...]:
    """Return how far people agree, slot by slot."""
    return now.once("agreements", lambda: review.agreements(twice(now)))


def settling(claim_id: str, held: Held) -> Asked:
    """Ask that a claim be what one person holds it to be, also where it is that already."""

    def about(record: Record) -> About:
        if held.claim is None:
            choice = Choice.UNSURE if held.verdict == review.OPEN else Choice.REJECT
            return About(choice=choice, claims=(claim_id,))
        claim = held.claim
        if claim.id != claim_id:
            claim = claim.with_(told_id=claim_id)
        read = record.as_read.get(claim_id) or record.claims.get(claim_id)
        if read is None:
            return About(choice=Choice.ADD, claims=(claim_id,), claim=claim)
        is_as_read = claim.with_(told_id=read.told_id) == read.with_(decision=None)
        choice = Choice.ACCEPT if is_as_read else Choice.CORRECT
        return About(choice=choice, claims=(claim_id,), claim=claim)

    return about
