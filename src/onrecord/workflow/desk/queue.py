"""
The queue as a person works through it: what comes next, what is left, what was skipped.

Where somebody is in the queue is a claim, not a number: whoever skips a claim goes on to
the next after it, and comes back to what they skipped when they reach the end. The order
(`review.queue`) is worked out once for each state of incidents and figures; a decision
only takes its claim out.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain, islice

from onrecord import review
from onrecord.kit.folding import fold
from onrecord.model import Choice, Claim
from onrecord.review import Kind, Proposal
from onrecord.workflow.desk.latest import Latest
from onrecord.workflow.desk.view import View

__all__ = [
    "Asked", "Doubt", "Kind", "Left", "Proposal", "before", "begun_by", "doubt_of", "is_waiting",
    "latest", "left", "order", "proposal", "second", "upcoming", "wanted",
]  # fmt: skip


class Doubt(StrEnum):
    """How doubtful a proposal is, in steps of the points that its reasons give."""

    MUCH = "much"
    SOME = "some"
    LITTLE = "little"


_MUCH, _SOME = 6, 3  # points of doubt, from 1


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
        kinds: By what has to be looked at; a claim counts under each of its doubts.
        doubts: By how doubtful they are.
    """

    all: int
    kinds: Mapping[Kind, int]
    doubts: Mapping[Doubt, int]


def order(now: View) -> tuple[Proposal, ...]:
    """Return every claim that counts or could count, in the order of the queue."""
    return now.index.once("queue", lambda: _weighing(now).order())


def proposal(now: View, claim_id: str) -> Proposal | None:
    """Return what the queue says of a claim, wherever it comes; None for no claim."""
    claim = now.record.claims.get(claim_id)
    return _weighing(now).of(claim) if claim is not None else None


def upcoming(now: View, asked: Asked, after: str | None = None) -> Iterator[Proposal]:
    """
    Return what comes next, one after the other: after a claim, or from the beginning.

    At the end it goes on from the beginning, up to that claim: what was skipped comes back.
    """
    ranked = _ranked(now, asked)
    is_wanted = wanted(now, asked)
    at = _position(now, ranked, after)
    turn = ranked if at is None else chain(islice(ranked, at + 1, None), islice(ranked, at))
    return (one for one in turn if is_wanted(one))


def before(now: View, asked: Asked, claim_id: str) -> Proposal | None:
    """Return what comes before a claim, decided or not, so that one can look again."""
    ranked = _ranked(now, asked)
    at = _position(now, ranked, claim_id)
    is_wanted = wanted(now, replace(asked, second_for=None), decided_too=True)
    if at is None:
        return None
    return next((ranked[n] for n in range(at - 1, -1, -1) if is_wanted(ranked[n])), None)


def wanted(now: View, asked: Asked, *, decided_too: bool = False) -> Callable[[Proposal], bool]:
    """Return what tells whether somebody wants to see a proposal."""
    claims = now.record.claims
    begun = begun_by(now, asked.begun_by) if asked.begun_by else None
    place = fold(asked.place) if asked.place else None

    def is_wanted(one: Proposal) -> bool:
        claim = claims.get(one.claim_id)
        return (
            claim is not None
            and (asked.kind is None or asked.kind in one.kinds)
            and (asked.doubt is None or asked.doubt is doubt_of(one))
            and (asked.document is None or claim.document == asked.document)
            and (begun is None or claim.document in begun)
            and (place is None or _is_at(claim, asked.place or "", place))
            and (decided_too or asked.second_for is not None or claim.decision is None)
        )

    return is_wanted


def left(now: View) -> Left:
    """Return how much is left to decide."""
    return latest(now).of("left", lambda: _left(now))


def _left(now: View) -> Left:
    claims = now.record.claims
    kinds: Counter[Kind] = Counter()
    doubts: Counter[Doubt] = Counter()
    waiting = [one for one in order(now) if is_waiting(claims.get(one.claim_id))]
    for one in waiting:
        kinds.update(one.kinds)
        doubts[doubt_of(one)] += 1
    return Left(
        all=len(waiting),
        kinds={kind: kinds[kind] for kind in Kind if kinds[kind]},
        doubts={step: doubts[step] for step in Doubt if doubts[step]},
    )


def is_waiting(claim: Claim | None) -> bool:
    """Whether nobody has decided on a claim yet."""
    return claim is not None and claim.decision is None


def doubt_of(one: Proposal) -> Doubt:
    """Return how doubtful a proposal is."""
    if one.doubt >= _MUCH:
        return Doubt.MUCH
    return Doubt.SOME if one.doubt >= _SOME else Doubt.LITTLE


def second(now: View, person: str) -> tuple[str, ...]:
    """
    Return the claims that others decided on and a person did not, those left open first.

    What only a person found is not among them: there is no proposal to decide on.
    """
    return latest(now).of(("second", person), lambda: _second(now, person))


def _second(now: View, person: str) -> tuple[str, ...]:
    open_first: tuple[list[str], list[str]] = ([], [])
    for claim_id in now.record.as_read:
        about = now.on.get(claim_id, ())
        held = [d for d in about if d.claims == (claim_id,) and d.id not in now.undone]
        others = [d for d in held if not d.is_blind and d.choice is not Choice.UNDO]
        if others and all(d.by != person for d in held):
            open_first[others[-1].choice is not Choice.UNSURE].append(claim_id)
    return (*open_first[0], *open_first[1])


def begun_by(now: View, person: str) -> frozenset[str]:
    """Return the documents in which a person has decided something."""
    claims = now.record.claims
    return latest(now).of(
        ("begun", person),
        lambda: frozenset(
            claims[claim_id].document
            for decision in now.record.decisions
            if decision.by == person and not decision.is_blind
            for claim_id in decision.claims
            if claim_id in claims
        ),
    )


def latest(now: View) -> Latest:
    """Return room for what is worked out once after each decision."""
    last = now.record.decisions[-1].id if now.record.decisions else ""
    return now.index.once("latest", Latest).at((len(now.record.decisions), last))


def _ranked(now: View, asked: Asked) -> Sequence[Proposal]:
    if asked.document is not None:
        ids = now.index.claims_in.get(asked.document, ())
    elif asked.second_for is not None:
        ids = second(now, asked.second_for)
    else:
        return order(now)
    told = (proposal(now, claim_id) for claim_id in ids)
    return [one for one in told if one is not None]


def _is_at(claim: Claim, place: str, folded: str) -> bool:
    return any(m.best == place or fold(m.name) == folded for m in claim.places)


def _weighing(now: View) -> review.Weighing:
    return now.index.once("weighing", lambda: review.Weighing(now.record))


def _position(now: View, ranked: Sequence[Proposal], claim_id: str | None) -> int | None:
    if claim_id is None:
        return None
    if ranked is order(now):
        places = now.index.once(
            "places in the queue",
            lambda: {one.claim_id: n for n, one in enumerate(order(now))},
        )
        return places.get(claim_id)
    return next((n for n, one in enumerate(ranked) if one.claim_id == claim_id), None)
