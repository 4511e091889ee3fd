"""An Arabic text as words with places in it, and the words that one written form may be."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from onrecord.extract.arabic.letters import MARKS, fold

_DIGITS = "0-9\u0660-\u0669\u06f0-\u06f9"
# Whole numbers with their separators; else a run of letters with its marks.
_WORD = re.compile(
    rf"[{_DIGITS}]+(?:[.,\u066b\u066c][{_DIGITS}]+)*[%\u066a]?|(?:[^\W\d_]|[{MARKS}])+"
)
_STOP = re.compile(r"[.!?؟\u06d4;؛\n](?=\s|$)|\n")
_LONGEST = 2_000  # characters of a sentence


@dataclass(frozen=True, slots=True)
class Word:
    """
    One word as it stands.

    Attributes:
        start, end: Code points of the stored text; `content[start:end]` are its letters.
        form: Its letters, folded.
        gap: What stands between the word before and this one, without white space.
    """

    start: int
    end: int
    form: str
    gap: str

    @property
    def is_number(self) -> bool:
        """Whether it is written in digits."""
        return self.form[:1].isdigit()


def words_of(content: str, start: int, end: int) -> tuple[Word, ...]:
    """
    Return the words of a stretch of text, in order; digits and letters part.

    >>> [w.form for w in words_of("قُتل 5 وجُرح ٣٢٠", 0, 16)] == ["قتل", "5", "وجرح", "320"]
    True
    """
    found: list[Word] = []
    last = start
    for match in _WORD.finditer(content, start, end):
        form = fold(match.group())
        if form:
            gap = "".join(content[last : match.start()].split())
            found.append(Word(match.start(), match.end(), form, gap))
            last = match.end()
    return tuple(found)


_DATELINE = re.compile(r"[^\W\d_][^.:\n«“\"-]{1,40}?\s[-–—]+\s(?=\S{2})")


def dateline(content: str, start: int, end: int) -> int:
    """
    Return how many characters of a block are its dateline: "بيروت - قتل".

    >>> text = "بيروت - قتل خمسة"
    >>> text[dateline(text, 0, len(text)) :] == "قتل خمسة"
    True
    """
    match = _DATELINE.match(content, start, end)
    is_short = match is not None and len(match.group().split()) <= 6
    return match.end() - start if match and is_short else 0


def sentences_of(content: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Return where the sentences of a block start and end."""
    cuts = [m.end() for m in _STOP.finditer(content, start, end)]
    whole = [(a, b) for a, b in pairwise([start, *cuts, end]) if content[a:b].strip()]
    return tuple(piece for a, b in whole for piece in _pieces(content, a, b))


def _pieces(content: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence of a page's length is cut between words: no sentence is one."""
    while end - start > _LONGEST:
        cut = content.rfind(" ", start + 1, start + _LONGEST)
        cut = cut if cut > start else start + _LONGEST
        yield start, cut
        start = cut
    yield start, end


@cache
def readings(form: str) -> tuple[str, ...]:
    """
    Return what a written form may be without the particles written onto it, itself first.

    >>> readings("والقتلي") == ("والقتلي", "القتلي", "قتلي")
    True
    """
    found = [form]
    for particles in ("وف", "بلك"):
        found += [f[1:] for f in found if f[:1] in tuple(particles) and len(f) > 3]
    for held in list(found):
        if held.startswith("ال") and len(held) > 4:
            found.append(held[2:])
        elif held.startswith("لل") and len(held) > 4:
            found += [held[2:], "ا" + held]
    return tuple(dict.fromkeys(found))


def is_led(form: str) -> bool:
    """Whether "and" or "then" may be written onto a word."""
    return form[:1] in {"و", "ف"} and len(form) > 2


def has_article(form: str) -> bool:
    """Whether a form bears the article, alone or after a particle."""
    return bool(re.match(r"[وف]?[بلك]?(?:ال|لل)..", form))


def phrase_at(words: Sequence[Word], at: int, phrase: tuple[str, ...]) -> bool:
    """Whether the words from a place on are those of a phrase, "and" before them allowed."""
    if at < 0 or at + len(phrase) > len(words):
        return False
    first = words[at].form
    return phrase[0] in {first, first[1:] if is_led(first) else first} and all(
        words[at + n].form == said for n, said in enumerate(phrase) if n
    )


def in_quotes(content: str, start: int, place: int) -> bool:
    """Whether a place lies inside quotation marks opened in the same block."""
    before = content[start:place]
    opened = before.count("“") + before.count("«") - before.count("”") - before.count("»")
    return opened > 0 or before.count('"') % 2 == 1
