"""The layouts of the data, written by several processes at once."""

import multiprocessing
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import BinaryIO

from onrecord.model import MachineLacks
from onrecord.model.public import Public
from onrecord.publish.release.folder import Empty
from onrecord.publish.release.manifest import File

Job = tuple[Callable[[Public, BinaryIO], object], Empty]


def written(public: Public, jobs: Sequence[Job], workers: int) -> Iterator[File | None]:
    """
    Write what is public in each layout, and yield the files in their order.

    None stands for one that this machine cannot write.

    Args:
        public: With its incidents on the disk, where others write too.
        jobs: What writes each layout, and where to.
        workers: How many processes; with 1, this one does it.
    """
    if workers <= 1:
        for job in jobs:
            yield _written(public, job)
        return
    with ProcessPoolExecutor(
        workers,
        mp_context=multiprocessing.get_context("spawn"),  # a fork copies threads' locks
        initializer=_begin,
        initargs=(public,),
    ) as crew:
        yield from crew.map(_done, jobs)


def _written(public: Public, job: Job) -> File | None:
    write, empty = job
    try:
        return empty.write(lambda stream: write(public, stream))
    except MachineLacks:
        return None


_GIVEN: list[Public] = []  # in a worker: what it was begun with


def _begin(public: Public) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for who began this one
    _GIVEN.append(public)


def _done(job: Job) -> File | None:
    return _written(_GIVEN[-1], job)
