"""
One way of writing CSV for every layout: whole lines, and no cell that does anything.

RFC 4180 in UTF-8: a header, CRLF after each row, quotes where a cell needs them. What comes
from outside may hold anything; three rules keep a cell what it is.

- A spreadsheet takes text that begins with `=`, `+`, `-` or `@` for a formula, and a formula can
  run programs or send a sheet elsewhere. Such text gets an apostrophe before it, which
  spreadsheets understand as "this is text" (OWASP, *CSV Injection*). The same after a
  semicolon, a tab or a line break inside a cell: where a country's spreadsheets part cells by
  semicolons, a new cell would begin there. Numbers are numbers: -77.5 stays as it is.
- Characters that no text has (NUL and other controls, half of a pair) become U+FFFD, so that it
  shows that something stood there, and no reader stops at them.
- Controls that turn the direction of what follows are taken out: one that is not closed turns
  the rest of the line, and an override shows 38 where 83 is written. Arabic needs none of them;
  the marks that it may need (U+061C, U+200E, U+200F) stay.
"""

import codecs
import csv
import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import BinaryIO

SheetCell = str | int | float | date | tuple[str, ...] | None

BETWEEN = "; "  # between the parts of a cell that holds several
# Words that stay as they are: letters first, and nothing that is looked for. Most cells of a
# large record are such words.
_PLAIN = re.compile(r"[^\W\d_][\w ,.:()\[\]/'’“”-]*")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_BREAK = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_HIDDEN = "[\\s\u00ad\u061c\u180e\u200b-\u200f\u2060-\u2064\ufeff]"  # what the eye does not see
_RUN = re.compile(rf"^{_HIDDEN}*|;{_HIDDEN}*|{_HIDDEN}+")  # each sign is in one run: no second look
_FORMULA_SIGNS = frozenset("=+-@＝＋－＠")
_BEGINS_A_CELL = re.compile(r"[;\t\n]")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")


def write_sheet(
    out: BinaryIO,
    columns: Sequence[str],
    rows: Iterable[Mapping[str, SheetCell]],
    *,
    under: Mapping[str, str] | None = None,
) -> None:
    """
    Write a sheet, row by row as they come.

    Args:
        out: Where to; it is left open.
        columns: The header, in order.
        rows: A row's cells by their columns; a column that a row does not name is empty.
        under: A row of fixed text below the header, by columns: HXL's hashtags. It is written
            as it is.

    Raises:
        ValueError: A row names a column that the sheet has not; a fault of the layout.
    """
    take = begun(out, columns, under=under)
    for row in rows:
        take(row)


def begun(
    out: BinaryIO, columns: Sequence[str], *, under: Mapping[str, str] | None = None
) -> Callable[[Mapping[str, SheetCell]], None]:
    """Write a sheet's header, and return what writes a row; see `write_sheet`."""
    sheet = csv.writer(codecs.getwriter("utf-8")(out), lineterminator="\r\n")
    sheet.writerow(columns)
    if under is not None:
        sheet.writerow([under.get(name, "") for name in columns])
    known = set(columns)

    def take(row: Mapping[str, SheetCell]) -> None:
        if row.keys() - known:
            raise ValueError(f"no such columns: {', '.join(sorted(row.keys() - known))}")
        sheet.writerow([cell(row.get(name)) for name in columns])

    return take


def cell(value: SheetCell) -> str:
    """
    Return a cell as it is written: what a reader of the sheet gets back.

    >>> cell(-77.5), cell(None), cell(date(2025, 3, 7)), cell(("Gazette", "Desk"))
    ('-77.5', '', '2025-03-07', 'Gazette; Desk')
    >>> cell("=1+1"), cell("-12"), cell("north; @home")
    ("'=1+1", '-12', "north;' @home")
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, int | date):
        return str(value)
    return text(value if isinstance(value, str) else BETWEEN.join(value))


def text(words: str) -> str:
    r"""
    Return words that no program that opens the sheet does anything with.

    Line ends of all kinds become one kind, inside quotes.

    >>> text("first\r\nsecond")
    'first\nsecond'
    """
    return words if _PLAIN.fullmatch(words) else _looked_through(words)


def _looked_through(words: str) -> str:
    shown = _NO_TEXT.sub("\ufffd", _BREAK.sub("\n", _TURNING.sub("", words)))
    if _NUMBER.fullmatch(shown):
        return shown
    if shown[:1] in {"\t", "\n"}:
        shown = f"'{shown}"
    return _RUN.sub(_marked, shown)


def _marked(run: re.Match[str]) -> str:
    """Return what stands before a sign that begins a formula, with a mark where cells begin."""
    if run.string[run.end() : run.end() + 1] not in _FORMULA_SIGNS:
        return run[0]
    marked = _BEGINS_A_CELL.sub(r"\g<0>'", run[0])
    return marked if run.start() else f"'{marked}"


def _number(value: float) -> str:
    """Return a number in plain digits: no exponent, no needless end."""
    if not math.isfinite(value):
        return ""
    shown = f"{value:.6f}".rstrip("0").rstrip(".")
    return "0" if shown == "-0" else shown
