"""Phrases for a stretch that ends with the report, and days as tables and logs print them."""

import re
from datetime import date, timedelta

from onrecord.model import Grain, When
from onrecord.resolve.dates.calendar_rules import A_DAY, NO_PEOPLE, read_day
from onrecord.resolve.dates.rule import Rule, part, rule
from onrecord.resolve.dates.spans import (
    Anchor,
    a_day,
    ago,
    bounded,
    days,
    latest_weekday,
    month,
    months,
    months_back,
    one,
    years,
)
from onrecord.resolve.dates.words import (
    MONTH,
    NUMBER,
    WEEKDAY,
    YEAR,
    month_number,
    number,
    weekday_number,
)

_DAY = timedelta(days=1)
_FIGHTING = (
    r"(?:war|fighting|conflict|civil war|siege|clashes|violence|bombing|bombardment|battles?"
    r"|shelling|unrest|protests|occupation|hostilities|air strikes|airstrikes)"
)
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12,
}  # fmt: skip
_NTH = rf"(?:\d{{1,3}}(?:st|nd|rd|th)|{'|'.join(_ORDINALS)})"
_HALVES = {"first": (1, 15), "second": (16, 31)}


def _hours_to(match: re.Match[str], anchor: Anchor) -> When | None:
    """Read "the 24 hours to noon today": the day that the hours end on and the one before."""
    told = part(match, "day")
    end = read_day(told, anchor) if told else anchor.published
    count = number(match["n"])
    if end is None or not 1 <= count <= _WEEK_OF_HOURS:
        return None
    return days(end - max(1, count // 24) * _DAY, end)


_WEEK_OF_HOURS = 168


def _week_ending(match: re.Match[str], anchor: Anchor) -> When | None:
    """Read "the week ending 7 August": seven days, that one the last."""
    end = _weekday(match["day"], anchor) or read_day(match["day"], anchor)
    return days(end - 6 * _DAY, end) if end else None


def _weekday(words: str, anchor: Anchor) -> date | None:
    """As in "the week ending Sunday"; None if the words are no weekday."""
    is_weekday = re.fullmatch(WEEKDAY, words) is not None
    day = anchor.published
    return latest_weekday(weekday_number(words), day) if is_weekday and day else None


def _units_to(match: re.Match[str], anchor: Anchor) -> When | None:
    """Read "in the seven weeks to 7 April", "the ten days to May 3": that day the last."""
    end, count = read_day(match["day"], anchor), number(match["n"])
    if end is None or not 1 <= count <= _YEAR_OF_UNITS:
        return None
    if match["unit"].casefold().startswith("month"):
        return days(months_back(end, count) + _DAY, end)
    size = count * (7 if match["unit"].casefold().startswith("week") else 1)
    return days(end - (size - 1) * _DAY, end)


_YEAR_OF_UNITS = 366


def _years_to(match: re.Match[str], anchor: Anchor) -> When | None:
    """Read "in the four years to June 2020": that month the last, and the first of that name."""
    year = int(match["year"])
    count = 10 if match["n"] is None else number(match["n"])
    if not 1 <= count <= _LONGEST or year <= count:
        return None
    if match["month"] is None:
        return years(year - count, year)
    of_month = month_number(match["month"])
    return bounded(months(year - count, of_month, year, of_month), anchor.published)


_LONGEST = 100


def _in_its_nth(match: re.Match[str], anchor: Anchor) -> When | None:
    """Read "now in its 21st month": from twenty months before the report to the report."""
    day = anchor.published
    if day is None:
        return None
    told = match["nth"].casefold()
    back = _ORDINALS.get(told) or int(re.sub(r"\D", "", told))
    return _back_to(day, back - 1, match["unit"].casefold())


def _of_fighting(match: re.Match[str], anchor: Anchor) -> When | None:
    """Read "after eight days of fighting", "a decade of conflict": up to the report."""
    day = anchor.published
    if day is None:
        return None
    unit, told = match["unit"].casefold().removesuffix("s"), part(match, "n")
    count = number(told) if told else 1
    return _back_to(day, *((10 * count, "year") if unit == "decade" else (count, unit)))


def _back_to(day: date, count: int, unit: str) -> When | None:
    """From a number of units before a day up to it, no finer than the unit."""
    if unit == "day":
        return days(day - count * _DAY, day)
    if unit == "week":
        return days(day - 7 * count * _DAY, day, 3)
    start = months_back(day, count) if unit == "month" else None
    if start is not None:
        return When(earliest=start.replace(day=1), latest=day, grain=Grain.MONTH)
    first = ago(day, count, unit)
    if first is None or first.earliest is None:
        return None
    return When(earliest=first.earliest, latest=day, grain=Grain.YEAR)


def _month_of_year(match: re.Match[str], anchor: Anchor) -> When | None:
    """Read "mid-April of last year", "in March this year"."""
    if anchor.published is None:
        return None
    year = anchor.published.year - (match["which"].casefold() in {"last", "the previous"})
    return month(year, month_number(match["month"]))


def _day_of_year(match: re.Match[str], anchor: Anchor) -> When | None:
    """Read "11 January last year", "on June 8 this year"."""
    if anchor.published is None:
        return None
    year = anchor.published.year - (match["which"].casefold() != "this")
    return one(read_day(f"{match['day']} {year}", anchor))


def _of_the_month(match: re.Match[str], anchor: Anchor) -> When | None:
    """Read "since the beginning of the month", "at the start of the month"."""
    day = anchor.published
    if day is None:
        return None
    first = day.replace(day=1)
    return days(first, day if part(match, "since") else first + 9 * _DAY, 4)


def _half_of_month(match: re.Match[str], anchor: Anchor) -> When | None:
    """Read "the first half of May", "in the second half of the month"."""
    told = part(match, "month")
    if told:
        of_month = month_number(told)
        year = int(match["year"]) if match["year"] else anchor.year_for(of_month)
    elif anchor.published:
        year, of_month = anchor.published.year, anchor.published.month
    else:
        return None
    if year is None:
        return None
    first, last = _HALVES[match["half"].casefold()]
    end = next((d for d in (a_day(year, of_month, n) for n in range(last, 0, -1)) if d), None)
    return days(date(year, of_month, first), end, 4) if end else None


def _row_day(match: re.Match[str], anchor: Anchor) -> When | None:
    """Read "19/08 |" at the head of a table row: the latest such day."""
    day, of_month = int(match[1]), int(match[2])
    if not 1 <= of_month <= 12:
        day, of_month = of_month, day
    year = anchor.year_for(of_month, day) if 1 <= of_month <= 12 else None
    return one(a_day(year, of_month, day)) if year else None


def _short_year(match: re.Match[str], anchor: Anchor) -> When | None:
    """Read "18 JAN 93": in the century of the report, or the one before."""
    upto = anchor.published.year if anchor.published else date.max.year
    century = upto - upto % 100 if anchor.published else 1900
    year = century + int(match["year"])
    year -= 100 * (year > upto)
    return one(a_day(year, month_number(match["month"]), int(match["day"])))


RULES: tuple[Rule, ...] = (
    rule(
        "hours to",
        rf"(?:the )?(?:past |last )?(?P<n>{NUMBER})[-\s](?:hours?|hour period) "
        r"(?:to|until|up to|ending|ending at) (?:\d{1,2}(?:[:.h]\d\d)?(?: ?[ap]\.?m\.?)?|noon"
        rf"|midnight|dawn|dusk|midday)(?: today|,? (?:on )?(?P<day>{A_DAY}))?",
        _hours_to,
        "hour",
        any_case=True,
    ),
    rule(
        "week ending",
        rf"(?i:the )?(?i:week (?:ending|to|ended)) (?:on )?(?P<day>{A_DAY}|{WEEKDAY})",
        _week_ending,
        r"[Ww]eek",
    ),
    rule(
        "units to a day",
        rf"(?i:the )?(?P<n>(?i:{NUMBER})) (?P<unit>(?i:days|weeks|months)) (?i:to|ending) "
        rf"(?i:on )?(?P<day>{A_DAY})",
        _units_to,
        r"(?i:days|weeks|months)",
    ),
    rule(
        "years to a year",
        rf"(?i:the )?(?:(?P<n>(?i:{NUMBER})) (?i:years)|(?i:decade)) (?i:to|ending(?: in)?) "
        rf"(?:(?P<month>{MONTH}) )?(?P<year>{YEAR})",
        _years_to,
        r"(?i:years|decade)",
    ),
    rule(
        "in its nth",
        rf"(?:in(?:to)?|enter(?:s|ed|ing)?|began|begins) its (?P<nth>{_NTH}) "
        r"(?P<unit>day|week|month|year)",
        _in_its_nth,
        r"\bits\b",
        any_case=True,
    ),
    rule(
        "days of fighting",
        rf"(?:(?:after|in|during|over|by) )?(?P<n>{NUMBER}) "
        rf"(?P<unit>days|weeks|months|years|decades?|year) of (?:\w+ )?{_FIGHTING}",
        _of_fighting,
        r"\bof\b",
        any_case=True,
    ),
    rule(
        "month of last year",
        rf"(?i:early |mid-|mid |late )?(?P<month>{MONTH})(?: of|,)? "
        r"(?P<which>(?i:last|this|the previous)) year",
        _month_of_year,
        "year",
    ),
    rule(
        "day of last year",
        rf"(?P<day>{A_DAY}),? (?:of )?(?P<which>(?i:last|this|the previous)) year",
        _day_of_year,
        "year",
    ),
    rule(
        "beginning of the month",
        r"(?:(?P<since>since) )?(?:at )?the (?:beginning|start) of (?:the|this) month",
        _of_the_month,
        "month",
        any_case=True,
    ),
    rule(
        "half of a month",
        r"(?i:the )?(?P<half>(?i:first|second)) half of (?:(?P<month>"
        rf"{MONTH})(?:,? (?P<year>(?:19|20)\d\d))?|(?:the|this) month)",
        _half_of_month,
        "half",
    ),
    rule("day of a row", r"(?<![^\n])(\d{1,2})/(\d{1,2})(?= ?[|\t]|\Z)", _row_day, r"\d/\d"),
    rule(
        "short year",
        rf"(?P<day>\d{{1,2}})[-\s](?P<month>{MONTH})[-\s]['’]?(?P<year>\d\d)(?![\d:.]){NO_PEOPLE}",
        _short_year,
        MONTH,
    ),
)
