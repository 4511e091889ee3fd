"""When a claim happened: its words for a time, read after the times that the text told before."""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from onrecord.model import Claim, Document, Grain, Named, Text, When
from onrecord.resolve import dates
from onrecord.resolve.context import context
from onrecord.resolve.dates.words import DAY, MONTH, WEEKDAY, YEAR, day_number, month_number

Published = Callable[[int], date | None]

_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
# "TUNIS, July 21 -", "Jeddah, Tuesday night -": the day that a report was sent
_DATELINE = re.compile(
    rf"^[A-Z][\w'’.-]+(?:,? [A-Z][\w'’.-]+){{0,4}}, (?P<day>{MONTH} {DAY}|{DAY} {MONTH}|{WEEKDAY})"
    rf"(?: (?:morning|afternoon|evening|night))?(?:,? {YEAR})?\.?"
    r"(?: \([^()\n]{1,40}\))?(?:\.? ?[-–—]|:) ?(?=\S)",
    re.MULTILINE,
)
_COUNTED = re.compile(r"\b(?:last|this|that)\b", re.IGNORECASE)  # the words say which month
_BULLET = 8
_FAR = 40  # times looked back on: a table of thousands stays quick
_RECENT = timedelta(days=60)
_PAST = timedelta(days=366)
_BESIDE = 3  # months between two times of one story
_LONG_GONE = 10
_HEAD = 600
_SENT = 7
_OPEN = re.compile(r"\b(?:since|until|till|by|before|after|from)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Told:
    """A time that the text tells: where, in what words, and when that was."""

    start: int
    words: str
    when: When
    is_aside: bool = False  # when something was said, or is to come: no day of an event

    @property
    def day(self) -> date | None:
        """The day, if it is one; None for a longer time."""
        is_day = self.when.grain is Grain.DAY and self.when.earliest == self.when.latest
        return self.when.earliest if is_day else None


def days_of(document: Document, text: Text) -> Published:
    """
    Return what gives the day of the report at a place in a text.

    That is the day of publication, but in an entry of a live page the day of the entry:
    "yesterday" is the day before that.
    """
    if not any(block.dated for block in text.blocks):
        return lambda _: document.published

    def day(start: int) -> date | None:
        block = text.block_at(start)
        return block.dated.date() if block and block.dated else document.published

    return day


def times_told(named: Sequence[Named], published: Published, content: str) -> list[Told]:
    """Return the times that a text tells, in order, each read after those before it."""
    told: list[Told] = []
    published = _since_its_dateline(published, content)
    for name in named:
        if name.kind == "time":
            when = _read(name.name, name.start, published(name.start), told, content)
            if when is not None and when.earliest is not None:
                told.append(Told(name.start, name.name, when, _is_no_event(content, name.start)))
    return told


@cache
def _aside() -> re.Pattern[str]:
    words = "|".join(sorted(context().saying))
    ahead = "|".join(sorted(context().to_come))
    return re.compile(
        rf"\b(?:(?:{words})(?:\s+[a-z]+){{0,2}}|(?:{ahead})(?:\s+(?:to|take|place|be|held))*)"
        r"\s+(?:(?:late|early|back)\s+)?(?:(?:on|for|in)\s+)?$",
        re.IGNORECASE,
    )


_BACK = 45  # characters before a time in which words say what was on that day


def _is_no_event(content: str, start: int) -> bool:
    """As in "the ministry said on Monday", "elections due on 27 January"."""
    back = max(0, start - _BACK)
    return bool(_aside().search(content, max(back, content.rfind("\n", back, start) + 1), start))


def when_of(claim: Claim, published: Published, told: Sequence[Told], content: str) -> When | None:
    """Return when a claim happened, by the first of its times that can be read; None if none."""
    published = _since_its_dateline(published, content)
    for time in claim.times:
        start = claim.passage.start if time.start is None else time.start
        when = _read(time.name, start, published(claim.passage.start), told, content)
        if when:
            return when
    return None


def _since_its_dateline(published: Published, content: str) -> Published:
    """
    Return the day that a report was written for what it tells: that of its dateline.

    A paper printed the day after says "today" and means the day on which its report was sent.
    """
    line = _DATELINE.search(content, 0, _HEAD)
    if line is None:
        return published

    def day(start: int) -> date | None:
        printed = published(start)
        when = dates.when(line["day"], printed) if printed else None
        sent = when.earliest if when else None
        is_near = printed and sent and timedelta() < printed - sent < timedelta(days=_SENT)
        return sent if is_near and start >= line.start() else printed

    return day


def _read(
    words: str, start: int, published: date | None, told: Sequence[Told], content: str
) -> When | None:
    upto = bisect_left(told, start, key=lambda t: t.start)
    return dates.when(
        words,
        published,
        year=_year(words, start, published, told, content),
        reference=_reference(words, start, published, told[max(0, upto - _FAR) : upto], content),
        spoken=told[upto - 1].when if upto else None,
    )


def _reference(
    words: str, start: int, published: date | None, told: Sequence[Told], content: str
) -> date | None:
    """
    Return the day that "the same day" and the like count from: the last one told.

    That is a day of the same paragraph, else one not long gone, else any: after an aside the
    report is back with its news, but "that night" goes on with what was told. The day on which
    the report was issued, printed with its year, is none; one on which something was said, or
    is to come, counts where there is no other. Where no day was told at all, "the day before" is
    the one before the report.
    """
    line = content.rfind("\n", 0, start) + 1
    is_that = _THAT.match(words) is not None
    told = [
        t for t in told if (t.day or (is_that and _begins(t))) and not _is_of_issue(t, published)
    ]
    told = [t for t in told if not t.is_aside] or told
    days = [(t.start, t.day) for t in reversed(told) if t.day]
    if not days and _DAY_BEFORE.match(words):
        return published
    if is_that and told:
        return _begins(told[-1]) or (days[0][1] if days else None)
    if not days:
        return None
    near = (day for at, day in days if at >= line or _is_recent(day, published))
    return next(near, days[0][1])


def _begins(told: Told) -> date | None:
    """The day that "since Monday" begins with: "on that day" is that Monday."""
    is_onward = told.when.grain is Grain.DAY and _SINCE.match(told.words)
    return told.when.earliest if is_onward else None


_SINCE = re.compile(r"(?:ever )?since (?!the )", re.IGNORECASE)


def _is_of_issue(told: Told, published: date | None) -> bool:
    return told.day == published and bool(_YEAR.search(told.words))


_DAY_BEFORE = re.compile(r"the (?:day|night|evening) before\b", re.IGNORECASE)
_THAT = re.compile(r"(?:(?:on|since|from) )?that\b", re.IGNORECASE)


def _is_recent(day: date, published: date | None) -> bool:
    return published is None or published - day < _RECENT


def _year(
    words: str, start: int, published: date | None, told: Sequence[Told], content: str
) -> int | None:
    """
    Return the year of a day and month that have none; None for the latest that has passed.

    It is that of the same month told before ("May 1998 … on 12 May"), or of a paragraph that
    looks back: "In June 1992 …, and in July …", "1992 - …".
    """
    if _YEAR.search(words):
        return None
    upto = bisect_left(told, start, key=lambda t: t.start)
    before = told[max(0, upto - _FAR) : upto]
    if published is None:
        return _year_of_same(words, before) or _year_told_last(before)
    return (
        _year_of_same(words, before)
        or _year_of_paragraph(start, published, before, content)
        or _year_of_history(words, published, before)
    )


def _year_of_history(words: str, published: date, told: Sequence[Told]) -> int | None:
    """
    The year of a text that has told of nothing new so far: that next to the last time with one.

    As in "We visited the town in December 1999 … On 4 November gunmen had killed six".
    """
    month, rest = _month_in(words)
    is_day = month is not None and re.search(rf"(?<!\d){DAY}", rest)
    if month is None or not is_day or any(_is_new(t, published) for t in told):
        return None
    last = next((t for t in reversed(told) if _YEAR.search(t.words)), None)
    if last is None or last.when.grain is Grain.YEAR or last.when.earliest is None:
        return None
    then = last.when.earliest
    if published - then < _PAST or _OPEN.search(last.words):
        return None
    far = {
        year: abs((year - then.year) * 12 + month - then.month)
        for year in (then.year - 1, then.year, then.year + 1)
    }
    year = min(far, key=far.__getitem__)
    return year if far[year] <= _BESIDE else None


def _is_new(told: Told, published: date) -> bool:
    latest = told.when.latest
    is_recent = latest is None or published - latest < _RECENT
    return is_recent and not _is_of_issue(told, published)


def _year_told_last(told: Sequence[Told]) -> int | None:
    """The year that a text without a day of print was in: a history, a judgement."""
    years = (_YEAR.search(t.words) for t in reversed(told) if not _OPEN.search(t.words))
    return next((int(year[1]) for year in years if year), None)


def _month_in(words: str) -> tuple[int | None, str]:
    """The number of the month that words name first, and the words without it; None if none."""
    found = re.search(MONTH, words)
    if found is None:
        return None, words
    return month_number(found[0]), words[: found.start()] + words[found.end() :]


def _year_of_same(words: str, told: Sequence[Told]) -> int | None:
    """The year in which the text told the same day, or the month that the day is in."""
    number, rest = _month_in(words)
    if number is None or _COUNTED.search(words) or re.search(MONTH, rest):
        return None
    day = re.search(rf"(?<!\d){DAY}", rest)
    for other in reversed(told):
        first, last = other.when.earliest, other.when.latest
        if first is None or last is None or first.month != number or not _YEAR.search(other.words):
            continue
        is_month = (first.year, first.month) == (last.year, last.month)
        if is_month and (first != last or (day and day_number(day[0]) == first.day)):
            return first.year
    return None


def _year_of_paragraph(
    start: int, published: date, told: Sequence[Told], content: str
) -> int | None:
    line = content.rfind("\n", 0, start) + 1
    for other in reversed(told):
        if other.start < line:
            return None
        found = _YEAR.search(other.words)
        if found:
            is_open = _OPEN.search(content[max(line, other.start - 6) : other.start] + other.words)
            year = int(found[1])
            if other.when.latest and other.when.latest.year > year:
                year = other.when.latest.year  # "between June 2013 and May 2014": still in it
            return None if is_open or _is_aside(other, year, line, published) else year
        if other.when.earliest and published - other.when.earliest < _RECENT:
            return None  # back to what is told as new
    return None


def _is_aside(told: Told, year: int, line: int, published: date) -> bool:
    """Whether a year is not what a paragraph is about: a bare one, not long gone."""
    is_heading = told.start <= line + _BULLET
    is_bare = told.when.grain is Grain.YEAR and not is_heading
    return year >= published.year or (is_bare and published.year - year < _LONG_GONE)
