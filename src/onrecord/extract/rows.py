"""
Rows of a tally: a label and its numbers on a line, as in "Irumu ........ 49".

The rows are found here by how their lines look; what they count is for `tally`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, islice, pairwise

from onrecord.model import Block

_Span = tuple[int, int]

_GAP = r"(?:\s*\.{3,}\s*|\t\s*|[ \u00a0]{2,}|\s+[-–—]\s+|\s*\|\s*)"
_CUT = re.compile(_GAP)
_LABEL_END = re.compile(rf"{_GAP}|:\s+")
_BULLET = re.compile(r"\s*(?:[-*•–·]\s+)?")
_CELL = re.compile(
    r"(?P<figure>\d{1,3}(?:,\d{3})+|\d+)(?![\d.,/:-]\d|\s*%)"
    r"(?P<rest>\s*(?:[,;(].{0,60})?|\s+(?:people|persons|civilians|dead|others))\.?$",
    re.IGNORECASE,
)
_NO_FIGURE = re.compile(r"(?:n/?a|nil|none|[-–—?]|unknown|not known)$", re.IGNORECASE)
_NO_LABEL = re.compile(r"(?:\b(?:page|table|no|since|until|at)|[:;,])$", re.IGNORECASE)
_LONGEST = 90  # characters; a longer line is prose
_LABELS = 3  # columns that may stand before the first number: a day, a place, who did it
_ABOVE = 2  # lines above that may be its heading


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """
    A line of a tally.

    Attributes:
        block: The line.
        label: Where its label stands.
        cells: Where each number stands; None for a cell that holds none ("n/a").
    """

    block: Block
    label: _Span
    cells: tuple[_Span | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """
    Rows that follow each other.

    Attributes:
        rows: The rows, in order.
        above: The lines just above them, the nearest first.
    """

    rows: tuple[Row, ...]
    above: tuple[Block, ...]


def tallies(content: str, blocks: Sequence[Block]) -> tuple[Tally, ...]:
    """Return the tallies of a text: runs of at least two rows with as many numbers each."""
    read = [(block, _row(content, block)) for block in blocks]
    found: list[Tally] = []
    before: list[Block] = []
    for width, run in groupby(read, key=lambda pair: len(pair[1].cells) if pair[1] else 0):
        lines = list(run)
        rows = tuple(row for _, row in lines if row is not None)
        if width and len(rows) > 1:
            found.append(Tally(rows=rows, above=tuple(reversed(before[-_ABOVE:]))))
        else:
            before = [*before, *(block for block, _ in lines)][-_ABOVE:]
    return tuple(found)


def _row(content: str, block: Block) -> Row | None:
    """As in "Irumu ........ 49", "Mon 3 Sept - 1 - 6 - n/a", "5 Nov - Beni - 10": as a row."""
    if block.end - block.start > _LONGEST:
        return None
    begin = _BULLET.match(content, block.start, block.end)
    start = begin.end() if begin else block.start
    for gap in islice(_LABEL_END.finditer(content, start, block.end), _LABELS):
        said = content[start : gap.start()]
        if not any(map(str.isalnum, said)) or _NO_LABEL.search(said):
            return None
        cells = _cells(content, gap.end(), block.end)
        if any(cells):
            return Row(block=block, label=(start, gap.start()), cells=cells)
    return None


def _cells(content: str, start: int, end: int) -> tuple[_Span | None, ...]:
    """The numbers of a row; empty where anything stands in it that is no number."""
    cuts = [(start, start), *(m.span() for m in _CUT.finditer(content, start, end)), (end, end)]
    found: list[_Span | None] = []
    for (_, begin), (stop, _) in pairwise(cuts):
        figure = _CELL.match(content, begin, stop)
        if figure is None and not _NO_FIGURE.match(content[begin:stop].strip()):
            return ()
        found.append(figure.span("figure") if figure else None)
    return tuple(found)


def columns(content: str, heading: Block) -> list[str]:
    """
    Return the words over the columns of a tally, as in "Killed | Wounded | Arrested".

    >>> from onrecord.model import Voice
    >>> line = "Killed | Wounded | Arrested"
    >>> columns(line, Block(start=0, end=len(line), voice=Voice.BODY, rule="body"))
    ['Killed', 'Wounded', 'Arrested']
    """
    return pieces(content[heading.start : heading.end])


def pieces(words: str) -> list[str]:
    """Return what stands in the columns of a line or of a label, as in "5 Nov - Beni": two."""
    return [w.strip() for w in _CUT.split(words) if w.strip()]
