"""Whether the figures are as the decisions say, for the strip on every page and for programs."""

from typing import Literal

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import BaseModel

from onrecord.web import pages
from onrecord.web.desk_of import Held, Now

router = APIRouter()
api = APIRouter(tags=["record"])


class State(BaseModel):
    """
    What is at the desk now.

    Attributes:
        record: The record's name.
        state: `working` while figures are being worked out anew, else `ready`.
        documents, claims, incidents, decisions, problems: How many there are.
    """

    record: str
    state: Literal["ready", "working"]
    documents: int
    claims: int
    incidents: int
    decisions: int
    problems: int


@router.get("/state")
def strip(request: Request, now: Now, desk: Held) -> Response:
    """Say whether figures are being worked out anew: the strip that a page asks for again."""
    is_behind = now.is_behind
    return pages.page(
        request,
        "strip.html.j2",
        is_working=is_behind,
        was_working=True,
        fault=desk.fault if is_behind else None,
    )


@api.get("/state")
def state(now: Now) -> State:
    """Say what is at the desk now."""
    record = now.record
    return State(
        record=record.name,
        state="working" if now.is_behind else "ready",
        documents=len(record.documents),
        claims=len(record.claims),
        incidents=len(record.incidents),
        decisions=len(record.decisions),
        problems=len(record.problems),
    )
