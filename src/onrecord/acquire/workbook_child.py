"""The part of looking into a workbook that runs in a process of its own."""

import io
from typing import Any

from onrecord.kit import zips

_MOST_SHEETS = 200


def answer(data: bytes, _: Any) -> dict[str, object]:
    """
    Return the names of a workbook's sheets that hold anything.

    Args:
        data: The workbook (XLSX).
    """
    why = zips.why_not(data)
    if why:
        return {"refused": why}
    import openpyxl  # noqa: PLC0415 - only the child parses

    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False)
    held = [sheet.title for sheet in book.worksheets[:_MOST_SHEETS] if _holds(sheet)]
    return {"sheets": held}


def _holds(sheet: Any) -> bool:
    return any(
        any(value is not None for value in row)
        for row in sheet.iter_rows(values_only=True, max_row=1_000)
    )
