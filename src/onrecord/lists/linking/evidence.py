"""Pairs as people see them: the words that were compared, how they agree, what that weighs."""

from datetime import date

from onrecord.lists.linking.columns import Columns
from onrecord.lists.linking.rows import LinkRow, part_of
from onrecord.lists.linking.scored import LEVELS, Scored
from onrecord.model import Compared, Level

_PARTS = {"given", "father", "grandfather", "family"}


def evidence(columns: Columns, scored: Scored, at: int) -> tuple[Compared, ...]:
    """
    Return what each field says of one scored pair, with the words as written.

    Fields of which neither row says anything are left out.
    """
    left, right = columns.row(int(scored.left[at])), columns.row(int(scored.right[at]))
    told = []
    for number, field in enumerate(scored.fields):
        words = _words(left, right, field)
        level = LEVELS[scored.levels[at, number]]
        if level is Level.MISSING and not any(words):
            continue
        weight = round(float(scored.weights[at, number]), 4)
        told.append(
            Compared(field=field, left=words[0], right=words[1], level=level, weight=weight)
        )
    return tuple(told)


def _words(left: LinkRow, right: LinkRow, field: str) -> tuple[str, str]:
    if field in _PARTS:
        return _names(left, right, field)
    return _written(left, field), _written(right, field)


def _names(left: LinkRow, right: LinkRow, field: str) -> tuple[str, str]:
    """Return a part of both names, in letters that both have if there are such."""
    pairs = ((left.arabic, right.arabic), (left.other, right.other))
    one, two = next(((a, b) for a, b in pairs if a and b), (left.name, right.name))
    parts = (part_of(one, field), part_of(two, field))
    return (parts[0].written if parts[0] else "", parts[1].written if parts[1] else "")


def _written(row: LinkRow, field: str) -> str:
    match field:
        case "mother":
            return row.mother.written if row.mother else ""
        case "place":
            return row.place_written
        case "born":
            return _born(row)
        case "age":
            return "" if row.age is None else str(row.age)
        case "number":
            return _masked(row.national_id)
        case "date":
            return _span(row.harm_earliest, row.harm_latest)
    return str(getattr(row, field, ""))


def _masked(number: str) -> str:
    """Return a number of which only the last two figures can be read: enough to find the row."""
    return "•" * max(len(number) - 2, 0) + number[-2:]


def _born(row: LinkRow) -> str:
    age = "" if row.age is None else f"age {row.age}"
    if row.born_day is not None:
        return ", ".join(one for one in (_day(row.born_day), age) if one)
    if row.born_year is not None:
        return ", ".join(one for one in (str(row.born_year), age) if one)
    return age


def _span(earliest: int | None, latest: int | None) -> str:
    told = [_day(one) if one is not None else "" for one in (earliest, latest)]
    return told[0] if told[0] == told[1] else "/".join(told)


def _day(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat()
