"""Checks: every problem with its place, what it means, and whether a person has settled it."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from onrecord.model import Severity
from onrecord.web import explained, links, pages
from onrecord.web.desk_of import Decider, Held, Now
from onrecord.web.faults import NotThere
from onrecord.web.sent import Form, mark
from onrecord.web.words import _
from onrecord.workflow.desk import View, checks

router = APIRouter()


def asked(
    severity: str = "", code: str = "", at: str = "", q: str = "", state: str = ""
) -> checks.Asking:
    """Return which problems an address asks for; what is empty asks for all."""
    return checks.Asking(
        severity=Severity(severity) if severity in set(Severity) else None,
        code=code or None,
        place=at or None,
        words=q.strip(),
        is_settled=state == "settled",
    )


Asked = Annotated[checks.Asking, Depends(asked)]


@router.get("/checks")
def listed(request: Request, now: Now, asking: Asked, page: int = 1) -> Response:
    """List every problem: by kind, or one by one where only some are asked for."""
    told = {
        **_shown(now),
        "asking": asking,
        "tally": checks.tally(now, asking),
        "severities": tuple(Severity),
        "at": links.piece(links.found(asking.place, now), now) if asking.place else None,
        "link": lambda **other: address(asking, **other),
        "turn": lambda number: address(asking, number),
    }
    if not asking.is_narrowed:
        return pages.page(request, "checks.html.j2", sorts=checks.sorts(now), **told)
    found = checks.listed(now, asking, page)
    return pages.page(request, "checks_some.html.j2", found=found, **told)


@router.post("/checks/kept")
def kept(request: Request, desk: Held, now: Now) -> Response:
    """Look whether every preserved byte and every decision is as it was written down."""
    problems = tuple(checks.found(problem, now) for problem in desk.check_kept())
    return pages.page(request, "checks_kept.html.j2", found=problems, **_shown(now))


@router.get("/checks/{problem_id}")
def one(request: Request, now: Now, problem_id: str) -> Response:
    """Show one problem, what it means, and what was decided about it."""
    found = checks.named(now, problem_id)
    if found is None:
        raise NotThere(_("The record has no problem with that id; it may have gone by itself."))
    return pages.page(request, "check.html.j2", one=found, **_shown(now))


@router.post("/decide/settle")
def settle(desk: Held, now: Now, by: Decider, form: Form) -> Response:
    """Settle one problem, or several of one kind with one reason."""
    ids = form.many("problem")
    seen = {thing: last for thing, last in form.seen.items() if thing in ids}  # those ticked
    desk.decide(checks.settling(now, ids), by=by, why=form.why, seen=seen)
    return RedirectResponse(form.back, 303)


def address(asking: checks.Asking, page: int = 1, **other: object) -> str:
    """
    Return the address of a list of problems.

    >>> address(checks.Asking(code="sum-fails"), page=2)
    '/checks?code=sum-fails&page=2'
    """
    told: dict[str, object] = {
        "severity": asking.severity.value if asking.severity else "",
        "code": asking.code,
        "at": asking.place,
        "q": asking.words,
        "state": "settled" if asking.is_settled else "",
        **other,
        "page": page if page > 1 else "",
    }
    return pages.address("/checks", **told)


def _shown(now: View) -> dict[str, Any]:
    """Return what every page of problems is given."""
    return {
        "piece": lambda thing: links.piece(thing, now),
        "mark": lambda thing: mark(now, thing),
        "explained": explained.problem,
        "called": links.called,
    }
