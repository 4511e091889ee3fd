"""The claim editor: a claim's slots with what may fill them, and the words to pick from."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.model import (
    Claim,
    Count,
    Document,
    Measure,
    Mention,
    Names,
    OnRecordError,
    Outcome,
    Passage,
    Text,
    Voice,
)
from onrecord.workflow.desk import lookup
from onrecord.workflow.desk.cutting import blocks
from onrecord.workflow.desk.document import claims_of
from onrecord.workflow.desk.lookup import Known
from onrecord.workflow.desk.view import View

MENTIONED = ("perpetrators", "places", "times", "sources")  # slots that mentions fill
_REACH = 420  # characters to pick from on either side of a claim's words
_BESIDE = 40  # claims of the document that a claim may be part of
_WORD = re.compile(r"\S+")
_MARKS = "\"'“”‘’«»()[]{}<>.,;:!?…؟،؛—–"


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """
    A word that can be picked, or the marks beside one.

    Attributes:
        start, end: Code points into the text.
        words: What stands there.
        gap: The white space before it, as one blank; empty where none is.
        is_claimed: It is among the claim's own words.
    """

    start: int
    end: int
    words: str
    gap: str
    is_claimed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """
    A mention that fills a slot, with what else it may mean; an empty row is there to be filled.

    Attributes:
        number: Its place in the slot, from 0.
        mention: What fills it; None for the empty row.
        meant: What it is taken to mean; None if nothing known fits.
        choices: What it may mean, the likeliest first.
    """

    number: int
    mention: Mention | None = None
    meant: Known | None = None
    choices: tuple[Known, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Editor:
    """
    A claim being corrected or added.

    Attributes:
        document: The document that it is of.
        claim: As it stands; for a new one, an empty claim at the picked words.
        is_new: Whether it is to be added.
        words: The words around it, in their order.
        rows: By slot, the mentions that fill it and an empty one.
        beside: The nearest claims of the document, for "part of" and "says again".
    """

    document: Document
    claim: Claim
    is_new: bool
    words: tuple[Word, ...]
    rows: Mapping[str, tuple[Row, ...]]
    beside: tuple[Claim, ...]


def correcting(now: View, names: Names, claim: Claim) -> Editor:
    """Return an editor of a claim that is there."""
    document = now.record.documents.get(claim.document, Document(name=claim.document))
    return _editor(now, names, document, claim, is_new=False)


def adding(now: View, names: Names, document: Document, start: int, end: int) -> Editor:
    """
    Return an editor of a claim that is to be added at some words of a text.

    Raises:
        OnRecordError: No words stand there.
    """
    text = now.record.text_of(document.name)
    exact = text.words(start, end) if text else ""
    if text is None or not exact.strip() or not 0 <= start < end <= len(text.content):
        raise OnRecordError(f"no words stand at {start} to {end} of {document.name}")
    start, end = start + len(exact) - len(exact.lstrip()), start + len(exact.rstrip())
    claim = Claim(
        document=document.name,
        passage=Passage(
            snapshot_id=text.snapshot_id, start=start, end=end, exact=text.words(start, end)
        ),
        measure=Measure.PEOPLE,
        outcome=Outcome.KILLED,
        count=Count(),
        voice=next((b.voice for b in blocks(text) if b.start <= start < b.end), Voice.BODY),
    )
    return _editor(now, names, document, claim, is_new=True)


def _editor(now: View, names: Names, document: Document, claim: Claim, *, is_new: bool) -> Editor:
    text = now.record.text_of(document.name)
    beside = (one for one in claims_of(now, document).values() if one.id != claim.id)
    near = sorted(beside, key=lambda one: abs(one.passage.start - claim.passage.start))
    return Editor(
        document=document,
        claim=claim,
        is_new=is_new,
        words=tuple(_words(text, claim.passage)) if text else (),
        rows={slot: tuple(_rows(now, names, getattr(claim, slot))) for slot in MENTIONED},
        beside=tuple(near[:_BESIDE]),
    )


def _rows(now: View, names: Names, mentions: Sequence[Mention]) -> Iterator[Row]:
    for number, mention in enumerate(mentions):
        known = (lookup.described(now.record, names, one.id, one.why) for one in mention.candidates)
        choices = tuple(one for one in known if one is not None)
        meant = next((one for one in choices if one.id == mention.best), None)
        yield Row(number=number, mention=mention, meant=meant, choices=choices)
    yield Row(number=len(mentions))


def _words(text: Text, at: Passage) -> Iterator[Word]:
    """Yield the words of a claim's paragraph, as far as the eye goes."""
    block = next((b for b in blocks(text) if b.start <= at.start < b.end), None)
    low, high = (block.start, max(block.end, at.end)) if block else (at.start, at.end)
    low, high = max(low, at.start - _REACH), min(high, at.end + _REACH)
    last = low
    for match in _WORD.finditer(text.content, low, high):
        for start, end in _apart(match[0], match.start()):
            yield Word(
                start=start,
                end=end,
                words=text.content[start:end],
                gap=" " if start > last > low else "",
                is_claimed=start < at.end and end > at.start,
            )
            last = end


def _apart(token: str, start: int) -> Iterator[tuple[int, int]]:
    """Yield a word without the marks around it, and those by themselves."""
    core = token.strip(_MARKS)
    if not core:
        yield start, start + len(token)
        return
    before = len(token) - len(token.lstrip(_MARKS))
    spans = ((0, before), (before, before + len(core)), (before + len(core), len(token)))
    yield from ((start + a, start + b) for a, b in spans if b > a)
