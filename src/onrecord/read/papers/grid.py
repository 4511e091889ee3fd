"""The tables of a PDF as rows of cells, each cell in its column: empty cells stay empty."""

from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from onrecord.read.papers import right_to_left
from onrecord.read.papers.places import Rule, Segment

_FEWEST = 2  # cells of a row that shows where columns are
_RARELY = 0.03  # of the rows: where so few have words, columns are parted
_NARROW = 0.4  # times the size of the font: a narrower gap parts words and no columns
_LINE = 0.5  # of the lower one: words that share so much of their height stand on one line


class Leaf(NamedTuple):
    """
    A page as far as its table goes.

    Attributes:
        number: From 1.
        segments: Single words with their places.
        rules: Lines that are drawn across.
        edges: Which of the segments stand at the edge of many pages, with the rule for it.
    """

    number: int
    segments: Sequence[Segment]
    rules: Sequence[Rule]
    edges: Mapping[Segment, str]


def grid(leaves: Sequence[Leaf]) -> tuple[list[list[str]], list[tuple[int, int]]]:
    """
    Return the rows of all pages in the same columns, and at which row each page begins.

    Where columns stand is told by all rows of a page together: where hardly a row has words,
    from the top to the bottom, two columns part. Words that go across, as titles do, are put
    where they begin. Columns are read from the right in a paper that is mostly Arabic or Hebrew.

    Returns:
        The rows, each as wide as there are columns; (row from 1, page) for each page's first.
    """
    from_right = right_to_left.is_mostly("".join(s.words for leaf in leaves for s in leaf.segments))
    held = [(leaf.number, list(_rows(leaf))) for leaf in leaves]
    edges = _edges([row for _, rows in held for row in rows])
    found: list[list[str]] = []
    pages: list[tuple[int, int]] = []
    for number, rows in held:
        told = [cells for row in rows if any(cells := _cells(row, edges, from_right=from_right))]
        if told:
            pages.append((len(found) + 1, number))
        found += told
    return found, pages


def _rows(leaf: Leaf) -> Iterator[list[Segment]]:
    """Return what stands on one line, or between two lines that are drawn, from the top."""
    drawn = sorted({rule.down for rule in leaf.rules})
    ruled: dict[int, list[Segment]] = {}
    for line in _lines(leaf.segments):
        if _is_furniture(line, leaf.edges):
            continue
        middle = sum(s.box.top + s.box.bottom for s in line) / (2 * len(line))
        at = bisect(drawn, middle)
        if 0 < at < len(drawn):
            if at in ruled:
                ruled[at].extend(line)
                continue
            ruled[at] = line
        yield line


def _is_furniture(line: Sequence[Segment], edges: Mapping[Segment, str]) -> bool:
    """
    Return whether a line is a page's head or foot.

    Headings stand at the top of every page, too; they have several cells.
    """
    rules = {edges.get(segment) for segment in line}
    return None not in rules and (len(line) == 1 or rules <= {"page-foot", "page-number"})


def _lines(segments: Sequence[Segment]) -> Iterator[list[Segment]]:
    line: list[Segment] = []
    top = bottom = 0.0
    for segment in sorted(segments, key=lambda s: (s.box.top + s.box.bottom, s.box.left)):
        box = segment.box
        shared = min(bottom, box.bottom) - max(top, box.top)
        if line and shared <= _LINE * max(min(bottom - top, box.bottom - box.top), 0.1):
            yield line
            line = []
        top, bottom = (
            (min(top, box.top), max(bottom, box.bottom)) if line else (box.top, box.bottom)
        )
        line.append(segment)
    if line:
        yield line


def _edges(rows: Sequence[Sequence[Segment]]) -> list[float]:
    """Return where columns part: the middles of the gaps that hardly a row has words in."""
    shown = [row for row in rows if len(row) >= _FEWEST]
    if not shown:
        return []
    usual = sorted(len(row) for row in shown)[len(shown) // 2]
    full = [row for row in shown if 2 * len(row) >= usual]
    steps = [0] * (2 + int(max(s.box.right for row in full for s in row)))
    for row in full:
        for at in {at for s in row for at in range(max(0, int(s.box.left)), int(s.box.right) + 1)}:
            steps[at] += 1
    most = _RARELY * len(full)
    taken = [at for at, words in enumerate(steps) if words > most]
    sizes = sorted(s.size for row in full for s in row)
    least = max(2, _NARROW * sizes[len(sizes) // 2])
    return [(one + other) / 2 for one, other in pairwise(taken) if other - one - 1 >= least]


def _cells(row: Sequence[Segment], edges: Sequence[float], *, from_right: bool) -> list[str]:
    cells: list[list[Segment]] = [[] for _ in range(len(edges) + 1)]
    for words in _runs(row):
        left, right = words[0].box.left, words[-1].box.right
        first, last = bisect(edges, left), bisect(edges, right)
        if last - first > 1:  # across several columns: a title
            cells[last if from_right else first] += words
            continue
        for word in words:
            cells[bisect(edges, (word.box.left + word.box.right) / 2)].append(word)
    found = [_words(cell) for cell in cells]
    return found[::-1] if from_right else found


def _runs(row: Sequence[Segment]) -> Iterator[list[Segment]]:
    """Return words that follow one another on a line with only a space between, from the left."""
    for line in _lines(row):
        run: list[Segment] = []
        for word in sorted(line, key=lambda s: s.box.left):
            if run and word.box.left - run[-1].box.right > _NARROW * word.size:
                yield run
                run = []
            run.append(word)
        if run:
            yield run


def _words(cell: Sequence[Segment]) -> str:
    """Return the words of a cell, line by line; Latin ones in an Arabic line from the left."""
    found: list[str] = []
    for line in _lines(cell):
        ordered = [s.words.strip() for s in sorted(line, key=lambda s: s.box.left)]
        if right_to_left.is_mostly(" ".join(ordered)):
            parted = groupby(ordered[::-1], key=_is_latin)
            ordered = [w for is_latin, run in parted for w in ([*run][::-1] if is_latin else run)]
        found += ordered
    return " ".join(words for words in found if words)


def _is_latin(words: str) -> bool:
    return any(sign.isalpha() for sign in words) and not right_to_left.is_in(words)
