"""The Document screen: a report as it was preserved, with what is claimed from it."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.model import (
    Choice,
    Claim,
    Decision,
    Document,
    Incident,
    Origin,
    Snapshot,
    Text,
    standing,
)
from onrecord.workflow.desk.cutting import MOST_CLAIMS, Paragraph, Run, paragraphs, parts
from onrecord.workflow.desk.view import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """
    One claim of a document, as its panel lists it.

    Attributes:
        number: Its place among the claims of the document, from 1.
        claim: The claim as it stands.
        read: As a reader proposed it, where a person made it another; else None.
        decision: The last standing decision about it; None for a proposal.
        incident: Where it is; None if in none.
        incident_number: How pages call that incident.
        aside: Why it is in none; empty if it is in one.
        origin: Who first said it; None if not traced.
    """

    number: int
    claim: Claim
    read: Claim | None
    decision: Decision | None
    incident: Incident | None
    incident_number: int | None
    aside: str
    origin: Origin | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """
    One page of a document.

    Attributes:
        document: The document.
        snapshot: Its latest bytes; None if only its claims were handed over.
        text: Its words; None likewise, or if they could not be read.
        part: Which page of it this is, from 1; `parts` says how many there are.
        paragraphs: The words of this page.
        claims: The claims that begin on it.
        total: How many claims the whole document has.
        open: How many of those nobody decided on.
        statuses: By id, whether each claim with words on this page is `proposed`, `decided`,
            `unsure` or `rejected`.
    """

    document: Document
    snapshot: Snapshot | None
    text: Text | None
    part: int
    parts: int
    paragraphs: tuple[Paragraph, ...]
    claims: tuple[Listed, ...]
    total: int
    open: int

    statuses: Mapping[str, str]

    def status_of(self, run: Run) -> str:
        """Return how a run of words is marked: proposed if any of its claims still is."""
        held = {self.statuses.get(one, "proposed") for one in run.claims}
        return next(
            (f"is-{one}" for one in ("proposed", "unsure", "decided") if one in held), "is-rejected"
        )

    @property
    def numbers(self) -> dict[str, int]:
        """The number of each claim of this page, by its id."""
        return {listed.claim.id: listed.number for listed in self.claims}


def called(now: View, document_id: str) -> Document | None:
    """Return the document with an id; None if there is none."""
    name = now.index.document_names.get(document_id)
    return now.record.documents.get(name) if name is not None else None


def shown(now: View, document: Document, part: int = 1, *, claim: str = "") -> Shown:
    """
    Return one page of a document.

    Args:
        now: The record.
        document: The document.
        part: Which page, from 1; one that there is not is the nearest that there is.
        claim: The id of a claim: the page on which it begins is shown instead.
    """
    claims = claims_of(now, document)
    text, cuts = now.record.text_of(document.name), pages_of(now, document)
    places = [one.passage.start if text else n for n, one in enumerate(claims.values())]
    if claim in claims:
        part = part_at(cuts, places[list(claims).index(claim)])
    part = max(1, min(part, len(cuts)))
    here = [
        (number, one)
        for number, (at, one) in enumerate(zip(places, claims.values(), strict=True), start=1)
        if part_at(cuts, at) == part
    ]
    words = paragraphs(text, cuts[part - 1], claims) if text else ()
    return Shown(
        document=document,
        snapshot=now.record.snapshots.get(document.name),
        text=text,
        part=part,
        parts=len(cuts),
        paragraphs=words,
        statuses={one: _status(claims[one]) for block in words for one in block.claims},
        claims=tuple(_listed(now, number, one) for number, one in here),
        total=len(claims),
        open=sum(one.decision is None for one in claims.values()),
    )


def _status(claim: Claim) -> str:
    return {None: "proposed", "unsure": "unsure", "rejected": "rejected"}.get(
        claim.decision, "decided"
    )


def unmarked(now: View, document: Document, part: int = 1) -> Shown:
    """Return one page of a document without anything that a reader or a person said of it."""
    text, cuts = now.record.text_of(document.name), unmarked_pages(now, document)
    part = max(1, min(part, len(cuts)))
    return Shown(
        document=document,
        snapshot=now.record.snapshots.get(document.name),
        text=text,
        part=part,
        parts=len(cuts),
        paragraphs=paragraphs(text, cuts[part - 1], {}) if text else (),
        statuses={},
        claims=(),
        total=0,
        open=0,
    )


def unmarked_pages(now: View, document: Document) -> tuple[tuple[int, int], ...]:
    """Return from where to where each page goes where no claim has a say in it."""
    text = now.record.text_of(document.name)
    return parts(text, ()) if text else ((0, 0),)


def blind_claims(now: View, document: Document, by: str) -> tuple[Decision, ...]:
    """Return what a person added to a document while reading it blind, in the text's order."""
    added = (
        decision
        for decision in standing(now.record.decisions)
        if decision.is_blind
        and decision.by == by
        and decision.choice is Choice.ADD
        and decision.claim is not None
        and decision.claim.document == document.name
    )
    return tuple(sorted(added, key=lambda d: d.claim.passage.start if d.claim else 0))


def claims_of(now: View, document: Document) -> dict[str, Claim]:
    """Return the claims of a document by id, in their order."""
    ids = now.index.claims_in.get(document.name, ())
    return {one: now.record.claims[one] for one in ids if one in now.record.claims}


def pages_of(now: View, document: Document) -> tuple[tuple[int, int], ...]:
    """
    Return from where to where each page of a document goes: in its text.

    Where the record holds claims of it and no text, in the claims' order.
    """
    text, claims = now.record.text_of(document.name), claims_of(now, document)
    if text is None:
        firsts = range(0, max(1, len(claims)), MOST_CLAIMS)
        return tuple((first, first + MOST_CLAIMS) for first in firsts)
    told = tuple(claims.values())
    return now.index.once(("pages", document.name), lambda: parts(text, told))


def part_at(cuts: Sequence[tuple[int, int]], at: int) -> int:
    """Return the page, from 1, on which a place of the text is."""
    return min(bisect_right(cuts, at, key=lambda cut: cut[1]) + 1, len(cuts))


def _listed(now: View, number: int, claim: Claim) -> Listed:
    index, about = now.index, now.about(claim.id)
    incident = index.incident_of.get(claim.id)
    aside = index.aside_of.get(claim.id)
    read = now.record.as_read.get(claim.id)
    return Listed(
        number=number,
        claim=claim,
        read=read if read is not None and read != claim.with_(decision=None) else None,
        decision=about[-1] if about else None,
        incident=incident,
        incident_number=index.numbers.get(incident.id) if incident else None,
        aside=str(aside.reason) if aside else "",
        origin=index.origin_of.get(claim.id),
    )
