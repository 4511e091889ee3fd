"""Blocks in another language than their text: an Arabic statement in an English report."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from onrecord.model import Block, Document, Problem, Severity, Voice
from onrecord.read.language import language, scripts

_LOOKED_AT = frozenset({Voice.BODY, Voice.TITLE, Voice.HEADING, Voice.CAPTION, Voice.COMMENT})
_TELLING = frozenset({Voice.BODY, Voice.TITLE, Voice.HEADING})
_FEWEST_LETTERS = 12  # of another script: letters alone tell
_FEWEST_LATIN = 50  # so many languages are written in it that fewer letters are no language
_LONG = 160  # letters of the same script: fewer words are too often taken for another language
_MOSTLY = 0.6
_MOST = 4_000  # characters of a block
_SHOWN = 80
_NAMES = {
    "ar": "Arabic", "en": "English", "fr": "French", "ru": "Russian", "uk": "Ukrainian",
    "he": "Hebrew", "fa": "Persian", "tr": "Turkish", "es": "Spanish", "ku": "Kurdish",
}  # fmt: skip


def with_languages(content: str, blocks: Sequence[Block], text: str | None) -> tuple[Block, ...]:
    """
    Return blocks, each that is in another language than the text with that language.

    Another script tells by its letters, however short the block. Within one script a block has
    to be long, and both of its halves have to be in that language: short sentences with many
    foreign names look like anything.

    Args:
        content: The text.
        blocks: Its blocks.
        text: The language of the text; None if that is not known, and then of no block.
    """
    if text is None:
        return tuple(blocks)
    own = _script(scripts(content[: 4 * _MOST]))
    found = (
        _other(content[block.start : min(block.end, block.start + _MOST)], text, own)
        if block.voice in _LOOKED_AT
        else None
        for block in blocks
    )
    return tuple(
        replace(block, language=other) if other else block
        for block, other in zip(blocks, found, strict=True)
    )


def _script(letters: Counter[str]) -> str:
    return letters.most_common(1)[0][0] if letters else ""


def _other(words: str, text: str, own: str) -> str | None:
    letters = scripts(words)
    script, many = _script(letters), letters.total()
    if many < _FEWEST_LETTERS or letters[script] < _MOSTLY * many:
        return None
    fewest = _LONG if script == own else _FEWEST_LATIN if script == "LATIN" else 0
    if many < fewest:
        return None
    found = language(words)
    if found == text:
        return None  # as nearly all are: their halves need not be looked at
    if script != own:
        return found
    middle = words.rfind(" ", 0, len(words) // 2)
    halves = {language(words[:middle]), language(words[middle:])}
    return found if halves == {found} else None


def questions(document: Document, content: str, blocks: Sequence[Block]) -> list[Problem]:
    """Return a question where running text is in another language than the report."""
    by_language: dict[str, list[Block]] = {}
    for block in blocks:
        if block.language is not None and block.voice in _TELLING:
            by_language.setdefault(block.language, []).append(block)
    return [
        _question(document, content, name, found) for name, found in sorted(by_language.items())
    ]


def _question(document: Document, content: str, name: str, found: Sequence[Block]) -> Problem:
    first = found[0]
    line = content.count("\n", 0, first.start) + 1
    words = " ".join(content[first.start : first.end].split())
    shown = words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1].rstrip()}…"
    several = f"{len(found)} paragraphs are" if len(found) > 1 else "A paragraph is"
    return Problem(
        code="other-language",
        message=f"{several} in {_NAMES.get(name, f'another language ({name})')}, which the rest "
        f"of this report is not (line {line}: “{shown}”). A person who reads it should look.",
        where=document.name,
        severity=Severity.QUESTION,
    )
