"""The world's outline, and the part of it that a window shows: what a map is drawn over."""

import json
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

Point = tuple[float, float]  # longitude, latitude, in degrees
Box = tuple[float, float, float, float]  # west, south, east, north

WIDTH, HEIGHT = 720, 540
KM_A_DEGREE = 111.2
_CLOSEST = 0.25  # degrees of latitude: nearer, the outline has nothing to show
_LEAST = 5.0  # degrees of latitude that a window shows at least: a place needs its surroundings
_MARGIN = 0.28  # of the extent, added on each side
_CLOSE = 20  # units a degree: a country and its neighbours, no half of the world
_SMALLEST_LABEL = 2600  # square units of a country that is large enough to be named


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
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
            rings += [(box_of(turn), turn) for turn in _turns(_unwrapped(ring))]
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
    west, _, east, _ = box_of(ring)
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


def box_of(points: Sequence[Point]) -> Box:
    """Return the smallest box round points."""
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs), min(ys), max(xs), max(ys)


def window_round(points: Sequence[Point]) -> Window:
    """Return a window round places with a margin; one of the whole world is less tall."""
    west, south, east, north = box_of(points)
    middle = (south + north) / 2
    squeeze = max(0.2, math.cos(math.radians(middle)))
    tall = max(_LEAST, (north - south) * (1 + 2 * _MARGIN))
    wide = max(tall * WIDTH / HEIGHT, (east - west) * squeeze * (1 + 2 * _MARGIN))
    return _window((west + east) / 2, middle, tall, wide, squeeze)


def window_of(box: Box) -> Window:
    """Return the window that shows a part of the world whole, and what lies beside it."""
    west, south, east, north = box
    middle = (south + north) / 2
    squeeze = max(0.2, math.cos(math.radians(middle)))
    tall = max(_CLOSEST, north - south)
    wide = max(tall * WIDTH / HEIGHT, (east - west) * squeeze)
    return _window((west + east) / 2, middle, tall, wide, squeeze)


def _window(across: float, middle: float, tall: float, wide: float, squeeze: float) -> Window:
    wide = min(wide, 360.0 * squeeze)
    tall = min(180.0, max(tall, wide * HEIGHT / WIDTH))
    south = min(max(middle - tall / 2, -90.0), 90.0 - tall)
    start = across - wide / squeeze / 2
    return Window(
        west=start,
        south=south,
        east=start + wide / squeeze,
        north=south + tall,
        squeeze=squeeze,
    )


def land_in(window: Window) -> tuple[str, list[tuple[float, float, str, float]]]:
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


def _drawn(ring: Iterable[Point], window: Window) -> list[Point]:
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


def round_length(km: float) -> int:
    """Return a round number of kilometres not above `km`."""
    power = 10 ** math.floor(math.log10(max(1.0, km)))
    return int(max(step * power for step in (1, 2, 5) if step * power <= max(1.0, km)))
