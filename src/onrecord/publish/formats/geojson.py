"""A record for maps: one point for each incident (GeoJSON, RFC 7946)."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, pairwise, repeat
from typing import Any, BinaryIO

from onrecord.model.public import Public, PublicIncident
from onrecord.publish.formats.letters import encoded
from onrecord.publish.formats.tables import INCIDENTS, Kind
from onrecord.publish.formats.tables.incidents import told
from onrecord.publish.formats.walking import Take, Walk

_NOT_IN_PROPERTIES = {"latitude", "longitude"}  # they are the geometry
BETWEEN = "; "  # the parts of what holds several: programs for maps know no lists
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=str)


@contextmanager
def opened(walk: Walk, out: BinaryIO) -> Iterator[Take]:
    """
    Write incidents as a FeatureCollection, one a line, as they come.

    A point is the most specific place that anybody may see and that has coordinates; its
    properties say what place that is, how exactly it is known, and whether it was made
    coarser. An incident without one is a feature with no geometry (RFC 7946, section 3.2).
    Every feature has every property; what is not known is null.
    """
    out.write(encoded(f'{_about(walk.public)[:-1]},"features":['))
    longitudes: set[float] = set()
    latitudes: set[float] = set()
    between = chain(["\n"], repeat(",\n"))

    def take(incident: PublicIncident) -> bool:
        made = feature(incident)
        if made["geometry"]:
            longitude, latitude = made["geometry"]["coordinates"]
            longitudes.add(longitude)
            latitudes.add(latitude)
        out.write(encoded(next(between) + _JSON.encode(made)))
        return True

    yield take
    box = bounds(longitudes, latitudes)
    out.write(encoded("\n]" + (f',"bbox":{_JSON.encode(box)}' if box else "") + "}\n"))


def _about(public: Public) -> str:
    allowed = public.allowed
    about = {"type": "FeatureCollection", "name": public.name}
    about |= {"keeper": allowed.keeper, "contact": allowed.contact, "licence": allowed.licence}
    return _JSON.encode({name: what for name, what in about.items() if what})


def feature(incident: PublicIncident) -> dict[str, Any]:
    """Return one incident as a feature."""
    row = next(iter(told(incident)))
    cells = {column.name: (column.kind, column.of(row)) for column in INCIDENTS.columns}
    point = [cells["longitude"][1], cells["latitude"][1]]
    return {
        "type": "Feature",
        "id": incident.id,
        "geometry": {"type": "Point", "coordinates": point} if row.point else None,
        "properties": {
            name: BETWEEN.join(value) or None if kind is Kind.TEXTS else value
            for name, (kind, value) in cells.items()
            if name not in _NOT_IN_PROPERTIES
        },
    }


def bounds(longitudes: Iterable[float], latitudes: Iterable[float]) -> list[float]:
    """
    Return west, south, east, north of all points; nothing without a point.

    Around the date line a box runs over it, so that its west is greater than its east
    (RFC 7946, section 5.2).

    >>> bounds([36.2, 37.1], [33.5, 36.2])
    [36.2, 33.5, 37.1, 36.2]
    >>> bounds([177.0, -178.0], [-20.0, -16.0])
    [177.0, -20.0, -178.0, -16.0]
    """
    around, up = sorted(longitudes), sorted(latitudes)
    if not around:
        return []
    west, east = around[0], around[-1]
    if east - west > 180:
        gaps = [(b - a, a, b) for a, b in pairwise(around)]
        widest, before, after = max(gaps)
        if widest > 360 - (east - west):
            west, east = after, before
    return [west, up[0], east, up[-1]]
