"""What a page is given of the desk: the record as it stands, and who looks at it."""

from typing import Annotated, Literal, Protocol
from urllib.parse import quote, unquote

from fastapi import Depends, Request

from onrecord.model import Record

PERSON = "person"  # the cookie, and with `onrecord-` before it the header of an API call
LONGEST_NAME = 80


class Seen(Protocol):
    """The record at one moment."""

    @property
    def record(self) -> Record:
        """Everything live in it."""
        ...


class Desk(Protocol):
    """A record held open for the browser."""

    @property
    def view(self) -> Seen:
        """The record as it stands now."""
        ...

    @property
    def person(self) -> str:
        """Who decides where nobody else says so; empty if nobody was named."""
        ...

    @property
    def state(self) -> Literal["ready", "working"]:
        """Whether figures are being worked out anew."""
        ...


class NobodyNamed(Exception):
    """Something is to be decided, and nobody said who decides."""


def desk_of(request: Request) -> Desk:
    """Return the desk that this application serves."""
    desk: Desk = request.app.state.desk
    return desk


def person_of(request: Request) -> str:
    """Return who is deciding: as the header or the cookie says, or as the desk was started."""
    told = request.headers.get(f"onrecord-{PERSON}") or request.cookies.get(PERSON) or ""
    named = as_name(unquote(told))
    return named or desk_of(request).person


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


def decider(request: Request) -> str:
    """
    Return who decides.

    Raises:
        NobodyNamed: Nobody said so; the answer is a form that asks, and then goes on.
    """
    name = person_of(request)
    if not name:
        raise NobodyNamed
    return name


Held = Annotated[Desk, Depends(desk_of)]
Looking = Annotated[str, Depends(person_of)]  # who looks; may be empty
Decider = Annotated[str, Depends(decider)]  # who decides; never empty
