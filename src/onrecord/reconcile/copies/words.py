"""A text as the words that its author wrote, with where each stands."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from itertools import accumulate
from zlib import crc32

from onrecord.model import Text, Voice

RUN = 5  # words
_INDEXED = 100_000  # words of a text that are indexed: more is no article
_WORD = re.compile(r"\w+")
_PARTED = re.compile(r"(\w+)")
_SUBSCRIPT = "\u0345"  # the one sign that is no letter and becomes one when case is folded
_NOT_THE_AUTHOR = {Voice.COMMENT, Voice.BOILERPLATE}


@dataclass(frozen=True, slots=True)
class Words:
    """
    A text's words, folded, with where each stands.

    Attributes:
        words: In order, in lower case.
        starts, ends: Code points into the text.
    """

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def runs(self) -> Iterator[tuple[str, ...]]:
        """Return every run of five words, in order."""
        told = self.words[:_INDEXED]
        return zip(told, told[1:], told[2:], told[3:], told[4:], strict=False)


def placed(text: Text) -> Words:
    """Return the words of what the author wrote: no comments, no menus."""
    content = text.content
    folded = content.casefold()
    # As nearly always: then all words are folded at once, and places stay what they are.
    is_even = len(folded) == len(content) and _SUBSCRIPT not in content
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in stretches(text):
        parts = _PARTED.split((folded if is_even else content)[start:end])
        at = list(accumulate(map(len, parts), initial=start))
        words += parts[1::2]
        starts += at[1:-1:2]
        ends += at[2::2]
    told = words if is_even else map(str.casefold, words)
    return Words(tuple(told), tuple(starts), tuple(ends))


def count(text: Text) -> int:
    """Return how many words the author wrote."""
    return sum(len(_WORD.findall(text.content, *at)) for at in stretches(text))


def stretches(text: Text) -> list[tuple[int, int]]:
    """Return where the author speaks."""
    if not text.blocks:
        return [(0, len(text.content))]
    return [(b.start, b.end) for b in text.blocks if b.voice not in _NOT_THE_AUTHOR]


class _Keys(dict[str, int]):
    """A number for each word, the same on every machine, worked out once."""

    def __missing__(self, word: str) -> int:
        self[word] = key = crc32(word.encode("utf-8", "surrogatepass"))
        return key


class Hasher:
    """
    Turns texts into the numbers of their runs of words, one in `sample` of them.

    Numbers and not words are kept: a million runs are eight megabytes. Which are kept
    hangs on the run alone, so that two texts keep the same ones.
    """

    def __init__(self, sample: int) -> None:
        """Remember how many runs one is kept of; a power of two."""
        self._mask = sample - 1
        self._keys = _Keys()

    def runs(self, text: Text) -> tuple[bytes, Iterable[int]]:
        """Return a fingerprint of all words, and the numbers of the runs that are kept."""
        content = " ".join(text.content[start:end] for start, end in stretches(text))
        words = _WORD.findall(content.casefold())
        whole = blake2b(" ".join(words).encode("utf-8", "surrogatepass"), digest_size=16)
        keys = list(map(self._keys.__getitem__, words[:_INDEXED]))
        # Python's hash of a row of integers is fast and not seeded, as that of words is.
        made = set(map(hash, zip(keys, keys[1:], keys[2:], keys[3:], keys[4:], strict=False)))
        mask = self._mask
        return whole.digest(), [run for run in made if not run & mask] if mask else made
