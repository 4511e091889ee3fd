"""What a decision changes: which incidents are others than before, and how."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from onrecord.model import Figure, Incident, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """
    An incident at one moment.

    Attributes:
        incident: As it is.
        figures: Of people killed and injured.
    """

    incident: Incident
    figures: tuple[Figure, ...]

    @property
    def told(self) -> tuple[Figure, ...]:
        """The figures of which any end is told."""
        return tuple(f for f in self.figures if f.minimum is not None or f.maximum is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """
    An incident that is another than before.

    Attributes:
        kind: `new`, `back` (an id that was retired holds again), `changed` or `gone`.
        id: Of the incident.
        was, now: Before and after; None where there was, or is, none.
        into: Of an incident that is gone, the incidents that hold its claims now.
    """

    kind: Literal["new", "back", "changed", "gone"]
    id: str
    was: State | None = None
    now: State | None = None
    into: tuple[State, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """
    All that is another in a record than before.

    Attributes:
        incidents: Those that are others, in order of time; then those that are gone.
        asides: How many claims more are set aside; negative for fewer.
    """

    incidents: tuple[Change, ...]
    asides: int


def changes(before: Record, after: Record) -> Changes:
    """Return which incidents are others than before, with their figures before and after."""
    return Changes(
        incidents=tuple(_changes(before, after)),
        asides=len(after.asides) - len(before.asides),
    )


def _changes(before: Record, after: Record) -> Iterator[Change]:
    was = {incident.id: incident for incident in before.incidents}
    now = {incident.id: incident for incident in after.incidents}
    given = {one.id for one in before.given}
    for one in after.incidents:
        told = _state(one, after)
        if one.id not in was:
            yield Change(kind="back" if one.id in given else "new", id=one.id, now=told)
            continue
        old = _state(was[one.id], before)
        if _shown(old) != _shown(told):
            yield Change(kind="changed", id=one.id, was=old, now=told)
    for name in (name for name in was if name not in now):
        into = tuple(_state(i, after) for i in after.incidents_called(name))
        yield Change(kind="gone", id=name, was=_state(was[name], before), into=into)


def _state(incident: Incident, record: Record) -> State:
    return State(incident=incident, figures=record.figures.get(incident.id, ()))


def _shown(state: State) -> tuple[object, ...]:
    """Return what makes an incident another for a reader: how many claims, and which figures."""
    return (len(state.incident.claim_ids), *((f.outcome, str(f)) for f in state.told))
