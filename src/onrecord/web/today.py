"""The first page: what came in, what changed, what is left, what is done."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import Response

from onrecord.web import follow_words, pages, queue_words
from onrecord.web.desk_of import Held, Looking, Now
from onrecord.web.person import remembering
from onrecord.workflow.desk import today as days

router = APIRouter()

_SEEN = "seen"  # the cookie: the last build of which this browser said what it brought is known
_MOST_BUILDS = 8
_MOST_ALERTS = 5
_MOST = 40  # documents and changes that are listed; the rest is told as a number


@router.get("/")
def today(
    request: Request,
    now: Now,
    desk: Held,
    person: Looking,
    since: Annotated[int | None, Query(ge=0)] = None,
) -> Response:
    """Show what is new after a build, what is left to decide and what is done."""
    builds = desk.builds()
    number = days.last_seen(builds, since if since is not None else _seen(request))
    after = next((one for one in reversed(builds.brought) if one.number <= number), None)
    key = ("since", number, builds.newest)
    made = now.once(key, lambda: desk.since(number)) if after is not None else None
    told = days.today(now, made, after, person, datetime.now().astimezone(), most=_MOST)
    return pages.page(
        request,
        "today.html.j2",
        told=told,
        record=now.record,
        numbers=now.index.numbers,
        builds=builds.brought[: -_MOST_BUILDS - 1 : -1],
        newest=builds.newest,
        is_marked=since is None and _seen(request) is not None,
        most=_MOST,
        words=queue_words,
        alerts=desk.alerts(number)[: -_MOST_ALERTS - 1 : -1],
        alert_words=follow_words,
        pairs=len(desk.lists(now).waiting) if desk.has_lists else 0,
    )


@router.post("/today/seen")
def seen(number: Annotated[int, Form(ge=0)]) -> Response:
    """Remember that what came in until a build is known; what comes after it is new."""
    return remembering(_SEEN, str(number), "/")


def _seen(request: Request) -> int | None:
    told = request.cookies.get(_SEEN, "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 12 else None
