"""A page's words as runs of glyphs with their places, from PDFium. Runs only in the child."""

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2 as pdfium
from pypdfium2 import raw

from onrecord.read.papers import right_to_left
from onrecord.read.papers.places import Box, Segment, around
from onrecord.read.papers.right_to_left import Glyph

_GAP = 1.0  # times the height of the letters: a wider gap parts two cells or columns
_GAP_RTL = 0.7  # likewise, of the font: between glyphs drawn one by one it is measured exactly
WORDS = 0.2  # times those: the gap between two words
_SHIFT = 0.7  # likewise: so much higher or lower is another line
_MOST_RECTS = 20_000
_SAMPLED = 60  # letters by which it is told how a page's words are turned
_WORD = re.compile(r"[^\s-]+-*|-+")  # PDFium puts no space behind a hyphen that ends a line
# Room for PDFium's answers; a process reads one page at a time.
_LEFT, _RIGHT, _BOTTOM, _TOP = (ctypes.c_double() for _ in range(4))
_LINE_END_HYPHENS = {0x02: "-", 0xFFFE: "-"}  # PDFium's own signs for a hyphen at a line's end


class Sheet(NamedTuple):
    """
    A page.

    Attributes:
        wide, high: Its size in points as it is drawn, before anything turns it.
        turn: By how many degrees its words are turned to stand upright; words go by this.
        shown: By how many a viewer turns it; people see this.
    """

    wide: float
    high: float
    turn: int
    shown: int

    @property
    def height(self) -> float:
        """How high it is when its words stand upright."""
        return self.high if self.turn in {0, 180} else self.wide


def segments(page: Any, textpage: Any, *, parted: float = 1.0) -> tuple[Sheet, list[Segment]]:
    """
    Return what stands on a page, in the order of the file, which is not that of reading.

    Args:
        page: The page.
        textpage: Its words.
        parted: How wide a gap parts two segments: 1 as cells and columns are parted; so little
            that each word is one by itself with `WORDS`.
    """
    codes = _codes(textpage)
    sheet = sheet_of(page, textpage, codes)
    found: list[Segment] = []
    for start, end in _runs(codes):
        if right_to_left.is_in(codes[start:end]):
            continue
        found.extend(_of_line(sheet, textpage, codes, (start, end), _GAP * parted))
    found.extend(_right_to_left(sheet, textpage, codes, _GAP_RTL * parted))
    return sheet, [segment for segment in found if segment.words]


def sheet_of(page: Any, textpage: Any, codes: str) -> Sheet:
    """Return a page's size, and how its words and its viewers turn it."""
    shown = page.get_rotation() % 360
    wide, high = page.get_width(), page.get_height()
    if shown in {90, 270}:
        wide, high = high, wide
    solid = [i for i, sign in enumerate(codes) if sign.isalnum()]
    step = max(1, len(solid) // _SAMPLED)
    seen = Counter(
        round(-math.degrees(raw.FPDFText_GetCharAngle(textpage, i)) / 90) * 90 % 360
        for i in solid[::step]
    )
    turn = seen.most_common(1)[0][0] if seen else 0
    return Sheet(wide, high, turn, shown)


def box_of(sheet: Sheet, textpage: Any, at: int, *, is_loose: bool = False) -> Box:
    """Return where a glyph stands; with `is_loose` as high as its line."""
    if is_loose:
        rect = raw.FS_RECTF()
        raw.FPDFText_GetLooseCharBox(textpage, at, rect)
        return _turned(sheet, rect.left, rect.bottom, rect.right, rect.top)
    left, right, bottom, top = _LEFT, _RIGHT, _BOTTOM, _TOP
    raw.FPDFText_GetCharBox(textpage, at, left, right, bottom, top)
    return _turned(sheet, left.value, bottom.value, right.value, top.value)


def _turned(sheet: Sheet, left: float, bottom: float, right: float, top: float) -> Box:
    """Return a place on the page with its words upright."""
    wide, high = sheet.wide, sheet.high
    match sheet.turn:
        case 90:
            return Box(bottom, left, top, right)
        case 180:
            return Box(wide - right, bottom, wide - left, top)
        case 270:
            return Box(high - top, wide - right, high - bottom, wide - left)
    return Box(left, high - top, right, high - bottom)


def share(sheet: Sheet, box: Box) -> tuple[float, float, float, float]:
    """Return a place as shares of the page as a viewer shows it: left, top, right, bottom."""
    left, top, right, bottom = box
    wide, high = sheet.wide, sheet.high
    match sheet.turn:
        case 90:
            drawn = top, left, bottom, right
        case 180:
            drawn = wide - right, top, wide - left, bottom
        case 270:
            drawn = wide - bottom, high - right, wide - top, high - left
        case _:
            drawn = left, high - bottom, right, high - top
    seen = _turned(sheet._replace(turn=sheet.shown), *drawn)
    if sheet.shown in {90, 270}:
        wide, high = high, wide
    wide, high = max(wide, 1.0), max(high, 1.0)
    return (
        round(seen.left / wide, 5), round(seen.top / high, 5),
        round(seen.right / wide, 5), round(seen.bottom / high, 5),
    )  # fmt: skip


def _codes(textpage: Any) -> str:
    """Return one character for each glyph."""
    total = textpage.count_chars()
    if total <= 0:
        return ""
    buffer = (ctypes.c_ushort * (total + 1))()
    raw.FPDFText_GetText(textpage, 0, total, buffer)
    words = bytes(buffer)[: 2 * total].decode("utf-16-le", "replace")
    same = len(words) == total and "\x00" not in words
    if not same or raw.FPDFText_GetTextIndexFromCharIndex(textpage, total - 1) != total - 1:
        words = "".join(_character(raw.FPDFText_GetUnicode(textpage, i)) for i in range(total))
    return words.translate(_LINE_END_HYPHENS)


def _character(code: int) -> str:
    is_none = code == 0 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF
    return "\ufffd" if is_none else chr(code)


def _runs(codes: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in codes.splitlines(keepends=True):
        words = line.rstrip()
        if words:
            yield start, start + len(words)
        start += len(line)


def _of_line(
    sheet: Sheet, textpage: Any, codes: str, glyphs: tuple[int, int], gap: float
) -> Iterator[Segment]:
    start, end = glyphs
    boxes = _rects(sheet, textpage, start, end)
    if boxes and gap >= _GAP and not _is_parted(boxes, gap):
        yield _segment(textpage, codes, (start, end), around(boxes))
        return
    begin, last, line = start, None, None
    # A gap as wide as that between two columns is a space to PDFium too, so ends of words do.
    for word in _WORD.finditer(codes, start, end):
        first = box_of(sheet, textpage, word.start())
        final = box_of(sheet, textpage, word.end() - 1)
        box = _wider(first, final)
        if last is not None and line is not None and _is_far(last, first, line, gap):
            yield _segment(textpage, codes, (begin, word.start()), line)
            begin, line = word.start(), None
        last, line = final, box if line is None else _wider(line, box)
    if line is not None:
        yield _segment(textpage, codes, (begin, end), line)


def _wider(line: Box, box: Box) -> Box:
    left = min(line.left, box.left)
    top = min(line.top, box.top)
    right = max(line.right, box.right)
    return Box(left, top, right, max(line.bottom, box.bottom))


def _rects(sheet: Sheet, textpage: Any, start: int, end: int) -> list[Box]:
    count = raw.FPDFText_CountRects(textpage, start, end - start)
    boxes: list[Box] = []
    left, right, bottom, top = _LEFT, _RIGHT, _BOTTOM, _TOP
    for i in range(min(count, _MOST_RECTS)):
        raw.FPDFText_GetRect(textpage, i, left, top, right, bottom)
        boxes.append(_turned(sheet, left.value, bottom.value, right.value, top.value))
    return boxes


def _is_parted(boxes: list[Box], gap: float) -> bool:
    line = boxes[0]
    for before, box in pairwise(boxes):
        line = _wider(line, before)
        if _is_far(before, box, line, gap):
            return True
    return False


def _is_far(before: Box, box: Box, line: Box, gap: float) -> bool:
    """Whether a glyph or run does not go on where the one before ends."""
    height = max(line.bottom - line.top, box.bottom - box.top, 1.0)
    if box.left - before.right > gap * height or before.left - box.left > _GAP * height:
        return True
    # A full stop is low and a quotation mark high: either lies within its line.
    return box.top > line.bottom + 0.2 * height or box.bottom < line.top - _SHIFT * height


def _segment(textpage: Any, codes: str, glyphs: tuple[int, int], box: Box) -> Segment:
    start, end = glyphs
    # By a letter and not by a bullet, which is often of another font and size.
    first = next((i for i in range(start, end) if codes[i].isalnum()), start)
    return Segment(
        words=" ".join(codes[start:end].split()),
        box=box,
        size=_em(textpage, first),
        is_bold=_is_bold(textpage, first),
        glyphs=glyphs,
    )


def _is_bold(textpage: Any, at: int) -> bool:
    buffer = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    length = raw.FPDFText_GetFontInfo(textpage, at, buffer, 128, flags)
    name = buffer.raw[: min(length, 128)].lower()
    return b"bold" in name or b"black" in name or b"heavy" in name


# -- From right to left ------------------------------------------------------------------------
# In what order a file draws such glyphs says nothing, and PDFium turns some runs around and
# others not. Where each glyph stands on the page is certain.


def _right_to_left(sheet: Sheet, textpage: Any, codes: str, gap: float) -> Iterator[Segment]:
    lines = [(a, b) for a, b in _runs(codes) if right_to_left.is_in(codes[a:b])]
    glyphs = [
        glyph
        for start, end in lines
        for at in range(start, end)
        if codes[at].isprintable() and (glyph := _glyph(sheet, textpage, codes[at], at))
    ]
    for row in right_to_left.rows(glyphs):
        for run in right_to_left.parted(row, gap):
            words = right_to_left.read(run)
            at = [glyph.at for glyph in run]
            box = around([Box(g.left, g.top, g.right, g.bottom) for g in run])
            yield Segment(
                words, box, max(g.em for g in run), _is_bold(textpage, at[0]),
                (min(at), max(at) + 1),
            )  # fmt: skip


def _glyph(sheet: Sheet, textpage: Any, sign: str, at: int) -> Glyph | None:
    """Return a glyph with the room that it takes; None for a space that PDFium made up."""
    box = box_of(sheet, textpage, at)
    loose = box_of(sheet, textpage, at, is_loose=True)
    if sign.isspace() and loose.right - loose.left < 0.1:
        return None
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(textpage, at, x, y)
    # From where its pen starts, which is not where its ink starts.
    pen = _turned(sheet, x.value, y.value, x.value, y.value)
    left, right = min(box.left, pen.left), max(box.right, loose.right)
    return Glyph(sign, left, right, box.top, box.bottom, _em(textpage, at), at, pen.top)


def _em(textpage: Any, at: int) -> float:
    """Return the size of a glyph's font in points, as it is drawn."""
    matrix = raw.FS_MATRIX()
    scale = 1.0
    if raw.FPDFText_GetMatrix(textpage, at, matrix):
        scale = math.hypot(matrix.c, matrix.d) or 1.0
    size = raw.FPDFText_GetFontSize(textpage, at) * scale
    return size if 1 <= size < 400 else 10.0


def opened(data: bytes, password: str | None = None) -> Any:
    """Return a PDF opened by PDFium."""
    return pdfium.PdfDocument(data, password=password)
