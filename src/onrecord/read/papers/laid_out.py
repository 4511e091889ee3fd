"""A PDF page by page: paragraphs as they are read, and where words stand. Runs in the child."""

import ctypes
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from pypdfium2 import raw

from onrecord.read.papers import columns, furniture, right_to_left
from onrecord.read.papers import grid as tabular
from onrecord.read.papers.columns import Row
from onrecord.read.papers.paragraphs import Paragraph, Part, marked_title, paragraphs
from onrecord.read.papers.pdf_guard import Guarded
from onrecord.read.papers.places import Box, Rule, Segment, around
from onrecord.read.papers.segments import WORDS, Sheet, box_of, opened, segments, share

_FEW = 8  # letters: a page with a picture and no more is scanned
_GARBLED = re.compile("[\ufffd\x00-\x08\x0e-\x1f\ue000-\uf8ff]")
_SHARE_GARBLED = 0.2
_MOST_FAILURES = 20
_MOST_OBJECTS = 4_000
_MOST_RULES = 400
_SHORTEST, _THIN = 24, 3  # points: of a line, and across it
_METADATA = ("Title", "Author", "Subject", "CreationDate", "ModDate", "Producer", "Creator")


class Found(NamedTuple):
    """What a PDF holds. Page numbers count from 1."""

    paragraphs: list[Paragraph]
    told: dict[str, str]
    pages: int
    claimed: int
    scanned: list[int]
    garbled: list[int]
    unread: list[int]


class _Page(NamedTuple):
    number: int
    sheet: Sheet
    segments: list[Segment]
    rules: list[Rule]


class Tabled(NamedTuple):
    """The table of a PDF. Rows and pages count from 1."""

    rows: list[list[str]]
    begins: list[tuple[int, int]]
    claimed: int
    scanned: list[int]
    garbled: list[int]
    unread: list[int]


class _Held(NamedTuple):
    pages: list["_Page"]
    document: Any
    claimed: int
    scanned: list[int]
    garbled: list[int]
    unread: list[int]


def read(data: bytes, guarded: Guarded, most_pages: int) -> Found:
    """Return the paragraphs of a PDF and what is wrong with its pages."""
    held = _held(data, guarded, most_pages, parted=1.0)
    named = held.document
    told = {k: v for k in _METADATA if (v := named.get_metadata_value(k).strip("\x00 "))}
    return Found(
        _paragraphs(held.pages), told, len(held.pages), held.claimed, held.scanned,
        held.garbled, held.unread,
    )  # fmt: skip


def table(data: bytes, guarded: Guarded, most_pages: int) -> Tabled:
    """Return the rows of a PDF that is a table, and what is wrong with its pages."""
    held = _held(data, guarded, most_pages, parted=WORDS)
    edges = furniture.furniture([(page.sheet.height, page.segments) for page in held.pages])
    leaves = [
        tabular.Leaf(
            page.number,
            page.segments,
            page.rules,
            {s: rule for i, s in enumerate(page.segments) if (rule := edges.get((index, i)))},
        )
        for index, page in enumerate(held.pages)
    ]
    rows, begins = tabular.grid(leaves)
    return Tabled(rows, begins, held.claimed, held.scanned, held.garbled, held.unread)


def _held(data: bytes, guarded: Guarded, most_pages: int, *, parted: float) -> _Held:
    document = opened(data)
    claimed = len(document)
    total = min(claimed, most_pages, guarded.pages if guarded.pages is not None else claimed)
    pages: list[_Page] = []
    scanned: list[int] = []
    garbled: list[int] = []
    unread: list[int] = []
    for number in range(1, total + 1):
        page = _page(document, number, parted)
        if page is None:
            unread.append(number)
            if len(unread) > _MOST_FAILURES and not pages:
                break
            continue
        words = "".join(segment.words for segment in page[0].segments)
        if len(words) < _FEW and page[1]:
            scanned.append(number)
        elif len(_GARBLED.findall(words)) > _SHARE_GARBLED * len(words):
            garbled.append(number)
        pages.append(page[0])
    unread += range(total + 1, max(total, guarded.pages or 0, 0) + 1)
    return _Held(pages, document, claimed, scanned, garbled, unread)


def _page(document: Any, number: int, parted: float) -> tuple[_Page, bool] | None:
    """Return a page and whether it shows a picture; None if it cannot be read."""
    import pypdfium2 as pdfium  # noqa: PLC0415 - as above

    try:
        page = document[number - 1]
        textpage = page.get_textpage()
    except pdfium.PdfiumError:
        return None
    sheet, held = segments(page, textpage, parted=parted)
    rules, is_picture = _drawn(page, sheet, has_words=bool(held))
    textpage.close()
    page.close()
    return _Page(number, sheet, held, rules), is_picture


def _drawn(page: Any, sheet: Sheet, *, has_words: bool) -> tuple[list[Rule], bool]:
    """Return the lines drawn across a page, and whether a picture is on it."""
    rules: set[Rule] = set()
    is_picture = False
    count = min(raw.FPDFPage_CountObjects(page), _MOST_OBJECTS)
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for i in range(count):
        shape = raw.FPDFPage_GetObject(page, i)
        kind = raw.FPDFPageObj_GetType(shape)
        if kind == raw.FPDF_PAGEOBJ_IMAGE or (kind == raw.FPDF_PAGEOBJ_FORM and not has_words):
            is_picture = True
        if kind != raw.FPDF_PAGEOBJ_PATH or len(rules) > _MOST_RULES or sheet.turn:
            continue
        if raw.FPDFPageObj_GetBounds(shape, left, bottom, right, top):
            edges = left.value, sheet.high - top.value, right.value, sheet.high - bottom.value
            rules.update(_edges(Box(*edges), sheet))
    return _joined(rules), is_picture


def _edges(shape: Box, sheet: Sheet) -> Iterator[Rule]:
    """Return a drawn line, or the upper and lower edge of a cell's frame."""
    wide, high = shape.right - shape.left, shape.bottom - shape.top
    if wide < _SHORTEST or high > 0.5 * sheet.height:
        return
    if high < _THIN:
        yield Rule(round((shape.top + shape.bottom) / 2, 1), shape.left, shape.right)
    elif high > 2.5 * _THIN:
        yield Rule(round(shape.top, 1), shape.left, shape.right)
        yield Rule(round(shape.bottom, 1), shape.left, shape.right)


def _joined(rules: Iterable[Rule]) -> list[Rule]:
    """Return lines with those joined that are drawn piece by piece, or twice."""
    found: list[Rule] = []
    for rule in sorted(rules):
        last = found[-1] if found else None
        if last is None or rule.down - last.down > 4:
            found.append(rule)
        else:
            found[-1] = Rule(last.down, min(last.left, rule.left), max(last.right, rule.right))
    return found


def _paragraphs(pages: Sequence[_Page]) -> list[Paragraph]:
    edges = furniture.furniture([(page.sheet.height, page.segments) for page in pages])
    every = "".join(s.words for page in pages for s in page.segments[:200])
    from_right = right_to_left.is_mostly(every)
    laid: list[tuple[int, list[Row]]] = []
    outside: dict[int, list[Paragraph]] = {}
    for index, page in enumerate(pages):
        own = [s for i, s in enumerate(page.segments) if (index, i) not in edges]
        laid.append((page.number, columns.rows(own, page.rules, from_right=from_right)))
        for i, segment in enumerate(page.segments):
            if (index, i) in edges:
                row = columns.alone(segment)
                part = Part(page.number, segment.words, "", row)
                outside.setdefault(page.number, []).append(Paragraph(edges[index, i], (part,)))
    found = list(marked_title(paragraphs(laid, from_right=from_right)))
    return list(_with_furniture(found, outside))


def _with_furniture(
    found: Sequence[Paragraph], outside: dict[int, list[Paragraph]]
) -> Iterator[Paragraph]:
    """Return paragraphs with each page's head and foot behind what ends on that page."""
    due = sorted(outside)
    for paragraph in found:
        begins = paragraph.parts[0].page
        while due and due[0] < begins:
            yield from outside[due.pop(0)]
        yield paragraph
    for number in due:
        yield from outside[number]


# -- Where words stand -------------------------------------------------------------------------


def boxes(data: bytes, number: int, words: str, near: int) -> list[tuple[float, ...]]:
    """
    Return a rectangle for each printed line that some words of a page stand on.

    Args:
        data: The PDF.
        number: The page, from 1.
        words: Without white space.
        near: How many characters without white space come before them on the page.

    Returns:
        Left, top, right and bottom as shares of the page's width and height, from its top left.
    """
    document = opened(data)
    if not 1 <= number <= len(document):
        return []
    page = document[number - 1]
    textpage = page.get_textpage()
    sheet, held = segments(page, textpage)
    rules, _ = _drawn(page, sheet, has_words=True)
    from_right = right_to_left.is_mostly("".join(s.words for s in held))
    letters = [
        (sign, row, cell)
        for row in columns.rows(held, rules, from_right=from_right)
        for cell in row.cells
        for sign in cell.words
        if not sign.isspace() and sign not in "-|"
    ]
    wanted = "".join(sign for sign in words if sign not in "-|")
    start = _nearest("".join(sign for sign, _, _ in letters), wanted, near)
    if start is None:
        return []
    return [
        share(sheet, box)
        for box in _lines_of(sheet, textpage, letters[start : start + len(wanted)])
    ]


def _nearest(whole: str, wanted: str, near: int) -> int | None:
    places = [m.start() for m in re.finditer(f"(?={re.escape(wanted)})", whole)] if wanted else []
    return min(places, key=lambda at: abs(at - near), default=None)


def _lines_of(
    sheet: Sheet, textpage: Any, letters: Sequence[tuple[str, Row, Segment]]
) -> Iterator[Box]:
    """Return a box around the words of each cell or line, cut to them where that can be told."""
    held: dict[tuple[int, int], list[str]] = {}
    cells: dict[tuple[int, int], Segment] = {}
    for sign, _, cell in letters:
        held.setdefault(cell.glyphs, []).append(sign)
        cells[cell.glyphs] = cell
    for glyphs, signs in held.items():
        cell = cells[glyphs]
        own = "".join(cell.words.split()).replace("-", "").replace("|", "")
        part = "".join(signs)
        if right_to_left.is_in(cell.words) or own == part:
            yield cell.box
            continue
        codes = [
            (at, chr(raw.FPDFText_GetUnicode(textpage, at) or 0xFFFD)) for at in range(*glyphs)
        ]
        solid = [
            (at, sign) for at, sign in codes if not sign.isspace() and sign not in "-|\x02\ufffe"
        ]
        begin = "".join(sign for _, sign in solid).find(part)
        inner = [box_of(sheet, textpage, at) for at, _ in solid[begin : begin + len(part)]]
        yield around(inner) if begin >= 0 and inner else cell.box
