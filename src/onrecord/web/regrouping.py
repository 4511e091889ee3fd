"""Deciding what an incident is: merge, split, trace, note; each but a note is shown first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from onrecord import workflow
from onrecord.model import Claim, Incident, OnRecordError
from onrecord.web import incident_words, pages
from onrecord.web.desk_of import Decider, Held, Now
from onrecord.web.incident import Refs, the
from onrecord.web.sent import Form, Sent, decided
from onrecord.web.words import _
from onrecord.workflow import choosing
from onrecord.workflow.choosing import Asked
from onrecord.workflow.desk import Desk, View
from onrecord.workflow.desk import incident as told

router = APIRouter()

_MOST_TICKS = 1_000  # claims to choose from on one page
_A_FEW = 10  # of each origin, where there are more


@dataclass(frozen=True, slots=True, kw_only=True)
class _Would:
    """
    What is about to be decided.

    Attributes:
        verb: `merge`, `split` or `trace`: the address of its form.
        concerning: Ids of the incidents that it is about.
        fields: What the form sends.
    """

    verb: str
    asked: Asked
    concerning: Sequence[str]
    fields: Sequence[tuple[str, str]]


@router.get("/incidents/{incident_id}/merge")
def merging(request: Request, now: Now, incident_id: str) -> Response:
    """Choose what to merge an incident with."""
    incident = the(now, incident_id)
    near = told.near(now, incident)
    return _chosen_from(request, now, incident, "incident_merge.html.j2", near=near)


@router.get("/incidents/{incident_id}/split")
def splitting(
    request: Request, now: Now, incident_id: str, claim: str = "", of: str = ""
) -> Response:
    """
    Choose the claims that leave an incident.

    Of one with very many claims each origin shows a few; `of` is the letter of the one that
    shows all of its own.
    """
    incident = the(now, incident_id)
    is_large = len(incident.claim_ids) > _MOST_TICKS

    def shown_of(group: told.Group) -> tuple[told.Place, ...]:
        if not is_large or group.letter == of:
            return group.places
        rest = (one for one in group.places[_A_FEW:] if one.claim_id == claim)
        return (*group.places[:_A_FEW], *rest)

    return _chosen_from(
        request, now, incident, "incident_split.html.j2",
        groups=told.order(now, incident).groups, ticked={claim}, shown_of=shown_of,
        more_of=lambda letter: f"?{pages.query(of=letter, claim=claim)}",
    )  # fmt: skip


@router.get("/incidents/{incident_id}/trace")
def tracing(request: Request, now: Now, incident_id: str, claim: str) -> Response:
    """Choose the origin that a claim goes back to."""
    incident = the(now, incident_id)
    return _chosen_from(
        request, now, incident, "incident_trace.html.j2",
        claim=_claim(now, claim), groups=told.order(now, incident).groups,
    )  # fmt: skip


@router.get("/decide/merge/preview")
def merge_shown(
    request: Request,
    desk: Held,
    now: Now,
    incident: str,
    other: Annotated[tuple[str, ...], Query()] = (),
    typed: str = "",
) -> Response:
    """Show what merging incidents would change."""
    first = the(now, incident)
    others = [the(now, one).id for one in (*other, *typed.replace(",", " ").split())]
    things = list(dict.fromkeys((first.id, *others)))
    if len(things) < 2:
        raise OnRecordError(_("Choose at least one other incident."))
    fields = [("thing", one) for one in things]
    would = _Would(verb="merge", asked=choosing.merge(things), concerning=things, fields=fields)
    return _shown(request, desk, now, first, would)


@router.post("/decide/split/preview")
def split_shown(request: Request, desk: Held, now: Now, form: Form) -> Response:
    """Show what splitting claims off would change."""
    incident = the(now, form.one("incident"))
    claims = _ticked(form, now, incident)
    fields = [("incident", incident.id), *(("claim", one) for one in claims)]
    asked = choosing.split(incident.id, claims)
    would = _Would(verb="split", asked=asked, concerning=[incident.id], fields=fields)
    return _shown(request, desk, now, incident, would)


@router.get("/decide/trace/preview")
def trace_shown(
    request: Request,
    desk: Held,
    now: Now,
    incident: str,
    claim: str,
    origin: str = "",
    picked: str = "",
) -> Response:
    """Show what tracing a claim to another origin would change."""
    named = origin.strip() or picked
    held = the(now, incident)
    fields = [("incident", held.id), ("claim", claim), ("origin", named)]
    asked = choosing.trace(claim, named)
    would = _Would(verb="trace", asked=asked, concerning=[held.id], fields=fields)
    return _shown(request, desk, now, held, would)


@router.post("/decide/merge")
def merge(desk: Held, by: Decider, form: Form) -> Response:
    """Make incidents one."""
    things = form.many("thing")
    if len(things) < 2:
        raise OnRecordError(_("Choose at least one other incident."))
    return _written(desk, form, choosing.merge(things), things, by)


@router.post("/decide/split")
def split(desk: Held, by: Decider, form: Form) -> Response:
    """Take claims out of an incident."""
    incident = form.one("incident")
    return _written(desk, form, choosing.split(incident, form.many("claim")), [incident], by)


@router.post("/decide/trace")
def trace(desk: Held, by: Decider, form: Form) -> Response:
    """Say who first said what a claim says."""
    incident = form.one("incident")
    asked = choosing.trace(form.one("claim"), form.one("origin"))
    return _written(desk, form, asked, [incident], by)


@router.post("/decide/note")
def note(desk: Held, by: Decider, form: Form) -> Response:
    """Keep words of discussion beside something."""
    return decided(desk, form, choosing.note(form.one("thing")), by=by)


def _written(desk: Desk, form: Sent, asked: Asked, incidents: Sequence[str], by: str) -> Response:
    """Write down what was shown, unless somebody regrouped meanwhile; lead on to the incident."""
    claims = _claims_of(desk.view, incidents)
    if claims:
        asked = told.unless_regrouped(asked, claims, form.one("grouped"))
    made = desk.decide(asked, by=by, why=form.why)
    return RedirectResponse(pages.address(f"/incidents/{incidents[0]}", done=made[-1].id), 303)


def _claims_of(now: View, incidents: Sequence[str]) -> tuple[str, ...]:
    held = (now.index.incidents.get(one) for one in incidents)
    return tuple(claim_id for one in held if one is not None for claim_id in one.claim_ids)


def _ticked(form: Sent, now: View, incident: Incident) -> tuple[str, ...]:
    """Return the claims that were ticked, one by one or an origin's all together."""
    letters = set(form.many("group"))
    groups = told.order(now, incident).groups
    whole = (p.claim_id for group in groups if group.letter in letters for p in group.places)
    claims = tuple(dict.fromkeys((*form.many("claim"), *whole)))
    if not claims:
        raise OnRecordError(_("Tick at least one claim."))
    return claims


def _claim(now: View, claim_id: str) -> Claim:
    claim = now.record.claims.get(claim_id)
    if claim is None:
        raise OnRecordError(_("No claim of this record is called that."))
    return claim


def _chosen_from(
    request: Request, now: View, incident: Incident, template: str, **values: Any
) -> Response:
    path = f"/incidents/{incident.id}"
    return pages.page(
        request, template, head=told.head(now, incident), now=now, path=path,
        refs=Refs(path=path, order=told.order(now, incident)), words=incident_words, **values,
    )  # fmt: skip


def _shown(request: Request, desk: Desk, now: View, incident: Incident, would: _Would) -> Response:
    """Show what a decision would change, with the form that writes it."""
    preview = desk.preview(would.asked, concerning=would.concerning)
    grouped = told.last_word(now, _claims_of(now, would.concerning))
    return _chosen_from(
        request,
        now,
        incident,
        "incident_preview.html.j2",
        verb=would.verb,
        fields=(*would.fields, ("grouped", grouped)),
        changes=workflow.changes(preview.before, preview.after),
        is_whole=preview.is_whole,
    )
