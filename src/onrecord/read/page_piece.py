"""A block of a web page, as the process that takes pages apart tells of it."""

import re
from collections.abc import Iterable
from typing import NamedTuple

OPEN = frozenset({"", "embedded", "pulled"})  # roles of blocks that may be the report's own
BETWEEN = "\n\n"  # pieces, in the text that is made of them
_ENDED = re.compile(r"[.!?؟。”\"»)’:…]\W*$")


class Piece(NamedTuple):
    """
    A block of a page.

    Attributes:
        words: Its text, white space folded; a line break inside is kept.
        tag: The element it stands in.
        role: What the tags around it say it is: `comment`, `boilerplate`, `caption`,
            `deck`, `byline`, `embedded`, `framed`, `pulled`, or nothing.
        linked: The share of its characters that are inside a link.
        place: The elements right around it with their classes: blocks of one kind share it.
        boxes: The numbers of the parts of the page that it stands in, from without to within.
    """

    words: str
    tag: str
    role: str = ""
    linked: float = 0.0
    place: str = ""
    boxes: tuple[int, ...] = ()


def told_apart(content: str, told: Iterable[tuple[int, str, str, float]]) -> list[Piece]:
    r"""
    Return the pieces of a text.

    Args:
        content: The words of all, with what stands between two.
        told: Of each its length, its tag, its role, and how much of it is linked.

    >>> [piece.words for piece in told_apart("Two\n\ndied.", [(3, "p", "", 0), (5, "p", "", 0)])]
    ['Two', 'died.']
    """
    found: list[Piece] = []
    start = 0
    for length, tag, role, linked in told:
        found.append(Piece(content[start : start + length], tag, role, linked))
        start += length + len(BETWEEN)
    return found


def is_finished(words: str) -> bool:
    """
    Return whether words end as a sentence does, or lead on to what follows.

    >>> is_finished("Two of them died."), is_finished("Most read in world news")
    (True, False)
    """
    return _ENDED.search(words[-6:]) is not None
