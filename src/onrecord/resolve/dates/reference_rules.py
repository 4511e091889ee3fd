"""Phrases that count from a time told before: "the next day", "that year", "since then"."""

import re
from datetime import date, timedelta

from onrecord.model import Grain, When
from onrecord.resolve.dates.rule import Rule, part, rule
from onrecord.resolve.dates.spans import Anchor, latest_weekday, month, months, one, years
from onrecord.resolve.dates.words import MONTH, NUMBER, WEEKDAY, month_number, number
from onrecord.resolve.dates.words import weekday_number as weekday_of

_DAY = timedelta(days=1)


def _from_reference(shift: int) -> "_FromReference":
    return _FromReference(shift)


class _FromReference:
    """A day counted from the day that the text spoke of before."""

    def __init__(self, shift: int) -> None:
        self._shift = shift

    def __call__(self, _: re.Match[str], anchor: Anchor) -> When | None:
        return one(anchor.reference + self._shift * _DAY) if anchor.reference else None


def _days_later(match: re.Match[str], anchor: Anchor) -> When | None:
    if anchor.reference is None:
        return None
    sign = -1 if match["way"].casefold() in {"earlier", "before", "previously"} else 1
    return one(anchor.reference + sign * number(match["n"]) * _DAY)


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
        r"(?:on )?(?:that|the same|the very same) (?:day|night|morning|afternoon|evening)",
        _from_reference(0),
        r"that|same",
        any_case=True,
    ),
    rule(
        "next day",
        r"the (?:next|following) (?:day|night|morning|evening|afternoon)|(?:a|one) day later",
        _from_reference(1),
        r"next|following|later",
        any_case=True,
    ),
    rule(
        "day before",
        r"the (?:previous (?:day|night|evening)|day before(?! yesterday)|night before"
        r"|evening before)|(?:a|one) day (?:earlier|before)",
        _from_reference(-1),
        r"previous|before|earlier",
        any_case=True,
    ),
    rule(
        "days later",
        rf"(?P<n>{NUMBER}) (?:days|nights) (?P<way>later|earlier|(?:before|after)(?=[.,;:)]|\Z))",
        _days_later,
        "days|nights",
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
        rf"(?:(?P<since>(?i:since)) )?(?i:that|the same) (?P<day>{WEEKDAY})",
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
        "same period",
        r"(?:in|over|during|for|within) (?:the same|that|this) period|in that time"
        r"|during the same time|for the same time",
        _same_period,
        "period|time",
        any_case=True,
    ),
    rule("since then", r"since then|since that (?:day|time)", _since_then, "since", any_case=True),
)
