"""What belongs to a report beside the blocks that extractors agree on."""

from collections import Counter
from collections.abc import Sequence

from onrecord.read.page_piece import OPEN, Piece, is_finished

_HALF = 0.5
_LINKED = 0.3
_FEW_WORDS = 6
_LEAST = 40  # characters of a paragraph
_ABOVE, _BELOW = 6, 3  # blocks around the report in which more of it may stand
_ITEMS = frozenset({"li", "tr", "td", "dd", "dt"})
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_AROUND = 4  # parts of a page around an item, in one of which the report's prose must stand


def with_what_belongs(
    pieces: Sequence[Piece], taken: Sequence[bool], first: Sequence[bool]
) -> list[bool]:
    """
    Return which blocks belong to the report: those taken, prose beside them, lists, their like.

    Args:
        pieces: All that the page shows, in order.
        taken: Which blocks enough extractors have.
        first: Which blocks the extractor has that finds the most.
    """
    found = _with_prose(pieces, taken, first)
    return _with_their_like(pieces, _with_lists(pieces, found))


def _with_lists(pieces: Sequence[Piece], taken: Sequence[bool]) -> list[bool]:
    """
    Add the lists and tables among the report's paragraphs, and one that follows the last.

    Extractors take short lines without a full stop for menus; here they are the names of the dead.
    """
    prose = [i for i, is_in in enumerate(taken) if is_in and _is_plain_prose(pieces[i])]
    if not prose:
        return list(taken)
    boxes = {box for i in prose for box in pieces[i].boxes[-1:]}
    found = list(taken)
    for i in range(prose[0], prose[-1]):
        piece = pieces[i]
        is_item = piece.tag in _ITEMS and _is_plain(piece)
        found[i] |= is_item and not boxes.isdisjoint(piece.boxes[-_AROUND:])
    for i in range(prose[-1] + 1, len(pieces)):
        piece = pieces[i]
        is_next = piece.tag in _ITEMS | _HEADINGS and _is_plain(piece)
        if not is_next or set(pieces[prose[-1]].boxes[-1:]).isdisjoint(piece.boxes):
            break
        found[i] = True
    return found


def _with_prose(
    pieces: Sequence[Piece], taken: Sequence[bool], first: Sequence[bool]
) -> list[bool]:
    """
    Add the whole sentences near the blocks taken that the first extractor has too.

    An opening paragraph often stands in a part of its own. Where what was taken is less than half
    of the first extractor's prose, a page is built of many parts, and all its prose is added.
    """
    theirs = [has and _is_plain_prose(p) for p, has in zip(pieces, first, strict=True)]
    at = [i for i, is_in in enumerate(taken) if is_in and pieces[i].role in OPEN]
    if not at:
        return list(first)
    seen = sum(len(piece.words) for piece, has in zip(pieces, theirs, strict=True) if has)
    kept = sum(len(pieces[i].words) for i in at if theirs[i])
    is_little = kept < _HALF * seen
    span = range(len(pieces)) if is_little else range(at[0] - _ABOVE, at[-1] + _BELOW + 1)
    return [is_in or (theirs[i] and i in span) for i, is_in in enumerate(taken)]


def _is_plain_prose(piece: Piece) -> bool:
    return _is_plain(piece) and len(piece.words) >= _LEAST and is_finished(piece.words)


def _with_their_like(pieces: Sequence[Piece], taken: Sequence[bool]) -> list[bool]:
    """
    Add the paragraphs that stand in the same kind of place as most of the report does.

    Sites cut a long report into parts, by pictures and advertisements, and an extractor may
    take the first part for the whole.
    """
    whole: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    for piece, is_in in zip(pieces, taken, strict=True):
        if _is_open(piece):
            whole[piece.place] += len(piece.words)
            inside[piece.place] += len(piece.words) if is_in else 0
    usual = {place for place, length in inside.items() if length > _HALF * whole[place]}
    return [
        is_in or (piece.place in usual and _is_open(piece) and _is_prose(piece))
        for piece, is_in in zip(pieces, taken, strict=True)
    ]


def _is_open(piece: Piece) -> bool:
    return piece.role in OPEN and piece.linked < _HALF


def _is_prose(piece: Piece) -> bool:
    return len(piece.words.split()) >= _FEW_WORDS and is_finished(piece.words)


def _is_plain(piece: Piece) -> bool:
    return piece.role in OPEN and piece.linked < _LINKED
