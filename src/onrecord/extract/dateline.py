"""
Where and when a report was filed, and what a list puts before its entries.

"SAADA, Aug 9 (Red Sea Wire) - " before the first paragraph says where the writer sat. The
same before each of many entries ("KIRKUK - ", "TUE 25. ", "19/08 | Tibu | ") says where and
when each happened, as does a line of its own above them ("KHARTOUM STATE").
"""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.extract import naming, wordlist
from onrecord.model import Block, Mention, Named, Text, Voice

_DAY = (
    r"(?:\w{3,9}\.?\s+\d{1,2}|\d{1,2}\s+(?:January|February|March|April|May|June|July|August"
    r"|September|October|November|December|[A-Z][a-z]{2}\.?))"
)
# In capitals, with or without a day; in small letters with one; and where a copy lost its
# signs, as in "GAZA CITY June 9 2018 Soldiers shot four".
_FILED = re.compile(
    r"[A-Z][A-Z'’ .-]{2,40}(?:,?\s*[A-Z][\w .]{1,30})?"
    r"(?:[,/]?\s*\(?\w{3,9}\.?\s+\d{1,2}\)?|,?\s*\d{1,2}\s+\w+\.?)?(?:,?\s*\d{4})?"
    r"\s*(?:\([^)]{2,60}\))?\s*(?:[-–—]+|:)\s+(?=\S)"
    rf"(?:{_DAY},?\s*\d{{4}}\s*(?:[-–—]+|:)\s+(?=\S))?"
    rf"|[A-Z][\w'’ .-]{{2,30}}(?:,\s*[A-Z][\w .]{{1,30}})?,?\s*\(?{_DAY}(?:,?\s*\d{{4}})?\)?"
    r"\s*(?:\([^)]{2,60}\))?\s*[-–—]+\s+(?=\S)"
    rf"|[A-Z]{{3,}}(?:\s[A-Z]{{2,}}){{0,3}}(?:,?\s[A-Z]\w+)?,?\s{_DAY},?\s\d{{4}}\s+(?=[A-Z])"
)


def dateline(content: str, start: int, end: int) -> int:
    """
    Return how many characters of a block are its dateline: where and when it was filed.

    >>> text = "SAADA, Yemen, Aug 9 (Red Sea Wire) - An air strike hit a bus."
    >>> text[dateline(text, 0, len(text)):]
    'An air strike hit a bus.'
    >>> text = "Goma, 9 August 2016 - The mission condemns the attack."
    >>> text[dateline(text, 0, len(text)):]
    'The mission condemns the attack.'
    >>> text = "SAADA (Red Sea Wire) - Aug. 9, 2018 - An air strike hit a bus."
    >>> text[dateline(text, 0, len(text)):]
    'An air strike hit a bus.'
    """
    match = _FILED.match(content, start, end)
    return match.end() - start if match else 0


def filed_at(text: Text, names: Sequence[Named]) -> Mention | None:
    """Return the place of a report's dateline; None if it has none."""
    for block in text.blocks:
        end = block.start + dateline(text.content, block.start, block.end)
        if block.voice is not Voice.BODY or end == block.start:
            continue
        inside = (n for n in names if n.kind == "place" and block.start <= n.start < end)
        return next(map(naming.mention, inside), None)
    return None


@dataclass(frozen=True, slots=True)
class Label:
    """The places and times that stand before an entry of a list, or in the line above it."""

    places: tuple[Mention, ...] = ()
    times: tuple[Mention, ...] = ()


_SAID = Voice.BODY, Voice.HEADING, Voice.NOTE
_ENTRIES = 2  # with fewer, what stands before a paragraph is a dateline
_SHORT = 60  # characters of a line that heads others
_BULLET = re.compile(r"[\s*•·\-–—]*(?:\d{1,2}[.)]\s)?\s*(?:(?:NEAR|Near)\s+)?")
_BETWEEN = re.compile(r"[\s,/|&]*(?:(?:and|of)\s)?")
_STOP = re.compile(r"\s*(?:[:|]|\s[-–—]+\s|[-–—]{2}|\.\s|\.?$)")
_ENDS = re.compile(r"[.!?…]['\"”]?\s*$")


def labels(text: Text, names: Sequence[Named]) -> Mapping[int, Label]:
    """
    Return, by the start of a block, what stands before it: nothing for a report in prose.

    Args:
        text: The text.
        names: The names found in it, in order.
    """
    blocks = [b for b in text.blocks if b.voice in _SAID]
    at = {n.start: n for n in reversed(names) if n.kind != "actor"}
    own = {b.start: _label(text.content, b, at) for b in blocks}
    entries = {at: label for at, (label, is_all) in own.items() if label and not is_all}
    heads = {at: label for at, (label, is_all) in own.items() if label and is_all}
    if len(entries) < _ENTRIES:
        entries = {}
    if len(entries) + len(heads) < _ENTRIES:
        return {}
    return _under_heads(text.content, blocks, entries, heads)


@dataclass(frozen=True, slots=True)
class Listing:
    """
    The entries of a list, as they tell which of its places may be a claim's.

    Attributes:
        labels: What stands before each block, by its start; empty for prose.
        heads: Where the places of these labels stand.
        starts: Where the text's blocks start, in order.
    """

    labels: Mapping[int, Label]
    heads: frozenset[int | None]
    starts: Sequence[int]

    @classmethod
    def of(cls, text: Text, names: Sequence[Named]) -> "Listing":
        """Return the entries of a text."""
        found = labels(text, names)
        heads = frozenset(p.start for label in found.values() for p in label.places)
        return cls(found, heads, [b.start for b in text.blocks])

    def offers(self, place: int, claim: int) -> bool:
        """Whether a place may be a claim's: it stands in the same entry, its label, or in none."""
        if not self.labels:
            return True
        asked, told = self._at(claim), self._at(place)
        if asked is not None and any(p.start == place for p in asked.places):
            return True
        return place not in self.heads and (told is None or told == asked)

    def _at(self, place: int) -> Label | None:
        at = bisect_right(self.starts, place) - 1
        return self.labels.get(self.starts[at]) if at >= 0 else None


def _under_heads(
    content: str,
    blocks: Sequence[Block],
    entries: Mapping[int, Label],
    heads: Mapping[int, Label],
) -> dict[int, Label]:
    """What is written before each block, and in the lines that head it."""
    found: dict[int, Label] = {}
    over: dict[bool, Label] = {}  # of lines in capitals, and of others
    for block in blocks:
        words = content[block.start : block.end].strip()
        if block.start in heads:
            over = (
                {True: heads[block.start]}
                if words.isupper()
                else {**{k: v for k, v in over.items() if k}, False: heads[block.start]}
            )
            continue
        if _is_head(words):
            over = {} if words.isupper() else {k: v for k, v in over.items() if k}
        given = [entries[block.start]] if block.start in entries else []
        given += [over[k] for k in (False, True) if k in over]
        if given:
            found[block.start] = Label(
                places=tuple(p for one in given for p in one.places),
                times=next((one.times for one in given if one.times), ()),
            )
    return found


def _is_head(words: str) -> bool:
    """Whether a line heads what follows: short, no sentence, no row of figures."""
    if len(words) > _SHORT or _ENDS.search(words):
        return False
    return words.isupper() or (len(words.split()) <= _FEW and not re.search(r"\d", words))


_FEW = 4


def _label(content: str, block: Block, names: Mapping[int, Named]) -> tuple[Label | None, bool]:
    """What stands before a block's own words, and whether it has no others."""
    end = block.end
    while end > block.start and content[end - 1].isspace():
        end -= 1
    at = _after(_BULLET, content, block.start, end)
    found: list[Named] = []
    stop = None
    while stop is None:
        named = names.get(at)
        if named is None or named.end > end:
            return None, False
        found.append(named)
        at = _after(_nouns(), content, named.end, end)
        stop = _STOP.match(content, at, end)
        if stop is None:
            at = _after(_BETWEEN, content, at, end)
    return _of(content, found, stop, end)


_STRETCH = re.compile(r"(?:since|so far|the past|past|the last|last)\b", re.IGNORECASE)


def _of(
    content: str, found: Sequence[Named], stop: re.Match[str], end: int
) -> tuple[Label | None, bool]:
    places = tuple(naming.mention(n) for n in found if n.kind == "place")
    times = tuple(naming.mention(n) for n in found if n.kind == "time")
    is_all = stop.end() >= end
    is_plain_point = stop.group().strip() == "." and not is_all
    if is_plain_point and not times and not content[found[0].start : found[0].end].isupper():
        return None, False  # "Aleppo. It fell": no label
    if is_all and not places and not _STRETCH.match(times[0].name):
        return None, False  # the day of the report itself
    is_country = bool(places) and all(n.what == "country" for n in found if n.kind == "place")
    if is_country and not times and not is_all and ":" in stop.group():
        return None, False  # "Israel: none of ours was hurt": it speaks
    return Label(places=places, times=times), is_all


def _after(pattern: re.Pattern[str], content: str, start: int, end: int) -> int:
    match = pattern.match(content, start, end)
    return match.end() if match else start


@cache
def _nouns() -> re.Pattern[str]:
    """As in "KHARTOUM STATE", "Kharkiv region": the noun belongs to the name."""
    listed = wordlist.alternatives("where", "kinds")
    return re.compile(rf"(?:\s+{listed})?(?:\s+\([^)]{{1,30}}\))?", re.IGNORECASE)
