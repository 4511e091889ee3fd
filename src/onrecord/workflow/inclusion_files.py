"""Tables of inclusion that were handed in: who is on which lists, and no name."""

from pathlib import Path

from onrecord.kit import cells
from onrecord.model import InclusionTable, OnRecordError

_COUNTS = frozenset({"n", "count", "counts", "freq", "frequency", "number", "people", "cases", "x"})
_MOST = 5_000_000  # characters


def read_inclusions(path: Path) -> InclusionTable:
    """
    Return a table of inclusion from a CSV file.

    Each column is a list, with 1 for those who are on it and 0 for the others, and a last
    column such as `n` says how many people a row stands for; without one each row is one
    person. Rows with the same lists are added up.

    Raises:
        OnRecordError: There is no such file, or it is no such table.
    """
    try:
        content = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise OnRecordError(f"{path} cannot be read as text in UTF-8") from None
    if len(content) > _MOST:
        raise OnRecordError(f"{path} is too long for a table of inclusion")
    rows = cells.rows(content)
    first = next(rows, None)
    heading = [cell.value.strip() for cell in first.cells] if first else []
    has_counts = bool(heading) and heading[-1].casefold() in _COUNTS
    lists = tuple(heading[:-1] if has_counts else heading)
    if len(lists) < 2 or len(set(lists)) < len(lists) or "" in lists:
        raise OnRecordError(f"{path} needs a column for each of two lists or more, each named once")
    counts: dict[str, int] = {}
    for row in rows:
        told = [cell.value.strip() for cell in row.cells]
        pattern, many = "".join(told[: len(lists)]), told[-1] if has_counts else "1"
        is_row = len(told) == len(heading) and set(told[: len(lists)]) <= {"0", "1"}
        if not is_row or not many.isdecimal():
            raise OnRecordError(f"{path}, row {row.number}: not a row of 0, 1 and a whole number")
        if "1" in pattern:  # nobody is known to be on no list
            counts[pattern] = counts.get(pattern, 0) + int(many)
    return InclusionTable(lists=lists, cells=tuple(sorted(counts.items())))
