"""The door: signing in and out, and taking up an invitation."""

import json
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from onrecord.model import OnRecordError, Refused
from onrecord.web import account_words, browser, faults, pages, refusing
from onrecord.web.door import account_of, accounts_of, door_of, token_of
from onrecord.web.person import inside
from onrecord.web.words import _
from onrecord.workflow.accounts import SHORTEST_PASSWORD, Accounts, SignedIn

router = APIRouter()

_MOST_KEPT = 10_000  # fields of a form that is kept while somebody signs in


def accounts(request: Request) -> Accounts:
    """
    Return the accounts of the record.

    Raises:
        NotThere: It has none, so there is no door.
    """
    found = accounts_of(request)
    if found is None:
        raise faults.NotThere(_("This record has no accounts: whoever sits here may use it."))
    return found


Known = Annotated[Accounts, Depends(accounts)]


@router.get("/sign-in")
def asked(request: Request, known: Known, then: Annotated[str, Query()] = "/") -> Response:
    """Ask who somebody is; who is signed in goes on at once."""
    del known
    if account_of(request) is not None:
        return RedirectResponse(inside(then), 303)
    return refusing.sign_in_page(request, then=then)


@router.post("/sign-in")
def sign_in(
    request: Request,
    known: Known,
    name: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    then: Annotated[str, Form()] = "/",
    kept: Annotated[str, Form()] = "",
) -> Response:
    """Let somebody in by their password, and go on to where they were."""
    try:
        signed_in = known.sign_in(name, password, whence=whence(request))
    except Refused as fault:
        status = HTTPStatus.TOO_MANY_REQUESTS if fault.wait else HTTPStatus.FORBIDDEN
        line = _refusal(fault)
        page = refusing.sign_in_page(request, status, then=then, kept=kept, name=name, fault=line)
        if fault.wait:
            page.headers["retry-after"] = str(fault.wait)
        return page
    begin(request, known, signed_in)
    return entering(request, signed_in, gone_on(request, then, kept))


@router.post("/sign-in/on")
def go_on(
    request: Request,
    known: Known,
    then: Annotated[str, Form()] = "/",
    kept: Annotated[str, Form()] = "",
) -> Response:
    """Go on to where somebody was, once they are signed in."""
    del known
    return gone_on(request, then, kept)


@router.post("/sign-out")
def sign_out(request: Request, known: Known) -> Response:
    """End the session."""
    known.sign_out(token_of(request))
    answer = RedirectResponse("/sign-in", 303)
    door_of(request).forget(answer)
    return answer


@router.get("/invitation")
def invited(request: Request, known: Known) -> Response:
    """Ask for the code of an invitation; it stands in no address that a server sees."""
    del known
    return _invitation(request)


@router.post("/invitation")
def take_up(
    request: Request,
    known: Known,
    secret: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    again: Annotated[str, Form()] = "",
) -> Response:
    """Take up an invitation with a password of one's own."""
    if password != again:
        line = _("The two passwords are not the same.")
        return _invitation(request, HTTPStatus.UNPROCESSABLE_ENTITY, secret=secret, fault=line)
    try:
        signed_in = known.accept(secret.strip(), password)
    except OnRecordError as fault:
        status = faults.status_of(fault)
        return _invitation(request, status, secret=secret, fault=account_words.line(fault))
    begin(request, known, signed_in)
    return entering(request, signed_in, RedirectResponse("/account", 303))


def begin(request: Request, known: Accounts, signed_in: SignedIn) -> None:
    """Go on as who has signed in: the session that the browser had before ends."""
    before = token_of(request)
    if before:
        known.sign_out(before)
    known.opened_with(signed_in.token, browser.family(request.headers.get("user-agent", "")))
    request.state.account = signed_in.account


def entering(request: Request, signed_in: SignedIn, answer: Response) -> Response:
    """Return an answer that gives the browser the token of its session: always a new one."""
    door_of(request).let_in(answer, signed_in.token)
    return answer


def gone_on(request: Request, then: str, kept: str) -> Response:
    """Lead to where somebody was; what they had sent they look at, and send it themselves."""
    fields = _fields(kept)
    if not fields:
        return RedirectResponse(inside(then), 303)
    return pages.page(request, "sent_again.html.j2", then=inside(then), kept=fields)


def whence(request: Request) -> str:
    """Return from which machine somebody asks, to slow guessing down; it is not kept."""
    return request.client.host if request.client else ""


def _fields(kept: str) -> list[tuple[str, str]]:
    """Return the fields of a form that was kept; none where that is no list of them."""
    try:
        told = json.loads(kept) if kept else []
    except ValueError:
        return []
    if not isinstance(told, list) or len(told) > _MOST_KEPT:
        return []
    pairs = [one for one in told if isinstance(one, list) and len(one) == 2]
    return [(str(name), str(value)) for name, value in pairs]


def _invitation(
    request: Request, status: int = 200, *, secret: str = "", fault: str = ""
) -> Response:
    return pages.page(
        request,
        "invitation.html.j2",
        status,
        secret=secret,
        fault=fault,
        shortest=SHORTEST_PASSWORD,
    )


def _refusal(fault: Refused) -> str:
    if not fault.wait:
        return _("That name and password do not go together.")
    return _("Too many tries. Try again in %(n)s seconds.") % {"n": fault.wait}
