"""Which part of a web page carries its prose: our own choice, beside those of the extractors."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from onrecord.read.page_piece import OPEN, Piece, is_finished

_LEAST = 40  # characters: shorter blocks tell little of where the prose is
_LEVELS = (1.0, 0.8, 0.6, 0.4, 0.2)  # how much of a block's weight each part around it gets
_COMMAS = (",", "\u060c", "\u3001")
_THIRD = 1 / 3
_LINKED = 0.4


def by_weight(pieces: Sequence[Piece]) -> list[bool]:
    """
    Return for each block whether it stands in the part of the page with the most prose.

    A block weighs more the longer it is and the more commas it has, and lends its weight to the
    parts around it, less to each one further out; links take from it. Within the part that
    wins, what holds hardly any whole sentence (a strip of headlines) is left out.

    The idea of lending weight to the parts around is that of Arc90's Readability (2009).
    """
    weights: defaultdict[int, float] = defaultdict(float)
    whole: defaultdict[int, int] = defaultdict(int)
    linked: defaultdict[int, float] = defaultdict(float)
    prose: defaultdict[int, int] = defaultdict(int)
    for piece in pieces:
        length = len(piece.words)
        for box, weight in _lent(piece):
            weights[box] += weight
        finished = _may_be_prose(piece) and is_finished(piece.words)
        for box in piece.boxes:
            whole[box] += length
            linked[box] += length * piece.linked
            prose[box] += length if finished else 0
    if not weights:
        return [False] * len(pieces)
    best = max(weights, key=lambda box: (weights[box] * (1 - linked[box] / whole[box]), -box))
    poor = {box for box in whole if prose[box] < _THIRD * whole[box]}
    return [_is_inside(piece.boxes, best, poor) for piece in pieces]


def _may_be_prose(piece: Piece) -> bool:
    return len(piece.words) >= _LEAST and piece.role in OPEN and piece.linked < _LINKED


def _lent(piece: Piece) -> Iterator[tuple[int, float]]:
    if not _may_be_prose(piece):
        return
    weight = 1 + min(len(piece.words) / 100, 3) + min(sum(map(piece.words.count, _COMMAS)), 5)
    weight *= 1.0 if is_finished(piece.words) else _LINKED
    for box, share in zip(reversed(piece.boxes), _LEVELS, strict=False):
        yield box, weight * share


def _is_inside(boxes: tuple[int, ...], best: int, poor: set[int]) -> bool:
    if best not in boxes:
        return False
    next_within = boxes.index(best) + 1
    return next_within == len(boxes) or boxes[next_within] not in poor
