"""Pages of the web, one after another, each with how it came."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from onrecord.acquire.acquired import Acquired
from onrecord.acquire.web import arrived, lists
from onrecord.acquire.web.asking import Asking, Fetched
from onrecord.acquire.web.listing import Entry
from onrecord.acquire.web.missed import Missed
from onrecord.acquire.web.names import same_page
from onrecord.model import Problem, Told

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
    come is a Problem in its place, and the rest goes on. A file that holds reports of its
    own (a mail, a web archive, a workbook) gives each of them, as one in a folder does.

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
            kind = lists.kind_of(got)
        except Missed as missed:
            yield missed.at(place)
            return
        if kind is None and not is_list:
            yield from self._page(place, got, Told())
            return
        for one in lists.entries(got, self._asking, place):
            if isinstance(one, Problem):
                yield one
            else:
                yield from self.entry(one)

    def entry(self, entry: Entry) -> Iterator[Found]:
        """Return what is at an address that a list names."""
        done = self._done.get(same_page(entry.url))
        if done is not None:
            yield Unchanged(name=done)
            return
        try:
            got = self._got(entry.url)
        except Missed as missed:
            yield missed.at(entry.url)
            return
        yield from self._page(entry.url, got, entry.listed)

    def _got(self, url: str, *, is_list: bool = False) -> Fetched:
        self._asking.taken()  # what was asked before belongs to what came before
        if is_list:
            return self._asking.page(url)
        return self._asking.page(url, validators=self._known.validators)

    def _page(self, place: str, got: Fetched, listed: Told) -> Iterator[Found]:
        page = got.last
        key = same_page(page.url)
        name = self._known.names.get(key, page.url)
        if got.is_unchanged or key in self._done:
            yield Unchanged(name=name)
            return
        self._done |= {key: name, same_page(place): name}
        yield from arrived.reports(arrived.At(place, name, listed), got, self._asking)
