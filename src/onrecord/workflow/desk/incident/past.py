"""What became of an incident: decisions on it, notes, and the ids that it had."""

from dataclasses import dataclass

from onrecord.model import Choice, Decision, GivenId, Incident
from onrecord.workflow.desk.view import View

_MOST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A decision, and the one that undid it; None while it holds."""

    decision: Decision
    undone_by: Decision | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """
    The history of an incident.

    Attributes:
        events: What people decided on it and on its claims, the latest first; notes not.
        more: Earlier ones that are not among them.
        notes: Words of discussion, the oldest first.
        ids: The ids whose claims it holds now, retired ones too, the oldest first.
    """

    events: tuple[Event, ...]
    more: int
    notes: tuple[Decision, ...]
    ids: tuple[GivenId, ...]


def past(view: View, incident: Incident) -> Past:
    """Return what people decided and wrote on an incident, and the ids that it had."""
    ids = tuple(view.index.once("given", lambda: _given(view)).get(incident.id, ()))
    things = (incident.id, *(one.id for one in ids), *incident.claim_ids)
    problems = [p.id for place in things for p in view.index.problems_at.get(place, ())]
    found = {d.id: d for thing in (*things, *problems) for d in view.on.get(thing, ())}
    undoings = {
        undoing.target: undoing
        for name in found
        for undoing in view.on.get(name, ())
        if undoing.choice is Choice.UNDO and undoing.id not in view.undone
    }
    held = [d for d in found.values() if not d.is_blind and d.choice is not Choice.UNDO]
    held.sort(key=lambda d: (d.at, d.id))
    told = [d for d in held if d.choice is not Choice.NOTE]
    about = {incident.id, *(one.id for one in ids)}
    return Past(
        events=tuple(
            Event(decision=d, undone_by=undoings.get(d.id)) for d in reversed(told[-_MOST:])
        ),
        more=max(0, len(told) - _MOST),
        notes=tuple(
            d
            for d in held
            if d.choice is Choice.NOTE and d.id not in view.undone and _is_here(d, about, incident)
        ),
        ids=ids,
    )


def _is_here(decision: Decision, about: set[str], incident: Incident) -> bool:
    return decision.target in about or decision.target in incident.claim_ids


def _given(view: View) -> dict[str, list[GivenId]]:
    """Return for each incident its own id and the retired ones that lead to it."""
    found: dict[str, list[GivenId]] = {}
    for one in view.record.given:
        for name in one.followed_by if one.is_retired else (one.id,):
            found.setdefault(name, []).append(one)
    return found
