"""Days as lists of persons write them: in figures, or with the name of the month."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache

from onrecord.kit.spelling import words_of
from onrecord.model import Grain, When
from onrecord.model.days_in_cells import Doubtful, when
from onrecord.vocab import read_table

_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th|er|م)\b")
_THIS_CENTURY = 70  # as `when` has it for two digits
_BESIDE = frozenset({"of", "de", "du", "le", "من", "شهر", "عام", "سنة", "سنه", "يوم"})
_YEAR_DIGITS = 4
_LONGEST = 60


@cache
def _months() -> Mapping[str, int]:
    held = read_table("onrecord.vocab", "months.yaml")["months"]
    return {
        " ".join(words_of(name)): number
        for language in ("fr", "ar", "en")
        for number, names in enumerate(held[language], 1)
        for name in names.split("|")
    }


@lru_cache(maxsize=16_384)
def day(cell: str, order: str | None) -> When | Doubtful | None:
    """
    Return the day, month or year that a cell says; None if it says none.

    Args:
        cell: As written.
        order: Which number is first in "3/4/2024": `day-first`, `month-first`, a pattern such
            as `%d.%m.%Y`; None if that is not known.

    >>> day("12 آذار 2024", None).date_from, day("Jul-2016", None).date_from
    ('2024-03-12', '2016-07')
    >>> day("3/4/2024", None), day("3/4/2024", "day-first").date_from
    (Doubtful(), '2024-04-03')
    """
    if len(cell) > _LONGEST:
        return None
    return when(cell, order) or _named(cell)


def _named(cell: str) -> When | None:
    digits = "".join(str(unicodedata.decimal(s)) if s.isdecimal() else s for s in cell.casefold())
    words = [w for w in words_of(_ORDINAL.sub("", digits)) if w not in _BESIDE]
    numbers = [(at, int(word)) for at, word in enumerate(words) if word.isdecimal()]
    name = " ".join(word for word in words if not word.isdecimal())
    month = _months().get(name)
    if month is None or not numbers or len(numbers) > 2:
        return None
    year = next((n for at, n in numbers if len(words[at]) == _YEAR_DIGITS), None)
    rest = [n for _, n in numbers if n != year]
    if year is None:  # "12 Jul 16", and never "Jul 16", which may be a day of an unknown year
        if len(rest) != 2 or len(words[numbers[-1][0]]) != 2:
            return None
        year = rest.pop()
        year += 2000 if year < _THIS_CENTURY else 1900
    if len(rest) > 1 or (len(numbers) == 2 and not rest):
        return None
    return _made(year, month, rest[0] if rest else None)


def of_parts(year: str, month: str, day_of_month: str) -> When | None:
    """
    Return the time that columns of their own say; a month may have a name.

    >>> of_parts("2023", "October", "").date_from, of_parts("2023", "10", "7").date_from
    ('2023-10', '2023-10-07')
    """
    numbers = [_number(part) for part in (year, day_of_month)]
    named = _months().get(" ".join(words_of(month)), _number(month))
    if not numbers[0] or (month.strip() and not named) or (day_of_month.strip() and not numbers[1]):
        return None
    return _made(numbers[0], named, numbers[1])


def _number(part: str) -> int | None:
    bare = part.strip().removesuffix(".0")
    return int(bare) if bare.isdecimal() and len(bare) <= _YEAR_DIGITS else None


def _made(year: int, month: int | None, day_of_month: int | None) -> When | None:
    if day_of_month and not month:
        return None
    try:
        start = date(year, month or 1, day_of_month or 1)
        last = monthrange(year, month or 12)[1]
        end = date(year, month or 12, day_of_month or last)
    except (ValueError, IndexError):
        return None
    grain = Grain.DAY if day_of_month else Grain.MONTH if month else Grain.YEAR
    return When(earliest=start, latest=end, grain=grain)


def a_century_before(told: When) -> When | None:
    """Return a time of two digits of the year, taken for the century before."""
    moved = [d.replace(year=d.year - 100) if d else None for d in (told.earliest, told.latest)]
    return When(earliest=moved[0], latest=moved[1], grain=told.grain)
