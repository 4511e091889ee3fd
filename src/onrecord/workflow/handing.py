"""Claims decided on as rows of `claims.jsonl`: how another program says what a claim is."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from onrecord import resolve
from onrecord.model import Claim, OnRecordError, Record, exchange
from onrecord.review import PERSON
from onrecord.workflow import choosing, engines
from onrecord.workflow.choosing import About, Asked


def correct(claim_id: str, row: Mapping[str, Any]) -> Asked:
    """
    Ask that a claim be what a row says.

    Args:
        claim_id: The claim.
        row: The whole claim, as `claims.jsonl` has it.
    """

    def about(record: Record) -> About:
        made, before = claim_of(row, record), record.claims.get(claim_id)
        if before is not None:  # who read it and who said it first are worked out, not decided
            kept = ("engine", "rule", "confidence", "origin", "origin_name", "told_incident")
            made = made.with_(**{name: getattr(before, name) for name in kept})
        return choosing.correct(claim_id, made)(record)

    return about


def add(row: Mapping[str, Any]) -> Asked:
    """Ask that a claim be there which no reader found, as a row of `claims.jsonl` says it."""

    def about(record: Record) -> About:
        made = claim_of(row, record)
        return choosing.add(made.with_(engine=PERSON, rule=None, confidence=None))(record)

    return about


def claim_of(row: Mapping[str, Any], record: Record) -> Claim:
    """
    Return the claim that a row tells; without `mentions`, its names are looked up.

    Raises:
        OnRecordError: What is wrong with the row.
    """
    try:
        claim, document = exchange.claim_from_row(row)
    except ValueError as fault:
        raise OnRecordError(f"this is no claim: {fault}") from None
    snapshot = record.snapshots.get(claim.document)
    if snapshot is not None:
        claim = claim.with_(passage=replace(claim.passage, snapshot_id=snapshot.id))
    if row.get("mentions") is None:
        published = record.documents.get(claim.document, document).published
        (claim,) = resolve.in_rows([claim], engines.names(), published)
    return claim
