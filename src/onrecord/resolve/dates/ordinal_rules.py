"""Days with a number alone: "on the 7th", "the night of the 11th", "from the 22nd to the 30th"."""

import re
from datetime import date, timedelta

from onrecord.model import Grain, When
from onrecord.resolve.dates.rule import Rule, rule
from onrecord.resolve.dates.spans import Anchor, a_day, days, one
from onrecord.resolve.dates.words import MONTH, YEAR, day_number, month_number

_NTH = r"\d{1,2}(?:st|nd|rd|th)"
_WORDS = {
    w: n
    for n, w in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
        " thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
        " twentieth".split(),
        1,
    )
}
_WORDS |= {f"twenty-{w}": 20 + n for w, n in _WORDS.items() if n < 10}
_WORDS |= {"thirtieth": 30, "thirty-first": 31}
_WORD = "|".join(sorted(_WORDS, key=len, reverse=True))
_NEAR = r"\d(?:st|nd|rd|th)"
_LONG = timedelta(days=31)


def _month_for(anchor: Anchor, number: int) -> date | None:
    """
    Return the first of the month that such a number is of.

    That is the month told last where the text is still in it, else the latest that has had the day.
    """
    told, upto = anchor.spoken, anchor.published
    if told and told.earliest and told.latest and told.grain is not Grain.YEAR:
        first = told.earliest.replace(day=1)
        day = a_day(first.year, first.month, number)
        if first == told.latest.replace(day=1) and day and (upto is None or day <= upto):
            return first
    of_day = anchor.reference  # "on 19 November … in December and January … on the 23rd"
    if of_day and told and upto and of_day.day < number and of_day < upto - _LONG:
        day = a_day(of_day.year, of_day.month, number)
        return of_day.replace(day=1) if day else None
    if upto is None:
        return None
    first = upto.replace(day=1)
    return first if number <= upto.day else (first - timedelta(days=1)).replace(day=1)


def _nth(match: re.Match[str], anchor: Anchor) -> When | None:
    number = day_number(match[1])
    first = _month_for(anchor, number)
    return one(a_day(first.year, first.month, number)) if first else None


def _since_nth(match: re.Match[str], anchor: Anchor) -> When | None:
    start = _nth(match, anchor)
    if start is None or start.earliest is None or anchor.published is None:
        return None
    return days(start.earliest, anchor.published)


def _nth_to_nth(match: re.Match[str], anchor: Anchor) -> When | None:
    """Read "from the 22nd to the 30th": both in one month."""
    numbers = day_number(match[1]), day_number(match[2])
    first = _month_for(anchor, numbers[1])
    if first is None:
        return None
    start, end = (a_day(first.year, first.month, n) for n in numbers)
    return days(start, end) if start and end else None


def _in_words(match: re.Match[str], anchor: Anchor) -> When | None:
    """Read "the second of March", "the twenty-third of May 1992"."""
    day, of_month = _WORDS[match["day"].casefold()], month_number(match["month"])
    year = int(match["year"]) if match["year"] else anchor.year_for(of_month, day)
    return one(a_day(year, of_month, day)) if year else None


RULES: tuple[Rule, ...] = (
    rule(
        "day in words",
        rf"(?i:the )?(?P<day>(?i:{_WORD})) (?i:of )(?P<month>{MONTH})(?:,? (?P<year>{YEAR}))?",
        _in_words,
        MONTH,
    ),
    rule(
        "numbered day",
        rf"(?i:on) the ({_NTH})(?: of (?:the|this|that) month)?(?! of| \w+ (?:time|day))",
        _nth,
        _NEAR,
    ),
    rule(
        "numbered night",
        rf"(?i:the )?(?i:night|morning|evening|afternoon) of the ({_NTH})(?! of)",
        _nth,
        _NEAR,
    ),
    rule(
        "since a numbered day",
        rf"(?i:since) the ({_NTH})(?! (?i:of|century|day|time|round)\b)",
        _since_nth,
        _NEAR,
    ),
    rule("numbered day after a place", rf"(?:(?<=,\s)|\A)the ({_NTH})(?=[:;,)]|\Z)", _nth, _NEAR),
    rule(
        "numbered days",
        rf"(?i:from |between )(?:the )?({_NTH}) (?:to|until|and|till) (?:the )?({_NTH})"
        r"(?! (?:of|[A-Z]))",
        _nth_to_nth,
        _NEAR,
    ),
)
