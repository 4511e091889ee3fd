"""The words of a text as they are looked up, and where each stands in it."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from onrecord.kit.spelling import ARABIC_ALIKE, PLAIN_LETTERS

# Always part of the word, and dropped: how Arabic is written in Latin letters.
AYNS = "ʼʻʿʾʹ`´‘′"
# Part of the word or not: Nu'man is one word, Aleppo's and l'armée are two.
APOSTROPHES = "'’"
# What belongs to the word it stands in: the marks of Latin, Cyrillic and Greek, Hebrew and
# Arabic; joiners and directions, which nobody sees; and scripts that write vowels as marks.
MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    "\u08d3-\u08e1\u08e3-\u08ff\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
    "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
    "\u0900-\u0963\u0971-\u0dff\u0e01-\u0e4e\u0e81-\u0ece\u102b-\u103e\u1056-\u1059\u1780-\u17d3"
)
_LETTER = f"[^\\W_{AYNS}]"
_RUN = f"{_LETTER}+(?:[{MARKS}]+{_LETTER}*|[{AYNS}]+{_LETTER}+)*"
_WORD = re.compile(f"({_RUN})((?:[{APOSTROPHES}]{_RUN})*)")
_PART = re.compile(_RUN)


class SearchWord(NamedTuple):
    """
    A word as it is looked up.

    Attributes:
        word: Its letters, folded.
        start, end: Where it stands in the text that it came from, in code points.
    """

    word: str
    start: int
    end: int


def search_words(text: str) -> Iterator[SearchWord]:
    """
    Return a text's words as they are looked up, with the place of each in the text.

    Folded are: case; all marks (tashkeel, Latin accents); hamza on its carrier, alef maqsura,
    ta marbuta and tatweel; digits of all scripts; letters that are variants of others.
    A word that is only marks is none.

    >>> [found.word for found in search_words("Nu‘mān’s مَدِينَة — قُتل ٣٠ في ‘Ayn")]
    ['numan', 's', 'مدينه', 'قتل', '30', 'في', 'ayn']
    >>> [(found.word, found.start, found.end) for found in search_words("  Élan, l'été")]
    [('elan', 2, 6), ('l', 8, 9), ('ete', 10, 13)]
    """
    for match in _WORD.finditer(text):
        if match[2]:
            yield from _parts(match)
        elif word := fold_word(match[1]):
            yield SearchWord(word, match.start(), match.end())


@lru_cache(maxsize=131_072)
def fold_word(written: str) -> str:
    """
    Return the one spelling under which a word is looked up, however it is written.

    >>> fold_word("قُتل") == fold_word("قتل"), fold_word("حماة") == fold_word("حماه")
    (True, True)
    >>> fold_word("Ḥalab")
    'halab'
    """
    if written.isascii():
        return written.lower()
    taken_apart = unicodedata.normalize("NFKD", written).casefold().translate(PLAIN_LETTERS)
    letters = unicodedata.normalize("NFKD", taken_apart).translate(ARABIC_ALIKE)
    return "".join(map(_bare, letters))


def _bare(letter: str) -> str:
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    if unicodedata.combining(letter) or letter in AYNS:
        return ""
    return letter if letter.isalnum() or unicodedata.category(letter) in {"Mn", "Mc"} else ""


def _parts(match: re.Match[str]) -> Iterator[SearchWord]:
    """Return what an apostrophe parts, and as one what it joins."""
    word, start, end = "", match.start(), match.start()
    for part in _PART.finditer(match[0]):
        folded = fold_word(part[0])
        if word and (len(word) == 1 or folded == "s"):
            yield SearchWord(word, start, end)
            word = ""
        if not word:
            start = match.start() + part.start()
        word += folded
        end = match.start() + part.end()
    if word:
        yield SearchWord(word, start, end)
