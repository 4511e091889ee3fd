"""Who may have which page: one table says so before a page begins; where it is silent, nobody."""

from collections.abc import Iterable, Sequence

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.routing import Match, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from onrecord.model import Permission, Refused
from onrecord.web import refusing
from onrecord.web.door import Door
from onrecord.workflow import costs, permissions

_FREE = "/static/"  # needs nobody, and is asked for often
# What takes out of the record, or brings in, stands in the log of accounts: who, when, what.
_WRITTEN_DOWN = {
    Permission.BRING_IN,
    Permission.TAKE_OUT,
    Permission.PUBLISH,
    Permission.SETTLE,
}


class Admitted:
    """
    An application of which everybody gets what their role may have, and nobody more.

    Args:
        inner: What answers.
        door: Who may come in.
        routes: Every route of the application, in the order in which it tries them.
    """

    def __init__(self, inner: ASGIApp, door: Door, routes: Sequence[Route]) -> None:
        self._inner = inner
        self._door = door
        self._routes = routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["path"].startswith(_FREE):
            await self._inner(scope, receive, send)
            return
        request = Request(scope, receive)
        await run_in_threadpool(self._recognise, request)
        if request.state.accounts is None:
            await self._inner(scope, receive, send)
            return
        path = path_of(self._routes, scope)
        needed = Permission.READ if path is None else permissions.of_route(scope["method"], path)
        may = permissions.may(request.state.account, needed)
        if needed in _WRITTEN_DOWN or not may:
            await run_in_threadpool(_note, request, may=may)
        if not may:
            answer = await refusing.refused(request, needed)
            await answer(scope, receive, send)
            return
        wait = _spent(request, costs.cost_of(scope["method"], path or ""))
        if wait:
            answer = await refusing.too_often(request, wait)
            await answer(scope, receive, send)
            return
        await self._inner(scope, receive, send)

    def _recognise(self, request: Request) -> None:
        accounts = self._door.accounts
        token = self._door.token(request.headers.get("cookie", ""))
        request.state.accounts = accounts
        request.state.account = accounts.who(token) if accounts is not None else None


def _spent(request: Request, kind: str | None) -> int:
    """Count what somebody asks for; return how many seconds they have to wait, 0 for none."""
    if kind is None or request.state.account is None:
        return 0
    try:
        request.state.accounts.spend(request.state.account, kind)
    except Refused as fault:
        return fault.wait
    return 0


def _note(request: Request, *, may: bool) -> None:
    """Write down that somebody known asked for something, or was refused it."""
    account = request.state.account
    if account is not None:
        did = "asked" if may else "forbidden"
        request.state.accounts.noted(account, did, f"{request.method} {request.url.path}")


def every_route(routers: Iterable[tuple[str, APIRouter]]) -> tuple[Route, ...]:
    """
    Return routes as an application has them that includes some routers.

    Args:
        routers: Each with the prefix under which it is included, in their order.
    """
    return tuple(
        Route(prefix + one.path, one.endpoint, methods=list(one.methods or ()))
        for prefix, router in routers
        for one in router.routes
        if isinstance(one, Route)
    )


def path_of(routes: Iterable[Route], scope: Scope) -> str | None:
    """
    Return the address of a request as the table has it; None where the desk has no such address.

    Such a request, or one for what cannot be done there, needs only that one may read: the
    answer says no more than that.
    """
    return next((one.path for one in routes if one.matches(scope)[0] is Match.FULL), None)
