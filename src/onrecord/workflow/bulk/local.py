"""The engine of one machine: processes side by side, shard after shard."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow as pa

from onrecord import read
from onrecord.workflow import engines
from onrecord.workflow.bulk import shards
from onrecord.workflow.bulk.engine import Running
from onrecord.workflow.bulk.pool import ROWS, Pool, small
from onrecord.workflow.bulk.shards import Shard
from onrecord.workflow.outcome import Step


def run(
    given: Iterable[Shard], out: Path, manner: read.Manner, running: Running
) -> Iterator[Shard]:
    """
    Read shards with all cores of this machine; see `engine.Engine` for what is promised.

    Shards are read one after another and each is written when it is whole, so that what is
    held does not grow with their number. No process waits at the end of a shard.
    """
    done = 0
    rows: list[pa.RecordBatch] = []
    with Pool(manner, running) as pool:
        for shard, batch in pool.in_order(small(_batches(given))):
            rows.append(batch)
            done += batch.num_rows
            running.progress(Step(doing="reading", done=done, total=running.total))
            if sum(one.num_rows for one in rows) == shard.rows:
                shards.save_readings(out, shard, rows, engines.by(manner))
                rows = []
                yield shard


def _batches(given: Iterable[Shard]) -> Iterator[tuple[Shard, pa.RecordBatch]]:
    for shard in given:
        for batch in shards.reports(shard, ROWS):
            yield shard, batch
