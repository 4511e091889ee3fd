"""Estimates: how many people no list has, by several models side by side, or why not."""

from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from markupsafe import Markup

from onrecord import workflow
from onrecord.model import Estimate
from onrecord.web import estimate_words, files, pages
from onrecord.web.desk_of import Held
from onrecord.web.faults import NotThere
from onrecord.web.words import _
from onrecord.workflow.desk import estimates_drawn as drawn
from onrecord.workflow.desk.estimates_rest import rests_on

router = APIRouter()

_VARIED = ("without-list", "linkage", "imputation", "prior", "model-set")


@router.get("/estimates")
def listed(request: Request, desk: Held) -> Response:
    """List the estimates that the record keeps, the newest first."""
    found = tuple(reversed(workflow.estimates_of(desk.folder)))
    return pages.page(request, "estimates.html.j2", found=found, words=estimate_words)


@router.get("/estimates/{estimate_id}")
def shown(request: Request, desk: Held, estimate_id: str) -> Response:
    """Show one estimate with all that it rests on."""
    return pages.page(request, "estimate.html.j2", **_told(desk.folder, estimate_id))


@router.get("/estimates/{estimate_id}/page.html")
def kept(request: Request, desk: Held, estimate_id: str) -> Response:
    """Hand over one estimate as a page that needs nothing else, and can be printed."""
    told = _told(desk.folder, estimate_id)
    style = "\n".join(files.text(name) for name in ("desk.css", "incident.css", "estimates.css"))
    digest = b64encode(sha256(style.encode()).digest()).decode("ascii")
    answer = pages.page(
        request,
        "estimate_file.html.j2",
        style=Markup(style),  # noqa: S704 - our own files
        policy=f"default-src 'none'; style-src 'sha256-{digest}'",
        **told,
    )
    name = f"estimate-{told['one'].at:%Y-%m-%d}.html"
    answer.headers["content-disposition"] = f'attachment; filename="{name}"'
    return answer


def _told(folder: Path, estimate_id: str) -> dict[str, Any]:
    one = _found(folder, estimate_id)
    varied = [(kind, drawing) for kind in _VARIED if (drawing := drawn.otherwise(one, kind))]
    return {
        "one": one,
        "rests": rests_on(folder, one),
        "overlaps": drawn.overlaps(one.table),
        "answers": drawn.side_by_side(one.estimates, one.table.seen),
        "varied": varied,
        "words": estimate_words,
    }


def _found(folder: Path, estimate_id: str) -> Estimate:
    for one in workflow.estimates_of(folder):
        if one.id == estimate_id:
            return one
    raise NotThere(_("The record has no estimate with that id."))
