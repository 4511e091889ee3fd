"""Second readers: where two people differ, and how far people agree."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from onrecord.web import faults, pages, queue_words
from onrecord.web.desk_of import Decider, Held, Looking, Now
from onrecord.web.queue import names
from onrecord.web.sent import Form, decided, mark
from onrecord.web.words import _
from onrecord.workflow.desk import queue, second, sheet

router = APIRouter()

_ON_A_PAGE = 20


@router.get("/queue/disagreements")
def disagreements(
    request: Request, now: Now, number: Annotated[int, Query(alias="page", ge=1)] = 1
) -> Response:
    """Show both decisions side by side wherever two people differ."""
    found = second.disagreements(now)
    some = found[(number - 1) * _ON_A_PAGE : number * _ON_A_PAGE]
    return pages.page(
        request,
        "disagreements.html.j2",
        found=[(one, _shown(now, one), mark(now, one.claim_id)) for one in some],
        of=len(found),
        number=number,
        pages=-(-len(found) // _ON_A_PAGE),
        words=queue_words,
        names=names(now),
        documents=now.record.documents,
    )


def _shown(now: Now, one: second.Twice) -> sheet.Words | None:
    claim = now.record.as_read.get(one.claim_id) or now.record.claims.get(one.claim_id)
    told = claim or next((held.claim for held in one.held if held.claim is not None), None)
    return sheet.words(now, told) if told is not None else None


@router.post("/queue/settle")
def settle(desk: Held, now: Now, by: Decider, form: Form) -> Response:
    """Settle a disagreement: what one of the two holds is decided, by whoever settles it."""
    claim_id, whose = form.one("claim"), form.one("as")
    found = next((one for one in second.twice(now) if one.claim_id == claim_id), None)
    held = next((one for one in found.held if one.by == whose), None) if found else None
    if held is None:
        raise faults.NotThere(_("Nobody of that name decided on this claim."))
    told = _("Settled as %(who)s holds it.") % {"who": whose}
    why = f"{told} {form.why}".strip()
    return decided(desk, form, second.settling(claim_id, held), by=by, why=why)


@router.get("/agreement")
def agreement(request: Request, now: Now, person: Looking) -> Response:
    """Show how far people agree who decided without each other."""
    found = second.twice(now)
    return pages.page(
        request,
        "agreement.html.j2",
        told=second.agreements(now),
        n=len(found),
        least=second.LEAST,
        people=sorted({held.by for one in found for held in one.held}),
        open_ones=len(second.disagreements(now)),
        waiting=queue.many_second(now, person) if person else 0,
        words=queue_words,
    )
