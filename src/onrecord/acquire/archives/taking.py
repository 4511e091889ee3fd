"""Which records of a web archive are reports, and how each was got."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any, BinaryIO, NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from onrecord.acquire.archives import bodies
from onrecord.acquire.kinds import HTML, PDF, PLAIN, WORD, is_pdf, is_word, media_type, with_charset
from onrecord.kit import warc

_KINDS = {"text/html": HTML, "application/xhtml+xml": HTML, "text/plain": PLAIN}
_UNSAID = frozenset({"", "application/octet-stream", "binary/octet-stream", "unknown/unknown"})
# Servers send much as plain text that nobody wrote to be read.
_NO_REPORTS = re.compile(
    r"(/robots\.txt|\.(js|mjs|css|json|map|xml|csv|ico|woff2?|m3u8|ts))$", re.IGNORECASE
)
_MOST_KNOWN = 200_000  # pages of which it is remembered where they stand
_MOST_URI = 4_000
_MOST_HOPS = 10
_PART = "it is only a part of a record, and parts are not put together"

Told = dict[str, Any]


class Page(NamedTuple):
    """A report as it was found: words that JSON can hold, and its bytes."""

    told: Told
    data: bytes


class Trouble(NamedTuple):
    """What is to become a Problem: its code, where in the file, and a sentence."""

    code: str
    offset: int
    message: str


class _Place(NamedTuple):
    offset: int
    uri: str
    media: str


class Taking:
    """
    Goes through the records of one file.

    Args:
        most: Bytes that a report may have.
        again: Opens the same file anew at an offset, to read what a later record repeats.
    """

    def __init__(self, most: int, again: Callable[[int], BinaryIO]) -> None:
        self._most = most
        self._again = again
        self._pages: dict[str, _Place] = {}  # by record id, by payload digest, by address
        self._answers: dict[str, tuple[str, int, str]] = {}  # redirects, by where they lead
        self._latest: dict[str, int] = {}

    def of(self, found: Iterator[warc.Record | warc.Fault]) -> Iterator[Page | Trouble]:
        """Return the reports, and what is wrong with records that might have been some."""
        for one in found:
            if isinstance(one, warc.Fault):
                yield _not_taken(one.offset, one.uri, one.why)
                continue
            if one.kind in {"response", "resource", "conversion", "revisit"}:
                yield from self._of(one)
            elif one.kind == "continuation":
                yield _not_taken(one.offset, one.uri, _PART)

    def _of(self, one: warc.Record) -> Iterator[Page | Trouble]:
        if not one.uri.startswith(("http://", "https://", "file:///")):
            return  # names looked up, and what other programs made of a page: urn:text:, urn:view:
        why = self._why_not(one)
        if why is not None:
            yield _not_taken(one.offset, one.uri, why)
            return
        if one.kind == "revisit":
            yield from self._revisited(one)
            return
        answer = warc.message(one.block or b"") if self._is_http(one) else _as_answer(one)
        if answer is None:
            yield _not_taken(one.offset, one.uri, "it holds no answer of a server")
            return
        yield from self._answered(one, answer)

    @staticmethod
    def _is_http(one: warc.Record) -> bool:
        return one.fields.get("content-type", "").lower().startswith("application/http")

    def _why_not(self, one: warc.Record) -> str | None:
        if one.block is None:
            return f"it has {one.size:,} bytes; more than {self._most:,} are checked and not read"
        if "warc-segment-number" in one.fields:
            return _PART
        if len(one.uri) > _MOST_URI or not one.uri.isprintable():
            return "its address is none"
        return None

    def _answered(self, one: warc.Record, answer: warc.Message) -> Iterator[Page | Trouble]:
        if 300 <= answer.status < 400 and answer.status != 304:
            self._redirected(one, answer)
            return
        media = _media(one.uri, answer)
        if answer.status != 200 or media is None:
            return
        if one.kind == "conversion" and one.uri in self._latest:
            return  # the page itself is there
        try:
            data = bodies.decoded(answer, self._most)
        except bodies.NotDecoded as fault:
            yield _trouble("web-archive-record", one, f"could not be unpacked: {fault}")
            return
        if not data:
            yield _trouble("empty-document", one, "is empty")
            return
        doubts = (*one.doubts, *_doubts(one, answer))
        for doubt in doubts:
            yield _trouble("web-archive-doubt", one, f"was taken, though {doubt}")
        self._remember(one, media)
        yield self._page(one, answer, media, data, doubts)

    def _page(
        self, one: warc.Record, answer: warc.Message, media: str, data: bytes,
        doubts: tuple[str, ...],
    ) -> Page:  # fmt: skip
        at, fault = _time(one)
        unproven = () if one.is_checked else ("no digest stands with it in the web archive",)
        told: Told = {
            "uri": named(one.uri),
            "asked": one.uri,
            "media": with_charset(media, answer.header("content-type")),
            "at": at,
            "member": one.id or str(one.offset),
            "hops": self._hops(one, answer.status) if one.uri.startswith("http") else [],
            "headers": answer.headers if self._is_http(one) else [],
            "faults": (*doubts, *unproven, *fault),
        }
        return Page(told, data)

    def _redirected(self, one: warc.Record, answer: warc.Message) -> None:
        try:
            target = urljoin(one.uri, answer.header("location"))
        except ValueError:
            return
        if target != one.uri and len(self._answers) < _MOST_KNOWN:
            address = one.fields.get("warc-ip-address", "")
            self._answers[target] = (one.uri, answer.status, address)

    def _hops(self, one: warc.Record, status: int) -> list[tuple[str, int, str]]:
        hops = [(one.uri, status, one.fields.get("warc-ip-address", ""))]
        while len(hops) < _MOST_HOPS and (before := self._answers.get(hops[0][0])):
            if before in hops:
                break
            hops.insert(0, before)
        return hops

    def _remember(self, one: warc.Record, media: str) -> None:
        if len(self._pages) < _MOST_KNOWN and not one.within:
            place = _Place(one.offset, one.uri, media)
            for key in (one.id, one.fields.get("warc-payload-digest"), one.uri):
                if key:
                    self._pages[key] = place
        self._latest[one.uri] = one.offset

    def _revisited(self, one: warc.Record) -> Iterator[Page | Trouble]:
        """Return the page that a record says was the same as an earlier one."""
        fields = one.fields
        keys = (fields.get("warc-refers-to"), fields.get("warc-payload-digest"),
                fields.get("warc-refers-to-target-uri"))  # fmt: skip
        place = next((self._pages[key] for key in keys if key and key in self._pages), None)
        if place is None:
            why = "it says that a page was as before, and what was before is not in this file"
            yield Trouble("web-archive-revisit", one.offset, f"{_shown(one.uri)}: {why}.")
            return
        if self._latest.get(one.uri) == place.offset:
            return  # the same bytes from the same address: nothing that is not there
        with self._again(place.offset) as stream:
            earlier = next(warc.records(stream, most=self._most + _MOST_URI), None)
        if not isinstance(earlier, warc.Record) or earlier.block is None:
            return  # it was whole before, and was told of where it was not
        answer = warc.message(earlier.block)
        own = warc.message(one.block or b"") or answer
        if answer is None or own is None:
            return
        self._latest[one.uri] = place.offset
        data = bodies.decoded(answer, self._most)
        yield self._page(one, own, place.media, data, one.doubts)


def named(uri: str) -> str:
    """
    Return what a report is called: its address, or its name in the folder it came from.

    >>> named("https://example.org/a"), named("file:///north/a%20b.txt")
    ('https://example.org/a', 'north/a b.txt')
    """
    return unquote(uri.removeprefix("file:///")) if uri.startswith("file:///") else uri


def _as_answer(one: warc.Record) -> warc.Message:
    """Return what a `resource` or `conversion` holds as if a server had answered it."""
    kind = (("Content-Type", one.fields.get("content-type", "")),)
    return warc.Message(status=200, headers=kind, body=one.block or b"")


def _media(uri: str, answer: warc.Message) -> str | None:
    """Return what kind of report an answer is; None if it is none that is read."""
    said = answer.header("content-type").partition(";")[0].strip().lower()
    if is_pdf("", answer.body.lstrip()) or said == PDF:
        return PDF
    if is_word(answer.body):
        return WORD
    if said in _UNSAID:
        return HTML if media_type("", answer.body) == HTML else None
    if said == PLAIN and _NO_REPORTS.search(urlsplit(uri).path if "[" not in uri else uri):
        return None
    return _KINDS.get(said)


def _doubts(one: warc.Record, answer: warc.Message) -> tuple[str, ...]:
    found = []
    if cut := one.fields.get("warc-truncated"):
        found.append(f"the maker of the archive cut it off ({cut[:40]})")
    told = answer.header("content-length")
    is_chunked = "chunked" in answer.header("transfer-encoding").lower()
    if told.isascii() and told.isdigit() and not is_chunked and int(told[:18]) > len(answer.body):
        found.append(f"the server announced {int(told[:18]):,} bytes and {len(answer.body):,} came")
    return tuple(found)


def _time(one: warc.Record) -> tuple[str, tuple[str, ...]]:
    """Return when a record was made, as ISO 8601, and a fault if it does not say."""
    told = one.fields.get("warc-date", "")
    try:
        at = datetime.fromisoformat(re.sub(r"(\.\d{6})\d+", r"\1", told))
    except ValueError:
        return datetime.now(UTC).isoformat(), (f"its time cannot be read: {told[:40]!r}",)
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC).isoformat(), ()


def _shown(uri: str) -> str:
    return ascii(uri[:300])[1:-1] if uri else "a record"


def _not_taken(offset: int, uri: str, why: str) -> Trouble:
    message = f"A record of this web archive ({_shown(uri)}) was not taken: {why}."
    return Trouble("web-archive-record", offset, message)


def _trouble(code: str, one: warc.Record, what: str) -> Trouble:
    return Trouble(code, one.offset, f"{_shown(one.uri)}, in this web archive, {what}.")
