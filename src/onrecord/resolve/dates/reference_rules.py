"""Phrases that count from a time told before: "the next day", "that year", "since then"."""

import re
from datetime import date, timedelta

from onrecord.model import Grain, When
from onrecord.resolve.dates.rule import Rule, part, rule
from onrecord.resolve.dates.spans import (
    Anchor,
    a_day,
    days,
    latest_weekday,
    month,
    months,
    months_back,
    one,
    years,
)
from onrecord.resolve.dates.words import MONTH, NUMBER, SEASONS, WEEKDAY, YEAR, month_number, number
from onrecord.resolve.dates.words import weekday_number as weekday_of

_DAY = timedelta(days=1)


def _from_reference(shift: int) -> "_FromReference":
    return _FromReference(shift)


class _FromReference:
    """A day counted from the day that the text spoke of before."""

    def __init__(self, shift: int) -> None:
        self._shift = shift

    def __call__(self, _: re.Match[str], anchor: Anchor) -> When | None:
        return (
            _not_after(anchor, anchor.reference + self._shift * _DAY) if anchor.reference else None
        )


def _not_after(anchor: Anchor, day: date) -> When | None:
    """The day; None if it is after the report, and so was counted from another day."""
    is_later = anchor.published is not None and day > anchor.published
    return None if is_later else one(day)


def _days_later(match: re.Match[str], anchor: Anchor) -> When | None:
    if anchor.reference is None:
        return None
    is_back = match["way"].casefold().startswith(("earlier", "before", "previously"))
    sign = -1 if is_back else 1
    size = 7 if match["unit"].casefold().startswith("week") else 1
    return _not_after(anchor, anchor.reference + sign * number(match["n"]) * size * _DAY)


def _week_by(match: re.Match[str], anchor: Anchor) -> When | None:
    """Read "the week before", "the following week": seven days that end or begin beside a time."""
    told = anchor.spoken
    if told is None or told.earliest is None or told.latest is None:
        return None
    if match["way"].casefold() in {"following", "next", "after"}:
        return days(told.latest + _DAY, told.latest + 7 * _DAY, 3)
    return days(told.earliest - 7 * _DAY, told.earliest - _DAY, 3)


def _year_by(match: re.Match[str], anchor: Anchor) -> When | None:
    """Read "the year before", "the following year": counted from the year told before."""
    day = _spoken(anchor)
    if day is None:
        return None
    year = day.year + (1 if match["way"].casefold() in {"following", "next", "after"} else -1)
    return years(year, year) if 1 <= year <= date.max.year else None


def _month_by(match: re.Match[str], anchor: Anchor) -> When | None:
    """Read "the following month", "the month before": counted from the month told before."""
    day, told = _spoken(anchor), anchor.spoken
    if day is None or told is None or told.grain is Grain.YEAR:
        return None
    then = months_back(day, -1 if match["way"].casefold() in {"following", "next", "after"} else 1)
    return month(then.year, then.month)


def _weekday_after(match: re.Match[str], anchor: Anchor) -> When | None:
    """Read "the following Friday": the first one after the day told before."""
    if anchor.reference is None:
        return None
    return one(latest_weekday(weekday_of(match["day"]), anchor.reference + 7 * _DAY))


def _that_weekday(match: re.Match[str], anchor: Anchor) -> When | None:
    """Read "that Sunday", "since that Sunday": the day told before, if it was a Sunday."""
    day = anchor.reference
    if day is None or day.weekday() != weekday_of(match["day"]):
        return None
    return _onward(one(day), anchor) if part(match, "since") else one(day)


def _spoken(anchor: Anchor) -> date | None:
    """The day that the time told before begins with; None if it is no one month or year."""
    return anchor.spoken.earliest if anchor.spoken else None


def _that_year(match: re.Match[str], anchor: Anchor) -> When | None:
    """Read "that year", "between June and August of that year"."""
    day = _spoken(anchor)
    if day is None:
        return None
    first, last = part(match, "first"), part(match, "last")
    if last:
        start = month_number(first or last)
        end = month_number(last)
        return months(day.year, start, day.year, end) if start <= end else None
    return years(day.year, day.year)


def _that_season(match: re.Match[str], anchor: Anchor) -> When | None:
    """Read "that autumn": in the year told before."""
    day, (first, last) = _spoken(anchor), SEASONS[match["season"].casefold()]
    if day is None or (anchor.published and date(day.year, first, 1) > anchor.published):
        return None
    return months(day.year, first, day.year, last)


def _same_then(match: re.Match[str], anchor: Anchor) -> When | None:
    """Read "the same period last year", "the same quarter of 2020": that of another year."""
    told, day = anchor.spoken, anchor.published
    year = int(match["year"]) if match["year"] else day.year - 1 if day else None
    if told is None or told.earliest is None or told.latest is None or year is None:
        return None
    over = told.latest.year - told.earliest.year
    if told.grain is Grain.MONTH:
        return months(year, told.earliest.month, year + over, told.latest.month)
    if told.grain is Grain.YEAR:
        return years(year, year + over)
    return days(_in_year(told.earliest, year), _in_year(told.latest, year + over))


def _in_year(day: date, year: int) -> date:
    """The same day of another year; the 28th for a 29 February."""
    return a_day(year, day.month, day.day) or date(year, day.month, 28)


def _that_month(_: re.Match[str], anchor: Anchor) -> When | None:
    """Read "in the same month": the month told before."""
    day, told = _spoken(anchor), anchor.spoken
    if day is None or told is None or told.grain is Grain.YEAR:
        return None
    return month(day.year, day.month)


def _same_period(_: re.Match[str], anchor: Anchor) -> When | None:
    """Read "over the same period": all of the time told before."""
    return anchor.spoken


def _since_then(_: re.Match[str], anchor: Anchor) -> When | None:
    return _onward(anchor.spoken, anchor)


def _onward(told: When | None, anchor: Anchor) -> When | None:
    """From a time told before up to the report."""
    start, end = told.earliest if told else None, anchor.published
    if told is None or start is None or end is None or end < start:
        return None
    return When(earliest=start, latest=end, grain=told.grain)


RULES: tuple[Rule, ...] = (
    rule(
        "same day",
        r"(?:on )?(?:that|the same|the very same|that same|that very|(?<![a-z]\s)same)"
        r" (?:day|night|morning|afternoon|evening)(?! of)",
        _from_reference(0),
        r"that|same",
        any_case=True,
    ),
    rule(
        "next day",
        r"(?:the |(?<![\w,]\s))(?:next|following) (?:day|night|morning|evening|afternoon)"
        r"|(?:a|one) day later"
        r"|(?:on )?the morrow\b|24 hours later"
        r"|the (?:day|morning|night) after(?=[.,;:)]|\Z| (?:that|this)\b)",
        _from_reference(1),
        r"next|following|later|after|morrow",
        any_case=True,
    ),
    rule(
        "day before",
        r"the (?:previous (?:day|night|evening)|day before(?! yesterday)|night before"
        r"|evening before)|(?:a|one) day (?:earlier|before)"
        r"|24 hours (?:earlier|before(?=[.,;:)]|\Z))",
        _from_reference(-1),
        r"previous|before|earlier",
        any_case=True,
    ),
    rule(
        "days later",
        rf"(?<!for\s)(?P<n>{NUMBER}) (?P<unit>days|nights|weeks?) "
        r"(?P<way>later|earlier|afterwards|previously|(?:before|after|on)(?=[.,;:)]|\Z)"
        r"|(?:before|after) that\b)",
        _days_later,
        "days|nights|week",
        any_case=True,
    ),
    rule(
        "week by another",
        r"the week (?P<way>before|after)(?=[.,;:)]|\Z)",
        _week_by,
        "week",
        any_case=True,
    ),
    rule(
        "next week",
        r"the (?P<way>following|preceding) week(?!s)",
        _week_by,
        "week",
        any_case=True,
    ),
    rule(
        "year by another",
        r"(?<!of\s)the year (?P<way>before|after)(?=[.,;:)]| \(|\Z)",
        _year_by,
        "year",
        any_case=True,
    ),
    rule(
        "next year", r"the (?P<way>following|next|preceding) year", _year_by, "year", any_case=True
    ),
    rule(
        "month by another",
        r"the month (?P<way>before|after)(?=[.,;:)]| \(|\Z)",
        _month_by,
        "month",
        any_case=True,
    ),
    rule(
        "next month",
        r"the (?P<way>following|next|preceding) month(?!s)",
        _month_by,
        "month",
        any_case=True,
    ),
    rule(
        "following weekday",
        rf"(?i:the (?:following|next)) (?P<day>{WEEKDAY})",
        _weekday_after,
        r"following|next",
    ),
    rule(
        "that weekday",
        rf"(?:(?P<since>(?i:since)) )?(?i:that same|that|the same) (?P<day>{WEEKDAY})",
        _that_weekday,
        r"that|That|same",
    ),
    rule(
        "that year",
        rf"(?:(?i:between |from )?(?:(?P<first>{MONTH}) (?:and|to|until) )?(?P<last>{MONTH})"
        r"(?: of)? )?(?i:that|the same) year",
        _that_year,
        "year",
    ),
    rule(
        "that month",
        r"(?:in |of |during )?(?:that|the same) month(?!s)",
        _that_month,
        "month",
        any_case=True,
    ),
    rule(
        "that season",
        r"that (?P<season>spring|summer|autumn|fall)(?! of)",
        _that_season,
        "that",
        any_case=True,
    ),
    rule(
        "same period of another year",
        r"(?:in |over |during |for )?the (?:same|corresponding) "
        r"(?:period|months?|quarter|time|weeks?),? "
        rf"(?:(?:of |in )?(?P<year>{YEAR})|(?:of )?(?:last|the previous) year"
        r"|a year (?:ago|earlier))",
        _same_then,
        "same|corresponding",
        any_case=True,
    ),
    rule(
        "same period",
        r"(?:in|over|during|for|within) (?:the same|that|this) period|in that time"
        r"|during the same time|for the same time",
        _same_period,
        "period|time",
        any_case=True,
    ),
    rule("since then", r"since then|since that (?:day|time)", _since_then, "since", any_case=True),
)
