"""What stands between an article's paragraphs: headings, and links to other stories."""

import re
from collections.abc import Sequence

from onrecord.model import Voice
from onrecord.read.labels import Label, Labels
from onrecord.read.lines import Line

_HEADING_WORDS = 14
_LINK_WORDS = 9  # a headline of another story is longer than a heading
_MOST_LINK_WORDS = 28
_QUOTED = re.compile(r"(?:^|[\s:(])['\"][^'\"]{3,}['\"]")
_TALLY = re.compile(
    r"(?:(?<!\d)[:\-]\s*\d)|^\W*\d+\W*$|\d+ (?:killed|dead|deaths?|injured|wounded|martyrs?)"
)
_CLOCK = re.compile(r"^\d{1,2}[:.]\d{2}\b")
_NUMBERED = re.compile(r"^(?:\d{1,2}|[ivx]{1,4}|[a-h])[.)] \w")
_ITEM = re.compile(r"^[•*·\-]")
# Paragraphs report speech in the past tense; headlines do not.
_REPORTS = re.compile(
    r"\b(?:said|told|added|according|wrote|stated|reported|announced)\b|"
    r"\bو?(?:قال|قالت|قالوا|اضاف|اضافت|اكد|اكدت|افاد|افادت|ذكر|ذكرت|اوضح|صرح)\b"
)
# A short line with one of these is a sentence that lost its stop, unless set as a title.
_TELLS = re.compile(r"\b(?:was|were|had|has been|have been|said|died|قتل|قتلت|كان|كانت)\b")
_MOSTLY = 0.7
_CLOSES = (",", ";", ":")
_SMALL = frozenset(
    "a an and as at but by for from in into of on or over the to under with vs v is are was were "
    "not al el it its".split()
)


def body(lines: Sequence[Line], found: Labels, _title: str | None) -> Labels:
    """Return headings and links among the lines that nothing has claimed."""
    free = [i for i in range(len(lines)) if i not in found]
    ends_with_stops = _ends_with_stops([lines[i] for i in free])
    labels: Labels = {}
    run = 0  # short lines in a row: more than one is a list, and what follows may belong to it
    for position, i in enumerate(free):
        before = lines[free[position - 1]] if position else None
        after = lines[free[position + 1]] if position + 1 < len(free) else None
        if ends_with_stops and is_link(lines[i], before, after):
            labels[i] = Label(Voice.BOILERPLATE, "link-headline")
        elif run <= 1 and is_heading(lines[i], after):
            labels[i] = Label(Voice.HEADING, "heading")
        run = 0 if i in labels or not _is_listed(lines[i]) else run + 1
    return labels


def _ends_with_stops(free: Sequence[Line]) -> bool:
    """Whether this text ends its paragraphs with stops, so that a line without one stands out."""
    long = [line for line in free if line.count >= _LINK_WORDS]
    return sum(line.is_finished for line in long) >= _MOSTLY * len(long)


def is_link(line: Line, before: Line | None, after: Line | None) -> bool:
    """
    Whether a line between paragraphs is another story's headline.

    Such a headline quotes or has a colon, and ends without a stop.
    """
    if before is None or not before.is_prose or (after is not None and not after.is_prose):
        return False
    if line.is_finished or line.is_item or line.folded.endswith(_CLOSES):
        return False
    if _REPORTS.search(line.folded):
        return False
    if not _LINK_WORDS <= line.count <= _MOST_LINK_WORDS or line.folded.startswith("("):
        return False
    has_colon = re.search(r"\w['\"]?: \S", line.folded) is not None and not _TALLY.search(
        line.folded
    )
    return has_colon or bool(_QUOTED.search(line.folded))


def is_heading(line: Line, after: Line | None) -> bool:
    """Whether a short line stands over running text as its heading."""
    if after is None or line.count > _HEADING_WORDS or _ITEM.match(line.folded):
        return False
    if line.folded.endswith((",", ";")) or (line.is_finished and not line.folded.endswith("?")):
        return False
    if _TALLY.search(line.folded) or not after.is_prose:
        return False
    return _looks_set_apart(line)


def _is_listed(line: Line) -> bool:
    """Whether a line may be one of a list of names; lines of a tally are told by their numbers."""
    is_short = line.count <= 8 and not line.is_prose and not line.is_item
    return is_short and not _TALLY.search(line.folded)


def _looks_set_apart(line: Line) -> bool:
    if _CLOCK.match(line.folded) or line.folded.endswith("?"):
        return True
    if line.words[:1].islower():
        return False
    if line.folded.endswith(":"):
        return line.count <= 6 and _is_title_case(line.words)
    if _NUMBERED.match(line.folded):
        return line.count <= 9
    if _TELLS.search(line.folded):
        return _is_title_case(line.words)
    return line.count <= 8 or _is_title_case(line.words)


def _is_title_case(words: str) -> bool:
    parts = [part for part in re.findall(r"[^\W\d_][\w'’\-]*", words) if part.lower() not in _SMALL]
    upper = sum(not part[0].islower() for part in parts)
    return bool(parts) and upper >= 0.75 * len(parts)
