"""The layouts of the data, written by several processes at once."""

import multiprocessing
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor

from onrecord.model import MachineLacks
from onrecord.model.public import Public
from onrecord.publish.formats import FORMATS, Format
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
        for job in jobs:
            yield _written(public, job)
        return
    crew = ProcessPoolExecutor(
        workers,
        mp_context=multiprocessing.get_context("spawn"),  # a fork copies threads' locks
        initializer=_begin,
        initargs=(public,),
    )
    # What takes longest is begun first, so that at the end no process waits for another's.
    longest_first = sorted(jobs, key=lambda job: -job[0].takes)
    try:
        made = {form.name: crew.submit(_done, (form.name, empty)) for form, empty in longest_first}
        for form, _ in jobs:
            yield made[form.name].result()
    finally:
        crew.shutdown(cancel_futures=True)


def _written(public: Public, job: Job) -> File | None:
    form, empty = job
    try:
        return empty.write(lambda stream: form.write(public, stream))
    except MachineLacks:
        return None


_GIVEN: list[Public] = []  # in a worker: what it was begun with


def _begin(public: Public) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for who began this one
    _GIVEN.append(public)


def _done(job: tuple[str, Empty]) -> File | None:
    name, empty = job
    return _written(_GIVEN[-1], (FORMATS[name], empty))
