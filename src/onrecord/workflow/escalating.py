"""
From a record to the weekly series that are held against their own past.

An incident counts once, in the week in which it happened; one of which no week is told counts
nowhere. So that a new feed is not taken for new violence, only incidents count that are told
by a publisher who reported before the second half of the past, and a week is worth as many
days as those publishers published on.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord import follow
from onrecord.model import Incident, Place, PlaceKind
from onrecord.workflow.desk import exploring
from onrecord.workflow.desk.exploring import Things
from onrecord.workflow.desk.view import View

WEEKS_BACK = 3  # the running week and two before: late reports may make them high yet
_DAYS = 7
_WIDTHS = (PlaceKind.SITE, PlaceKind.TOWN, PlaceKind.DISTRICT, PlaceKind.PROVINCE)
_PERPETRATOR, _AREA, _COUNTRY, _WHOLE = 5, 6, 7, 8  # wider than any place that has a width


@dataclass(frozen=True, slots=True)
class _Seen:
    """What of a record counts for one week that is judged."""

    monday: date
    mondays: Mapping[str, date]  # by incident
    days: Mapping[date, int]  # with reports, by Monday

    def series(self, key: str, name: str, width: int, ids: Collection[str]) -> follow.Series:
        count: dict[date, list[str]] = {}
        for one in ids:
            if one in self.mondays:
                count.setdefault(self.mondays[one], []).append(one)

        def week(back: int) -> follow.Week:
            first = self.monday - timedelta(weeks=back)
            many = len(count.get(first, ()))
            return follow.Week(first=first, count=many, days=self.days.get(first, 0))

        return follow.Series(
            key=key,
            name=name,
            width=width,
            past=tuple(week(back) for back in range(follow.WEEKS, 0, -1)),
            now=week(0),
            incidents=frozenset(count.get(self.monday, ())),
        )


def weeks(
    view: View, topics: Mapping[str, frozenset[str]], today: date
) -> Iterator[tuple[follow.Series, ...]]:
    """
    Yield all series of each week that is judged, the oldest week first.

    Args:
        view: The record.
        topics: The incidents of each topic.
        today: This day.
    """
    this = monday_of(today)
    published = _published(view)
    for back in range(WEEKS_BACK - 1, -1, -1):
        seen = _seen(view, published, this - timedelta(weeks=back), today)
        yield tuple(one for name, ids in topics.items() for one in _of_topic(view, seen, name, ids))


def monday_of(day: date) -> date:
    """Return the first day of a week."""
    return day - timedelta(days=day.weekday())


def _published(view: View) -> Mapping[str, tuple[date, ...]]:
    """Return the days on which each publisher published, in order; "" for those unnamed."""
    found: dict[str, set[date]] = {}
    for one in view.record.documents.values():
        if one.published is not None:
            found.setdefault(one.publisher or "", set()).add(one.published)
    return {publisher: tuple(sorted(days)) for publisher, days in found.items()}


def _seen(
    view: View, published: Mapping[str, tuple[date, ...]], monday: date, today: date
) -> _Seen:
    middle = monday - timedelta(weeks=follow.WEEKS // 2)
    known = {publisher for publisher, days in published.items() if days[0] < middle}
    days = {day for publisher in known for day in published[publisher] if day <= today}
    counted: dict[date, int] = {}
    for day in days:
        counted[monday_of(day)] = counted.get(monday_of(day), 0) + 1
    mondays = {
        one.id: week
        for one in view.record.incidents
        if (week := _week_of(one)) is not None and _publishers(view, one) & known
    }
    return _Seen(monday, mondays, counted)


def _week_of(incident: Incident) -> date | None:
    """Return the Monday of the week in which it happened; None if no one week is told."""
    when = incident.when
    if when is None or when.earliest is None or when.latest is None:
        return None
    first = monday_of(when.earliest)
    return first if first == monday_of(when.latest) else None


def _publishers(view: View, incident: Incident) -> set[str]:
    claims, documents = view.record.claims, view.record.documents
    named = (claims[one].document for one in incident.claim_ids if one in claims)
    return {documents[name].publisher or "" for name in named if name in documents}


def _of_topic(view: View, seen: _Seen, topic: str, ids: frozenset[str]) -> Iterator[follow.Series]:
    """Yield a topic's series: all of it, each place and each perpetrator that has any now."""
    every = exploring.things(view, "incidents")
    yield seen.series(f"{topic}|whole", topic or view.record.name, _WHOLE, ids)
    places, actors = _by_place_and_actor(every, ids)
    for held, kind in ((places, "place"), (actors, "perpetrator")):
        for key, own in held.items():
            if any(seen.mondays.get(one) == seen.monday for one in own):
                width = _width(view.record.places.get(key)) if kind == "place" else _PERPETRATOR
                name = every.names.get(key, key)
                yield seen.series(f"{topic}|{kind} {key}", name, width, own)


def _by_place_and_actor(
    every: Things, ids: frozenset[str]
) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    places: dict[str, list[str]] = {}
    actors: dict[str, list[str]] = {}
    for one in every.row:
        if one.id in ids:
            for place in one.place_ids:
                places.setdefault(place, []).append(one.id)
            for actor in one.perpetrators:
                actors.setdefault(actor, []).append(one.id)
    return places, actors


def _width(place: Place | None) -> int:
    if place is None:
        return _AREA
    if place.kind in _WIDTHS:
        return _WIDTHS.index(place.kind)
    return _COUNTRY if place.kind is PlaceKind.COUNTRY else _AREA


def last_day(week: follow.Week) -> date:
    """Return the last day of a week."""
    return week.first + timedelta(days=_DAYS - 1)
