"""The review desk as one application: its pages, its API, and what guards them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import Response
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.requests import cookie_parser
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from onrecord.web import (
    account,
    admitting,
    api,
    checks,
    deciding,
    document,
    door,
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
    passkeys,
    people,
    person,
    queue,
    queue_api,
    regrouping,
    second,
    signing_in,
    state,
    today,
    words,
)
from onrecord.workflow.accounts import Accounts, open_accounts
from onrecord.workflow.desk import Desk, Overtaken
from onrecord.workflow.desk.shared import SharedDesk

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
    signing_in.router,
    account.router,
    passkeys.router,
    people.router,
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

API = "/api"

router = APIRouter()


def app(
    desk: Desk,
    origin: str = "",
    opening: Callable[[Path], Accounts | None] = open_accounts,
) -> FastAPI:
    """
    Return the review desk of one record, for a server to serve.

    Pages are HTML and work without scripts; `/api/…` answers in JSON, and
    `/api/openapi.json` says how. Nothing is loaded from anywhere else.

    Args:
        desk: The record held open.
        origin: Where it is reached from beyond this machine, such as
            `https://desk.example.org`; empty where only this machine reaches it.
        opening: What opens the accounts of a record; None where it has none.
    """
    entrance = door.Door(desk.folder, origin, opening)
    made = FastAPI(
        title="onrecord review desk",
        version="1",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        middleware=[
            Middleware(guard.Guarded, public=desk.public_address, stated=origin),
            Middleware(_Spoken),
            Middleware(faults.Caught),
            Middleware(admitting.Admitted, door=entrance, routes=_routes()),
        ],
        responses={422: {"model": faults.Fault}},
    )
    made.state.desk = desk
    made.state.shared_desk = SharedDesk(desk)
    made.state.door = entrance
    faults.handle(made)
    made.add_exception_handler(Overtaken, overtaken.told)
    for each in APIS:
        made.include_router(each, prefix=API)
    for each in (router, *PAGES):
        made.include_router(each, include_in_schema=False)
    return made


def _routes() -> tuple[Route, ...]:
    """Return every route, in the order in which the application tries them."""
    schema = Route("/api/openapi.json", _nothing)
    pages = [("", each) for each in (router, *PAGES)]
    return (schema, *admitting.every_route([*((API, each) for each in APIS), *pages]))


def _nothing(_request: Request) -> Response:
    """Stand for what the framework answers itself."""
    raise NotImplementedError


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
