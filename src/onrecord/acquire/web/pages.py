"""Pages of the web, one after another, each with how it came."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from onrecord.acquire import kinds
from onrecord.acquire.acquired import Acquired
from onrecord.acquire.web import lists, parts, warc
from onrecord.acquire.web.asking import Asking, Fetched
from onrecord.acquire.web.listing import Entry
from onrecord.acquire.web.missed import Missed
from onrecord.acquire.web.names import same_page
from onrecord.acquire.web.wire import Exchange
from onrecord.model import Capture, Document, Hop, Problem, Severity, Told, Way

_HTML = frozenset({"text/html", "application/xhtml+xml"})
_ASKS = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchanged:
    """
    A page of which nothing is new: its server says so, or this run brought it already.

    Attributes:
        name: The document's name.
    """

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """
    What a record has of the web.

    Attributes:
        names: By `same_page` of its address, a document's name.
        headers: By a document's name, the headers with which its bytes came.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)

    def validators(self, url: str) -> Mapping[str, str]:
        """Return the headers that ask for a page only if it is new (RFC 9110 section 13.1)."""
        told = self.headers.get(self.names.get(same_page(url), ""), ())
        return {_ASKS[name.lower()]: value for name, value in told if name.lower() in _ASKS}


Found = Acquired | Problem | Unchanged


def pages(
    places: Iterable[str], asking: Asking, *, known: Known | None = None, is_list: bool = False
) -> Iterator[Found]:
    """
    Return the pages at some addresses, one after another.

    A feed or a sitemap is known by what comes back, and each page that it names is asked
    for; what it says of a page is noted beside the page (`Document.listed`). What does not
    come is a Problem in its place, and the rest goes on.

    Args:
        places: Addresses.
        asking: How the web is asked.
        known: What the record has already.
        is_list: Each place is a feed or a sitemap; anything else there is a Problem.
    """
    run = Pages(asking, known or Known())
    for place in places:
        yield from run.at(place, is_list=is_list)


def named(place: str, asking: Asking) -> Iterator[str | Problem]:
    """Return the addresses that a feed or a sitemap names, without asking for the pages."""
    try:
        got = asking.page(place)
    except Missed as missed:
        yield missed.at(place)
        return
    for one in lists.entries(got, asking, place):
        yield one.url if isinstance(one, Entry) else one


class Pages:
    """Going through places: a page that came once does not come again."""

    def __init__(self, asking: Asking, known: Known) -> None:
        self._asking = asking
        self._known = known
        self._done: dict[str, str] = {}

    def at(self, place: str, *, is_list: bool) -> Iterator[Found]:
        """Return what one place gives: a page, or the pages that it names."""
        try:
            got = self._got(place, is_list=is_list)
            kind = lists.kind_of(got, self._asking)
        except Missed as missed:
            yield missed.at(place)
            return
        if kind is None and not is_list:
            yield self._page(place, got, Told())
            return
        for one in lists.entries(got, self._asking, place):
            yield one if isinstance(one, Problem) else self.entry(one)

    def entry(self, entry: Entry) -> Found:
        """Return a page that a list names."""
        done = self._done.get(same_page(entry.url))
        if done is not None:
            return Unchanged(name=done)
        try:
            return self._page(entry.url, self._got(entry.url), entry.listed)
        except Missed as missed:
            return missed.at(entry.url)

    def _got(self, url: str, *, is_list: bool = False) -> Fetched:
        self._asking.taken()  # what was asked before belongs to what came before
        if is_list:
            return self._asking.page(url)
        return self._asking.page(url, validators=self._known.validators)

    def _page(self, place: str, got: Fetched, listed: Told) -> Found:
        page = got.last
        key = same_page(page.url)
        name = self._known.names.get(key, page.url)
        if got.is_unchanged or key in self._done:
            return Unchanged(name=name)
        self._done |= {key: name, same_page(place): name}
        problem = _why_not(page, name)
        if problem is not None:
            return problem
        is_html = _media_type(page) == kinds.HTML
        beside = parts.fetched(page, self._asking) if is_html else parts.Parts()
        exchanges = self._asking.taken()
        file = warc.written(exchanges, self._asking.manners.agent)
        capture = Capture(
            way=Way.WEB,
            at=page.at,
            asked=place,
            hops=tuple(_hop(one) for one in got.hops),
            headers=page.headers,
            exchange=hashlib.sha256(file).hexdigest(),
            parts=tuple(beside.parts),
            faults=(*got.faults, *beside.faults),
        )
        certificates = (one for hop in got.hops for one in hop.certificates)
        return Acquired(
            document=Document(name=name, told=Told(url=name), listed=listed),
            data=page.body,
            media_type=_media_type(page),
            capture=capture,
            kept=tuple(dict.fromkeys((file, *beside.bodies, *certificates))),
        )


def _hop(one: Exchange) -> Hop:
    return Hop(url=one.url, status=one.status, address=one.address, certificates=one.chain)


def _media_type(page: Exchange) -> str:
    """Return what a page is: by the server's word where that can be, else by its beginning."""
    told = (page.header("content-type") or "").partition(";")[0].strip().lower()
    if told in _HTML:
        return kinds.HTML
    name = page.url.partition("?")[0]
    return kinds.media_type("" if told == kinds.PLAIN else name, page.body)


def _why_not(page: Exchange, name: str) -> Problem | None:
    """Return why what came is no report; None if it may be one."""
    if not page.body:
        message, code = "This page is empty.", "empty-document"
        return Problem(code=code, message=message, where=name, severity=Severity.WARNING)
    what = kinds.why_not_text(page.body)
    if what is None:
        return None
    message = f"This looks like {what}, which cannot be read as a report yet."
    return Problem(code="not-text", message=message, where=name, severity=Severity.ERROR)
