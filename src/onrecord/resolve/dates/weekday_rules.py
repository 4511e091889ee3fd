"""Weekdays, bare or with a word that says which: "Friday last week", "two Sundays ago"."""

import re
from datetime import date, timedelta

from onrecord.model import When
from onrecord.resolve.dates.rule import Rule, part, rule
from onrecord.resolve.dates.spans import Anchor, a_day, days, latest_weekday, months_back, one
from onrecord.resolve.dates.words import NUMBER, WEEKDAY, WEEKDAYS, number, weekday_number

_DAY = timedelta(days=1)
_SHORT = "mon tue wed thu fri sat sun".split()
_PART_OF_DAY = r"(?: (?:early |late )?(?i:morning|afternoon|evening|night|noon|midday|dawn))"
_PART = f"{_PART_OF_DAY}?"


def _of_week(match: re.Match[str], anchor: Anchor) -> When | None:
    """Read "Friday last week": that day of the week before publication's own."""
    if anchor.published is None:
        return None
    monday = anchor.published - anchor.published.weekday() * _DAY
    weeks = 0 if match["which"].casefold() == "this" else 1
    day = monday + (weekday_number(match["day"]) - 7 * weeks) * _DAY
    return one(day) if day <= anchor.published else None


def _weekdays_ago(match: re.Match[str], anchor: Anchor) -> When | None:
    """Read "two Sundays ago": the second before publication, whose own day does not count."""
    if anchor.published is None:
        return None
    day = latest_weekday(weekday_number(match["day"].removesuffix("s")), anchor.published - _DAY)
    return one(day - 7 * (number(match["n"]) - 1) * _DAY)


def _weeks_ago_on(match: re.Match[str], anchor: Anchor) -> When | None:
    """Read "a week ago Friday", "on Friday, two weeks ago": that day of the week around it."""
    if anchor.published is None:
        return None
    weeks, name = match["n"] or match["weeks"], match["day"] or match["first"]
    upto = anchor.published - (7 * number(weeks) - _HALF_WEEK) * _DAY
    day = latest_weekday(weekday_number(name), upto)
    return one(day) if day <= anchor.published else None


_HALF_WEEK = 3


def _last_but_one(match: re.Match[str], anchor: Anchor) -> When | None:
    """Read "penultimate Saturday": the one before the latest."""
    if anchor.published is None:
        return None
    name = match["day"] or part(match, "week") or ""
    return one(latest_weekday(weekday_number(name), anchor.published - _DAY) - 7 * _DAY)


def _log_day(match: re.Match[str], anchor: Anchor) -> When | None:
    """Read "TUE 25.", "Tuesday the 25th": the latest Tuesday that was a 25th."""
    if anchor.published is None:
        return None
    weekday = _SHORT.index(match["name"][:3].casefold())
    return one(_numbered(weekday, int(match["number"]), anchor.published))


def _numbered(weekday: int, number: int, upto: date) -> date | None:
    for back in range(_MONTHS_OF_LOG):
        first = months_back(upto, back).replace(day=1)
        day = a_day(first.year, first.month, number)
        if day and day <= upto and day.weekday() == weekday:
            return day
    return None


_MONTHS_OF_LOG = 3


def _weekday(match: re.Match[str], anchor: Anchor) -> When | None:
    """
    Read a weekday: the latest on or before publication; "last Tuesday" is never today.

    Nor is it yesterday, which has a word of its own: on Wednesday it is eight days ago.
    """
    if anchor.published is None:
        return None
    is_last = (part(match, "last") or "").casefold() in {
        "last",
        "this past",
        "past",
        "the previous",
    }
    is_named_last = (part(match, "last") or "").casefold() == "last"
    upto = anchor.published - (is_last + is_named_last) * _DAY
    return one(latest_weekday(weekday_number(match["day"]), upto))


def _weekdays(match: re.Match[str], anchor: Anchor) -> When | None:
    """Read "from Thursday to Monday": the latest Monday, and the Thursday before it."""
    if anchor.published is None:
        return None
    end = latest_weekday(weekday_number(match["until"]), anchor.published)
    start = latest_weekday(weekday_number(match["from"]), end - _DAY)
    return days(start, end)


# "the Monday Market", "the Sunday Times", "Bloody Sunday": names, not days
_NO_NAME = (
    r"(?<!\bBloody\s)(?<!\bBlack\s)(?<!\bGood\s)(?<!\bRemembrance\s)"
    rf"(?!(?<=[Tt]he\s){WEEKDAY} [A-Z][a-z])"
    rf"(?!{WEEKDAY} (?:Market|Mosque|Times|Telegraph|Mirror|Herald|Post|Mail|Bazaar)\b)"
)


def _weekend(_: re.Match[str], anchor: Anchor) -> When | None:
    """Read "over the weekend": the latest Saturday and Sunday begun by publication."""
    if anchor.published is None:
        return None
    saturday = latest_weekday(5, anchor.published)
    return days(saturday, saturday + _DAY, 2)


RULES: tuple[Rule, ...] = (
    rule(
        "weekday",
        r"(?:(?P<last>(?i:last|this past|past|the previous|this|early|late))"
        rf" )?{_NO_NAME}(?P<day>{WEEKDAY})(?!['’]s)(?:{_PART_OF_DAY}|['’]s)?",
        _weekday,
        WEEKDAY,
    ),
    rule("whose day", rf"(?P<day>{WEEKDAY})(?=['’]s)", _weekday, WEEKDAY),
    rule(
        "weekdays",
        rf"(?i:(?:the )?(?:night )?(?:of |between |from |overnight )?)(?P<from>{WEEKDAY})"
        rf"{_PART_OF_DAY}?(?i:\s*[-–—/]\s*| to | and | or | through | until | into )"
        rf"(?P<until>{WEEKDAY}){_PART_OF_DAY}?",
        _weekdays,
        WEEKDAY,
    ),
    rule(
        "weekend",
        r"(?:over |at |during )?(?:the|this|last|this past|the past) weekend",
        _weekend,
        "weekend",
        any_case=True,
    ),
    rule(
        "weekday of a week",
        rf"(?P<day>{WEEKDAY}){_PART},? (?i:of )?(?P<which>(?i:last|this|the previous)) (?i:week)",
        _of_week,
        WEEKDAY,
    ),
    rule(
        "week before's weekday",
        rf"(?P<which>(?i:last)) week(?: on)? (?P<day>{WEEKDAY}){_PART}",
        _of_week,
        WEEKDAY,
    ),
    rule(
        "weekdays ago",
        rf"(?P<n>(?i:{NUMBER})) (?P<day>{WEEKDAYS}) (?i:ago)",
        _weekdays_ago,
        r"\bago\b",
    ),
    rule(
        "weekday a week ago",
        rf"(?i:(?P<n>{NUMBER}) weeks? ago,?) (?i:on )?(?P<day>{WEEKDAY}){_PART}"
        rf"|(?P<first>{WEEKDAY}){_PART},? (?i:(?P<weeks>{NUMBER}) weeks? ago)",
        _weeks_ago_on,
        r"\bago\b",
    ),
    rule(
        "last weekday but one",
        rf"(?i:(?:the )?penultimate|(?:the )?last but one) "
        rf"(?P<day>{WEEKDAY}){_PART}",
        _last_but_one,
        WEEKDAY,
    ),
    rule(
        "weekday before last",
        rf"(?i:the )?(?P<day>{WEEKDAY}){_PART} (?i:before last)|(?i:last) (?P<week>{WEEKDAY}) week",
        _last_but_one,
        WEEKDAY,
    ),
    rule(
        "numbered weekday",
        rf"(?P<name>{WEEKDAY}),? the (?P<number>\d{{1,2}})(?:st|nd|rd|th)?"
        r"(?=[.,;:)\n]|\Z| (?:and|when|that|who|in|at|by|on|from|to|it|was|were|the)\b)",
        _log_day,
        WEEKDAY,
    ),
    rule(
        "day of an entry",
        r"(?:(?<![^\n])|(?<=[-*•–—]\s))"
        r"(?P<name>(?:MON|TUE|WED|THU|FRI|SAT|SUN)[A-Z]*|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
        rf"|{WEEKDAY})\.?,? (?P<number>\d{{1,2}})(?=[.:]| [-–—]|\Z)",
        _log_day,
        r"(?:MON|TUE|WED|THU|FRI|SAT|SUN|Mon|Tue|Wed|Thu|Fri|Sat|Sun)",
    ),
)
