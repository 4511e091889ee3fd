"""A second reader's work: where two people differ, and how far they agree."""

from onrecord import review
from onrecord.model import Decision
from onrecord.review import Agreement, Twice
from onrecord.workflow.desk import queue
from onrecord.workflow.desk.view import View


def twice(now: View) -> tuple[Twice, ...]:
    """Return the claims that several people decided on without each other."""
    return queue.latest(now).of("twice", lambda: review.twice(now.record))


def disagreements(now: View) -> tuple[Twice, ...]:
    """Return those on which they differ, and on which nobody has decided since."""
    return queue.latest(now).of(
        "disagreements",
        lambda: tuple(one for one in twice(now) if one.differ and not one.is_settled),
    )


def settled(now: View) -> tuple[tuple[Twice, Decision], ...]:
    """Return those on which they differed and somebody decided then, with that decision."""
    told = ((one, now.about(one.claim_id)) for one in twice(now) if one.differ and one.is_settled)
    return tuple((one, about[-1]) for one, about in told if about)


def agreements(now: View) -> tuple[Agreement, ...]:
    """Return how far people agree, slot by slot."""
    return queue.latest(now).of("agreements", lambda: review.agreements(twice(now)))
