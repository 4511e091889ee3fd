"""What is wrong with a table, each with its row and column, and not without end."""

from collections import Counter

from onrecord.model import Document, Problem, Severity

_MOST = 50  # problems of one kind in one table: more say nothing new
_LONGEST = 60  # characters of a cell that a message repeats


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

    def about_cell(self, number: int, heading: str, value: str, why: str) -> None:
        """Note a cell that could not be read, and go on."""
        shown = " ".join(value.split())[:_LONGEST]
        message = f"Row {number}, column “{heading}”: “{shown}” {why}."
        self.note(code="table-cell", message=message)

    def about_row(self, number: int, *, code: str, message: str) -> None:
        """Note something about a whole row."""
        self.note(code=code, message=f"Row {number}: {message}.")

    def note(self, *, code: str, message: str, severity: Severity = Severity.WARNING) -> None:
        """Note a problem; of one kind only the first so many are kept, and how many more."""
        self._counted[code] += 1
        if self._counted[code] <= _MOST:
            where = self._document.name
            self._found.append(Problem(code=code, message=message, where=where, severity=severity))

    def all(self) -> tuple[Problem, ...]:
        """Return what was noted, in order."""
        where, severity = self._document.name, Severity.WARNING
        more = [
            Problem(code=code, message=f"{n - _MOST:,} more.", where=where, severity=severity)
            for code, n in self._counted.items()
            if n > _MOST
        ]
        return (*self._found, *more)
