"""Pages of the web for a record: what it has of them already, and how its settings ask."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from onrecord import store
from onrecord.acquire import Acquired, web
from onrecord.acquire.web import Unchanged
from onrecord.model import Capture, Problem, Record, Told, Way
from onrecord.workflow.wanted import Adding

__all__ = ["FromWeb", "Unchanged", "known_of", "manners", "named"]

_SCHEMES = ("http://", "https://")


class FromWeb:
    """One run's pages for a record."""

    def __init__(
        self,
        kept: store.RecordStore,
        by: str,
        adding: Adding,
        *,
        tell: Callable[[str], None],
        wait: Callable[[float], None],
    ) -> None:
        record = kept.load()
        self._listed = {name: one.listed for name, one in record.documents.items()}
        how = manners(kept.settings.web, adding)
        asking = web.Asking(how, web.Network(wait=wait), tell=tell)
        self._pages = web.Pages(asking, known_of(kept, record, by))
        self._is_list = adding.is_list

    def pages(self, place: str) -> Iterator[Acquired | Problem | Unchanged]:
        """Return the page at an address, or those that a list there names."""
        for one in self._pages.at(place, is_list=self._is_list):
            yield self._as_listed(one) if isinstance(one, Acquired) else one

    def _as_listed(self, one: Acquired) -> Acquired:
        """Keep what a list once said of a page that now comes by itself."""
        before = self._listed.get(one.document.name)
        if before is None or one.document.listed != Told():
            return one
        return replace(one, document=replace(one.document, listed=before))


def named(place: str, settings: store.WebSettings, adding: Adding) -> Iterator[str | Problem]:
    """Return the addresses that a feed or a sitemap names."""
    return web.named(place, web.Asking(manners(settings, adding)))


def known_of(kept: store.RecordStore, record: Record, by: str) -> web.Known:
    """
    Return what a record has of the web.

    What is read otherwise by now is asked for whole, so that it is read again.
    """
    came = {
        one.snapshot_id: one.headers
        for one in kept.evidence("captures", Capture)
        if one.way is Way.WEB
    }
    names = [name for name in record.documents if name.startswith(_SCHEMES)]
    headers = {}
    for name in names:
        snapshot = record.snapshots.get(name)
        told = came.get(snapshot.id) if snapshot is not None else None
        if told and kept.read_by(record.documents[name]) == by:
            headers[name] = told
    return web.Known(names={web.same_page(name): name for name in names}, headers=headers)


def manners(settings: store.WebSettings, adding: Adding) -> web.Manners:
    """Return how the web is asked: as the settings say, and as a person decided for this run."""
    usual = web.Manners()
    return web.Manners(
        contact=settings.contact,
        pause=settings.pause_seconds,
        most_bytes=settings.most_mib * web.MIB,
        deadline=settings.deadline_seconds,
        ports=(*settings.ports, *adding.ports),
        allow_private=adding.allow_private,
        ignore_robots=adding.ignore_robots,
        proxy=settings.proxy or None,
        most_parts=0 if adding.is_bare else usual.most_parts,
    )
