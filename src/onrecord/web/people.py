"""Who has an account, and the log of who did what: for admins."""

from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import Response

from onrecord.model import Account, AccountRole, OnRecordError
from onrecord.web import account_words, faults, pages
from onrecord.web.account import whose
from onrecord.web.faults import NotThere
from onrecord.web.signing_in import Known
from onrecord.web.words import _
from onrecord.workflow.accounts import Accounts

router = APIRouter(prefix="/people")

_ON_A_PAGE = 100


def meant(known: Known, account: Annotated[str, Form()] = "") -> Account:
    """
    Return the account that a form is about.

    Raises:
        NotThere: There is none with that id.
    """
    found = known.numbered(account)
    if found is None:
        raise NotThere(_("There is no such account."))
    return found


Meant = Annotated[Account, Depends(meant)]


@router.get("")
def listed(request: Request, known: Known) -> Response:
    """Show who has an account."""
    return _page(request, known)


@router.post("/invite")
def invite(
    request: Request,
    known: Known,
    name: Annotated[str, Form()] = "",
    role: Annotated[str, Form()] = "",
) -> Response:
    """Make an account and the invitation by which its owner takes it up."""
    try:
        secret = known.invite(name, _role(role), whose(request))
    except OnRecordError as fault:
        status = faults.status_of(fault)
        return _page(request, known, status, fault=str(fault), name=name, role=role)
    return _page(request, known, secret=_link(request, secret), invited=known.named(name))


@router.post("/invite-again")
def invite_again(request: Request, known: Known, account: Meant) -> Response:
    """Make another invitation for somebody who lost theirs, or what they signed in with."""
    try:
        secret = known.invite_again(account, whose(request))
    except OnRecordError as fault:
        return _page(request, known, faults.status_of(fault), fault=str(fault))
    return _page(request, known, secret=_link(request, secret), invited=account)


@router.post("/role")
def give_role(
    request: Request, known: Known, account: Meant, role: Annotated[str, Form()] = ""
) -> Response:
    """Give somebody another role; their sessions end."""
    try:
        given = known.give_role(account, _role(role), whose(request))
    except OnRecordError as fault:
        return _page(request, known, faults.status_of(fault), fault=str(fault))
    told = {"who": given.name, "role": account_words.role(given.role)}
    return _page(request, known, done=_("%(who)s has the role “%(role)s” now.") % told)


@router.post("/close")
def close(request: Request, known: Known, account: Meant) -> Response:
    """Close an account; what it decided stays, under its name."""
    try:
        closed = known.close(account, whose(request))
    except OnRecordError as fault:
        return _page(request, known, faults.status_of(fault), fault=str(fault))
    line = _("The account of %(who)s is closed. What they decided stays as it is.")
    return _page(request, known, done=line % {"who": closed.name})


@router.post("/sign-out")
def sign_out(request: Request, known: Known, account: Meant) -> Response:
    """End all of somebody's sessions."""
    known.sign_out_everywhere(account, by=whose(request))
    line = _("All sessions of %(who)s have ended.")
    return _page(request, known, done=line % {"who": account.name})


@router.get("/log")
def log(
    request: Request,
    known: Known,
    number: Annotated[int, Query(alias="page", ge=1, le=10**6)] = 1,
) -> Response:
    """Show who did what, the last first."""
    many = known.log_length()
    count = max(1, -(-many // _ON_A_PAGE))
    number = min(number, count)
    last = many - (number - 1) * _ON_A_PAGE
    first = max(0, last - _ON_A_PAGE)
    names = {one.id: one.name for one in known.everyone()}
    return pages.page(
        request,
        "people_log.html.j2",
        events=known.log(first, last - first)[::-1],
        number=number,
        pages=count,
        head=known.log_head(),
        who=lambda told: names.get(told, told) or _("somebody at the terminal, or unknown"),
        words=account_words,
    )


def _page(
    request: Request,
    known: Accounts,
    status: int = HTTPStatus.OK,
    **told: Any,
) -> Response:
    given = {"fault": "", "done": "", "secret": "", "invited": None, "name": "", "role": "", **told}
    return pages.page(
        request,
        "people.html.j2",
        status,
        everyone=known.everyone(),
        waiting=known.waiting(),
        roles=tuple(AccountRole),
        words=account_words,
        acts=(
            ("/people/sign-out", _("Sign out everywhere"), ""),
            ("/people/invite-again", _("Invite again"), ""),
            ("/people/close", _("Close the account"), "grave"),
        ),
        **given,
    )


def _role(told: str) -> AccountRole:
    if told not in set(AccountRole):
        raise OnRecordError(_("There is no such role."))
    return AccountRole(told)


def _link(request: Request, secret: str) -> str:
    """Return the address that takes an invitation up; what stands after `#` is never sent."""
    return f"{str(request.base_url).rstrip('/')}/invitation#{secret}"
