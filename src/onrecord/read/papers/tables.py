"""The rows of a paper or a workbook that is a table: for lists of persons, cell by cell."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from onrecord.kit import apart, cells
from onrecord.read.papers import pdf
from onrecord.read.papers.ocr import OFFER
from onrecord.read.papers.sheet import taken_apart

_ROWS = "onrecord.read.papers.pdf_child:rows"
_SECONDS = 120.0  # a list of 60,000 persons has some 1,500 pages
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MOST_NAMED = 5


class Rows(NamedTuple):
    """
    The rows of a table, those that hold nothing too.

    Attributes:
        rows: From the first of the file.
        pages: (row from 1, page) for the first row of each page; empty for a workbook.
        refused: Why nothing was read, as the end of a sentence; "" if it was.
        remarks: What else was seen, in sentences.
    """

    rows: Sequence[Sequence[str]]
    pages: tuple[tuple[int, int], ...] = ()
    refused: str = ""
    remarks: tuple[str, ...] = ()


def pdf_rows(data: bytes) -> Rows:
    """
    Return the rows of a PDF that is a table, in the same columns on all its pages.

    Args:
        data: The PDF. It is taken apart in a process of its own.
    """
    try:
        told: dict[str, Any] = apart.asked(
            _ROWS, data, {"most_pages": pdf.MOST_PAGES},
            seconds=_SECONDS, memory=pdf.MEMORY, is_fresh=True,
        ).told  # fmt: skip
    except apart.TooHard as why:
        told = {"refused": str(why)}
    if "refused" in told:
        why_not = {"locked": "it asks for a password", "damaged": "it is damaged"}
        return Rows((), refused=why_not.get(told["refused"], told["refused"]))
    remarks = [
        f"{pdf.named_pages(told[kind])}: {what}"
        for kind, what in (
            ("scanned", f"a picture without words. Nothing of it was read. {OFFER}"),
            ("garbled", "its letters say nothing of what they stand for. " + OFFER),
            ("unread", "it could not be read."),
        )
        if told[kind]
    ]
    begins = tuple((int(row), int(page)) for row, page in told["begins"])
    return Rows(told["rows"], begins, remarks=tuple(r[0].upper() + r[1:] for r in remarks))


def sheet_rows(data: bytes, media_type: str) -> Rows:
    """
    Return the rows of one sheet of a workbook; cells merged over several rows filled in all.

    Args:
        data: The workbook.
        media_type: Names the sheet, as `acquire` gives it.
    """
    told, made = taken_apart(data, media_type)
    if "refused" in told:
        return Rows((), refused=told["refused"])
    rows: list[list[str]] = []
    for row in cells.rows(made.decode(), ","):
        rows += [[] for _ in range(row.number - len(rows) - 1)]
        rows.append([cell.value for cell in row.cells])
    filled = [name for name in told["merged"] if _fill(rows, name)]
    remarks = [f"The sheet hides {told['hidden']}; it was read, too."] if told["hidden"] else []
    if told["empty_formulas"]:
        remarks.append(
            f"{told['empty_formulas']:,} cells hold a formula without its result: they were read "
            "as empty. Open the workbook in a spreadsheet program, save it, and take it in again."
        )
    if filled:
        shown = ", ".join(filled[:_MOST_NAMED])
        more = f" and {len(filled) - _MOST_NAMED:,} more" if len(filled) > _MOST_NAMED else ""
        remarks.append(f"Cells merged over several rows ({shown}{more}) were read in each of them.")
    return Rows(rows, remarks=tuple(remarks))


def _fill(rows: Sequence[list[str]], stretch: str) -> bool:
    """Write the value of cells that are one over several rows into each; False if they are not."""
    (left, top), (_, bottom) = (_place(name) for name in stretch.split(":"))
    held = rows[top : bottom + 1]
    if bottom <= top or not held or left >= len(held[0]) or not held[0][left]:
        return False
    for row in held[1:]:
        if left < len(row) and not row[left]:
            row[left] = held[0][left]
    return True


def _place(name: str) -> tuple[int, int]:
    """Return a cell's column and row, from 0."""
    letters = name.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = 26 * column + _LETTERS.index(letter) + 1
    return column - 1, int(name[len(letters) :]) - 1
