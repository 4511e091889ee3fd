"""What the API answers with: the record's own values, and claims as `claims.jsonl` has them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Annotated, Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from onrecord import model
from onrecord.model import exchange
from onrecord.web import links
from onrecord.web.words import ENGLISH, speaking
from onrecord.workflow.desk import View, checks, history
from onrecord.workflow.desk import incident as incidents
from onrecord.workflow.desk.paging import Paged, paged

Row = TypeVar("Row")
CLAIMS_A_PAGE = 500  # of an incident: most have fewer


class Page(BaseModel, Generic[Row]):
    """One page of a list: ask for the next with `page=`, until `page` is `pages`."""

    page: int
    pages: int
    total: int
    rows: list[Row]


class Claim(BaseModel):
    """A claim as `claims.jsonl` has it; the manual's page of that name tells each field."""

    model_config = ConfigDict(extra="forbid")

    doc: str
    start: int
    end: int
    quote: str
    measure: model.Measure
    outcome: model.Outcome
    low: float | None
    high: float | None
    qualifier: model.Qualifier
    victims: str | None
    victim_class: model.VictimClass
    perpetrators: list[str]
    places: list[str]
    date_from: str | None
    date_to: str | None
    weapon: str | None
    sources: list[str]
    stance: model.Stance
    voice: model.Voice
    part_of: str | None
    same_as: str | None
    id: str
    incident: str | None
    set_aside: model.SetAside | None
    actor_ids: list[str | None]
    place_ids: list[dict[str, Any] | None]
    origin: dict[str, str | None] | None
    engine: str
    rule: str | None
    confidence: float | None
    decision: Annotated[str | None, Field(description="null for a proposal")]
    is_cumulative: bool
    is_partial: bool
    told_incident: str | None
    document: dict[str, Any]
    mentions: dict[str, list[dict[str, Any]]]
    times: list[dict[str, Any]]
    when: dict[str, Any] | None


class Decision(BaseModel):
    """A decision; `holds` is false for one that was undone."""

    id: str
    choice: model.Choice
    by: str
    at: datetime
    why: str
    says: Annotated[str, Field(description="What it says, in English.")]
    holds: bool
    is_blind: bool
    claims: list[str]
    others: list[str]
    origin: str | None
    target: str | None
    name: str | None
    claim: Claim | None
    place: model.Place | None
    actor: model.Actor | None


class Problem(BaseModel):
    """Something wrong or doubtful; `settled` is the decision that settled it, null while open."""

    id: str
    code: str
    severity: model.Severity
    message: str
    where: str
    settled: Decision | None


class ClaimWhole(BaseModel):
    """
    A claim with what was decided about it.

    `last_word` is what to send as `seen` when you decide on it: so nobody overrules what
    they have not seen.
    """

    claim: Claim
    as_read: Annotated[Claim | None, Field(description="What readers make of it.")]
    last_word: str
    decisions: list[Decision]
    problems: list[Problem]


class Document(BaseModel):
    """A document; its text and claims come with the call for one."""

    id: str
    name: str
    title: str | None
    author: str | None
    publisher: str | None
    published: date | None
    language: str | None
    url: str | None
    sha256: str | None
    claims: int


class DocumentWhole(Document):
    """A document with its text: offsets of claims count code points of `text`."""

    text: str | None
    blocks: list[model.Block]
    claim_ids: list[str]
    problems: list[Problem]


class Custody(BaseModel):
    """How a document came, and what was done with it since."""

    captures: list[model.Capture]
    events: list[model.CustodyEvent]


class Incident(BaseModel):
    """An incident with its figures."""

    id: str
    when: model.When | None
    place_ids: list[str]
    place_names: list[str]
    perpetrators: list[str]
    claim_ids: list[str]
    figures: list[model.Figure]


class IncidentWhole(Incident):
    """
    An incident with all that was worked out about it.

    `last_word` is what to send as `seen` when you merge or split it. `claims` are those of one
    page, `origins` and `problems` what there is about them: ask for the next with `page=`, until
    `page` is `pages`; `claim_ids` has all of them. Sums and decisions come with the first page.
    """

    last_word: str
    page: int
    pages: int
    claims: list[Claim]
    sums: list[model.Sum]
    conflicts: Annotated[
        list[model.Conflict] | None,
        Field(description="null while a large incident's are worked out: ask again."),
    ]
    bounds: Annotated[
        list[model.Bound] | None,
        Field(description="null while a large incident's are worked out: ask again."),
    ]
    origins: list[model.Origin]
    problems: list[Problem]
    decisions: list[Decision]


def page(found: Paged[Row]) -> Page[Row]:
    """Return a page of a list as the API answers with it."""
    return Page(page=found.number, pages=found.pages, total=found.total, rows=list(found.rows))


def claim(one: model.Claim, now: View) -> Claim:
    """Return a claim as the API answers with it."""
    within = now.index.once("claims as rows", lambda: exchange.Within(now.record))
    return Claim.model_validate(within.row(one))


def decision(one: model.Decision, now: View) -> Decision:
    """Return a decision as the API answers with it."""
    with speaking(ENGLISH):
        says = "".join(p.plain for p in links.sentence(history.entry(one, now).said, now))
    return Decision(
        id=one.id, choice=one.choice, by=one.by, at=one.at, why=one.why, says=says,
        holds=one.id not in now.undone, is_blind=one.is_blind, claims=list(one.claims),
        others=list(one.others), origin=one.origin, target=one.target, name=one.name,
        claim=claim(one.claim, now) if one.claim else None, place=one.place, actor=one.actor,
    )  # fmt: skip


def problem(one: model.Problem, now: View) -> Problem:
    """Return a problem as the API answers with it."""
    settled = now.settled.get(one.id)
    return Problem(
        id=one.id, code=one.code, severity=one.severity, message=one.message, where=one.where,
        settled=decision(settled, now) if settled else None,
    )  # fmt: skip


def found(one: checks.Found, now: View) -> Problem:
    """Return a problem of the Checks screen as the API answers with it."""
    return problem(one.problem, now)


def claim_whole(one: model.Claim, now: View) -> ClaimWhole:
    """Return a claim with what was decided about it."""
    read = now.record.as_read.get(one.id)
    return ClaimWhole(
        claim=claim(one, now),
        as_read=claim(read, now) if read else None,
        last_word=now.last_word_on(one.id),
        decisions=[decision(d, now) for d in now.on.get(one.id, ())],
        problems=[problem(p, now) for p in now.index.problems_at.get(one.id, ())],
    )


def document(one: model.Document, now: View) -> Document:
    """Return a document as the API answers with it."""
    snapshot = now.record.snapshots.get(one.name)
    return Document(
        id=one.id, name=one.name, title=one.title, author=one.author, publisher=one.publisher,
        published=one.published, language=one.language, url=one.told.url,
        sha256=snapshot.sha256 if snapshot else one.told_sha256,
        claims=len(now.index.claims_in.get(one.name, ())),
    )  # fmt: skip


def document_whole(one: model.Document, now: View) -> DocumentWhole:
    """Return a document with its text."""
    text = now.record.text_of(one.name)
    inside = now.index.claims_in.get(one.name, ())
    places = (one.name, *inside)
    return DocumentWhole(
        **document(one, now).model_dump(),
        text=text.content if text else None,
        blocks=list(text.blocks) if text else [],
        claim_ids=list(inside),
        problems=[problem(p, now) for at in places for p in now.index.problems_at.get(at, ())],
    )


def incident(one: model.Incident, now: View) -> Incident:
    """Return an incident as the API answers with it."""
    return incident_at(one, now.record.figures.get(one.id, ()))


def incident_at(one: model.Incident, figures: Sequence[model.Figure]) -> Incident:
    """Return an incident with its figures at some moment."""
    return Incident(
        id=one.id, when=one.when, place_ids=list(one.place_ids),
        place_names=list(one.place_names), perpetrators=list(one.perpetrators),
        claim_ids=list(one.claim_ids), figures=list(figures),
    )  # fmt: skip


def incident_whole(one: model.Incident, now: View, page: int = 1) -> IncidentWhole:
    """Return an incident with all that was worked out about it, and a page of its claims."""
    bounded = incidents.when_ready(now, one, incidents.with_bounds)
    inside = [c for c in one.claim_ids if c in now.record.claims]
    here = paged(inside, page, a_page=CLAIMS_A_PAGE)
    is_first = here.number == 1
    places = ((one.id,) if is_first else ()) + here.rows
    return IncidentWhole(
        **incident(one, now).model_dump(),
        last_word=incidents.last_word(now, one.claim_ids),
        page=here.number,
        pages=here.pages,
        claims=[claim(now.record.claims[c], now) for c in here.rows],
        sums=list(now.record.sums.get(one.id, ())) if is_first else [],
        conflicts=list(bounded.conflicts.get(one.id, ())) if bounded else None,
        bounds=list(bounded.bounds.get(one.id, ())) if bounded else None,
        origins=_origins(here.rows, one, now),
        problems=[problem(p, now) for at in places for p in now.index.problems_at.get(at, ())],
        decisions=[decision(d, now) for d in incidents.shaped(now, one)] if is_first else [],
    )


def _origins(claims: Sequence[str], of: model.Incident, now: View) -> list[model.Origin]:
    """Return who first said some claims of an incident, as far as these go."""
    here = set(claims)
    found = {o.id: o for c in claims if (o := now.index.origin_of.get(c)) is not None}
    return [
        replace(
            one,
            claim_ids=tuple(c for c in one.claim_ids if c in here),
            traces=tuple(trace for trace in one.traces if trace.claim_id in here),
            sides=tuple(side for side in one.sides if of.id in side.incidents),
        )
        for one in found.values()
    ]
