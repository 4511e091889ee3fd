"""The Follow screen: feeds, topics, alerts with reasons; what differs in a page; the way out."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import PlainTextResponse, Response

from onrecord.web import follow_words, pages
from onrecord.web.desk_of import Held, Now
from onrecord.web.document import called
from onrecord.web.guard import UNSUBSCRIBE
from onrecord.workflow import alerts_as_atom, alerts_as_json, unsubscribe_by
from onrecord.workflow.differing import between
from onrecord.workflow.watching import watched

router = APIRouter()

_ON_A_PAGE = 50
_ATOM = "application/atom+xml; charset=utf-8"
_JSON = "application/feed+json; charset=utf-8"


@router.get("/follow")
def listed(
    request: Request,
    desk: Held,
    now: Now,
    topic: str = "",
    page: Annotated[int, Query(ge=1, le=10**6)] = 1,
) -> Response:
    """Show what is followed, and everything that was told, the newest first."""
    every = desk.alerts()
    found = [one for one in reversed(every) if not topic or topic in one.topics]
    many = max(1, -(-len(found) // _ON_A_PAGE))
    number = min(page, many)
    return pages.page(
        request,
        "follow.html.j2",
        watched=watched(desk),
        alerts=found[(number - 1) * _ON_A_PAGE : number * _ON_A_PAGE],
        total=len(found),
        number=number,
        pages=many,
        turn=lambda other: pages.address("/follow", topic=topic, page=other),
        topic=topic,
        documents=now.record.documents,
        incidents=now.index.incidents,
        words=follow_words,
    )


@router.get("/follow.atom")
def atom(request: Request, desk: Held, now: Now) -> Response:
    """Give the alerts that may be shared as an Atom feed."""
    made = alerts_as_atom(now.record.name, desk.alerts_that_may_leave(), _address(request))
    return Response(made.encode(), media_type=_ATOM)


@router.get("/follow.json")
def json_feed(request: Request, desk: Held, now: Now) -> Response:
    """Give the alerts that may be shared as a JSON Feed."""
    made = alerts_as_json(now.record.name, desk.alerts_that_may_leave(), _address(request))
    return Response(made.encode(), media_type=_JSON)


def _address(request: Request) -> str:
    return str(request.url.replace(path="/follow", query=""))


@router.get("/documents/{document_id}/difference")
def difference(
    request: Request, desk: Held, now: Now, document_id: str, before: str = "", after: str = ""
) -> Response:
    """Show what is another in a document between two of its snapshots."""
    told = called(now, document_id)
    found = between(desk.versions(told.id), before, after)
    return pages.page(request, "difference.html.j2", document=told, found=found)


@router.get(f"{UNSUBSCRIBE}{{token}}")
def leaving(token: str) -> Response:
    """Ask somebody whether their letters shall end; says nothing of the record."""
    return pages.bare("unsubscribe.html.j2", token=token, is_done=False)


@router.post(f"{UNSUBSCRIBE}{{token}}")
def left(desk: Held, token: str) -> Response:
    """
    Forget whoever holds the token: by the page's button, or by a mail provider (RFC 8058).

    The answer is the same whether anybody did.
    """
    unsubscribe_by(desk.folder, token)
    return pages.bare("unsubscribe.html.j2", token=token, is_done=True)


@router.head(f"{UNSUBSCRIBE}{{token}}")
def looked_at(token: str) -> Response:
    """Answer scanners that look at every address of a letter, and change nothing."""
    del token
    return PlainTextResponse("")
