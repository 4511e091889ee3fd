"""From an error to one clear line: on a page for people, in one shape of JSON for programs."""

import logging
from http import HTTPStatus
from urllib.parse import urlsplit

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.model import MachineLacks, MayNot, OnRecordError, RecordUnusable, Refused
from onrecord.web import account_words, pages
from onrecord.web.desk_of import NobodyNamed
from onrecord.web.words import _
from onrecord.workflow.desk import Overtaken

_log = logging.getLogger("onrecord.web")
_RECORD_UNUSABLE = 503
_LATER = {"retry-after": "5"}  # seconds; a database that went away, or another writer's turn
_WRONG_USE = 422


class NotThere(OnRecordError):
    """Nothing in the record has that id."""


class StillWorking(OnRecordError):
    """What was asked for of a large incident is being worked out; ask again soon."""

    def __init__(self) -> None:
        super().__init__("it is being worked out; ask again in some seconds")


class Fault(BaseModel):
    """
    What went wrong: the one shape of every error of the API.

    Attributes:
        error: A code: `wrong`, `incomplete`, `nobody`, `not-signed-in`, `forbidden`,
            `overtaken`, `not-there`, `unusable`, `too-large`, `too-often`, `not-here`,
            `failed`.
        status: The same as the answer's.
        message: One sentence.
        fields: What is wrong with which field of what was sent; empty if that is not it.
    """

    error: str
    status: int
    message: str
    fields: dict[str, str] = {}


class Overruling(Fault):
    """
    Somebody decided on a thing since it was seen; nothing was written.

    Attributes:
        thing: The id of what both decide on.
        earlier: Their decisions, the oldest first: id, choice, by, at, why.
        last_word: What to send as `seen` to decide all the same.
    """

    thing: str
    earlier: list[dict[str, str]]
    last_word: str


_CODES = {
    400: "wrong",
    403: "nobody",
    404: "not-there",
    405: "not-here",
    409: "overtaken",
    413: "too-large",
    422: "wrong",
    429: "too-often",
    503: "unusable",
}


def handle(app: FastAPI) -> None:
    """Make an application answer every error in one clear line."""
    app.add_exception_handler(OnRecordError, _wrong_use)
    app.add_exception_handler(RecordUnusable, _refused)
    app.add_exception_handler(RequestValidationError, _wrong_form)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(NobodyNamed, _nobody)


def answer(
    request: Request, status: int, message: str, fields: dict[str, str] | None = None
) -> Response:
    """Return an error as the asker can use it: JSON, a piece of a page, or a page."""
    if is_for_a_program(request):
        code = "incomplete" if fields else _CODES.get(status, "failed")
        return as_json(code, status, message, fields)
    template = "fault_part.html.j2" if pages.is_partial(request) else "fault.html.j2"
    return pages.page(request, template, status, code=status, message=message, fields=fields or {})


def is_for_a_program(request: Request) -> bool:
    """Return whether an error is told in JSON: to programs, and to the desk's own scripts."""
    kind = request.headers.get("content-type", "")
    return request.url.path.startswith("/api/") or kind.startswith("application/json")


def as_json(
    code: str, status: int, message: str, fields: dict[str, str] | None = None
) -> JSONResponse:
    """Return an error in the one shape that programs know."""
    fault = Fault(error=code, status=status, message=message, fields=fields or {})
    return JSONResponse(fault.model_dump(), status)


def forbidden(request: Request, line: str, status: int = HTTPStatus.FORBIDDEN) -> Response:
    """Return what somebody is told who may not do that, or is not let in."""
    if is_for_a_program(request):
        return as_json("forbidden", status, line)
    return answer(request, status, line)


def status_of(fault: OnRecordError) -> int:
    """Return the status that tells what kind of error it is."""
    if isinstance(fault, Overtaken):
        return HTTPStatus.CONFLICT
    if isinstance(fault, NotThere):
        return HTTPStatus.NOT_FOUND
    if isinstance(fault, Refused) and fault.wait:
        return HTTPStatus.TOO_MANY_REQUESTS
    if isinstance(fault, MayNot | Refused):
        return HTTPStatus.FORBIDDEN
    return _RECORD_UNUSABLE if isinstance(fault, RecordUnusable | MachineLacks) else _WRONG_USE


def _wrong_use(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, OnRecordError)  # noqa: S101 - what it is registered for
    line = account_words.line(fault) if isinstance(fault, Refused) else " ".join(str(fault).split())
    if isinstance(fault, Refused) and fault.wait:
        made = answer(request, status_of(fault), line)
        made.headers["retry-after"] = str(fault.wait)
        return made
    if isinstance(fault, MayNot | Refused):
        return forbidden(request, line, status_of(fault))
    if isinstance(fault, RecordUnusable | StillWorking):
        return _later(request, line)
    return answer(request, status_of(fault), line)


async def _refused(request: Request, fault: Exception) -> Response:
    """Say why the record cannot be written now, and keep the form, to be sent again."""
    assert isinstance(fault, OnRecordError)  # noqa: S101 - what it is registered for
    is_form = request.method == "POST" and not request.url.path.startswith("/api/")
    if not is_form or pages.is_partial(request):  # its form is still there
        return _wrong_use(request, fault)
    line = " ".join(str(fault).split())
    pages.tell_without_record(request)
    made = to_try_again(request, _RECORD_UNUSABLE, line, await kept(request))
    made.headers.update(_LATER)
    return made


def _later(request: Request, line: str) -> Response:
    """Say why the record cannot be used now, and when to ask again."""
    pages.tell_without_record(request)
    made = answer(request, _RECORD_UNUSABLE, line)
    made.headers.update(_LATER)
    return made


def to_try_again(
    request: Request, status: int, line: str, fields: list[tuple[str, str]]
) -> Response:
    """Return a page that says why a form was not taken, and sends its fields again."""
    again = pages.address_of(request)
    return pages.page(
        request, "refused.html.j2", status, message=line, fields={}, again=again, kept=fields
    )


async def kept(request: Request) -> list[tuple[str, str]]:
    """Return what a form sent, but for its files."""
    sent = (await request.form()).multi_items() if request.method == "POST" else []
    return [(name, value) for name, value in sent if isinstance(value, str)]


def _wrong_form(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, RequestValidationError)  # noqa: S101 - what it is registered for
    fields = {str(one["loc"][-1]): str(one["msg"]) for one in fault.errors() if one["loc"]}
    return answer(request, _WRONG_USE, _("What was sent is not complete or not right."), fields)


def _http(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, HTTPException)  # noqa: S101 - what it is registered for
    told = fault.detail if fault.detail != HTTPStatus(fault.status_code).phrase else ""
    made = answer(request, fault.status_code, told or _plain(fault.status_code))
    made.headers.update(fault.headers or {})
    return made


def _plain(status: int) -> str:
    if status == HTTPStatus.NOT_FOUND:
        return _("There is no such page at the desk.")
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        return _("That cannot be done at this address.")
    return _("The desk could not do that.")


async def _nobody(request: Request, _fault: Exception) -> Response:
    """Ask who decides; what was being decided is kept in the form and goes on from there."""
    line = _("Say who decides first.")
    if request.url.path.startswith("/api/"):
        return answer(request, HTTPStatus.FORBIDDEN, line)
    if pages.is_partial(request):
        open_page = urlsplit(request.headers.get("hx-current-url", ""))
        then = f"{open_page.path or '/'}?{open_page.query}".rstrip("?")
        to = pages.address("/person", then=then)
        return Response(status_code=200, headers={"hx-redirect": to})
    return pages.page(
        request,
        "person.html.j2",
        HTTPStatus.FORBIDDEN,
        then=pages.address_of(request),
        kept=await kept(request),
        is_asked=True,
    )


class Caught:
    """An application whose own faults end in a page too, without a word of any report."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        is_started = False

        async def noted(message: Message) -> None:
            nonlocal is_started
            is_started = is_started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, noted)
        except RecordUnusable as fault:  # before it could be asked who asks: no form was read yet
            if is_started:
                raise
            made = await _refused(Request(scope, receive), fault)
            await made(scope, receive, noted)
        except Exception as fault:
            _log.exception("a page failed")
            if is_started or scope["type"] != "http":
                raise
            line = _(
                "Something went wrong inside onrecord (%(fault)s). Nothing was decided. "
                "Started as “onrecord --debug serve”, it shows the details in its terminal."
            ) % {"fault": type(fault).__name__}
            await answer(Request(scope, receive), 500, line)(scope, receive, noted)
