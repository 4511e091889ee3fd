"""Many reports of a build read side by side, where there are enough of them to pay."""

from collections.abc import Callable, Iterator
from itertools import chain

import pyarrow as pa

from onrecord import read
from onrecord.workflow.arrivals import Arrival, ReadingMany
from onrecord.workflow.bulk import batches
from onrecord.workflow.bulk.engine import Running
from onrecord.workflow.bulk.made_elsewhere import taken
from onrecord.workflow.bulk.pool import ROWS, Pool
from onrecord.workflow.one_document import Taken

MANY = 200  # reports for which it pays to start processes
_MANY_BYTES = 32 * 1024 * 1024  # likewise, whatever their number; they are held meanwhile
_BATCH = 4 * 1024 * 1024

One = Callable[[Arrival], Taken]


def reading(manner: read.Manner, running: Running, many: int | None = None) -> ReadingMany:
    """
    Return what reads the reports of a build: side by side if they are many, else here.

    Args:
        manner: How reports are read.
        running: How many processes, and who asks to stop.
        many: How many reports are many; None for `MANY`.
    """

    def read_many(arrivals: Iterator[Arrival], one: One) -> Iterator[tuple[Arrival, Taken]]:
        first, is_many = _first(arrivals, MANY if many is None else many)
        if not is_many:
            yield from ((arrival, one(arrival)) for arrival in first)
            return
        with Pool(manner, running) as pool:
            for group, found in pool.in_order(_batched(chain(first, arrivals))):
                yield from zip(group, map(taken, found.to_pylist()), strict=True)

    return read_many


def _first(arrivals: Iterator[Arrival], many: int) -> tuple[list[Arrival], bool]:
    first: list[Arrival] = []
    size = 0
    for arrival in arrivals:
        first.append(arrival)
        size += len(arrival.one.data)
        if len(first) >= many or size >= _MANY_BYTES:
            return first, True
    return first, False


def _batched(arrivals: Iterator[Arrival]) -> Iterator[tuple[list[Arrival], pa.RecordBatch]]:
    group: list[Arrival] = []
    size = 0
    for arrival in arrivals:
        if group and (len(group) >= ROWS or size + len(arrival.one.data) > _BATCH):
            yield group, _as_batch(group)
            group, size = [], 0
        group.append(arrival)
        size += len(arrival.one.data)
    if group:
        yield group, _as_batch(group)


def _as_batch(group: list[Arrival]) -> pa.RecordBatch:
    return batches.as_reports((arrival.one, arrival.snapshot) for arrival in group)
