"""Phrases that name a day, a month or a stretch of them."""

import re
from dataclasses import replace
from datetime import date, timedelta

from onrecord.model import When
from onrecord.resolve.dates.rule import Rule, part, rule
from onrecord.resolve.dates.spans import Anchor, a_day, days, month, months, one
from onrecord.resolve.dates.words import (
    DAY,
    MONTH,
    NUMBER,
    WEEKDAY,
    YEAR,
    day_number,
    month_number,
    number,
    weekday_number,
)

_TO = r"(?:\s*[-–—]\s*| to | and | through | until | till )"
_NAMED = rf"(?:{WEEKDAY},? (?:the )?)?"
# "May 15 people were killed" is a month and a number of people.
NO_PEOPLE = (
    r"(?! (?:people|civilians|persons|men|women|children|others|soldiers|policemen|members|troops"
    r"|protesters|prisoners|fighters|rebels|officers|militants|students|percent|bodies|houses))"
)
_DM = rf"{DAY}(?: of)? {MONTH}(?:,? (?:of )?{YEAR})?"
_MD = rf"{MONTH} {DAY}(?:,? {YEAR}(?![-–]\d))?{NO_PEOPLE}"
A_DAY = rf"{_NAMED}(?:the )?(?:{_DM}|{_MD}|\d{{4}}-\d\d-\d\d)"
A_MONTH = rf"{MONTH}(?:,? (?:of )?{YEAR})"

_PARTS = {"early": (1, 10), "mid": (10, 20), "late": (15, 31)}


def read_day(words: str, anchor: Anchor) -> date | None:
    """Return the day that "7 March 2014", "March 7" or "2014-03-07" names; None if none."""
    iso = re.search(r"(\d{4})-(\d\d)-(\d\d)", words)
    if iso:
        return a_day(*(int(n) for n in iso.groups()))
    found_month = re.search(MONTH, words)
    rest = words[: found_month.start()] + " " + words[found_month.end() :] if found_month else ""
    year = re.search(YEAR, rest)
    day = re.search(rf"(?<!\d){DAY}", rest)
    if not found_month or not day:
        return None
    number, of_month = month_number(found_month[0]), day_number(day[0])
    in_year = int(year[0]) if year else anchor.year_for(number, of_month)
    if in_year is None:
        return None
    read = a_day(in_year, number, of_month)
    if year or anchor.year is not None:
        return read
    return _by_weekday(words, read, a_day(in_year + 1, number, of_month))


def _by_weekday(words: str, read: date | None, next_year: date | None) -> date | None:
    """
    As in "Sunday, 13 September", printed on the 8th: the weekday tells this year's from last's.

    A day that is yet to come is one that is announced, or a slip that a check has to find.
    """
    named = re.search(WEEKDAY, words)
    if named is None or read is None or next_year is None:
        return read
    told = weekday_number(named[0])
    return next_year if told == next_year.weekday() != read.weekday() else read


def _is_dated(words: str) -> bool:
    return bool(re.search(YEAR, words))


def _day(match: re.Match[str], anchor: Anchor) -> When | None:
    return one(read_day(match[0], anchor))


def _around(match: re.Match[str], anchor: Anchor) -> When | None:
    day = read_day(match[1], anchor)
    return days(day - timedelta(days=1), day + timedelta(days=1)) if day else None


def _numeric(match: re.Match[str], _: Anchor) -> When | None:
    first, second, year = int(match[1]), int(match[2]), int(match[3])
    day = a_day(year, second, first) or a_day(year, first, second)
    if day is None:
        return None
    is_open = first != second and max(first, second) <= 12
    # Either number may be the month: the day is read first, and the doubt is kept.
    return When(earliest=day, latest=day, stated_precision=5 if is_open else 1)


def _days_of_month(match: re.Match[str], anchor: Anchor) -> When | None:
    """Read "2-4 June 2014", "between 3 and 7 May", "June 2-4, 2014"."""
    first, last = match["first"], match["last"]
    end = read_day(f"{last} {match['month']} {match['year'] or ''}", anchor)
    if end is None:
        return None
    start = a_day(end.year, end.month, day_number(first))
    return days(start, end) if start else None


def _day_to_day(match: re.Match[str], anchor: Anchor) -> When | None:
    end = read_day(match[2], anchor)
    if end is None:
        return None
    in_year = Anchor(published=anchor.published, year=end.year)
    start = read_day(match[1], in_year)
    if start and start > end and not _is_dated(match[1]):
        start = a_day(end.year - 1, start.month, start.day)
    return days(start, end) if start else None


def _month(match: re.Match[str], _: Anchor) -> When | None:
    return month(int(match[2]), month_number(match[1]))


def _month_to_month(match: re.Match[str], anchor: Anchor) -> When | None:
    first, last = month_number(match["first"]), month_number(match["last"])
    told = part(match, "year")
    year = int(told) if told else anchor.year_for(last)
    if year is None:
        return None
    own = part(match, "own")
    start = int(own) if own else year if first <= last else year - 1
    return months(start, first, year, last) if (start, first) <= (year, last) else None


def _bare_month(match: re.Match[str], anchor: Anchor) -> When | None:
    number, last = month_number(match["month"]), (match["last"] or "").casefold()
    if last == "that":
        told = anchor.spoken.earliest if anchor.spoken else None
        return month(told.year, number) if told else None
    if last:  # counted from the report, in whatever year the text is
        anchor = replace(anchor, year=None)
    year = anchor.year_for(number)
    if year is None:
        return None
    if last == "last" and anchor.published:
        is_now = (year, number) == (anchor.published.year, anchor.published.month)
        year -= is_now
    return month(year, number)


def _part_of_month(match: re.Match[str], anchor: Anchor) -> When | None:
    number = month_number(match["month"])
    year = int(match["year"]) if match["year"] else anchor.year_for(number)
    if year is None:
        return None
    first, last = _PARTS[part_named(match["part"])]
    whole = month(year, number)
    end = a_day(year, number, last) or whole.latest
    start = a_day(year, number, first)
    return days(start, end, 4) if start and end else None


def part_named(words: str) -> str:
    """Return which part of a month or year words name: early, mid or late."""
    low = words.casefold()
    if low.startswith(("early", "the beg", "beg", "the start", "start", "the early")):
        return "early"
    return "mid" if "mid" in low else "late"


def _week_of_month(match: re.Match[str], anchor: Anchor) -> When | None:
    number = month_number(match["month"])
    year = int(match["year"]) if match["year"] else anchor.year_for(number)
    if year is None:
        return None
    order = {"first": 0, "second": 1, "third": 2, "fourth": 3}.get(match["nth"].casefold())
    whole = month(year, number)
    if whole.earliest is None or whole.latest is None:
        return None
    if order is None:
        return days(whole.latest - timedelta(days=6), whole.latest, 3)
    first = whole.earliest + timedelta(days=7 * order)
    return days(first, first + timedelta(days=6), 3)


def _days_at_end(match: re.Match[str], anchor: Anchor) -> When | None:
    """
    Read "the last 6 days of January" as the codebook prints it: 25-30 January.

    UCDP GED Codebook 19.1, appendix 2. Its note says "including final date of month", which
    its own dates contradict; the dates are kept, since records are compared with them.
    """
    in_month, count = month_number(match["month"]), number(match["count"])
    year = int(match["year"]) if match["year"] else anchor.year_for(in_month)
    last = month(year, in_month).latest if year is not None else None
    if last is None or not 1 <= count <= _FORTNIGHT:
        return None
    if match["nth"].casefold() == "first":
        start = last.replace(day=1)
        return days(start, start + timedelta(days=count - 1))
    end = last - timedelta(days=1)
    return days(end - timedelta(days=count - 1), end)


_FORTNIGHT = 14

_MONTHS, _YEARS = MONTH, YEAR
_DAYS = rf"{MONTH}|\d{{4}}-\d\d"

RULES: tuple[Rule, ...] = (
    rule("day", A_DAY, _day, _DAYS),
    rule("around a day", rf"(?i:around|about|circa|or around|or about) ({A_DAY})", _around, _DAYS),
    rule("numeric day", r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", _numeric, _YEARS),
    rule(
        "days of a month",
        rf"(?i:between |from )?(?:the )?(?P<first>{DAY}){_TO}(?:the )?(?P<last>{DAY})(?: of)? "
        rf"(?P<month>{MONTH})(?:,? (?P<year>{YEAR}))?",
        _days_of_month,
        _MONTHS,
    ),
    rule(
        "month and days",
        rf"(?i:between |from )?(?P<month>{MONTH}) (?P<first>{DAY}){_TO}(?P<last>{DAY})"
        rf"(?:,? (?P<year>{YEAR}))?{NO_PEOPLE}",
        _days_of_month,
        _MONTHS,
    ),
    rule("day to day", rf"(?i:between |from )?({A_DAY}){_TO}({A_DAY})", _day_to_day, _DAYS),
    rule("month of a year", rf"({MONTH})(?:,)? (?:of )?({YEAR})", _month, _MONTHS),
    rule(
        "month to month",
        rf"(?i:between |from )?(?P<first>{MONTH})(?:,? (?P<own>{YEAR}))?{_TO}(?P<last>{MONTH})"
        rf",? (?:of )?(?P<year>{YEAR})",
        _month_to_month,
        _MONTHS,
    ),
    rule(
        "bare months",
        rf"(?:(?i:between|from|in|during|since) |(?<=\()|(?<=\bof\s))?(?P<first>{MONTH})"
        rf"(?: (?:and|to|until|through|or) | ?[-–—] ?)(?P<last>{MONTH})(?! \d)",
        _month_to_month,
        _MONTHS,
    ),
    rule(
        "bare month",
        r"(?:(?P<last>(?i:last|this|this past|that)) |(?<=\b[Ii]n\s)|(?<=\b[Dd]uring\s)"
        r"|(?<=\bof\s)|(?<=\b[Ff]or\s)|(?<=\b[Tt]hroughout\s)|(?<=[a-z]\sto\s)|(?<=\bwithin\s)|(?<=\bmonth\s))"
        rf"(?P<month>{MONTH})(?! {DAY}{NO_PEOPLE})(?!,? {YEAR})",
        _bare_month,
        _MONTHS,
    ),
    rule(
        "month as a heading",
        r"(?:(?<![^\n])|(?<=\()|(?<=[-*•–—]\s)|(?<=[a-z]\.\s)(?=\w+:))"
        rf"(?P<last>this )?(?P<month>{MONTH})"
        r"(?=[.:);]|,? ?[-–—] |,\n| in (?:brief|review|figures))",
        _bare_month,
        _MONTHS,
    ),
    rule(
        "part of a month",
        r"(?P<part>(?i:early|mid|late|the beginning of|the start of|the end of|the middle of"
        rf"|middle of|beginning of|end of|start of|early in|late in)) ?-?(?P<month>{MONTH})"
        rf"(?:,? (?:of )?(?P<year>{YEAR}))?(?! \d)",
        _part_of_month,
        _MONTHS,
    ),
    rule(
        "mid-month",
        rf"(?P<part>(?i:mid))[-\s]?(?P<month>{MONTH})(?:,? (?:of )?(?P<year>{YEAR}))?(?! \d)",
        _part_of_month,
        _MONTHS,
    ),
    rule(
        "week of a month",
        rf"(?i:the )?(?P<nth>(?i:first|second|third|fourth|last)) week (?:of|in) (?P<month>{MONTH})"
        rf"(?:,? (?P<year>{YEAR}))?",
        _week_of_month,
        _MONTHS,
    ),
    rule(
        "days at the end of a month",
        rf"(?i:the )?(?P<nth>(?i:first|last)) (?P<count>(?i:{NUMBER})) days (?:of|in) "
        rf"(?P<month>{MONTH})"
        rf"(?:,? (?P<year>{YEAR}))?",
        _days_at_end,
        _MONTHS,
    ),
    rule(
        "day of a chronicle",
        rf"(?:(?<![^\n])|(?<=[-*•–—]\s))(?P<year>{YEAR})[,:] (?:{DAY} {MONTH}|{MONTH} {DAY})"
        rf"(?!,? {YEAR})",
        _day,
        _YEARS,
    ),
)
