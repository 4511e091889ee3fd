"""
The queue as a person works through it: what comes next, what is left, what was skipped.

Where somebody is in the queue is a claim, not a number: whoever skips a claim goes on to
the next after it, and comes back to what they skipped when they reach the end. The order
is that of `review.queue`; a decision only takes its claim out.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from onrecord.kit.folding import fold
from onrecord.model import Claim
from onrecord.review import Kind, Proposal
from onrecord.workflow.desk.standing import Doubt, doubt_of, is_waiting, prepare, standing
from onrecord.workflow.desk.view import View

__all__ = [
    "Asked", "Doubt", "Kind", "Left", "Proposal", "before", "begun_by", "doubt_of", "is_waiting",
    "left", "many_second", "prepare", "proposal", "second", "upcoming", "wanted",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """
    Which proposals somebody wants to see.

    Attributes:
        kind, doubt: Only such; None for all. Likewise for the rest.
        place: Id of a place that the claim names, or its name where no map knows it.
        document: Name of a document: all its claims, those too that count nothing, in the
            order of the text.
        begun_by: Only documents in which this person has decided something.
        second_for: Instead of what nobody decided on: what others decided on, for this
            person to decide without seeing it.
    """

    kind: Kind | None = None
    doubt: Doubt | None = None
    place: str | None = None
    document: str | None = None
    begun_by: str | None = None
    second_for: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """
    How much is left to decide.

    Attributes:
        all: Proposals, those that a person left open not counted.
        of: All claims that count or could count, decided ones too.
        kinds: By what has to be looked at; a claim counts under each of its heavy doubts.
        doubts: By how doubtful they are.
    """

    all: int
    of: int
    kinds: Mapping[Kind, int]
    doubts: Mapping[Doubt, int]


def proposal(now: View, claim_id: str) -> Proposal | None:
    """Return what the queue says of a claim, wherever it comes; None for no claim."""
    claim = now.record.claims.get(claim_id)
    return standing(now).of(claim) if claim is not None else None


def upcoming(now: View, asked: Asked, after: str | None = None) -> Iterator[Proposal]:
    """
    Return what comes next, one after the other: after a claim, or from the beginning.

    At the end it goes on from the beginning, up to that claim: what was skipped comes back.
    """
    ranked = _ranked(now, asked)
    at = _position(now, ranked, after)
    turn = ranked if at is None else chain(islice(ranked, at + 1, None), islice(ranked, at))
    return _those(now, turn, wanted(now, asked))


def before(now: View, asked: Asked, claim_id: str) -> Proposal | None:
    """Return what comes before a claim, decided or not, so that one can look again."""
    ranked = _ranked(now, asked)
    at = _position(now, ranked, claim_id)
    if at is None:
        return None
    turn = (ranked[n] for n in range(at - 1, -1, -1))
    return next(_those(now, turn, wanted(now, asked, decided_too=True)), None)


def _those(
    now: View,
    claim_ids: Iterator[str] | Sequence[str],
    is_wanted: Callable[[Claim, Proposal], bool],
) -> Iterator[Proposal]:
    claims, order = now.record.claims, standing(now)
    for claim_id in claim_ids:
        claim = claims.get(claim_id)
        if claim is not None and is_wanted(claim, one := order.of(claim)):
            yield one


def wanted(
    now: View, asked: Asked, *, decided_too: bool = False
) -> Callable[[Claim, Proposal], bool]:
    """Return what tells whether somebody wants to see a claim of the queue."""
    begun = begun_by(now, asked.begun_by) if asked.begun_by else None
    place = fold(asked.place) if asked.place else None
    any_too = decided_too or asked.second_for is not None

    def is_wanted(claim: Claim, one: Proposal) -> bool:
        return (
            (any_too or claim.decision is None)
            and (asked.kind is None or asked.kind in one.kinds)
            and (asked.doubt is None or asked.doubt is doubt_of(one))
            and (asked.document is None or claim.document == asked.document)
            and (begun is None or claim.document in begun)
            and (place is None or _is_at(claim, asked.place or "", place))
        )

    return is_wanted


def left(now: View) -> Left:
    """Return how much is left to decide."""
    held = standing(now)
    return Left(
        all=held.left,
        of=len(held.ranked),
        kinds={kind: held.kinds[kind] for kind in Kind if held.kinds[kind]},
        doubts={step: held.doubts[step] for step in Doubt if held.doubts[step]},
    )


def second(now: View, person: str) -> Iterator[str]:
    """
    Return the claims that others decided on and a person did not, those left open first.

    Each part is in the order of the queue. What only a person found is not among them: there
    is no proposal to decide on.
    """
    held = standing(now)
    decided, is_open = dict(held.decided), dict(held.was_left_open)
    end = len(held.ranked)
    first = sorted(is_open, key=lambda one: (held.places.get(one, end), one))
    rest = chain(held.ranked, (one for one in decided if one not in held.places))
    for claim_id in chain(first, (one for one in rest if one not in is_open)):
        if claim_id in decided and person not in decided[claim_id]:
            yield claim_id


def many_second(now: View, person: str) -> int:
    """Return how many claims `second` has."""
    held = standing(now)
    return len(held.decided) - held.by_person[person]


def begun_by(now: View, person: str) -> frozenset[str]:
    """Return the documents in which a person has decided something."""
    claims = now.record.claims
    return now.once(
        ("begun", person),
        lambda: frozenset(
            claims[claim_id].document
            for decision in now.record.decisions
            if decision.by == person and not decision.is_blind
            for claim_id in decision.claims
            if claim_id in claims
        ),
    )


def _ranked(now: View, asked: Asked) -> Sequence[str]:
    if asked.document is not None:
        return now.index.claims_in.get(asked.document, ())
    if asked.second_for is not None:
        return tuple(second(now, asked.second_for))
    return standing(now).ranked


def _position(now: View, ranked: Sequence[str], claim_id: str | None) -> int | None:
    if claim_id is None:
        return None
    held = standing(now)
    if ranked is held.ranked:
        return held.places.get(claim_id)
    return next((n for n, one in enumerate(ranked) if one == claim_id), None)


def _is_at(claim: Claim, place: str, folded: str) -> bool:
    return any(m.best == place or fold(m.name) == folded for m in claim.places)
