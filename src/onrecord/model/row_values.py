"""
Values of a row that another program wrote: each of the kind it should be, or a ValueError.

The error's words are a clause that a person understands: "“low” must be a number, not 'ten'".
"""

import calendar
import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any, NoReturn, TypeVar

Code = TypeVar("Code", bound=StrEnum)
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", re.ASCII)


def fail(why: str) -> NoReturn:
    """Raise what is wrong, as a clause."""
    raise ValueError(why)


def text(row: Mapping[str, Any], key: str) -> str | None:
    """Return text or None."""
    held = row.get(key)
    if held is not None and not isinstance(held, str):
        fail(f"“{key}” must be text, not {held!r:.40}")
    return held


def needed(row: Mapping[str, Any], key: str, where: str) -> str:
    """Return text that must be told."""
    held = text(row, key)
    if held is None:
        fail(f"“{key}” is missing in “{where}”")
    return held


def number(row: Mapping[str, Any], key: str) -> float | None:
    """Return a finite number or None."""
    held = row.get(key)
    if held is not None and (isinstance(held, bool) or not isinstance(held, int | float)):
        fail(f"“{key}” must be a number, not {held!r:.40}")
    if isinstance(held, float) and held in (float("inf"), float("-inf")):  # 1e999
        fail(f"“{key}” is too large")
    return held


def whole(row: Mapping[str, Any], key: str) -> int | None:
    """Return a whole number or None."""
    held = number(row, key)
    if held is not None and held != int(held):
        fail(f"“{key}” must be a whole number, not {held}")
    return None if held is None else int(held)


def flag(row: Mapping[str, Any], key: str) -> bool:
    """Return true or false; None counts as false."""
    held = row.get(key)
    if held is not None and not isinstance(held, bool):
        fail(f"“{key}” must be true or false, not {held!r:.40}")
    return bool(held)


def code(row: Mapping[str, Any], key: str, kind: type[Code], default: Code | None = None) -> Code:
    """Return a code of the model; the default where none is told and there is one."""
    held = text(row, key)
    if held is None and default is not None:
        return default
    if held not in list(kind):
        fail(f"“{key}” is {held!r:.40}, which is not one of {', '.join(kind)}")
    return kind(held)


def objects(held: Any, where: str) -> list[Mapping[str, Any]]:
    """Return a list of objects; an empty one where nothing is told."""
    if held is None:
        return []
    if not isinstance(held, list) or not all(isinstance(one, dict) for one in held):
        fail(f"“{where}” must be a list of objects in braces")
    return held


def bounds(told: str) -> tuple[date, date]:
    """Return the first and the last day of a day, a month or a year."""
    match = _DATE.fullmatch(told)
    if not match:
        fail(f"“{told:.40}” is no day, month or year as in 2024-05-14, 2024-05, 2024")
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
        last_month = month or 12
        last_day = day or calendar.monthrange(first.year, last_month)[1]
        return first, date(first.year, last_month, last_day)
    except ValueError:
        fail(f"“{told}” is not in the calendar")


def day(held: Mapping[str, Any], key: str) -> date | None:
    """Return a day or None; of a month or a year the first."""
    told = text(held, key)
    return bounds(told)[0] if told else None
