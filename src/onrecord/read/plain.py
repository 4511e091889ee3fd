"""Plain text: the text is the file."""

from collections.abc import Sequence

from onrecord.kit.decode import Decoded, charset_of, decode
from onrecord.model import Block, Document, Problem, Severity, Snapshot, Text, Voice
from onrecord.read import corrections, entries, metadata, mojibake, other_language
from onrecord.read.language import language
from onrecord.read.lines import lines
from onrecord.read.reading import Reading
from onrecord.read.voices import blocks

READER = "plain 2"
_TELLING = frozenset({Voice.BODY, Voice.TITLE, Voice.HEADING, Voice.CAPTION})
_SAMPLE = 4_000  # characters by which the language is told


def read_plain(document: Document, snapshot: Snapshot, data: bytes) -> Reading:
    """Return a plain-text file as it stands, its lines labelled."""
    decoded = decode(data, charset_of(snapshot.media_type))
    whole = mojibake.mended(decoded.content)
    content = whole.content
    problems = [*about_decoding(document, decoded), *mojibake.about(document, whole)]
    if "\x00" in content:
        return Reading(document=document, text=None, problems=(*problems, not_text(document)))
    found = blocks(lines(content), document.told.title)
    if not found:
        return Reading(document=document, text=None, problems=(*problems, empty(document)))
    tongue = document.told.language or language(sample(content, found))
    told = metadata.in_plain_text(document, content, found)
    problems += [*told.problems, *metadata.about_day(document, told)]
    problems += corrections.candidates(document, content, found)
    found = entries.dated(content, found, told.day(document), is_last=told.is_last_change)
    found = other_language.with_languages(content, found, tongue)
    problems += other_language.questions(document, content, found)
    text = Text(
        snapshot_id=snapshot.id, content=content, blocks=found, language=tongue, reader=READER
    )
    completed = metadata.completed(document, told, tongue)
    return Reading(document=completed, text=text, problems=tuple(problems))


def sample(content: str, found: Sequence[Block]) -> str:
    """Return enough of a text's own words to tell its language; menus may be in another."""
    words: list[str] = []
    left = _SAMPLE
    for block in [b for b in found if b.voice in _TELLING] or found:
        words.append(content[block.start : min(block.end, block.start + left)])
        left -= len(words[-1])
        if left <= 0:
            break
    return "\n".join(words)


def about_decoding(document: Document, decoded: Decoded) -> list[Problem]:
    """Return what was doubtful about a file's encoding."""
    if decoded.is_guessed:
        message = (
            f"The file is not UTF-8; it was read as {decoded.encoding}. Check names with accents."
        )
        return [_warning(document, "encoding-guessed", message)]
    if decoded.damaged:
        message = (
            f"{decoded.damaged:,} characters could not be read as {decoded.encoding.upper()} and "
            f"are shown as � (the first at byte {decoded.first_damage:,}). "
            "The file itself is kept unchanged."
        )
        return [_warning(document, "encoding-damaged", message)]
    return []


def not_text(document: Document) -> Problem:
    """Return the Problem of a file that is no text."""
    return Problem(
        code="not-text",
        message="This file holds binary data, not text.",
        where=document.name,
        severity=Severity.ERROR,
    )


def empty(document: Document) -> Problem:
    """Return the Problem of a file without a word."""
    return _warning(document, "empty-document", "There are no words in this file.")


def _warning(document: Document, code: str, message: str) -> Problem:
    return Problem(code=code, message=message, where=document.name, severity=Severity.WARNING)
