"""History: every decision with who, when and why; undoing; decisions to and from colleagues."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, File, Request, UploadFile
from fastapi.responses import Response

from onrecord.model import Choice, OnRecordError
from onrecord.web import links, pages, refusing
from onrecord.web.desk_of import Decider, Held, Now
from onrecord.web.faults import NotThere
from onrecord.web.sent import Form, decided, mark
from onrecord.web.words import _
from onrecord.workflow import choosing
from onrecord.workflow.desk import View, history

router = APIRouter()

LINES = "application/jsonl; charset=utf-8"
_SHOWN = 100  # decisions of a colleague that are listed one by one


def asked(
    by: str = "",
    choice: str = "",
    about: str = "",
    since: str = "",
    until: str = "",
    holds: str = "",
) -> history.Asking:
    """Return which decisions an address asks for; what is empty asks for all."""
    return history.Asking(
        by=by or None,
        choice=Choice(choice) if choice in set(Choice) else None,
        thing=about or None,
        since=_day(since),
        until=_day(until),
        holds={"yes": True, "no": False}.get(holds),
    )


Asked = Annotated[history.Asking, Depends(asked)]


@router.get("/history")
def listed(request: Request, desk: Held, now: Now, asking: Asked, page: int = 1) -> Response:
    """List the decisions, the newest first."""
    about = links.piece(links.found(asking.thing, now), now) if asking.thing else None
    return pages.page(
        request,
        "history.html.j2",
        asking=asking,
        about=about,
        log=desk.log,
        tally=history.tally(now),
        found=history.listed(now, asking, page),
        link=lambda **other: address(asking, **other),
        turn=lambda number: address(asking, number),
        **_shown(now),
    )


@router.get("/history/decisions.jsonl")
def download(now: Now) -> Response:
    """Hand over every decision, one a line."""
    held = history.as_file(now)
    name = {"content-disposition": 'attachment; filename="decisions.jsonl"'}
    return Response(held, media_type=LINES, headers=name)


@router.post("/history/take")
def take(
    request: Request, desk: Held, by: Decider, file: Annotated[UploadFile, File()]
) -> Response:
    """Take a colleague's decisions, and list what was new and what was not taken."""
    del by  # somebody must have said who they are; the decisions keep their own names
    taken = desk.take(file.file, file.filename or "decisions.jsonl")
    now = request.state.view = desk.view
    return pages.page(
        request,
        "history_taken.html.j2",
        new=history.entries(taken.new[:_SHOWN], now),
        total=len(taken.new),
        known=taken.known,
        problems=taken.problems,
        **_shown(now),
    )


@router.get("/history/{decision_id}")
def one(request: Request, now: Now, decision_id: str) -> Response:
    """Show one decision, and what was decided about the same things."""
    decision = now.decisions.get(decision_id)
    if decision is None:
        raise NotThere(_("The record has no decision with that id."))
    beside = history.beside(decision, now)
    told = history.entry(decision, now)
    every = [links.found(claim_id, now) for claim_id in decision.claims]
    return pages.page(
        request, "decision.html.j2", one=told, beside=beside, all=every, **_shown(now)
    )


@router.post("/decide/undo")
def undo(request: Request, desk: Held, now: Now, by: Decider, form: Form) -> Response:
    """Undo one decision, or several with one reason; a coder their own about reports."""
    ids = form.many("decision")
    if not ids:
        raise OnRecordError(_("Choose at least one decision."))
    refusing.check_undoing(request, [now.decisions[one] for one in ids if one in now.decisions])
    return decided(desk, form, [choosing.undo(one) for one in ids], by=by)


def address(asking: history.Asking, page: int = 1, **other: object) -> str:
    """Return the address of a list of decisions."""
    holds = {True: "yes", False: "no", None: ""}[asking.holds]
    told: dict[str, object] = {
        "by": asking.by,
        "choice": asking.choice.value if asking.choice else "",
        "about": asking.thing,
        "since": asking.since.isoformat() if asking.since else "",
        "until": asking.until.isoformat() if asking.until else "",
        "holds": holds,
        **other,
        "page": page if page > 1 else "",
    }
    return pages.address("/history", **told)


def _day(told: str) -> date | None:
    try:
        return date.fromisoformat(told)
    except ValueError:
        return None


def _shown(now: View) -> dict[str, Any]:
    """Return what every page of decisions is given."""
    return {
        "sentence": lambda said: links.sentence(said, now),
        "piece": lambda thing: links.piece(thing, now),
        "mark": lambda thing: mark(now, thing),
    }
