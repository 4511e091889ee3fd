"""
Shards of reports are read on a Spark cluster, by the very function that reads them elsewhere.

Spark hands out shards, and hands them out again where a machine is lost. Reports and readings
move between the folder and the machines of the cluster that was named, and go nowhere else.
Needs `onrecord[spark]`; every machine of the cluster needs onrecord, in the same version.
"""

import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
_GONE = 60.0  # seconds without any machine of several that there were
_ON = "what was read stands; run the same command again to go on"


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
        MachineLacks: Spark or Java is not here, the cluster does not answer or is gone, or its
            machines lack this program or do not see the folder.
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
    if _done(spark, lambda: told.write.parquet(into), running, partial(_keep, parts)):
        return
    half = len(given) // 2
    for some in (given[:half], given[half:]) if half else ():
        _read(spark, manner, running, some, parts)


def _keep(parts: Path) -> None:
    """Copy what a job has read so far: Spark takes it away where the job is given up."""
    for number, whole in enumerate(sorted(parts.rglob("task_*/part-*.parquet"))):
        with suppress(OSError):
            shutil.copyfile(whole, parts / f"kept-{number:06}.parquet")


def _done(
    spark: "SparkSession", job: Callable[[], None], running: Running, keep: Callable[[], None]
) -> bool:
    """Return whether a job came to its end; it is given up as soon as somebody asks to stop."""
    fault = _fault_of(spark, job, running, keep)
    # What a fault says may be words of a report.
    if fault is not None and _fault_of(spark, lambda: spark.range(1).count(), running) is not None:
        raise MachineLacks(f"the cluster does not answer any more ({type(fault).__name__}); {_ON}")
    return fault is None


def _fault_of(
    spark: "SparkSession",
    job: Callable[[], object],
    running: Running,
    keep: Callable[[], None] = lambda: None,
) -> BaseException | None:
    """
    Return what a job ended with; None for a good end. What is given up is kept before.

    Spark waits without end for machines where its master is gone, or is back and knows nothing
    of this session. A cluster that had machines, and has none for long, is gone.
    """
    had, since = False, None
    with ThreadPoolExecutor(1) as beside:
        under_way = beside.submit(job)
        while not wait([under_way], _LOOK).done:
            if running.stopping():
                keep()
                spark.interruptAll()
                raise Stopped("stopped; run the same command again to go on")
            left = _machines(spark)
            had = had or left > 0
            since = None if left or not had else since or time.monotonic()
            if since is not None and time.monotonic() - since > _GONE:
                keep()
                spark.interruptAll()
                raise MachineLacks(f"all machines of the cluster are gone; {_ON}")
    return under_way.exception()


def _machines(spark: "SparkSession") -> int:
    """Return how many machines work for a session, as far as it can be told; else 0."""
    try:
        java: Any = spark.sparkContext._jsc  # noqa: SLF001 - Python's side has no question for it
        return int(java.sc().getExecutorMemoryStatus().size()) - 1  # without the one that asks
    except Exception:  # noqa: BLE001 - by Spark Connect it cannot be told
        return 0


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
