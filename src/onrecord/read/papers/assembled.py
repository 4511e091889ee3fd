"""From the pieces of a paper to one text, its blocks and its pages."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from onrecord.model import Block, Document, Snapshot, Text, Voice
from onrecord.read import voices
from onrecord.read.labels import Label, Labels
from onrecord.read.language import language
from onrecord.read.lines import Line
from onrecord.read.plain import sample

_LONG = 4_000  # characters of a paragraph by which its voice is told


class Piece(NamedTuple):
    """
    A paragraph of a paper.

    Attributes:
        kind: What its file or its print says that it is; a key of the labels, or anything
            else where its words shall tell.
        parts: Its words in order, each with its page (None without pages) and what joins it
            to the part before.
    """

    kind: str
    parts: tuple[tuple[int | None, str, str], ...]

    @property
    def words(self) -> str:
        """All of it."""
        return "".join(joint + words for _, joint, words in self.parts)


def text(
    document: Document,
    snapshot: Snapshot,
    pieces: Sequence[Piece],
    labels: Mapping[str, Label],
    reader: str,
) -> Text:
    """
    Return the text made of a paper's pieces, an empty line between each two.

    Args:
        document: The report.
        snapshot: Its bytes.
        pieces: In the order of reading.
        labels: What the kinds of pieces say of their voices.
        reader: Name and version of what read it.
    """
    content = "\n\n".join(piece.words for piece in pieces)
    lines: list[Line] = []
    at = 0
    for number, piece in enumerate(pieces, 1):
        lines.append(Line(at, at + len(piece.words), piece.words[:_LONG], number))
        at += len(piece.words) + 2
    blocks = voices.as_blocks(lines, _labelled(document, pieces, lines, labels))
    return Text(
        snapshot_id=snapshot.id,
        content=content,
        blocks=blocks,
        language=document.told.language or language(sample(content, _sampled(blocks))),
        reader=reader,
        pages=tuple(_pages(pieces)),
    )


def _sampled(blocks: Sequence[Block]) -> Sequence[Block]:
    own = [block for block in blocks if block.voice is not Voice.BOILERPLATE]
    return own or blocks


def _labelled(
    document: Document, pieces: Sequence[Piece], lines: Sequence[Line], labels: Mapping[str, Label]
) -> Labels:
    """Return the voice of each piece: by its kind, else by its words among the others."""
    found: Labels = {i: labels[p.kind] for i, p in enumerate(pieces) if p.kind in labels}
    free = [i for i in range(len(pieces)) if i not in found]
    by_words = voices.voices([lines[i] for i in free], document.told.title)
    has_title = any(label.voice is Voice.TITLE for label in found.values())
    has_headings = any(label.voice is Voice.HEADING for label in found.values())
    for position, i in enumerate(free):
        label = by_words[position]
        is_doubled = (label.voice is Voice.TITLE and has_title) or (
            label.voice is Voice.HEADING and has_headings
        )
        found[i] = Label(Voice.BODY, "paragraph") if is_doubled else label
    return found


def _pages(pieces: Sequence[Piece]) -> list[tuple[int, int]]:
    """Return the runs of pages."""
    found: list[tuple[int, int]] = []
    at = 0
    for piece in pieces:
        for page, joint, words in piece.parts:
            at += len(joint)
            if page is not None and words and (not found or found[-1][1] != page):
                found.append((at, page))
            at += len(words)
        at += 2
    if found:  # what stands before the first word is nowhere else
        found[0] = (0, found[0][1])
    return found
