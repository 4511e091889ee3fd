"""Incidents that may be the same as another: what a person may want to merge."""

from dataclasses import dataclass

from onrecord.model import Incident
from onrecord.workflow.desk.incident.listing import Row, row_of, rows
from onrecord.workflow.desk.view import View

_NEAR_DAYS = 7
_UNDATED = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """An incident that may be the same as another, and what they share."""

    row: Row
    days: int | None  # between them; None where one is undated
    places: tuple[str, ...]


def near(view: View, incident: Incident, most: int = 12) -> tuple[Near, ...]:
    """
    Return the incidents that may be the same as one: near in time, and in place where told.

    Those that share a place and a day come first; a country alone is no place to share.
    """
    fixed = rows(view)
    own = next((one for one in fixed if one.incident.id == incident.id), None)
    if own is None:
        return ()
    named = {p for p in own.within if not p.startswith("country:")}
    found = []
    for one in fixed:
        if one is own:
            continue
        days = _days_between(incident, one.incident)
        shared = named & one.within
        if (days is None or days <= _NEAR_DAYS) and (shared or days == 0 or not one.within):
            found.append((_far(days, shared), days, shared, one))
    found.sort(key=lambda each: (each[0], each[3].number))
    return tuple(
        Near(row=row_of(one, view), days=days, places=tuple(_named(shared, view)))
        for _, days, shared, one in found[:most]
    )


def _far(days: int | None, shared: set[str]) -> float:
    return (_UNDATED if days is None else days) - 3 * len(shared)


def _named(places: set[str], view: View) -> list[str]:
    known = (view.record.places.get(place) for place in places)
    return sorted(place.name for place in known if place is not None)


def _days_between(one: Incident, other: Incident) -> int | None:
    """Return the days between two incidents; 0 where they may have been on one day."""
    first, second = one.when, other.when
    if first is None or second is None:
        return None
    if first.overlaps(second):
        return 0
    gaps = [
        (later - earlier).days
        for earlier, later in ((first.latest, second.earliest), (second.latest, first.earliest))
        if earlier and later and later > earlier
    ]
    return min(gaps, default=0)
