"""
Shards of reports are read by Ray Data, by the very function that reads them elsewhere.

It maps and nothing else: joins are not its strength. Needs `onrecord[ray]`.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pyarrow as pa

from onrecord import read
from onrecord.model import MachineLacks
from onrecord.workflow.bulk import shards
from onrecord.workflow.bulk.batches import read_batches
from onrecord.workflow.bulk.engine import Running
from onrecord.workflow.bulk.gathering import gathered
from onrecord.workflow.bulk.shards import Shard

# On few or busy cores Ray takes slow workers for lost ones and starts more and more of them.
_AROUND = {"RAY_worker_register_timeout_seconds": "600", "RAY_prestart_worker_first_driver": "0",
           "RAY_enable_worker_prestart": "0", "RAY_USAGE_STATS_ENABLED": "0"}  # fmt: skip
_ROWS = 64  # reports that are held at once


def run(
    given: Iterable[Shard], out: Path, manner: read.Manner, running: Running
) -> Iterator[Shard]:
    """Let Ray read shards, see `engine.Engine`; `running.master` is an address of Ray's."""
    os.environ.update(_AROUND | os.environ)
    try:
        import ray.data  # noqa: PLC0415 - an extra
    except ImportError:
        raise MachineLacks("Ray is not installed: pip install 'onrecord[ray]'") from None

    def readings(named: pa.Table) -> pa.Table:
        path = Path(named["path"][0].as_py())
        reports = shards.reports(Shard(name=path.name, path=path, rows=0), _ROWS)
        return pa.Table.from_batches(read_batches(reports, manner))

    def reads(some: Sequence[Path], parts: Path) -> None:
        ray.data.DataContext.get_current().target_max_block_size = None  # a shard stays whole
        named = ray.data.from_items([{"path": str(one)} for one in some])
        named.map_batches(readings, batch_format="pyarrow", batch_size=1).write_parquet(str(parts))

    ray.init(address=running.master or "local", num_cpus=running.workers, log_to_driver=False)
    try:
        yield from gathered(reads, given, out, manner, running)
    finally:
        ray.shutdown()
