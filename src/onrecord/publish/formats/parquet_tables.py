"""A record as Parquet tables: the same as the CSV ones, each column with its type."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

from onrecord.model import OnRecordError
from onrecord.model.public import Public
from onrecord.publish.formats.letters import whole
from onrecord.publish.formats.packing import zipped
from onrecord.publish.formats.tables import TABLES, Kind, Table, rows

_ROWS = 5_000  # held in memory of one table at most; also what a reader loads at once


def write_folder(public: Public, folder: Path) -> None:
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
        rows.told(public, TABLES, taking)


write = zipped(write_folder)


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
def _batches(arrow: ModuleType, table: Table[Any], path: Path) -> Iterator[rows.Taking]:
    """Give what takes the rows of a table and writes them when there are enough of them."""
    from pyarrow import parquet  # noqa: PLC0415 - takes long to load; few write Parquet

    made = schema(arrow, table)
    waiting: list[rows.Row] = []
    with parquet.ParquetWriter(path, made, compression="zstd") as file:

        def write() -> None:
            if waiting:
                file.write_batch(_batch(arrow, table, made, waiting))
                waiting.clear()

        def take(row: rows.Row) -> None:
            waiting.append(row)
            if len(waiting) >= _ROWS:
                write()

        yield take
        write()


def _batch(arrow: ModuleType, table: Table[Any], made: Any, waiting: Iterable[rows.Row]) -> Any:
    by_column = zip(*waiting, strict=True)
    try:
        return arrow.record_batch(
            [
                arrow.array(_cells(column.kind, cells), type=field.type)
                for column, cells, field in zip(table.columns, by_column, made, strict=True)
            ],
            schema=made,
        )
    except (OverflowError, arrow.ArrowInvalid) as fault:
        raise OnRecordError(f"a number in {table.name} is too great for Parquet") from fault


def _cells(kind: Kind, cells: Iterable[Any]) -> list[Any]:
    if kind is Kind.TEXT:
        return [None if cell is None else whole(cell) for cell in cells]
    if kind is Kind.TEXTS:
        return [[whole(one) for one in cell] for cell in cells]
    return list(cells)
