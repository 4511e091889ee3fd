"""The names that one cell holds, each where it stands."""

import json
import re
from collections.abc import Iterator

from onrecord.extract.tabular.column import Column
from onrecord.extract.tabular.numbers import is_unknown
from onrecord.kit.cells import Cell
from onrecord.model import Mention

PARTED = re.compile(r"[;؛|\r\n]+")
_SAID_BY = re.compile(r", (?:according to .*|it is not known who says so)$", re.DOTALL)


def accused(cell: Cell) -> Iterator[Mention]:
    """Return who is accused in a cell that names with each who says so, or that names them."""
    for mention in parted(cell, PARTED):
        name = _SAID_BY.sub("", mention.name).strip()
        if name:
            yield Mention(name=name, start=mention.start, end=mention.end)


def mark(column: Column, usual: re.Pattern[str]) -> re.Pattern[str]:
    """Return what parts the names in the cells of a column."""
    lists = column.rules.lists
    return re.compile(f"(?:{re.escape(lists.strip())})+") if lists else usual


def listed(cell: Cell) -> tuple[str, ...] | None:
    """
    Return what a cell lists as JSON, as this program's own tables do; None if it is no list.

    >>> listed(Cell(0, 12, '["Amal", "Post"]'))
    ('Amal', 'Post')
    """
    if not (cell.value.startswith("[") and cell.value.endswith("]")):
        return None
    try:
        held = json.loads(cell.value)
    except (ValueError, RecursionError):
        return None
    return tuple(one for one in held if isinstance(one, str) and one.strip())


def parted(cell: Cell, sign: re.Pattern[str]) -> Iterator[Mention]:
    """Return the names in a cell, each where it stands."""
    held = listed(cell)
    if held is not None:
        yield from (Mention(name=name.strip(), start=cell.start, end=cell.end) for name in held)
        return
    # A doubled quotation mark in the text is one in the value, so places in it are not known.
    is_placed = cell.end - cell.start == len(cell.value)
    at = 0
    for match in (*sign.finditer(cell.value), None):
        piece = cell.value[at : match.start() if match else None]
        name = piece.strip()
        if name and not is_unknown(name):
            start = cell.start + at + piece.index(name)
            stretch = (start, start + len(name)) if is_placed else (cell.start, cell.end)
            yield Mention(name=name, start=stretch[0], end=stretch[1])
        at = match.end() if match else at


def mention_of(cell: Cell) -> Mention:
    """Return a whole cell as one name."""
    return Mention(name=" ".join(cell.value.split()), start=cell.start, end=cell.end)
