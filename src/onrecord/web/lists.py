"""Lists of named persons: who keeps them, how they changed, their rows by the page."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from onrecord.model import Change, NameList
from onrecord.web import list_words, pages
from onrecord.web.desk_of import Held, Now
from onrecord.web.faults import NotThere
from onrecord.web.words import _
from onrecord.workflow.desk import overview
from onrecord.workflow.desk.listed import Lists

router = APIRouter()


@router.get("/lists")
def listed(request: Request, desk: Held, now: Now) -> Response:
    """List the lists of named persons, with what changed last and how far they are linked."""
    lists = desk.lists(now)
    return pages.page(
        request,
        "lists.html.j2",
        found=overview.overviews(desk, lists),
        lists=lists,
        has_lists=desk.has_lists,
        words=list_words,
    )


@router.get("/lists/list/{name}")
def one(
    request: Request,
    desk: Held,
    now: Now,
    name: str,
    q: Annotated[str, Query()] = "",
    page: int = 1,
) -> Response:
    """Show one list: its issues, and its rows by the page."""
    lists = desk.lists(now)
    meant = _called(lists, name)
    told = overview.overview(desk, lists, meant)
    view = desk.changes(meant) if len(told.issues) > 1 else None
    return pages.page(
        request,
        "list.html.j2",
        told=told,
        counts={i.id: overview.counted(view, i.id) for i in told.issues[1:]} if view else {},
        rows=overview.rows(desk, lists, meant, q, page),
        q=q,
        turn=lambda number: pages.address(f"/lists/list/{name}", q=q, page=number),
        lists=lists,
        words=list_words,
    )


@router.get("/lists/list/{name}/{issue_id}")
def issue(
    request: Request,
    desk: Held,
    now: Now,
    name: str,
    issue_id: str,
    change: Annotated[str, Query()] = "",
    page: int = 1,
) -> Response:
    """Show what one issue of a list changed, as a table."""
    lists = desk.lists(now)
    meant = _called(lists, name)
    issues = lists.issues.get(meant.id, ())
    this = next((one for one in issues if one.id == issue_id), None)
    if this is None:
        raise NotThere(_("The list has no such issue."))
    view = desk.changes(meant)
    only = Change(change) if change in set(Change) else None
    where = f"/lists/list/{name}/{issue_id}"
    return pages.page(
        request,
        "list_issue.html.j2",
        name_list=meant,
        issue=this,
        earlier=next(overview.before(issues, issue_id), None),
        counts=overview.counted(view, issue_id),
        only=only,
        some=overview.differences(view, issue_id, only, page),
        where=where,
        there=lists.people.by_person,
        turn=lambda number: pages.address(where, change=change, page=number),
        words=list_words,
    )


def _called(lists: Lists, name: str) -> NameList:
    for one in lists.people.listed.lists:
        if one.name == name:
            return one
    raise NotThere(_("The record has no list with that name."))
