"""A record as Parquet tables: the same as the CSV ones, each column with its type."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

from onrecord.model import OnRecordError
from onrecord.publish.formats.letters import whole
from onrecord.publish.formats.packing import put_into, zipped
from onrecord.publish.formats.tables import TABLES, Kind, Table
from onrecord.publish.formats.tables.columns import Row
from onrecord.publish.formats.tables.rows import Taking
from onrecord.publish.formats.walking import Take, Walk

_ROWS = 5_000  # held in memory of one table at most; also what a reader loads at once


@contextmanager
def opened_folder(walk: Walk, folder: Path) -> Iterator[Take]:
    """
    Write the tables into a folder that is there and empty, each as a file of its own.

    The same content gives the same bytes with the same version of pyarrow, which writes its
    own name into each file.

    Raises:
        OnRecordError: A number is greater than 64 bits hold.
    """
    import pyarrow as pa  # noqa: PLC0415 - takes long to load; few write Parquet

    with ExitStack() as open_files:
        taking = {
            table.name: open_files.enter_context(
                _batches(pa, table, folder / f"{table.name}.parquet")
            )
            for table in TABLES
        }
        yield put_into(walk.rows, taking)


opened = zipped(opened_folder)


def schema(arrow: ModuleType, table: Table[Any]) -> Any:
    """Return the types of a table's columns, each with what it means."""
    types = {
        Kind.TEXT: arrow.string(),
        Kind.TEXTS: arrow.list_(arrow.string()),
        Kind.WHOLE: arrow.int64(),
        Kind.NUMBER: arrow.float64(),
        Kind.DAY: arrow.date32(),
        Kind.MOMENT: arrow.timestamp("us", tz="UTC"),
        Kind.TRUTH: arrow.bool_(),
    }
    return arrow.schema(
        [
            arrow.field(
                column.name,
                types[column.kind],
                nullable=not column.must,
                metadata={"description": column.says},
            )
            for column in table.columns
        ],
        metadata={"description": table.says},
    )


@contextmanager
def _batches(arrow: ModuleType, table: Table[Any], path: Path) -> Iterator[Taking]:
    """Give what takes the rows of a table and writes them when there are enough of them."""
    from pyarrow import parquet  # noqa: PLC0415 - takes long to load; few write Parquet

    made = schema(arrow, table)
    waiting: list[Row] = []
    with parquet.ParquetWriter(path, made, compression="zstd") as file:

        def take(rows: Sequence[Row]) -> None:
            waiting.extend(rows)
            while len(waiting) >= _ROWS:
                file.write_batch(_batch(arrow, table, made, waiting[:_ROWS]))
                del waiting[:_ROWS]

        yield take
        if waiting:
            file.write_batch(_batch(arrow, table, made, waiting))


def _batch(arrow: ModuleType, table: Table[Any], made: Any, waiting: Iterable[Row]) -> Any:
    by_column = zip(*waiting, strict=True)
    try:
        return arrow.record_batch(
            [
                _array(arrow, column.kind, cells, field.type)
                for column, cells, field in zip(table.columns, by_column, made, strict=True)
            ],
            schema=made,
        )
    except (OverflowError, arrow.ArrowInvalid) as fault:
        raise OnRecordError(f"a number in {table.name} is too great for Parquet") from fault


def _array(arrow: ModuleType, kind: Kind, cells: Sequence[Any], of: Any) -> Any:
    try:
        return arrow.array(cells, type=of)
    except UnicodeEncodeError:  # half of a letter
        return arrow.array(_cells(kind, cells), type=of)


def _cells(kind: Kind, cells: Iterable[Any]) -> list[Any]:
    if kind is Kind.TEXT:
        return [None if cell is None else whole(cell) for cell in cells]
    if kind is Kind.TEXTS:
        return [[whole(one) for one in cell] for cell in cells]
    return list(cells)
