"""Web pages by the thousand, out of web archives: read in bulk, and their readings say so."""

from collections.abc import Mapping, Sequence

from onrecord.kit import apart
from onrecord.kit.decode import charset_of
from onrecord.model import Block, Document, Problem, Severity, Snapshot, Text, Voice
from onrecord.read import metadata, mojibake, page_facts
from onrecord.read.doubt import problem_of
from onrecord.read.guard import MOST_CHARACTERS
from onrecord.read.labels import Label
from onrecord.read.language import language, may_be_in
from onrecord.read.plain import about_decoding, empty, not_text, sample
from onrecord.read.reading import Reading
from onrecord.read.web_page import READER, decode_page

_IN_BULK = ", in bulk"
_TAKEN_APART = "onrecord.read.page_bulk_child:answer"
_TELLING = 500  # characters by which the language is told
_LABELS: Mapping[str, Label] = {
    "body": Label(Voice.BODY, "main-text"),
    "heading": Label(Voice.HEADING, "tag-heading"),
    "headline": Label(Voice.TITLE, "tag-h1"),
    "caption": Label(Voice.CAPTION, "page-caption"),
    "comment": Label(Voice.COMMENT, "page-comment"),
    "outside": Label(Voice.BOILERPLATE, "outside-main-text"),
}


def read_in_bulk(document: Document, snapshot: Snapshot, data: bytes) -> Reading:
    """
    Return a web page's words, read in bulk: several times as fast as trafilatura, and less well.

    What is left out: bylines and notes among the words, the search for a day, a title and a
    writer where no element names them, blocks in another language, entries of live pages, and
    any question about what was found. All that the page shows is in the text all the same.
    """
    problems: list[Problem] = []
    found, why = (None, "") if _is_odd(data) else _asked(data)
    if found is None and not why:
        decoded = decode_page(data, charset_of(snapshot.media_type))
        whole = mojibake.mended(decoded.content)
        problems = [*about_decoding(document, decoded), *mojibake.about(document, whole)]
        if "\x00" in whole.content:
            return Reading(document=document, text=None, problems=(*problems, not_text(document)))
        found, why = _asked(whole.content.encode())
    if found is None:
        message = f"The page is kept but was not read: {why}."
        problems.append(problem_of(document, "too-complex", message, Severity.ERROR))
        return Reading(document=document, text=None, problems=tuple(problems))
    if not found.data:
        return Reading(document=document, text=None, problems=(*problems, empty(document)))
    return _read(document, snapshot, found, problems)


def _is_odd(data: bytes) -> bool:
    """Whether bytes may be no text, or words gone wrong; all others go straight to the parser."""
    return b"\x00" in data or mojibake.may_be_broken(data)


def _asked(markup: bytes) -> tuple[apart.Answer | None, str]:
    """Return what the page's lines are, or why nobody knows; neither if it is not in UTF-8."""
    if len(markup) > MOST_CHARACTERS:
        return None, f"more than {MOST_CHARACTERS:,} bytes"
    try:
        found = apart.asked(_TAKEN_APART, markup)
    except apart.TooHard as error:
        return None, str(error)
    return (found if found.told["is_utf8"] else None), ""


def _read(
    document: Document, snapshot: Snapshot, answer: apart.Answer, problems: list[Problem]
) -> Reading:
    told, content = answer.told, answer.data.decode()
    blocks = _blocks(told["stretches"])
    words = sample(content, blocks)[:_TELLING]
    own = told["language"] if may_be_in(told["language"], words) else None
    tongue = document.told.language or own or language(words)
    found = page_facts.by_elements(document, told["told"])
    problems += [*found.problems, *metadata.about_day(document, found)]
    text = Text(
        snapshot_id=snapshot.id,
        content=content,
        blocks=blocks,
        language=tongue,
        reader=READER + _IN_BULK,
    )
    whence = "html lang" if own else metadata.ITS_WORDS
    completed = metadata.completed(document, found, tongue, whence=whence)
    return Reading(document=completed, text=text, problems=tuple(problems))


def _blocks(stretches: Sequence[tuple[str, int]]) -> tuple[Block, ...]:
    """Return blocks of these kinds and lengths, one behind the other."""
    found: list[Block] = []
    start = 0
    for kind, length in stretches:
        label = _LABELS[kind]
        found.append(Block(start=start, end=start + length, voice=label.voice, rule=label.rule))
        start += length + 2
    return tuple(found)
