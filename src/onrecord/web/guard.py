"""
What stands between the desk and every other page that the browser has open.

The desk answers on this machine only and asks for no password, or at one address that was
stated when it was opened. So it answers only to its own name and port (a page elsewhere may
have its name point here: "DNS rebinding"), and does nothing that another page asks for
(OWASP: cross-site request forgery; the rule for `Sec-Fetch-Site` and `Origin` is the one of
Go's `http.CrossOriginProtection`).
"""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from fastapi import HTTPException
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.web.words import _

NAMES = ("127.0.0.1", "localhost", "[::1]")
LARGEST = 8 * 1024 * 1024  # bytes of a form; the largest is a table of other names
_SAFE = {"GET", "HEAD", "OPTIONS"}
UNSUBSCRIBE = "/unsubscribe/"  # the one page that may be reached from elsewhere
_LEAVING = re.compile(rf"{UNSUBSCRIBE}[A-Za-z0-9_-]{{16,64}}")

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; worker-src 'self'; font-src 'self'; frame-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS: Mapping[str, str] = {
    "content-security-policy": POLICY,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}
# Where all that reaches the desk comes over TLS, no browser asks for it without from now on.
_TLS = {"strict-transport-security": "max-age=31536000"}


class Guarded:
    """
    An application that answers only its own pages, and marks all that goes out.

    Args:
        app: What answers.
        public: An address under which whoever gets letters may end them, and do nothing
            else; empty for none.
        stated: Where the desk is reached from beyond this machine, such as
            `https://desk.example.org`; empty where it is not.
    """

    def __init__(self, app: ASGIApp, public: str = "", stated: str = "") -> None:
        self._app = app
        self._public = urlsplit(public).netloc.lower()
        self._stated = stated.lower()
        self._headers = {**HEADERS, **(_TLS if stated.startswith("https://") else {})}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
                headers.setdefault("cache-control", "no-store")
            await send(message)

        refused = None if self._is_leaving(scope) else _refused(scope, self._stated)
        if refused is not None:
            status, why = refused
            await PlainTextResponse(why + "\n", status)(scope, receive, marked)
            return
        await self._app(scope, _limited(receive), marked)

    def _is_leaving(self, scope: Scope) -> bool:
        """Whether somebody ends their letters, from wherever: a token is all that it takes."""
        host = Headers(scope=scope).get("host", "").lower()
        return (
            bool(self._public)
            and host == self._public
            and scope["method"] in {"GET", "HEAD", "POST"}
            and _LEAVING.fullmatch(scope["path"]) is not None
        )


class TooLarge(HTTPException):
    """More came than any form of the desk holds."""

    def __init__(self) -> None:
        super().__init__(413, _too_large())


def _too_large() -> str:
    return _("That is more than the desk takes at once (8 MB).")


def _limited(receive: Receive) -> Receive:
    """Return a stream that ends in `TooLarge` where it goes on for too long."""
    came = 0

    async def limited() -> Message:
        nonlocal came
        message = await receive()
        came += len(message.get("body", b""))
        if came > LARGEST:
            raise TooLarge
        return message

    return limited


def _refused(scope: Scope, stated: str) -> tuple[int, str] | None:
    """Return why a request is not answered; None if it is."""
    headers = Headers(scope=scope)
    host = headers.get("host", "").lower()
    is_ours = host == urlsplit(stated).netloc if stated else _is_ours(host, scope)
    if not is_ours:
        return 421, _("The desk answers only under its own address.")
    own = stated or f"http://{host}"
    site = headers.get("sec-fetch-site", "")
    is_safe = scope["method"] in _SAFE
    if site in {"cross-site", "same-site"} and (
        not is_safe or headers.get("sec-fetch-mode") != "navigate"
    ):
        return 403, _("Another page asked for this, so it was not done.")
    if not is_safe and not site and headers.get("origin", own) != own:
        return 403, _("Another page asked for this, so it was not done.")
    length = headers.get("content-length", "0")
    if length.isdecimal() and int(length) > LARGEST:
        return 413, _too_large()
    return None


def _is_ours(host: str, scope: Scope) -> bool:
    name, colon, port = host.rpartition(":")
    if not colon or host.endswith("]"):
        name, port = host, "80"
    server = scope.get("server")
    return name.lower() in NAMES and (server is None or port == str(server[1]))
