"""Processes that read side by side, and what becomes of a report that ends one."""

import multiprocessing
import os
import signal
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing import connection
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

import pyarrow as pa
from pyarrow import compute

from onrecord import read
from onrecord.kit.processes import no_signals
from onrecord.model import Document, MachineLacks, Problem
from onrecord.model.codec import from_text
from onrecord.workflow import one_document
from onrecord.workflow.bulk import batches, worker
from onrecord.workflow.bulk.engine import Running
from onrecord.workflow.outcome import Stopped

Tag = TypeVar("Tag")

_TRIES = 3  # a process may be ended from outside, by a person or for want of memory
_STARTS = 3  # processes in a row that ended before they had read anything
_AHEAD = 4  # batches for each worker that are waited for at most
_MOST_MEMORY = 1536 * 1024 * 1024  # bytes after which a worker gives way to a new one
_BY_THE_CLOCK = 5  # times the seconds of the processor that a report may take by the clock
_LOOK = 0.2  # seconds after which it is looked whether to stop


@dataclass(eq=False, slots=True)
class _Job(Generic[Tag]):
    """A batch on its way: what it is, and what was found so far."""

    tag: Tag
    reports: pa.RecordBatch
    tries: dict[int, int] = field(default_factory=dict)
    set_aside: dict[int, Problem] = field(default_factory=dict)
    readings: pa.RecordBatch | None = None


@dataclass(eq=False, slots=True)
class _Worker:
    """A process, and what it is doing."""

    process: Any
    line: Any
    job: Any = None
    rows: list[int] = field(default_factory=list)  # of the job, as they were asked
    row: int | None = None  # that is being read
    since: float = 0.0


class Pool:
    """
    Some processes that read batches of reports; what they found comes in the order of asking.

    A process that ends is started again, and reads what it was reading again. A report on
    which one ended three times, or that took more than its time, is set aside with a Problem,
    and the rest goes on. Memory is bounded: only some batches are under way, and a process
    that has grown gives way to a new one. Use it as a context: at its end all are ended.

    Args:
        manner: How reports are read.
        running: How many processes, how long a report may take, who asks to stop.
    """

    def __init__(self, manner: read.Manner, running: Running) -> None:
        self._manner = manner
        self._running = running
        self._most = running.workers or cores()
        self._workers: list[_Worker] = []
        self._todo: deque[_Job[Any]] = deque()
        self._vain = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for one in list(self._workers):
            self._end(one)

    def in_order(
        self, asked: Iterator[tuple[Tag, pa.RecordBatch]]
    ) -> Iterator[tuple[Tag, pa.RecordBatch]]:
        """
        Return what the reports say, a batch of `READINGS` for each, with its tag.

        Args:
            asked: Batches of `REPORTS`, small ones, each with a tag of any kind. No more are
                taken than are being worked on.

        Raises:
            MachineLacks: A model is missing, or processes cannot be started.
            Stopped: `running.stopping` said so.
        """
        under_way: deque[_Job[Tag]] = deque()
        is_more = True
        while is_more or under_way:
            while is_more and len(under_way) < self._most * _AHEAD:
                found = next(asked, None)
                is_more = found is not None
                if found is not None:
                    job = _Job(*found)
                    under_way.append(job)
                    self._todo.append(job)
                    self._hand_out()
                    self._listen(0)
            while under_way and under_way[0].readings is not None:
                done = under_way.popleft()
                yield done.tag, done.readings
            if under_way and under_way[0].readings is None:
                self._hand_out()
                self._listen(_LOOK)

    def _hand_out(self) -> None:
        for one in [w for w in self._workers if w.job is None]:
            if self._todo:
                self._ask(one, self._todo.popleft())
        while self._todo and len(self._workers) < self._most:
            self._ask(self._started(), self._todo.popleft())

    def _ask(self, one: _Worker, job: _Job[Any]) -> None:
        one.job, one.row = job, None
        one.rows = [n for n in range(job.reports.num_rows) if n not in job.set_aside]
        one.since = time.monotonic()
        try:
            one.line.send_bytes(worker.packed(job.reports.take(pa.array(one.rows, pa.int64()))))
        except OSError:
            self._lost(one)

    def _listen(self, seconds: float) -> None:
        if self._running.stopping():
            raise Stopped("stopped; run the same command again to go on")
        lines = {w.line: w for w in self._workers if w.job is not None}
        for one in [lines[line] for line in connection.wait(list(lines), seconds)]:
            try:
                while one.job is not None and one.line.poll():
                    self._heard(one, one.line.recv_bytes())
            except (EOFError, OSError):
                self._lost(one)
        now = time.monotonic()
        for one in list(self._workers):
            late = self._running.seconds * _BY_THE_CLOCK
            if one.row is not None and now - one.since > late:
                self._lost(one, is_late=True)

    def _heard(self, one: _Worker, said: bytes) -> None:
        kind, rest = said[:1], said[1:]
        if kind == worker.BEGINS:
            one.row, one.since = one.rows[int(rest)], time.monotonic()
        elif kind == worker.LACKS:
            raise MachineLacks(rest.decode("utf-8", "replace"))
        elif kind == worker.DONE:
            self._vain = 0
            job, one.job, one.row = one.job, None, None
            job.readings = self._whole(job, worker.unpacked(rest[8:]))
            if int.from_bytes(rest[:8], "big") > _MOST_MEMORY:
                self._end(one)

    def _whole(self, job: _Job[Any], found: pa.RecordBatch) -> pa.RecordBatch:
        """Return what was read of a batch with a row for each report that was set aside."""
        if not job.set_aside:
            return found
        read_ones = iter(found.to_pylist())
        rows = [
            batches.unread_row(row, job.set_aside[n], self._manner)
            if n in job.set_aside
            else next(read_ones)
            for n, row in enumerate(job.reports.to_pylist())
        ]
        return pa.RecordBatch.from_pylist(rows, schema=batches.READINGS)

    def _lost(self, one: _Worker, *, is_late: bool = False) -> None:
        """Note on which report a process ended, and ask for the batch once more."""
        job, row = one.job, one.row
        code = self._end(one)
        is_late = is_late or code == -getattr(signal, "SIGPROF", 0)
        if job is None:
            return
        if row is None:
            self._vain += 1
            if self._vain > _STARTS * self._most:
                raise MachineLacks(
                    f"processes that read end as they begin ({_how(code)}); "
                    "--workers 1 reads without them"
                )
        else:
            job.tries[row] = _TRIES if is_late else job.tries.get(row, 0) + 1
            if job.tries[row] >= _TRIES:
                why = self._took_long() if is_late else f"{_how(code)}, {_TRIES} times"
                name = from_text(Document, job.reports["document"][row].as_py()).name
                why = f"the process that read it did not live: {why}"
                job.set_aside[row] = one_document.set_aside(name, why)
        self._todo.appendleft(job)

    def _took_long(self) -> str:
        return f"it took more than {self._running.seconds:g} seconds of the processor"

    def _started(self) -> _Worker:
        ours, theirs = multiprocessing.Pipe()
        told = (theirs, self._manner, self._running.seconds, os.getpid())
        context = multiprocessing.get_context("spawn")
        process = context.Process(target=worker.serve, args=told, daemon=True)
        with no_signals():
            process.start()
        theirs.close()
        one = _Worker(process=process, line=ours)
        self._workers.append(one)
        return one

    def _end(self, one: _Worker) -> int | None:
        """End a process and return how it ended, if it did so by itself."""
        self._workers.remove(one)
        one.line.close()
        one.process.join(0.5 if one.job is not None and not self._running.stopping() else 0)
        if one.process.exitcode is None:
            one.process.kill()
            one.process.join()
        code: int | None = one.process.exitcode
        one.process.close()
        return code


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def small(given: Iterator[tuple[Tag, pa.RecordBatch]]) -> Iterator[tuple[Tag, pa.RecordBatch]]:
    """Return batches of a few rows and few bytes, so that no process waits for another."""
    for tag, batch in given:
        sizes = compute.binary_length(batch["data"]).to_pylist()
        first = 0
        total = 0
        for number, size in enumerate(sizes):
            if number > first and (number - first >= ROWS or total + size > _BYTES):
                yield tag, batch.slice(first, number - first)
                first, total = number, 0
            total += size
        if first < len(sizes):
            yield tag, batch.slice(first)


ROWS = 16
_BYTES = 4 * 1024 * 1024


def _how(code: int | None) -> str:
    if code == worker.NO_MEMORY:
        return "it had too little memory"
    if code is not None and code < 0:
        return f"ended by signal {-code}"
    return f"ended with code {code}"
