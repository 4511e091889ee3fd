"""Where a name stands: its words in the text around them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from onrecord.model import Claim, Document, Incident, Mention, Text
from onrecord.workflow.desk.view import View

_AROUND = 110  # characters on either side


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """
    One claim that uses a name.

    Attributes:
        claim: The claim.
        document: Where it stands.
        incident: The incident that the claim is in; None if in none.
        before, exact, after: The name with the words around it; the claim's own words where
            the name itself cannot be pointed at.
        at: Where the marked words begin; None where the record has no text.
        carried: How the name got into the claim, if its own clause does not say it.
    """

    claim: Claim
    document: Document
    incident: Incident | None
    before: str
    exact: str
    after: str
    at: int | None
    carried: str | None


def contexts(
    view: View, claim_ids: Iterable[str], is_meant: Callable[[Mention], bool]
) -> Iterator[Context]:
    """Yield claims with the first mention in each that is meant; each place of a text once."""
    seen: set[tuple[str, int]] = set()
    for claim_id in claim_ids:
        claim = view.record.claims.get(claim_id)
        document = view.record.documents.get(claim.document) if claim else None
        if claim is None or document is None:
            continue
        slots = (*claim.places, *claim.perpetrators, *claim.sources)
        mention = next(filter(is_meant, slots), None)
        start = mention.start if mention and mention.start is not None else claim.passage.start
        if (claim.document, start) not in seen:
            seen.add((claim.document, start))
            yield _context(view, claim, document, mention)


def _context(view: View, claim: Claim, document: Document, mention: Mention | None) -> Context:
    text = view.record.text_of(claim.document)
    start, end = claim.passage.start, claim.passage.end
    exact = claim.passage.exact
    if mention is not None and text is not None and mention.start is not None and mention.end:
        start, end = mention.start, mention.end
        exact = text.words(start, end)
    has_text = text is not None and text.words(start, end) == exact
    return Context(
        claim=claim,
        document=document,
        incident=view.index.incident_of.get(claim.id),
        before=_before(text, start) if text and has_text else "",
        exact=exact,
        after=_after(text, end) if text and has_text else "",
        at=start if has_text else None,
        carried=mention.carried if mention else None,
    )


def _before(text: Text, start: int) -> str:
    words = text.words(max(0, start - _AROUND), start)
    line = words.rpartition("\n\n")[2]
    if len(line) < len(words) or start <= _AROUND:
        return line.lstrip()
    return "… " + line.partition(" ")[2]


def _after(text: Text, end: int) -> str:
    words = text.words(end, end + _AROUND)
    line = words.partition("\n\n")[0]
    if len(line) < len(words) or len(words) < _AROUND:
        return line.rstrip()
    return line.rpartition(" ")[0] + " …"
