"""Somebody else decided first: what they decided, and whether to decide anew."""

from http import HTTPStatus

from fastapi import Request
from fastapi.responses import JSONResponse, Response

from onrecord.web import faults, pages
from onrecord.web.desk_of import desk_of, view_of
from onrecord.web.sent import mark, sent
from onrecord.workflow.desk import Overtaken, incident


async def told(request: Request, fault: Exception) -> Response:
    """
    Show what others decided meanwhile, and offer to send the same form again.

    The form keeps all that the person typed and picked; only what it says was seen is new.
    """
    assert isinstance(fault, Overtaken)  # noqa: S101 - what it is registered for
    if request.url.path.startswith("/api/"):
        return _as_json(request, fault)
    form = await sent(request)
    request.state.view = desk_of(request).view  # as things are now, and not as they were seen
    now = view_of(request)
    kept = [(name, one) for name, held in form.fields.items() for one in held if name != "seen"]
    kept += [("seen", mark(now, thing)) for thing in form.seen]
    return pages.page(
        request,
        "overtaken.html.j2",
        HTTPStatus.CONFLICT,
        thing=fault.thing,
        claim=now.record.claims.get(fault.thing),
        earlier=fault.earlier,
        again=request.url.path,
        kept=kept,
        back=form.back,
    )


def _as_json(request: Request, fault: Overtaken) -> Response:
    now = desk_of(request).view
    found = now.index.incidents.get(fault.thing)
    word = incident.last_word(now, found.claim_ids) if found else now.last_word_on(fault.thing)
    told = faults.Overruling(
        error="overtaken",
        status=HTTPStatus.CONFLICT,
        message=str(fault),
        thing=fault.thing,
        earlier=[
            {
                "id": one.id,
                "choice": one.choice.value,
                "by": one.by,
                "at": one.at.isoformat(),
                "why": one.why,
            }
            for one in fault.earlier
        ],
        last_word=word,
    )
    return JSONResponse(told.model_dump(), HTTPStatus.CONFLICT)
