"""Which blocks of a web page are the report: where several extractors agree, block by block."""

from collections.abc import Sequence
from typing import NamedTuple

from onrecord.read import page_near
from onrecord.read.page_piece import OPEN, Piece
from onrecord.read.page_weight import by_weight

_LEFT_OUT = "|-•\u200b\ufeff\xad"  # and white space
_PART = "\x00"  # no page has it
_SHORT = 25  # characters: so few may stand in the main text by chance
_MOST_SEARCHED = 2_000_000_000  # characters looked through for blocks of one page


class Chosen(NamedTuple):
    """
    What was taken for the report.

    Attributes:
        in_report: For each block whether it belongs to it.
        agreement: How far two choices made in different ways are the same, from 0 to 1.
    """

    in_report: list[bool]
    agreement: float


def chosen(pieces: Sequence[Piece], texts: Sequence[str], needed: int) -> Chosen:
    """
    Return which blocks belong to the report.

    Every extractor has a voice for each block, and so has our own choice by weight. A block that
    enough of them have is taken, and then what belongs to those (see `page_near`). How sure
    that is shows in how far the first extractor and our own choice, which works in another way,
    agree.

    Args:
        pieces: All that the page shows, in order.
        texts: What each extractor takes for the page's main text; the first finds the most.
        needed: How many of them, ours included, must have a block.
    """
    short = squeezed([piece.words for piece in pieces])
    weighed = by_weight(pieces)
    others = [_has(short, text) for text in texts]
    votes = zip(weighed.prose, *others, strict=True)
    in_report = [sum(each) >= needed for each in votes]
    agreement = min(_agreement(pieces, own, others[0]) for own in weighed)
    return Chosen(page_near.with_what_belongs(pieces, in_report, others[0]), agreement)


def _agreement(pieces: Sequence[Piece], one: Sequence[bool], other: Sequence[bool]) -> float:
    """Return the share of what either takes for the report that both do, by characters."""
    both = either = 0
    for piece, first, second in zip(pieces, one, other, strict=True):
        length = len(piece.words) if piece.role in OPEN else 0
        both += length if first and second else 0
        either += length if first or second else 0
    return both / either if either else 1.0


def squeezed(words: Sequence[str]) -> list[str]:
    """Return texts without white space, bullets and table bars, on which extractors differ."""
    if not words:
        return []
    whole = _PART.join(words)
    for mark in _LEFT_OUT:
        whole = whole.replace(mark, "")
    return "".join(whole.split()).split(_PART)


def _has(pieces: Sequence[str], body: str) -> list[bool]:
    """Return for each block, squeezed, whether an extractor's text has it."""
    lines = squeezed(body.split("\n"))
    by_line, whole = set(lines), "".join(lines)
    budget = _MOST_SEARCHED  # a page of very many blocks must not take hours
    found: list[bool] = []
    for short in pieces:
        is_in = short in by_line
        if not is_in and len(short) >= _SHORT and budget > 0:
            budget -= len(whole)
            is_in = short in whole
        found.append(is_in)
    return found
