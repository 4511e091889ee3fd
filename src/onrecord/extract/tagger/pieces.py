"""
Words cut into pieces of the encoder's vocabulary, each with where it stands.

The usual library for this brings a client that downloads models, which a program that
must not call out has no use for; the cutting itself is a longest match in a list of 30,000 pieces
(Wu et al. 2016, section 4.1, in the lower-case form of Devlin et al. 2018).
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.extract.tagger.labels import shape

_LONGEST = 60  # letters; a longer word is no word
_MOST = 100_000  # words whose pieces are kept; a long run over odd texts must not fill the memory
_START, _END, _UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
_WORD = re.compile(r"\w+|[^\w\s]|_")
_WRITTEN = re.compile(r"[^\W_]+(?:[-'’.,][^\W_]+)*|\S")


@dataclass(frozen=True, slots=True)
class Pieces:
    """
    A stretch of text in T pieces, two of them its ends.

    Attributes:
        ids: Of each piece, its number in the vocabulary.
        spans: Of each piece, where it stands; (0, 0) for the two ends.
        shapes: Of each piece, how the word it is part of is written (`labels.shape`).
    """

    ids: list[int]
    spans: list[tuple[int, int]]
    shapes: list[int]


# How a word between spaces is written, and its pieces: the number of each, from where to where.
_Written = tuple[int, tuple[tuple[int, int, int], ...]]


@dataclass
class Vocabulary:
    """
    The encoder's pieces.

    >>> v = Vocabulary(["[UNK]", "[CLS]", "[SEP]", "gun", "##men", "fled", "."])
    >>> told = v.pieces("Gunmen fled.")
    >>> told.ids, told.spans, told.shapes
    ([1, 3, 4, 5, 6, 2], [(0, 0), (0, 3), (3, 6), (7, 11), (11, 12), (0, 0)], [0, 2, 2, 1, 0, 0])
    """

    listed: list[str]
    _ids: dict[str, int] = field(init=False)
    _known: dict[str, _Written] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._ids = {piece: number for number, piece in enumerate(self.listed)}

    @classmethod
    def of_file(cls, path: Path) -> "Vocabulary":
        """Return the vocabulary of a file, one piece a line."""
        return cls(path.read_text(encoding="utf-8").splitlines())

    def pieces(self, words: str, most: int = 10_000) -> Pieces:
        """Return a stretch of text in pieces, no more than some."""
        ids, spans, shapes = [self._ids[_START]], [(0, 0)], [0]
        for written in _WRITTEN.finditer(words):
            at = written.start()
            kind, inside = self._of_written(written.group())
            for number, start, end in inside:
                ids.append(number)
                spans.append((at + start, at + end))
            shapes += [kind] * len(inside)
        cut = min(len(ids), most - 1)
        return Pieces([*ids[:cut], self._ids[_END]], [*spans[:cut], (0, 0)], [*shapes[:cut], 0])

    def _of_written(self, written: str) -> _Written:
        known = self._known.get(written)
        if known is None:
            if len(self._known) > _MOST:
                self._known.clear()
            known = self._known[written] = shape(written), tuple(self._cut(written))
        return known

    def _cut(self, written: str) -> Iterator[tuple[int, int, int]]:
        for word in _WORD.finditer(written):
            at = word.start()
            for number, length in self._longest(word.group()):
                yield number, at, at + length
                at += length

    def _longest(self, word: str) -> list[tuple[int, int]]:
        letters = [_plain(c) for c in word]  # one for one, so that places stay right
        found: list[tuple[int, int]] = []
        at = 0
        while at < len(letters):
            for stop in range(len(letters) if len(letters) <= _LONGEST else at, at, -1):
                piece = ("##" if at else "") + "".join(letters[at:stop])
                if piece in self._ids:
                    found.append((self._ids[piece], stop - at))
                    at = stop
                    break
            else:
                return [(self._ids[_UNKNOWN], len(word))]
        return found


def _plain(letter: str) -> str:
    """A letter as the vocabulary has it: small, without accents; "" for an accent alone."""
    parts = unicodedata.normalize("NFD", letter.lower())
    return "".join(c for c in parts if unicodedata.category(c) != "Mn")
