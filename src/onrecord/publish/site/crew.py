"""Pages made by several processes at once, in the order in which they are asked for."""

import multiprocessing
import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from typing import Protocol

from onrecord.publish.site.page import Page, Site

_AT_ONCE = 24  # incidents, or as much, in one parcel: large enough that sending it costs little
_Files = list[tuple[str, bytes]]  # of pages: sent back so, in half of a page's time


class Job(Protocol):
    """Something that pages are made of, with all that they need but the site."""

    @property
    def weight(self) -> int:
        """How much work it is, in incidents."""
        ...

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
    waiting: deque[Future[_Files]] = deque()
    crew = ProcessPoolExecutor(
        workers,
        mp_context=multiprocessing.get_context("spawn"),  # a fork copies threads' locks
        initializer=_begin,
        initargs=(bare,),
    )
    try:
        for parcel in _parcels(jobs):
            with _deaf():  # the first parcel begins the workers
                waiting.append(crew.submit(_done, parcel))
            if len(waiting) > 2 * workers:  # no more stands in memory than is being made
                yield from _told(waiting.popleft())
        while waiting:
            yield from _told(waiting.popleft())
    finally:
        crew.shutdown(cancel_futures=True)  # whoever is stopped waits for no page more


def _parcels(jobs: Iterable[Job]) -> Iterator[list[Job]]:
    parcel: list[Job] = []
    weight = 0
    for one in jobs:
        parcel.append(one)
        weight += one.weight
        if weight >= _AT_ONCE:
            yield parcel
            parcel, weight = [], 0
    if parcel:
        yield parcel


def _told(made: Future[_Files]) -> Iterator[Page]:
    for path, body in made.result():
        yield Page(path=path, body=body)


@contextmanager
def _deaf() -> Iterator[None]:
    """Begin processes that do not hear Ctrl-C, not even before `_begin`; it comes here later."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_GIVEN: list[Site] = []  # in a worker: what it was begun with


def _begin(site: Site) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for who began this one
    _GIVEN.append(site)


def _done(parcel: Sequence[Job]) -> _Files:
    return [(page.path, page.body) for one in parcel for page in one.pages(_GIVEN[-1])]
