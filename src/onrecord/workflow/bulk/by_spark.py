"""
Shards of reports are read on a Spark cluster, by the very function that reads them elsewhere.

Spark hands out shards, and hands them out again where a machine is lost. Reports and readings
move between the folder and the machines of the cluster that was named, and go nowhere else.
Needs `onrecord[spark]`; every machine of the cluster needs onrecord, in the same version.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from onrecord import read
from onrecord.model import MachineLacks
from onrecord.workflow import engines
from onrecord.workflow.bulk.batches import READINGS, REPORTS, read_batches
from onrecord.workflow.bulk.spark_session import session, told_by

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_WHOLE = str(1 << 40)  # bytes: no shard is larger
_FEW = "64"  # reports that are held at once: each may have some megabytes

# A shard is one task's, whole, so that its rows stay together and in order.
SETTINGS = {
    "spark.sql.files.maxPartitionBytes": _WHOLE,
    "spark.sql.files.openCostInBytes": _WHOLE,
    "spark.sql.parquet.columnarReaderBatchSize": _FEW,
    "spark.sql.execution.arrow.maxRecordsPerBatch": _FEW,
    "spark.sql.execution.arrow.useLargeVarTypes": "true",
}
_AT_ONCE = 256  # shards of a job: what has to be read again where all of a cluster is lost


def readings(spark: "SparkSession", shards: Sequence[str], manner: read.Manner) -> "DataFrame":
    """Return what reports say as a frame of Spark's: a row of `READINGS` for each of `REPORTS`."""
    from pyspark.sql.pandas.types import from_arrow_schema  # noqa: PLC0415 - an extra

    reports = spark.read.schema(from_arrow_schema(REPORTS)).parquet(*shards)
    told = from_arrow_schema(READINGS)
    return reports.mapInArrow(partial(read_batches, manner=manner), told)


def read_shards(
    shards: Sequence[Path], parts: Path, cluster: str, manner: read.Manner = read.AS_USUAL
) -> None:
    """
    Let a cluster read shards of reports, and write what they say beside one another.

    Args:
        shards: Parquet files of `REPORTS`, where every machine of the cluster finds them.
        parts: A folder where every machine of the cluster may write; see `gathering.gather`.
        cluster: `local[2]` is this machine, `spark://host:7077` a cluster, and
            `sc://host:15002` one that is asked through Spark Connect.
        manner: What the record's settings say of reading.

    Raises:
        MachineLacks: Spark or Java is not here, or the cluster does not answer.
    """
    with session(cluster, SETTINGS) as spark:
        _same_everywhere(spark, manner)
        for first in range(0, len(shards), _AT_ONCE):
            _read(spark, [str(one) for one in shards[first : first + _AT_ONCE]], parts, manner)


def _read(spark: "SparkSession", shards: Sequence[str], parts: Path, manner: read.Manner) -> None:
    """Read shards; where one brings down whoever reads it, the others without it."""
    from pyspark.errors import PySparkException  # noqa: PLC0415 - an extra

    parts.mkdir(parents=True, exist_ok=True)
    into = parts / f"{len(list(parts.iterdir())):06}"
    try:
        readings(spark, shards, manner).write.parquet(str(into))
    except (PySparkException, OSError) as fault:
        if not _answers(spark):
            raise MachineLacks(
                f"the cluster does not answer any more ({type(fault).__name__})"
            ) from None
        half = len(shards) // 2
        for some in (shards[:half], shards[half:]) if half else ():
            _read(spark, some, parts, manner)


def _answers(spark: "SparkSession") -> bool:
    try:
        return spark.range(1).count() == 1
    except Exception:  # noqa: BLE001 - of whatever kind: there is no cluster
        return False


def _same_everywhere(spark: "SparkSession", manner: read.Manner) -> None:
    """See to it that the machines of a cluster have this program before they are given reports."""
    from pyspark.errors import PySparkException  # noqa: PLC0415 - an extra

    try:
        told = spark.range(1).mapInArrow(partial(_version, manner=manner), "by string").collect()
    except PySparkException as fault:
        raise MachineLacks(
            "the machines of the cluster cannot read: each needs Python with onrecord and its "
            f"models ({told_by(fault)})"
        ) from None
    if told[0]["by"] != engines.by(manner):
        raise MachineLacks(
            f"the machines of the cluster read with “{told[0]['by']}”, and this one with "
            f"“{engines.by(manner)}”: install the same version of onrecord on all of them"
        )


def _version(_: Iterator[pa.RecordBatch], manner: read.Manner) -> Iterator[pa.RecordBatch]:
    yield pa.RecordBatch.from_pydict({"by": [engines.by(manner)]})
