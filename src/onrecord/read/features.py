"""GeoJSON as a table: a feature is a row, its properties are the columns."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

from onrecord.kit.decode import decode
from onrecord.model import Document, Severity, Snapshot
from onrecord.read import metadata
from onrecord.read.doubt import problem_of
from onrecord.read.reading import Reading
from onrecord.read.table import read_rows

_MOST_CELLS = 5_000_000
_BETWEEN = "; "
_NAMES = frozenset({"latitude", "lat", "longitude", "lon", "lng"})


class _NoFeaturesError(ValueError):
    """What some JSON is not."""


def read_features(document: Document, snapshot: Snapshot, data: bytes) -> Reading:
    """
    Return a collection of features as a table; the text is made once, comma-separated.

    A point's coordinates are two columns more, the latitude before the longitude, unless
    the properties have them (RFC 7946 writes the longitude first). Other shapes are no
    place of an incident, and give none.

    Args:
        document: The report.
        snapshot: Its bytes.
        data: The bytes.
    """
    try:
        features = _features(json.loads(decode(data).content.removeprefix("\ufeff")))
        made = _written(features)
    except (ValueError, RecursionError) as fault:
        message = f"This is no GeoJSON that can be read: {_why(fault)}."
        untouched = metadata.completed(document, metadata.Found(), None)
        problem = problem_of(document, "file-damaged", message, Severity.ERROR)
        return Reading(document=untouched, text=None, problems=(problem,))
    return read_rows(document, snapshot, made.encode("utf-8", "replace"))


def _why(fault: Exception) -> str:
    if isinstance(fault, json.JSONDecodeError):
        return f"line {fault.lineno}, column {fault.colno}: {fault.msg[:1].lower()}{fault.msg[1:]}"
    return "its parts nest too deep" if isinstance(fault, RecursionError) else str(fault)


def _features(held: object) -> list[Mapping[str, Any]]:
    if not isinstance(held, dict) or not isinstance(held.get("features"), list):
        raise _NoFeaturesError("it is no FeatureCollection")
    found: list[Mapping[str, Any]] = held["features"]
    for number, one in enumerate(found, 1):
        if not isinstance(one, dict) or not isinstance(one.get("properties") or {}, dict):
            raise _NoFeaturesError(f"feature {number} is none")
    return found


def _written(features: Sequence[Mapping[str, Any]]) -> str:
    rows = [_row(feature) for feature in features]
    names = list(dict.fromkeys(name for row in rows for name in row))
    if len(names) * len(rows) > _MOST_CELLS:
        raise ValueError("it has more cells than a table of incidents has")
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([_shown(row.get(name)) for name in names] for row in rows)
    return out.getvalue()


def _row(feature: Mapping[str, Any]) -> dict[str, object]:
    told: dict[str, object] = dict(feature.get("properties") or {})
    if "id" in feature:
        told = {"id": feature["id"], **told}
    if not _NAMES & {name.casefold() for name in told}:
        told |= _point(feature.get("geometry"))
    return told


def _point(geometry: object) -> dict[str, object]:
    if not isinstance(geometry, dict) or geometry.get("type") != "Point":
        return {}
    at = geometry.get("coordinates")
    if not isinstance(at, list) or not all(isinstance(n, int | float) for n in at[:2]):
        return {}
    return {"latitude": at[1], "longitude": at[0]} if len(at) > 1 else {}


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, list) and all(not isinstance(one, dict | list) for one in value):
        return _BETWEEN.join(filter(None, map(_shown, value)))
    shown = json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else str(value)
    return shown.replace("\x00", "")
