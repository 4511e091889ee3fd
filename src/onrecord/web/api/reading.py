"""The record as JSON: what every page shows."""

from collections.abc import Callable, Iterable, Sequence
from typing import Annotated, Literal, TypeVar

from fastapi import APIRouter, Query
from fastapi.responses import StreamingResponse
from pydantic import BaseModel

from onrecord import model
from onrecord.kit.folding import fold
from onrecord.model import exchange
from onrecord.web import checks as checks_page
from onrecord.web import history as history_page
from onrecord.web.api import shapes
from onrecord.web.desk_of import Held, Now
from onrecord.web.faults import NotThere, StillWorking
from onrecord.web.words import _
from onrecord.workflow.desk import View, checks, history
from onrecord.workflow.desk import incident as incidents
from onrecord.workflow.desk.document import called
from onrecord.workflow.desk.paging import paged

api = APIRouter()

Number = Annotated[int, Query(ge=1, description="Of the page.")]
Made = TypeVar("Made")
Status = Literal["proposed", "accepted", "corrected", "added", "rejected", "unsure"]


class Log(BaseModel):
    """
    The log of decisions, and whether it is whole.

    `head` is its last link, to be written down; each of `problems` is a decision that is not
    as and where it was written.
    """

    head: str
    decisions: int
    problems: list[model.Problem]


class Record(BaseModel):
    """The record in numbers. `state` is `working` while figures are being worked out anew."""

    name: str
    state: Literal["ready", "working"]
    fault: str | None
    documents: int
    claims: int
    claims_by_status: dict[str, int]
    incidents: int
    origins: int
    problems_open: dict[str, int]
    problems_settled: int
    decisions: int
    log_head: str


@api.get("/record", tags=["record"])
def record(desk: Held, now: Now) -> Record:
    """Say what is in the record, in numbers."""
    told, tally = now.record, checks.tally(now, checks.Asking())
    statuses: dict[str, int] = {}
    for one in told.claims.values():
        status = one.decision or "proposed"
        statuses[status] = statuses.get(status, 0) + 1
    return Record(
        name=told.name,
        state="working" if now.is_behind else "ready",
        fault=desk.fault,
        documents=len(told.documents),
        claims=len(told.claims),
        claims_by_status=statuses,
        incidents=len(told.incidents),
        origins=len(told.origins),
        problems_open={severity.value: many for severity, many in tally.open.items()},
        problems_settled=tally.settled,
        decisions=len(told.decisions),
        log_head=desk.log.head,
    )


@api.get("/documents", tags=["documents"])
def documents(now: Now, page: Number = 1, q: str = "") -> shapes.Page[shapes.Document]:
    """List the documents; `q` are words of their names, titles and publishers."""
    words = fold(q).split()
    wanted = [d for d in now.record.documents.values() if _has(words, d.name, d.title, d.publisher)]
    return shapes.page(paged(wanted, page).each(lambda one: shapes.document(one, now)))


@api.get("/documents/{document_id}", tags=["documents"])
def document(now: Now, document_id: str) -> shapes.DocumentWhole:
    """Give a document with its text and its problems."""
    return shapes.document_whole(_document(now, document_id), now)


@api.get("/documents/{document_id}/custody", tags=["documents"])
def custody_of(desk: Held, now: Now, document_id: str) -> shapes.Custody:
    """Say how a document came, and give every line of the chain of custody about it."""
    found = desk.custody(_document(now, document_id).name)
    return shapes.Custody(captures=list(found.captures), events=list(found.events))


@api.get("/documents/{document_id}/claims", tags=["documents"])
def claims_of(now: Now, document_id: str) -> list[shapes.Claim]:
    """List the claims of a document, in their order in it."""
    inside = now.index.claims_in.get(_document(now, document_id).name, ())
    return [shapes.claim(now.record.claims[c], now) for c in inside if c in now.record.claims]


@api.get("/claims", tags=["claims"])
def claims(
    now: Now,
    page: Number = 1,
    status: Status | None = None,
    outcome: model.Outcome | None = None,
    incident: str = "",
    document: str = "",
) -> shapes.Page[shapes.Claim]:
    """List claims in order of document and place in it."""
    held: Iterable[str] = now.record.claims
    if incident:
        held = _incident(now, incident).claim_ids
    if document:
        inside = now.index.claims_in.get(_document(now, document).name, ())
        held = [claim_id for claim_id in inside if not incident or claim_id in set(held)]
    wanted = [
        one
        for one in (now.record.claims[c] for c in held if c in now.record.claims)
        if status in {None, one.decision or "proposed"} and outcome in {None, one.outcome}
    ]
    return shapes.page(paged(wanted, page, a_page=100).each(lambda one: shapes.claim(one, now)))


@api.get("/claims.jsonl", tags=["claims"], response_class=StreamingResponse)
def claims_as_lines(now: Now) -> StreamingResponse:
    """Give every claim, one a line, as `onrecord export` does."""
    lines = (f"{line}\n".encode() for line in exchange.claims_as_lines(now.record))
    return StreamingResponse(lines, media_type=history_page.LINES)


@api.get("/claims/{claim_id}", tags=["claims"])
def claim(now: Now, claim_id: str) -> shapes.ClaimWhole:
    """Give a claim with what was decided about it and its problems."""
    found = now.record.claims.get(claim_id)
    if found is None:
        raise NotThere(_("The record has no claim with that id."))
    return shapes.claim_whole(found, now)


@api.get("/incidents", tags=["incidents"])
def all_incidents(now: Now, page: Number = 1, q: str = "") -> shapes.Page[shapes.Incident]:
    """List the incidents in order of time; `q` are words of places and perpetrators."""
    words = fold(q).split()
    wanted = [i for i in now.record.incidents if _has(words, *i.place_names, *i.perpetrators)]
    return shapes.page(paged(wanted, page).each(lambda one: shapes.incident(one, now)))


@api.get("/incidents/{incident_id}", tags=["incidents"])
def incident(now: Now, incident_id: str, page: Number = 1) -> shapes.IncidentWhole:
    """Give an incident with claims, sums, bounds, origins, problems and decisions."""
    return shapes.incident_whole(_incident(now, incident_id), now, page)


@api.get("/incidents/{incident_id}/rulings", tags=["incidents"])
def rulings(now: Now, incident_id: str) -> list[model.Ruling]:
    """Say what the field's rulebooks make of an incident, rule by rule."""
    return list(_worked_out(now, incident_id, incidents.rulings))


@api.get("/incidents/{incident_id}/corroboration", tags=["incidents"])
def corroboration(now: Now, incident_id: str) -> model.Corroboration:
    """Say what stands behind an incident: who said it first, and what hangs on whom."""
    return _worked_out(now, incident_id, incidents.corroboration)


@api.get("/figures", tags=["incidents"])
def figures(
    now: Now, page: Number = 1, outcome: Literal["killed", "injured"] | None = None
) -> shapes.Page[model.Figure]:
    """List the figures of all incidents, in order of time."""
    wanted = [
        made
        for one in now.record.incidents
        for made in now.record.figures.get(one.id, ())
        if outcome in {None, made.outcome}
    ]
    return shapes.page(paged(wanted, page, a_page=200))


@api.get("/origins", tags=["incidents"])
def origins(now: Now, page: Number = 1, q: str = "") -> shapes.Page[model.Origin]:
    """List who first said what; `q` are words of their names."""
    words = fold(q).split()
    wanted = [origin for origin in now.record.origins if _has(words, origin.name)]
    return shapes.page(paged(wanted, page))


@api.get("/places", tags=["names"])
def places(now: Now, page: Number = 1, q: str = "") -> shapes.Page[model.Place]:
    """List the places that some mention may mean; `q` are words of their names."""
    words = fold(q).split()
    return shapes.page(paged([p for p in now.record.places.values() if _has(words, p.name)], page))


@api.get("/actors", tags=["names"])
def actors(now: Now, page: Number = 1, q: str = "") -> shapes.Page[model.Actor]:
    """List the actors that some mention may mean; `q` are words of their names."""
    words = fold(q).split()
    return shapes.page(paged([a for a in now.record.actors.values() if _has(words, a.name)], page))


@api.get("/problems", tags=["problems"])
def problems(now: Now, asking: checks_page.Asked, page: Number = 1) -> shapes.Page[shapes.Problem]:
    """List problems as the Checks page does, the open ones unless `state=settled`."""
    return shapes.page(checks.listed(now, asking, page).each(lambda one: shapes.found(one, now)))


@api.get("/problems/kept", tags=["problems"])
def kept(desk: Held) -> list[model.Problem]:
    """Go through the log and all preserved bytes now; list what is not as it was."""
    return list(desk.check_kept())


@api.get("/problems/{problem_id}", tags=["problems"])
def problem(now: Now, problem_id: str) -> shapes.Problem:
    """Give one problem."""
    found = checks.named(now, problem_id)
    if found is None:
        raise NotThere(_("The record has no problem with that id; it may have gone by itself."))
    return shapes.found(found, now)


@api.get("/decisions", tags=["decisions"])
def decisions(
    now: Now, asking: history_page.Asked, page: Number = 1
) -> shapes.Page[shapes.Decision]:
    """List decisions as the History page does, the newest first."""
    found = history.listed(now, asking, page)
    return shapes.page(found.each(lambda one: shapes.decision(one.decision, now)))


@api.get("/decisions.jsonl", tags=["decisions"], response_class=StreamingResponse)
def decisions_as_lines(now: Now) -> StreamingResponse:
    """Give every decision, one a line, to hand to a colleague."""
    return StreamingResponse(iter([history.as_file(now)]), media_type=history_page.LINES)


@api.get("/decisions/{decision_id}", tags=["decisions"])
def decision(now: Now, decision_id: str) -> shapes.Decision:
    """Give one decision."""
    found = now.decisions.get(decision_id)
    if found is None:
        raise NotThere(_("The record has no decision with that id."))
    return shapes.decision(found, now)


@api.get("/log", tags=["decisions"])
def log(desk: Held, now: Now) -> Log:
    """Give the last link of the log of decisions, and say whether it is whole."""
    told = desk.log
    return Log(head=told.head, decisions=len(now.record.decisions), problems=list(told.problems))


def _document(now: View, document_id: str) -> model.Document:
    found = called(now, document_id)
    if found is None:
        raise NotThere(_("The record has no document with that id."))
    return found


def _incident(now: View, incident_id: str) -> model.Incident:
    found = now.index.incidents.get(incident_id)
    if found is None:
        raise NotThere(_("The record has no incident with that id."))
    return found


def _worked_out(now: View, incident_id: str, work: Callable[[View, model.Incident], Made]) -> Made:
    """Return what takes long to work out of a large incident, or say that it is being done."""
    made = incidents.when_ready(now, _incident(now, incident_id), work)
    if made is None:
        raise StillWorking
    return made


def _has(words: Sequence[str], *told: str | None) -> bool:
    if not words:
        return True
    text = fold(" ".join(filter(None, told)))
    return all(word in text for word in words)
