"""The part of reading a PDF that runs in a process of its own (see `onrecord.kit.apart`)."""

from typing import Any

LOCKED, DAMAGED = "locked", "damaged"


def _taken_apart(data: bytes, told: Any, by: Any) -> tuple[Any, Any]:
    """Return what the guard saw, and what `by` finds in a PDF; a word where it is refused."""
    import pypdfium2 as pdfium  # noqa: PLC0415 - only the child parses

    from onrecord.read.papers import pdf_guard  # noqa: PLC0415

    guarded = pdf_guard.guarded(data)
    if guarded.refused:
        return guarded, guarded.refused
    try:
        return guarded, by(data, guarded, int(told["most_pages"]))
    except pdfium.PdfiumError as fault:
        return guarded, LOCKED if "password" in str(fault).lower() else DAMAGED


def answer(data: bytes, told: Any) -> dict[str, object]:
    """
    Return a PDF's paragraphs with their pages, what it says of itself, and what was wrong.

    Args:
        data: The PDF.
        told: `most_pages`, at most so many of which are read.
    """
    from onrecord.read.papers import laid_out  # noqa: PLC0415 - only the child parses

    guarded, found = _taken_apart(data, told, laid_out.read)
    if isinstance(found, str):
        return {"refused": found}
    return {
        "paragraphs": [
            [p.kind, p.is_hyphenated, [[part.page, part.joint, part.words] for part in p.parts]]
            for p in found.paragraphs
        ],
        "told": found.told,
        "pages": found.pages,
        "claimed": found.claimed,
        "scanned": found.scanned,
        "garbled": found.garbled,
        "unread": found.unread,
        "attachments": guarded.attachments,
        "active": guarded.active,
    }


def rows(data: bytes, told: Any) -> dict[str, object]:
    """
    Return a PDF's tables as rows of cells, at which row each page begins, and what was wrong.

    Args:
        data: The PDF.
        told: `most_pages`, at most so many of which are read.
    """
    from onrecord.read.papers import laid_out  # noqa: PLC0415 - only the child parses

    _, found = _taken_apart(data, told, laid_out.table)
    return {"refused": found} if isinstance(found, str) else found._asdict()


def boxes(data: bytes, told: Any) -> dict[str, object]:
    """
    Return where some words stand on a page.

    Args:
        data: The PDF.
        told: `page`, from 1; `words`, without white space; `near`, how many characters
            without white space stand before them on that page.
    """
    from onrecord.read.papers import laid_out  # noqa: PLC0415 - only the child parses

    return {"boxes": laid_out.boxes(data, int(told["page"]), told["words"], int(told["near"]))}
