"""What people decided, where a page shows it."""

from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.model import Choice, Decision, Incident
from onrecord.publish import shown, wording
from onrecord.publish.evidence import Shelf

_MOST = 600  # characters of a reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A decision: what it says, who said so, on which day, and why."""

    what: str
    by: str
    day: str
    why: str


def decided_on(incident: Incident, shelf: Shelf) -> tuple[Decided, ...]:
    """Return the decisions that made an incident what it is, the oldest first."""
    found: dict[str, Decision] = {}
    for claim_id in incident.claim_ids:
        found |= {decision.id: decision for decision in shelf.decided.get(claim_id, ())}
    inside = set(incident.claim_ids)
    bearing = [decision for decision in found.values() if decision.bears_on(inside)]
    return told(sorted(bearing, key=lambda decision: (decision.at, decision.id)))


def told(decisions: Iterable[Decision]) -> tuple[Decided, ...]:
    """Return decisions, ready to print."""
    return tuple(
        Decided(
            what=_what(decision),
            by=shown.cut(decision.by, 120),
            day=wording.day(decision.at.date()),
            why=shown.cut(decision.why, _MOST),
        )
        for decision in decisions
    )


def _what(decision: Decision) -> str:
    claims = wording.plural(len(decision.claims), "claim")
    match decision.choice:
        case Choice.TOGETHER:
            return f"{claims} tell of one incident"
        case Choice.APART:
            return f"{claims} split off from {wording.plural(len(decision.others), 'other')}"
        case Choice.TRACE:
            origin = shown.cut(decision.origin or "", 120)
            return f"{claims} traced to {origin}"
        case _:
            return "settled"
