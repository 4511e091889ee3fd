"""Printed lines joined to the paragraphs that they were broken from."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from onrecord.read.lines import folded
from onrecord.read.papers.columns import Row

_HEADING = 1.12  # times the size of the running text
_SMALL = 0.88  # likewise, and below it: a note at the foot
_LOOSE = 1.4  # times the usual way from line to line: another paragraph
_INDENT = 0.9  # times the size of the font
_HEADING_WORDS = 25
_END = re.compile(r"""[.!?؟:۔]["'”’»)\]]*\d{0,3}$""")
_ITEM = re.compile(r"^(?:[•●◦▪■*·–—-]\s|[•●◦▪■·]|\(?\d{1,3}[.)]\s|\(?[a-zA-Z][.)]\s)")
_CONTENTS = re.compile(r"(?:\s?[.…]){6,}\s*(?:\d{1,4}|[ivxlc]{1,7})$")  # dots up to a page's number
_BROKEN = re.compile(r"[^\W\d_]-$")
_NUMBER_WORD = re.compile(
    r"(?:^|[\s(-])(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|half|two|three|four|five|"
    r"six|seven|eight|nine|ten|mid|non|anti|ex|self|co|pre|post|al|el|an|ar|as|ash|at|az|ad)-$",
    re.IGNORECASE,
)


class Part(NamedTuple):
    """One printed row of a paragraph: its page, its words, and what joins it to the one before."""

    page: int
    words: str
    joint: str
    row: Row


class Paragraph(NamedTuple):
    """
    What is read in one go.

    Attributes:
        kind: `title`, `heading`, `row`, `note`, `contents`, `paragraph`, or the name of page
            furniture.
        parts: The rows that it is printed in.
        is_hyphenated: Whether a hyphen that only broke a line was left out.
    """

    kind: str
    parts: tuple[Part, ...]
    is_hyphenated: bool = False

    @property
    def words(self) -> str:
        """All of it, as it is read."""
        return "".join(part.joint + part.words for part in self.parts)


def usual_size(rows: Sequence[Row]) -> float:
    """Return the size in which most letters are printed."""
    letters: Counter[float] = Counter()
    for row in rows:
        letters[round(row.size * 2) / 2] += len(row.words)
    return letters.most_common(1)[0][0] if letters else 10.0


def paragraphs(pages: Sequence[tuple[int, Sequence[Row]]], *, from_right: bool) -> list[Paragraph]:
    """
    Return the paragraphs of some pages, going on from column to column and page to page.

    Lines are joined with one space, so that what is said can be read and quoted in one line.
    A hyphen at a line's end goes if the word is whole without it: it is the printer's and not
    the writer's. It stays where the word is written with one elsewhere, in names such as
    Deir ez-Zor, and in numbers.
    """
    all_rows = [row for _, rows in pages for row in rows]
    size = usual_size(all_rows)
    joiner = _Joiner(size, _hyphened(all_rows), from_right=from_right)
    for number, rows in pages:
        for row in rows:
            joiner.take(number, row)
    return joiner.done()


def _hyphened(rows: Sequence[Row]) -> frozenset[str]:
    """Return all words that the pages write with a hyphen inside a line."""
    return frozenset(
        word.lower() for row in rows for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)+", row.words)
    )


class _Joiner:
    """The paragraph under way, and those that are done."""

    def __init__(self, size: float, hyphened: frozenset[str], *, from_right: bool) -> None:
        self._size = size
        self._hyphened = hyphened
        self._from_right = from_right
        self._found: list[Paragraph] = []
        self._parts: list[Part] = []
        self._kind = "paragraph"
        self._hyphenated = False
        self._steps: list[float] = []

    def take(self, page: int, row: Row) -> None:
        """Add a row to the paragraph under way, or begin another with it."""
        kind = self._kind_of(row)
        if self._parts and self._goes_on(page, row, kind):
            before = self._parts[-1]
            joint, words = self._joint(before.words, row.words)
            self._parts[-1] = before._replace(words=words)
            self._steps.append(row.box.top - before.row.box.top)
        else:
            self._close()
            joint, self._kind = "", kind
        self._parts.append(Part(page, row.words, joint, row))

    def done(self) -> list[Paragraph]:
        """Return all paragraphs."""
        self._close()
        return self._found

    def _close(self) -> None:
        if self._parts:
            self._found.append(Paragraph(self._kind, tuple(self._parts), self._hyphenated))
        self._parts, self._hyphenated, self._steps = [], False, []

    def _kind_of(self, row: Row) -> str:
        if len(row.cells) > 1:
            return "row"
        if _CONTENTS.search(row.words):
            return "contents"
        count = len(row.words.split())
        is_large = row.size >= _HEADING * self._size
        if count <= _HEADING_WORDS and (is_large or (row.is_bold and not _END.search(row.words))):
            return "heading" if row.words[:1].isalnum() or is_large else "paragraph"
        return "note" if row.size <= _SMALL * self._size else "paragraph"

    def _goes_on(self, page: int, row: Row, kind: str) -> bool:
        before = self._parts[-1]
        if kind != self._kind or kind in {"row", "contents"} or _ITEM.match(row.words):
            return False
        if abs(row.size - before.row.size) > 0.1 * self._size:
            return False
        is_near = page == before.page and row.column == before.row.column
        if kind == "heading":
            return is_near and row.box.top - before.row.box.bottom < 0.8 * row.size
        if not is_near or row.box.top < before.row.box.top:
            return self._goes_over(before, row)
        # A sentence in its middle goes on, however uneven the lines' ends are.
        is_middle = row.words[:1].islower() and not _END.search(before.words)
        is_next = is_middle or self._is_full(before.row, row)
        return is_next and not self._is_parted(before.row, row)

    def _goes_over(self, before: Part, row: Row) -> bool:
        """Whether a paragraph goes on at the top of the next column or page."""
        first = row.words[:1]
        is_middle = first.islower() or first.isdigit() or (not first.isupper() and first.isalpha())
        return is_middle and not _END.search(before.words)

    def _is_parted(self, before: Row, row: Row) -> bool:
        """Whether white space parts two lines: between them, or before the first word."""
        step = row.box.top - before.box.top
        usual = sorted(self._steps)[len(self._steps) // 2] if self._steps else 1.75 * row.size
        if step > _LOOSE * max(usual, row.size):
            return True
        indent = self._start(row) - self._start(before)
        is_first = len(self._parts) == 1  # whose own indent ends here
        return indent > _INDENT * row.size and not (is_first and _ITEM.match(before.words))

    def _start(self, row: Row) -> float:
        return row.right - row.box.right if self._from_right else row.box.left - row.left

    def _is_full(self, before: Row, row: Row) -> bool:
        """Whether the next line's first word would not have fitted at the end of a line."""
        width = row.box.right - row.box.left
        first = row.words.partition(" ")[0]
        needs = width * (len(first) + 1) / max(len(row.words), 1)
        room = (
            before.box.left - before.left if self._from_right else before.right - before.box.right
        )
        return room < needs + 0.5 * row.size

    def _joint(self, before: str, words: str) -> tuple[str, str]:
        """Return what stands between two lines, and the first of them, its hyphen gone or kept."""
        if not _BROKEN.search(before) or not words[:1].isalpha():
            return " ", before
        whole = f"{before.rpartition(' ')[2]}{words.partition(' ')[0]}".lower().strip(".,;:!?\"')")
        is_written = whole in self._hyphened or "-" in whole.replace("-", "", 1)
        if is_written or not words[0].islower() or _NUMBER_WORD.search(before):
            return "", before
        self._hyphenated = True
        return "", before[:-1]


def marked_title(found: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """Return paragraphs with the largest words of the first page as the title."""
    first = [i for i, p in enumerate(found) if p.kind == "heading" and p.parts[0].page == 1][:8]
    largest = max((found[i].parts[0].row.size for i in first), default=0.0)
    body = usual_size([part.row for p in found for part in p.parts])
    title = next(
        (i for i in first if found[i].parts[0].row.size >= 0.97 * largest > _HEADING * body), None
    )
    seen = folded(found[title].words) if title is not None else None
    for i, paragraph in enumerate(found):
        is_title = i == title or (seen and i in first and folded(paragraph.words) == seen)
        yield paragraph._replace(kind="title") if is_title else paragraph
