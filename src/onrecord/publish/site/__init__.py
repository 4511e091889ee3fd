"""
The site that readers see: pages in each language, written from a `Public` and nothing else.

`pages` gives them one by one, so that a site of any size is written in little memory. The
files work from a folder, without a network and without scripts.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from onrecord.model.public import Public, PublicIncident
from onrecord.publish.changes import Notice
from onrecord.publish.site import (
    corrections,
    crew,
    history,
    incident,
    listing,
    method,
    navigation,
    overview,
    printing,
    search,
    voices,
)
from onrecord.publish.site.gathered import Gathered, Row
from onrecord.publish.site.numbers import Totals
from onrecord.publish.site.page import DataFile, Edition, Page, Site

__all__ = ["DataFile", "Edition", "Gathered", "Page", "Row", "Site", "pages"]

Watcher = Callable[[PublicIncident], None]


def pages(
    public: Public,
    edition: Edition = Edition(),  # noqa: B008 - a frozen value
    *,
    notices: Sequence[Notice] = (),
    watching: Sequence[Watcher] = (),
    workers: int = 1,
) -> Iterator[Page]:
    """
    Yield every file of the site but the data to take away, which `edition` names.

    The same record and edition give the same bytes. Incidents are gone through once; what
    is kept of each is a light row.

    Args:
        public: The record as anybody may see it.
        edition: Which release this is; what has been given can be taken away.
        notices: What each release changed, this one too, newest first.
        watching: Is given each incident as it goes by.
        workers: How many processes make the most of the pages; more than one needs a program
            that can be imported anew (`if __name__ == "__main__"`).
    """
    site = Site(public=public, edition=edition, stations=_stations(public, notices))
    index = search.Index(documents=public.documents, languages=public.allowed.languages)
    gathered = Gathered(
        rulebook=public.allowed.rulebook,
        totals=Totals(rulebooks=tuple(b.name for b in public.rulebooks if b.name != "onrecord")),
    )
    yield printing.style()
    told_to = (*watching, index.see)
    at_once = workers > 1 and isinstance(public.incidents, incident.Kept)
    incidents = (_batches if at_once else _incidents)(site, gathered, told_to)
    jobs = chain(incidents, voices.jobs(site, gathered))
    yield from crew.pages(site, jobs, workers)
    yield from overview.pages(site, gathered)
    yield from listing.pages(site, gathered)
    yield from method.pages(site, notices)
    if public.allowed.contact:
        yield from corrections.pages(site)
    if notices:
        told = history.told_of(notices)
        yield from history.pages(site, notices, {r.id: r for r in gathered.rows if r.id in told})
    yield from search.pages(site, index, gathered.rows)


def _stations(public: Public, notices: Sequence[Notice]) -> tuple[str, ...]:
    """Return the stations that a site of a record has."""
    ours = ["method", "search"]
    if public.allowed.contact:
        ours.append("corrections")
    if notices:
        ours.append("changes")
    return (*navigation.OURS, *ours)


def _incidents(site: Site, gathered: Gathered, watching: Sequence[Watcher]) -> Iterator[crew.Job]:
    """Yield what each incident's pages need; it waits for the next one, to lead to it."""
    before: Row | None = None
    held: tuple[PublicIncident, Row] | None = None
    for after in _rows(site, gathered, watching):
        if held is not None:
            yield incident.job(*held, site, before, after[1] if after else None)
            before = held[1]
        held = after


def _batches(site: Site, gathered: Gathered, watching: Sequence[Watcher]) -> Iterator[crew.Job]:
    """Yield what the pages of each batch of incidents on the disk need; it waits likewise."""
    kept = site.public.incidents
    assert isinstance(kept, incident.Kept)  # noqa: S101 - it was looked at
    before: Row | None = None
    held: incident.BatchJob | None = None
    for at, batch in kept.batches():
        rows = [_seen(one, gathered, watching) for one in batch]
        if held is not None:
            yield replace(held, after=rows[0])
        held = incident.BatchJob(
            kept=kept, at=at, documents=incident.documents_of(batch, site),
            before=before, after=None, weight=len(batch),
        )  # fmt: skip
        before = rows[-1]
    if held is not None:
        yield held


def _rows(
    site: Site, gathered: Gathered, watching: Sequence[Watcher]
) -> Iterator[tuple[PublicIncident, Row] | None]:
    """Yield each incident with its row, and None at the end."""
    for one in site.public.incidents:
        yield one, _seen(one, gathered, watching)
    yield None


def _seen(one: PublicIncident, gathered: Gathered, watching: Sequence[Watcher]) -> Row:
    for watch in watching:
        watch(one)
    return gathered.see(one)
