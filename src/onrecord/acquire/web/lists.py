"""What feeds and sitemaps lead to: sitemaps name sitemaps, and may name each other."""

from collections.abc import Iterator

from onrecord.acquire.web import listing
from onrecord.acquire.web.addresses import target
from onrecord.acquire.web.asking import Asking, Fetched
from onrecord.acquire.web.listing import Entry, Listing
from onrecord.acquire.web.missed import Missed
from onrecord.model import Problem, Severity

_MOST_SITEMAPS = 50


def kind_of(got: Fetched) -> str | None:
    """Return whether what came is a `feed` or a `sitemap`; None if it is neither."""
    return listing.kind_of(got.last.body)


def entries(got: Fetched, asking: Asking, place: str) -> Iterator[Entry | Problem]:
    """
    Return the pages that a list names, in its order; each sitemap is asked for only once.

    Args:
        got: The list as it came.
        asking: How the web is asked for the sitemaps that it names.
        place: What a person asked for, to name in problems.
    """
    most = asking.manners.most_entries
    waiting: list[Fetched | str] = [got]
    seen, left_out, told = {got.last.url}, 0, 0
    while waiting:
        one = waiting.pop(0)
        try:
            if isinstance(one, str):
                one = asking.page(one)
            found = _listing(one, asking)
        except Missed as missed:
            yield missed.at(one if isinstance(one, str) else place)
            continue
        for entry in found.entries[: max(most - told, 0)]:
            told += 1
            yield _absolute(entry, one.last.url)
        left_out += found.total - min(found.total, len(found.entries[:most]))
        for url in _new(found, one.last.url, seen):
            if len(seen) > _MOST_SITEMAPS or told >= most:
                left_out += 1
            else:
                seen.add(url)
                waiting.append(url)
    if left_out:
        yield _cut(place, told)


def _listing(got: Fetched, asking: Asking) -> Listing:
    kind = kind_of(got)
    if kind is None:
        raise Missed("web-list", "This is no feed and no sitemap.")
    data = listing.unpacked(got.last.body, asking.manners.most_bytes)
    return listing.listing(data, got.last.url, kind, asking.manners.most_entries)


def _new(found: Listing, base: str, seen: set[str]) -> Iterator[str]:
    for one in found.sitemaps:
        try:
            url = target(one, base=base).url
        except Missed:
            continue  # an address that is none leads to no page
        if url not in seen:
            yield url


def _absolute(entry: Entry, base: str) -> Entry:
    try:
        return Entry(url=target(entry.url, base=base).url, listed=entry.listed)
    except Missed:
        return entry  # it is refused with its own words when it is asked for


def _cut(place: str, told: int) -> Problem:
    message = f"This list names more pages than are asked for at once; the first {told:,} were."
    return Problem(code="web-list-cut", message=message, where=place, severity=Severity.WARNING)
