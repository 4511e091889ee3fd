"""The day that a text prints of itself: in a byline, in a dateline, or beside its headline."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from onrecord.model import Block, Voice
from onrecord.read.days import day_in, says_published, says_updated
from onrecord.read.head import DATELINE
from onrecord.read.lines import folded

Day = tuple[date, str]  # and in which element it stands

_BELOW, _ABOVE = 11, 4  # blocks beside a headline in which a day may be printed
_FEW_WORDS = 25
_HEAD_WORDS = 400  # characters of a line in which a dateline or a byline stands


def head(content: str, block: Block) -> str:
    """Return as much of a block as may hold a byline or a dateline."""
    return content[block.start : min(block.end, block.start + _HEAD_WORDS)]


def in_bylines(content: str, blocks: Sequence[Block]) -> Day | None:
    """Return the day in the bylines: of publication rather than of a later change."""
    days = [(words, day) for words in _bylines(content, blocks) if (day := day_in(words))]
    days.sort(key=lambda d: 0 if says_published(d[0]) else 2 if says_updated(d[0]) else 1)
    return (days[0][1], "byline") if days else None


def beside_headline(content: str, blocks: Sequence[Block]) -> Day | None:
    """
    Return the day on a short line beside the headline.

    That is surer than a byline: bylines also stand under links to other reports.
    """
    lines = (words for words in _beside(content, blocks) if not says_updated(words))
    day = next((day for words in lines if (day := day_in(words))), None)
    return (day, "beside the headline") if day else None


# The day behind the agency: "TAIZ (Wire) — Aug. 5, 2021 — A bomb"; the last dash may be lost
_DAY_AFTER = re.compile(r"[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}|\d{1,2} [A-Z][a-z]{2,8}\.?,? \d{4}")
# "صنعاء، 12 مارس 2025 - ", "عدن (وكالة) الأحد 3 مايو 2015: ": no sentence yet, and a year ends it
_ARABIC = re.compile(
    r"[\u0600-\u06ff][\u0600-\u06ff\s،,()/0-9-]{2,60}?[\d٠-٩]{4}\s?م?\s?\)?\s*(?:[-–—:]|\Z)"
)


def in_dateline(content: str, blocks: Sequence[Block]) -> Day | None:
    """Return the day in the dateline with which the first paragraph begins."""
    first = next((b for b in blocks if b.voice is Voice.BODY), None)
    words = head(content, first) if first else ""
    found = DATELINE.match(words)
    told = found[0] if found else ""
    after = _DAY_AFTER.match(words, len(told)) if found else _ARABIC.match(words)
    day = day_in(folded(told)) or (day_in(folded(after[0])) if after else None)
    day = day or _in_first_line(content, blocks)
    return (day, "dateline") if day else None


# "صنعاء، 12 مارس 2025", "Taiz, 5 August 2021": a first line that is no headline
_PLACE_AND_DAY = re.compile(
    r"[^\W\d][^\d.!?:;،,]{1,30}[،,]\s[^.!?:;]{0,14}\d[^.!?:;]{0,24}\d{4}\s*م?"
)


def _in_first_line(content: str, blocks: Sequence[Block]) -> date | None:
    """The day of a first line that says only where and when the report was written."""
    words = head(content, blocks[0]).strip() if blocks else ""
    return day_in(folded(words)) if _PLACE_AND_DAY.fullmatch(words) else None


def update(content: str, blocks: Sequence[Block]) -> Day | None:
    """Return the day of a later change, where one is printed."""
    beside = [(words, "beside the headline") for words in _beside(content, blocks)]
    bylines = [(words, "byline") for words in _bylines(content, blocks)]
    for words, where in (*beside, *bylines):
        if says_updated(words) and (day := day_in(words)):
            return day, where
    return None


def _bylines(content: str, blocks: Sequence[Block]) -> list[str]:
    return [folded(head(content, block)) for block in blocks if block.voice is Voice.BYLINE]


def _beside(content: str, blocks: Sequence[Block]) -> Iterator[str]:
    """Return the short lines below a headline, as far as the first paragraph, then those above."""
    headline = next((i for i, b in enumerate(blocks) if b.voice is Voice.TITLE), None)
    if headline is None:
        return
    for block in blocks[headline + 1 : headline + 1 + _BELOW]:
        words = head(content, block)
        if block.voice is Voice.BODY and len(words.split()) > _FEW_WORDS:
            break
        if _may_date(block, words):
            yield folded(words)
    for block in reversed(blocks[max(0, headline - _ABOVE) : headline]):
        words = head(content, block)
        if _may_date(block, words):
            yield folded(words)


def _may_date(block: Block, words: str) -> bool:
    """Whether a block may be a line that dates the text: a sentence of it is none."""
    if block.voice in {Voice.COMMENT, Voice.TITLE, Voice.CAPTION}:
        return False
    is_sentence = block.voice is Voice.BODY and words.endswith((".", "!", "?", "؟", "。"))
    return not is_sentence and len(words.split()) <= _FEW_WORDS
