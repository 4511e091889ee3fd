"""What a decision would change, worked out and not written."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.model import Decision, Record
from onrecord.workflow import derive, engines
from onrecord.workflow.desk.following import AT_ONCE
from onrecord.workflow.desk.held_open import HeldOpen
from onrecord.workflow.desk.view import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """
    What a decision would change, worked out and not written.

    Attributes:
        before, after: The record without it and with it; of a large record only the
            incidents that it is about, and no conflicts and problems.
        is_whole: Whether it is the whole record.
    """

    before: Record
    after: Record
    is_whole: bool


def preview(held: HeldOpen, new: Sequence[Decision], concerning: Sequence[str]) -> Preview:
    """
    Return what decisions would change.

    Args:
        held: The record.
        new: The decisions, which are not written.
        concerning: Ids of the incidents and claims that they are about: of a large record
            only they are worked out.
    """
    now = held.now
    if len(now.record.claims) <= AT_ONCE:
        # What checks found before is found again, or is no problem any more.
        told = replace(held.with_more(new), problems=held.kept.problems_read())
        whole = derive.derived(told, engines.names())
        return Preview(before=now.record, after=whole, is_whole=True)
    wanted = _claims_of(now, concerning)
    after = held.with_more(new, only=wanted)
    some = derive.worked_out(_only(after, wanted), engines.names(), with_conflicts=False)
    return Preview(before=_only(now.record, wanted), after=some, is_whole=False)


def _claims_of(now: View, concerning: Sequence[str]) -> set[str]:
    """Return the claims that some incidents and claims are worked out with."""
    wanted: set[str] = set()
    for thing in concerning:
        incident = now.index.incidents.get(thing) or now.index.incident_of.get(thing)
        wanted.update(incident.claim_ids if incident else [thing])
    return wanted


def _only(record: Record, wanted: set[str]) -> Record:
    """Return as much of a record as some claims need."""
    claims = {c: record.claims[c] for c in record.claims if c in wanted}
    shelf = {claim.document for claim in claims.values()}
    incidents = tuple(i for i in record.incidents if not wanted.isdisjoint(i.claim_ids))
    return replace(
        record,
        documents={name: record.documents[name] for name in record.documents if name in shelf},
        claims=claims,
        incidents=incidents,
        asides=tuple(aside for aside in record.asides if aside.claim_id in wanted),
        problems=(),
    )
