"""The part of reading a Word document that runs in a process of its own."""

import io
from collections.abc import Iterator
from typing import Any

from onrecord.kit import zips

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MOST_PIECES = 200_000
_MOST_CELL = 20_000
_PROPERTIES = ("title", "author", "last_modified_by", "created", "modified", "language")


def answer(data: bytes, _: Any) -> dict[str, object]:
    """
    Return a document's pieces in order, what it says of itself, and how much was changed in it.

    Args:
        data: A DOCX.
    """
    why = zips.why_not(data)
    if why:
        return {"refused": why}
    import docx  # noqa: PLC0415 - only the child parses

    opened = docx.Document(io.BytesIO(data))
    body = opened.element.body
    walk = _Walk(opened, _notes(opened))
    pieces = list(walk.pieces(body))
    pieces += walk.notes_of(body)
    pieces += [["comment", words] for words in _comments(opened)]
    pieces = [piece for piece in [*_edges(opened), *pieces] if piece[1]][:_MOST_PIECES]
    told = _told(opened)
    inserted = sum(1 for _ in body.iter(f"{_W}ins"))
    deleted = sum(1 for _ in body.iter(f"{_W}del"))
    changes = f"{inserted} inserted, {deleted} deleted" if inserted or deleted else ""
    return {"pieces": pieces, "told": told, "changes": changes}


def _told(opened: Any) -> dict[str, str]:
    """Return a file's own properties; of one without any the library would make some up."""
    from docx.opc.constants import RELATIONSHIP_TYPE  # noqa: PLC0415 - only the child parses

    kinds = {relation.reltype for relation in opened.part.package.rels.values()}
    if RELATIONSHIP_TYPE.CORE_PROPERTIES not in kinds:
        return {}
    own = opened.core_properties
    return {name: str(value) for name in _PROPERTIES if (value := getattr(own, name, None))}


class _Walk:
    """The document's body in order; footnotes are gathered where they are called."""

    def __init__(self, opened: Any, notes: dict[tuple[str, str], str]) -> None:
        self._styles = {s.style_id: (s.name or "").lower() for s in opened.styles}
        self._notes = notes

    def pieces(self, around: Any) -> Iterator[list[str]]:
        for element in around:
            if element.tag == f"{_W}p":
                yield from self._paragraph(element)
            elif element.tag == f"{_W}tbl":
                yield from self._table(element)
            elif element.tag in {f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"}:
                yield from self.pieces(element)

    def _paragraph(self, paragraph: Any) -> Iterator[list[str]]:
        words = " ".join(_words(paragraph).split())
        if words:
            yield [self._kind(paragraph), words]
        gone = " ".join("".join(t.text or "" for t in paragraph.iter(f"{_W}delText")).split())
        if gone:
            yield ["deleted", gone]
        for box in paragraph.iter(f"{_W}txbxContent"):
            if _is_first(box):
                yield from self.pieces(box)

    def _kind(self, paragraph: Any) -> str:
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        name = self._styles.get(style.get(f"{_W}val"), "") if style is not None else ""
        if name == "title":
            return "title"
        if name.startswith(("heading", "subtitle", "toc heading")):
            return "heading"
        if name == "caption":
            return "caption"
        is_listed = paragraph.find(f"{_W}pPr/{_W}numPr") is not None or name.startswith("list")
        return "item" if is_listed else "paragraph"

    def _table(self, table: Any) -> Iterator[list[str]]:
        for row in table.iter(f"{_W}tr"):
            if next(row.iterancestors(f"{_W}tbl")) is not table:
                continue
            cells = [
                " ".join(" ".join(_words(p).split()) for p in cell.iter(f"{_W}p"))
                for cell in row.iterchildren(f"{_W}tc")
            ]
            words = " | ".join(cell.strip()[:_MOST_CELL] for cell in cells if cell.strip())
            if words:
                yield ["row", words]

    def notes_of(self, body: Any) -> Iterator[list[str]]:
        for kind in ("footnote", "endnote"):
            for called in body.iter(f"{_W}{kind}Reference"):
                words = self._notes.get((kind, called.get(f"{_W}id") or ""), "")
                if words:
                    yield ["note", words]


def _words(paragraph: Any) -> str:
    """Return a paragraph's words: inserted ones too, deleted ones not, text boxes apart."""
    found: list[str] = []
    for element in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}noBreakHyphen"):
        if next(element.iterancestors(f"{_W}p"), None) is not paragraph:
            continue
        if element.tag == f"{_W}t":
            found.append(element.text or "")
        else:
            found.append("-" if element.tag.endswith("noBreakHyphen") else " ")
    return "".join(found)


def _is_first(box: Any) -> bool:
    """A text box is written twice, for old and new programs; the second is the fallback."""
    return not any("Fallback" in str(outer.tag) for outer in box.iterancestors())


def _related(opened: Any, ends: str) -> Any:
    """Return the tree of a part that lies in the file; a link to elsewhere is not followed."""
    from lxml import etree  # noqa: PLC0415 - only the child parses

    for relation in opened.part.rels.values():
        if relation.reltype.endswith(ends) and not relation.is_external:
            parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
            return etree.fromstring(relation.target_part.blob, parser)
    return None


def _notes(opened: Any) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for kind in ("footnote", "endnote"):
        tree = _related(opened, f"/{kind}s")
        for note in tree.iter(f"{_W}{kind}") if tree is not None else ():
            words = " ".join(" ".join(_words(p).split()) for p in note.iter(f"{_W}p")).strip()
            found[kind, note.get(f"{_W}id") or ""] = words
    return found


def _comments(opened: Any) -> Iterator[str]:
    tree = _related(opened, "/comments")
    for comment in tree.iter(f"{_W}comment") if tree is not None else ():
        words = " ".join(" ".join(_words(p).split()) for p in comment.iter(f"{_W}p")).strip()
        author = (comment.get(f"{_W}author") or "").strip()
        if words:
            yield f"{author}: {words}" if author else words


def _edges(opened: Any) -> Iterator[list[str]]:
    seen: set[str] = set()
    for section in list(opened.sections)[:20]:
        for kind, part in (("page-head", section.header), ("page-foot", section.footer)):
            words = " ".join(" ".join(p.text.split()) for p in part.paragraphs).strip()
            if words and words not in seen:
                seen.add(words)
                yield [kind, words]
