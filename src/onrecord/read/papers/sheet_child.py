"""The part of reading a workbook that runs in a process of its own."""

import csv
import io
import re
import zipfile
from datetime import date, datetime, time
from typing import Any

from onrecord.kit import zips

_MOST_CELLS = 5_000_000
_MOST_COLUMNS = 512
_MOST_NAMED = 5
_MERGED = re.compile(rb'<mergeCell\s+ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
_MOST_MERGED = 1_000
_TOP = 5  # rows in which a sheet's title and headings stand
_CHUNK = 1 << 16
_OVERLAP = 64  # bytes: longer than what names one stretch


def answer(data: bytes, told: Any) -> dict[str, object] | tuple[dict[str, object], bytes]:
    """
    Return one sheet as comma-separated values.

    Args:
        data: A workbook (XLSX).
        told: `sheet`, its name.
    """
    why = zips.why_not(data)
    if why:
        return {"refused": why}
    import openpyxl  # noqa: PLC0415 - only the child parses

    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    if told["sheet"] not in book.sheetnames:
        return {"refused": "it has no such sheet any more"}
    sheet = book[told["sheet"]]
    made = _written(sheet)
    counted, first = 0, list[str]()
    if _has_formulas(data, sheet):
        formulas = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False)
        counted, first = _unreckoned(sheet, formulas[told["sheet"]])
    hidden = "itself in the workbook" if sheet.sheet_state != "visible" else ""
    found: dict[str, object] = {"hidden": hidden, "empty_formulas": counted, "formulas": first}
    return found | {"merged": _merged(data, sheet)}, made.encode()


def _written(sheet: Any) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    cells = 0
    rows: list[list[str]] = []
    nothing: list[str] = []
    for row in sheet.iter_rows(values_only=True):
        if all(value is None for value in row):  # some sheets say that they have 1,048,576 rows
            rows.append(nothing)
            continue
        cells += len(row)
        if cells > _MOST_CELLS:
            raise ValueError("more cells than a table of incidents has")
        rows.append([_shown(value) for value in row[:_MOST_COLUMNS]])
    width = max((i + 1 for row in rows for i, cell in enumerate(row) if cell), default=0)
    while rows and not any(rows[-1]):
        rows.pop()
    writer.writerows([*row[:width], *[""] * (width - len(row))] for row in rows)
    return out.getvalue()


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        is_day = value.time() == time()
        return value.date().isoformat() if is_day else value.isoformat(" ", "minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value).replace("\x00", "")


def _unreckoned(values: Any, formulas: Any) -> tuple[int, list[str]]:
    """Count cells with a formula and no value, and name the first."""
    counted = 0
    first: list[str] = []
    for number, (row, told) in enumerate(
        zip(values.iter_rows(values_only=True), formulas.iter_rows(values_only=True), strict=False),
        1,
    ):
        for at, (value, formula) in enumerate(zip(row, told, strict=False)):
            if value is None and isinstance(formula, str) and formula.startswith("="):
                counted += 1
                if len(first) < _MOST_NAMED:
                    first.append(f"{_letters(at)}{number}")
    return counted, first


def _letters(at: int) -> str:
    """Return what a spreadsheet calls a column, from 0."""
    name, at = "", at + 1
    while at:
        at, left = divmod(at - 1, 26)
        name = chr(ord("A") + left) + name
    return name


def _has_formulas(data: bytes, sheet: Any) -> bool:
    """Return whether a sheet may hold formulas: to look through all of it again takes as long."""
    path = getattr(sheet, "_worksheet_path", None)
    if path is None:
        return True
    with zipfile.ZipFile(io.BytesIO(data)) as held, held.open(path) as xml:
        left = b""
        while chunk := xml.read(_CHUNK):
            if _FORMULA.search(left + chunk):
                return True
            left = chunk[-_OVERLAP:]
    return False


def _merged(data: bytes, sheet: Any) -> list[str]:
    """
    Return stretches of cells that are one and stand over several rows, or in rows of data.

    Only the first cell of such a stretch holds its value. A title over the columns at the top
    of a sheet is nothing to speak of.
    """
    path = getattr(sheet, "_worksheet_path", None)
    if path is None:
        return []
    found: dict[tuple[int, str], str] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as held, held.open(path) as xml:
        left = b""
        while (chunk := xml.read(_CHUNK)) and len(found) < _MOST_MERGED:
            for match in _MERGED.finditer(left + chunk):
                first, last = int(match[2]), int(match[4])
                if last > first or first > _TOP:
                    column = match[1].decode()
                    found[first, column] = f"{column}{first}:{match[3].decode()}{last}"
            left = (left + chunk)[-_OVERLAP:]
    return [found[at] for at in sorted(found)]
