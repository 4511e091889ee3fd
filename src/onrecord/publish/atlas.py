"""The small map: a window on the world's outline, and marks as exact as the places are known."""

import json
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

Point = tuple[float, float]  # longitude, latitude, in degrees
Box = tuple[float, float, float, float]  # west, south, east, north

WIDTH, HEIGHT = 720, 540
_LEAST = 5.0  # degrees of latitude that a window shows at least: a place needs its surroundings
_MARGIN = 0.28  # of the extent, added on each side
_KM_A_DEGREE = 111.2
_RADIUS_KM = {1: 0, 2: 10, 3: 25, 4: 60, 5: 90}  # how wide a ring, by `Place.precision`
_CLOSE = 20  # units a degree: a country and its neighbours, no half of the world
_LARGEST_RING = 64
_LETTER = 8.0  # width of a letter of a caption, about
_WIDE_RING = 40  # a name may stand inside a ring that is wider than this
_SMALLEST_LABEL = 2600  # square units of a country that is large enough to be named


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """
    A place with incidents, to draw.

    Attributes:
        name: What the claims call it.
        known_as: What the list of places calls it.
        precision: UCDP `where_prec`; 1 a point, 2 near it, 3 district, 4 province, 5 area.
        labels: The numbers of its incidents, with their anchors.
    """

    name: str
    known_as: str
    latitude: float
    longitude: float
    precision: int
    labels: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """A spot on the drawing; `radius` 0 means a dot, else a ring of that many units."""

    spot: Spot
    number: int
    x: float
    y: float
    radius: float
    caption: tuple[float, float, str] | None  # its words start there


@dataclass(frozen=True, slots=True, kw_only=True)
class Atlas:
    """All that the drawing needs: paths in its own units, and the bar of the scale."""

    width: int
    height: int
    land: str
    names: tuple[tuple[float, float, str], ...]
    pins: tuple[Pin, ...]
    scale_km: int
    scale_width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Window:
    """
    What part of the world is shown, and how degrees become units.

    Attributes:
        squeeze: How much shorter a degree of longitude is than one of latitude here.
    """

    west: float
    south: float
    east: float
    north: float
    squeeze: float

    @property
    def scale(self) -> float:
        """Units in a degree of latitude."""
        return WIDTH / ((self.east - self.west) * self.squeeze)

    @property
    def height(self) -> int:
        """Units from south to north."""
        return round((self.north - self.south) * self.scale)

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Return where a place stands."""
        x = (longitude - self.west) * self.scale * self.squeeze
        return round(x, 1), round((self.north - latitude) * self.scale, 1)

    def wider(self, by: float) -> Box:
        """Return the same window with an edge round it."""
        return self.west - by, self.south - by, self.east + by, self.north + by


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """The world's countries: rings of degrees, each with its bounding box."""

    credit: str
    countries: tuple[tuple[str, tuple[tuple[Box, tuple[Point, ...]], ...]], ...]


def atlas(spots: Sequence[Spot]) -> Atlas | None:
    """Return the map of some places; None if there are none."""
    spots = [s for s in spots if _is_on_earth(s)]
    if not spots:
        return None
    window = _window(spots)
    land, names = _land(window)
    pins = _pins(spots, window)
    km = _round_length(90 / window.scale * _KM_A_DEGREE)
    return Atlas(
        width=WIDTH, height=window.height, land=land,
        names=_clear(names, pins, window.height), pins=pins, scale_km=km,
        scale_width=round(km / _KM_A_DEGREE * window.scale, 1),
    )  # fmt: skip


@cache
def outline() -> Outline:
    """Return the world's outline as packed by `script/basemap`."""
    packed = json.loads(
        resources.files("onrecord.publish").joinpath("basemap/world.json").read_text("utf-8")
    )
    units = packed["units_per_degree"]
    lines = [tuple((x / units, y / units) for x, y in _unpacked(arc)) for arc in packed["arcs"]]
    countries = []
    for country in packed["countries"]:
        rings = []
        for indices in country["rings"]:
            ring = [p for i in indices for p in (lines[i] if i >= 0 else lines[~i][::-1])[:-1]]
            rings += [(_box(turn), turn) for turn in _turns(_unwrapped(ring))]
        countries.append((country["name"], tuple(rings)))
    return Outline(credit=packed["credit"], countries=tuple(countries))


def _unwrapped(ring: list[Point]) -> list[Point]:
    """Return a ring that may run past 180 degrees instead of jumping to the map's other side."""
    whole = [ring[0]]
    for longitude, latitude in ring[1:]:
        turns = round((whole[-1][0] - longitude) / 360)
        whole.append((longitude + 360 * turns, latitude))
    if abs(whole[-1][0] - whole[0][0]) > 180:  # round the pole: closed along the map's edge
        pole = math.copysign(90.0, whole[0][1])
        whole += [(whole[-1][0], pole), (whole[0][0], pole)]
    return whole


def _turns(ring: list[Point]) -> Iterator[tuple[Point, ...]]:
    """Yield a ring, and once more a turn away if it runs past the map's edge."""
    yield tuple(ring)
    west, _, east, _ = _box(ring)
    if west < -180 or east > 180:
        by = 360 if west < -180 else -360
        yield tuple((longitude + by, latitude) for longitude, latitude in ring)


def _unpacked(arc: str) -> Iterator[tuple[int, int]]:
    """Yield the points of a line from its packed differences."""
    values: list[int] = []
    value = shift = 0
    for character in arc:
        digit = ord(character) - 63
        value |= (digit & 0x1F) << shift
        shift += 5
        if digit < 0x20:
            values.append(~(value >> 1) if value & 1 else value >> 1)
            value = shift = 0
    x = y = 0
    for dx, dy in zip(values[::2], values[1::2], strict=True):
        x, y = x + dx, y + dy
        yield x, y


def _box(points: Sequence[Point]) -> Box:
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs), min(ys), max(xs), max(ys)


def _is_on_earth(spot: Spot) -> bool:
    return -90 <= spot.latitude <= 90 and -180 <= spot.longitude <= 180


def _window(spots: Sequence[Spot]) -> _Window:
    """Return a window round the places with a margin; one of the whole world is less tall."""
    west, south, east, north = _box([(s.longitude, s.latitude) for s in spots])
    middle = (south + north) / 2
    squeeze = max(0.2, math.cos(math.radians(middle)))
    tall = max(_LEAST, (north - south) * (1 + 2 * _MARGIN))
    wide = max(tall * WIDTH / HEIGHT, (east - west) * squeeze * (1 + 2 * _MARGIN))
    tall = min(180.0, max(tall, wide * HEIGHT / WIDTH))
    across = wide / squeeze
    south = min(max(middle - tall / 2, -90.0), 90.0 - tall)
    start = (west + east) / 2 - across / 2
    return _Window(
        west=start, south=south, east=start + across, north=south + tall, squeeze=squeeze
    )


def _land(window: _Window) -> tuple[str, list[tuple[float, float, str, float]]]:
    """Return the countries in a window as one path, and where their names go."""
    edge = window.wider(0.02 * (window.north - window.south))
    paths: list[str] = []
    names: list[tuple[float, float, str, float]] = []
    for name, rings in outline().countries:
        largest = 0.0
        label: tuple[float, float, str, float] | None = None
        for box, ring in rings:
            if box[0] > edge[2] or box[2] < edge[0] or box[1] > edge[3] or box[3] < edge[1]:
                continue
            drawn = _drawn(ring if _within(box, edge) else _clipped(ring, edge), window)
            if len(drawn) < 3:
                continue
            paths.append("M" + "L".join(f"{x:g} {y:g}" for x, y in drawn) + "Z")
            size, x, y = _centre(_clipped(drawn, (0, 0, WIDTH, window.height)))
            if size > max(largest, _SMALLEST_LABEL):
                largest, label = size, (x, y, name, size)
        if label:
            names.append(label)
    return "".join(paths), names


def _within(box: Box, edge: Box) -> bool:
    return box[0] >= edge[0] and box[1] >= edge[1] and box[2] <= edge[2] and box[3] <= edge[3]


def _drawn(ring: Iterable[Point], window: _Window) -> list[Point]:
    """Return a ring in the drawing's units, points that fall together kept once."""
    apart = 0.6 if window.scale > _CLOSE else 1.5
    drawn: list[Point] = []
    for longitude, latitude in ring:
        point = window.at(longitude, latitude)
        if not drawn or abs(point[0] - drawn[-1][0]) + abs(point[1] - drawn[-1][1]) >= apart:
            drawn.append(point)
    return drawn


def _clipped(ring: Sequence[Point], box: Box) -> list[Point]:
    """Return the part of a ring inside a box (Sutherland and Hodgman's way)."""
    points = list(ring)
    for axis, limit, sign in ((0, box[0], 1), (0, box[2], -1), (1, box[1], 1), (1, box[3], -1)):
        inside = [sign * (p[axis] - limit) >= 0 for p in points]
        kept: list[Point] = []
        for i, point in enumerate(points):
            if inside[i] != inside[i - 1]:
                kept.append(_crossing(points[i - 1], point, axis, limit))
            if inside[i]:
                kept.append(point)
        points = kept
    return points


def _crossing(start: Point, end: Point, axis: int, limit: float) -> Point:
    share = (limit - start[axis]) / (end[axis] - start[axis])
    other = start[1 - axis] + share * (end[1 - axis] - start[1 - axis])
    return (limit, other) if axis == 0 else (other, limit)


def _centre(ring: Sequence[Point]) -> tuple[float, float, float]:
    """Return the area of a ring and its middle."""
    area = x = y = 0.0
    for (ax, ay), (bx, by) in zip(ring, [*ring[1:], *ring[:1]], strict=True):
        cross = ax * by - bx * ay
        area, x, y = area + cross, x + (ax + bx) * cross, y + (ay + by) * cross
    if abs(area) < 1:
        return 0.0, 0.0, 0.0
    return abs(area / 2), round(x / (3 * area), 1), round(y / (3 * area), 1)


def _pins(spots: Sequence[Spot], window: _Window) -> tuple[Pin, ...]:
    """Return the marks, wide rings first so that none hides a dot."""
    placed = [(spot, number, *window.at(spot.longitude, spot.latitude))
              for number, spot in enumerate(spots, start=1)]  # fmt: skip
    taken: list[Box] = [
        (x - 8, y - 8, x + 8, y + 8)
        for spot, _, x, y in placed
        if not _RADIUS_KM.get(spot.precision, 90)
    ]
    pins: list[Pin] = []
    named: set[str] = set()
    for spot, number, x, y in placed:
        km = _RADIUS_KM.get(spot.precision, 90)
        radius = km and min(_LARGEST_RING, max(9, km / _KM_A_DEGREE * window.scale))
        is_new = spot.name not in named and len(spots) <= 40
        caption = _caption(spot, (x, y), radius, window.height, taken) if is_new else None
        named.add(spot.name)
        pins.append(
            Pin(spot=spot, number=number, x=x, y=y, radius=round(radius, 1), caption=caption)
        )
    return tuple(sorted(pins, key=lambda pin: -pin.radius))


def _caption(
    spot: Spot, at: tuple[float, float], radius: float, height: int, taken: list[Box]
) -> tuple[float, float, str] | None:
    """Return where a name fits: inside a wide ring, else beside its mark; None if nowhere."""
    words = spot.name if len(spot.name) <= 24 else spot.name[:23] + "…"
    (x, y), wide = at, len(words) * _LETTER
    off = 12.0 if radius < 10 or radius > _WIDE_RING else radius + 6
    beside = [(x + off, y + 5), (x - off - wide, y + 5), (x - wide / 2, y + off + 13),
              (x - wide / 2, y - off - 2)]  # fmt: skip
    for left, base in [(x - wide / 2, y + 5), *beside] if radius > _WIDE_RING else beside:
        box = (left, base - 14, left + wide, base + 4)
        is_inside = box[0] > 2 and box[2] < WIDTH - 2 and box[1] > 2 and box[3] < height - 2
        if is_inside and not any(_overlap(box, other) for other in taken):
            taken.append(box)
            return round(left, 1), round(base, 1), words
    return None


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _clear(
    names: Iterable[tuple[float, float, str, float]], pins: Sequence[Pin], height: int
) -> tuple[tuple[float, float, str], ...]:
    """Return the names of countries that stand in nobody's way, the largest first."""
    taken: list[Box] = [(p.x - 9, p.y - 9, p.x + 9, p.y + 9) for p in pins]
    for pin in pins:
        if pin.caption:
            x, y, words = pin.caption
            taken.append((x, y - 15, x + len(words) * _LETTER, y + 4))
    kept = []
    for x, y, name, _ in sorted(names, key=lambda n: -n[3]):
        half = len(name) * 5.2
        box = (x - half, y - 14, x + half, y + 6)
        is_inside = half < x < WIDTH - half and 16 < y < height - 8
        if is_inside and not any(_overlap(box, other) for other in taken):
            taken.append(box)
            kept.append((x, y, name))
    return tuple(kept)


def _round_length(km: float) -> int:
    """Return a round number of kilometres not above `km`."""
    power = 10 ** math.floor(math.log10(max(1.0, km)))
    return int(max(step * power for step in (1, 2, 5) if step * power <= max(1.0, km)))
