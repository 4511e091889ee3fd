"""Parquet files taken apart in a process of their own, some rows at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

_BATCH = 8 * 1024 * 1024
_ROWS = 64  # unpacked at once
_MOST_OPEN = 2
_LONGEST = 10_000  # characters of a cell that tells of a report
_WORDS = ("text", "html", "data")
_NO_VALUE = "beyond any calendar"

Row = dict[str, Any]


@dataclass(slots=True)
class _Open:
    rows: Iterator[tuple[Row, bytes]]


_open: dict[str, _Open] = {}


def batch(_: bytes, told: Row) -> Any:
    """
    Return the names of a file's columns, or its next rows and whether there are more.

    Args:
        told: `path`; `number` of the question, 0 for the columns; then `token`, `columns`
            (what a column is → its name), `most`, the bytes that a report may have, and `given`,
            the rows that were given already: where the process that gave them is gone, another
            goes on behind them.
    """
    if not told["number"]:
        return {"columns": _schema(told["path"])}
    token = told["token"]
    if token not in _open:
        while len(_open) >= _MOST_OPEN:
            del _open[next(iter(_open))]
        rows = _rows(told["path"], told["columns"], told["most"])
        _open[token] = _Open(rows=islice(rows, told["given"], None))
    try:
        given, parts, is_done = _next(_open[token].rows)
    except BaseException:
        del _open[token]  # else it would seem to be at its end when it is asked again
        raise
    if is_done:
        del _open[token]
    return {"rows": given, "is_done": is_done}, b"".join(parts)


def _next(rows: Iterator[tuple[Row, bytes]]) -> tuple[list[Row], list[bytes], bool]:
    given: list[Row] = []
    parts: list[bytes] = []
    size = 0
    for row, data in rows:
        given.append({**row, "size": len(data)})
        parts.append(data)
        size += len(data)
        if size >= _BATCH or len(given) >= _ROWS * 4:
            return given, parts, False
    return given, parts, True


def _schema(path: str) -> list[str]:
    from pyarrow import parquet  # noqa: PLC0415 - only the child parses

    return [str(name) for name in parquet.read_schema(path).names]


def _rows(path: str, columns: dict[str, str], most: int) -> Iterator[tuple[Row, bytes]]:
    from pyarrow import parquet  # noqa: PLC0415 - only the child parses

    names = list(dict.fromkeys(columns.values()))
    number = 0
    with parquet.ParquetFile(path, buffer_size=1024 * 1024, pre_buffer=False) as file:
        for found in file.iter_batches(batch_size=_ROWS, columns=names, use_threads=False):
            for cells in _cells(found):
                number += 1
                yield _row(number, cells, columns, most)


def _cells(found: Any) -> Iterator[Row]:
    """Return rows, cell by cell: one that Python has no value for is no reason to lose the rest."""
    columns = [_values(found.column(n)) for n in range(found.num_columns)]
    for cells in zip(*columns, strict=True):
        yield dict(zip(found.schema.names, cells, strict=True))


def _values(column: Any) -> Iterator[Any]:
    import pyarrow as pa  # noqa: PLC0415 - only the child parses

    kind = column.type
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
        column = column.cast(kind)
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        column = column.cast(pa.large_binary())  # what is no UTF-8 is told later, and not here
    for cell in column:
        try:
            yield cell.as_py()
        except (OverflowError, ValueError):  # a day that no calendar has; told as one
            yield _NO_VALUE


def _row(
    number: int, cells: dict[str, Any], columns: dict[str, str], most: int
) -> tuple[Row, bytes]:
    kind = next(kind for kind in _WORDS if kind in columns)
    told = {what: _told(cells.get(name)) for what, name in columns.items() if what not in _WORDS}
    row: Row = {"row": number, "kind": kind, "cells": told, "fault": None}
    data = cells.get(columns[kind])
    if isinstance(data, str):
        data = data.encode("utf-8", "replace")
    if data is None:
        return row, b""
    if not isinstance(data, bytes):
        row["fault"] = ("not-text", f"holds no text in `{columns[kind]}`")
        return row, b""
    if len(data) > most:
        row["fault"] = ("too-large", f"has {len(data):,} bytes; more than {most:,} are not read")
        return row, b""
    return row, data


def _told(cell: Any) -> str:
    """Return a cell as a manifest would have it; nothing where it holds more than one value."""
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, bytes):
        cell = cell.decode("utf-8", "replace")
    if cell is None or isinstance(cell, list | dict):
        return ""
    words = str(cell)[:_LONGEST]
    is_moment = len(words) > 10 and words[10:11] in {"T", " "} and words[4:5] == words[7:8] == "-"
    return words[:10] if is_moment else words
