"""In what order a page is read: its columns, and in each its rows from the top."""

import math
from bisect import bisect
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from onrecord.read.papers.places import Box, Rule, Segment, around

_NARROWEST = 0.25  # of the width: a column is no narrower
_GUTTER = 7.0  # points
_FEWEST = 4  # lines in a column
_RAGGED = 0.25  # of a column's width, by which its full lines differ
_LETTERS = 18  # characters in a line of a column
_MOST_CUTS = 3  # of a page in columns: no more than eight
_MOST_TRIED = 8
_SAME_EDGE = 4.0  # points


class Row(NamedTuple):
    """
    What stands on one line of a column.

    Attributes:
        cells: From where reading begins; more than one only in a row of a table.
        box: Around all of them.
        size: Of its font.
        is_bold: Whether all of it is.
        column: Which column of its page it stands in, in the order of reading.
        left, right: The column's edges.
    """

    cells: tuple[Segment, ...]
    box: Box
    size: float
    is_bold: bool
    column: int
    left: float
    right: float

    @property
    def words(self) -> str:
        """Its words, cells parted by a bar as in the rows of web pages."""
        return " | ".join(cell.words for cell in self.cells)


def rows(
    segments: Sequence[Segment], rules: Sequence[Rule] = (), *, from_right: bool = False
) -> list[Row]:
    """
    Return a page's rows as they are read.

    Args:
        segments: What stands on the page, in any order.
        rules: Lines that are drawn across it, as tables have them.
        from_right: Whether columns and cells are read from right to left.
    """
    found: list[Row] = []
    for number, region in enumerate(
        _regions(list(segments), rules, from_right=from_right, depth=0)
    ):
        found.extend(_rows_of(region, rules, number, from_right=from_right))
    return found


# -- Columns -----------------------------------------------------------------------------------


def _regions(
    segments: list[Segment], rules: Sequence[Rule], *, from_right: bool, depth: int
) -> Iterator[list[Segment]]:
    """Return the page's columns; what goes across all of them parts those above from below."""
    gutter = _gutter(segments, rules) if depth < _MOST_CUTS else None
    if gutter is None:
        if segments:
            yield segments
        return
    for is_parted, held in _bands(segments, rules, gutter):
        if not is_parted:
            yield held
            continue
        sides = _sides(held, gutter)
        for side in reversed(sides) if from_right else sides:
            yield from _regions(side, rules, from_right=from_right, depth=depth + 1)


def _gutter(segments: Sequence[Segment], rules: Sequence[Rule]) -> float | None:
    """Return where most of a page is parted in columns of running text; None if nowhere."""
    best: tuple[int, float] = (0, 0.0)
    for gutter in _candidates(segments):
        parted = sum(len(held) for is_parted, held in _bands(segments, rules, gutter) if is_parted)
        best = max(best, (parted, gutter))
    return best[1] if best[0] else None


def _candidates(segments: Sequence[Segment]) -> list[float]:
    """Return where across a page a gap is found on most lines."""
    if len(segments) < 2 * _FEWEST:
        return []
    left, right = min(s.box.left for s in segments), max(s.box.right for s in segments)
    width = right - left
    seen: Counter[int] = Counter()
    for line in _lines(segments):
        ordered = sorted(line, key=lambda s: s.box.left)
        edges = [(left, left), *((s.box.left, s.box.right) for s in ordered), (right, right)]
        for one, other in pairwise(edges):
            gap = other[0] - one[1]
            if gap >= _GUTTER:
                for step in range(int(one[1] // 3) + 1, int(other[0] // 3) + 1):
                    seen[step] += 1
    near = [
        step for step, _ in seen.most_common(60)
        if left + _NARROWEST * width < 3 * step < right - _NARROWEST * width
    ]  # fmt: skip
    kept: list[int] = []
    for step in near:
        if all(abs(step - other) > 2 for other in kept):
            kept.append(step)
    return [3.0 * step for step in kept[:_MOST_TRIED]]


def _bands(
    segments: Sequence[Segment], rules: Sequence[Rule], gutter: float
) -> list[tuple[bool, list[Segment]]]:
    """Return the page from the top in bands, each with whether the gutter parts it in columns."""
    found: list[tuple[bool, list[Segment]]] = []
    drawn = sorted(rule.down for rule in rules if rule.left < gutter < rule.right)

    def zone(segment: Segment) -> tuple[bool, int]:
        return _is_across(segment, gutter), bisect(drawn, segment.box.top + 1)

    in_order = sorted(segments, key=lambda s: (bisect(drawn, s.box.top + 1), s.box.top))
    for (across, _), band in groupby(in_order, key=zone):
        held = list(band)
        zone_of = None if across else _in_columns(held, gutter)
        top, bottom = zone_of or (math.inf, math.inf)
        parts = (
            (False, [s for s in held if s.box.top < top]),
            (True, [s for s in held if top <= s.box.top <= bottom]),
            (False, [s for s in held if s.box.top > bottom]),
        )
        for is_parted, part in parts:
            if part and found and not is_parted and not found[-1][0]:
                found[-1][1].extend(part)
            elif part:
                found.append((is_parted, part))
    return found


def _is_across(segment: Segment, gutter: float) -> bool:
    return segment.box.left < gutter - 1 and segment.box.right > gutter + 1


def _sides(segments: Sequence[Segment], gutter: float) -> list[list[Segment]]:
    return [
        [s for s in segments if s.box.right <= gutter + 1],
        [s for s in segments if s.box.right > gutter + 1],
    ]


def _in_columns(segments: Sequence[Segment], gutter: float) -> tuple[float, float] | None:
    """Return from where to where running text stands on both sides; None if it does not."""
    sides = [list(_lines(side)) for side in _sides(segments, gutter)]
    full = [_full(lines) for lines in sides]
    if min(map(len, full)) < _FEWEST:
        return None
    tops = [min(box.top for box in side) for side in full]
    bottoms = [max(box.bottom for box in side) for side in full]
    shared = min(bottoms) - max(tops)
    if shared < 0.3 * min(b - t for b, t in zip(bottoms, tops, strict=True)):
        return None
    size = segments[0].size
    boxes = [[around([s.box for s in line]) for line in side] for side in sides]
    return (
        min(_reach(side, top, -1.6 * size) for side, top in zip(boxes, tops, strict=True)),
        max(_reach(side, low, 0.8 * size) for side, low in zip(boxes, bottoms, strict=True)),
    )


def _full(lines: Sequence[Sequence[Segment]]) -> list[Box]:
    """Return the lines of a side that are as wide as most of its running text."""
    prose = [
        around([s.box for s in line])
        for line in lines
        if sum(len(s.words) for s in line) >= _LETTERS
    ]
    if not prose:
        return []
    usual = sorted(box.right - box.left for box in prose)[len(prose) * 3 // 4]
    return [box for box in prose if abs(box.right - box.left - usual) <= _RAGGED * usual]


def _reach(side: Sequence[Box], edge: float, step: float) -> float:
    """Return how far a column goes beyond its last full line: to where more white is left."""
    for box in sorted(side, key=lambda b: b.top, reverse=step < 0):
        if step < 0 and edge + step <= box.bottom <= edge + 1:
            edge = box.top
        elif step > 0 and edge - 1 <= box.top <= edge + step:
            edge = box.bottom
    return edge


# -- Rows --------------------------------------------------------------------------------------


def _rows_of(
    region: Sequence[Segment], rules: Sequence[Rule], column: int, *, from_right: bool
) -> Iterator[Row]:
    left, right = min(s.box.left for s in region), max(s.box.right for s in region)
    lines = list(_lines(region))
    ruled = _ruled(lines, rules)
    tabular = _tabular(lines)
    done: set[int] = set()
    for i, line in enumerate(lines):
        if i in done:
            continue
        held = ruled.get(i, [i])
        done.update(held)
        if len(held) > 1:
            cells = _cells([lines[j] for j in held], from_right=from_right)
        elif i in tabular:
            cells = sorted(line, key=_from(from_right=from_right))
        else:
            cells = [_one(sorted(line, key=_from(from_right=from_right)))]
        yield _row(cells, column, left, right)


def _from(*, from_right: bool) -> Callable[[Segment], float]:
    return (lambda s: -s.box.right) if from_right else (lambda s: s.box.left)


def _lines(region: Sequence[Segment]) -> Iterator[list[Segment]]:
    """Return segments that stand side by side, from the top."""
    line: list[Segment] = []
    for segment in sorted(region, key=lambda s: (s.box.top + s.box.bottom, s.box.left)):
        if line and not _beside(line, segment):
            yield line
            line = []
        line.append(segment)
    if line:
        yield line


def _beside(line: Sequence[Segment], segment: Segment) -> bool:
    top, bottom = min(s.box.top for s in line), max(s.box.bottom for s in line)
    shared = min(bottom, segment.box.bottom) - max(top, segment.box.top)
    lower = min(bottom - top, segment.box.bottom - segment.box.top)
    return shared > 0.5 * max(lower, 0.1)


def _tabular(lines: Sequence[Sequence[Segment]]) -> set[int]:
    """Return which lines are rows of a table: several cells, under or above others' edges."""
    found: set[int] = set()
    several = [i for i, line in enumerate(lines) if len(line) > 1 and not _is_item(line)]
    for one, other in pairwise(several):
        if other - one <= 3 and _shared_edges(lines[one], lines[other]) >= 2:
            found |= {one, other}
    return found


def _is_item(line: Sequence[Segment]) -> bool:
    """As in "•   text": a bullet or a number and its words are one."""
    ends = min(line, key=lambda s: len(s.words))
    mark = ends.words.rstrip(".)")
    return len(line) == 2 and len(ends.words) <= 4 and (not mark.isalnum() or ends.words != mark)


def _shared_edges(one: Sequence[Segment], other: Sequence[Segment]) -> int:
    def near(a: float, b: float) -> bool:
        return abs(a - b) <= _SAME_EDGE

    return sum(
        any(
            near(a.box.left, b.box.left) or near(a.box.right, b.box.right)
            or near(a.box.left + a.box.right, b.box.left + b.box.right)
            for b in other
        )
        for a in one
    )  # fmt: skip


def _ruled(lines: Sequence[Sequence[Segment]], rules: Sequence[Rule]) -> dict[int, list[int]]:
    """Return, by its first line, the lines of each row that is ruled above and below."""
    found: dict[int, list[int]] = {}
    edges = sorted({rule.down for rule in rules})
    if len(edges) < 3:
        return found
    for above, below in pairwise(edges):
        inside = [
            i
            for i, line in enumerate(lines)
            if all(above - 1 <= (s.box.top + s.box.bottom) / 2 <= below + 1 for s in line)
        ]
        if 1 < len(inside) <= 12 and any(len(lines[i]) > 1 for i in inside):
            found[inside[0]] = inside
    return found


def _cells(lines: Sequence[Sequence[Segment]], *, from_right: bool) -> list[Segment]:
    """Return the cells of a row that takes several lines: what stands under one another is one."""
    cells: list[list[Segment]] = []
    for segment in (s for line in lines for s in line):
        for cell in cells:
            left, right = min(s.box.left for s in cell), max(s.box.right for s in cell)
            if min(right, segment.box.right) - max(left, segment.box.left) > 0:
                cell.append(segment)
                break
        else:
            cells.append([segment])
    return sorted((_one(cell) for cell in cells), key=_from(from_right=from_right))


def _one(parts: Sequence[Segment]) -> Segment:
    if len(parts) == 1:
        return parts[0]
    return Segment(
        words=" ".join(part.words for part in parts),
        box=around([part.box for part in parts]),
        size=max(part.size for part in parts),
        is_bold=all(part.is_bold for part in parts),
        glyphs=(min(part.glyphs[0] for part in parts), max(part.glyphs[1] for part in parts)),
    )


def _row(cells: Sequence[Segment], column: int, left: float, right: float) -> Row:
    return Row(
        cells=tuple(cells),
        box=around([cell.box for cell in cells]),
        size=max(cell.size for cell in cells),
        is_bold=all(cell.is_bold for cell in cells),
        column=column,
        left=left,
        right=right,
    )


def alone(segment: Segment) -> Row:
    """Return a segment as a row by itself."""
    return _row([segment], 0, segment.box.left, segment.box.right)
