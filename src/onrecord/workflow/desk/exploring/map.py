"""What fits on a map: marks as exact as the places are known, near ones drawn together."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from onrecord.model import Place
from onrecord.publish import ground
from onrecord.publish.ground import KM_A_DEGREE, WIDTH, Box, Window
from onrecord.workflow.desk.exploring.found import Found
from onrecord.workflow.desk.exploring.things import is_country

RADIUS_KM = {1: 0, 2: 10, 3: 25, 4: 60, 5: 90}  # how wide a ring, by `Place.precision`
_LARGEST_RING = 70.0
_TOGETHER = 30.0  # units: marks that are nearer are drawn as one
_SMALLEST, _LARGEST = 6.0, 22.0  # units of a mark
_MOST_CAPTIONS = 14
_LETTER = 7.4
_STEP = 0.5  # of the window, that a step to a side moves it
_MOST_LISTED = 60
_WIDE = 5.0  # degrees round the middle of a country


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """One place with what fits there; `is_wider` where claims name a place inside it."""

    place: Place
    is_wider: bool
    many: int

    @property
    def precision(self) -> int:
        """UCDP `where_prec`; at best near, where a place inside it is named."""
        return max(self.place.precision, 2) if self.is_wider else self.place.precision


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """
    One mark: of one place, or of several that lie too near each other to be told apart.

    Attributes:
        radius: Of the mark itself, by how much it stands for.
        ring: How wide what is known of the place is; 0 for a point. Its middle is no address.
        box: The part of the world in which its places can be told apart; None for one place.
        caption: Where its name starts, and the name.
    """

    x: float
    y: float
    radius: float
    ring: float
    many: int
    spots: tuple[Spot, ...]
    box: Box | None
    caption: tuple[float, float, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Map:
    """All that the drawing needs."""

    width: int
    height: int
    window: Window
    land: str
    countries: tuple[tuple[float, float, str], ...]
    marks: tuple[Mark, ...]
    spots: tuple[Spot, ...]
    more: int
    unmarked: int
    outside: int
    scale_km: int
    scale_width: float
    credit: str

    @property
    def box(self) -> Box:
        """The part of the world that is shown."""
        w = self.window
        return w.west, w.south, w.east, w.north

    def moved(self, across: float, up: float) -> Box:
        """Return the part of the world a step aside, in windows."""
        west, south, east, north = self.box
        by_x, by_y = (east - west) * across * _STEP, (north - south) * up * _STEP
        by_y = min(max(by_y, -90 - south), 90 - north)
        return west + by_x, south + by_y, east + by_x, north + by_y

    def nearer(self, times: float) -> Box:
        """Return the part of the world that a look from nearer shows; below 1 from farther."""
        west, south, east, north = self.box
        x, y = (west + east) / 2, (south + north) / 2
        wide = min((east - west) / times, 360.0) / 2
        tall = min((north - south) / times, 180.0) / 2
        return x - wide, max(y - tall, -90.0), x + wide, min(y + tall, 90.0)


def spots(found: Found, places: Mapping[str, Place]) -> tuple[Spot, ...]:
    """Return the places of what fits, those with the most first."""
    counted: dict[tuple[str, bool], int] = defaultdict(int)
    row = found.things.row
    for n in found.places:
        mark = row[n].mark
        if mark is not None:
            counted[mark] += 1
    made = [
        Spot(place=places[place_id], is_wider=is_wider, many=many)
        for (place_id, is_wider), many in counted.items()
    ]
    made.sort(key=lambda one: (-one.many, one.place.id))
    return tuple(made)


def drawn(found: Found, places: Mapping[str, Place], box: Box | None) -> Map:
    """Return the map of what fits; of the whole world where nothing can be marked."""
    here = spots(found, places)
    unmarked = found.total - sum(one.many for one in here)
    return _map(here, unmarked, box or (None if here else _round_countries(found, places)))


def _round_countries(found: Found, places: Mapping[str, Place]) -> Box | None:
    """Return the part of the world in which the countries lie that are all that is known."""
    told = {one for n in found.places for one in found.things.row[n].place_ids}
    known = (places[one] for one in told if one in places)
    points = [
        (p.longitude, p.latitude)
        for p in known
        if p.latitude is not None and p.longitude is not None
    ]
    if not points:
        return None
    west, south, east, north = ground.box_of(points)
    return west - 6, max(-90.0, south - 6), east + 6, min(90.0, north + 6)


def around(one: Place | None, box: Box | None) -> Map:
    """Return the map round one place: to show it, or to pick a point in it."""
    if one is None or one.latitude is None or one.longitude is None:
        return _map((), 0, box)
    if is_country(one):  # the middle of a country is no place to mark
        x, y = one.longitude, one.latitude
        return _map((), 0, box or (x - _WIDE, max(-90, y - _WIDE), x + _WIDE, min(90, y + _WIDE)))
    return _map((Spot(place=one, is_wider=False, many=1),), 0, box)


def _map(here: tuple[Spot, ...], unmarked: int, box: Box | None) -> Map:
    window = _window(here, box)
    land, names = _land(window)
    placed = [(spot, *window.at(_x(spot), _y(spot))) for spot in here]
    inside = [p for p in placed if 0 <= p[1] <= WIDTH and 0 <= p[2] <= window.height]
    marks = _captioned(_marks(inside, window), window.height)
    km = ground.round_length(90 / window.scale * KM_A_DEGREE)
    shown = tuple(sorted((p[0] for p in inside), key=lambda one: (-one.many, one.place.id)))
    return Map(
        width=WIDTH,
        height=window.height,
        window=window,
        land=land,
        countries=_clear(names, marks, window.height),
        marks=marks,
        spots=shown[:_MOST_LISTED],
        more=len(shown[_MOST_LISTED:]),
        unmarked=unmarked,
        outside=sum(one.many for one in here) - sum(one.many for one in shown),
        scale_km=km,
        scale_width=round(km / KM_A_DEGREE * window.scale, 1),
        credit=ground.outline().credit,
    )


def _window(here: Iterable[Spot], box: Box | None) -> Window:
    if box is not None:
        return ground.window_of(box)
    points = [(_x(spot), _y(spot)) for spot in here]
    return ground.window_round(points) if points else ground.window_of((-170, -58, 190, 78))


@lru_cache(maxsize=64)
def _land(window: Window) -> tuple[str, list[tuple[float, float, str, float]]]:
    return ground.land_in(window)


def _x(spot: Spot) -> float:
    return spot.place.longitude or 0.0


def _y(spot: Spot) -> float:
    return spot.place.latitude or 0.0


def _marks(placed: list[tuple[Spot, float, float]], window: Window) -> list[Mark]:
    """Return the marks, wide rings first so that none hides a dot."""
    held: list[list[tuple[Spot, float, float]]] = []
    cells: dict[tuple[int, int], list[int]] = defaultdict(list)
    for one in placed:  # those with the most first: others join them
        cell = (int(one[1] // _TOGETHER), int(one[2] // _TOGETHER))
        near = (n for x in (-1, 0, 1) for y in (-1, 0, 1) for n in cells[cell[0] + x, cell[1] + y])
        joined = next((n for n in near if _apart(held[n][0], one) < _TOGETHER), None)
        if joined is None:
            cells[cell].append(len(held))
            held.append([one])
        else:
            held[joined].append(one)
    most = max((sum(spot.many for spot, _, _ in group) for group in held), default=1)
    made = [_mark(group, most, window) for group in held]
    return sorted(made, key=lambda one: (-one.ring, -one.radius))


def _apart(a: tuple[Spot, float, float], b: tuple[Spot, float, float]) -> float:
    return math.hypot(a[1] - b[1], a[2] - b[2])


def _mark(group: list[tuple[Spot, float, float]], most: int, window: Window) -> Mark:
    many = sum(spot.many for spot, _, _ in group)
    first, x, y = group[0]
    ring = 0.0
    if len(group) == 1:
        km = RADIUS_KM.get(first.precision, 90)
        ring = km and min(_LARGEST_RING, max(10.0, km / KM_A_DEGREE * window.scale))
    radius = _SMALLEST + (_LARGEST - _SMALLEST) * math.sqrt(many / most) if most > 1 else 7.0
    points = [(_x(spot), _y(spot)) for spot, _, _ in group]
    is_one = len({(spot.place.latitude, spot.place.longitude) for spot, _, _ in group}) == 1
    return Mark(
        x=x,
        y=y,
        radius=round(min(radius, ring) if ring else radius, 1),
        ring=round(ring, 1),
        many=many,
        spots=tuple(spot for spot, _, _ in group),
        box=None if is_one else _round(points),
    )


def _round(points: list[tuple[float, float]]) -> Box:
    west, south, east, north = ground.box_of(points)
    x, y = max(0.1, (east - west) * 0.4), max(0.1, (north - south) * 0.4)
    return west - x, max(-90.0, south - y), east + x, min(90.0, north + y)


def _captioned(marks: list[Mark], height: int) -> tuple[Mark, ...]:
    """Return the marks with the names of the largest, wherever there is room."""
    taken: list[Box] = [
        (m.x - m.radius, m.y - m.radius, m.x + m.radius, m.y + m.radius) for m in marks
    ]
    named: dict[int, tuple[float, float, str]] = {}
    for n in sorted(range(len(marks)), key=lambda n: -marks[n].many)[: 3 * _MOST_CAPTIONS]:
        if len(named) < _MOST_CAPTIONS and (caption := _caption(marks[n], height, taken)):
            named[n] = caption
    return tuple(replace(m, caption=named.get(n)) for n, m in enumerate(marks))


def _caption(mark: Mark, height: int, taken: list[Box]) -> tuple[float, float, str] | None:
    name = mark.spots[0].place.name
    words = name if len(name) <= 22 else name[:21] + "…"
    wide, off = len(words) * _LETTER, mark.radius + 4
    beside = (
        (mark.x + off, mark.y + 5),
        (mark.x - off - wide, mark.y + 5),
        (mark.x - wide / 2, mark.y + off + 12),
        (mark.x - wide / 2, mark.y - off - 2),
    )
    for left, base in beside:
        box = (left, base - 13, left + wide, base + 4)
        is_inside = box[0] > 2 and box[2] < WIDTH - 2 and box[1] > 2 and box[3] < height - 2
        if is_inside and not any(_overlap(box, other) for other in taken):
            taken.append(box)
            return round(left, 1), round(base, 1), words
    return None


def _clear(
    names: Iterable[tuple[float, float, str, float]], marks: Iterable[Mark], height: int
) -> tuple[tuple[float, float, str], ...]:
    """Return the names of countries that stand in nobody's way, the largest first."""
    taken: list[Box] = []
    for mark in marks:
        r = mark.radius + 3
        taken.append((mark.x - r, mark.y - r, mark.x + r, mark.y + r))
        if mark.caption:
            x, y, words = mark.caption
            taken.append((x, y - 15, x + len(words) * _LETTER, y + 4))
    kept = []
    for x, y, name, _ in sorted(names, key=lambda one: -one[3]):
        half = len(name) * 5.2
        box = (x - half, y - 14, x + half, y + 6)
        is_inside = half < x < WIDTH - half and 16 < y < height - 8
        if is_inside and not any(_overlap(box, other) for other in taken):
            taken.append(box)
            kept.append((x, y, name))
    return tuple(kept)


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
