"""How much each line looks like running text, by itself and by what stands around it."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate

from onrecord.model import Voice
from onrecord.read.labels import Labels
from onrecord.read.lines import Line

_MARKED = re.compile(r"[|›»→•·©®]|\.\.\.|https?://|www\.|\S@\S")
_QUOTES = re.compile(r"[\"']")
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d{2}\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|\b(?:19|20)\d{2}\b")
_COMMAS = re.compile(r"[,;،؛，]")
_WINDOWS = (2, 5, 12)
_RUN = 8  # what a line must be worth to lengthen the run of running text
_CUE = -10

FEATURES = (
    "words", "is long", "is very long", "finished", "prose", "commas", "digits", "capitals",
    "short words", "marked", "quotes", "colon", "lower start", "item", "clock", "repeated", "few",
    "boilerplate", "zone", "byline", "caption", "title", "comment", "note", "heading",
    "words before", "finished before", "prose before", "words after", "finished after",
    "prose after", "two prose before", "two prose after", "around 2", "around 5", "around 12",
    "in run", "before run", "after run", "near run", "place", "in run and short",
    "in run and labelled", "share of prose", "finished and short", "both sides prose",
)  # fmt: skip


def features(lines: Sequence[Line], found: Labels) -> list[list[float]]:
    """
    Return for each line the numbers that `FEATURES` names.

    Args:
        lines: The lines of a text.
        found: What rules of words and place say of them.
    """
    own = [_own(line) for line in lines]
    repeated = Counter(line.folded for line in lines)
    first, last = run(lines, found)
    prose = [line.count if line.is_prose else 0 for line in lines]
    means = [_means(prose, width) for width in _WINDOWS]
    share = sum(line.count for line in lines if line.is_prose) / max(
        1, sum(line.count for line in lines)
    )
    return [
        [
            *own[i],
            float(repeated[line.folded] > 1),
            float(line.count <= 3),
            *_labelled(found, i),
            *_beside(lines, i),
            *(mean[i] for mean in means),
            *_in_run(line, i, first, last, is_labelled=i in found, many=len(lines)),
            share,
            float(line.is_finished and line.count < 8),
            float(0 < i < len(lines) - 1 and lines[i - 1].is_prose and lines[i + 1].is_prose),
        ]
        for i, line in enumerate(lines)
    ]


def run(lines: Sequence[Line], found: Labels) -> tuple[int, int]:
    """
    Return the first and the last line of the run that holds most running text.

    A line is worth its words, half of them where it ends without a stop, less what a line
    of a menu is worth; of all runs the one with the largest sum is taken.
    """
    best, best_sum, start, total = (0, -1), 0.0, 0, 0.0
    for i, line in enumerate(lines):
        label = found.get(i)
        is_cue = label is not None and label.voice is Voice.BOILERPLATE and line.count < 25
        total += _CUE if is_cue else (line.count if line.is_finished else line.count / 2)
        total -= _RUN
        if total <= 0:
            start, total = i + 1, 0.0
        elif total > best_sum:
            best, best_sum = (start, i), total
    return best


def _own(line: Line) -> list[float]:
    words = line.words.split()
    many = max(1, len(words))
    capitals = sum(word[0].isupper() for word in words) / many
    short = sum(len(word) <= 3 for word in words) / many
    return [
        math.log1p(line.count),
        float(line.count >= 12),
        float(line.count >= 30),
        float(line.is_finished),
        float(line.is_prose),
        min(4, len(_COMMAS.findall(line.words))) / 4,
        sum(map(str.isdigit, line.words)) / max(1, len(line.words)),
        capitals,
        short,
        float(bool(_MARKED.search(line.words))),
        float(bool(_QUOTES.search(line.folded))),
        float(line.folded.endswith(":")),
        float(line.words[:1].islower()),
        float(line.is_item),
        float(bool(_CLOCK.search(line.folded))),
    ]


def _labelled(found: Labels, i: int) -> list[float]:
    label = found.get(i)
    if label is None:
        return [0.0] * 8
    kinds = (Voice.BYLINE, Voice.CAPTION, Voice.TITLE, Voice.COMMENT, Voice.NOTE, Voice.HEADING)
    is_zone = label.rule.startswith("zone-")
    return [
        float(label.voice is Voice.BOILERPLATE and not is_zone),
        float(is_zone),
        *(float(label.voice is kind) for kind in kinds),
    ]


def _beside(lines: Sequence[Line], i: int) -> list[float]:
    numbers: list[float] = []
    for near in (i - 1, i + 1):
        line = lines[near] if 0 <= near < len(lines) else None
        numbers += (
            [math.log1p(line.count), float(line.is_finished), float(line.is_prose)]
            if line
            else [0.0] * 3
        )
    far = (i - 2, i + 2)
    return numbers + [float(0 <= n < len(lines) and lines[n].is_prose) for n in far]


def _means(prose: Sequence[int], width: int) -> list[float]:
    """Return for each line how many words of running text a line around it has, in logarithms."""
    sums = [0, *accumulate(prose)]
    many = len(prose)
    return [
        math.log1p((sums[min(many, i + width + 1)] - sums[max(0, i - width)]) / (2 * width + 1))
        for i in range(many)
    ]


def _in_run(
    line: Line, i: int, first: int, last: int, *, is_labelled: bool, many: int
) -> list[float]:
    is_in = first <= i <= last
    before = math.log1p(first - i) if i < first else 0.0
    after = math.log1p(i - last) if i > last else 0.0
    return [
        float(is_in),
        before,
        after,
        float(not is_in and max(first - i, i - last) <= 2),
        i / max(1, many),
        float(is_in and line.count < 8),
        float(is_in and is_labelled),
    ]
