"""A web page: its words block by block, each with a voice, and what it says of itself."""

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.kit import apart
from onrecord.kit.decode import Decoded, as_named, charset_of, decode
from onrecord.model import Block, Document, Problem, Severity, Snapshot, Text, Voice
from onrecord.read import (
    corrections,
    entries,
    metadata,
    mojibake,
    other_language,
    page_facts,
    page_piece,
    page_voices,
)
from onrecord.read.doubt import problem_of
from onrecord.read.guard import shown, too_complex, visible_characters
from onrecord.read.language import language
from onrecord.read.plain import about_decoding, empty, not_text, sample
from onrecord.read.reading import Reading

READER = "html 4"
_CAREFUL = ", with care"
_TAKEN_APART = "onrecord.read.page_child:answer"
_CHARSET = re.compile(rb"""charset\s*=\s*["']?([\w\-:.]{2,30})""", re.IGNORECASE)
_LOOKED_AT = 4096  # bytes in which a page names its encoding
_LITTLE = 1_500  # characters of a page that need not have a main text
_SHARE_OF_BODY = 0.08
_SHARE_KEPT = 0.6
# Of 181 public pages 17 in 100 agree less, and 10 of the 14 that were read badly are among them.
_AGREED = 0.8


def read_page(
    document: Document, snapshot: Snapshot, data: bytes, *, careful: bool = False
) -> Reading:
    """Return a web page's words; nothing that a reader sees is left out, and nothing fetched."""
    decoded = decode_page(data, charset_of(snapshot.media_type))
    whole = mojibake.mended(decoded.content)
    problems = [*about_decoding(document, decoded), *mojibake.about(document, whole)]
    if "\x00" in whole.content:
        return Reading(document=document, text=None, problems=(*problems, not_text(document)))
    answer = _asked(whole.content, careful=careful)
    if isinstance(answer, str):
        message = f"The page is kept but was not read: {answer}."
        problem = problem_of(document, "too-complex", message, Severity.ERROR)
        return Reading(document=_untouched(document), text=None, problems=(*problems, problem))
    if not answer.told["pieces"]:
        return Reading(document=document, text=None, problems=(*problems, empty(document)))
    reading = _read(document, snapshot, whole.content, answer, problems)
    if careful and reading.text is not None:
        text = replace(reading.text, reader=READER + _CAREFUL)
        return replace(reading, text=text)
    return reading


def _asked(markup: str, *, careful: bool) -> apart.Answer | str:
    """Return what the process that takes pages apart says of one; else why it says nothing."""
    why = too_complex(markup)
    if why is not None:
        return why
    try:
        return apart.asked(_TAKEN_APART, markup.encode(), {"careful": careful})
    except apart.TooHard as error:
        return str(error)


def _untouched(document: Document) -> Document:
    return metadata.completed(document, metadata.Found(), None)


def _read(
    document: Document,
    snapshot: Snapshot,
    markup: str,
    found_apart: apart.Answer,
    problems: list[Problem],
) -> Reading:
    answer, content = found_apart.told, found_apart.data.decode("utf-8", "surrogatepass")
    pieces = page_piece.told_apart(content, answer["pieces"])
    told: dict[str, dict[str, str]] = answer["told"]
    title = document.told.title or page_facts.title(told)
    blocks = page_voices.blocks(content, pieces, answer["in_report"], title)
    tongue = document.told.language or language(sample(content, blocks))
    found = page_facts.found(document, told, content, blocks)
    problems = [*problems, *found.problems, *metadata.about_day(document, found)]
    problems += _lost(document, markup, shown(content), blocks, answer["seen"])
    problems += _doubtful(document, blocks, answer["agreement"])
    problems += corrections.candidates(document, content, blocks)
    blocks = entries.dated(
        content,
        blocks,
        found.day(document),
        is_last=found.is_last_change,
        told=told.get("entries"),
    )
    blocks = other_language.with_languages(content, blocks, tongue)
    problems += other_language.questions(document, content, blocks)
    text = Text(
        snapshot_id=snapshot.id, content=content, blocks=blocks, language=tongue, reader=READER
    )
    completed = metadata.completed(document, found, tongue)
    return Reading(document=completed, text=text, problems=tuple(problems))


# -- Encoding ----------------------------------------------------------------------------------


def decode_page(data: bytes, charset: str = "") -> Decoded:
    """
    Return a page as text: by its mark, as UTF-8 if it is, else as the page says.

    What its server said comes after what the page says of itself, unlike in a browser: a
    server often says the same of all its pages, and a saved page has lost its server's word.

    Args:
        data: The page.
        charset: What its server said; "" if nothing.

    >>> decode_page('<meta charset="windows-1256"><p>حلب'.encode("cp1256")).encoding
    'cp1256'
    """
    decoded = decode(data)
    if not decoded.is_guessed:
        return decoded
    named = _CHARSET.search(data[:_LOOKED_AT])
    own = named[1].decode("ascii", "replace") if named else ""
    return as_named(data, own) or as_named(data, charset) or decoded


# -- What may have been lost -------------------------------------------------------------------


def _lost(
    document: Document,
    markup: str,
    kept: int,
    blocks: Sequence[Block],
    seen: int,
) -> list[Problem]:
    """Return a warning if the parser lost words, or if hardly any are taken for the report."""
    # Where another parser found no more either, the page need not be counted without one.
    is_little = kept < _SHARE_KEPT * min(seen, len(markup))
    visible = visible_characters(markup) if is_little else kept
    if visible > _LITTLE and kept < _SHARE_KEPT * visible:
        message = f"Of about {visible:,} characters on the page only {kept:,} could be read."
        return [problem_of(document, "extraction-incomplete", message, Severity.WARNING)]
    body = sum(block.end - block.start for block in blocks if block.voice is Voice.BODY)
    if kept > _LITTLE and body < _SHARE_OF_BODY * kept:
        message = (
            f"Of {kept:,} characters on the page only {body:,} look like the report itself; "
            "the rest is labelled as menus, links or comments."
        )
        return [problem_of(document, "extraction-incomplete", message, Severity.WARNING)]
    return []


def _doubtful(document: Document, blocks: Sequence[Block], agreement: float) -> list[Problem]:
    """Return a question if two ways of finding the report differ on which words it has."""
    body = sum(block.end - block.start for block in blocks if block.voice is Voice.BODY)
    if agreement >= _AGREED or body < _LITTLE / 3:
        return []
    message = (
        f"Two ways of finding the report on this page share only {agreement:.0%} of the words "
        "that either takes for it. Look at what is labelled as its body, and at what is not."
    )
    return [problem_of(document, "extraction-doubtful", message)]
