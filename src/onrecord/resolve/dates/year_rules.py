"""Phrases that name a year, a part of one or a stretch of them."""

import re

from onrecord.model import When
from onrecord.resolve.dates.calendar_rules import part_named
from onrecord.resolve.dates.rule import Rule, part, rule
from onrecord.resolve.dates.spans import Anchor, month, months, years
from onrecord.resolve.dates.words import MONTH, SEASONS, YEAR, month_number

_YEAR_PARTS = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}


def _end_of_year(match: re.Match[str], _: Anchor) -> When | None:
    year = int(match["year"])
    part = match["part"].casefold()
    number = 1 if ("beg" in part or "start" in part or "turn" in part) else 12
    return month(year, number)


def _part_of_year(match: re.Match[str], _: Anchor) -> When | None:
    year = int(match["year"])
    first, last = _YEAR_PARTS[part_named(match["part"])]
    return months(year, first, year, last)


def _season(match: re.Match[str], anchor: Anchor) -> When | None:
    name = match["season"].casefold()
    told = part(match, "year")
    first_month = 12 if name == "winter" else SEASONS[name][0]
    year = int(told) if told else anchor.year_for(first_month)
    if year is None:
        return None
    if name == "winter":  # it begins in the year it is named for
        return months(year, 12, year + 1, 2)
    return months(year, SEASONS[name][0], year, SEASONS[name][1])


def _year(match: re.Match[str], _: Anchor) -> When | None:
    return years(int(match["year"]), int(match["year"]))


def _year_to_year(match: re.Match[str], _: Anchor) -> When | None:
    first, last = int(match[1]), match[2] or match[3]
    end = int(str(first)[: 4 - len(last)] + last)
    return years(first, end) if first <= end else None


def _decade(match: re.Match[str], _: Anchor) -> When | None:
    first = int(match[1])
    return years(first, first + 9)


def _days_into(match: re.Match[str], anchor: Anchor) -> When | None:
    """Read "nine days into the siege in June 1994": no finer than the month."""
    year = int(match["year"]) if match["year"] else None
    if match["month"] is None:
        return years(year, year) if year else None
    number = month_number(match["month"])
    year = year or anchor.year_for(number)
    return month(year, number) if year else None


def _two_digits(match: re.Match[str], anchor: Anchor) -> When | None:
    """Read "in '92", "September of '73": the latest such year that has begun."""
    upto = anchor.published
    if upto is None:
        return None
    year = upto.year - (upto.year - int(match["year"])) % 100
    told = match["month"]
    return month(year, month_number(told)) if told else years(year, year)


_EVENTS = (
    "crackdown|massacre|massacres|war|wars|attack|attacks|uprising|uprisings|genocide|invasion"
    "|offensive|conflict|ceasefire|truce|election|elections|coup|report|agreement|deal|accord"
    "|revolution|bombing|bombings|killing|killings|siege|famine|protests|campaign|constitution"
    "|resolution|study|survey|census|figure|figures|intervention|strike|strikes|assault|battle"
)


_IN_YEAR = (
    r"(?:(?<=\bin\s)|(?<=\bof\s)|(?<=\bduring\s)|(?<=\bthroughout\s)|(?<=\byear\s)|(?<=\bthe\s)"
    r"|(?<=\bbetween\s)|(?<=\bIn\s)|(?<=\bDuring\s)|(?<=\bThroughout\s)|(?<=\bsummer\s)|(?<=\()"
    r"|(?<=\bin\sand\s)|(?<=\bcirca\s)|(?<=['’]s\s))"
)


_NO_UNITS = (
    r"(?!\s*(?:[-,.]\d|%|percent|people|civilians|km|kilomet|met|dollars|men|troops|others))"
)


_DECADES = r"\d\d\d0s"


_INTO = r"\binto\b"


_SEASON_WORDS = r"(?i:spring|summer|autumn|fall|winter)"

_YEARS = YEAR

RULES: tuple[Rule, ...] = (
    rule(
        "part of a year",
        r"(?P<part>(?i:early|mid|late|early in|late in|the middle of|middle of))"
        rf"[-\s]?(?P<year>{YEAR})",
        _part_of_year,
        _YEARS,
    ),
    rule(
        "end of a year",
        r"(?P<part>(?i:the end of|end of|the beginning of|the start of|the turn of)) "
        rf"(?P<year>{YEAR})",
        _end_of_year,
        _YEARS,
    ),
    rule(
        "season",
        rf"(?i:the |last |this )?(?P<season>(?i:spring|summer|autumn|fall|winter))(?: of|,)? "
        rf"(?P<year>{YEAR})",
        _season,
        _YEARS,
    ),
    rule(
        "last season",
        r"(?i:last|this|this past) (?P<season>(?i:spring|summer|autumn|fall|winter))",
        _season,
        _SEASON_WORDS,
    ),
    rule(
        "year as a heading",
        r"(?:(?<![^\n])|(?<=[-*•–—]\s))(?!\d\d(?:00|15|30|45)\.)"  # "1830." heads a log
        rf"(?P<year>{YEAR})(?=[:,;]| ?[-–—] |\.\s| \(|\t)",
        _year,
        _YEARS,
    ),
    rule(
        "year after a sentence",
        rf"(?<=[a-z][.!?]\s)(?P<year>{YEAR})(?=: )",
        _year,
        _YEARS,
    ),
    rule(
        "year of two digits",
        rf"(?:(?<=\b[Ii]n\s)|(?P<month>{MONTH}) (?:of )?)['’](?P<year>\d\d)(?![\d'’])",
        _two_digits,
        r"['’]\d\d",
    ),
    rule(
        "month of a chronicle",
        rf"(?:(?<![^\n])|(?<=[-*•–—]\s))({YEAR})[,:] ({MONTH})"
        rf"(?! \d|,? {YEAR}| ?[-–—] ?{MONTH}| (?:to|and|until) )",
        lambda m, _: month(int(m[1]), month_number(m[2])),
        _YEARS,
    ),
    rule(
        "year after a place",
        r"(?:(?<=[a-z],\s)(?<!\bAct,\s)(?<!\bLaw,\s)(?<!\bCode,\s)|(?<=\b[Ff]or\s)"
        r"|(?<=\bfrom\s)|(?<=\bwas\s))"
        rf"(?P<year>{YEAR})(?=[.,;:)](?!\d)| (?:to|until|as)\b)",
        _year,
        _YEARS,
    ),
    rule("year", rf"{_IN_YEAR}(?P<year>{YEAR}){_NO_UNITS}", _year, _YEARS),
    rule(
        "year of an event",
        rf"(?P<year>{YEAR})(?=(?:-era)? (?:\w+ )?(?:{_EVENTS})\b)",
        _year,
        _YEARS,
    ),
    rule(
        "years",
        rf"(?i:between |from )?({YEAR})(?:[-–—](\d\d)|(?:\s*[-–—]\s*| to | and | until )"
        r"(20\d\d|1[89]\d\d))(?![-/\d])",
        _year_to_year,
        _YEARS,
    ),
    rule("decade", r"(?i:the )?(?:early |mid-|late )?(1[89]\d0|20\d0)s", _decade, _DECADES),
    rule(
        "days into",
        r"(?i:\w+ (?:days|weeks|months) into the [\w\s-]{3,40}?) in "
        rf"(?:(?P<month>{MONTH})(?: (?:of )?)?)?(?P<year>{YEAR})?",
        _days_into,
        _INTO,
    ),
)
