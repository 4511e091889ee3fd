"""
What changed in a record, as a recorder would say it to a colleague in the morning.

From two states of the rows, then and now, in this order: what contradicts that did not, what
figures became, which incidents have another independent origin, which incidents are new.
An incident that is new is told once, with its figure, and not once more for each of them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from onrecord.model import Figure, Incident, Problem
from onrecord.review import CONTRADICTIONS
from onrecord.store.arrivals import Changed, Since
from onrecord.workflow.desk.view import View


class What(StrEnum):
    """What kind of change."""

    CONTRADICTED = "contradicted"
    TOLD = "told"  # a figure where there was none
    ROSE = "rose"
    FELL = "fell"
    WIDENED = "widened"  # both ends moved apart, or the range as a whole is another
    NARROWED = "narrowed"
    NO_MORE = "no-more"  # a figure is not told any more
    NEW_ORIGIN = "new-origin"
    NEW_INCIDENT = "new-incident"
    GONE = "gone"  # merged into another, or nothing is left of it


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """
    One change.

    Attributes:
        what: The kind.
        incident: The incident that it is about, as it is now, or was if it is gone; None for
            a contradiction outside incidents.
        outcome: For a figure: `killed` or `injured`; else None.
        before, after: The figures; None where there is none.
        origins: For NEW_ORIGIN, the names of the new ones.
        of: For NEW_ORIGIN, how many there are now.
        problem: For CONTRADICTED, what was found.
        followed_by: For GONE, ids of the incidents that hold its claims now.
    """

    what: What
    incident: Incident | None = None
    outcome: str | None = None
    before: Figure | None = None
    after: Figure | None = None
    origins: tuple[str, ...] = ()
    of: int = 0
    problem: Problem | None = None
    followed_by: tuple[str, ...] = ()


def events(now: View, since: Since) -> tuple[Event, ...]:
    """Return what changed, the most pressing first."""
    return (
        *_contradictions(now, since),
        *_figures(now, since),
        *_origins(now, since),
        *_incidents(now, since),
    )


def _contradictions(now: View, since: Since) -> Iterator[Event]:
    for one in since.problems:
        problem = one.after
        if problem is None or one.before is not None or problem.code not in CONTRADICTIONS:
            continue
        if problem.id not in now.settled and problem.id in now.index.problems:
            home = now.index.incidents.get(problem.where)
            home = home or now.index.incident_of.get(problem.where)
            yield Event(what=What.CONTRADICTED, incident=home, problem=problem)


def _figures(now: View, since: Since) -> Iterator[Event]:
    fresh = {one.id for one in since.incidents if one.before is None}
    for one in since.figures:
        told = one.after or one.before
        incident = now.index.incidents.get(told.incident_id) if told else None
        if told is None or incident is None or incident.id in fresh:
            continue
        what = _what(one)
        if what is not None:
            yield Event(
                what=what,
                incident=incident,
                outcome=told.outcome,
                before=one.before,
                after=one.after,
            )


def _what(one: Changed[Figure]) -> What | None:
    """Return how a figure changed; None where only what it is made of did."""
    before, after = _ends(one.before), _ends(one.after)
    if before == after:
        return None
    if before is None or after is None:
        return What.TOLD if before is None else What.NO_MORE
    low, high = after[0] - before[0], after[1] - before[1]
    if low >= 0 and high >= 0:
        return What.ROSE
    if low <= 0 and high <= 0:
        return What.FELL
    return What.WIDENED if low < 0 else What.NARROWED


def _ends(figure: Figure | None) -> tuple[float, float] | None:
    if figure is None or (figure.minimum is None and figure.maximum is None):
        return None
    low = 0.0 if figure.minimum is None else float(figure.minimum)
    return low, float("inf") if figure.maximum is None else float(figure.maximum)


def _origins(now: View, since: Since) -> Iterator[Event]:
    """Tell of incidents whose figures rest on an origin that they did not rest on before."""
    old_origin = {
        claim_id: one.before.name
        for one in since.origins
        if one.before is not None
        for claim_id in one.before.claim_ids
    }
    touched = {one.id for one in since.origins}
    used_then = {
        (one.before.incident_id, one.before.outcome): one.before.used
        for one in since.figures
        if one.before is not None
    }
    fresh = {one.id for one in since.incidents if one.before is None}
    for incident_id in _touched_incidents(now, since):
        if incident_id in fresh:
            continue
        then: set[str] = set()
        today: set[str] = set()
        for figure in now.record.figures.get(incident_id, ()):
            today.update(_names_now(now, figure.used))
            used = used_then.get((incident_id, figure.outcome))
            is_same = used is None and not _is_new(since, figure)
            then.update(
                _names_then(now, figure.used if is_same else used or (), old_origin, touched)
            )
        new = tuple(sorted(today - then))
        if then and new:
            incident = now.index.incidents[incident_id]
            yield Event(what=What.NEW_ORIGIN, incident=incident, origins=new, of=len(today))


def _is_new(since: Since, figure: Figure) -> bool:
    return any(one.after == figure and one.before is None for one in since.figures)


def _touched_incidents(now: View, since: Since) -> Mapping[str, None]:
    """Return the incidents of whose figures or origins anything changed."""
    found = {one.after.incident_id: None for one in since.figures if one.after is not None}
    for origin in since.origins:
        for claim_id in origin.after.claim_ids if origin.after is not None else ():
            home = now.index.incident_of.get(claim_id)
            if home is not None:
                found[home.id] = None
    return {one: None for one in found if one in now.index.incidents}


def _names_now(now: View, claim_ids: tuple[str, ...]) -> Iterator[str]:
    origins = now.index.origin_of
    return (origins[one].name for one in claim_ids if one in origins)


def _names_then(
    now: View, claim_ids: tuple[str, ...], old_origin: Mapping[str, str], touched: set[str]
) -> Iterator[str]:
    origins = now.index.origin_of
    for one in claim_ids:
        if one in old_origin:
            yield old_origin[one]
        elif one in origins and origins[one].id not in touched:
            yield origins[one].name


def _incidents(now: View, since: Since) -> Iterator[Event]:
    given = {one.id: one for one in now.record.given}
    for one in since.incidents:
        if one.before is None and one.after is not None:
            figures = now.record.figures.get(one.id, ())
            told = next((f for f in figures if _ends(f) is not None), None)
            outcome = told.outcome if told else None
            yield Event(what=What.NEW_INCIDENT, incident=one.after, after=told, outcome=outcome)
        elif one.after is None and one.before is not None:
            heirs = given[one.id].followed_by if one.id in given else ()
            yield Event(what=What.GONE, incident=one.before, followed_by=heirs)
