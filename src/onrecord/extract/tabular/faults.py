"""What is wrong with a table, each with its row and column, and not without end."""

from collections import Counter
from dataclasses import dataclass

from onrecord.model import Document, Problem, Severity

_MOST = 50  # problems of one kind in one table: more say nothing new
_LONGEST = 60  # characters of a cell that a message repeats
MOST_LEFT = 1_000  # rows of which it is kept why nothing was taken


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """
    A row of which nothing was taken.

    Attributes:
        row: Its number, from 1, as a spreadsheet numbers rows.
        column: The heading of the cell that is the reason; None where it is the row.
        value: What that cell holds.
        why: In words.
    """

    row: int
    column: str | None
    value: str | None
    why: str


class Faults:
    """
    Collects the problems of one table.

    Args:
        document: The table.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._found: list[Problem] = []
        self._counted: Counter[str] = Counter()
        self._of_row: dict[int, LeftOut] = {}
        self._left: list[LeftOut] = []
        self.left = 0

    def about_cell(self, number: int, heading: str, value: str, why: str) -> None:
        """Note a cell that could not be read, and go on."""
        shown = " ".join(value.split())[:_LONGEST]
        message = f"Row {number}, column “{heading}”: “{shown}” {why}."
        told = LeftOut(row=number, column=heading, value=shown, why=f"“{shown}” {why}")
        self._of_row.setdefault(number, told)
        self.note(code="table-cell", message=message)

    def about_row(self, number: int, *, code: str, message: str) -> None:
        """Note something about a whole row."""
        self._of_row.setdefault(number, LeftOut(row=number, column=None, value=None, why=message))
        self.note(code=code, message=f"Row {number}: {message}.")

    def leave(self, number: int, why: str) -> None:
        """Note that nothing was taken of a row: for what was wrong with it, else for a reason."""
        self.left += 1
        if len(self._left) < MOST_LEFT:
            told = LeftOut(row=number, column=None, value=None, why=why)
            self._left.append(self._of_row.get(number, told))

    def note(self, *, code: str, message: str, severity: Severity = Severity.WARNING) -> None:
        """Note a problem; of one kind only the first so many are kept, and how many more."""
        self._counted[code] += 1
        if self._counted[code] <= _MOST:
            where = self._document.name
            self._found.append(Problem(code=code, message=message, where=where, severity=severity))

    def rows_left(self) -> tuple[LeftOut, ...]:
        """Return the rows of which nothing was taken, the first so many."""
        return tuple(sorted(self._left, key=lambda one: one.row))

    def all(self) -> tuple[Problem, ...]:
        """Return what was noted, in order."""
        where, severity = self._document.name, Severity.WARNING
        more = [
            Problem(code=code, message=f"{n - _MOST:,} more.", where=where, severity=severity)
            for code, n in self._counted.items()
            if n > _MOST
        ]
        return (*self._found, *more)
