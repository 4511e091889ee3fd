"""
What of a block is given to the parser at once: sentences, and nothing that is none.

The parser takes a time that grows with the square of a word's length and of a sentence's.
People write sentences; a file made to hold a program up has a word of a million signs, or a
million numbers without a full stop. Both are cut here, where nothing that somebody wrote to
be read is touched: the longest sentence of the evaluation corpus has under 1,500 characters.
"""

import re
from collections.abc import Iterator

_WORD = 1_000  # characters: what is longer is no word, and is passed over
_SENTENCE = 3_000  # characters without an end: more is no sentence
_PIECE = 1_000  # into which such a run is cut, at a line's end or a space

_END = re.compile(r"[.!?؟。…]['\"”’)\]]{0,3}\s")
_NO_WORD = re.compile(rf"\S{{{_WORD + 1},}}+")


def stretches(content: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """
    Return the parts of a stretch that are parsed, in order; nearly always the whole.

    >>> text = "Nine died. " + "x" * 2000 + " Two were hurt."
    >>> [text[a:b].strip() for a, b in stretches(text, 0, len(text))]
    ['Nine died.', 'Two were hurt.']
    """
    at = start
    for found in _NO_WORD.finditer(content, start, end):
        yield from _cut(content, at, found.start())
        at = found.end()
    yield from _cut(content, at, end)


def _cut(content: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut runs without the end of a sentence; what holds none of these is given as it is."""
    begun = last = start
    while last < end:
        found = _END.search(content, last, min(end, last + _SENTENCE))
        if found is None and end - last > _SENTENCE:
            if begun < last:
                yield begun, last
            begun, last = last, _piece_end(content, last)
            yield begun, last
            begun = last
        else:
            last = end if found is None else found.end()
    if begun < end:
        yield begun, end


def _piece_end(content: str, start: int) -> int:
    """Return where a piece ends: never within a word, since none is as long as a piece."""
    window = content[start : start + _PIECE + 1]
    blanks = [at for at, sign in enumerate(window) if sign.isspace()]
    return start + blanks[-1] + 1
