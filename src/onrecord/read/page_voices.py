"""Who speaks in each block of a web page: the page's tags first, then its words."""

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.model import EMBEDDED, Block, Voice
from onrecord.read import voices
from onrecord.read.labels import Label, Labels
from onrecord.read.lines import Line, folded
from onrecord.read.page_piece import Piece

_ROLES = {
    "comment": Voice.COMMENT,
    "boilerplate": Voice.BOILERPLATE,
    "caption": Voice.CAPTION,
    "deck": Voice.TITLE,
    "byline": Voice.BYLINE,
}
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "legend"})
_BYLINE_WORDS = 30
_LINK_WORDS = 150
_LINKS = 0.8  # of a block's characters: beyond this it is a list of links
_ALL_LINKS = 0.95  # of a longer block's
_NOTE_WORDS = 25  # a longer paragraph tells a story in which something was published
_CODE = re.compile(r"<|&(?:amp;)*lt;")
_SAME = 0.6
_PULL_QUOTE = "pull-quote"
_MARKS = re.compile(r"[\s\"“”„«»‘’']+")
_ENDS = (".", "!", "?", "”", "؟", "…")


def blocks(
    content: str, pieces: Sequence[Piece], in_report: Sequence[bool], title: str | None
) -> tuple[Block, ...]:
    """
    Return the blocks of the text made of a page.

    Args:
        content: The text.
        pieces: All that the page shows, in order.
        in_report: Which of them belong to the report (see `page_body`); none if that
            could not be told.
        title: Its headline, where the page or a person tells it.
    """
    lines = _lines(pieces)
    by_tags = _by_tags(pieces, in_report, title)
    # What the tags leave open is left to the words, among the blocks of the main text.
    free = [i for i in range(len(pieces)) if i not in by_tags]
    by_words = voices.voices([lines[i] for i in free], title)
    found: Labels = dict(by_tags)
    has_headings = any(label.rule.startswith("tag-h") for label in by_tags.values())
    for position, i in enumerate(free):
        found[i] = _sure(by_words[position], pieces[i], lines[i], has_headings=has_headings)
    found |= _overruled(lines, found)
    found |= _headings_of_nothing(found)
    return _pulled(content, voices.as_blocks(lines, found))


def _pulled(content: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Mark each pull quote as what the paragraph says that it was taken from."""
    if all(block.rule != _PULL_QUOTE for block in blocks):
        return blocks
    said = {
        block.start: _MARKS.sub("", content[block.start : block.end])
        for block in blocks
        if block.voice is Voice.BODY
    }
    marked: list[Block] = []
    for block in blocks:
        of = None
        if block.rule == _PULL_QUOTE and block.repeats is None:
            words = said[block.start]
            of = next((s for s, all_ in said.items() if s != block.start and words in all_), None)
        marked.append(block if of is None else replace(block, repeats=of))
    return tuple(marked)


def _lines(pieces: Sequence[Piece]) -> list[Line]:
    lines: list[Line] = []
    start = 0
    for number, piece in enumerate(pieces, 1):
        lines.append(Line(start, start + len(piece.words), piece.words[:4_000], number))
        start += len(piece.words) + 2
    return lines


def _by_tags(pieces: Sequence[Piece], in_main: Sequence[bool], title: str | None) -> Labels:
    chosen = [i for i, is_in in enumerate(in_main) if is_in]
    inside = range(chosen[0], chosen[-1] + 1) if chosen else range(len(pieces))
    headline = _headline(pieces, title)
    found: Labels = {}
    for i, piece in enumerate(pieces):
        is_in = in_main[i]
        if piece.role in {"embedded", "framed"}:
            found[i] = _from_elsewhere(piece, is_in=is_in or i in inside)
            continue
        label = _by_tag(piece, in_main=is_in, has_main=bool(chosen))
        if i == headline:
            label = Label(Voice.TITLE, f"tag-{piece.tag}")
        if label is not None:
            found[i] = label
    return found


def _from_elsewhere(piece: Piece, *, is_in: bool) -> Label:
    """A post of somebody else inside a report is quoted there; its code is not."""
    is_code = piece.role == "framed" and _CODE.search(piece.words) is not None
    if is_in and not is_code:
        return Label(Voice.BODY, EMBEDDED)
    return Label(Voice.BOILERPLATE, f"page-{piece.role}")


def _by_tag(piece: Piece, *, in_main: bool, has_main: bool) -> Label | None:
    count = piece.words.count(" ") + 1
    if piece.role == "pulled" and in_main:
        return Label(Voice.BODY, _PULL_QUOTE)
    if piece.role == "byline" and count > _BYLINE_WORDS:
        return None if in_main else Label(Voice.BOILERPLATE, "outside-main-text")
    is_plain = piece.role in {"", "pulled"} or (piece.role == "boilerplate" and piece.linked < 0.5)
    if not (is_plain and (in_main or not piece.role)) and piece.role in _ROLES:
        return Label(_ROLES[piece.role], f"page-{piece.role}")
    if has_main and not in_main:
        return Label(Voice.BOILERPLATE, "outside-main-text")
    if piece.tag in _HEADINGS:
        return Label(Voice.HEADING, f"tag-{piece.tag}")
    are_links = piece.linked > (_LINKS if count <= _LINK_WORDS else _ALL_LINKS)
    if are_links and not piece.words.endswith(_ENDS):
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


def _sure(label: Label, piece: Piece, line: Line, *, has_headings: bool) -> Label:
    """
    Return what holds of a label that words gave where tags tell more.

    Where a page's tags tell headings and titles, words alone make no more of them; that a line
    links to another story is seen from its links, not guessed.
    """
    is_guess = (
        (has_headings and label.voice in {Voice.TITLE, Voice.HEADING})
        or (label.rule == "link-headline" and piece.linked < 0.5)
        or (label.rule == "published-elsewhere" and line.count > _NOTE_WORDS)
    )
    if is_guess:
        return Label(Voice.BODY, "main-text")
    return label._replace(rule="main-text") if label.rule == "rest" else label


def _headings_of_nothing(found: Labels) -> Labels:
    """Headings below the last words of a report head what is no part of it."""
    body = [i for i, label in found.items() if label.voice is Voice.BODY]
    last = max(body, default=len(found))
    return {
        i: Label(Voice.BOILERPLATE, "heading-of-nothing")
        for i, label in found.items()
        if i > last and label.voice is Voice.HEADING
    }


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
