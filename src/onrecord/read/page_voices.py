"""Who speaks in each block of a web page: the page's tags first, then its words."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from onrecord.model import Block, Voice
from onrecord.read import voices
from onrecord.read.labels import Label, Labels
from onrecord.read.lines import Line, folded

_ROLES = {
    "comment": Voice.COMMENT,
    "boilerplate": Voice.BOILERPLATE,
    "caption": Voice.CAPTION,
    "deck": Voice.TITLE,
    "byline": Voice.BYLINE,
}
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "legend"})
_SQUEEZED = re.compile(r"[\s|\u200b\ufeff\xad\-•]+")
_SHORT = 25  # characters: so few may stand in the main text by chance
_MOST_SEARCHED = 2_000_000_000  # characters looked through for blocks of one page
_BYLINE_WORDS = 30
_LINK_WORDS = 35
_SAME = 0.6


class Piece(NamedTuple):
    """A block of a page: its words, element, role and share of links (see `page_text`)."""

    words: str
    tag: str
    role: str
    linked: float


def blocks(pieces: Sequence[Piece], main: str, title: str | None) -> tuple[str, tuple[Block, ...]]:
    """
    Return the text made of a page and its blocks.

    Args:
        pieces: All that the page shows, in order.
        main: What looks like its main text; empty if nothing does.
        title: Its headline, where the page or a person tells it.
    """
    content = "\n\n".join(piece.words for piece in pieces)
    lines = _lines(pieces)
    by_tags = _by_tags(pieces, main, title)
    # What the tags leave open is left to the words, among the blocks of the main text.
    free = [i for i in range(len(pieces)) if i not in by_tags]
    by_words = voices.voices([lines[i] for i in free], title)
    found: Labels = dict(by_tags)
    has_headings = any(label.rule.startswith("tag-h") for label in by_tags.values())
    for position, i in enumerate(free):
        found[i] = _sure(by_words[position], has_headings=has_headings)
    found |= _overruled(lines, found)
    return content, voices.as_blocks(lines, found)


def _lines(pieces: Sequence[Piece]) -> list[Line]:
    lines: list[Line] = []
    start = 0
    for number, piece in enumerate(pieces, 1):
        lines.append(Line(start, start + len(piece.words), piece.words[:4_000], number))
        start += len(piece.words) + 2
    return lines


def _by_tags(pieces: Sequence[Piece], main: str, title: str | None) -> Labels:
    in_main = _in_main(pieces, main)
    headline = _headline(pieces, title)
    found: Labels = {}
    for i, piece in enumerate(pieces):
        label = _by_tag(piece, in_main=in_main[i], has_main=bool(main))
        if i == headline:
            label = Label(Voice.TITLE, f"tag-{piece.tag}")
        if label is not None:
            found[i] = label
    return found


def _by_tag(piece: Piece, *, in_main: bool, has_main: bool) -> Label | None:
    count = len(piece.words.split())
    if piece.role == "byline" and count > _BYLINE_WORDS:
        return None if in_main else Label(Voice.BOILERPLATE, "outside-main-text")
    if piece.role and not (piece.role == "boilerplate" and in_main and piece.linked < 0.5):
        return Label(_ROLES[piece.role], f"page-{piece.role}")
    if has_main and not in_main:
        return Label(Voice.BOILERPLATE, "outside-main-text")
    if piece.tag in _HEADINGS:
        return Label(Voice.HEADING, f"tag-{piece.tag}")
    if piece.linked > 0.9 and count <= _LINK_WORDS and not piece.words.endswith((".", "”", "؟")):
        return Label(Voice.BOILERPLATE, "link-alone")
    return None


def _headline(pieces: Sequence[Piece], title: str | None) -> int | None:
    """Return which piece is the headline: a heading that says the known title, or the first h1."""
    headings = [i for i, piece in enumerate(pieces) if piece.tag in _HEADINGS]
    if title:
        alike = [(_alike(pieces[i].words, title), -i) for i in headings]
        best = max(alike, default=(0.0, 0))
        if best[0] >= _SAME:
            return -best[1]
    return next((i for i in headings if pieces[i].tag == "h1" and not pieces[i].role), None)


def _alike(words: str, title: str) -> float:
    mine, theirs = set(folded(words).split()), set(folded(title).split())
    return len(mine & theirs) / max(1, len(mine))


def _squeezed(words: str) -> str:
    return _SQUEEZED.sub("", words)


def _in_main(pieces: Sequence[Piece], main: str) -> list[bool]:
    """Return for each piece whether the main text has it, white space aside."""
    whole = _squeezed(main)
    by_line = {_squeezed(line) for line in main.split("\n")}
    budget = _MOST_SEARCHED  # a page of very many blocks must not take hours
    found: list[bool] = []
    for piece in pieces:
        short = _squeezed(piece.words)
        is_in = short in by_line
        if not is_in and len(short) >= _SHORT and budget > 0:
            budget -= len(whole)
            is_in = short in whole
        found.append(is_in)
    return found


def _sure(label: Label, *, has_headings: bool) -> Label:
    """Where a page's tags tell headings and titles, words alone make no more of them."""
    if has_headings and label.voice in {Voice.TITLE, Voice.HEADING}:
        return Label(Voice.BODY, "main-text")
    return label._replace(rule="main-text") if label.rule == "rest" else label


def _overruled(lines: Sequence[Line], found: Labels) -> Labels:
    """Outside the main text and among comments, some words still tell more than the tags."""
    body = [i for i, label in found.items() if label.voice is Voice.BODY]
    first, last = (min(body), max(body)) if body else (0, 0)
    changed: Labels = {}
    for i, label in found.items():
        if label.voice is Voice.COMMENT:
            cue = voices.cue_anywhere(lines[i]) or voices.cue_below(lines[i])
            if cue is not None and cue.voice is Voice.BOILERPLATE:
                changed[i] = cue
        elif label.rule == "outside-main-text" and first - 6 <= i <= last + 2:
            cue = voices.cue_anywhere(lines[i]) or voices.cue_at_edge(lines[i])
            if cue is not None and cue.voice in {Voice.NOTE, Voice.BYLINE, Voice.CAPTION}:
                changed[i] = cue
    return changed
