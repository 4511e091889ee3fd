"""A web page's visible words, block by block, with what its tags say of each block."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree, html

_SKIPPED = frozenset(
    "script style noscript template svg math iframe object embed head canvas audio video map "
    "datalist".split()
)
_BLOCKS = frozenset(
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol option p pre "
    "section summary table tbody td tfoot th thead tr ul button select textarea".split()
)
_BY_TAG = {
    "nav": "boilerplate", "footer": "boilerplate", "form": "boilerplate", "button": "boilerplate",
    "select": "boilerplate", "textarea": "boilerplate", "menu": "boilerplate",
    "dialog": "boilerplate", "aside": "boilerplate", "figcaption": "caption", "time": "byline",
}  # fmt: skip
_BY_ROLE = {
    "navigation": "boilerplate", "banner": "boilerplate", "contentinfo": "boilerplate",
    "search": "boilerplate", "complementary": "boilerplate", "dialog": "boilerplate",
}  # fmt: skip
# Names that sites give to their parts, tried in this order.
_BY_NAME: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("comment", re.compile(
        r"^(?:comments?|comment-?(?:list|body|content|text|area|section|thread|item|wrapper|s)|"
        r"commentlist|comments-(?:area|list|section|container|wrapper|title)|disqus.*|replies|"
        r"user-comments|reader-comments)$")),
    ("boilerplate", re.compile(
        r"^(?:(?:.*[-_])?(?:related|recommended|newsletter|share|sharing|social|sidebar|breadcrumbs?|"
        r"cookies?|popup|promo|advert|advertisement|adverts|menu|navbar|navigation|pagination|"
        r"subscribe|subscription|widget|outbrain|taboola|trending|popular|tags|respond|"
        r"comment-form|comment-respond|post-tags|skip-link|screen-reader-text|signup|donate|"
        r"login|toolbar|footer)(?:[-_].*)?)$")),
    ("caption", re.compile(
        r"^(?:(?:wp-|image-|photo-|media-|figure-|img-)?caption(?:-text|s)?|(?:photo|image|media)-?"
        r"(?:credits?|description|copyright)|credits?|copyright-?holder)$")),
    ("deck", re.compile(
        r"^(?:(?:article-|story-|entry-|post-)?(?:subtitle|sub-title|deck|dek|standfirst|"
        r"subheadline|sub-headline|subheading|strapline|lead-?in))$")),
    ("byline", re.compile(
        r"^(?:(?:article-|story-|entry-|post-|author-)?(?:byline|bylines|author|authors|dateline|"
        r"pubdate|published|publish-?date|posted-?on|date|datetime|timestamp|meta|"
        r"author-?name|name-author))$")),
)  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
_BLANKS = re.compile(r"[ \t\r\f\v\xa0]+")
_LINE_ENDS = re.compile(r" *\n *")
_DROPPED = dict.fromkeys(map(ord, "\xad\u200b\ufeff"))
_LARGE = 0.5  # a part of the page that holds more than this is the page, whatever its name


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """
    A block of a page.

    Attributes:
        words: Its text, white space folded; a line break inside is kept.
        tag: The element it stands in.
        role: What the tags around it say it is: `comment`, `boilerplate`, `caption`,
            `deck`, `byline`, or nothing.
        linked: The share of its characters that are inside a link.
    """

    words: str
    tag: str
    role: str = ""
    linked: float = 0.0


def parsed(markup: str) -> html.HtmlElement | None:
    """Return a page's tree; None if it has none."""
    parser = html.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True
    )
    try:
        # As bytes: lxml refuses text that names an encoding.
        return html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def pieces(tree: html.HtmlElement) -> list[Piece]:
    """Return all that a reader of the page would see, in order."""
    body = tree.find("body")
    root = tree if body is None else body
    walk = _Walk(root=root, lengths=_lengths(root), with_headline=_holding(root, "h1"))
    walk.visit(root, "", "body")
    walk.flush("", "body")
    return walk.found


def _lengths(tree: html.HtmlElement) -> dict[html.HtmlElement, int]:
    """Return for each element how many characters of words it holds, counted from within."""
    lengths: dict[html.HtmlElement, int] = {}
    for element in reversed(list(tree.iter(etree.Element))):
        own = 0 if element.tag in _SKIPPED else len((element.text or "").strip())
        inner = (lengths.get(c, 0) + len((c.tail or "").strip()) for c in element)
        lengths[element] = own + sum(inner)
    return lengths


def _holding(tree: html.HtmlElement, tag: str) -> set[html.HtmlElement]:
    """Return all elements around the elements of one kind."""
    around: set[html.HtmlElement] = set()
    for element in tree.iter(tag):
        for outer in element.iterancestors():
            if outer in around:
                break
            around.add(outer)
    return around


@dataclass(slots=True)
class _Walk:
    """The walk's place: words not yet given to a block, and the blocks so far."""

    root: html.HtmlElement
    lengths: dict[html.HtmlElement, int]
    with_headline: set[html.HtmlElement]
    found: list[Piece] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    linked: int = 0

    def visit(
        self, element: html.HtmlElement, role: str, tag: str, *, in_link: bool = False
    ) -> None:
        if not isinstance(element.tag, str) or element.tag in _SKIPPED or _is_hidden(element):
            return
        name = element.tag
        if name == "br":
            self.words.append("\n")
            return
        if name == "tr" and self._is_row(element):
            self._row(element, role, tag)
            return
        inner = self._role(element, role)
        is_block = name in _BLOCKS
        if is_block or inner != role:
            self.flush(role, tag)
        inner_tag = name if is_block else tag
        self._inside(element, inner, inner_tag, in_link=in_link or name == "a")
        if is_block or inner != role:
            self.flush(inner, inner_tag)

    def _inside(self, element: html.HtmlElement, role: str, tag: str, *, in_link: bool) -> None:
        self._add(element.text, in_link=in_link, is_pre=tag == "pre")
        for child in element:
            self.visit(child, role, tag, in_link=in_link)
            self._add(child.tail, in_link=in_link, is_pre=tag == "pre")

    def _row(self, element: html.HtmlElement, role: str, tag: str) -> None:
        self.flush(role, tag)
        cells = (" ".join("".join(cell.itertext()).split()) for cell in element)
        self._add(" | ".join(cell for cell in cells if cell), in_link=False, is_pre=False)
        self.flush(role, "tr")

    def _add(self, text: str | None, *, in_link: bool, is_pre: bool) -> None:
        if text:
            words = text if is_pre else re.sub(r"\s+", " ", text)
            self.words.append(words)
            self.linked += len(words.strip()) if in_link else 0

    def flush(self, role: str, tag: str) -> None:
        """Make a block of the words gathered so far; an empty line parts two blocks."""
        joined = "".join(self.words).translate(_DROPPED)
        share = self.linked / max(1, len(joined.strip()))
        self.words.clear()
        self.linked = 0
        for part in _parts(joined):
            self.found.append(Piece(words=part, tag=tag, role=role, linked=min(1.0, share)))

    def _role(self, element: html.HtmlElement, role: str) -> str:
        own = _own_role(element)
        if role in {"boilerplate", "caption"} or not own:
            return role
        if role == "comment":
            is_form = own == "boilerplate" and element.tag != "footer"  # who wrote it stands there
            return "boilerplate" if is_form else "comment"
        length, whole = self.lengths[element], self.lengths[self.root]
        if own == "byline" and element.tag not in {"time", "address"}:
            return own if length < 300 else role
        if element in self.with_headline:
            return role
        is_page = whole > 400 and length > _LARGE * whole
        return role if is_page and own == "boilerplate" else own

    def _is_row(self, element: html.HtmlElement) -> bool:
        """Whether a table's row holds facts and not the page's layout."""
        cells = list(element)
        if not cells or any(cell.tag not in {"td", "th"} for cell in cells):
            return False
        return all(self.lengths[cell] <= 200 and not _has_blocks(cell) for cell in cells)


def _own_role(element: html.HtmlElement) -> str:
    """Return what an element says it is, by its tag, its role or its names."""
    by_tag = _BY_TAG.get(element.tag) or _BY_ROLE.get(element.get("role", ""))
    if by_tag:
        return by_tag
    if element.tag in {"body", "html", "main", "article"}:
        return ""
    if element.get("rel") == "author" or element.get("itemprop") in {"author", "datePublished"}:
        return "byline"
    names = f"{element.get('class', '')} {element.get('id', '')}".lower().split()[:20]
    for role, pattern in _BY_NAME:
        if any(pattern.match(name[:60]) for name in names):
            return role
    return ""


def _is_hidden(element: html.HtmlElement) -> bool:
    return "hidden" in element.attrib or bool(_HIDDEN.search(element.get("style", "").lower()))


def _has_blocks(cell: html.HtmlElement) -> bool:
    return any(
        child.tag in _BLOCKS for child in cell.iterdescendants() if isinstance(child.tag, str)
    )


def _parts(joined: str) -> Iterator[str]:
    words = _LINE_ENDS.sub("\n", _BLANKS.sub(" ", joined))
    for part in re.split(r"\n{2,}", words):
        if part.strip():
            yield part.strip()
