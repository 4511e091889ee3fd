"""Finding words in the documents' texts, by every name that a place or an actor goes by."""

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.model import Document
from onrecord.store import Hit
from onrecord.workflow.desk.desk import Desk
from onrecord.workflow.desk.exploring.words import same_names
from onrecord.workflow.desk.view import View


@dataclass(frozen=True, slots=True, kw_only=True)
class TextFound:
    """
    A document in whose text the words stand.

    Attributes:
        document: The document.
        start, end: Where the first of them stands.
        runs: The words of the text there, and whether each run of them is what was found.
        claims: How many claims were read from it.
    """

    document: Document
    start: int
    end: int
    runs: tuple[tuple[str, bool], ...]
    claims: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TextsFound:
    """What a search found: documents, the best first, and whether there are more."""

    hits: tuple[TextFound, ...]
    has_more: bool


def search(desk: Desk, view: View, words: str, *, limit: int = 20, offset: int = 0) -> TextsFound:
    """
    Return the documents in whose text words stand.

    All words must be there; "words in quotation marks" as they stand; a word before `*` may
    go on. A name of a place or an actor finds its other names too, in any script.

    Args:
        desk: The record, held open.
        view: As it is now.
        words: As typed.
        limit: How many documents.
        offset: How many better ones are passed over.
    """
    found = desk.search(words, limit=limit + 1, offset=offset, names=same_names(view))
    hits = (_found(view, hit) for hit in found[:limit])
    return TextsFound(hits=tuple(h for h in hits if h is not None), has_more=len(found) > limit)


def _found(view: View, hit: Hit) -> TextFound | None:
    document = view.record.documents.get(hit.document)
    if document is None:
        return None
    return TextFound(
        document=document,
        start=hit.start,
        end=hit.end,
        runs=tuple(_runs(hit)),
        claims=len(view.index.claims_in.get(document.name, ())),
    )


def _runs(hit: Hit) -> Iterator[tuple[str, bool]]:
    at = 0
    for start, end in sorted(hit.marks):
        first, last = max(at, start - hit.snippet_start), end - hit.snippet_start
        if last <= first:
            continue
        if first > at:
            yield hit.snippet[at:first], False
        yield hit.snippet[first:last], True
        at = last
    if at < len(hit.snippet):
        yield hit.snippet[at:], False
