"""Passkeys, as the desk's own script asks for them: in JSON, each question answered once."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response
from pydantic import BaseModel

from onrecord.model import OnRecordError
from onrecord.web import account_words, faults
from onrecord.web.account import page, whose
from onrecord.web.door import door_of
from onrecord.web.signing_in import Known, begin, entering, whence
from onrecord.workflow.accounts import Asked, SignedIn

router = APIRouter()


class Answered(BaseModel):
    """
    What a browser's authenticator answered.

    Attributes:
        credential: As W3C Web Authentication writes it in JSON.
        label: What its owner calls the passkey; at signing in it is not looked at.
        secret: Of an invitation, where one is taken up.
    """

    credential: dict[str, Any]
    label: str = ""
    secret: str = ""


class Invited(BaseModel):
    """Who asks for the question with which an invitation is taken up."""

    secret: str


@router.get("/sign-in/passkey")
def asked_who(request: Request, known: Known) -> Response:
    """Ask an authenticator who somebody is."""
    return _question(request, known.passkey_options(None, origin=_origin(request)))


@router.post("/sign-in/passkey")
def signed_in(request: Request, known: Known, answered: Answered) -> Response:
    """Let somebody in by a passkey."""
    made = known.sign_in_with_passkey(
        _ceremony(request), answered.credential, whence=whence(request), origin=_origin(request)
    )
    return _let_in(request, known, made)


@router.post("/invitation/passkey/options")
def asked_for_one(request: Request, known: Known, invited: Invited) -> Response:
    """Ask for the passkey with which an invitation is to be taken up."""
    return _question(request, known.invitation_options(invited.secret, origin=_origin(request)))


@router.post("/invitation/passkey")
def taken_up(request: Request, known: Known, answered: Answered) -> Response:
    """Take up an invitation with a passkey."""
    made = known.accept_with_passkey(
        answered.secret,
        _ceremony(request),
        answered.credential,
        origin=_origin(request),
        label=answered.label,
    )
    return _let_in(request, known, made)


@router.post("/account/passkeys/options")
def asked_for_another(request: Request, known: Known) -> Response:
    """Ask for a new passkey of one's own account."""
    return _question(request, known.passkey_options(whose(request), origin=_origin(request)))


@router.post("/account/passkeys")
def added(request: Request, known: Known, answered: Answered) -> Response:
    """Keep a new passkey of one's own account."""
    known.register_passkey(
        whose(request),
        _ceremony(request),
        answered.credential,
        origin=_origin(request),
        label=answered.label,
    )
    return _answer({"done": True})


@router.post("/account/passkeys/remove")
async def removed(request: Request, known: Known) -> Response:
    """Take out one of one's own passkeys; every session ends."""
    form = await request.form()
    try:
        known.remove_passkey(whose(request), str(form.get("passkey", "")))
    except OnRecordError as fault:
        return page(request, known, faults.status_of(fault), fault=account_words.line(fault))
    answer = RedirectResponse("/sign-in", 303)
    door_of(request).forget(answer)
    return answer


def _question(request: Request, asked: Asked) -> Response:
    """Return a question; by what its answer is known only this browser has, and no script."""
    answer = JSONResponse({"options": asked.options})
    door_of(request).ask(answer, asked.ceremony)
    return answer


def _let_in(request: Request, known: Known, made: SignedIn) -> Response:
    begin(request, known, made)
    return entering(request, made, _answer({"done": True}))


def _answer(told: dict[str, Any]) -> JSONResponse:
    return JSONResponse(told)


def _ceremony(request: Request) -> str:
    return door_of(request).asked(request.headers.get("cookie", ""))


def _origin(request: Request) -> str:
    """Return the address of the desk: as stated, or the one of this machine that was asked."""
    return door_of(request).origin_of(request)
