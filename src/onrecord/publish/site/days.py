"""Days and months as pages say them, never finer than they are known."""

from datetime import date

from onrecord.model.when import Grain, When
from onrecord.publish.site.gathered import UNDATED
from onrecord.publish.words import _, remembered


@remembered
def month(index: int) -> str:
    """Return a month's name, 1 to 12."""
    return (
        _("January"), _("February"), _("March"), _("April"), _("May"), _("June"),
        _("July"), _("August"), _("September"), _("October"), _("November"), _("December"),
    )[index - 1]  # fmt: skip


@remembered
def month_of(key: str) -> str:
    """
    Return a month by its key.

    >>> month_of("2018-08"), month_of("undated")
    ('August 2018', 'Day not told')
    """
    if key == UNDATED:
        return _("Day not told")
    return _("%(month)s %(year)s") % {"month": month(int(key[5:])), "year": key[:4]}


@remembered
def day(value: date) -> str:
    """
    Return a day as people write it.

    >>> day(date(2014, 3, 7))
    '7 March 2014'
    """
    return _("%(day)s %(month)s %(year)s") % {
        "day": value.day, "month": month(value.month), "year": value.year,
    }  # fmt: skip


@remembered
def when(time: When | None) -> str:
    """
    Return a time in words, never finer than it is known.

    >>> when(When(earliest=date(2025, 3, 6), latest=date(2025, 3, 10)))
    '6–10 March 2025'
    >>> when(When(earliest=date(2011, 3, 1), latest=None, grain=Grain.MONTH)), when(None)
    ('since March 2011', 'day not told')
    """
    first = _at(time.earliest, time.grain) if time and time.earliest else None
    last = _at(time.latest, time.grain) if time and time.latest else None
    if first is None and last is None:
        return _("day not told")
    if first is None:
        return _("until %(day)s") % {"day": last}
    if last is None:
        return _("since %(day)s") % {"day": first}
    if first == last:
        return first
    if time and time.earliest and time.latest and time.grain is Grain.DAY:
        return _days(time.earliest, time.latest)
    return _("%(first)s – %(last)s") % {"first": first, "last": last}


def _days(first: date, last: date) -> str:
    """Return from which day to which; a month that both share is told once."""
    if (first.year, first.month) != (last.year, last.month):
        return _("%(first)s – %(last)s") % {"first": day(first), "last": day(last)}
    # Translators: two days of one month; a dash turns around in a line from right to left.
    return _("%(first)s–%(last)s %(month)s %(year)s") % {
        "first": first.day, "last": last.day, "month": month(last.month), "year": last.year,
    }  # fmt: skip


def _at(value: date, grain: Grain) -> str:
    if grain is Grain.YEAR:
        return str(value.year)
    if grain is Grain.MONTH:
        return _("%(month)s %(year)s") % {"month": month(value.month), "year": value.year}
    return day(value)
