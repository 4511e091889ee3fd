"""The part of reading a page that runs in a process of its own (see `onrecord.kit.apart`)."""

import gc
from typing import Any


def answer(data: bytes, told: Any) -> dict[str, object]:
    """
    Return a page's pieces, which of them are the report, and what it tells of itself.

    Args:
        data: The page, as text in UTF-8.
        told: `{"careful": true}` asks more extractors, slowly.
    """
    from onrecord.read import page_extractors  # noqa: PLC0415

    is_collecting = gc.isenabled()
    # A page's tree is freed as a whole behind it; looking through it for cycles finds none.
    gc.disable()
    try:
        return _answer(
            data.decode(), is_careful=isinstance(told, dict) and bool(told.get("careful"))
        )
    finally:
        page_extractors.forget()
        if is_collecting:
            gc.enable()


def _answer(markup: str, *, is_careful: bool) -> dict[str, object]:
    from onrecord.read import (  # noqa: PLC0415
        page_body,
        page_extractors,
        page_search,
        page_text,
        page_told,
    )

    tree = page_text.parsed(markup)
    if tree is None:
        return {"pieces": [], "in_report": [], "agreement": 1.0, "told": {}, "seen": 0}
    # While they are held, lxml need not make its objects for them anew at each look.
    held = [*tree.iter()]
    said = page_told.told(tree)
    page_search.add(tree, said)
    pieces = page_text.pieces(tree)
    del held
    asked = page_extractors.careful() if is_careful else page_extractors.usual()
    chosen = page_body.chosen(pieces, markup, *asked)
    return {
        "pieces": [[p.words, p.tag, p.role, round(p.linked, 3)] for p in pieces],
        "in_report": chosen.in_report,
        "agreement": chosen.agreement,
        "told": said,
        "seen": page_extractors.seen(markup),
    }
