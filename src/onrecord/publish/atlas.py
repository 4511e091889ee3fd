"""The small map: a window on the world's outline, and marks as exact as the places are known."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.publish.ground import (
    KM_A_DEGREE,
    WIDTH,
    Box,
    Window,
    land_in,
    round_length,
    window_round,
)

RADIUS_KM = {1: 0, 2: 10, 3: 25, 4: 60, 5: 90}  # how wide a ring, by `Place.precision`
_LARGEST_RING = 64
_LETTER = 8.0  # width of a letter of a caption, about
_WIDE_RING = 40  # a name may stand inside a ring that is wider than this


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


def atlas(spots: Sequence[Spot]) -> Atlas | None:
    """Return the map of some places; None if there are none."""
    spots = [s for s in spots if _is_on_earth(s)]
    if not spots:
        return None
    window = window_round([(s.longitude, s.latitude) for s in spots])
    land, names = land_in(window)
    pins = _pins(spots, window)
    km = round_length(90 / window.scale * KM_A_DEGREE)
    return Atlas(
        width=WIDTH, height=window.height, land=land,
        names=clear(names, pins, window.height), pins=pins, scale_km=km,
        scale_width=round(km / KM_A_DEGREE * window.scale, 1),
    )  # fmt: skip


def _is_on_earth(spot: Spot) -> bool:
    return -90 <= spot.latitude <= 90 and -180 <= spot.longitude <= 180


def _pins(spots: Sequence[Spot], window: Window) -> tuple[Pin, ...]:
    """Return the marks, wide rings first so that none hides a dot."""
    placed = [(spot, number, *window.at(spot.longitude, spot.latitude))
              for number, spot in enumerate(spots, start=1)]  # fmt: skip
    taken: list[Box] = [
        (x - 8, y - 8, x + 8, y + 8)
        for spot, _, x, y in placed
        if not RADIUS_KM.get(spot.precision, 90)
    ]
    pins: list[Pin] = []
    named: set[str] = set()
    for spot, number, x, y in placed:
        km = RADIUS_KM.get(spot.precision, 90)
        radius = km and min(_LARGEST_RING, max(9, km / KM_A_DEGREE * window.scale))
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


def clear(
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
