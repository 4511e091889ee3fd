"""What came from an address, as reports: a page, a file, or a file that holds several."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import urlsplit

from onrecord.acquire import containers, kinds
from onrecord.acquire.acquired import Acquired
from onrecord.acquire.web import parts, warc
from onrecord.acquire.web.asking import Asking, Fetched
from onrecord.acquire.web.wire import Exchange
from onrecord.model import Capture, Document, Hop, Problem, Severity, Told, Way

_HTML = frozenset({"text/html", "application/xhtml+xml"})
# What servers call files that are known by how their names end.
_ENDINGS = {
    kinds.PDF: ".pdf",
    kinds.MAIL: ".eml",
    "text/csv": ".csv",
    "application/mbox": ".mbox",
    "application/warc": ".warc",
    "application/wacz": ".wacz",
}
_FILE_NAME = re.compile(r"""filename\s*=\s*(?:"([^"]{1,200})"|([^\s";]{1,200}))""", re.IGNORECASE)


class At(NamedTuple):
    """
    Where something came from.

    Attributes:
        asked: The address that was asked.
        name: What its document is called.
        listed: What a list said of it.
    """

    asked: str
    name: str
    listed: Told


def reports(at: At, got: Fetched, asking: Asking) -> Iterator[Acquired | Problem]:
    """
    Return what came as a report, or each report that it holds.

    What is no report is a Problem. With each comes what went over the wire: a report taken
    out of a mail or a web archive was on that way too, so the answers that led to its
    container come before its own.

    Args:
        at: Where it came from.
        got: What came.
        asking: How a page's parts are asked for.
    """
    page = got.last
    called = _called(page)
    inside = containers.unpacked(at.name, page.body, called=called)
    problem = None if inside is not None else _why_not(page, called, at.name)
    if problem is not None:
        yield problem
        return
    whole = _whole(at, got, asking)
    if inside is None:
        yield whole
        return
    for one in inside:
        yield one if isinstance(one, Problem) else _member(one, whole)


def _whole(at: At, got: Fetched, asking: Asking) -> Acquired:
    """Return what came as it came: a page with its parts, any other file alone."""
    page = got.last
    media_type = _media_type(page)
    is_page = media_type.partition(";")[0] == kinds.HTML
    beside = parts.fetched(page, asking) if is_page else parts.Parts()
    file = warc.written(asking.taken(), asking.manners.agent)
    capture = Capture(
        way=Way.WEB,
        at=page.at,
        asked=at.asked,
        hops=tuple(_hop(one) for one in got.hops),
        headers=page.headers,
        exchange=hashlib.sha256(file).hexdigest(),
        parts=tuple(beside.parts),
        faults=(*got.faults, *beside.faults),
    )
    certificates = (one for hop in got.hops for one in hop.certificates)
    return Acquired(
        document=Document(name=at.name, told=Told(url=at.name), listed=at.listed),
        data=page.body,
        media_type=media_type,
        capture=capture,
        kept=tuple(dict.fromkeys((file, *beside.bodies, *certificates))),
    )


def _member(one: Acquired, whole: Acquired) -> Acquired:
    """
    Return a report out of a file with how that file came.

    What a container calls a file of its own, such as a mail beside what is attached to it,
    is the bytes that the server sent: it came from the web like any page.
    """
    own, came = one.capture, whole.capture
    if own is None or came is None:
        return replace(one, capture=came, kept=whole.kept)
    kept = tuple({id(data): data for data in (*one.kept, *whole.kept)}.values())
    document = one.document
    if own.way is Way.FILE:
        told, listed = whole.document.told, whole.document.listed
        document = replace(document, told=told, listed=listed)
        capture = replace(came, member=own.member, parts=own.parts)
        return replace(one, document=document, capture=capture, kept=kept)
    if document.name.startswith(f"{whole.document.name}/"):  # not a page under its own address
        document = replace(document, told=whole.document.told)
    capture = replace(
        own,
        asked=own.asked or came.asked,
        hops=(*came.hops, *own.hops),
        headers=own.headers or came.headers,
        exchange=came.exchange,
        faults=(*came.faults, *own.faults),
    )
    return replace(one, document=document, capture=capture, kept=kept)


def _hop(one: Exchange) -> Hop:
    return Hop(url=one.url, status=one.status, address=one.address, certificates=one.chain)


def _said(page: Exchange) -> str:
    """Return the kind of thing that a server says it sends."""
    return (page.header("content-type") or "").partition(";")[0].strip().lower()


def _called(page: Exchange) -> str:
    """Return a name that ends as a file's of that kind; none for a page, however it is named."""
    said = _said(page)
    if said in _HTML:
        return ""
    named = _FILE_NAME.search(page.header("content-disposition") or "")
    name = (named[1] or named[2]) if named else urlsplit(page.url).path
    ending = _ENDINGS.get(said, "")
    return name if PurePosixPath(name).suffix.lower() == ending else f"{name}{ending}"


def _media_type(page: Exchange) -> str:
    """Return what came: by the server's word where that can be, else by its name or beginning."""
    said, called = _said(page), _called(page)
    kind = kinds.media_type("" if said == kinds.PLAIN else called, page.body)
    if said in _HTML and kind == kinds.PLAIN:
        kind = kinds.HTML
    return kinds.with_charset(kind, page.header("content-type") or "")


def _why_not(page: Exchange, called: str, name: str) -> Problem | None:
    """Return why what came is no report; None if it may be one."""
    if not page.body:
        message, code = "This page is empty.", "empty-document"
        return Problem(code=code, message=message, where=name, severity=Severity.WARNING)
    what = kinds.why_not_report(called, page.body)
    if what is None:
        return None
    message = f"This looks like {what}, which cannot be read as a report yet."
    return Problem(code="not-text", message=message, where=name, severity=Severity.ERROR)
