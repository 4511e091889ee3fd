"""
The site that readers see: pages in each language, written from a `Public` and nothing else.

`pages` gives them one by one, so that a site of any size is written in little memory. The
files work from a folder, without a network and without scripts.
"""

from collections.abc import Callable, Iterator, Sequence

from onrecord.model.public import Public, PublicIncident
from onrecord.publish.site import incident, listing, navigation, overview, printing, telling
from onrecord.publish.site.gathered import Gathered, Row
from onrecord.publish.site.numbers import Totals
from onrecord.publish.site.page import DataFile, Edition, Page, Site

__all__ = ["DataFile", "Edition", "Gathered", "Page", "Row", "Site", "pages"]

Watcher = Callable[[PublicIncident], None]


def pages(
    public: Public,
    edition: Edition = Edition(),  # noqa: B008 - a frozen value
    *,
    watching: Sequence[Watcher] = (),
) -> Iterator[Page]:
    """
    Yield every file of the site but the data to take away, which `edition` names.

    The same record and edition give the same bytes. Incidents are gone through once; what
    is kept of each is a light row.

    Args:
        public: The record as anybody may see it.
        edition: Which release this is; what has been given can be taken away.
        watching: Is given each incident as it goes by.
    """
    site = Site(public=public, edition=edition, stations=navigation.OURS)
    gathered = Gathered(
        rulebook=public.allowed.rulebook,
        totals=Totals(rulebooks=tuple(b.name for b in public.rulebooks if b.name != "onrecord")),
    )
    yield printing.style()
    yield from _incidents(site, gathered, watching)
    yield from overview.pages(site, gathered)
    yield from listing.pages(site, gathered)


def _incidents(site: Site, gathered: Gathered, watching: Sequence[Watcher]) -> Iterator[Page]:
    """Yield the pages of each incident; it waits for the next one, to lead to it."""
    rules = site.public.rules
    before: Row | None = None
    held: tuple[PublicIncident, Row] | None = None
    for after in _rows(site, gathered, watching):
        if held is not None:
            account = telling.account(
                *held, site.public.documents, rules, before=before, after=after and after[1]
            )
            yield from incident.pages(site, account)
            before = held[1]
        held = after


def _rows(
    site: Site, gathered: Gathered, watching: Sequence[Watcher]
) -> Iterator[tuple[PublicIncident, Row] | None]:
    """Yield each incident with its row, and None at the end."""
    for one in site.public.incidents:
        for watch in watching:
            watch(one)
        yield one, gathered.see(one)
    yield None
