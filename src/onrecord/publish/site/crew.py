"""Incidents' pages made by several processes at once, in the order in which incidents come."""

import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from itertools import islice

from onrecord.model.public import PublicDocument, PublicIncident
from onrecord.model.ruling import Rule
from onrecord.publish.site import incident, telling
from onrecord.publish.site.gathered import Row
from onrecord.publish.site.page import Page, Site

_AT_ONCE = 24  # incidents in one parcel: large enough that sending them costs little


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """An incident with all that its pages need: its documents, its neighbours."""

    incident: PublicIncident
    row: Row
    documents: Mapping[str, PublicDocument]
    before: Row | None
    after: Row | None


def job(
    one: PublicIncident,
    row: Row,
    site: Site,
    before: Row | None,
    after: Row | None,
) -> Job:
    """Return what the pages of an incident need, and no more of the record than that."""
    known = site.public.documents
    met = dict.fromkeys(claim.document_id for claim in one.claims)
    return Job(
        incident=one,
        row=row,
        documents={identity: known[identity] for identity in met if identity in known},
        before=before,
        after=after,
    )


def pages(site: Site, jobs: Iterable[Job], workers: int) -> Iterator[Page]:
    """
    Yield the pages of each incident, in order.

    Args:
        site: What they are pages of.
        jobs: The incidents.
        workers: How many processes; with 1, this one does it.
    """
    rules = site.public.rules
    if workers <= 1:
        for one in jobs:
            yield from _made(site, rules, one)
        return
    # What workers are given holds no record: they see the incidents that they are handed.
    bare = replace(site, public=replace(site.public, incidents=(), documents={}))
    waiting: deque[Future[list[Page]]] = deque()
    left = iter(jobs)
    with ProcessPoolExecutor(
        workers,
        mp_context=multiprocessing.get_context("spawn"),  # a fork copies threads' locks
        initializer=_begin,
        initargs=(bare, rules),
    ) as crew:
        while parcel := list(islice(left, _AT_ONCE)):
            waiting.append(crew.submit(_done, parcel))
            if len(waiting) > 2 * workers:  # no more stands in memory than is being made
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def _made(site: Site, rules: Mapping[str, Rule], one: Job) -> Iterator[Page]:
    account = telling.account(
        one.incident, one.row, one.documents, rules, before=one.before, after=one.after
    )
    return incident.pages(site, account)


_GIVEN: list[tuple[Site, Mapping[str, Rule]]] = []  # in a worker: what it was begun with


def _begin(site: Site, rules: Mapping[str, Rule]) -> None:
    _GIVEN.append((site, rules))


def _done(parcel: Sequence[Job]) -> list[Page]:
    site, rules = _GIVEN[-1]
    return [page for one in parcel for page in _made(site, rules, one)]
