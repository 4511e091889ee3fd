"""The queue, today and agreement for programs."""

from datetime import datetime
from itertools import islice
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel

from onrecord.web.desk_of import Held, Looking, Now
from onrecord.web.queue import Wish, asked_of, wished
from onrecord.web.sent import mark
from onrecord.workflow.desk import queue, second
from onrecord.workflow.desk import today as days

api = APIRouter(tags=["queue"])

_MOST = 200


class Reason(BaseModel):
    """Why a claim comes where it comes: a code, its points, and whether it is a doubt."""

    because: str
    points: int
    is_doubt: bool


class Proposal(BaseModel):
    """
    A claim that waits for a decision.

    Attributes:
        claim: Its id.
        seen: What to send along with a decision, so that nobody overrules what they have
            not seen.
        document, quote: Its words and where they stand.
        kind: What has to be looked at.
        hangs, doubt, score: The points; the highest score comes first.
        reasons: What gave them.
    """

    claim: str
    seen: str
    document: str
    quote: str
    kind: str
    hangs: int
    doubt: int
    score: int
    reasons: list[Reason]


class Queue(BaseModel):
    """What comes next, and how much is left."""

    left: int
    kinds: dict[str, int]
    doubts: dict[str, int]
    proposals: list[Proposal]


class Person(BaseModel):
    """How much one person decided."""

    name: str
    today: int
    in_all: int


class Day(BaseModel):
    """
    What the first page says.

    Attributes:
        after: Number of the build after which things count as new; None for all.
        newest: Number of the last run of all, to ask later what came `since`.
        documents: Names of the documents that came in last, 200 at most.
        many: How many came in.
        claims: How many claims came in.
        changes: What changed: the kind, the incident and the figure before and after.
        decided, of: How far the queue is done.
        people: Who decided how much.
        problems: Open problems by severity.
    """

    after: int | None
    newest: int
    documents: list[str]
    many: int
    claims: int
    changes: list[dict[str, str | None]]
    decided: int
    of: int
    people: list[Person]
    problems: dict[str, int]


class Slot(BaseModel):
    """How far people agree in one slot; `alpha` is null where it would mean nothing."""

    slot: str
    agreed: int
    of: int
    alpha: float | None


@api.get("/queue")
def upcoming(
    now: Now,
    person: Looking,
    wish: Annotated[Wish, Depends(wished)],
    most: Annotated[int, Query(ge=1, le=_MOST)] = 20,
) -> Queue:
    """Say which proposals come next; `at` is the claim to go on after."""
    left = queue.left(now)
    found = islice(queue.upcoming(now, asked_of(wish, person), wish.at or None), most)
    return Queue(
        left=left.all,
        kinds={kind.value: n for kind, n in left.kinds.items()},
        doubts={step.value: n for step, n in left.doubts.items()},
        proposals=[_proposal(now, one) for one in found],
    )


def _proposal(now: Now, one: queue.Proposal) -> Proposal:
    claim = now.record.claims[one.claim_id]
    return Proposal(
        claim=claim.id,
        seen=mark(now, claim.id),
        document=claim.document,
        quote=claim.passage.exact,
        kind=one.kind.value,
        hangs=one.hangs,
        doubt=one.doubt,
        score=one.score,
        reasons=[
            Reason(because=r.because.value, points=r.points, is_doubt=r.is_doubt)
            for r in one.reasons
        ],
    )


@api.get("/today")
def today(
    now: Now, desk: Held, person: Looking, since: Annotated[int | None, Query(ge=0)] = None
) -> Day:
    """Say what is new after a run, what is left and what is done."""
    builds = desk.builds()
    number = days.last_seen(builds, since)
    after = next((one for one in reversed(builds.brought) if one.number <= number), None)
    day = datetime.now().astimezone()
    made = desk.since(number) if after is not None else None
    told = days.today(now, made, after, person, day, most=_MOST)
    return Day(
        after=after.number if after else None,
        newest=builds.newest,
        documents=[one.document.name for one in told.arrived],
        many=told.many,
        claims=told.claims,
        changes=[
            {
                "what": one.what.value,
                "incident": one.incident.id if one.incident else None,
                "outcome": one.outcome,
                "before": str(one.before) if one.before else None,
                "after": str(one.after) if one.after else None,
                "problem": one.problem.id if one.problem else None,
            }
            for one in told.events
        ],
        decided=told.progress.decided,
        of=told.progress.of,
        people=[Person(name=by, today=n, in_all=all_) for by, n, all_ in told.progress.by],
        problems={severity.value: n for severity, n in told.problems.items()},
    )


@api.get("/agreement")
def agreement(now: Now) -> list[Slot]:
    """Say how far people agree who decided without each other."""
    return [
        Slot(slot=one.slot, agreed=one.agreed, of=one.of, alpha=one.alpha)
        for one in second.agreements(now)
    ]
