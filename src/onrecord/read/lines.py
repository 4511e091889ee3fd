"""The lines of a text, and the paragraphs that a narrow column broke into lines."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

_LINE = re.compile(r"[^\n\r\f\v\u2028\u2029]+")
# Neither white space nor marks that nobody sees belong to a block's words.
_UNSEEN = (
    "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2066\u2067\u2068\u2069\ufeff"
)
_EDGES = (
    _UNSEEN + " \t\n\r\f\v\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005"
    "\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
_LONG = 4_000  # characters: beyond this a line is prose, and only its ends are looked at
_HEAD, _TAIL = 1_500, 400
_LETTERS_A_WORD = 6

_DROPPED = dict.fromkeys(map(ord, _UNSEEN + "\u0640"))  # and the Arabic stretching mark
_DROPPED |= dict.fromkeys(range(0x064B, 0x0653))  # Arabic vowel signs
_FOLDED: Mapping[int, str] = dict.fromkeys(_DROPPED, "") | {
    ord(old): new
    for old, new in {
        "\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201b": "'", "\u2032": "'",
        "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u00ab": '"', "\u00bb": '"',
        "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2015": "-",
        "\u2026": "...", "\u00a0": " ", "\u0622": "\u0627", "\u0623": "\u0627",
        "\u0625": "\u0627", "\u0649": "\u064a",
    }.items()
}  # fmt: skip
# A search for what is folded is several times as fast as a look at each character.
_FOLDABLE = re.compile(f"[{''.join(map(chr, _FOLDED))}]")
_SENTENCE_END = re.compile(
    r"""(?:[.!?\u061f\u06d4\u3002]|\.{3})["')\]\u00bb\s]*(?:\[\d+\]|\(\d+\))?$"""
)
_BULLET = re.compile(r"^(?:[•●◦▪■*·–—\-]\s+|[•●◦▪■·]|\(?\d{1,3}[.)]\s+)")


def folded(words: str) -> str:
    """
    Return words in the form in which cues are looked for: one case, plain quotation marks.

    >>> folded("  “Leave a  REPLY”")
    '"leave a reply"'
    """
    if not words.isascii():  # all that is folded is beyond ASCII
        words = _FOLDABLE.sub(_fold, words)
    return " ".join(words.split()).lower()


def _fold(found: re.Match[str]) -> str:
    return _FOLDED[ord(found[0])]


@dataclass(frozen=True)
class Line:
    """
    One line of a text, or one paragraph of a text in a narrow column.

    Attributes:
        start, end: Code points into the text, without the white space around.
        words: The line itself; of a very long line its two ends, with a gap between.
        number: Which line of the file it begins on, from 1.
    """

    start: int
    end: int
    words: str
    number: int

    @cached_property
    def folded(self) -> str:
        """The words in the form in which cues are looked for."""
        return folded(self.words)

    @cached_property
    def count(self) -> int:
        """How many words; of a very long line about how many."""
        length = self.end - self.start
        return length // _LETTERS_A_WORD if length > _LONG else len(self.words.split())

    @cached_property
    def is_finished(self) -> bool:
        """Whether it ends as a sentence ends."""
        return bool(_SENTENCE_END.search(self.folded[-40:]))

    @cached_property
    def is_prose(self) -> bool:
        """Whether it reads like running text: a whole sentence, or many words."""
        return (self.is_finished and self.count >= 8) or self.count >= 30

    @cached_property
    def is_item(self) -> bool:
        """Whether it begins with a bullet or a number, as an item of a list does."""
        return bool(_BULLET.match(self.folded))


def lines(content: str) -> list[Line]:
    """Return what is not blank, in order: a line each, or a paragraph of wrapped lines."""
    single = list(_single(content))
    width = _column(single, content)
    return single if width is None else list(_joined(single, content, width))


def trimmed(content: str, start: int, end: int) -> tuple[int, int]:
    r"""
    Return the same stretch without unseen characters at its ends.

    >>> trimmed("\ufeff Eleven people \u200f", 0, 17)
    (2, 15)
    """
    words = content[start:end]
    left = len(words) - len(words.lstrip(_EDGES))
    return start + left, start + max(left, len(words.rstrip(_EDGES)))


def _single(content: str) -> Iterator[Line]:
    number, counted = 1, 0
    for found in _LINE.finditer(content):
        between = content[counted : found.start()]
        number += len(re.findall(r"\r\n|\n|\r|\f|\v|\u2028|\u2029", between))
        counted = found.end()
        start, end = trimmed(content, found.start(), found.end())
        if start < end:
            yield Line(start, end, _ends(content, start, end), number)


def _ends(content: str, start: int, end: int) -> str:
    if end - start <= _LONG:
        return content[start:end]
    return content[start : start + _HEAD] + " … " + content[end - _TAIL : end]


# -- A narrow column ---------------------------------------------------------------------------
# A text is wrapped if its lines go on where the column ends: the next line's first word
# would not have fitted any more, and the sentence is not over.

_NARROWEST, _WIDEST = 45, 100
_SHARE = 0.5


def _column(single: list[Line], content: str) -> int | None:
    """Return the width of the column that a text was wrapped to; None if it was not."""
    lengths = sorted(line.end - line.start for line in single)
    if len(lengths) < 3 or not _NARROWEST <= lengths[-1] <= _WIDEST:
        return None
    pairs = [(a, b) for a, b in pairwise(single) if _touch(a, b, content)]
    running = [(a, b) for a, b in pairs if not a.is_finished and not b.is_item]
    full = [pair for pair in running if _is_full(*pair, width=lengths[-1])]
    return lengths[-1] if len(full) >= max(2, _SHARE * len(running)) else None


def _touch(one: Line, other: Line, content: str) -> bool:
    """Whether no blank line stands between."""
    between = content[one.end : other.start]
    return between.count("\n") + between.count("\r") - between.count("\r\n") <= 1


def _is_full(line: Line, following: Line, width: int) -> bool:
    first = following.words.partition(" ")[0]
    return line.end - line.start + 1 + len(first) > width - 3  # ragged by a letter or so


def _joined(single: list[Line], content: str, width: int) -> Iterator[Line]:
    run: list[Line] = []
    for line in single:
        goes_on = run and _touch(run[-1], line, content) and not line.is_item
        if run and not (goes_on and _is_full(run[-1], line, width)):
            yield _paragraph(run, content)
            run = []
        run.append(line)
    if run:
        yield _paragraph(run, content)


def _paragraph(run: list[Line], content: str) -> Line:
    start, end = run[0].start, run[-1].end
    return Line(start, end, _ends(content, start, end), run[0].number)
