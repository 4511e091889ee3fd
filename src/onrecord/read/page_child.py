"""The part of reading a page that runs in a process of its own (see `onrecord.kit.apart`)."""

import gc
from typing import Any


def answer(data: bytes, told: Any) -> tuple[dict[str, object], bytes]:
    """
    Return what a page's pieces are, which are the report, what it tells; and their words.

    The words of all pieces are one stretch, with an empty line between two.

    Args:
        data: The page, as text in UTF-8.
        told: `{"careful": true}` asks more extractors, slowly.
    """
    is_collecting = gc.isenabled()
    # A page's tree is freed as a whole behind it; looking through it for cycles finds none.
    gc.disable()
    try:
        return _answer(
            data.decode(), is_careful=isinstance(told, dict) and bool(told.get("careful"))
        )
    finally:
        if is_collecting:
            gc.enable()


def _answer(markup: str, *, is_careful: bool) -> tuple[dict[str, object], bytes]:
    from onrecord.read import (  # noqa: PLC0415
        page_body,
        page_extractors,
        page_piece,
        page_search,
        page_text,
        page_told,
    )

    tree = page_text.parsed(markup)
    said = page_told.told(tree)
    page_search.add(markup, said)
    # Before what nobody sees leaves the tree: it tells where the report is.
    theirs = page_extractors.texts(markup, tree, is_careful=is_careful)
    seen = page_extractors.seen(tree)
    pieces = page_text.pieces(tree)
    chosen = page_body.chosen(pieces, theirs, page_extractors.NEEDED)
    words = [piece.words for piece in pieces]
    found = {
        "pieces": [[len(p.words), p.tag, p.role, p.linked and round(p.linked, 3)] for p in pieces],
        "in_report": chosen.in_report,
        "agreement": chosen.agreement,
        "told": said,
        "seen": seen,
    }
    return found, page_piece.BETWEEN.join(words).encode("utf-8", "surrogatepass")
