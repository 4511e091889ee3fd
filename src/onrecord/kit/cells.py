"""
Delimited text as rows of cells, each with its place in the text.

Python's `csv` module and the libraries built on it give values without offsets, and a
figure whose words cannot be pointed at is not kept here; so this reader exists. Its values
are those of the `csv` module (RFC 4180), which the tests compare it with.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

DELIMITERS = ",;\t"
_BOM = "\ufeff"
_SEP = re.compile(r"sep=([,;\t])\r?\n?", re.IGNORECASE)  # a spreadsheet's own first line
_LINE = re.compile(r"[^\r\n]+")
_QUOTED = re.compile(r'"[^"]*+(?:""[^"]*+)*+"?')


class Cell(NamedTuple):
    """
    One cell.

    Attributes:
        start, end: Code points; `content[start:end]` is what the cell holds as written,
            without the quotation marks around it.
        value: What it says: a doubled quotation mark in it is one.
    """

    start: int
    end: int
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """
    One row.

    Attributes:
        number: Which row of the text it is, from 1, empty ones counted: as a spreadsheet
            program numbers them.
        start, end: Where it stands, quotation marks included, without its line's end.
        cells: In order; at least one.
        is_broken: Whether a quotation mark in it opens a cell and none closes it.
    """

    number: int
    start: int
    end: int
    cells: tuple[Cell, ...]
    is_broken: bool = False


def delimiter(content: str) -> str:
    r"""
    Return what parts the cells: of comma, semicolon and tab the most frequent in the header.

    The header is the first line with more than one cell. What stands in quotation marks
    does not count.

    >>> delimiter('date;"killed, total";place\n')
    ';'
    """
    told = _SEP.match(content, content.startswith(_BOM))
    if told:
        return told[1]
    for line in _LINE.finditer(content):
        bare = _QUOTED.sub("", line[0])
        best = max(DELIMITERS, key=bare.count)
        if best in bare:
            return best
    return DELIMITERS[0]


def rows(content: str, parting: str | None = None) -> Iterator[Row]:
    r"""
    Return the rows of delimited text that hold anything, in order.

    A cell may stand in quotation marks, and then hold line ends, delimiters and, doubled,
    quotation marks. A mark that no other closes before a delimiter or a line's end is a
    letter like any other, so that one stray mark spoils one row and not all that follow.

    Args:
        content: The text, with its byte order mark if it has one.
        parting: The delimiter; None to find it in the header.

    >>> text = 'place,killed\n"Dahyan, Saada",43\n'
    >>> [[(text[c.start:c.end], c.value) for c in row.cells] for row in rows(text)][1]
    [('Dahyan, Saada', 'Dahyan, Saada'), ('43', '43')]
    """
    parting = parting or delimiter(content)
    at = int(content.startswith(_BOM))
    told = _SEP.match(content, at)
    at = told.end() if told else at
    number, cells, is_broken = 1 + bool(told), [], False
    for match in _pattern(parting).finditer(content, at):
        quoted, plain, mark = match.groups()
        if quoted is None:
            cells.append(Cell(*match.span(2), plain))
            is_broken = is_broken or plain.startswith('"')
        else:
            cells.append(Cell(*match.span(1), quoted.replace('""', '"')))
        if mark == parting:
            continue
        end = match.start(3)
        if at < end:  # an empty line is no row
            yield Row(number=number, start=at, end=end, cells=tuple(cells), is_broken=is_broken)
        number, at, cells, is_broken = number + 1, match.end(), [], False


@cache
def _pattern(parting: str) -> re.Pattern[str]:
    """
    One cell with what ends it.

    The quantifiers are possessive, so a text without closing marks is not searched again
    and again. A quoted cell that does not close before a cell's end is read as a plain one.
    """
    sign = re.escape(parting)
    return re.compile(
        rf'(?:"([^"]*+(?:""[^"]*+)*+)"(?=[{sign}\r\n]|\Z)|([^{sign}\r\n]*+))'
        rf"({sign}|\r\n|\r|\n|\Z)"
    )
