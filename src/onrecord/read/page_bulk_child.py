"""
A web page read in bulk: its lines, and which of them are the report.

Runs in a process of its own. One parser does all that goes over the page; what is left is to
weigh its lines, some hundred, and no element is looked at for itself.
"""

from bisect import bisect_left, bisect_right
from collections.abc import MutableSequence, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from onrecord.read import page_marks, page_told
from onrecord.read.page_piece import is_finished
from onrecord.read.page_roles import own_role

if TYPE_CHECKING:
    from turbohtml import Document

Spans = Sequence[tuple[int, int, str]]

_BESIDE = "nav footer aside form button select dialog menu textarea".split()
_MAY_BE_COMMENTS = '[class*="omment"], [id*="omment"], [class*="leserbrief"]'
_MARK = "data-of-comments"
_COMMENTS = (
    f"#{_MARK}=1", "#id=disqus_thread", "#itemprop=comment", "#aria-label=Comments",
    "#aria-label=التعليقات",
)  # fmt: skip
# Elements, and what the words in them are: a link, a heading, a caption, a comment, beside it all.
_MARKED: dict[str, list[str]] = {
    "a": ["link"],
    "figcaption": ["caption"],
    "h1": ["headline", "heading"],
    **{f"h{depth}": ["heading"] for depth in range(2, 7)},
    **{tag: ["beside"] for tag in _BESIDE},
    **{mark: ["comment"] for mark in _COMMENTS},
}
_HEADINGS = frozenset({"heading", "headline"})
# Of two kinds that a line is of, the one that holds.
_HOLDS = {"": 0, "heading": 1, "headline": 2, "caption": 3, "beside": 4, "comment": 5}
# What a line of a kind is in the report, and outside of it; all else outside is one.
_INSIDE = {"": "body", "heading": "heading"}
_OUTSIDE = {kind: kind for kind in ("headline", "caption", "comment")}
_BLANKS = " \xa0\t"
_BULLETS = _BLANKS + "*"
_UNSEEN = ("\u200b", "\ufeff", "\xad")
_PAGE = 0.5  # of a page's characters: what holds more is the page, whatever it is called
_LINKED = 0.6
_LEAST, _LONG = 40, 100  # characters of a line of prose; of one that is, with a stop or without
_made = tuple.__new__  # of a Line, several times as quick as its own way
_MOST = 200  # characters for which a line counts
_CHOSEN = 60  # for which it counts that the parser's own choice has a line
_NO_PROSE = {
    "beside": 100, "comment": 100, "links": 120, "heading": 25, "headline": 25, "caption": 5,
    "": 30,
}  # fmt: skip


class Line(NamedTuple):
    """
    A line of a page.

    Attributes:
        words: Its text.
        linked: The share of it that is inside a link.
        kind: `headline`, `heading`, `caption`, `comment`, `beside`, or nothing.
    """

    words: str
    linked: float = 0.0
    kind: str = ""


def answer(data: bytes, _: Any) -> tuple[dict[str, object], bytes]:
    """
    Return of what kind each stretch of a page is, and what it tells; and its lines.

    Args:
        data: The page; if it is not in UTF-8, that is all that is told.
    """
    import turbohtml  # noqa: PLC0415 - only the child parses

    try:
        page = turbohtml.parse(data.decode(), positions=False)
    except UnicodeDecodeError:
        return {"is_utf8": False}, b""
    for numbered in page.select("ol"):
        numbered.tag = "ul"  # the parser writes numbers before items that the page has not
    _mark_comments(page)
    lines = _lines(*page.to_annotated_text(_MARKED, turbohtml.PlainText(bullet="")))
    theirs = {line.strip(_BULLETS) for line in page.main_text().split("\n")}
    told = {
        "is_utf8": True,
        "stretches": _stretches(lines, report(lines, [line.words in theirs for line in lines])),
        "told": _told(page, lines),
        "language": _language(page),
    }
    return told, "\n\n".join([line.words for line in lines]).encode()


def _mark_comments(page: "Document") -> None:
    """Mark the elements of a page in which comments stand, whatever their sites call them."""
    for element in page.select(_MAY_BE_COMMENTS):
        names = element.attr("class") or "", element.attr("id") or ""
        if own_role("div", "", "", "", *names) == "comment":
            element.attrs[_MARK] = "1"


def _language(page: "Document") -> str:
    """Return the code of the language that a page says it is in; empty if it does not."""
    whole = page.find("html")
    said = whole.attr("lang") if whole else None
    return (said or "").partition("-")[0].lower()


def _told(page: "Document", lines: Sequence[Line]) -> page_told.Told:
    """Return what the page's `meta` elements, data and headline say of it."""
    marks = page_marks.of_metas(page)
    title = page.find("title")
    headline = next((line.words for line in lines if line.kind == "headline"), None)
    for element, words in (("h1", headline), ("title", title.text if title else None)):
        if words:
            marks["title"].setdefault(element, words)
    return page_told.described(page_marks.scripts(page), marks)


# -- Lines -------------------------------------------------------------------------------------


def _lines(text: str, spans: Spans) -> list[Line]:
    words, starts = _parted(text)
    kinds = [""] * len(words)
    linked = [0] * len(words)
    behind = [*starts, len(text) + 1]
    for start, end, label in spans:
        first = bisect_right(starts, start)
        if label == "link":
            if first and end <= behind[first]:
                linked[first - 1] += end - start  # as nearly all: within a line
            else:
                _add_link(starts, linked, max(0, first - 1), start, end)
        elif end - start <= _PAGE * len(text) or label in _HEADINGS:
            if starts[first - 1 : first] == [start]:
                first -= 1
            for i in range(first, bisect_left(starts, end)):
                kinds[i] = label if _HOLDS[label] >= _HOLDS[kinds[i]] else kinds[i]
    shares = [min(1.0, m / len(w)) if m else 0.0 for w, m in zip(words, linked, strict=True)]
    return [_made(Line, each) for each in zip(words, shares, kinds, strict=True)]


def _parted(text: str) -> tuple[list[str], list[int]]:
    """Return the lines that are not blank, as a reader sees them, and where each starts."""
    words: list[str] = []
    starts: list[int] = []
    at = 0
    unseen = [mark for mark in _UNSEEN if mark in text]
    hard = "\xa0" if "\xa0" in text else "  "
    for line in text.split("\n"):
        if line:
            bare = line.strip(_BLANKS)
            seen = _seen(bare, unseen) if unseen or "  " in bare or hard in bare else bare
            if seen:
                words.append(seen)
                starts.append(at if line[0] not in _BLANKS else at + line.index(bare))
            at += len(line)
        at += 1
    return words, starts


def _seen(words: str, unseen: Sequence[str]) -> str:
    """Return words as a reader sees them: without marks that nobody sees, each blank once."""
    for mark in unseen:
        words = words.replace(mark, "")
    return " ".join(words.split())


def _add_link(
    starts: Sequence[int], linked: MutableSequence[int], first: int, start: int, end: int
) -> None:
    """Add a link's length to the lines that it stands in."""
    for i in range(first, len(starts)):
        if starts[i] >= end:
            break
        behind = min(end, starts[i + 1]) if i + 1 < len(starts) else end
        linked[i] += max(0, behind - max(start, starts[i]))


def _stretches(lines: Sequence[Line], in_report: Sequence[bool]) -> list[tuple[str, int]]:
    """
    Return the kind and the length of each line; what stands outside is one for each stretch.

    >>> _stretches([Line("Home"), Line("World"), Line("Two died.")], [False, False, True])
    [('outside', 11), ('body', 9)]
    """
    found: list[tuple[str, int]] = []
    for line, is_in in zip(lines, in_report, strict=True):
        kind, long = (_INSIDE if is_in else _OUTSIDE).get(line.kind), len(line.words)
        if kind is not None:
            found.append((kind, long))
        elif found and found[-1][0] == "outside":
            found[-1] = ("outside", found[-1][1] + 2 + long)
        else:
            found.append(("outside", long))
    return found


# -- The report --------------------------------------------------------------------------------


def report(lines: Sequence[Line], chosen: Sequence[bool]) -> list[bool]:
    """
    Return which lines are the report: the run of them that holds the most prose.

    Lines of prose count for it by their length, links and what stands beside a report against
    it; within the run, what is no part of a report is left out.

    Args:
        lines: All lines of a page, in order.
        chosen: Which of them the parser's own choice has.
    """
    first, end = _heaviest(
        [_weight(*line) + (_CHOSEN if has else 0) for line, has in zip(lines, chosen, strict=True)]
    )
    found = [False] * len(lines)
    for i in range(first, end):
        _, linked, kind = lines[i]
        found[i] = linked <= _LINKED and kind in _INSIDE
    return found


def _weight(words: str, linked: float, kind: str) -> float:
    if kind:
        return -_NO_PROSE[kind]
    if linked > _PAGE:
        return -_NO_PROSE["links"]
    length = len(words)
    if length < _LEAST:
        return -_NO_PROSE[""]
    if is_finished(words):
        return min(length, _MOST) * (1 - linked)
    return length / 2 if length >= _LONG else -_NO_PROSE[""]


def _heaviest(weights: Sequence[float]) -> tuple[int, int]:
    """
    Return where the run with the greatest sum begins, and where it is over.

    >>> _heaviest([-1, 3, -1, 4, -9, 5])
    (1, 4)
    """
    best, first, end = 0.0, 0, 0
    total, start = 0.0, 0
    for i, weight in enumerate(weights):
        total += weight
        if total <= 0:
            total, start = 0.0, i + 1
        elif total > best:
            best, first, end = total, start, i + 1
    return first, end
