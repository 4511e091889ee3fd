"""The queue: one proposal at a time, with what helps to decide beside it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import islice
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from onrecord.model import OF_CLAIMS
from onrecord.web import faults, pages, queue_words
from onrecord.web.desk_of import Looking, NobodyNamed, Now
from onrecord.web.sent import mark
from onrecord.web.words import _
from onrecord.workflow.desk import View, history, queue, sheet

router = APIRouter()

_MOST_AT_ONCE = 100  # of one batch


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """
    What an address of the queue asks for; every link of the page is made from it.

    Attributes:
        kind, doubt, place, document: As `queue.Asked`; empty for all.
        mine: Only documents in which the person has decided something.
        second: What others decided on, to be decided again without seeing it.
        at: The claim that is open; empty for the first.
        shown: A second reader asked to see what was decided.
    """

    kind: str = ""
    doubt: str = ""
    place: str = ""
    document: str = ""
    mine: str = ""
    second: str = ""
    at: str = ""
    shown: str = ""

    def address(self, **changes: str) -> str:
        """Return the address of the queue with some things changed."""
        told = replace(self, **changes)
        return pages.address("/queue", **{name: getattr(told, name) for name in self.__slots__})


def wished(  # noqa: PLR0913, PLR0917 - one for each thing that an address can ask for
    kind: Annotated[str, Query()] = "",
    doubt: Annotated[str, Query()] = "",
    place: Annotated[str, Query()] = "",
    document: Annotated[str, Query()] = "",
    mine: Annotated[str, Query()] = "",
    second: Annotated[str, Query()] = "",
    at: Annotated[str, Query()] = "",
    shown: Annotated[str, Query()] = "",
) -> Wish:
    """Return what an address asks for; a kind or doubt that there is not is passed over."""
    return Wish(
        kind=kind if kind in set(queue.Kind) else "",
        doubt=doubt if doubt in set(queue.Doubt) else "",
        place=place,
        document=document,
        mine="1" if mine else "",
        second="1" if second else "",
        at=at,
        shown="1" if shown else "",
    )


Wished = Annotated[Wish, Depends(wished)]


@router.get("/queue")
def page(request: Request, now: Now, person: Looking, wish: Wished) -> Response:
    """Show one proposal with what is beside it: the one that is asked for, or the next."""
    if wish.second and not person:
        raise NobodyNamed
    asked = asked_of(wish, person)
    here = wish.at or next((one.claim_id for one in queue.upcoming(now, asked)), "")
    is_blind = bool(wish.second and not wish.shown)
    open_one = sheet.sheet(now, here, is_blind=is_blind) if here else None
    if here and open_one is None:
        raise faults.NotThere(_("The record has no such claim."))
    last = history.last_of(now, person, OF_CLAIMS, _MOST_AT_ONCE)
    last_claim = now.record.as_read.get(last[0].claims[0]) if len(last) == 1 else None
    return pages.page(
        request,
        "queue.html.j2",
        sheet=open_one,
        wish=replace(wish, at=here),
        is_blind=is_blind,
        words=queue_words,
        mark=mark(now, here) if here else "",
        about=now.about(here) if here and not is_blind else (),
        left=queue.left(now),
        waiting_second=queue.many_second(now, person) if person else 0,
        last=last,
        last_claim=last_claim,
        names=names(now),
        turn=_neighbours(now, asked, wish, here),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """
    Where one can go from a claim.

    Attributes:
        back: Where to go on after a decision.
        onward, earlier: The addresses of the next claim and of the one before; empty where
            there is none.
    """

    back: str
    onward: str
    earlier: str


def _neighbours(now: View, asked: queue.Asked, wish: Wish, here: str) -> Turn:
    after = next(queue.upcoming(now, asked, here), None) if here else None
    before = queue.before(now, asked, here) if here else None
    onward = wish.address(at=after.claim_id if after else "", shown="")
    return Turn(
        back=onward,
        onward=onward if after else "",
        earlier=wish.address(at=before.claim_id, shown="") if before else "",
    )


def asked_of(wish: Wish, person: str) -> queue.Asked:
    """Return which proposals an address asks for."""
    return queue.Asked(
        kind=queue.Kind(wish.kind) if wish.kind else None,
        doubt=queue.Doubt(wish.doubt) if wish.doubt else None,
        place=wish.place or None,
        document=wish.document or None,
        begun_by=person if wish.mine and person else None,
        second_for=person if wish.second else None,
    )


def names(now: View) -> Callable[[str | None], str]:
    """
    Return what gives the name of a place or an actor by its id.

    It holds no view: a page's values are let go only when Python looks for garbage, and until
    then each would keep its claims in memory.
    """
    places, actors = now.record.places, now.record.actors

    def name(meant: str | None) -> str:
        known = places.get(meant or "") or actors.get(meant or "")
        return known.name if known else ""

    return name


@router.get("/queue/like")
def like(request: Request, now: Now, wish: Wished) -> Response:
    """List the proposals that are like one, to decide on them together."""
    claim = now.record.claims.get(wish.at)
    if claim is None:
        raise faults.NotThere(_("The record has no such claim."))
    own = [claim.id] if claim.decision is None else []
    some = [*own, *islice(sheet.like(now, claim), _MOST_AT_ONCE - len(own))]
    return pages.page(
        request,
        "like.html.j2",
        claim=claim,
        alike=[(now.record.claims[one], mark(now, one), _said(now, one)) for one in some],
        more=len(own) + sheet.many_like(now, claim) - len(some),
        wish=wish,
        words=queue_words,
        documents=now.record.documents,
    )


def _said(now: View, claim_id: str) -> sheet.Words:
    return sheet.words(now, now.record.claims[claim_id])
