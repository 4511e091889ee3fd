"""What stands at the edges of many pages: running heads, feet and page numbers."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from onrecord.read.lines import folded
from onrecord.read.papers.places import Segment

_EDGE = 0.12  # of the page's height, at the top and at the foot
_SHIFT = 8.0  # points by which it may stand higher or lower
_LINE = 4.0  # points between what stands side by side
_SHARE = 0.4  # of the pages; a left and a right page may differ
_FEWEST = 2
_MOST_LETTERS = 160
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(
    r"^\W*(?:page|p\.|seite|صفحة|ص)?\W*(?:\d{1,4}|[ivxlc]{1,7})"
    r"(?:\s?(?:/|of|من|\|)\s?\d{1,4})?\W*$"
)


def furniture(pages: Sequence[tuple[float, Sequence[Segment]]]) -> dict[tuple[int, int], str]:
    """
    Return which segments belong to the pages and not to the report, and by which rule.

    Only whole lines, from the edge inwards, that stand in the same place on several pages in
    the same words, numbers aside, or are a bare number. The row of a table that goes on over
    pages is none of them: its name differs.

    Args:
        pages: Each page's height and segments.

    Returns:
        By the number of the page (from 0) and of the segment: `page-number`, `page-head` or
        `page-foot`.
    """
    alike = _alike(pages)
    found: dict[tuple[int, int], str] = {}
    for number, (height, segments) in enumerate(pages):
        for is_head in (True, False):
            for line in _from_edge(segments, height, is_head=is_head):
                rules = {i: _rule(segments[i], alike.get((number, i))) for i in line}
                if not all(rules.values()):
                    break
                found.update({(number, i): rule for i, rule in rules.items()})
    return found


def _rule(segment: Segment, alike: str | None) -> str:
    return "page-number" if _NUMBER.match(folded(segment.words)) else alike or ""


def _alike(pages: Sequence[tuple[float, Sequence[Segment]]]) -> dict[tuple[int, int], str]:
    """Return what stands at the edges of several pages in the same place and words."""
    seen: dict[tuple[str, bool], list[tuple[int, int, float]]] = defaultdict(list)
    for number, (height, segments) in enumerate(pages):
        for i, segment in enumerate(segments):
            words = folded(segment.words)
            middle = (segment.box.top + segment.box.bottom) / 2
            is_head = middle < _EDGE * height
            if (is_head or middle > (1 - _EDGE) * height) and len(words) <= _MOST_LETTERS:
                seen[_DIGITS.sub("#", words), is_head].append((number, i, middle))
    least = max(_FEWEST, _SHARE * len(pages))
    found: dict[tuple[int, int], str] = {}
    for (_, is_head), held in seen.items():
        middles = sorted(middle for _, _, middle in held)
        usual = middles[len(middles) // 2]
        same = [(n, i) for n, i, middle in held if abs(middle - usual) <= _SHIFT]
        if len({n for n, _ in same}) >= least:
            found.update(dict.fromkeys(same, "page-head" if is_head else "page-foot"))
    return found


def _from_edge(segments: Sequence[Segment], height: float, *, is_head: bool) -> Iterator[list[int]]:
    """Return lines at a page's edge, the outermost first, as the numbers of their segments."""
    edge = _EDGE * height
    middles = {i: (s.box.top + s.box.bottom) / 2 for i, s in enumerate(segments)}
    near = [i for i, m in middles.items() if (m < edge if is_head else m > height - edge)]
    near.sort(key=lambda i: middles[i], reverse=not is_head)
    line: list[int] = []
    for i in near:
        if line and abs(middles[i] - middles[line[-1]]) > _LINE:
            yield line
            line = []
        line.append(i)
    if line:
        yield line
