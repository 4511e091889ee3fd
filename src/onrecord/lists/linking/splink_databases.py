"""
The databases that Splink works in: DuckDB on this machine, or Spark on a cluster.

Both are told the same SQL, and numbers alone. What they do not share is how a table comes in
and out, how a function is made, and what they raise when they give up.
"""

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any, Protocol

from numpy.typing import NDArray

from onrecord.model import MachineLacks

_MEMORY_MB = 600  # of DuckDB; what does not fit goes to the disk for as long
_NAME = "numbers"  # of what comes in, until it is a table

Column = NDArray[Any]


class Database(Protocol):
    """
    Where Splink works.

    Attributes:
        api: Splink's own way to it.
        name: With version, as a run of linking tells it; empty for DuckDB, the usual one.
        is_here: Whether its tables are on this machine, so that millions of pairs may be
            taken out and looked at.
    """

    api: Any
    name: str
    is_here: bool

    def table(self, name: str, columns: Mapping[str, Column], taken: str = "*") -> None:
        """Make a table of columns of numbers; `taken` is what of them, as SQL."""
        ...

    def function(self, name: str, body: str) -> None:
        """Make a function of two numbers `a` and `b` that is true or false."""
        ...

    def told(self, sql: str) -> dict[str, Column]:
        """Return the columns of an answer, all of them numbers."""
        ...


@contextmanager
def database(spark: Any = None) -> Iterator[Database]:
    """
    Open what Splink works in.

    Args:
        spark: A session of Spark's, classic or Connect; None takes DuckDB, in memory, with a
            private folder of the disk and nothing else.

    Raises:
        MachineLacks: It gave up: told in one line, without the words of any query.
    """
    with _given_up(spark):
        if spark is not None:
            made = _Spark(spark)
            try:
                yield made
            finally:
                made.forget()
        else:
            with _duckdb() as connection:
                yield _DuckDB(connection)


class _DuckDB:
    name = ""
    is_here = True

    def __init__(self, connection: Any) -> None:
        from splink import DuckDBAPI  # noqa: PLC0415 - an extra

        self.api = DuckDBAPI(connection)
        self._connection = connection

    def table(self, name: str, columns: Mapping[str, Column], taken: str = "*") -> None:
        self._connection.register(_NAME, dict(columns))
        self._connection.execute(f"create table {name} as select {taken} from {_NAME}")  # noqa: S608 - our own names
        self._connection.unregister(_NAME)

    def function(self, name: str, body: str) -> None:
        self._connection.execute(f"create macro {name}(a, b) as ({body})")

    def told(self, sql: str) -> dict[str, Column]:
        answer: dict[str, Column] = self._connection.execute(sql).fetchnumpy()
        return answer


class _Spark:
    is_here = False

    def __init__(self, spark: Any) -> None:
        from splink.backends.spark import SparkAPI  # noqa: PLC0415 - an extra

        # Numbers need none of the functions for words that Splink brings as a jar. What it works
        # out on the way stays in the executors' memory and disks.
        self.api = SparkAPI(  # type: ignore[no-untyped-call]
            spark_session=spark, break_lineage_method="persist", register_udfs_automatically=False
        )
        self.name = f" on spark {spark.version}"
        self._spark = spark

    def table(self, name: str, columns: Mapping[str, Column], taken: str = "*") -> None:
        import pyarrow as pa  # noqa: PLC0415 - loaded by those who link

        self._spark.createDataFrame(pa.table(dict(columns))).createOrReplaceTempView(_NAME)
        made = self._spark.sql(f"select {taken} from {_NAME}")  # noqa: S608 - our own names
        made.persist().createOrReplaceTempView(name)

    def function(self, name: str, body: str) -> None:
        self._spark.sql(
            f"create or replace temporary function {name}(a bigint, b bigint) "
            f"returns boolean return {body}"
        )

    def told(self, sql: str) -> dict[str, Column]:
        answer = self._spark.sql(sql).toArrow()
        return {name: answer[name].to_numpy() for name in answer.column_names}

    def forget(self) -> None:
        """Take back out of a cluster, which is others' too, what it held in between."""
        with suppress(Exception):  # of a cluster that is gone there is nothing to take
            for one in self._spark.catalog.listTables():
                if one.isTemporary:
                    self._spark.catalog.uncacheTable(one.name)
                    self._spark.catalog.dropTempView(one.name)


@contextmanager
def _duckdb() -> Iterator[Any]:
    import duckdb  # noqa: PLC0415 - comes with Splink

    with tempfile.TemporaryDirectory(prefix="onrecord-link-") as folder:
        connection = duckdb.connect(config={
            "memory_limit": f"{_MEMORY_MB}MB",
            "temp_directory": folder,
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "preserve_insertion_order": "false",
        })  # fmt: skip
        try:
            connection.execute("set enable_progress_bar = false")
            yield connection
        finally:
            connection.close()


@contextmanager
def _given_up(spark: Any) -> Iterator[None]:
    """Tell in one line, without the words of any query, that the database gave up."""
    from splink.internals.exceptions import SplinkException  # noqa: PLC0415 - an extra

    if spark is None:
        import duckdb  # noqa: PLC0415 - comes with Splink

        faults: tuple[type[Exception], ...] = (duckdb.Error, SplinkException)
        way_out = f"free memory, or room for temporary files in {tempfile.gettempdir()}"
    else:
        from py4j.protocol import Py4JError  # noqa: PLC0415 - an extra
        from pyspark.errors import PySparkException  # noqa: PLC0415 - likewise

        faults = (PySparkException, Py4JError, OSError, SplinkException)
        way_out = "see to the cluster"
    try:
        yield
    except faults as fault:
        raise MachineLacks(
            f"the database that links large lists gave up ({type(fault).__name__}): {way_out}, "
            "or link with the own engine"
        ) from None
