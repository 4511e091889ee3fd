"""One feed asked again and again: what it names that was not brought before."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from onrecord.acquire.web import lists
from onrecord.acquire.web.asking import Asking, Fetched
from onrecord.acquire.web.listing import Entry
from onrecord.acquire.web.missed import Missed
from onrecord.acquire.web.names import same_page
from onrecord.acquire.web.pages import Found, Known, Pages
from onrecord.model import Problem, Severity

_MOST_SEEN = 2000  # entries that are remembered of a feed, those that it names now first
_OF_CONTENT = 16  # characters of a hash


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """
    What came of asking a feed once.

    Attributes:
        arriving: Pages that are new or changed, and what could not be had, in its order.
        seen: Entries that need not be brought again.
        etag, modified: What its server said, for the next time; None where it did not.
        fault: Why the feed itself could not be had; "" where it could.
        rest: How long its server asked to be left alone; None if it did not.
    """

    arriving: tuple[Found, ...] = ()
    seen: tuple[str, ...] = ()
    etag: str | None = None
    modified: str | None = None
    fault: str = ""
    rest: timedelta | None = None


def asked_feed(
    url: str,
    asking: Asking,
    known: Known,
    before: Asked,
    stopping: Callable[[], bool] = lambda: False,
) -> Asked:
    """
    Return what a feed or a sitemap names that was not brought before.

    An entry whose headline or day is another now is brought again; a page that did not
    come is tried again the next time.

    Args:
        url: The feed's address.
        asking: How the web is asked.
        known: What the record has already.
        before: What came of asking it the last time: `seen`, `etag` and `modified`.
        stopping: Is asked between pages whether to stop; what came is returned.
    """
    told = {"If-None-Match": before.etag, "If-Modified-Since": before.modified}
    headers = {name: value for name, value in told.items() if value}
    try:
        got = asking.page(url, validators=lambda _: headers)
        if got.is_unchanged:
            return Asked(seen=before.seen, etag=before.etag, modified=before.modified)
        kind = lists.kind_of(got)
    except Missed as missed:
        rest = None if missed.rest is None else timedelta(seconds=missed.rest)
        return Asked(
            fault=missed.message,
            rest=rest,
            seen=before.seen,
            etag=before.etag,
            modified=before.modified,
        )
    if kind is None:
        return Asked(fault="This is no feed and no sitemap.", seen=before.seen)
    return _brought(url, got, Pages(asking, known), before, asking, stopping)


def _brought(
    url: str,
    got: Fetched,
    pages: Pages,
    before: Asked,
    asking: Asking,
    stopping: Callable[[], bool],
) -> Asked:
    arriving: list[Found] = []
    seen: list[str] = []
    known, is_whole = set(before.seen), True
    for entry in lists.entries(got, asking, url):
        if isinstance(entry, Problem):
            arriving.append(entry)
            is_whole &= entry.severity is not Severity.ERROR  # a list in it that did not come
            continue
        mark = _mark(entry)
        if mark not in known:
            if stopping():
                is_whole = False
                continue
            found = list(pages.entry(entry))
            arriving += found
        if mark in known or not all(isinstance(one, Problem) for one in found):
            seen.append(mark)
        else:
            is_whole = False
    # A feed is asked for whole again while anything that it names is still to come.
    return Asked(
        arriving=tuple(arriving),
        seen=_remembered(seen, before.seen),
        etag=got.last.header("etag") if is_whole else None,
        modified=got.last.header("last-modified") if is_whole else None,
    )


def _remembered(now: Iterable[str], before: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*now, *before)))[:_MOST_SEEN]


def _mark(entry: Entry) -> str:
    """Return what tells an entry from others, and from itself with other words."""
    listed = entry.listed
    words = f"{listed.title} {listed.author} {listed.published}"
    return f"{sha256(words.encode()).hexdigest()[:_OF_CONTENT]} {same_page(entry.url)}"
