"""What an engine read, put back: a shard of readings for each shard of reports, byte for byte."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from onrecord.model import OnRecordError
from onrecord.workflow.bulk.batches import READINGS

_KEY = ("document", "snapshot")
_ROWS = 500  # in a group of a shard: what is held in memory at once


def gather(parts: Path, shards: Sequence[Path], out: Path, by: str) -> list[Path]:
    """
    Write what an engine read as shards of `READINGS`, and return the shards that it did not read.

    An engine gives its parts names and an order of its own. Which shard a part is of is told by
    what it holds: the same reports, each once, in the same order. What is half a shard, or
    more than one, is of none; so nothing can be lost, doubled or exchanged on the way.

    Args:
        parts: The folder that the engine wrote: Parquet files of `READINGS`, one a shard.
        shards: What it was given.
        out: Where the shards of readings go, by the names of the shards of reports.
        by: What a reading has to depend on.

    Raises:
        OnRecordError: The engine's machines read with another version than this one.
    """
    waiting: defaultdict[str, list[Path]] = defaultdict(list)
    for shard in shards:
        waiting[_holds(shard)].append(shard)
    for part in sorted(parts.rglob("*.parquet")):
        for shard in waiting.pop(_holds(part), ()):
            write(out / shard.name, _checked(batches_of(part), by))
    return sorted(shard for left in waiting.values() for shard in left)


def batches_of(shard: Path, columns: Sequence[str] | None = None) -> Iterator[pa.RecordBatch]:
    """Return what a shard holds, some rows at a time."""
    with pq.ParquetFile(shard) as held:
        yield from held.iter_batches(batch_size=_ROWS, columns=columns)


def write(shard: Path, readings: Iterable[pa.RecordBatch]) -> None:
    """
    Write a shard of readings, which is there whole or not at all.

    The same rows give the same bytes, in whatever batches they come.
    """
    unfinished = shard.with_name(f".{shard.name}.unfinished")
    with pq.ParquetWriter(unfinished, READINGS, compression="zstd") as into:
        for rows in _even(readings):
            into.write_table(rows, row_group_size=_ROWS)
    unfinished.replace(shard)


def _even(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.Table]:
    """Return the same rows in groups of one size."""
    held = READINGS.empty_table()
    for batch in batches:
        held = pa.concat_tables([held, pa.table(batch).cast(READINGS)])
        while len(held) >= _ROWS:
            yield held.slice(0, _ROWS).combine_chunks()
            held = held.slice(_ROWS)
    if len(held):
        yield held.combine_chunks()


def _holds(shard: Path) -> str:
    """Return a hash of which reports a shard is of, in their order."""
    digest = hashlib.sha256()
    for batch in batches_of(shard, _KEY):
        for both in zip(*(batch[name].to_pylist() for name in _KEY), strict=True):
            digest.update(repr(both).encode())
    return digest.hexdigest()


def _checked(readings: Iterable[pa.RecordBatch], by: str) -> Iterator[pa.RecordBatch]:
    for batch in readings:
        other = set(batch["by"].to_pylist()) - {by}
        if other:
            raise OnRecordError(
                f"the engine's machines read with “{min(other)}”, and this one with “{by}”: "
                "install the same version of onrecord on all of them"
            )
        yield batch
