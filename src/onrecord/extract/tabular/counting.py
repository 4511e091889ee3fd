"""From the cells of one row that count the same people to one number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.extract.tabular.column import Column
from onrecord.extract.tabular.faults import Faults
from onrecord.extract.tabular.numbers import UnreadableError, count
from onrecord.kit.cells import Cell
from onrecord.model import Count, Qualifier


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """
    What columns of one meaning say in one row.

    Attributes:
        columns: Those whose cells hold anything.
        count: How many.
        start, end: From the first to the last of their cells, in code points.
    """

    columns: tuple[Column, ...]
    count: Count
    start: int
    end: int


def counted(
    columns: Sequence[Column], cells: Mapping[int, Cell], number: int, faults: Faults
) -> Counted | None:
    """
    Return what columns that count the same say in a row; None if they say nothing.

    A lower and an upper end are one claim from the one to the other. Where the upper one
    stands below the lower one it is not known which is wrong, so neither is used; only
    where the keeper's codebook allows that order do they bound each other as they are (a
    GED event of clarity 2, UCDP GED Codebook 19.1). The keeper's best guess between them
    is in the claim's words, and is no claim of its own.

    Args:
        columns: Those of one meaning.
        cells: The row's cells that hold anything, by column.
        number: The row's, for what is wrong with it.
        faults: Where that goes.
    """
    told: dict[Column, Count] = {}
    for column in columns:
        cell = cells.get(column.index)
        if cell is None:
            continue
        try:
            found = count(cell.value)
        except UnreadableError:
            faults.about_cell(number, column.heading, cell.value, "is no number of people")
            return None
        if found is not None:
            told[column] = found
    if any(column.bound != "rest" for column in told):
        told = {column: held for column, held in told.items() if column.bound != "rest"}
    together = _together(told, number, faults) if told else None
    if together is None:
        return None
    stood = [cells[column.index] for column in told]
    return Counted(
        columns=tuple(told),
        count=together,
        start=min(cell.start for cell in stood),
        end=max(cell.end for cell in stood),
    )


def _together(told: Mapping[Column, Count], number: int, faults: Faults) -> Count | None:
    by_bound = {column.bound: (column, held) for column, held in told.items()}
    if len(told) == 1 and not by_bound.keys() & {"low", "high"}:
        return next(iter(told.values()))
    if len(told) > 1 and all(column.any_order for column in told):
        return _range([held.low for held in told.values()], [held.high for held in told.values()])
    ends = [by_bound.get("low"), by_bound.get("high")]
    low = ends[0][1].low if ends[0] else None
    high = ends[1][1].high if ends[1] else None
    if low is not None and high is not None and low > high:
        faults.about_row(
            number,
            code="table-bounds",
            message=f"{_named(ends)} are {low:g} and {high:g}: the upper end is "
            "below the lower, so neither was used",
        )
        return None
    for column, held in told.items():
        if column.bound in {None, "best"} and _is_outside(held, low, high):
            faults.about_row(
                number,
                code="table-bounds",
                message=f"“{column.heading}” is {held}, outside of what {_named(ends)} allow",
            )
    if low is None and high is None:
        return next(iter(told.values()))
    return _range([low], [high])


def _named(ends: Sequence[tuple[Column, Count] | None]) -> str:
    return " and ".join(f"“{end[0].heading}”" for end in ends if end)


def _is_outside(held: Count, low: float | None, high: float | None) -> bool:
    below = low is not None and held.high is not None and held.high < low
    above = high is not None and held.low is not None and held.low > high
    return below or above


def _range(lows: Sequence[float | None], highs: Sequence[float | None]) -> Count:
    low = min((end for end in lows if end is not None), default=None)
    high = max((end for end in highs if end is not None), default=None)
    if low == high:
        kind = Qualifier.EXACT
    elif high is None:
        kind = Qualifier.AT_LEAST
    else:
        kind = Qualifier.UP_TO if low is None else Qualifier.RANGE
    return Count(low=low, high=high, qualifier=kind)
