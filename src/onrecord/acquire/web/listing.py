"""Feeds and sitemaps: lists of pages, taken apart in a process of their own."""

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from onrecord.acquire.web.missed import Missed
from onrecord.kit import apart, inflated
from onrecord.model import Told

FEED, SITEMAP = "feed", "sitemap"

_ROOT = re.compile(
    rb"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>\s*)*"
    rb"<(?:[a-zA-Z][\w.-]*:)?(rss|feed|RDF|urlset|sitemapindex)[\s>]",
    re.DOTALL,
)
_LOOKED_AT = 8192
_LONGEST = 500  # characters of a title or a name
_SECONDS = 20.0
_TAGS = re.compile(r"<[^<>]{0,500}>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """
    A page that a list names.

    Attributes:
        url: Its address, as it stands there.
        listed: What the list says of it.
    """

    url: str
    listed: Told = field(default_factory=Told)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """
    What a feed or a sitemap names.

    Attributes:
        entries: Pages, in its order.
        sitemaps: Other sitemaps.
        total: How many pages it names, those left out too.
    """

    entries: tuple[Entry, ...] = ()
    sitemaps: tuple[str, ...] = ()
    total: int = 0


def kind_of(data: bytes) -> str | None:
    """
    Return `feed` or `sitemap` for bytes, packed or not, that begin like one; else None.

    >>> kind_of(b'<?xml version="1.0"?><rss version="2.0">')
    'feed'
    >>> kind_of(b"<html>") is None
    True
    """
    is_packed = data.startswith(inflated.GZIP_START)
    start = inflated.first_inflated(data, _LOOKED_AT) if is_packed else data[:_LOOKED_AT]
    start = start.removeprefix(b"\xef\xbb\xbf")
    found = _ROOT.match(start)
    if found is None:
        return None
    return SITEMAP if found[1] in {b"urlset", b"sitemapindex"} else FEED


def unpacked(data: bytes, most: int) -> bytes:
    """
    Return what a packed sitemap holds; anything else as it is.

    Raises:
        Missed: It holds more than is taken, or is damaged.
    """
    if not data.startswith(inflated.GZIP_START):
        return data
    try:
        return inflated.inflated(data, most)
    except inflated.NotInflated as fault:
        code = "too-large" if fault.is_too_large else "web-list"
        raise Missed(code, f"This list is packed, and was not read: {fault}.") from None


def listing(data: bytes, url: str, kind: str, most: int) -> Listing:
    """
    Return what a list names.

    Args:
        data: Its bytes: never a name or an address, which a parser might open.
        url: Where it came from, from which its own addresses start.
        kind: `feed` or `sitemap`.
        most: Entries that are told.

    Raises:
        Missed: It cannot be read.
    """
    what = f"onrecord.acquire.web.listing:{kind}_told"
    try:
        told = apart.asked(what, data, [url, most], seconds=_SECONDS).told
    except apart.TooHard as fault:
        raise Missed("web-list", f"This {kind} cannot be read: {fault}.") from fault
    if told.get("fault"):
        raise Missed("web-list", f"This {kind} cannot be read: {told['fault']}.")
    entries = tuple(Entry(url=one["url"], listed=_listed(one)) for one in told["entries"])
    return Listing(entries=entries, sitemaps=tuple(told["sitemaps"]), total=told["total"])


def _listed(one: Mapping[str, str | None]) -> Told:
    try:
        published = date.fromisoformat((one.get("published") or "")[:10])
    except ValueError:
        published = None
    return Told(title=one.get("title"), author=one.get("author"), published=published)


def feed_told(data: bytes, told: Any) -> dict[str, Any]:
    """Return what a feed names; runs in the other process."""
    import feedparser  # noqa: PLC0415 - only the child parses

    url, most = told
    # Bytes alone would be tried as the name of a file first.
    feed = feedparser.parse(io.BytesIO(data), response_headers={"content-location": url})
    entries = []
    for entry in feed.entries:
        link = entry.get("link") or ""
        day = entry.get("published_parsed")
        if link:
            entries.append(
                {
                    "url": link,
                    "title": _plain(entry.get("title")),
                    "author": _plain(entry.get("author")),
                    "published": None if day is None else f"{day[0]:04}-{day[1]:02}-{day[2]:02}",
                }
            )
    fault = None
    if not feed.entries and feed.bozo:
        fault = f"it is no proper XML ({type(feed.bozo_exception).__name__})"
    return {"entries": entries[:most], "sitemaps": [], "total": len(entries), "fault": fault}


def sitemap_told(data: bytes, told: Any) -> dict[str, Any]:
    """Return what a sitemap names (sitemaps.org 0.9); runs in the other process."""
    from lxml import etree  # noqa: PLC0415 - only the child parses

    _, most = told
    nothing: dict[str, Any] = {"entries": [], "sitemaps": [], "total": 0}
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as fault:
        return {**nothing, "fault": f"it is no proper XML ({fault.msg:.100})"}
    if root.getroottree().docinfo.internalDTD is not None:
        return {**nothing, "fault": "it defines names of its own, which no sitemap needs"}
    pages, sitemaps = [], []
    for item in root.iterfind("{*}url"):
        loc = _word(item, "{*}loc")
        if loc:
            news = item.find("{*}news")
            more = {} if news is None else {
                "title": _plain(_word(news, "{*}title")),
                "published": _word(news, "{*}publication_date"),
            }  # fmt: skip
            pages.append({"url": loc, **more})
    sitemaps = [loc for item in root.iterfind("{*}sitemap") if (loc := _word(item, "{*}loc"))]
    return {"entries": pages[:most], "sitemaps": sitemaps[:most], "total": len(pages)}


def _word(item: Any, name: str) -> str | None:
    found = item.findtext(name)
    return found.strip() if isinstance(found, str) and found.strip() else None


def _plain(words: Any) -> str | None:
    """Return words without markup, on one line."""
    if not isinstance(words, str):
        return None
    return " ".join(_TAGS.sub(" ", words).split())[:_LONGEST] or None
