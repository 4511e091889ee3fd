"""What somebody is told who may not have a page: led to the door, or one clear line."""

import json
from collections.abc import Iterable
from http import HTTPStatus
from urllib.parse import urlsplit

from fastapi import Request
from fastapi.responses import RedirectResponse, Response

from onrecord.model import MAY, AccountRole, Decision, MayNot, Permission
from onrecord.web import account_words, faults, offering, pages
from onrecord.web.door import account_of, accounts_of
from onrecord.web.person import inside
from onrecord.web.words import _
from onrecord.workflow import permissions

_SECRETS = {"password", "old", "new", "again", "secret"}  # fields that are never kept


async def refused(request: Request, needed: Permission | None) -> Response:
    """Return what whoever asks gets instead of what they asked for."""
    if account_of(request) is None:
        return await _to_the_door(request)
    return faults.forbidden(request, told(request, needed))


def told(request: Request, needed: Permission | None) -> str:
    """Return the line that says what a role does not reach."""
    account = account_of(request)
    assert account is not None  # noqa: S101 - a stranger is led to the door instead
    least = next((one for one in AccountRole if needed in MAY[one]), None)
    if least is None:
        return _("Nobody may do that at this desk.")
    return _(
        "That is for somebody with the role “%(needed)s”. You are signed in as %(who)s, with the "
        "role “%(role)s”."
    ) % {
        "needed": account_words.role(least),
        "who": account.name,
        "role": account_words.role(account.role),
    }


def check(request: Request, needed: Permission | None) -> None:
    """
    Refuse what whoever asks may not do, where the address alone does not tell what it is.

    Raises:
        MayNot: They may not.
    """
    account = account_of(request)
    if account is not None and not permissions.may(account, needed):
        raise MayNot(told(request, needed))


def check_undoing(request: Request, decisions: Iterable[Decision]) -> None:
    """
    Refuse the undoing of what whoever asks may not undo.

    Raises:
        MayNot: One of them is neither their own about a report, nor do they decide on all.
    """
    account = account_of(request)
    if account is not None and not all(offering.undoes(account, one) for one in decisions):
        raise MayNot(told(request, Permission.REVIEW))


async def too_often(request: Request, wait: int) -> Response:
    """Return what somebody is told who asks for too much at once; a form that they sent is kept."""
    line = _("That is too much at once. Try again in %(n)s seconds.") % {"n": wait}
    status = HTTPStatus.TOO_MANY_REQUESTS
    if request.method == "POST" and not (
        faults.is_for_a_program(request) or pages.is_partial(request)
    ):
        made = faults.to_try_again(request, status, line, await faults.kept(request))
    else:
        made = faults.answer(request, status, line)
    made.headers["retry-after"] = str(wait)
    return made


async def _to_the_door(request: Request) -> Response:
    """Ask a stranger to sign in, and keep where they were and what they sent."""
    if request.url.path.startswith("/api/"):
        line = _("Sign in first.")
        return faults.as_json("not-signed-in", HTTPStatus.UNAUTHORIZED, line)
    if pages.is_partial(request):
        open_page = urlsplit(request.headers.get("hx-current-url", ""))
        then = inside(f"{open_page.path or '/'}?{open_page.query}".rstrip("?"))
        return Response(status_code=200, headers={"hx-redirect": to_sign_in(then)})
    here = pages.address_of(request)
    if request.method != "POST":
        return RedirectResponse(to_sign_in(here), 303)
    kept = [one for one in await faults.kept(request) if one[0] not in _SECRETS]
    return sign_in_page(
        request, HTTPStatus.UNAUTHORIZED, then=here, kept=json.dumps(kept) if kept else ""
    )


def to_sign_in(then: str) -> str:
    """Return the address of the page of signing in, which leads back to where somebody was."""
    return pages.address("/sign-in", then=then if then != "/" else "")


def sign_in_page(
    request: Request,
    status: int = 200,
    *,
    then: str = "/",
    kept: str = "",
    name: str = "",
    fault: str = "",
) -> Response:
    """Return the page of signing in."""
    known = accounts_of(request)
    return pages.page(
        request,
        "sign_in.html.j2",
        status,
        then=inside(then),
        kept=kept,
        name=name,
        fault=fault,
        is_asked=inside(then) != "/",
        has_provider=known is not None and known.provider is not None,
    )
