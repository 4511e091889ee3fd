"""Summaries and changes as lines of JSON: kept by a release, read again by the next."""

import json
from collections.abc import Callable
from typing import Any, TypeVar

from onrecord.publish.changes.difference import Change, Corrected, Kind, Regraded
from onrecord.publish.changes.practice import Altered, Practice
from onrecord.publish.changes.told import Told, ToldFigure, ToldRuling

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))

Line = Told | Change | Practice | Altered
_Kept = TypeVar("_Kept", Told, Change, Practice, Altered)
_NAMES: dict[type, str] = {
    Told: "told",
    Change: "change",
    Practice: "practice",
    Altered: "altered",
}


def as_line(one: Line) -> str:
    """
    Return what a release said, or what became of it, as one line of JSON without its end.

    The same value gives the same line on every machine.

    >>> as_line(Change(incident_id="inc_1", kind=Kind.NEW))
    '{"is":"change","incident_id":"inc_1","kind":"new"}'
    """
    told = {"is": _NAMES[type(one)], **_plain(one)}
    return _JSON.encode({name: value for name, value in told.items() if value not in ((), "")})


def _plain(value: Any) -> Any:
    """Return a value as `asdict` would, of which it takes a third of the time."""
    if isinstance(value, tuple):
        return tuple([_plain(one) for one in value])
    names = getattr(value, "__dataclass_fields__", None)
    return value if names is None else {name: _plain(getattr(value, name)) for name in names}


def from_line(line: str) -> Told:
    """
    Return what a release said of an incident, from its line.

    Raises:
        ValueError: It is no such line.
    """
    return _one(Told, line)


def change_from_line(line: str) -> Change:
    """Return what became of an incident, from its line; see `from_line`."""
    return _one(Change, line)


def practice_from_line(line: str) -> Practice:
    """Return how a release came about, from its line; see `from_line`."""
    return _one(Practice, line)


def altered_from_line(line: str) -> Altered:
    """Return a change of method, from its line; see `from_line`."""
    return _one(Altered, line)


def _one(kind: type[_Kept], line: str) -> _Kept:
    try:
        told = json.loads(line)
        named = {name: _field(name, value) for name, value in told.items() if name != "is"}
        made = kind(**named)
    except (ValueError, TypeError, KeyError, AttributeError) as fault:
        raise ValueError(f"not a line of a release: {fault}") from fault
    if told.get("is") != _NAMES[kind]:
        raise ValueError(f"not a line of a release’s kind “{_NAMES[kind]}”")
    return made


def _field(name: str, value: Any) -> Any:
    """Return a field's value as the values have it: tuples for lists, and values inside."""
    if name == "kind":
        return Kind(value)
    if name in _INSIDE and isinstance(value, list):
        made = _INSIDE[name]
        return tuple(made(one) for one in value)
    return _tuples(value)


def _tuples(value: Any) -> Any:
    return tuple(_tuples(one) for one in value) if isinstance(value, list) else value


def _figure(value: dict[str, Any]) -> ToldFigure | Corrected:
    told = {name: _tuples(held) for name, held in value.items()}
    return ToldFigure(**told) if "minimum" in told else Corrected(**told)


_INSIDE: dict[str, Callable[[dict[str, Any]], Any]] = {
    "figures": _figure,
    "rulings": lambda value: ToldRuling(**value),
    "gradings": lambda value: Regraded(**value),
}
