"""A place that a table gives degrees for: the known one that stands there, or one of its own."""

from collections.abc import Iterator, Sequence

from onrecord.model import Candidate, Mention, Names, Place, PlaceKind, Point
from onrecord.resolve.atlas import kilometres, point_id
from onrecord.resolve.claims import with_candidates
from onrecord.resolve.coordinates import countries_at

_SAME = 1.0  # kilometres: two maps put the middle of one town so far apart
_NEAR = 25.0  # kilometres: UCDP's "near a known point" (GED Codebook 19.1, where_prec 2)
_FAR = "far from the place of that name that is known"
_ORDER = tuple(PlaceKind)


def pointed(mentions: Sequence[Mention], point: Point, names: Names) -> tuple[Mention, ...]:
    """
    Return the places of a row, the finest being where the table says that it is.

    The table's degrees hold against a guess by name: they tell towns of one name apart, and
    where none of them stands near, the place is one of its own. A known place that they fit
    stays what it is; one that they are merely near to holds the new one.

    Args:
        mentions: The finest first, with what each may mean by its name.
        point: What the table tells of the first.
        names: What the ids mean.
    """
    if point.latitude is None or point.longitude is None:
        return _no_finer(mentions, point.precision or 1, names)
    first, *others = mentions
    spot = _as_place(point)
    if point.is_all and any(
        (away := kilometres(spot, place)) is not None and away <= _SAME
        for place in _places(others, names)
    ):
        return tuple(others)  # the middle of a province that is named: no place of its own
    known = [
        (away, place)
        for place in _places_of(first, names)
        if (away := kilometres(spot, place)) is not None
    ]
    away, nearest = min(known, key=lambda one: one[0], default=(None, None))
    if nearest and away is not None and away <= _SAME and point.precision in {None, 1}:
        found = next(one for one in first.candidates if one.id == nearest.id)
        best = Candidate(id=found.id, score=1.0, why="it stands where the table says")
        rest = tuple(one for one in first.candidates if one is not found)
        return (with_candidates(first, (best, *rest)), *others)
    is_near = away is not None and away <= _NEAR
    parent = nearest if is_near else _smallest(others, names) or _country(point, names)
    why = "where the table says"
    if known and not is_near:
        why = f"{why}, {away:,.0f} km {_FAR}"
    made = Candidate(id=point_id(point, parent, first.name), score=1.0, why=why)
    return (with_candidates(first, (made, *first.candidates)), *others)


def _no_finer(mentions: Sequence[Mention], precision: int, names: Names) -> tuple[Mention, ...]:
    """
    Return the places of a row without known ones that are finer than the table says it knows.

    A name on no map stays: it is known no better than the province that holds it.
    """
    first = names.place(mentions[0].best or "")
    if first is None or first.precision >= precision or len(mentions) == 1:
        return tuple(mentions)
    return _no_finer(mentions[1:], precision, names)


def far_off(mention: Mention) -> bool:
    """Whether a table puts a place far from where one of its name is known."""
    return bool(mention.candidates) and mention.candidates[0].why.endswith(_FAR)


def _as_place(point: Point) -> Place:
    return Place(
        id="",
        name="",
        kind=PlaceKind.SITE,
        country=None,
        latitude=point.latitude,
        longitude=point.longitude,
    )


def _places_of(mention: Mention, names: Names) -> Iterator[Place]:
    for candidate in mention.candidates:
        place = names.place(candidate.id)
        if place is not None:
            yield place


def _places(mentions: Sequence[Mention], names: Names) -> Iterator[Place]:
    for mention in mentions:
        yield from _places_of(mention, names)


def _smallest(mentions: Sequence[Mention], names: Names) -> Place | None:
    """Return the smallest of the places that are named around it."""
    best = [place for one in mentions if (place := names.place(one.best or "")) is not None]
    return min(best, key=lambda place: _ORDER.index(place.kind), default=None)


def _country(point: Point, names: Names) -> Place | None:
    """Return the country of the towns around; None where there are several, or none."""
    if point.latitude is None or point.longitude is None:
        return None
    found = countries_at(point.latitude, point.longitude)
    return names.place(f"country:{found[0]}") if len(found) == 1 else None
