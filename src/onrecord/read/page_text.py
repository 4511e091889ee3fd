"""A web page's visible words, block by block, with what its tags say of each block."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree, html

from onrecord.read.page_piece import Piece
from onrecord.read.page_roles import NAMING, TELLING, own_role

_UNSEEN = tuple(
    "script style noscript template svg math object embed head canvas audio video map "
    "datalist".split()
)
_BLOCKS = frozenset(
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol option p pre "
    "section summary table tbody td tfoot th thead tr ul button select textarea".split()
)
_DIGITS = re.compile(r"\d+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
_BLANKS = re.compile(r"[ \t\r\f\v\xa0]+")
_UNEVEN = re.compile(r"[\n\t\r\f\v\xa0]|  ")
_LINE_ENDS = re.compile(r" *\n *")
_DROPPED = dict.fromkeys(map(ord, "\xad\u200b\ufeff"))
_LARGE = 0.5  # a part of the page that holds more than this is the page, whatever its name
_LEAVES = frozenset("blockquote h1 h2 h3 h4 h5 h6 li p pre td th tr".split())  # they hold words
_NEVER_DRAWN = ("p", "div", "h1", "h2", "h3", "ul", "table", "blockquote")
_NEAR = 3  # elements around a block that tell what kind of place it stands in


def parsed(markup: str) -> html.HtmlElement | None:
    """Return a page's tree; None if it has none."""
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True
    )
    # One class for all elements: lxml's own choice by tag is made in Python, for each of them.
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=html.HtmlElement))
    try:
        # As bytes: lxml refuses text that names an encoding.
        return html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def pieces(tree: html.HtmlElement) -> list[Piece]:
    """Return all that a reader of the page would see, in order; what is unseen leaves the tree."""
    for drawing in [*tree.iter("svg", "math")]:
        if next(drawing.iter(*_NEVER_DRAWN), None) is not None:
            drawing.tag = "div"  # never closed: what follows it is the page, as browsers have it
    etree.strip_elements(tree, *_UNSEEN, with_tail=False)
    body = tree.find("body")
    root = tree if body is None else body
    walk = _Walk(root=root, whole=_length(root), with_headline=_holding(root, "h1"))
    walk.visit(root, "", "body", ())
    walk.flush("", "body", ())
    return walk.found


def _length(element: html.HtmlElement) -> int:
    """Return how many characters of words an element holds."""
    return len(" ".join(_text(element).split()))


def _text(element: html.HtmlElement) -> str:
    words: str = etree.tostring(element, method="text", encoding="unicode", with_tail=False)
    return words


def _holding(tree: html.HtmlElement, tag: str) -> set[html.HtmlElement]:
    """Return all elements around the elements of one kind."""
    around: set[html.HtmlElement] = set()
    for element in tree.iter(tag):
        for outer in element.iterancestors():
            if outer in around:
                break
            around.add(outer)
    return around


Place = tuple[str, ...]
Given = Mapping[str, str]


@dataclass(slots=True)
class _Walk:
    """The walk's place: words not yet given to a block, and the blocks so far."""

    root: html.HtmlElement
    whole: int
    with_headline: set[html.HtmlElement]
    found: list[Piece] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    linked: int = 0
    boxes: list[int] = field(default_factory=list)
    count: int = 0

    def visit(
        self, element: html.HtmlElement, role: str, tag: str, place: Place, *, in_link: bool = False
    ) -> None:
        name = element.tag
        if name == "br":
            self.words.append("\n")
            return
        given = dict(element.items())
        if given and _is_hidden(given):
            return
        if name == "tr" and self._is_row(element):
            self._row(element, role, tag, place)
            return
        tells = name in TELLING or not NAMING.isdisjoint(given)
        own = _own(name, given) if tells else ""
        inner = self._role(element, own, role) if own else role
        is_block = name in _BLOCKS
        parts = is_block or inner != role
        if parts and self.words:
            self.flush(role, tag, place)
        around = (*place, _kind(name, given.get("class", "")))[-_NEAR:] if is_block else place
        is_box = is_block and name not in _LEAVES
        if is_box:
            self.count += 1
            self.boxes.append(self.count)
        self._inside(
            element, inner, name if is_block else tag, around, in_link=in_link or name == "a"
        )
        if parts and self.words:
            self.flush(inner, name if is_block else tag, around)
        if is_box:
            self.boxes.pop()

    def _inside(
        self, element: html.HtmlElement, role: str, tag: str, place: Place, *, in_link: bool
    ) -> None:
        """Go through what an element holds. Blanks before any word would be cut off anyway."""
        text = element.text
        if text and (self.words or not text.isspace()):
            self._add(text, in_link=in_link, is_pre=tag == "pre")
        for child in element:
            self.visit(child, role, tag, place, in_link=in_link)
            text = child.tail
            if text and (self.words or not text.isspace()):
                self._add(text, in_link=in_link, is_pre=tag == "pre")

    def _row(self, element: html.HtmlElement, role: str, tag: str, place: Place) -> None:
        self.flush(role, tag, place)
        cells = (" ".join(_text(cell).split()) for cell in element)
        self._add(" | ".join(cell for cell in cells if cell), in_link=False, is_pre=False)
        self.flush(role, "tr", place)

    def _add(self, text: str, *, in_link: bool, is_pre: bool) -> None:
        self.words.append(text if is_pre else _spaced(text))
        if in_link:
            self.linked += len(text.strip())

    def flush(self, role: str, tag: str, place: Place) -> None:
        """Make a block of the words gathered so far; an empty line parts two blocks."""
        if not self.words:
            return
        joined = "".join(self.words)
        if not joined.isascii():
            joined = joined.translate(_DROPPED)
        joined = joined.strip()
        share = min(1.0, self.linked / max(1, len(joined)))
        self.words.clear()
        self.linked = 0
        if joined:
            where, boxes = ">".join(place), tuple(self.boxes)
            self.found.extend(Piece(p, tag, role, share, where, boxes) for p in _parts(joined))

    def _role(self, element: html.HtmlElement, own: str, role: str) -> str:
        if (own == "embedded" and role != "comment") or (own == "comment" and role != "embedded"):
            return own if element not in self.with_headline else role
        if role in {"boilerplate", "caption", "embedded", "framed"}:
            return role
        if role == "comment":
            is_form = own == "boilerplate" and element.tag != "footer"  # who wrote it stands there
            return "boilerplate" if is_form else "comment"
        if own in {"framed", "pulled"}:
            return own
        length = _length(element)
        if own == "byline" and element.tag not in {"time", "address"}:
            return own if length < 300 else role
        if element in self.with_headline:
            return role
        is_page = self.whole > 400 and length > _LARGE * self.whole
        return role if is_page and own == "boilerplate" else own

    def _is_row(self, element: html.HtmlElement) -> bool:
        """Whether a table's row holds facts and not the page's layout."""
        cells = list(element)
        if not cells or any(cell.tag not in {"td", "th"} for cell in cells):
            return False
        return all(_length(cell) <= 200 and not _has_blocks(cell) for cell in cells)


@lru_cache(maxsize=4096)
def _kind(tag: str, classes: str) -> str:
    return f"{tag}.{_DIGITS.sub('', classes)}" if classes else tag


def _own(tag: str, given: Given) -> str:
    get = given.get
    return own_role(
        tag, get("role", ""), get("rel", ""), get("itemprop", ""), get("class", ""), get("id", "")
    )


def _is_hidden(given: Given) -> bool:
    return "hidden" in given or (
        "style" in given and _HIDDEN.search(given["style"].lower()) is not None
    )


def _has_blocks(cell: html.HtmlElement) -> bool:
    return any(
        child.tag in _BLOCKS for child in cell.iterdescendants() if isinstance(child.tag, str)
    )


def _spaced(text: str) -> str:
    """Return text with each run of white space as one blank, at its ends too."""
    words = " ".join(text.split())
    if not words:
        return " "
    before = " " if text[0].isspace() else ""
    return before + words + " " if text[-1].isspace() else before + words


def _parts(joined: str) -> Iterator[str]:
    if not _UNEVEN.search(joined):
        yield joined
        return
    words = _LINE_ENDS.sub("\n", _BLANKS.sub(" ", joined))
    if "\n\n" not in words:
        yield words
        return
    for part in re.split(r"\n{2,}", words):
        if part.strip():
            yield part.strip()
