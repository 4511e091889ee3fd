"""Correcting and adding claims: what was picked in the editor, decided or shown again."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel

from onrecord.model import OnRecordError
from onrecord.web import document, editor, picked
from onrecord.web.desk_of import Decider, Held, Looking, Now
from onrecord.web.sent import Form, Sent, decided
from onrecord.workflow import correcting
from onrecord.workflow.desk import Desk, Overtaken, lookup, second

router = APIRouter()
api = APIRouter(tags=["names"])


@router.post("/decide/correct")
def correct(request: Request, desk: Held, by: Decider, form: Form) -> Response:
    """Correct a claim as it was picked in the editor."""
    try:
        asked = correcting.correct(form.one("claim"), picked.picked(form))
        return decided(desk, form, asked, by=by)
    except Overtaken:
        raise
    except OnRecordError as fault:
        return _again(request, desk, form, by, fault)


@router.post("/decide/add")
def add(request: Request, desk: Held, by: Decider, form: Form) -> Response:
    """Add a claim that no reader found."""
    told = document.called(desk.view, form.one("document"))
    try:
        return decided(desk, form, correcting.add(told.name, picked.picked(form)), by=by)
    except OnRecordError as fault:
        return _again(request, desk, form, by, fault)


@router.post("/edit")
def edit(request: Request, desk: Held, by: Looking, form: Form) -> Response:
    """Open the editor again with what was picked so far: to look up a name, or look again."""
    return _again(request, desk, form, by, None)


def _again(
    request: Request, desk: Desk, form: Sent, by: str, fault: OnRecordError | None
) -> Response:
    now = request.state.view = desk.view
    told = document.called(now, form.one("document"))
    if form.one("claim"):
        seen = second.unseen(now) if form.one("is_blind") == "yes" else now
        made = document.correcting_at(desk, seen, form.one("claim"))
    else:
        made = document.adding_at(desk, now, told, form.one("at"))
    filled = editor.reopened(now, desk.names, made, form, fault)
    return document.page(
        request,
        desk,
        made.document,
        part=document.part_of(now, made, is_blind=filled.is_blind),
        blind=by if filled.is_blind else None,
        filled=filled,
        status=422 if fault else 200,
    )


class Meant(BaseModel):
    """
    A place or an actor that a name may mean.

    Attributes:
        id: Its id, as a decision names it.
        name: What it is called.
        kind: What it is.
        within: What it is in, or part of.
        why: How it was found.
    """

    id: str
    name: str
    kind: str
    within: str
    why: str


@api.get("/lookup")
def looked_up(
    desk: Held, now: Now, kind: Literal["place", "actor"], q: Annotated[str, Query(max_length=200)]
) -> list[Meant]:
    """Look a name up among the places or the actors that are known, the likeliest first."""
    found = lookup.found(now, desk.names, kind, q)
    return [
        Meant(id=one.id, name=one.name, kind=one.kind, within=one.within, why=one.why)
        for one in found
    ]
