"""Stretches of days, and how the day of publication bounds them."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.model import Grain, When

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """
    What a phrase is read against.

    Attributes:
        published: The day of publication; None if not known, and then only phrases that
            tell their own date can be resolved.
        year: The year to read a day and month without one in; None to take the latest past.
        reference: The day that "the next day" and the like start from; None if none.
        spoken: The time told last, of any length, for "that year"; None if none.
    """

    published: date | None = None
    year: int | None = None
    reference: date | None = None
    spoken: When | None = None

    def year_for(self, month: int, day: int = 1) -> int | None:
        """Return the year of the latest such day not after publication; None if unknown."""
        if self.year is not None:
            return self.year
        if self.published is None:
            return None
        year = self.published.year
        return year if (month, day) <= (self.published.month, self.published.day) else year - 1


def a_day(year: int, month: int, day: int) -> date | None:
    """Return a date; None if there is no such day."""
    if not 1 <= month <= 12 or not 1 <= year <= 9999:
        return None
    last = calendar.monthrange(year, month)[1]
    return date(year, month, day) if 1 <= day <= last else None


def one(day: date | None) -> When | None:
    """Return a single day as a time."""
    return None if day is None else When(earliest=day, latest=day)


def days(first: date, last: date, precision: int | None = None) -> When | None:
    """Return the days from first to last; None if they run backwards."""
    if first > last:
        return None
    return When(earliest=first, latest=last, stated_precision=precision)


def month(year: int, number: int) -> When:
    """Return a whole month."""
    return months(year, number, year, number)


def months(year: int, first: int, last_year: int, last: int) -> When:
    """Return whole months, from the first to the last."""
    return When(
        earliest=date(year, first, 1),
        latest=date(last_year, last, calendar.monthrange(last_year, last)[1]),
        grain=Grain.MONTH,
        stated_precision=4 if (year, first) == (last_year, last) else 5,
    )


def years(first: int, last: int) -> When:
    """Return whole years, from the first to the last."""
    return When(
        earliest=date(first, 1, 1),
        latest=date(last, 12, 31),
        grain=Grain.YEAR,
        stated_precision=5,
    )


def months_back(day: date, count: int) -> date:
    """Return the day some months before; the month's last day where it has no such day."""
    total = day.year * 12 + day.month - 1 - count
    year, number = divmod(total, 12)
    last = calendar.monthrange(year, number + 1)[1]
    return date(year, number + 1, min(day.day, last))


def ago(day: date, count: int, unit: str) -> When | None:
    """
    Return some days, weeks, months or years before a day, no finer than the unit.

    None where that reaches back before the first year.
    """
    if unit == "day":
        return one(day - count * _DAY)
    if unit == "week":
        middle = day - 7 * count * _DAY
        return days(middle - 3 * _DAY, middle + 3 * _DAY, 3)
    if unit == "month":
        then = months_back(day, count)
        return month(then.year, then.month)
    return years(day.year - count, day.year - count) if day.year > count else None


def latest_weekday(weekday: int, not_after: date) -> date:
    """Return the latest day of a weekday on or before a day."""
    return not_after - timedelta(days=(not_after.weekday() - weekday) % 7)


def bounded(when: When | None, published: date | None) -> When | None:
    """
    Return a time that does not outlast publication: a report tells of nothing later.

    A time wholly after publication is left as it is, for a check to ask about.
    """
    if when is None or published is None or when.latest is None or when.latest <= published:
        return when
    if when.earliest is not None and when.earliest > published:
        return when
    return When(
        earliest=when.earliest,
        latest=published,
        grain=when.grain,
        stated_precision=when.stated_precision,
    )
