"""The review desk as one application: its pages, its API, and what guards them."""

from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import Response
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Receive, Scope, Send

from onrecord.web import (
    api,
    checks,
    deciding,
    document,
    editing,
    estimates,
    explore,
    faults,
    files,
    follow,
    guard,
    history,
    incident,
    lists,
    media,
    naming,
    naming_decisions,
    one_person,
    overtaken,
    pages,
    pairs,
    person,
    queue,
    queue_api,
    regrouping,
    second,
    state,
    today,
    words,
)
from onrecord.workflow.desk import Desk, Overtaken

# One line a screen. Pages stand at their own paths; an API stands below /api.
PAGES: tuple[APIRouter, ...] = (
    today.router,
    incident.router,
    regrouping.router,
    queue.router,
    second.router,
    deciding.router,
    document.router,
    media.router,
    editing.router,
    explore.router,
    naming_decisions.router,
    naming.router,
    lists.router,
    pairs.router,
    one_person.router,
    estimates.router,
    follow.router,
    checks.router,
    history.router,
    person.router,
    state.router,
    files.router,
)
APIS: tuple[APIRouter, ...] = (
    api.reading,
    api.deciding,
    state.api,
    editing.api,
    explore.api,
    queue_api.api,
)

router = APIRouter()


def app(desk: Desk) -> FastAPI:
    """
    Return the review desk of one record, for a server to serve.

    Pages are HTML and work without scripts; `/api/…` answers in JSON, and
    `/api/openapi.json` says how. Nothing is loaded from anywhere else.

    Args:
        desk: The record held open.
    """
    made = FastAPI(
        title="onrecord review desk",
        version="1",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        middleware=[
            Middleware(guard.Guarded, public=desk.public_address),
            Middleware(_Spoken),
            Middleware(faults.Caught),
        ],
        responses={422: {"model": faults.Fault}},
    )
    made.state.desk = desk
    faults.handle(made)
    made.add_exception_handler(Overtaken, overtaken.told)
    for each in APIS:
        made.include_router(each, prefix="/api")
    for each in (router, *PAGES):
        made.include_router(each, include_in_schema=False)
    return made


@router.get("/api")
def listed(request: Request) -> Response:
    """List what programs can ask for."""
    schema: dict[str, Any] = request.app.openapi()
    calls = [
        (method.upper(), path, told.get("description") or told.get("summary", ""))
        for path, methods in schema["paths"].items()
        for method, told in methods.items()
    ]
    return pages.page(request, "api.html.j2", calls=calls)


class _Spoken:
    """An application that speaks the language that was chosen, or else the browser's."""

    def __init__(self, inner: ASGIApp) -> None:
        self._inner = inner

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._inner(scope, receive, send)
            return
        headers = Headers(scope=scope)
        chosen = cookie_parser(headers.get("cookie", "")).get("language")
        with words.speaking(words.wanted(chosen, headers.get("accept-language"))):
            await self._inner(scope, receive, send)
