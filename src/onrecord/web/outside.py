"""Signing in by an organisation's own provider of identities: there, and back."""

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from onrecord.model import Refused
from onrecord.web import refusing
from onrecord.web.door import door_of
from onrecord.web.signing_in import Known, begin, entering, whence

router = APIRouter(prefix="/sign-in/outside")


@router.get("")
def sent(request: Request, known: Known) -> Response:
    """Send somebody to the provider; which question it answers only this browser knows."""
    door = door_of(request)
    asked = known.ask_provider(origin=door.origin_of(request))
    answer = RedirectResponse(str(asked.options["address"]), 303)
    # The provider leads back from elsewhere: a strict cookie would not come along.
    door.ask(answer, asked.ceremony, is_led_back=True)
    return answer


@router.get("/back")
def back(request: Request, known: Known, state: str = "", code: str = "") -> Response:
    """Let somebody in by what the provider says of them."""
    ceremony = door_of(request).asked(request.headers.get("cookie", ""))
    try:
        made = known.sign_in_by_provider(ceremony, state=state, code=code, whence=whence(request))
    except Refused as fault:
        return refusing.sign_in_page(request, 403, fault=str(fault))
    begin(request, known, made)
    return entering(request, made, RedirectResponse("/", 303))
