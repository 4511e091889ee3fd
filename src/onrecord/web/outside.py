"""Signing in by an organisation's own provider of identities: there, and back."""

from http import HTTPStatus

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from onrecord.model import OnRecordError, RecordUnusable, Refused
from onrecord.web import account_words, faults, refusing
from onrecord.web.door import accounts_of, door_of
from onrecord.web.signing_in import Known, begin, entering, whence

router = APIRouter(prefix="/sign-in/outside")


@router.get("")
def sent(request: Request, known: Known) -> Response:
    """Send somebody to the provider; which question it answers only this browser knows."""
    door = door_of(request)
    try:
        asked = known.ask_provider(origin=door.origin_of(request))
    except OnRecordError as fault:
        return _at_the_door(request, fault)
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
    except OnRecordError as fault:
        return _at_the_door(request, fault)
    begin(request, known, made)
    return entering(request, made, RedirectResponse("/", 303))


def _at_the_door(request: Request, fault: OnRecordError) -> Response:
    """Say at the door why nobody was let in: a password or a passkey may do all the same."""
    known = accounts_of(request)
    has_one = known is not None and known.provider is not None
    is_away = has_one and not isinstance(fault, Refused | RecordUnusable)
    status = HTTPStatus.BAD_GATEWAY if is_away else faults.status_of(fault)
    made = refusing.sign_in_page(request, status, fault=account_words.line(fault))
    if isinstance(fault, Refused) and fault.wait:
        made.headers["retry-after"] = str(fault.wait)
    return made
