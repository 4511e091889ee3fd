"""What a cluster's engine read, put back: a shard of readings for each shard of reports."""

import hashlib
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pyarrow as pa
from pyarrow import parquet

from onrecord import read
from onrecord.model import MachineLacks
from onrecord.workflow import engines
from onrecord.workflow.bulk import local, shards
from onrecord.workflow.bulk.engine import Running
from onrecord.workflow.bulk.shards import Shard
from onrecord.workflow.outcome import Step, Stopped

Read = Callable[[Sequence[Path], Path], None]
"""Reads shards and writes `READINGS` as Parquet into a folder, each file of one whole shard."""

_AT_ONCE = 256  # shards that are handed to the engine together
_PARTS = ".parts"  # the folder beside the shards where an engine writes; gone at the end
_ROWS = 128  # that are looked at at once
_KEY = ("document", "snapshot")


def gathered(
    reads: Read, given: Iterable[Shard], out: Path, manner: read.Manner, running: Running
) -> Iterator[Shard]:
    """
    Let an engine read shards, some hundred at a time, and write what it found as all do.

    Which shard a part is of is told by what it holds: the same reports, each once, in the
    same order. What is half a shard, or more than one, is of none; so nothing can be lost,
    doubled or exchanged on the way. What the engine left unread this machine reads by itself,
    where a report that ends whoever reads it is set aside. Where the engine gives up, what it
    read until then is written.

    Args:
        reads: The engine.
        given: Shards of reports.
        out: The folder of shards; the engine's machines see it.
        manner: How reports are read.
        running: Who is told; see `engine.Running`.

    Raises:
        MachineLacks: The engine's machines read with another version than this one, or are gone.
    """
    parts, coming, done = out / _PARTS, iter(given), 0
    while some := list(islice(coming, _AT_ONCE)):
        shutil.rmtree(parts, ignore_errors=True)  # of a run that was killed
        parts.mkdir(parents=True)
        waiting = _waiting(some)
        try:
            try:
                reads([one.path for one in some], parts)
            except (MachineLacks, Stopped):  # what was read until then is not read again
                yield from _told(parts, waiting, out, manner)
                raise
            for shard in _read(parts, waiting, out, manner, running):
                done += shard.rows
                running.progress(Step(doing="reading", done=done, total=running.total))
                yield shard
        finally:
            shutil.rmtree(parts, ignore_errors=True)


_Waiting = dict[str, list[Shard]]
"""Shards that are not read yet, by what they hold."""


def _waiting(some: Sequence[Shard]) -> _Waiting:
    waiting: defaultdict[str, list[Shard]] = defaultdict(list)
    for shard in some:
        waiting[_holds(shard.path)].append(shard)
    return dict(waiting)


def _told(parts: Path, waiting: _Waiting, out: Path, manner: read.Manner) -> Iterator[Shard]:
    """Write and return what stands in parts; a part that is not whole is passed over."""
    by = engines.by(manner)
    for part in sorted(parts.rglob("*.parquet")):
        try:
            held = _holds(part)
        except (OSError, pa.ArrowException):  # of a machine that was lost, or still is writing
            continue
        for shard in waiting.pop(held, ()):
            shards.save_readings(out, shard, _checked(shards.readings(part, _ROWS), by), by)
            yield shard


def _read(
    parts: Path, waiting: _Waiting, out: Path, manner: read.Manner, running: Running
) -> Iterator[Shard]:
    """Write and return what stands in parts, then what had to be read here."""
    yield from _told(parts, waiting, out, manner)
    left = [shard for same in waiting.values() for shard in same]
    yield from local.run(left, out, manner, replace(running, progress=lambda _: None))


def _holds(file: Path) -> str:
    """Return a hash of which reports a file is of, in their order."""
    digest = hashlib.sha256()
    with parquet.ParquetFile(file) as held:
        for batch in held.iter_batches(batch_size=_ROWS, columns=list(_KEY), use_threads=False):
            for both in zip(*(batch[name].to_pylist() for name in _KEY), strict=True):
                digest.update(repr(both).encode())
    return digest.hexdigest()


def _checked(readings: Iterable[pa.RecordBatch], by: str) -> Iterator[pa.RecordBatch]:
    """Return readings, all of which this program could have made."""
    for batch in readings:
        other = set(batch["by"].to_pylist()) - {by}
        if other:
            raise MachineLacks(another_version(min(other), by))
        yield batch


def another_version(theirs: str, ours: str) -> str:
    """Return what is said where machines of a cluster read with another version."""
    return (
        f"the machines of the cluster read with “{theirs}”, and this one with “{ours}”: "
        "install the same version of onrecord on all of them"
    )
