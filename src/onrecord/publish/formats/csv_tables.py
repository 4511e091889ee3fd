"""A record as CSV tables with a `datapackage.json` that describes them (Frictionless)."""

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from onrecord.publish.formats import sheet
from onrecord.publish.formats.data_package import described
from onrecord.publish.formats.letters import encoded
from onrecord.publish.formats.packing import put_into, zipped
from onrecord.publish.formats.tables import TABLES, Kind, Table
from onrecord.publish.formats.tables.columns import Row
from onrecord.publish.formats.tables.rows import Taking
from onrecord.publish.formats.walking import Take, Walk

_TO_QUOTE = re.compile(r'[,"\r\n]')
_SAID_AGAIN = frozenset({Kind.TEXT, Kind.TEXTS, Kind.DAY, Kind.TRUTH})
_MOST_KEPT = 4_096  # cells of a column, kept as they were written
_JSON = json.JSONEncoder(ensure_ascii=False)


@contextmanager
def opened_folder(walk: Walk, folder: Path) -> Iterator[Take]:
    """
    Write the tables into a folder that is there and empty, each as a file of its own.

    RFC 4180, UTF-8, CRLF. Text cells are written as in every sheet (`sheet.text`); several
    values in a cell are a JSON array; what is not known is empty.
    """
    paths = {table.name: folder / f"{table.name}.csv" for table in TABLES}
    with ExitStack() as open_files:
        taking = {
            table.name: _writer(
                table,
                open_files.enter_context(paths[table.name].open("w", encoding="utf-8", newline="")),
            )
            for table in TABLES
        }
        yield put_into(walk.rows, taking)
    files = {name: (path.stat().st_size, _sha256(path)) for name, path in paths.items()}
    package = json.dumps(described(walk.public, TABLES, files), ensure_ascii=False, indent=1)
    (folder / "datapackage.json").write_bytes(encoded(package + "\n"))


opened = zipped(opened_folder)


def _writer(table: Table[Any], file: TextIOWrapper) -> Taking:
    file.write(",".join(table.header) + "\r\n")
    cells = [_cells(column.kind) for column in table.columns]

    def take(rows: Sequence[Row]) -> None:
        # Column by column, which leaves the most to what is not written in Python.
        columns = zip(*rows, strict=True)
        told = [map(cell, column) for cell, column in zip(cells, columns, strict=True)]
        file.write("".join([f"{line}\r\n" for line in map(",".join, zip(*told, strict=True))]))

    return take


def _cells(kind: Kind) -> Callable[[Any], str]:
    """Return what writes the cells of a kind; most of a large record's say the same again."""
    written = _CELLS[kind]
    if kind in _SAID_AGAIN:
        return _Written(written).__getitem__
    return lambda value: "" if value is None else written(value)


class _Written(dict[Any, str]):
    """Cells of one column as they stand in the file, each made when it is first asked for."""

    def __init__(self, written: Callable[[Any], str]) -> None:
        super().__init__()
        self._written = written

    def __missing__(self, value: Any) -> str:
        cell = "" if value is None else self._written(value)
        if _TO_QUOTE.search(cell):
            cell = '"' + cell.replace('"', '""') + '"'
        if len(self) >= _MOST_KEPT:
            self.clear()
        self[value] = cell
        return cell


def _several(values: tuple[str, ...]) -> str:
    return _JSON.encode([sheet.text(value) for value in values]) if values else "[]"


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


_CELLS: dict[Kind, Callable[[Any], str]] = {
    Kind.TEXT: sheet.text,
    Kind.TEXTS: _several,
    Kind.WHOLE: str,
    Kind.NUMBER: sheet.cell,
    Kind.DAY: date.isoformat,
    Kind.MOMENT: _moment,
    Kind.TRUTH: {True: "true", False: "false"}.__getitem__,
}


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
