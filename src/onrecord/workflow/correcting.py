"""A claim as a person picked it, with its words looked up as a reader's would be."""

from collections.abc import Sequence
from dataclasses import replace

from onrecord import resolve, review
from onrecord.model import (
    Actor,
    Claim,
    Document,
    Named,
    Names,
    OnRecordError,
    Place,
    Record,
    Text,
)
from onrecord.review import Picked
from onrecord.workflow import choosing, engines
from onrecord.workflow.choosing import About, Asked
from onrecord.workflow.finding import finds

_AROUND = 4_000  # characters on either side of a claim in which names and times are looked for
_NAMED = ("places", "perpetrators", "sources")


def correct(claim_id: str, picked: Picked) -> Asked:
    """
    Ask that some slots of a claim be filled by what a person picked.

    Args:
        claim_id: The claim.
        picked: By slot, what was picked (`review.pick`): words of the text as `START:END`,
            what was there as `keep:N`, ids as `@ID`, codes, numbers, dates.
    """

    def about(record: Record) -> About:
        return choosing.correct(claim_id, corrected(record, claim_id, picked))(record)

    return about


def add(document: str, picked: Picked) -> Asked:
    """
    Ask that a claim be there which no reader found.

    Args:
        document: The document's name.
        picked: As for `correct`; `words` and `outcome` must be among it.
    """

    def about(record: Record) -> About:
        return choosing.add(added(record, document, picked))(record)

    return about


def corrected(record: Record, claim_id: str, picked: Picked) -> Claim:
    """
    Return a claim as it would be with some slots filled otherwise.

    Raises:
        OnRecordError: There is no such claim.
        Unfit: Something picked makes no claim.
    """
    claim = record.claims.get(claim_id)
    if claim is None:
        raise OnRecordError(f"no claim of {record.name} is called {claim_id}")
    made = review.corrected(claim, picked, _ground(record, claim.document))
    found = _looked_up(made, record)
    if claim.when is None and "times" not in picked:
        found = found.with_(when=made.when)
    untouched = {slot: getattr(made, slot) for slot in _NAMED if slot not in picked}
    return found.with_(**untouched)


def added(record: Record, document: str, picked: Picked) -> Claim:
    """
    Return a claim that no reader found, as it would be.

    Raises:
        OnRecordError: There is no such document, or its text is not in the record.
        Unfit: Something picked makes no claim.
    """
    if document not in record.documents:
        raise OnRecordError(f"no document of {record.name} is called {document}")
    return _looked_up(review.added(picked, _ground(record, document)), record)


def known(record: Record, meant: str) -> Place | Actor | None:
    """Return the place or actor that has an id; None if none is known."""
    names = engines.names()
    return (
        record.places.get(meant)
        or record.actors.get(meant)
        or names.place(meant)
        or names.actor(meant)
    )


def words_at(record: Record, document: str, typed: str, *, near: int) -> str:
    """
    Return where words stand in a text, in the short form of what is picked.

    Args:
        record: The record.
        document: The document's name.
        typed: A short form already, or the words: then the place nearest to `near`.
        near: A place in the text.

    Raises:
        OnRecordError: The words do not stand in the text.
    """
    try:
        review.pick(typed)
    except OnRecordError:
        text = record.text_of(document)
        found = finds(text, typed, most=10_000) if text else ()
        if not found:
            raise OnRecordError(f"“{typed:.60}” does not stand in {document}") from None
        start, end = min(found, key=lambda at: abs(at[0] - near))
        return f"{start}:{end}"
    return typed


def _ground(record: Record, document: str) -> review.Ground:
    return review.Ground(
        document=document,
        text=record.text_of(document),
        claims={c.id: c for c in record.claims.values() if c.document == document},
        known=lambda meant: known(record, meant),
    )


def _looked_up(claim: Claim, record: Record) -> Claim:
    """Return a claim whose newly picked words mean what they would if a reader had found them."""
    document = record.documents.get(claim.document, Document(name=claim.document))
    text, names = record.text_of(claim.document), engines.names()
    if text is None:
        text = Text(snapshot_id="", content="", blocks=(), language=None, reader="")
    named = _named_around(claim, text, names)
    (found,) = resolve.claims((claim,), document, text, names, named=named)
    return found


def _named_around(claim: Claim, text: Text, names: Names) -> Sequence[Named]:
    """Return what is named near a claim; a text may have millions of characters."""
    first = max(0, claim.passage.start - _AROUND)
    near = text.content[first : claim.passage.end + _AROUND]
    return [replace(n, start=n.start + first, end=n.end + first) for n in names.find(near)]
