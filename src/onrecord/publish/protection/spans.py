"""Stretches of a text that may not be seen, and the words that a text is made of."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from onrecord.kit.spelling import ARABIC_ALIKE
from onrecord.model.public import Piece, Withheld

_MARKS = re.compile(r"[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06edـ]")
# What no eye sees inside a word: it would part a name in two that nobody knows.
_UNSEEN = "\u00ad\u034f\u061c\u115f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff"
_NO_SIGN = re.compile(f"[{_UNSEEN}]")
_TOKEN = re.compile(
    r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]"
    rf"|[{_UNSEEN}]+(?=[^\W\d_])|['’‘`ʼ.](?=\w))*"
)
_POSSESSIVE = re.compile(r"['’‘`ʼ]s?$")


@dataclass(frozen=True, slots=True)
class Span:
    """Where words stand that may not be seen, and as what they are withheld."""

    start: int
    end: int
    kind: Withheld


class Word(NamedTuple):
    """
    A word of a text.

    Attributes:
        start, end: Where it stands.
        text: As written, without a final 's.
        key: In the form in which words are compared.
    """

    start: int
    end: int
    text: str
    key: str

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[:1].isupper()


@lru_cache(maxsize=65_536)
def key(word: str) -> str:
    """
    Return a word as it is compared: small letters, no accents, one letter for those alike.

    >>> key("Shi’a"), key("عَلَوي") == key("علوى")
    ("shi'a", True)
    """
    if word.isascii():
        return word.lower()
    plain = _MARKS.sub("", _NO_SIGN.sub("", word).casefold()).translate(ARABIC_ALIKE)
    apart = unicodedata.normalize("NFKD", plain)
    bare = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return re.sub("[’‘`ʼ]", "'", bare)


def words_of(text: str) -> list[Word]:
    """Return the words of a text, a hyphen parting two."""
    found = []
    for match in _TOKEN.finditer(text):
        start = match.start()
        written, compared = _written(match[0])
        found.append(Word(start, start + len(written), written, compared))
    return found


@lru_cache(maxsize=65_536)
def _written(token: str) -> tuple[str, str]:
    """Return a word without its ending, and as it is compared."""
    written = _POSSESSIVE.sub("", token.rstrip("."))
    return written, key(written)


def pieces(text: str, spans: Iterable[Span]) -> tuple[Piece, ...]:
    """
    Return a text in runs, with what may not be seen left empty and marked.

    What is withheld in two ways at once, or side by side for one reason, is one gap: how
    many words a name has would tell of it.

    >>> both = [Span(0, 1, Withheld.NAME), Span(2, 3, Withheld.NAME)]
    >>> [str(piece.withheld) for piece in pieces("a b c", both)]
    ['name', 'None']
    """
    made: list[Piece] = []
    at = 0
    for span in _joined(text, spans):
        if span.start > at:
            made.append(Piece(text=text[at : span.start]))
        made.append(Piece(text="", withheld=span.kind))
        at = span.end
    if at < len(text):
        made.append(Piece(text=text[at:]))
    return tuple(made)


def _joined(text: str, spans: Iterable[Span]) -> list[Span]:
    joined: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.start, -one.end)):
        last = joined[-1] if joined else None
        if last is None or span.start > last.end:
            gap = text[last.end : span.start] if last else "x"
            if last is None or last.kind is not span.kind or gap.strip(" -\t.'’"):
                joined.append(span)
                continue
        elif span.start == last.end and span.kind is not last.kind:
            joined.append(span)
            continue
        joined[-1] = Span(last.start, max(last.end, span.end), last.kind)
    return joined
