"""Who is deciding, in which language, light or dark: what one browser remembers."""

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from onrecord.model import MayNot, OnRecordError
from onrecord.web import pages, words
from onrecord.web.desk_of import PERSON, as_cookie, as_name
from onrecord.web.door import accounts_of
from onrecord.web.words import _

router = APIRouter()

_A_YEAR = 365 * 24 * 3600


@router.get("/person")
def who(request: Request, then: Annotated[str, Query()] = "/") -> Response:
    """Ask who is deciding; in a record with accounts, show whose account it is."""
    if accounts_of(request) is not None:
        return RedirectResponse("/account", 303)
    return pages.page(request, "person.html.j2", then=inside(then), kept=[], is_asked=False)


@router.post("/person")
def named(
    request: Request,
    then: Annotated[str, Query()] = "/",
    person_name: Annotated[str, Form()] = "",
    is_kept: Annotated[str, Query()] = "",
) -> Response:
    """
    Remember who is deciding, and go on to where they were.

    If something was being decided, the same form goes on to it as it came (status 307
    keeps method and form); else the page is opened.
    """
    if accounts_of(request) is not None:
        raise MayNot(_("In this record whoever signed in decides, and nobody else."))
    name = as_name(person_name)
    if not name:
        raise OnRecordError(_("A decision needs the name of whoever makes it."))
    return remembering(PERSON, as_cookie(name), then, status=307 if is_kept else 303)


@router.post("/language")
def language(code: Annotated[str, Form()], then: Annotated[str, Form()] = "/") -> Response:
    """Speak another language from now on."""
    if code not in words.LANGUAGES:
        raise OnRecordError(_("The desk does not speak that language."))
    return remembering("language", code, then)


@router.post("/scheme")
def scheme(name: Annotated[str, Form()] = "", then: Annotated[str, Form()] = "/") -> Response:
    """Be light or dark from now on; with an empty name, as the machine is."""
    if name not in {*pages.SCHEMES, ""}:
        raise OnRecordError(_("The desk is light or dark."))
    return remembering("scheme", name, then)


def remembering(cookie: str, value: str, then: str, *, status: int = 303) -> Response:
    """Return an answer that goes on to a page, and lets the browser keep something for a year."""
    answer = RedirectResponse(inside(then), status)
    if value:
        answer.set_cookie(cookie, value, max_age=_A_YEAR, httponly=True, samesite="strict")
    else:
        answer.delete_cookie(cookie, httponly=True, samesite="strict")
    return answer


def inside(address: str) -> str:
    r"""
    Return an address if it is one of the desk's own pages, else the first page.

    >>> inside("/queue?kind=place"), inside("//elsewhere.example"), inside("/\\elsewhere")
    ('/queue?kind=place', '/', '/')
    """
    is_ours = address.startswith("/") and address[1:2] not in {"/", "\\"} and address.isprintable()
    return address if is_ours else "/"
