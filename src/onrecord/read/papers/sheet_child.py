"""The part of reading a workbook that runs in a process of its own."""

import csv
import io
from datetime import date, datetime, time
from typing import Any

from onrecord.kit import zips

_MOST_CELLS = 5_000_000
_MOST_COLUMNS = 512


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
    formulas = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False)
    counted = _unreckoned(sheet, formulas[told["sheet"]])
    hidden = "itself in the workbook" if sheet.sheet_state != "visible" else ""
    return {"hidden": hidden, "empty_formulas": counted}, made.encode()


def _written(sheet: Any) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    cells = 0
    rows: list[list[str]] = []
    for row in sheet.iter_rows(values_only=True):
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


def _unreckoned(values: Any, formulas: Any) -> int:
    """Count cells with a formula and no value."""
    counted = 0
    for row, told in zip(
        values.iter_rows(values_only=True), formulas.iter_rows(values_only=True), strict=False
    ):
        for value, formula in zip(row, told, strict=False):
            counted += value is None and isinstance(formula, str) and formula.startswith("=")
    return counted
