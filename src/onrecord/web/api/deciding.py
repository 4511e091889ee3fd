"""Deciding as JSON: whatever a person can decide on a page, a program can ask for here."""

from typing import Annotated

from fastapi import APIRouter, Depends, File, Header, Request, UploadFile
from pydantic import BaseModel, ConfigDict, Field

from onrecord import model, workflow
from onrecord.web import desk_of, faults, refusing
from onrecord.web.api import shapes, verbs
from onrecord.web.desk_of import Decider, Held, Now
from onrecord.web.door import accounts_of
from onrecord.workflow import permissions
from onrecord.workflow.choosing import Asked
from onrecord.workflow.desk import Preview as Previewed
from onrecord.workflow.desk import View
from onrecord.workflow.desk import incident as incidents

api = APIRouter(tags=["deciding"])

_MOST = 500  # decisions of one call


class Deciding(BaseModel):
    """
    What is to be decided: all of it, or nothing.

    `seen` has, for things that are decided on, the `last_word` that you saw on them: if
    somebody has decided since, the answer is 409 with what they decided, and nothing is written.
    """

    model_config = ConfigDict(extra="forbid")

    by: Annotated[
        str, Field(description="Who decides; else as the header onrecord-person says.")
    ] = ""
    why: Annotated[str, Field(description="The reason, in your own words.")] = ""
    seen: dict[str, str] = {}
    is_blind: Annotated[
        bool, Field(description="Made without seeing what readers proposed or others decided.")
    ] = False
    decide: Annotated[list[verbs.Verb], Field(min_length=1, max_length=_MOST)]


class Decided(BaseModel):
    """What was written down; `state` is `working` until figures hold it too."""

    decisions: list[shapes.Decision]
    state: str


class Would(BaseModel):
    """An incident that would be another: `was` and `now` are null where there is none."""

    kind: str
    id: str
    was: shapes.Incident | None
    now: shapes.Incident | None


class Preview(BaseModel):
    """
    What a decision would change; nothing is written.

    Of a large record only the incidents that it is about are worked out: then `is_whole`
    is false.
    """

    is_whole: bool
    incidents: list[Would]
    set_aside: Annotated[int, Field(description="Claims more that would be in no incident.")]


class Taken(BaseModel):
    """What a file of decisions brought."""

    new: list[shapes.Decision]
    known: int
    not_taken: list[model.Problem]


def decider(
    request: Request,
    asked: Deciding,
    onrecord_person: Annotated[
        str, Header(description="Who decides; percent-encoded where it is not ASCII.")
    ] = "",
) -> str:
    """
    Return who decides: as the call says, or its header, or as the desk was started.

    In a record with accounts it is whoever signed in, and nobody whom a call names.
    """
    typed = "" if accounts_of(request) is not None else desk_of.as_name(asked.by)
    return typed or desk_of.decider(request, onrecord_person)


@api.post("/decisions", status_code=201, responses={409: {"model": faults.Overruling}})
def decide(
    request: Request,
    desk: Held,
    now: Now,
    asked: Deciding,
    by: Annotated[str, Depends(decider)],
) -> Decided:
    """Decide: accept, reject, correct, add, merge, split, trace, name, note, settle, undo."""
    _check_may(request, asked, now)
    several = [_guarded(verb, asked, now) for verb in asked.decide]
    seen = {thing: last for thing, last in asked.seen.items() if thing not in now.index.incidents}
    made = desk.decide(several, by=by, why=asked.why, seen=seen, is_blind=asked.is_blind)
    after = request.state.view = desk.view
    return Decided(
        decisions=[shapes.decision(one, after) for one in made],
        state="working" if after.is_behind else "ready",
    )


@api.post("/decisions/preview")
def preview(desk: Held, now: Now, asked: verbs.Verb) -> Preview:
    """Say what one decision would change, and write nothing."""
    return _preview(desk.preview(asked.asked(now), concerning=asked.concerning))


@api.post("/decisions/take")
def take(request: Request, desk: Held, by: Decider, file: Annotated[UploadFile, File()]) -> Taken:
    """Take a colleague's decisions.jsonl; each keeps the name of whoever made it."""
    del by
    taken = desk.take(file.file, file.filename or "decisions.jsonl")
    now = request.state.view = desk.view
    return Taken(
        new=[shapes.decision(one, now) for one in taken.new],
        known=taken.known,
        not_taken=list(taken.problems),
    )


def _check_may(request: Request, asked: Deciding, now: View) -> None:
    """Refuse what whoever asks may not decide on the pages either."""
    for verb in asked.decide:
        refusing.check(request, permissions.of_route("POST", f"/decide/{verb.choice}"))
    undone = [one.decision for one in asked.decide if isinstance(one, verbs.Undo)]
    refusing.check_undoing(request, [now.decisions[o] for o in undone if o in now.decisions])


def _guarded(verb: verbs.Verb, asked: Deciding, now: View) -> Asked:
    """Return what is asked, if nobody has regrouped its incidents since they were seen."""
    told = verb.asked(now)
    for thing in verb.concerning:
        found = now.index.incidents.get(thing)
        if found is not None and thing in asked.seen:
            told = incidents.unless_regrouped(told, found.claim_ids, asked.seen[thing])
    return told


def _preview(would: Previewed) -> Preview:
    changes = workflow.changes(would.before, would.after)

    def state(one: workflow.State | None) -> shapes.Incident | None:
        return shapes.incident_at(one.incident, one.figures) if one else None

    return Preview(
        is_whole=would.is_whole,
        incidents=[
            Would(kind=one.kind, id=one.id, was=state(one.was), now=state(one.now))
            for one in changes.incidents
        ],
        set_aside=changes.asides,
    )
