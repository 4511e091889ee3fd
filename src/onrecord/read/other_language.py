"""Blocks in another language than their text: an Arabic statement in an English report."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from onrecord.model import Block, Document, Problem, Severity, Voice
from onrecord.read.language import language, languages, most_in

_LOOKED_AT = frozenset({Voice.BODY, Voice.TITLE, Voice.HEADING, Voice.CAPTION, Voice.COMMENT})
_TELLING = frozenset({Voice.BODY, Voice.TITLE, Voice.HEADING})
_FEWEST_LETTERS = 12  # of another script: letters alone tell
_FEWEST_LATIN = 50  # so many languages are written in it that fewer letters are no language
_LONG = 160  # letters of the same script: fewer words are too often taken for another language
_BEGINNING = 600
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
    own = most_in(content[: 4 * _MOST])[0]
    found: dict[int, str] = {}
    alike: dict[int, str] = {}
    for i, block in enumerate(blocks):
        if block.voice in _LOOKED_AT:
            words = content[block.start : min(block.end, block.start + _MOST)]
            script = _mostly(words, own)
            if script == own:
                alike[i] = words
            elif script and (other := language(words)) not in {None, text}:
                found[i] = str(other)
    found |= _others(alike, text)
    return tuple(
        replace(block, language=found[i]) if i in found else block for i, block in enumerate(blocks)
    )


def _mostly(words: str, own: str) -> str:
    """Return the script of a block that has enough letters of it to be looked at; else nothing."""
    if len(words) < _FEWEST_LETTERS:
        return ""
    script, most, many = most_in(words)
    fewest = _LONG if script == own else _FEWEST_LATIN if script == "LATIN" else _FEWEST_LETTERS
    return script if many >= fewest and most >= _MOSTLY * many else ""


def _others(alike: Mapping[int, str], text: str) -> dict[int, str]:
    """Return the blocks in the text's script that are in another language, and in which."""
    beginnings = languages([words[:_BEGINNING] for words in alike.values()])
    # Nearly all begin as the text is, and no half of such a block is in another language.
    left = [i for i, begins in zip(alike, beginnings, strict=True) if begins != text]
    halves = languages([half for i in left for half in _halves(alike[i])])
    wholes = languages([alike[i] for i in left])
    each = zip(left, wholes, halves[::2], halves[1::2], strict=True)
    return {
        i: other for i, other, *both in each if other not in {None, text} and both == 2 * [other]
    }


def _halves(words: str) -> tuple[str, str]:
    middle = words.rfind(" ", 0, len(words) // 2)
    return words[:middle], words[middle:]


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
