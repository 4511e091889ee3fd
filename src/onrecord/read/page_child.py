"""The part of reading a page that runs in a process of its own (see `onrecord.kit.apart`)."""

from typing import Any


def answer(data: bytes, _: Any) -> dict[str, object]:
    """
    Return a page's pieces, what it tells of itself, and what looks like its main text.

    Args:
        data: The page, as text in UTF-8.
    """
    from onrecord.read import page_text, page_told  # noqa: PLC0415 - only the child parses

    markup = data.decode()
    tree = page_text.parsed(markup)
    if tree is None:
        return {"pieces": [], "told": {}, "body": ""}
    pieces = [[p.words, p.tag, p.role, p.linked] for p in page_text.pieces(tree)]
    told = page_told.told(tree)
    body = _main_text(markup, told)
    return {"pieces": pieces, "told": told, "body": body}


def _main_text(markup: str, told: dict[str, dict[str, str]]) -> str:
    from trafilatura import bare_extraction  # noqa: PLC0415 - only the child parses

    found = bare_extraction(
        markup, fast=True, include_comments=False, include_tables=True, with_metadata=True
    )
    if found is None or isinstance(found, dict):
        return ""
    for field, value in (("title", found.title), ("author", found.author),
                         ("publisher", found.sitename), ("published", found.date)):  # fmt: skip
        if value:
            told[field].setdefault("page text", str(value))
    return found.text or ""
