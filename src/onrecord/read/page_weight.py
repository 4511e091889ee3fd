"""Which part of a web page carries its prose: our own choice, beside those of the extractors."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from onrecord.read.page_piece import OPEN, Piece, is_finished

_LEAST = 40  # characters: shorter blocks tell little of where the prose is
_LEVELS = (1.0, 0.8, 0.6, 0.4, 0.2)  # how much of a block's weight each part around it gets
_COMMAS = (",", "\u060c", "\u3001")
_THIRD = 1 / 3
_LINKED = 0.4


class Weighed(NamedTuple):
    """
    Where the prose of a page is.

    Attributes:
        inside: For each block whether it stands in the part with the most prose.
        prose: The same without what holds hardly any whole sentence, such as a strip of headlines.
    """

    inside: list[bool]
    prose: list[bool]


def by_weight(pieces: Sequence[Piece]) -> Weighed:
    """
    Return which blocks stand in the part of the page with the most prose.

    A block weighs more the longer it is and the more commas it has, and lends its weight to the
    parts around it, less to each one further out; links take from it.

    The idea of lending weight to the parts around is that of Arc90's Readability (2009).
    """
    weights: defaultdict[int, float] = defaultdict(float)
    # What blocks hold is added up by the parts that they all stand in, of which there are few.
    held: dict[tuple[int, ...], list[float]] = {}
    for piece in pieces:
        length = len(piece.words)
        sums = held.get(piece.boxes) or held.setdefault(piece.boxes, [0, 0.0, 0])
        sums[0] += length
        sums[1] += length * piece.linked
        if _may_be_prose(piece):
            finished = is_finished(piece.words)
            sums[2] += length if finished else 0
            weight = _weight(piece.words, is_finished=finished)
            for box, share in zip(reversed(piece.boxes), _LEVELS, strict=False):
                weights[box] += weight * share
    whole, linked, prose = _by_box(held)
    if not weights:
        return Weighed([False] * len(pieces), [False] * len(pieces))
    best = max(weights, key=lambda box: (weights[box] * (1 - linked[box] / whole[box]), -box))
    poor = {box for box in whole if prose[box] < _THIRD * whole[box]}
    inside = [best in piece.boxes for piece in pieces]
    rich = [_is_rich(piece.boxes, best, poor) for piece in pieces]
    return Weighed(inside, rich)


def _by_box(held: Mapping[tuple[int, ...], Sequence[float]]) -> tuple[dict[int, float], ...]:
    """Return for each part of the page the sums of what it holds, in its own parts too."""
    whole: defaultdict[int, float] = defaultdict(int)
    linked: defaultdict[int, float] = defaultdict(float)
    prose: defaultdict[int, float] = defaultdict(int)
    for boxes, (length, links, sentences) in held.items():
        for box in boxes:
            whole[box] += length
            linked[box] += links
            prose[box] += sentences
    return whole, linked, prose


def _may_be_prose(piece: Piece) -> bool:
    return len(piece.words) >= _LEAST and piece.role in OPEN and piece.linked < _LINKED


def _weight(words: str, *, is_finished: bool) -> float:
    weight = 1 + min(len(words) / 100, 3) + min(sum(map(words.count, _COMMAS)), 5)
    return weight * (1.0 if is_finished else _LINKED)


def _is_rich(boxes: tuple[int, ...], best: int, poor: set[int]) -> bool:
    if best not in boxes:
        return False
    next_within = boxes.index(best) + 1
    return next_within == len(boxes) or boxes[next_within] not in poor
