"""Where an incident was, as exactly as it is known: an area on a map, never a false pin."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.model import Incident, Place, PlaceKind
from onrecord.publish import headlines
from onrecord.publish.atlas import RADIUS_KM, clear
from onrecord.publish.ground import (
    KM_A_DEGREE,
    WIDTH,
    Point,
    Window,
    box_of,
    land_in,
    outline,
    round_length,
    window_of,
    window_round,
)
from onrecord.workflow.desk.view import View

COUNTRY = 6  # UCDP where_prec: known to the country only
_INSIDE = 2  # a quarter known by name alone: near the middle of its town
_TOWN_KM = 4  # a town is no point either
_LEAST_RING = 7.0
_BY_THE_SCALE = 60  # units from the bottom that the bar of the scale takes


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """
    Where it was, with what is known of how exactly.

    Attributes:
        place: What the list of places has; None where it has nothing that fits.
        called: What the claims call it.
        precision: UCDP GED `where_prec`, 1 to 7.
        is_within: The place named has no coordinates of its own; this is what contains it.
        is_most: It is what the incident is placed by; others only contain it or rival it.
    """

    place: Place | None
    called: str
    precision: int
    is_within: bool
    is_most: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """
    The map: `x`, `y`, `radius` of the area, or the path of a whole country.

    Attributes:
        names: Countries, with where their names stand.
        km, scale: The bar of the scale: so many kilometres are so many units.
    """

    width: int
    height: int
    land: str
    country: str
    names: tuple[tuple[float, float, str], ...]
    x: float
    y: float
    radius: float
    label: str
    km: int
    scale: float
    credit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """Where an incident was, in words and as a drawing; `sketch` None where nothing is known."""

    areas: tuple[Area, ...]
    sketch: Sketch | None


def whereabouts(view: View, incident: Incident) -> Whereabouts:
    """Return where an incident was; worked out once for each incident."""
    return view.index.once(("where", incident.id), lambda: _whereabouts(view, incident))


def _whereabouts(view: View, incident: Incident) -> Whereabouts:
    areas = tuple(_areas(view, incident))
    most = next((area for area in areas if area.is_most), None)
    return Whereabouts(areas=areas, sketch=_sketch(most) if most else None)


def _areas(view: View, incident: Incident) -> Iterator[Area]:
    """Yield each place of an incident; the first with coordinates is what it is placed by."""
    called = headlines.reported(incident, view.record)
    is_found = False
    for place_id in incident.place_ids:
        named = view.record.places.get(place_id)
        if named is None:
            continue
        place, is_within = _placed(named, view)
        precision = place.precision if place else named.precision
        if place is not None and place.kind is PlaceKind.COUNTRY:
            precision = COUNTRY
        has_point = place is not None and place.latitude is not None
        yield Area(
            place=place,
            called=called.get(place_id, [named.name])[0],
            precision=max(precision, _INSIDE) if is_within else precision,
            is_within=is_within,
            is_most=has_point and not is_found,
        )
        is_found = is_found or has_point
    if not incident.place_ids:
        yield from (
            Area(place=None, called=name, precision=0, is_within=False, is_most=False)
            for name in incident.place_names
        )


def _placed(place: Place, view: View) -> tuple[Place | None, bool]:
    """Return a place, or what contains it where only its name is known."""
    at: Place | None = place
    seen: set[str] = set()
    while at is not None and at.latitude is None and at.id not in seen:
        seen.add(at.id)
        at = view.record.places.get(at.within) if at.within else None
    return at, at is not place


def _sketch(area: Area) -> Sketch | None:
    place = area.place
    if place is None or place.latitude is None or place.longitude is None:
        return None
    at = (place.longitude, place.latitude)
    if not (-180 <= at[0] <= 180 and -90 <= at[1] <= 90):
        return None
    rings = _country(at) if area.precision == COUNTRY else ()
    window = window_of(_wide(rings)) if rings else window_round([at])
    land, names = land_in(window)
    km = round_length(90 / window.scale * KM_A_DEGREE)
    x, y = window.at(*at)
    return Sketch(
        width=WIDTH,
        height=window.height,
        land=land,
        country=_path(rings, window),
        names=tuple(
            one for one in clear(names, (), window.height) if not _is_by_the_scale(one, window)
        ),
        x=x,
        y=y,
        radius=0 if rings else _radius(area, window),
        label=area.called,
        km=km,
        scale=round(km / KM_A_DEGREE * window.scale, 1),
        credit=outline().credit,
    )


def _is_by_the_scale(name: tuple[float, float, str], window: Window) -> bool:
    return name[0] < WIDTH / 3 and name[1] > window.height - _BY_THE_SCALE


def _radius(area: Area, window: Window) -> float:
    km = RADIUS_KM.get(area.precision, RADIUS_KM[5]) or _TOWN_KM
    return round(max(_LEAST_RING, km / KM_A_DEGREE * window.scale), 1)


def _country(at: Point) -> tuple[Sequence[Point], ...]:
    """Return the outline of the country that a point lies in; none for a point at sea."""
    for _, rings in outline().countries:
        for (west, south, east, north), ring in rings:
            if west <= at[0] <= east and south <= at[1] <= north and _is_inside(at, ring):
                return tuple(turn for _, turn in rings)
    return ()


def _is_inside(at: Point, ring: Sequence[Point]) -> bool:
    """Return whether a point lies in a ring: a line from it crosses the ring oddly often."""
    x, y = at
    is_inside = False
    for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
            is_inside = not is_inside
    return is_inside


def _wide(rings: Sequence[Sequence[Point]]) -> tuple[float, float, float, float]:
    """Return the box of a country's largest part, with room round it."""
    boxes = [box_of(ring) for ring in rings]
    west, south, east, north = max(boxes, key=lambda b: (b[2] - b[0]) * (b[3] - b[1]))
    across, up = (east - west) * 0.15, (north - south) * 0.15
    return west - across, south - up, east + across, north + up


def _path(rings: Sequence[Sequence[Point]], window: Window) -> str:
    drawn = ([window.at(*point) for point in ring] for ring in rings)
    return "".join("M" + "L".join(f"{x:g} {y:g}" for x, y in ring) + "Z" for ring in drawn)
