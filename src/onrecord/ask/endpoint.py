"""An OpenAI-compatible endpoint that the user named: one question out, one raw answer in."""

import json
import logging
import time
from collections.abc import Callable, Iterable, MutableMapping
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Protocol

from onrecord.model import MachineLacks, Question

if TYPE_CHECKING:
    from openai import OpenAI

_MOST_BYTES = 1_000_000  # of one answer
_MOST_TOKENS = 2_000  # of one answer
_TRIES_AGAIN = 1  # where the endpoint is busy
# The client library would also tell the operating system, the Python version and more.
_HEADERS = frozenset(
    {"host", "authorization", "accept", "content-type", "content-length", "connection"}
    | {"x-stainless-raw-response"}  # by which the library knows that the answer is wanted raw
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """
    What came of a question.

    Attributes:
        raw: The answer as it came; None if none did.
        fault: Why none did, in a few words without any of the question's; None if one did.
    """

    raw: str | None = None
    fault: str | None = None


class Endpoint:
    """
    An endpoint, reached through the official client library.

    Nothing in the environment changes where words go: no proxy, no other address, no key
    but the one given; a redirection is not followed. Words are never logged.
    """

    def __init__(self, *, base_url: str, model: str, key: str | None, timeout_seconds: int) -> None:
        """
        Make the client; nothing is sent yet.

        Args:
            base_url: Up to and without `/chat/completions`.
            model: The model's name there.
            key: The key; None if it needs none.
            timeout_seconds: The longest that one answer may take.

        Raises:
            MachineLacks: The client library is not installed.
        """
        if find_spec("openai") is None:
            raise MachineLacks(
                "reader.llm in onrecord.toml needs the package `openai`: "
                "install it with `pip install 'onrecord[llm]'`"
            )
        self._model = model
        self._seconds = timeout_seconds
        self._client = _client(base_url, key, timeout_seconds)

    def ask(self, question: Question) -> Told:
        """Send a question and return the raw answer; a fault is told, never raised."""
        try:
            return self._asked(question)
        except Exception as fault:  # noqa: BLE001 - whatever a server does, the work goes on
            return Told(fault=self._why(fault))

    def _asked(self, question: Question) -> Told:
        until = time.monotonic() + self._seconds
        form = {
            "name": "claims",
            "strict": True,
            "schema": json.loads(question.schema),
        }
        # any JSON may be a schema, and the library's types know only some
        create: Any = self._client.chat.completions.with_streaming_response.create
        with create(
            model=self._model,
            messages=[
                {"role": "system", "content": question.instructions},
                {"role": "user", "content": question.words},
            ],
            temperature=0,
            max_tokens=_MOST_TOKENS,
            response_format={"type": "json_schema", "json_schema": form},
        ) as response:
            return _read(response.iter_bytes(), lambda: time.monotonic() > until)

    def _why(self, fault: Exception) -> str:
        status = getattr(fault, "status_code", None)
        if isinstance(status, int):
            return f"it answered with status {status}"
        if "Timeout" in type(fault).__name__:
            return _slow()
        if "Connect" in type(fault).__name__:
            return "it could not be reached"
        return f"the connection failed ({type(fault).__name__})"


def _read(parts: Iterable[bytes], is_late: Callable[[], bool]) -> Told:
    """Read an answer, but not for ever: one that drips in, or does not end, is left."""
    held = bytearray()
    for part in parts:
        held += part
        if len(held) > _MOST_BYTES:
            return Told(fault="its answer was too long")
        if is_late():
            return Told(fault=_slow())
    return Told(raw=held.decode("utf-8", "replace"))


def _slow() -> str:
    return "it took too long"


class _Request(Protocol):
    headers: MutableMapping[str, str]


def _client(base_url: str, key: str | None, timeout_seconds: int) -> "OpenAI":
    import openai  # noqa: PLC0415 - most people never ask a model, and it takes a second to load

    def quiet(request: _Request) -> None:
        """Take out of a request all headers but those that it needs."""
        for name in list(request.headers):
            if name.lower() not in _HEADERS or (key is None and name.lower() == "authorization"):
                del request.headers[name]
        request.headers["user-agent"] = "onrecord"
        request.headers["accept-encoding"] = "identity"

    for name in ("openai", "httpx2", "httpcore2"):  # their debug lines hold the words sent
        logging.getLogger(name).setLevel(logging.WARNING)
    hooks: dict[str, list[Callable[..., Any]]] = {"request": [quiet]}
    return openai.OpenAI(
        base_url=base_url,
        api_key=key or "none",
        timeout=timeout_seconds,
        max_retries=_TRIES_AGAIN,
        http_client=openai.DefaultHttpxClient(
            trust_env=False,
            follow_redirects=False,
            timeout=timeout_seconds,
            event_hooks=hooks,
        ),
    )
