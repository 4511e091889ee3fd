"""Where words stand on a page."""

from collections.abc import Sequence
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle on a page in points; `top` is less than `bottom`, both from the page's top."""

    left: float
    top: float
    right: float
    bottom: float


class Segment(NamedTuple):
    """
    A run of words on one line, with no wide gap inside.

    Attributes:
        words: As they are read.
        box: Where it stands.
        size: Of its font, in points as it is drawn.
        is_bold: Whether its font calls itself so.
        glyphs: Its first glyph on the page and the one after its last.
    """

    words: str
    box: Box
    size: float
    is_bold: bool
    glyphs: tuple[int, int]


class Rule(NamedTuple):
    """A line drawn across a page: how far down, and from where to where."""

    down: float
    left: float
    right: float


def around(boxes: Sequence[Box]) -> Box:
    """Return the smallest rectangle that holds some others."""
    return Box(
        min(b.left for b in boxes), min(b.top for b in boxes),
        max(b.right for b in boxes), max(b.bottom for b in boxes),
    )  # fmt: skip
