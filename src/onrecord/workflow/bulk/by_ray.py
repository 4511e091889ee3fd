"""
Shards of reports are read by Ray Data, by the very function that reads them elsewhere.

It maps and nothing else; joins are not its strength. Needs `onrecord[ray]`.
"""

import os
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa

from onrecord import read
from onrecord.model import MachineLacks
from onrecord.workflow.bulk.batches import read_batches
from onrecord.workflow.bulk.gathering import batches_of

# On few or busy cores Ray takes its own slow workers for lost ones and starts more and more.
_AROUND = {"RAY_worker_register_timeout_seconds": "600", "RAY_prestart_worker_first_driver": "0",
           "RAY_enable_worker_prestart": "0", "RAY_USAGE_STATS_ENABLED": "0"}  # fmt: skip


def read_shards(
    shards: Sequence[Path], parts: Path, cluster: str, manner: read.Manner = read.AS_USUAL
) -> None:
    """Let Ray read shards, as `by_spark.read_shards`; `local[2]` is this machine, or an address."""
    for name, value in _AROUND.items():
        os.environ.setdefault(name, value)
    try:
        import ray.data  # noqa: PLC0415 - an extra
    except ImportError:
        raise MachineLacks("Ray is not installed: pip install 'onrecord[ray]'") from None

    def readings(named: pa.Table) -> pa.Table:
        return pa.Table.from_batches(read_batches(batches_of(named["path"][0].as_py()), manner))

    ray.init(address=cluster, include_dashboard=False, log_to_driver=False)
    ray.data.DataContext.get_current().target_max_block_size = None  # a shard stays whole
    named = ray.data.from_items([{"path": str(shard)} for shard in shards])
    named.map_batches(readings, batch_format="pyarrow", batch_size=1).write_parquet(str(parts))
    ray.shutdown()
