"""
Shards of reports are read on a Spark cluster, by the very function that reads them elsewhere.

Spark hands out shards, and hands them out again where a machine is lost. Reports and readings
move between the folder and the machines of the cluster that was named, and go nowhere else.
Needs `onrecord[spark]`; every machine of the cluster needs onrecord, in the same version.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from onrecord import read
from onrecord.model import MachineLacks
from onrecord.workflow import engines
from onrecord.workflow.bulk.batches import READINGS, REPORTS, read_batches
from onrecord.workflow.bulk.engine import Running
from onrecord.workflow.bulk.gathering import another_version, gathered
from onrecord.workflow.bulk.shards import Shard
from onrecord.workflow.bulk.spark_session import session, told_by
from onrecord.workflow.outcome import Stopped

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
_LOOK = 0.2  # seconds after which it is looked whether to stop


def readings(spark: "SparkSession", shards: Sequence[str], manner: read.Manner) -> "DataFrame":
    """Return what reports say as a frame of Spark's: a row of `READINGS` for each of `REPORTS`."""
    from pyspark.sql.pandas.types import from_arrow_schema  # noqa: PLC0415 - an extra

    reports = spark.read.schema(from_arrow_schema(REPORTS)).parquet(*shards)
    told = from_arrow_schema(READINGS)
    return reports.mapInArrow(partial(read_batches, manner=manner), told)


def run(
    given: Iterable[Shard], out: Path, manner: read.Manner, running: Running
) -> Iterator[Shard]:
    """
    Let a cluster read shards; see `engine.Engine` for what is promised.

    `running.master` is a cluster as `spark_session.session` takes it; None is this machine.

    Raises:
        MachineLacks: Spark or Java is not here, the cluster does not answer, or its machines
            lack this program or do not see the folder.
    """
    with session(running.master or f"local[{running.workers or '*'}]", SETTINGS) as spark:
        out.mkdir(parents=True, exist_ok=True)
        _look(spark, out, manner)
        yield from gathered(partial(_read, spark, manner, running), given, out, manner, running)


def _read(
    spark: "SparkSession", manner: read.Manner, running: Running, given: Sequence[Path], parts: Path
) -> None:
    """Read shards; where one of them brings down whoever reads it, all but that."""
    into = str(parts / f"{len(list(parts.iterdir())):06}")
    told = readings(spark, [str(one) for one in given], manner)
    if _done(spark, lambda: told.write.parquet(into), running):
        return
    half = len(given) // 2
    for some in (given[:half], given[half:]) if half else ():
        _read(spark, manner, running, some, parts)


def _done(spark: "SparkSession", job: Callable[[], None], running: Running) -> bool:
    """Return whether a job came to its end; it is given up as soon as somebody asks to stop."""
    with ThreadPoolExecutor(1) as beside:
        under_way = beside.submit(job)
        while not wait([under_way], _LOOK).done:
            if running.stopping():
                spark.interruptAll()
                raise Stopped("stopped; run the same command again to go on")
    fault = under_way.exception()
    if fault is not None and not _answers(spark):
        # What the fault says may be words of a report.
        raise MachineLacks(f"the cluster does not answer any more ({type(fault).__name__})")
    return fault is None


def _answers(spark: "SparkSession") -> bool:
    try:
        return spark.range(1).count() == 1
    except Exception:  # noqa: BLE001 - of whatever kind: there is no cluster
        return False


def _look(spark: "SparkSession", out: Path, manner: read.Manner) -> None:
    """See to it that machines of the cluster can read before they are given reports."""
    from pyspark.errors import PySparkException  # noqa: PLC0415 - an extra

    asked = partial(_here, out=str(out), manner=manner)
    try:
        told = spark.range(1).mapInArrow(asked, "by string, sees boolean").collect()
    except PySparkException as fault:
        raise MachineLacks(
            "the machines of the cluster cannot read: each needs Python with onrecord and its "
            f"models ({told_by(fault)})"
        ) from None
    for row in told:
        if row["by"] != engines.by(manner):
            raise MachineLacks(another_version(row["by"], engines.by(manner)))
        if not row["sees"]:
            raise MachineLacks(f"{out} has to lie where all machines of the cluster see it")


def _here(_: Iterator[pa.RecordBatch], out: str, manner: read.Manner) -> Iterator[pa.RecordBatch]:
    """Say of a machine of the cluster what it would read with, and whether it sees a folder."""
    yield pa.RecordBatch.from_pydict({"by": [engines.by(manner)], "sees": [Path(out).is_dir()]})
