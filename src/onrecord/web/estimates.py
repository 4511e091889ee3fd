"""Estimates: how many people no list has, by several models side by side, or why not."""

from collections.abc import Mapping

from fastapi import APIRouter, Request
from fastapi.responses import Response

from onrecord import workflow
from onrecord.model import Estimate, Interval, Method, Mode, ModelEstimate, Verdict
from onrecord.web import pages, wording
from onrecord.web.desk_of import Held, Now
from onrecord.web.faults import NotThere
from onrecord.web.files import text_of
from onrecord.web.words import _, filled
from onrecord.workflow.desk import estimates_drawn as drawn
from onrecord.workflow.desk.estimates_told import MODELS, Word, account
from onrecord.workflow.desk.telling import Said

router = APIRouter()

_SIGNIFICANT = 3  # digits that a number of people who were estimated can carry
_KINDS = ("without-list", "prior", "model-set", "linkage", "imputation")


@router.get("/estimates")
def listed(request: Request, now: Now, desk: Held) -> Response:
    """List the estimates that the record keeps, the newest first."""
    del now
    found = tuple(reversed(workflow.estimates_of(desk.folder)))
    return pages.page(request, "estimates.html.j2", found=found, **_words())


@router.get("/estimates/{estimate_id}")
def shown(request: Request, now: Now, desk: Held, estimate_id: str) -> Response:
    """Show one estimate with all that it rests on."""
    one = _found(desk.folder, estimate_id)
    issues = workflow.issues_named(desk.folder, one.issues)
    del now
    return pages.page(request, "estimate.html.j2", issues=issues, **_told(one))


@router.get("/estimates/{estimate_id}/page.html")
def kept(request: Request, now: Now, desk: Held, estimate_id: str) -> Response:
    """Hand over one estimate as a page that needs nothing else and can be printed."""
    one = _found(desk.folder, estimate_id)
    del now
    style = text_of("desk.css") + text_of("estimates.css")
    answer = pages.page(request, "estimate_file.html.j2", style=style, **_told(one))
    name = f"estimate-{one.at:%Y-%m-%d}.html"
    answer.headers["content-disposition"] = f'attachment; filename="{name}"'
    return answer
