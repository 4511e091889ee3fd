"""A table of persons with its headings found: what every kind of file is made into."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from onrecord.lists.tables import vocabulary
from onrecord.model import Problem, Severity

MOST_COLUMNS = 512
_TOP = 40  # rows in which headings are looked for
_FEWEST = 2  # cells of a row of headings
_MANY = 0.34  # of a row's filled cells: where more hold digits it is no row of headings

Cells = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """
    One table: its headings, and every row below them as text.

    Rows are numbered from 1 and none is left out: an empty row is an empty tuple, and a row
    of headings that a paper repeats stands where it stands. So a row is found again in the
    file by its number.

    Attributes:
        name: Of the sheet or page; "" where the file has only one.
        headings: In order; "" for a column without one.
        rows: As text, each as wide as the headings or empty; white space around a cell is cut.
        heading_rows: The rows that the headings were made of, as they stand.
        above: What stands above the headings: titles and notes, one row each.
        first: Which row of the file is row 1, as a spreadsheet program numbers them.
        pages: (row, page) for the first row of each page of a paper; empty elsewhere.
        problems: What was wrong with it.
    """

    name: str = ""
    headings: Cells
    rows: tuple[Cells, ...]
    heading_rows: tuple[Cells, ...] = ()
    above: tuple[Cells, ...] = ()
    first: int = 2
    pages: tuple[tuple[int, int], ...] = ()
    problems: tuple[Problem, ...] = ()

    def page_of(self, row: int) -> int | None:
        """Return the page that a row stands on; None for a file without pages."""
        found = [page for first, page in self.pages if first <= row]
        return found[-1] if found else None

    def is_heading_again(self, row: Cells) -> bool:
        """Return whether a row repeats the headings or a title, as pages of a paper do."""
        return row in self.heading_rows or bool(self.pages and row in self.above)

    def column(self, at: int) -> Iterator[str]:
        """Return the cells of a column that hold anything, from the top."""
        return (row[at] for row in self.rows if row and row[at] and not self.is_heading_again(row))


def is_total(row: Cells) -> bool:
    """
    Return whether a row adds up the others: a word for that first, and no other words.

    >>> is_total(("Total", "", "1,204")), is_total(("Total", "Omar Saleh", "12"))
    (True, False)
    """
    filled = [cell for cell in row if cell]
    return (
        bool(filled)
        and vocabulary.is_total(filled[0])
        and not any(sign.isalpha() for cell in filled[1:] for sign in cell)
    )


def headed(
    name: str,
    grid: Iterable[Sequence[str]],
    *,
    pages: tuple[tuple[int, int], ...] = (),
    problems: Sequence[Problem] = (),
) -> Sheet:
    """
    Return the rows of a file as a sheet: its titles, its headings in one row or two, its rows.

    Args:
        name: Of the sheet.
        grid: Every row of the file from the first, those that hold nothing too.
        pages: (row of the file from 1, page) for the first row of each page.
        problems: What reading the file showed.

    >>> told = [["Killed in May"], [], ["Name", "Age"], ["Omar Saleh", "7"], [], ["Luz Henao", ""]]
    >>> sheet = headed("", told)
    >>> sheet.headings, sheet.first, sheet.rows
    (('Name', 'Age'), 4, (('Omar Saleh', '7'), (), ('Luz Henao', '')))
    """
    rows = [tuple(cell.strip() for cell in row) for row in grid]
    cut = sum(len(row) > MOST_COLUMNS and any(row[MOST_COLUMNS:]) for row in rows)
    rows = [row[:MOST_COLUMNS] for row in rows]
    at, depth = _headings_at(rows)
    held = rows[at : at + depth]
    body = rows[at + depth :]
    while body and not any(body[-1]):
        body.pop()
    width = max((_width(row) for row in (*held, *body)), default=0)
    found = [*problems, *([_too_wide(name, cut)] if cut else [])]
    return Sheet(
        name=name,
        headings=_in_one([_as_wide(row, width) for row in held], width),
        rows=tuple(_as_wide(row, width) if any(row) else () for row in body),
        heading_rows=tuple(_as_wide(row, width) for row in held),
        above=tuple(_as_wide(row, width) for row in rows[:at] if any(row)),
        first=at + depth + 1,
        pages=_below(pages, at + depth),
        problems=tuple(found),
    )


def _width(row: Cells) -> int:
    return max((at + 1 for at, cell in enumerate(row) if cell), default=0)


def _as_wide(row: Cells, width: int) -> Cells:
    return (*row[:width], *[""] * (width - len(row)))


def _below(pages: tuple[tuple[int, int], ...], above: int) -> tuple[tuple[int, int], ...]:
    """Return where pages begin, counted from the first row below the headings."""
    moved = {max(1, first - above): page for first, page in pages}
    return tuple(moved.items())


def _too_wide(name: str, cut: int) -> Problem:
    return Problem(
        code="list-file",
        message=f"{cut:,} rows have more than {MOST_COLUMNS} columns. What stands in the columns "
        "beyond was not read.",
        where=name,
        severity=Severity.WARNING,
    )


# -- Headings ----------------------------------------------------------------------------------


def _headings_at(rows: Sequence[Cells]) -> tuple[int, int]:
    """
    Return at which row the headings stand, from 0, and how many rows they take; 0 if none.

    They are the row with the most headings that are known. Where none is known it is the
    first with two cells that holds no figures, if rows below it do.
    """
    known = [(_known(row), -at) for at, row in enumerate(rows[:_TOP]) if _may_head(row)]
    best, place = max(known, default=(0, 0))
    if best:
        at = -place
        return _with_its_neighbour(rows, at, best)
    for at, row in enumerate(rows[:_TOP]):
        if sum(map(bool, row)) >= _FEWEST:
            return at, int(_may_head(row) and not _has_figures(row) and _rest_has(rows[at + 1 :]))
    return 0, 0


def _rest_has(rows: Sequence[Cells]) -> bool:
    return any(_has_figures(row) for row in islice(rows, _TOP))


def _has_figures(row: Cells) -> bool:
    return any(sign.isdecimal() for cell in row for sign in cell)


def _known(row: Sequence[str]) -> int:
    """Return how many different headings of a row are known."""
    return len(
        {vocabulary.plain(cell) or cell for cell in row if cell and vocabulary.is_known(cell)}
    )


def _may_head(row: Cells) -> bool:
    filled = [cell for cell in row if cell]
    figures = sum(any(sign.isdecimal() for sign in cell) for cell in filled)
    return bool(filled) and figures <= max(_MANY * len(filled), 0)


def _with_its_neighbour(rows: Sequence[Cells], at: int, best: int) -> tuple[int, int]:
    """Return headings with the row above or below, where both together tell more."""
    for first in (at - 1, at):
        pair = rows[max(first, 0) : first + 2]
        if first < 0 or len(pair) < 2 or not all(map(_may_head, pair)):
            continue
        width = max(map(_width, pair))
        over, under = (_as_wide(row, width) for row in pair)
        is_apart = any(not cell for cell in over) and sum(map(bool, over)) >= _FEWEST
        if is_apart and _known(_in_one([over, under], width)) > best and _may_go_under(under):
            return first, 2
    return at, 1


def _may_go_under(row: Cells) -> bool:
    filled = [cell for cell in row if cell]
    return _known(filled) * 2 >= len(filled)


def _in_one(rows: Sequence[Cells], width: int) -> Cells:
    """Return the headings of a column: of two rows the upper one runs on to the right."""
    if not rows:
        return ("",) * width
    if len(rows) == 1:
        return tuple(" ".join(cell.split()) for cell in rows[0])
    found: list[str] = []
    over = ""
    for upper, lower in zip(*rows, strict=True):
        over = upper or (over if lower else "")
        told = dict.fromkeys(" ".join(cell.split()) for cell in (over, lower) if cell)
        found.append(" / ".join(told))
    return tuple(found)
