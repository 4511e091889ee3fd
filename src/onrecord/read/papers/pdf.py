"""A PDF: its text layer in the order of reading, every passage with its page."""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from onrecord.kit import apart
from onrecord.model import Document, Problem, Severity, Snapshot, Text, Voice
from onrecord.read import metadata
from onrecord.read.doubt import problem_of
from onrecord.read.labels import Label
from onrecord.read.papers import assembled, dates, ocr
from onrecord.read.papers.assembled import Piece
from onrecord.read.papers.ocr import Ocr
from onrecord.read.plain import empty
from onrecord.read.reading import Reading

READER = "pdf 1"
MOST_PAGES = 2_000
MEMORY = 1024 * 1024 * 1024
SECONDS = 60.0
_TAKEN_APART = "onrecord.read.papers.pdf_child:answer"
_PLACED = "onrecord.read.papers.pdf_child:boxes"
_MOST_NAMED = 12
_HEAD = 4096  # bytes in which a web page says that it is one
_NO_TITLE = re.compile(
    r"^(?:untitled.*|microsoft word.*|document\s?\d*|.*\.(?:docx?|indd|pdf|html?|pptx?|rtf|odt)"
    r"|slide 1|unspecified|about:blank)$",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"^(?:anonymous|admin\w*|user|owner|unknown|microsoft office user|unspecified|author|pc|hp)$",
    re.IGNORECASE,
)
_DAYS = {"CreationDate": "made on", "ModDate": "changed on"}
_PAGE = "printed"  # what stands on the paper tells more than the file's data
LABELS = {
    "title": Label(Voice.TITLE, "print-title"),
    "heading": Label(Voice.HEADING, "print-heading"),
    "row": Label(Voice.BODY, "row"),
    "note": Label(Voice.BODY, "small-print"),
    "hyphens": Label(Voice.BODY, "paragraph-hyphens"),
    "contents": Label(Voice.BOILERPLATE, "table-of-contents"),
    "page-head": Label(Voice.BOILERPLATE, "page-head"),
    "page-foot": Label(Voice.BOILERPLATE, "page-foot"),
    "page-number": Label(Voice.BOILERPLATE, "page-number"),
}


class Area(NamedTuple):
    """
    A rectangle on a page: shares of its width and height, counted from its top left.

    Attributes:
        page: The page's number, from 1.
        left, top, right, bottom: From 0 to 1.
    """

    page: int
    left: float
    top: float
    right: float
    bottom: float


def read_pdf(
    document: Document, snapshot: Snapshot, data: bytes, *, using: Ocr | None = None
) -> Reading:
    """
    Return a PDF's words; nothing in it is run, opened or fetched.

    The order of reading comes from where words stand on the page: columns, rows of tables
    and, for Arabic and Hebrew, every single glyph. What stands at the edge of many pages is
    labelled as no part of the report.

    Args:
        document: The report.
        snapshot: Its bytes.
        data: The bytes.
        using: How pages without words are read from their picture; None reads none.
    """
    told, problem = _answer(document, data)
    if problem is not None:
        return Reading(document=_untouched(document), text=None, problems=(problem,))
    pieces = [_piece(*piece) for piece in told["paragraphs"]]
    problems = [*_about_kinds(document, data), *_about_pages(document, told)]
    reader = READER
    if using is not None and (wanted := [*told["scanned"], *told["garbled"]]):
        seen = ocr.read_pages(document, data, wanted, using)
        pieces = ocr.put_in(pieces, seen.pieces)
        problems += seen.problems
        reader = f"{READER}, {seen.reader}" if seen.pieces else READER
        told["scanned"], told["garbled"] = list(seen.unread), []
    problems += _about_words(document, told)
    if not pieces:
        return Reading(
            document=_untouched(document),
            text=None,
            problems=(*problems, *([] if told["scanned"] else [empty(document)])),
        )
    text = assembled.text(document, snapshot, pieces, LABELS, reader)
    return _completed(document, text, told, problems)


def _piece(kind: str, hyphens: bool, parts: Sequence[Any]) -> Piece:  # noqa: FBT001 - as it came
    named = "hyphens" if kind == "paragraph" and hyphens else kind
    return Piece(named, tuple((page, joint, words) for page, joint, words in parts))


def _answer(document: Document, data: bytes) -> tuple[dict[str, Any], Problem | None]:
    try:
        told: dict[str, Any] = apart.asked(
            _TAKEN_APART, data, {"most_pages": MOST_PAGES},
            seconds=SECONDS, memory=MEMORY, is_fresh=True,
        ).told  # fmt: skip
    except apart.TooHard as why:
        told = {"refused": str(why)}
    refused = told.get("refused")
    if refused is None:
        return told, None
    if refused == "locked":
        message = "This PDF asks for a password. It is kept, but nobody can read it without."
        return told, problem_of(document, "file-locked", message, Severity.ERROR)
    if refused == "damaged":
        message = "This PDF is damaged: it is kept, but nothing in it can be read."
        return told, problem_of(document, "file-damaged", message, Severity.ERROR)
    message = f"The PDF is kept but was not read: {refused}."
    return told, problem_of(document, "too-complex", message, Severity.ERROR)


def _untouched(document: Document) -> Document:
    return metadata.completed(document, metadata.Found(), None)


def _completed(
    document: Document, text: Text, told: dict[str, Any], problems: list[Problem]
) -> Reading:
    printed = metadata.in_plain_text(document, text.content, text.blocks)
    own: dict[str, str] = told["told"]
    title, author = own.get("Title", ""), own.get("Author", "")
    has_title = any(block.rule == "print-title" for block in text.blocks)
    if printed.title and (has_title or not title or _NO_TITLE.match(title)):
        found_title: tuple[str, str] | None = (printed.title[0], _PAGE)
    else:
        found_title = (title, "pdf Title") if title and not _NO_TITLE.match(title) else None
    found_author = printed.author
    if found_author is None and author and not _NOBODY.match(author):
        found_author = (author, "pdf Author")
    found = metadata.Found(
        title=found_title,
        author=found_author,
        published=printed.published,
        problems=printed.problems,
    )
    completed = metadata.completed(document, found, text.language)
    problems = [*problems, *found.problems, *metadata.about_day(document, found)]
    problems += dates.about_file(completed, own, _DAYS)
    return Reading(document=completed, text=text, problems=tuple(problems))


# -- What was wrong ----------------------------------------------------------------------------


def named_pages(numbers: Sequence[int]) -> str:
    """
    Return pages in words.

    >>> named_pages([3]), named_pages([1, 2, 3, 7])
    ('page 3', 'pages 1 to 3 and 7')
    """
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    shown = [str(run[0]) if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs]
    more = len(shown) - _MOST_NAMED
    if more > 0:
        shown = [*shown[:_MOST_NAMED], f"{more} more runs of pages"]
    listed = ", ".join(shown[:-1]) + " and " + shown[-1] if len(shown) > 1 else "".join(shown)
    return f"{'page' if len(numbers) == 1 else 'pages'} {listed}"


def _about_kinds(document: Document, data: bytes) -> list[Problem]:
    """Ask about a file that another program would read as something else."""
    head = data[:_HEAD].lower()
    if data.startswith(b"%PDF-") and b"<html" not in head and b"<script" not in head:
        return []
    message = (
        "This file is a PDF and something else in one, as files are that shall show one thing to "
        "one program and another to the next. It was read as a PDF. Ask where it comes from."
    )
    return [problem_of(document, "two-kinds", message, Severity.QUESTION)]


def _about_pages(document: Document, told: dict[str, Any]) -> list[Problem]:
    found: list[Problem] = []
    if told["unread"]:
        message = f"{named_pages(told['unread'])} of this PDF could not be read."
        message = f"{message[0].upper()}{message[1:]} The rest was."
        found.append(problem_of(document, "pages-unread", message, Severity.WARNING))
    if told["claimed"] > told["pages"] + len(told["unread"]):
        message = (
            f"The PDF says that it has {told['claimed']:,} pages; {told['pages']:,} were found "
            "and read."
        )
        found.append(problem_of(document, "pages-unread", message, Severity.WARNING))
    if told["active"]:
        message = (
            f"This PDF holds what a viewer would run ({', '.join(told['active'])}). Nothing of it "
            "was run. Take care when you open the file."
        )
        found.append(problem_of(document, "active-content", message, Severity.NOTE))
    return found


def _about_words(document: Document, told: dict[str, Any]) -> list[Problem]:
    found: list[Problem] = []
    if told["scanned"]:
        message = (
            f"{named_pages(told['scanned'])} of this PDF: a picture without words, as a scanner "
            "makes. Nothing of it was read. " + ocr.OFFER
        )
        message = f"{message[0].upper()}{message[1:]}"
        found.append(problem_of(document, "no-text-layer", message, Severity.WARNING))
    if told["garbled"]:
        message = (
            f"{named_pages(told['garbled'])} of this PDF: its letters say nothing of what they "
            "stand for, so the words below may be wrong. " + ocr.OFFER
        )
        message = f"{message[0].upper()}{message[1:]}"
        found.append(problem_of(document, "text-layer-doubtful", message, Severity.WARNING))
    return found


# -- Where words stand -------------------------------------------------------------------------


def boxes(data: bytes, text: Text, start: int, end: int) -> tuple[Area, ...]:
    """
    Return where a passage of a PDF stands on its pages: a rectangle for each printed line.

    Args:
        data: The PDF.
        text: What was read from it.
        start: The passage's first code point.
        end: The code point after its last.

    Returns:
        In the order of reading; empty where it cannot be told.

    Raises:
        TooHard: The PDF could not be taken apart again.
    """
    found: list[Area] = []
    for page, first, last in _runs(text, start, end):
        before = "".join(text.content[a:b] for p, a, b in _runs(text, 0, first) if p == page)
        asked = {
            "page": page,
            "words": "".join(text.content[first:last].split()),
            "near": len("".join(before.split())),
        }
        told = apart.asked(_PLACED, data, asked, seconds=SECONDS, memory=MEMORY, is_fresh=True).told
        found += [Area(page, *box) for box in told["boxes"]]
    return tuple(found)


def _runs(text: Text, start: int, end: int) -> list[tuple[int, int, int]]:
    """Return the pages that a stretch of text stands on, each with its own stretch."""
    ends = [*(begin for begin, _ in text.pages[1:]), len(text.content)]
    return [
        (page, max(start, begin), min(end, stop))
        for (begin, page), stop in zip(text.pages, ends, strict=False)
        if max(start, begin) < min(end, stop)
    ]
