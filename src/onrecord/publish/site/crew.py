"""Pages made by several processes at once, in the order in which they are asked for."""

import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import replace
from itertools import islice
from typing import Protocol

from onrecord.publish.site.page import Page, Site

_AT_ONCE = 24  # jobs in one parcel: large enough that sending them costs little


class Job(Protocol):
    """Something that pages are made of, with all that they need but the site."""

    def pages(self, site: Site) -> Iterable[Page]:
        """Make its pages in each language."""
        ...


def pages(site: Site, jobs: Iterable[Job], workers: int) -> Iterator[Page]:
    """
    Yield the pages of each job, in order.

    Args:
        site: What they are pages of.
        jobs: What they are made of; asked for one by one, a few ahead of the pages.
        workers: How many processes; with 1, this one does it.
    """
    if workers <= 1:
        for one in jobs:
            yield from one.pages(site)
        return
    # What workers are given holds no record: they see what they are handed.
    bare = replace(site, public=replace(site.public, incidents=(), documents={}))
    waiting: deque[Future[list[Page]]] = deque()
    left = iter(jobs)
    with ProcessPoolExecutor(
        workers,
        mp_context=multiprocessing.get_context("spawn"),  # a fork copies threads' locks
        initializer=_begin,
        initargs=(bare,),
    ) as crew:
        while parcel := list(islice(left, _AT_ONCE)):
            waiting.append(crew.submit(_done, parcel))
            if len(waiting) > 2 * workers:  # no more stands in memory than is being made
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


_GIVEN: list[Site] = []  # in a worker: what it was begun with


def _begin(site: Site) -> None:
    _GIVEN.append(site)


def _done(parcel: Sequence[Job]) -> list[Page]:
    return [page for one in parcel for page in one.pages(_GIVEN[-1])]
