"""Days, months and years as the cells of tables write them, in figures."""

import calendar
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from onrecord.model.document import DAY_FIRST, MONTH_FIRST
from onrecord.model.when import Grain, When

_CLOCK = re.compile(
    r"[T ]\s*\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?)?\s*(?:[AaPp][Mm])?\s*(?:Z|[+-]\d\d:?\d\d)?$"
)
_ISO = re.compile(
    r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})(?:[-/.](?P<d>\d{1,2}))?|(?P<year>(?:1[89]|20)\d\d)"
)
_JOINED = re.compile(r"(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)")
_NUMERIC = re.compile(r"(?P<a>\d{1,2})(?P<mark>[-/.])(?P<b>\d{1,2})(?P=mark)(?P<y>\d{4}|\d\d)")
_TO = re.compile(r"\s+(?:to|until|-|–|—|الى|إلى)\s+|(?<=\d)(?:–|—)(?=\d)|(?<=\d{4}-\d\d-\d\d)/")
_SPLIT = re.compile(r"(?<=\d)(?:(?P<near>[-/.])[ \u00a0]+|[ \u00a0]+(?P<far>[-/.]))(?=\d)")
_LETTER = re.compile(r"[^\W\d_]")
_YEAR_DIGITS = 4
_THIS_CENTURY = 70  # of two digits: 69 is 2069 and 70 is 1970, as the C library reads them


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubtful:
    """A day such as 3/4/2024, which may be two: which number is the month is not known."""


def order(values: Iterable[str], told: str | None) -> str | None:
    """
    Return which number comes first in a column's days: what its own cells show.

    A number above 12 is no month. Where none is, or cells show both, the order is what a
    person told; None if nobody did.

    >>> order(["3/4/2024", "25/4/2024"], None), order(["3/4/2024"], None)
    ('day-first', None)
    """
    shown = set()
    for value in values:
        for half in _TO.split(_plain(value)):
            match = _NUMERIC.fullmatch(half.strip())
            if match and (int(match["a"]) > 12) != (int(match["b"]) > 12):
                shown.add(DAY_FIRST if int(match["a"]) > 12 else MONTH_FIRST)
    return shown.pop() if len(shown) == 1 else told


@lru_cache(maxsize=4096)  # a column of days names few, many times each
def when(value: str, first: str | None) -> When | Doubtful | None:
    """
    Return the time that a cell in figures says; None if it is not in figures.

    Args:
        value: The cell: "2018-08-09", "2018-08", "9/8/2018", "2018-08-09 to 2018-08-11".
        first: Which number is first in "9/8/2018"; None if that is not known; or a pattern
            that a person told, such as `%d.%m.%y`.

    >>> print(when("2018-08", None).date_from, when("9/8/2018", "day-first").date_from)
    2018-08 2018-08-09
    >>> when("9/8/2018", None)
    Doubtful()
    >>> print(when("2018-08- 09", None).date_from)
    2018-08-09
    """
    if first is not None and is_pattern(first):
        by_pattern = _by_pattern(_in_plain_digits(value), first)
        if by_pattern is not None:
            return by_pattern
        first = None
    halves = [half.strip() for half in _TO.split(_plain(value))]
    found = [_one(half, first) for half in halves[:2]]
    if len(halves) > 2 or None in found:
        return None
    if any(isinstance(one, Doubtful) for one in found):
        return Doubtful()
    told = [one for one in found if isinstance(one, When)]
    return told[0] if len(told) == 1 else between(told[0], told[1])


def is_pattern(order: str | None) -> bool:
    """Return whether an order is a pattern of days, and no name of an order."""
    return order is not None and "%" in order


def _by_pattern(value: str, pattern: str) -> When | None:
    """Return the time that a cell says by a pattern: a month where the pattern has no day."""
    try:
        found = datetime.strptime(value.strip(), pattern)  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return None
    has_day = "%d" in pattern or "%e" in pattern or "%j" in pattern
    has_month = has_day or any(sign in pattern for sign in ("%m", "%b", "%B"))
    return _made(found.year, found.month if has_month else None, found.day if has_day else None)


def between(first: When | None, last: When | None) -> When | None:
    """Return the time from one to another; None if it would run backwards."""
    if first is None or last is None:
        return first or last
    if first.earliest and last.latest and first.earliest > last.latest:
        return None
    grain = Grain.DAY if Grain.DAY in {first.grain, last.grain} else first.grain
    return When(earliest=first.earliest, latest=last.latest, grain=grain)


def of_parts(year: str, month: str, day: str) -> When | None:
    """
    Return the time that columns of their own say in figures; None if they do not.

    >>> print(of_parts("2018", "8", "").date_from)
    2018-08
    """
    parts = [_plain(part) for part in (year, month, day)]
    parts = [re.sub(r"\.0+$", "", part) for part in parts]
    if not parts[0] or not all(
        not part or (part.isdecimal() and len(part) <= _YEAR_DIGITS) for part in parts
    ):
        return None
    return _made(*(int(part) if part else None for part in parts))


def widened(told: When, days: int) -> When:
    """Return a day with some days around it: where the keeper says that it is a middle."""
    if told.earliest is None or told.latest is None:
        return told
    around = timedelta(days=days)
    return When(earliest=told.earliest - around, latest=told.latest + around)


def month_of(told: When) -> When:
    """Return the month that a day stands for."""
    day = told.earliest or told.latest
    made = _made(day.year, day.month, None) if day else None
    return made or told


def year_of(told: When) -> When:
    """Return the year that a day stands for."""
    day = told.earliest or told.latest
    made = _made(day.year, None, None) if day else None
    return made or told


def has_letters(value: str) -> bool:
    """Return whether a cell has words in it, such as the name of a month."""
    return any(_LETTER.search(half) for half in _TO.split(_plain(value)))


def _plain(value: str) -> str:
    """
    Return a cell without the time of day, its digits as 0 to 9.

    A space on one side of a mark is an accident of who typed or of a paper's spacing; on both
    sides of a dash it is "to".
    """
    told = _CLOCK.sub("", _in_plain_digits(value.strip())).strip()
    return _SPLIT.sub(lambda found: found["near"] or found["far"], told) if " " in told else told


def _in_plain_digits(value: str) -> str:
    if value.isascii():
        return value
    return "".join(str(unicodedata.decimal(s)) if s.isdecimal() else s for s in value)


def _one(half: str, first: str | None) -> When | Doubtful | None:
    match = _ISO.fullmatch(half) or _JOINED.fullmatch(half)
    if match:
        told = match.groupdict()
        return _made(*(int(told[k]) if told.get(k) else None for k in ("y", "m", "d"))) or (
            _made(int(told["year"]), None, None) if told.get("year") else None
        )
    match = _NUMERIC.fullmatch(half)
    if match is None:
        return None
    one, other, year = int(match["a"]), int(match["b"]), int(match["y"])
    if len(match["y"]) == 2:
        year += 2000 if year < _THIS_CENTURY else 1900
    if one == other or one > 12 or other > 12:
        return _made(year, min(one, other), max(one, other))
    if first is None:
        return Doubtful()
    return _made(year, other, one) if first == DAY_FIRST else _made(year, one, other)


def _made(year: int | None, month: int | None, day: int | None) -> When | None:
    """Return a year, a month or a day; None if it is not in the calendar."""
    if year is None or (day and not month):
        return None
    try:
        start = date(year, month or 1, day or 1)
        last = calendar.monthrange(year, month or 12)[1]
        end = date(year, month or 12, day or last)
    except (ValueError, IndexError):
        return None
    grain = Grain.DAY if day else Grain.MONTH if month else Grain.YEAR
    return When(earliest=start, latest=end, grain=grain)
