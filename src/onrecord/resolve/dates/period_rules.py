"""Parts of a year that are counted: halves, quarters, its first months, the year so far."""

import re
from datetime import date

from onrecord.model import Grain, When
from onrecord.resolve.dates.rule import Rule, part, rule
from onrecord.resolve.dates.spans import Anchor, days, months
from onrecord.resolve.dates.words import NUMBER, SEASONS, YEAR, number

_NTHS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "final": 4}
# "of 2021", "of last year", "of the year"
_OF = (
    rf"(?: (?i:of|in),?| ?,)? (?:(?P<year>{YEAR})"
    r"|(?P<which>(?i:last|this|that|the|the same)) (?i:year))"
)


def _year(match: re.Match[str], anchor: Anchor) -> int | None:
    """The year that a phrase names; "the year" and none are those that the text is in."""
    told, which = part(match, "year"), (part(match, "which") or "").casefold()
    if told:
        return int(told)
    spoken = anchor.spoken.earliest if anchor.spoken else None
    if which in {"that", "the same"}:
        return spoken.year if spoken else None
    if anchor.published is None:
        return None
    return anchor.published.year - (which == "last")


def _share(match: re.Match[str], anchor: Anchor, size: int) -> When | None:
    year, nth = _year(match, anchor), match["nth"].casefold()
    if year is None:
        return None
    last = min(_NTHS[nth], 12 // size) * size
    day = anchor.published
    is_bare = not part(match, "year") and not part(match, "which")
    if is_bare and day and (year, last - size + 1) > (day.year, day.month):
        year -= 1  # "the last quarter", said in May
    return months(year, last - size + 1, year, last)


def _half(match: re.Match[str], anchor: Anchor) -> When | None:
    """Read "the first half of 2021", "the second half of last year"."""
    return _share(match, anchor, 6)


def _quarter(match: re.Match[str], anchor: Anchor) -> When | None:
    """Read "the second quarter of 2023", "in the first quarter"."""
    return _share(match, anchor, 3)


def _first_months(match: re.Match[str], anchor: Anchor) -> When | None:
    """Read "the first five months of 2022", "the last three months of the year"."""
    year, count = _year(match, anchor), number(match["n"])
    if year is None or not 1 <= count <= 12:
        return None
    is_first = match["nth"].casefold() == "first"
    return months(year, 1, year, count) if is_first else months(year, 13 - count, year, 12)


def _so_far(match: re.Match[str], anchor: Anchor) -> When | None:
    """Read "this year", "so far in 2017": from the year's first day to the report."""
    year = _year(match, anchor)
    if year is None or anchor.published is None:
        return None
    return days(date(year, 1, 1), anchor.published, 5) if year == anchor.published.year else None


def _season(match: re.Match[str], anchor: Anchor) -> When | None:
    """Read "the spring of last year", "the summer of that year"."""
    year, name = _year(match, anchor), match["season"].casefold()
    if year is None:
        return None
    if name == "winter":
        return When(earliest=date(year, 12, 1), latest=date(year + 1, 2, 28), grain=Grain.MONTH)
    first, last = SEASONS[name]
    return months(year, first, year, last)


RULES: tuple[Rule, ...] = (
    rule(
        "half of a year",
        rf"(?i:the )?(?P<nth>(?i:first|second|last)) (?i:half){_OF}",
        _half,
        "half",
    ),
    rule(
        "quarter of a year",
        r"(?i:the )?(?P<nth>(?i:first|second|third|fourth|last|final)) (?i:quarter)"
        rf"(?:{_OF}|(?! (?:of|century|final|hour|mile)))",
        _quarter,
        "quarter",
    ),
    rule(
        "first months of a year",
        rf"(?i:the )?(?P<nth>(?i:first|last|final)) (?P<n>(?i:{NUMBER})) (?i:months){_OF}",
        _first_months,
        "months",
    ),
    rule(
        "so far",
        rf"(?i:so far|thus far|up to now) (?:in )?(?P<year>{YEAR})"
        r"|(?P<which>(?i:this)) (?i:year so far)",
        _so_far,
        r"\bfar\b|to now",
    ),
    rule("year to date", rf"(?P<year>{YEAR}),? (?i:to date|so far)", _so_far, r"to date|so far"),
    rule(
        "since the year began",
        r"(?:(?:ever )?since )?the (?:beginning|start) of (?P<which>the|this) year|year to date"
        r"|since (?:the )?new year(?!['’]s)|since the year began",
        _so_far,
        "year",
        any_case=True,
    ),
    rule(
        "season of a told year",
        r"(?i:the )?(?P<season>(?i:spring|summer|autumn|fall|winter)),? (?:of )?"
        r"(?P<which>(?i:last|this|that|the same)) (?i:year)",
        _season,
        "year",
    ),
)
