"""The layouts of the data, written by several processes at once."""

import multiprocessing
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack

from onrecord.model import MachineLacks
from onrecord.model.public import Public
from onrecord.publish.formats import FORMATS, Format
from onrecord.publish.formats.walking import Take, Walk
from onrecord.publish.release.folder import Empty
from onrecord.publish.release.manifest import File

Job = tuple[Format, Empty]


def written(public: Public, jobs: Sequence[Job], workers: int) -> Iterator[File | None]:
    """
    Write what is public in each layout, and yield the files in their order.

    None stands for one that this machine cannot write.

    Args:
        public: With its incidents on the disk, where others write too.
        jobs: Each layout, and where to.
        workers: How many processes; with 1, this one does it. Others know a layout by its
            name alone.
    """
    if workers <= 1:
        yield from _written(public, jobs)
        return
    # Each walk takes about as long as the other: what is made of the rows of tables, and the rest.
    walks = [[job for job in jobs if bool(job[0].opened_folder) is rows] for rows in (True, False)]
    crew = ProcessPoolExecutor(
        workers,
        mp_context=multiprocessing.get_context("spawn"),  # a fork copies threads' locks
        initializer=_begin,
        initargs=(public,),
    )
    try:
        asked = [
            (walk, crew.submit(_done, [(form.name, empty) for form, empty in walk]))
            for walk in walks
            if walk
        ]
        made = {
            form.name: file
            for walk, answer in asked
            for (form, _), file in zip(walk, answer.result(), strict=True)
        }
        yield from (made[form.name] for form, _ in jobs)
    finally:
        crew.shutdown(cancel_futures=True)


def _written(public: Public, jobs: Sequence[Job]) -> list[File | None]:
    """Write layouts in one walk over the incidents."""
    walk = Walk(public)
    taking: list[Take] = []
    made: list[Callable[[], File] | None] = []
    with ExitStack() as ends:
        for form, empty in jobs:
            stream, file = ends.enter_context(empty.opened())
            try:
                taking.append(ends.enter_context(form.opened(walk, stream)))
            except MachineLacks:
                made.append(None)
            else:
                made.append(file)
        walk.through(taking)
    return [file and file() for file in made]


_GIVEN: list[Public] = []  # in a worker: what it was begun with


def _begin(public: Public) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for who began this one
    _GIVEN.append(public)


def _done(jobs: Sequence[tuple[str, Empty]]) -> list[File | None]:
    return _written(_GIVEN[-1], [(FORMATS[name], empty) for name, empty in jobs])
