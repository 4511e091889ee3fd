"""Finds words for times, and reads them."""

import re
from datetime import date
from functools import cache, lru_cache

from onrecord.model import When
from onrecord.resolve.dates import (
    arabic_rules,
    calendar_rules,
    feast_rules,
    open_rules,
    ordinal_rules,
    period_rules,
    reference_rules,
    relative_rules,
    stretch_rules,
    weekday_rules,
    year_rules,
)
from onrecord.resolve.dates.rule import Rule, Windows
from onrecord.resolve.dates.spans import Anchor, bounded, month, years
from onrecord.resolve.dates.words import MONTH, YEAR, month_number


def when(
    words: str,
    published: date | None,
    *,
    year: int | None = None,
    reference: date | None = None,
    spoken: When | None = None,
) -> When | None:
    """
    Return the time that words tell, read against the day of publication.

    The phrase table is that of the UCDP GED Codebook 19.1, appendix 2. A time is never
    finer than its words, and never outlasts publication.

    Args:
        words: A phrase such as "on March 7", "from Thursday to Monday", "أمس".
        published: The day of publication; None if not known, and then only words that
            tell their own date resolve.
        year: The year of a day and month that have none; None to take the latest past.
        reference: The day that "the next day" starts from; None if there is none.
        spoken: The time told last, which "that year" is the year of; None if there is none.

    >>> print(when("on March 7", date(2014, 4, 4)).date_from)
    2014-03-07
    >>> when("yesterday", None) is None
    True
    """
    anchor = Anchor(published=published, year=year, reference=reference, spoken=spoken)
    read = _read_once if len(words) <= _SHORT else _read
    return bounded(read(words, anchor), published)


def find(content: str) -> list[tuple[int, int]]:
    """Return where words for times stand in a text, in order, not overlapping."""
    windows = Windows(content)
    found = [(m.start(), m.end()) for r in _rules() for m in r.matches(content, windows)]
    kept: list[tuple[int, int]] = []
    for start, end in sorted(found, key=lambda s: (s[0], -s[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
        elif end > kept[-1][1] and end - start > kept[-1][1] - kept[-1][0]:
            kept[-1] = (start, end)
    return [(_with_since(content, start), end) for start, end in kept]


_SINCE = re.compile(r"(?:ever\s+)?since\s+$", re.IGNORECASE)
_SINCE_WIDE = 12  # characters


def _with_since(content: str, start: int) -> int:
    """Where a time begins, with the "since" before it: it lasts from then on."""
    before = _SINCE.search(content, max(0, start - _SINCE_WIDE), start)
    return before.start() if before else start


@cache
def _rules() -> tuple[Rule, ...]:
    return (
        *open_rules.rules(_read),
        *calendar_rules.RULES,
        *year_rules.RULES,
        *weekday_rules.RULES,
        *relative_rules.RULES,
        *reference_rules.RULES,
        *stretch_rules.RULES,
        *period_rules.RULES,
        *ordinal_rules.RULES,
        *feast_rules.RULES,
        *arabic_rules.RULES,
    )


_SHORT = 100  # characters: what is longer is no phrase that comes again
_MOST = 20_000  # phrases and days of print that are remembered, some 15 MB


@lru_cache(_MOST)
def _read_once(words: str, anchor: Anchor) -> When | None:
    """Read words for a time once: a report's are asked for four times, and reports repeat them."""
    return _read(words, anchor)


def _read(words: str, anchor: Anchor) -> When | None:
    """Read the longest phrase in some words that can be resolved."""
    told = _longest(words, anchor)
    point = _POINT_AFTER.match(words)
    if point is None or (told is not None and told[1] >= len(words.rstrip())):
        return told[0] if told else None
    start = _read(words[point.end() :], anchor)
    onward = _onward(start, anchor)
    return onward or (told[0] if told else None)


_POINT_AFTER = re.compile(r"(?:ever\s+)?since\s+", re.IGNORECASE)


def _onward(start: When | None, anchor: Anchor) -> When | None:
    """Read "since mid-April of last year": from any time told up to the report."""
    end = anchor.published
    if start is None or start.earliest is None or end is None or end < start.earliest:
        return None
    return When(earliest=start.earliest, latest=end, grain=start.grain)


def _longest(words: str, anchor: Anchor) -> tuple[When, int] | None:
    """The longest phrase that can be resolved, and how many characters it takes."""
    windows = Windows(words)
    matches = [(m, r) for r in _rules() for m in r.matches(words, windows)]
    matches.sort(key=lambda f: (-(f[0].end() - f[0].start()), f[0].start()))
    for match, rule in matches:
        told = rule.meaning(match, anchor)
        if told is not None:
            return told, match.end() - match.start()
    bare = None if matches else _bare(words.strip(" .,"), anchor)
    return (bare, len(words)) if bare else None


def _bare(words: str, anchor: Anchor) -> When | None:
    """Read a month or a year that stands alone."""
    if re.fullmatch(YEAR, words):
        return years(int(words), int(words))
    if re.fullmatch(MONTH, words):
        number = month_number(words)
        year = anchor.year_for(number)
        return month(year, number) if year is not None else None
    return None
