"""Phrases that count from the day of publication, after the UCDP codebook's table."""

import re
from datetime import date, timedelta

from onrecord.model import When
from onrecord.resolve.dates.rule import Rule, part, rule
from onrecord.resolve.dates.spans import (
    Anchor,
    ago,
    days,
    month,
    months_back,
    one,
    years,
)
from onrecord.resolve.dates.words import MONTH, NUMBER, month_number, number

_DAY = timedelta(days=1)
_PART_OF_DAY = r"(?: (?:early |late )?(?i:morning|afternoon|evening|night|noon|midday|dawn))"
_EVENT = (
    "offensive|battle|siege|assault|operation|raid|clashes|fighting|bombardment|rampage|attack"
    "|shelling|campaign|incursion|standoff|violence"
)


def _back(first: int, last: int = 0, precision: int | None = None) -> "_Days":
    """Return a meaning: from some days before publication to some days before it."""
    return _Days(first, last, precision)


class _Days:
    def __init__(self, first: int, last: int, precision: int | None) -> None:
        self._first, self._last, self._precision = first, last, precision

    def __call__(self, _: re.Match[str], anchor: Anchor) -> When | None:
        day = anchor.published
        if day is None:
            return None
        return days(day - self._first * _DAY, day - self._last * _DAY, self._precision)


def _week(weeks_before: int, first: int, last: int, precision: int) -> "_Week":
    return _Week(weeks_before, first, last, precision)


class _Week:
    """Some weekdays of a week before publication's own."""

    def __init__(self, before: int, first: int, last: int, precision: int) -> None:
        self._before, self._first, self._last = before, first, last
        self._precision = precision

    def __call__(self, _: re.Match[str], anchor: Anchor) -> When | None:
        if anchor.published is None:
            return None
        monday = anchor.published - anchor.published.weekday() * _DAY
        monday -= self._before * 7 * _DAY
        return days(monday + self._first * _DAY, monday + self._last * _DAY, self._precision)


def _this_week(_: re.Match[str], anchor: Anchor) -> When | None:
    day = anchor.published
    return days(day - day.weekday() * _DAY, day, 2) if day else None


def _past(match: re.Match[str], anchor: Anchor) -> When | None:
    """Read "the past 24 hours", "the last two days", "the past 10 days", "past 3 months"."""
    if anchor.published is None:
        return None
    told = part(match, "n")
    count = number(told) if told else 1
    return _reach(anchor.published, count, match["unit"].casefold().removesuffix("s"))


def _reach(day: date, count: int, unit: str) -> When | None:
    if count < 1:
        return None
    if unit == "hour":
        # Codebook: 24 hours are the report day and the one before; 48 and 72, two before.
        back = 1 if count <= 24 else 2 if count <= 72 else -(-count // 24)
        return days(day - back * _DAY, day)
    if unit == "day":
        # Codebook: "past 2 days" leaves the report day out. Longer spans reach to it, as the
        # codebook's "past week" does, and seven days are that week.
        if count == 7:
            return _reach(day, 1, "week")
        return days(day - count * _DAY, day - _DAY) if count <= 2 else days(day - count * _DAY, day)
    if unit == "week":
        return days(day - (7 * count - 1) * _DAY, day, 3 if count == 1 else 4)
    if unit == "month":
        first = months_back(day, count)
        is_table_row = 1 < count <= 3
        if is_table_row:
            first = max(first, date(day.year, 1, 1))
        return days(first, day, 4 if count == 1 else 5)
    return _past_years(day, count)


def _past_years(day: date, count: int) -> When | None:
    if count == 1:  # codebook: "past year" is the report day back to 1 January
        return days(date(day.year, 1, 1), day, 5)
    return years(day.year - count, day.year) if day.year > count else None


def _ago(match: re.Match[str], anchor: Anchor) -> When | None:
    """Read "three days ago", "two weeks ago": no finer than the unit."""
    day = anchor.published
    if day is None:
        return None
    count, unit = number(match["n"]), match["unit"].casefold().removesuffix("s")
    if unit == "hour":
        return days(day - _DAY, day) if count > 6 else one(day)
    unit = "day" if unit == "night" else unit
    return ago(day, count, unit)


def _month_ago(match: re.Match[str], anchor: Anchor) -> When | None:
    """Read "in November two years ago"."""
    if anchor.published is None:
        return None
    year = anchor.published.year - number(match["n"])
    return month(year, month_number(match["month"])) if year > 0 else None


def _months_past(_: re.Match[str], anchor: Anchor) -> When | None:
    return _reach(anchor.published, 3, "month") if anchor.published else None


def _last_month(_: re.Match[str], anchor: Anchor) -> When | None:
    if anchor.published is None:
        return None
    then = months_back(anchor.published, 1)
    return month(then.year, then.month)


def _this_month(match: re.Match[str], anchor: Anchor) -> When | None:
    """Read "this month"; "earlier this month" ends the day before the report."""
    day = anchor.published
    if day is None:
        return None
    is_earlier = bool(match["earlier"] or match["before"]) and day.day > 1
    return days(day.replace(day=1), day - is_earlier * _DAY, 4)


def _year(back: int) -> "_Year":
    return _Year(back)


class _Year:
    """A whole year before publication's own, or its own up to the day."""

    def __init__(self, back: int) -> None:
        self._back = back

    def __call__(self, _: re.Match[str], anchor: Anchor) -> When | None:
        if anchor.published is None:
            return None
        year = anchor.published.year - self._back
        if not self._back:  # its first day is known, and it ends with the report
            return days(date(year, 1, 1), anchor.published, 5)
        return years(year, year)


def _offensive(match: re.Match[str], anchor: Anchor) -> When | None:
    """Read "a five-day offensive": five days including the report day."""
    if anchor.published is None:
        return None
    count = number(match["n"])
    unit = match["unit"].casefold()
    size = count if unit == "day" else 7 * count
    day = anchor.published
    return days(day - (size - 1) * _DAY, day) if 1 <= size <= _MONTH_LONG else None


_MONTH_LONG = 31
_UNITS = r"(?P<unit>hours?|days?|nights?|weeks?|months?|years?)"

RULES: tuple[Rule, ...] = (
    rule(
        "today",
        r"(?:earlier |later |late |early )?(?:to-?day|this (?:morning|afternoon|evening|dawn|noon)"
        r"|to-?night)",
        _back(0),
        r"today|tonight|this|to-",
        any_case=True,
    ),
    rule(
        "yesterday",
        rf"(?:earlier |late |early )?(?<!before )yesterday{_PART_OF_DAY}?".replace(
            "(?<!before )", ""
        ),
        _back(1, 1),
        "yesterday",
        any_case=True,
    ),
    rule(
        "day before yesterday", r"the day before yesterday", _back(2, 2), "yesterday", any_case=True
    ),
    rule(
        "last night",
        r"(?:late )?last (?:night|evening)|the other (?:day|night)"
        r"|(?:the|this) past (?:night|evening)(?! of\b)"
        r"|the (?:night|evening) (?:that (?:has )?passed|(?:just )?past)\b",
        _back(1, 1),
        r"last|other|past|passed",
        any_case=True,
    ),
    rule(
        "overnight",
        r"overnight|during the night(?! of\b)|night-long",
        _back(1),
        "night",
        any_case=True,
    ),
    rule(
        "recently",
        r"recently|(?:the )?(?:past|last|recent) (?:few |several )?days",
        _back(3, 1, 2),
        r"recent|days",
        any_case=True,
    ),
    rule(
        "recent weeks",
        r"(?:the )?(?:recent|several|past few|last few|past several) weeks",
        _back(21, 0, 4),
        "weeks",
        any_case=True,
    ),
    rule(
        "recent months",
        r"(?:the )?(?:recent|past few|last few|past several|last several) months",
        _months_past,
        "months",
        any_case=True,
    ),
    rule(
        "past units",
        rf"(?:the |these )?(?:past|last|previous|preceding) (?P<n>{NUMBER}) "
        r"(?P<unit>hours|days?|weeks|months|years)",
        _past,
        r"past|last|previous|preceding",
        any_case=True,
    ),
    rule(
        "past one",
        r"(?:the )?past (?P<unit>day|week|month|year)(?! and a half)",
        _past,
        "past",
        any_case=True,
    ),
    rule("ago", rf"(?P<n>{NUMBER}) {_UNITS} ago", _ago, "ago", any_case=True),
    rule(
        "month some years ago",
        rf"(?P<month>{MONTH}) (?i:(?P<n>{NUMBER}) years ago)",
        _month_ago,
        "ago",
    ),
    rule("fortnight ago", r"a fortnight ago", _back(13, 0, 4), "fortnight", any_case=True),
    rule(
        "fortnight",
        r"(?:the )?(?:past|last) fortnight",
        _back(13, 0, 4),
        "fortnight",
        any_case=True,
    ),
    rule(
        "this week",
        r"(?:earlier |later )?this week|since the (?:beginning|start) of the week",
        _this_week,
        "week",
        any_case=True,
    ),
    rule(
        "late last week",
        r"late last week|(?:at )?the end of last week",
        _week(1, 4, 6, 2),
        "week",
        any_case=True,
    ),
    rule(
        "early last week",
        r"early last week|(?:at )?the (?:beginning|start) of last week",
        _week(1, 0, 2, 2),
        "week",
        any_case=True,
    ),
    rule("last week", r"last week|the previous week", _week(1, 0, 6, 3), "week", any_case=True),
    rule(
        "this month",
        r"(?P<earlier>earlier |late |early )?this month|(?P<before>earlier) in the month",
        _this_month,
        "month",
        any_case=True,
    ),
    rule("last month", r"(?:late |early )?last month", _last_month, "month", any_case=True),
    rule(
        "last year", r"(?:late |early )?last year(?! and a half)", _year(1), "year", any_case=True
    ),
    rule("this year", r"(?:earlier |so far )?this year", _year(0), "year", any_case=True),
    rule("year before last", r"the year before last", _year(2), "year", any_case=True),
    rule(
        "n-day event",
        rf"(?P<n>{NUMBER})-(?P<unit>day)(?:-long|-old)?(?= (?:\w+ ){{0,2}}(?:{_EVENT})\b)",
        _offensive,
        "-day",
        any_case=True,
    ),
    rule(
        "week-old event",
        rf"(?:(?P<n>{NUMBER})-)?week-(?:old|long)(?= (?:\w+ )?(?:{_EVENT})\b)",
        lambda _m, a: _reach(a.published, 1, "week") if a.published else None,
        "week",
        any_case=True,
    ),
)
