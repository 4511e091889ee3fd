"""When a claim happened: its words for a time, read after the times that the text told before."""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.model import Claim, Document, Grain, Named, Text, When
from onrecord.resolve import dates

Published = Callable[[int], date | None]

_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_OPEN = re.compile(r"\b(?:since|until|till|by|before|after|from)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Told:
    """A time that the text tells: where, in what words, and when that was."""

    start: int
    words: str
    when: When

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
    for name in named:
        if name.kind == "time":
            when = _read(name.name, name.start, published(name.start), told, content)
            if when is not None and when.earliest is not None:
                told.append(Told(name.start, name.name, when))
    return told


def when_of(claim: Claim, published: Published, told: Sequence[Told], content: str) -> When | None:
    """Return when a claim happened, by the first of its times that can be read; None if none."""
    for time in claim.times:
        start = claim.passage.start if time.start is None else time.start
        when = _read(time.name, start, published(claim.passage.start), told, content)
        if when:
            return when
    return None


def _read(
    words: str, start: int, published: date | None, told: Sequence[Told], content: str
) -> When | None:
    upto = bisect_left(told, start, key=lambda t: t.start)
    return dates.when(
        words,
        published,
        year=_year(words, start, published, told, content),
        reference=next((told[i].day for i in range(upto - 1, -1, -1) if told[i].day), None),
        spoken=told[upto - 1].when if upto else None,
    )


def _year(
    words: str, start: int, published: date | None, told: Sequence[Told], content: str
) -> int | None:
    """
    Return the year of a paragraph that looks back: "In June 1992 …, and in July …".

    None where its first words for a time tell no earlier year: then the latest such day
    is meant.
    """
    if _YEAR.search(words) or published is None:
        return None
    line = content.rfind("\n", 0, start) + 1
    at = bisect_left(told, line, key=lambda t: t.start)
    first = told[at] if at < len(told) and told[at].start < start else None
    year = _YEAR.search(first.words) if first and not _OPEN.search(first.words) else None
    if first is None or year is None or int(year[1]) >= published.year:
        return None
    return None if _OPEN.search(content[max(line, first.start - 6) : first.start]) else int(year[1])
