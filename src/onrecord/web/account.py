"""One's own account: password, passkeys, and where one is signed in."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from onrecord.model import Account, OnRecordError, Refused
from onrecord.web import account_words, faults, pages
from onrecord.web.door import account_of, door_of, token_of
from onrecord.web.signing_in import Known, begin, entering, whence
from onrecord.web.words import _
from onrecord.workflow.accounts import SHORTEST_PASSWORD, Accounts

router = APIRouter()


@router.get("/account")
def shown(request: Request, known: Known) -> Response:
    """Show one's own account."""
    return page(request, known)


@router.post("/account/password")
def change_password(
    request: Request,
    known: Known,
    old: Annotated[str, Form()] = "",
    new: Annotated[str, Form()] = "",
    again: Annotated[str, Form()] = "",
) -> Response:
    """Change the password; every session ends, and this browser goes on in a new one."""
    if new != again:
        line = _("The two passwords are not the same.")
        return page(request, known, HTTPStatus.UNPROCESSABLE_ENTITY, fault=line)
    account = whose(request)
    try:
        known.change_password(account, old, new, whence=whence(request))
        signed_in = known.sign_in(account.name, new, whence=whence(request))
        begin(request, known, signed_in)
    except Refused as fault:
        return page(request, known, HTTPStatus.FORBIDDEN, fault=account_words.line(fault))
    except OnRecordError as fault:
        return page(request, known, faults.status_of(fault), fault=account_words.line(fault))
    done = _("The password is changed. Your sessions on other machines have ended.")
    return entering(request, signed_in, page(request, known, done=done, token=signed_in.token))


@router.post("/account/sign-out-everywhere")
def sign_out_everywhere(request: Request, known: Known) -> Response:
    """End all of one's sessions, this one too."""
    account = whose(request)
    known.sign_out_everywhere(account, by=account)
    answer = RedirectResponse("/sign-in", 303)
    door_of(request).forget(answer)
    return answer


def whose(request: Request) -> Account:
    """Return the account of whoever asks; only for pages that need one."""
    account = account_of(request)
    assert account is not None  # noqa: S101 - who has none is led to the door
    return account


def page(
    request: Request,
    known: Accounts,
    status: int = 200,
    *,
    fault: str = "",
    done: str = "",
    token: str = "",
) -> Response:
    """Return the page of one's own account; `token` is of the session if it has just begun."""
    account, token = whose(request), token or token_of(request)
    return pages.page(
        request,
        "account.html.j2",
        status,
        account=account,
        words=account_words,
        shortest=SHORTEST_PASSWORD,
        passkeys=known.passkeys(account),
        sessions=known.sessions(account, token),
        fault=fault,
        done=done,
    )
