"""The Incident screen: one incident with all that stands behind it, and the list of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel, Field

from onrecord.model import Incident
from onrecord.web import incident_words, pages
from onrecord.web.desk_of import Now
from onrecord.web.faults import NotThere
from onrecord.web.words import _
from onrecord.workflow.desk import View, beside
from onrecord.workflow.desk import incident as told

router = APIRouter()

PageNumber = Annotated[int, Field(ge=1, le=1_000_000)]


class Wanted(BaseModel):
    """What the list is asked for; see `told.Asked`. What makes no sense counts as not asked."""

    place: str = ""
    by: str = ""
    looked: str = ""
    sort: str = ""
    turned: str = ""
    page: PageNumber = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Refs:
    """
    How the sections of one incident name its claims: a letter, a number, and where it stands.

    Attributes:
        path: Of the incident's page.
        order: The incident's claims.
    """

    path: str
    order: told.Order

    def letter(self, claim_id: str) -> str:
        """Return what the page calls the claim's origin."""
        return self.order.letters.get(claim_id, "")

    def number(self, claim_id: str) -> int | None:
        """Return the claim's number; None for one that the incident does not hold."""
        return self.order.numbers.get(claim_id)

    def link(self, claim_id: str) -> str:
        """Return where the claim stands."""
        number = self.order.numbers.get(claim_id)
        if number is None:
            return f"/claims/{claim_id}"
        page = told.page_of(number)
        return f"{self.path}{f'?page={page}' if page > 1 else ''}#{claim_id}"


@router.get("/incidents")
def listed(request: Request, now: Now, wanted: Annotated[Wanted, Query()]) -> Response:
    """List the incidents of the record."""
    asked = told.Asked(
        place=wanted.place,
        by=wanted.by,
        looked=wanted.looked if wanted.looked in told.LOOKED else "",
        sort=next((one for one in told.SORTS if one == wanted.sort), "time"),
        is_turned=wanted.turned == "1",
        page=wanted.page,
    )
    found = told.listing(now, asked)
    return pages.page(
        request,
        "incidents.html.j2",
        found=found,
        asked=asked,
        words=incident_words,
        looks=told.LOOKED,
        link=_linking(asked),
        page_link=lambda number: _linking(asked)(page=number),
    )


def _linking(asked: told.Asked) -> Callable[..., str]:
    def link(**other: Any) -> str:
        fields: dict[str, Any] = {
            "place": asked.place,
            "by": asked.by,
            "looked": asked.looked,
            "sort": "" if asked.sort == "time" else asked.sort,
            "turned": "1" if asked.is_turned else "",
        }
        return pages.address("/incidents", **fields | other)

    return link


@router.get("/incidents/{incident_id}")
def shown(
    request: Request,
    now: Now,
    incident_id: str,
    page: Annotated[PageNumber, Query()] = 1,
    names: str = "",
    done: str = "",
) -> Response:
    """Show one incident: its figures, and the claims behind them."""
    incident = found(now, incident_id)
    if incident is None:
        return _moved(request, now, incident_id)
    graph = told.graph(now, incident)
    return _page(
        request,
        now,
        incident,
        "incident.html.j2",
        done=done,
        figures=told.derived(now, incident),
        sheet=told.sheet(now, incident, page),
        page_link=lambda number: f"?{pages.query(page=number)}#claims",
        shape_of=_shaping(now, incident),
        charts=told.charts(now, incident),
        trees=told.trees(now, incident),
        graph=graph,
        named={node.key: node.words for node in (*graph.origins, *graph.documents)},
        where=told.whereabouts(now, incident),
        people=told.people(now, incident) if names == "shown" else None,
        notes=told.past(now, incident).notes,
        media=beside.of_incident(now, incident),
    )


@router.get("/incidents/{incident_id}/corroboration")
def corroboration(request: Request, now: Now, incident_id: str) -> Response:
    """Answer what a critic asks of one incident."""
    incident = the(now, incident_id)
    answers = told.when_ready(now, incident, told.corroboration)
    if answers is None:
        return _page(request, now, incident, "incident_working.html.j2", tab="corroboration")
    bounded = told.with_bounds(now, incident)
    return _page(
        request,
        now,
        incident,
        "incident_corroboration.html.j2",
        answers=answers,
        conflicts=bounded.conflicts.get(incident.id, ()),
        bounds=bounded.bounds.get(incident.id, ()),
    )


@router.get("/incidents/{incident_id}/rulebooks")
def rulebooks(request: Request, now: Now, incident_id: str) -> Response:
    """Set side by side what the field's rulebooks make of one incident."""
    incident = the(now, incident_id)
    made = told.when_ready(now, incident, told.rulings)
    if made is None:
        return _page(request, now, incident, "incident_working.html.j2", tab="rulebooks")
    return _page(request, now, incident, "incident_rulebooks.html.j2", rulings=made)


@router.get("/incidents/{incident_id}/history")
def history(request: Request, now: Now, incident_id: str) -> Response:
    """Show what people decided and wrote on one incident, and the ids that it had."""
    incident = the(now, incident_id)
    return _page(request, now, incident, "incident_history.html.j2", past=told.past(now, incident))


def _shaping(now: View, incident: Incident) -> Callable[[told.Group], int]:
    """Return what gives the shape that the drawings mark an origin with."""
    letters = {group.letter: at for at, group in enumerate(told.order(now, incident).groups)}
    return lambda group: letters[group.letter] % told.SHAPES


def found(now: View, incident_id: str) -> Incident | None:
    """Return the incident that has an id now; None where none has."""
    return now.index.incidents.get(incident_id)


def the(now: View, incident_id: str) -> Incident:
    """
    Return the incident that an id leads to: its own, or what holds its claims now.

    Raises:
        NotThere: No incident was ever called that, or nothing is left of it.
    """
    incident = found(now, incident_id) or next(iter(now.record.incidents_called(incident_id)), None)
    if incident is None:
        raise NotThere(_("No incident of this record is called that."))
    return incident


def _moved(request: Request, now: View, incident_id: str) -> Response:
    """Lead from a retired id to what holds its claims now."""
    into = now.record.incidents_called(incident_id)
    given = next((one for one in now.record.given if one.id == incident_id), None)
    if given is None and not into:
        raise NotThere(_("No incident of this record is called that."))
    if len(into) == 1:
        done = request.query_params.get("done", "")
        to = pages.address(f"/incidents/{into[0].id}", was=incident_id, done=done)
        return RedirectResponse(to, 302)
    heads = [told.head(now, one) for one in into]
    return pages.page(
        request, "incident_moved.html.j2", 200 if into else 410, was=incident_id, heads=heads,
        words=incident_words,
    )  # fmt: skip


def _page(
    request: Request, now: View, incident: Incident, template: str, **values: Any
) -> Response:
    path = f"/incidents/{incident.id}"
    decision = now.decisions.get(values.pop("done", ""))
    is_done = decision is not None and decision.id not in now.undone
    return pages.page(
        request,
        template,
        head=told.head(now, incident),
        now=now,
        path=path,
        refs=Refs(path=path, order=told.order(now, incident)),
        words=incident_words,
        was=request.query_params.get("was", ""),
        done=decision if is_done else None,
        **values,
    )
