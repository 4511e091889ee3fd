"""What a page is given of the desk: the record as it stands, and who looks at it."""

from typing import Annotated
from urllib.parse import quote, unquote

from fastapi import Depends, Header, Request

from onrecord.model import Permission
from onrecord.web.door import account_of, accounts_of
from onrecord.workflow.desk import Desk, View

PERSON = "person"  # the cookie
LONGEST_NAME = 80


class NobodyNamed(Exception):
    """Something is to be decided, and nobody said who decides."""


def desk_of(request: Request) -> Desk:
    """
    Return the desk that this application serves, as whoever asks may see it.

    Who may not read testimony sits at one that has none: whatever a page does there goes
    through the view that may be shared.
    """
    account = account_of(request)
    sees_all = accounts_of(request) is None or (
        account is not None and account.may(Permission.READ_PROTECTED)
    )
    state = request.app.state
    desk: Desk = state.desk if sees_all else state.shared_desk
    return desk


def view_of(request: Request) -> View:
    """
    Return the record as it is now: one view for the whole of one request.

    A program that asks is told only what may be shared; pages show people all of it.
    """
    if not hasattr(request.state, "view"):
        desk = desk_of(request)
        request.state.view = desk.sharable if _is_for_programs(request) else desk.view
    view: View = request.state.view
    return view


def _is_for_programs(request: Request) -> bool:
    return request.url.path.startswith("/api/") or request.url.path.endswith((".csv", ".jsonl"))


def person_of(request: Request) -> str:
    """Return who is deciding: whose account it is; else as the cookie or the desk's start says."""
    if accounts_of(request) is not None:
        account = account_of(request)
        return account.name if account is not None else ""
    return as_name(unquote(request.cookies.get(PERSON) or "")) or desk_of(request).person


def as_name(typed: str) -> str:
    r"""
    Return a name on one line, without what cannot be seen, and not too long.

    >>> as_name("  Amal\u202e  Haddad ")
    'Amal Haddad'
    """
    seen = "".join(c for c in typed if c.isprintable() or c.isspace())
    return " ".join(seen.split())[:LONGEST_NAME]


def as_cookie(name: str) -> str:
    """Return a name as a cookie can hold it."""
    return quote(name)


def decider(
    request: Request,
    onrecord_person: Annotated[
        str,
        Header(
            description="Who decides; percent-encoded where it is not ASCII. In a record with "
            "accounts whoever signed in decides, and this is not looked at."
        ),
    ] = "",
) -> str:
    """
    Return who decides; in a record with accounts never somebody whom a request only names.

    Raises:
        NobodyNamed: Nobody said so; the answer is a form that asks, and then goes on.
    """
    typed = "" if accounts_of(request) is not None else as_name(unquote(onrecord_person))
    name = typed or person_of(request)
    if not name:
        raise NobodyNamed
    return name


Held = Annotated[Desk, Depends(desk_of)]  # the desk, to decide at
Now = Annotated[View, Depends(view_of)]  # the record as it is, to read
Looking = Annotated[str, Depends(person_of)]  # who looks; may be empty
Decider = Annotated[str, Depends(decider)]  # who decides; never empty
