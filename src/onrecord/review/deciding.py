"""
Decisions laid over what was read. Pure: the same reading and decisions, the same record.

What a person decided about a claim goes before every reader, now and after a later reading:

- An accepted claim stays as it was when it was accepted, a corrected one as it was
  corrected, an added one is there as if it had been read, also where a later reader finds
  it no more. All three only for as long as their words stand in the document's text: where
  a page was changed since, the claim is left out and a Problem says so.
- A rejected claim stays in the record and counts for nothing.
- A claim left open is a proposal still, but one that somebody has looked at.
- Of several decisions about one claim the last holds, whoever made it. Rejecting a claim
  or leaving it open does not take back what it was corrected to.
- A later reader's proposal that says of the same words what a person corrected or added is
  the same claim, and is not proposed beside it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from onrecord.model import (
    OF_CLAIMS,
    Choice,
    Claim,
    Decision,
    Problem,
    Record,
    Severity,
    standing,
)
from onrecord.review.moved import moved
from onrecord.review.naming import meanings

_STATUS = {
    Choice.ACCEPT: "accepted",
    Choice.CORRECT: "corrected",
    Choice.ADD: "added",
    Choice.REJECT: "rejected",
    Choice.UNSURE: "unsure",
}
WORDS_GONE = "decided-words-gone"


def decided(record: Record) -> Record:
    """
    Return a record as people decided it is; `as_read` keeps what readers said.

    Args:
        record: As it was read, with its decisions; its claims have not been through here.
    """
    held = [d for d in standing(record.decisions) if not d.is_blind]
    about = by_claim(held)
    meant = meanings(held)
    if not about and meant.is_empty:
        return record
    claims, problems = _claims(record, about)
    return replace(
        record,
        claims={c.id: c for c in sorted(map(meant.told, claims), key=_place)},
        as_read={one: meant.told(record.claims[one]) for one in about if one in record.claims},
        places={**record.places, **meant.places},
        actors={**record.actors, **meant.actors},
        problems=(*record.problems, *problems),
    )


def by_claim(decisions: Iterable[Decision]) -> Mapping[str, Sequence[Decision]]:
    """Return the decisions about single claims by the claim's id, the oldest first."""
    found: dict[str, list[Decision]] = defaultdict(list)
    for decision in decisions:
        if decision.choice in OF_CLAIMS:
            found[decision.claims[0]].append(decision)
    return found


def status(about: Sequence[Decision]) -> str | None:
    """Return what the decisions about a claim make of it; None for a proposal."""
    return _STATUS[about[-1].choice] if about else None


def decided_claim(read: Claim | None, about: Sequence[Decision]) -> Claim | None:
    """
    Return a claim as the decisions about it leave it; None where there is none.

    Args:
        read: As a reader proposes it; None if none does.
        about: The standing decisions about it, the oldest first.
    """
    told = next((d.claim for d in reversed(about) if d.claim is not None), None)
    claim = told or read
    return claim.with_(decision=status(about)) if claim and about else claim


def unseen(record: Record) -> Record:
    """
    Return a record whose claims are as readers proposed them, whatever people decided.

    That is what a second person decides about who is not to see what the first decided.
    Claims that no reader found are not in it.
    """
    told = {
        claim_id: claim if claim.decision is None else record.as_read[claim_id]
        for claim_id, claim in record.claims.items()
        if claim.decision is None or claim_id in record.as_read
    }
    return replace(record, claims=told)


def _claims(
    record: Record, about: Mapping[str, Sequence[Decision]]
) -> tuple[list[Claim], list[Problem]]:
    found: list[Claim] = []
    problems: list[Problem] = []
    for claim_id, decisions in about.items():
        read = record.claims.get(claim_id)
        told = decided_claim(read, decisions)
        claim = moved(told, read) if told else None
        if claim is None or claim.document not in record.documents:
            continue
        if _says(read, claim) or _stands(claim, record):
            found.append(claim)
        elif claim.decision != "rejected":
            problems.append(_gone(claim))
    said = {_what_it_says(c) for c in found if not _says_as_read(record.claims.get(c.id), c)}
    rest = (c for c in record.claims.values() if c.id not in about)
    return [*found, *(c for c in rest if not said or _what_it_says(c) not in said)], problems


def _says(read: Claim | None, claim: Claim) -> bool:
    """Whether a reader found the same words at the same place, so that they stand there."""
    return read is not None and (read.passage.start, read.passage.exact) == (
        claim.passage.start,
        claim.passage.exact,
    )


def _says_as_read(read: Claim | None, claim: Claim) -> bool:
    """Whether a claim says what a reader made of it, who may tell of others in the same words."""
    return read is not None and _what_it_says(read) == _what_it_says(claim)


def _stands(claim: Claim, record: Record) -> bool:
    """Whether a claim's words stand where it says, in the text that the document has now."""
    text = record.text_of(claim.document)
    return text is None or text.words(claim.passage.start, claim.passage.end) == claim.passage.exact


def _gone(claim: Claim) -> Problem:
    return Problem(
        code=WORDS_GONE,
        message=f"A person decided on the claim “{claim.passage.exact:.80}” ({claim.id}), but the "
        "document does not say these words there any more; the claim is left out.",
        where=claim.document,
        severity=Severity.WARNING,
    )


def _what_it_says(claim: Claim) -> tuple[object, ...]:
    at = (claim.document, claim.passage.start, claim.passage.end)
    return (*at, claim.measure, claim.outcome, claim.count.low, claim.count.high, claim.victims)


def _place(claim: Claim) -> tuple[str, int, int, str]:
    return claim.document, claim.passage.start, claim.passage.end, claim.id
