"""A web page's visible words, block by block, with what its tags say of each block."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from turbohtml import Document, Element, Node, Text, parse

from onrecord.read.page_piece import Piece
from onrecord.read.page_roles import TELLING, of_comments, own_role

_UNSEEN = (
    "script, style, noscript, template, svg, math, object, embed, head, canvas, audio, video, map, "
    "datalist"
)
_BLOCKS = frozenset(
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol option p pre "
    "section summary table tbody td tfoot th thead tr ul button select textarea".split()
)
_DIGITS = re.compile(r"\d+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
_BREAK = "\x00"  # the end of a line; no page's text has it
_EMPTY_LINES = re.compile(r"\n{2,}")
_DROPPED = ("\xad", "\u200b", "\ufeff")
_LARGE = 0.5  # a part of the page that holds more than this is the page, whatever its name
_FEWEST_CELLS = 2  # with words, for which it tells something that one beside them is empty
_LEAST_PAGE, _LONGEST_BYLINE, _LONGEST_CELL = 400, 299, 200  # characters
_LEAVES = frozenset("blockquote h1 h2 h3 h4 h5 h6 li p pre td th tr".split())  # they hold words
_TELLS = _BLOCKS | TELLING  # of what makes a block, or says by its tag what it is
_NO_NAMES = ("", "")
_NEAR = 3  # elements around a block that tell what kind of place it stands in
_DEEPEST = 250  # elements around one: of what is deeper, only the words are told


def parsed(markup: str) -> Document:
    """Return a page's tree, as browsers make it."""
    return parse(markup, positions=False)


def pieces(tree: Document) -> list[Piece]:
    """Return all that a reader of the page would see, in order; what is unseen leaves the tree."""
    tree.remove(_UNSEEN)
    root = tree.find("body") or tree.root
    if root is None:
        return []
    walk = _Walk(root=root, whole=_length(root.text), with_headline=_holding(root, "h1"))
    walk.visit(root, "", "body", (), in_link=False)
    walk.flush("", "body", ())
    return walk.found


def _length(words: str) -> int:
    """Return how many characters words have, each stretch of white space as one."""
    return len(" ".join(words.split()))


def _is_longer(element: Element, most: float) -> bool:
    """Whether an element holds more characters of words; few with their white space are fewer."""
    words = element.text
    return len(words) > most and _length(words) > most


def _holding(tree: Element, tag: str) -> set[Node]:
    """Return all elements around the elements of one kind."""
    around: set[Node] = set()
    for element in tree.select(tag):
        for outer in element.ancestors:
            if outer in around:
                break
            around.add(outer)
    return around


Place = tuple[str, ...]


@dataclass(slots=True)
class _Walk:
    """The walk's place: words not yet given to a block, and the blocks so far."""

    root: Element
    whole: int
    with_headline: set[Node]
    found: list[Piece] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    linked: int = 0
    boxes: list[int] = field(default_factory=list)
    count: int = 0
    depth: int = 0

    def visit(self, element: Element, role: str, tag: str, place: Place, *, in_link: bool) -> None:
        """Go through an element that may make a block, by its tag or by what it says it is."""
        name, attrs = element.tag, element.attrs
        own = ""
        if attrs:
            if "hidden" in attrs or ("style" in attrs and _is_styled_away(element)):
                return
            own = _own(name, element)
        elif name in TELLING:
            own = own_role(name, "", "", "", "", "")
        in_link = in_link or name == "a"
        if name == "tr" and self._is_row(element):
            self._row(element, role, tag, place)
            return
        inner = self._role(element, own, role) if own else role
        if name in _BLOCKS:
            self._block(element, (role, tag, place), inner, in_link=in_link)
        elif inner is role or inner == role:  # as most that marks words within a line
            self._inside(element, role, tag, place, in_link=in_link)
        else:
            self.flush(role, tag, place)
            self._inside(element, inner, tag, place, in_link=in_link)
            self.flush(inner, tag, place)

    def _block(
        self, element: Element, around: tuple[str, str, Place], role: str, *, in_link: bool
    ) -> None:
        """Go through what makes blocks of its own."""
        if self.words:
            self.flush(*around)
        name = element.tag
        place = (*around[2], _kind(name, element.attr("class") or ""))[-_NEAR:]
        is_box = name not in _LEAVES
        if is_box:
            self.count += 1
            self.boxes.append(self.count)
        self._inside(element, role, name, place, in_link=in_link)
        if self.words:
            self.flush(role, name, place)
        if is_box:
            self.boxes.pop()

    def _inside(
        self, element: Element, role: str, tag: str, place: Place, *, in_link: bool
    ) -> None:
        """Go through what an element holds. Blanks before any word would be cut off anyway."""
        words = self.words
        self.depth += 1
        for child in element.children if self.depth < _DEEPEST else (Text(element.text),):
            if isinstance(child, Element):
                name = child.tag
                if name == "br":
                    words.append(_BREAK)
                elif name in _TELLS or child.attrs:
                    self.visit(child, role, tag, place, in_link=in_link)
                else:  # it tells nothing of itself
                    self._inside(child, role, tag, place, in_link=in_link or name == "a")
            elif isinstance(child, Text):
                text = child.data
                if words or not text.isspace():
                    words.append(text.replace("\n", _BREAK) if tag == "pre" else text)
                    if in_link:
                        self.linked += len(text.strip())
        self.depth -= 1

    def _row(self, element: Element, role: str, tag: str, place: Place) -> None:
        self.flush(role, tag, place)
        cells = [" ".join(cell.text.split()) for cell in _cells(element)]
        if sum(map(bool, cells)) < _FEWEST_CELLS:  # nothing could be taken for another column's
            cells = [cell for cell in cells if cell]
        while cells and not cells[-1]:
            cells.pop()
        self.words.append(" | ".join(cells))
        self.flush(role, "tr", place)

    def flush(self, role: str, tag: str, place: Place) -> None:
        """Make a block of the words gathered so far; an empty line parts two blocks."""
        if not self.words:
            return
        joined = "".join(self.words)
        self.words.clear()
        linked, self.linked = self.linked, 0
        if not joined.isascii():
            for mark in _DROPPED:
                joined = joined.replace(mark, "")
        if _BREAK in joined:
            lines = [" ".join(line.split()) for line in joined.split(_BREAK)]
            joined = "\n".join(lines).strip("\n")
        else:
            joined = " ".join(joined.split())
        if joined:
            share = min(1.0, linked / len(joined)) if linked else 0.0
            where, boxes = ">".join(place), tuple(self.boxes)
            for part in _EMPTY_LINES.split(joined) if "\n\n" in joined else (joined,):
                self.found.append(Piece(part, tag, role, share, where, boxes))

    def _role(self, element: Element, own: str, role: str) -> str:
        if (own == "embedded" and role != "comment") or (own == "comment" and role != "embedded"):
            return own if element not in self.with_headline else role
        if role in {"boilerplate", "caption", "embedded", "framed"}:
            return role
        if role == "comment":
            is_form = own == "boilerplate" and element.tag != "footer"  # who wrote it stands there
            return "boilerplate" if is_form else "comment"
        if own in {"framed", "pulled"}:
            return own
        if own == "byline" and element.tag not in {"time", "address"}:
            return own if not _is_longer(element, _LONGEST_BYLINE) else role
        if element in self.with_headline:
            return role
        may_be_page = own == "boilerplate" and self.whole > _LEAST_PAGE
        is_page = may_be_page and _is_longer(element, _LARGE * self.whole)
        return role if is_page else own

    def _is_row(self, element: Element) -> bool:
        """Whether a table's row holds facts and not the page's layout."""
        cells = _cells(element)
        if not cells or any(cell.tag not in {"td", "th"} for cell in cells):
            return False
        return not any(_is_longer(cell, _LONGEST_CELL) or _has_blocks(cell) for cell in cells)


@lru_cache(maxsize=4096)
def _kind(tag: str, classes: str) -> str:
    return f"{tag}.{_DIGITS.sub('', classes)}" if classes else tag


def _own(tag: str, element: Element) -> str:
    get, attrs = element.attr, element.attrs
    names = get("class") or "", get("id") or ""
    is_named_at_most = not (
        "rel" in attrs
        or "role" in attrs
        or "itemprop" in attrs
        or "itemtype" in attrs
        or "aria-label" in attrs
    )
    if is_named_at_most:
        return own_role(tag, "", "", "", *names) if tag in TELLING or names != _NO_NAMES else ""
    prop, kind, label = get("itemprop") or "", get("itemtype") or "", get("aria-label") or ""
    if (prop or kind or label) and tag in _BLOCKS and of_comments(prop, kind, label):
        return "comment"
    return own_role(tag, get("role") or "", get("rel") or "", prop, *names)


def _is_styled_away(element: Element) -> bool:
    return _HIDDEN.search((element.attr("style") or "").lower()) is not None


def _cells(row: Element) -> list[Element]:
    return [cell for cell in row.children if isinstance(cell, Element)]


def _has_blocks(cell: Element) -> bool:
    return any(inner.tag in _BLOCKS for inner in cell.iter_elements())
