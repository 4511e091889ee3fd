"""Places and actors that no list has, described by a person."""

import math
from collections.abc import Callable, Mapping
from typing import TypeVar

from onrecord.kit.ids import content_id
from onrecord.kit.spelling import plain
from onrecord.model import Actor, ActorKind, OnRecordError, Place, PlaceKind

Kind = TypeVar("Kind", PlaceKind, ActorKind)
OWN = "own:"
_OWN_ACTOR = "actor:own."
_SEVEN = range(1, 8)
_AS_EXACT = {
    PlaceKind.SITE: 1, PlaceKind.TOWN: 1, PlaceKind.DISTRICT: 3, PlaceKind.PROVINCE: 4,
    PlaceKind.AREA: 5, PlaceKind.COUNTRY: 6,
}  # fmt: skip


def place(told: Mapping[str, str], known: Callable[[str], Place | None]) -> Place:
    """
    Return a place as a person describes it.

    Args:
        told: Text by field: `name`, `kind`, `country`, `within`, `latitude`, `longitude`,
            `precision`, and `id` where it has one already. All but `name` may be missing.
        known: Gives a place by id: what it is said to lie in must be known.

    Returns:
        The place; its id is made from its country and name where none is told, so that the
        same place described twice is one. Without coordinates it is known by name only.
        How exactly it is known is UCDP's `where_prec` (GED codebook 19.1): what is told,
        else what its kind allows.

    Raises:
        OnRecordError: Something told is no such thing.
    """
    name = " ".join(told.get("name", "").split())
    if not name:
        raise OnRecordError("a place needs a name")
    kind = _one_of(told.get("kind", ""), PlaceKind, PlaceKind.TOWN)
    within = told.get("within", "").strip() or None
    around = known(within) if within else None
    if within and around is None:
        raise OnRecordError(f"“{within}” is the id of no place that is known here")
    country = told.get("country", "").strip().upper() or (around.country if around else None)
    if country and not (len(country) == 2 and country.isascii() and country.isalpha()):
        raise OnRecordError(f"“{country}” is no country's code of two letters")
    latitude = _degrees(told.get("latitude", ""), 90, "latitude")
    longitude = _degrees(told.get("longitude", ""), 180, "longitude")
    if (latitude is None) != (longitude is None):
        raise OnRecordError("a point needs a latitude and a longitude, or neither is told")
    return Place(
        id=told.get("id", "").strip() or _id(OWN, country, name),
        name=name,
        kind=kind,
        country=country,
        latitude=latitude,
        longitude=longitude,
        within=within or (f"country:{country}" if country else None),
        precision=_precision(told.get("precision", ""), kind),
    )


def actor(told: Mapping[str, str], known: Callable[[str], Actor | None]) -> Actor:
    """
    Return an actor as a person describes it.

    Args:
        told: Text by field: `name`, `kind`, `country`, `within` (what it is part of), and
            `id` where it has one already.
        known: Gives an actor by id.

    Raises:
        OnRecordError: Something told is no such thing.
    """
    name = " ".join(told.get("name", "").split())
    if not name:
        raise OnRecordError("an actor needs a name")
    part_of = told.get("within", "").strip() or None
    if part_of and known(part_of) is None:
        raise OnRecordError(f"“{part_of}” is the id of no actor that is known here")
    country = told.get("country", "").strip().upper() or None
    return Actor(
        id=told.get("id", "").strip() or _id(_OWN_ACTOR, country, name),
        name=name,
        kind=_one_of(told.get("kind", ""), ActorKind, ActorKind.OFFICIAL),
        country=country,
        part_of=part_of,
    )


def is_own(meant: str) -> bool:
    """Whether an id is of something that a person described."""
    return meant.startswith((OWN, _OWN_ACTOR))


def _id(before: str, country: str | None, name: str) -> str:
    """
    Return an id that says what it is of.

    >>> _id("own:", "YE", "Dahyan market")
    'own:YE.dahyan-market'
    """
    slug = plain(name).replace(" ", "-") or content_id("x", name)
    return f"{before}{country or 'XX'}.{slug}"


def _one_of(written: str, kinds: type[Kind], otherwise: Kind) -> Kind:
    code = "_".join(written.split()).casefold()
    if not code:
        return otherwise
    try:
        return kinds(code)
    except ValueError:
        listed = ", ".join(kind.value for kind in kinds)
        raise OnRecordError(f"“{written}” is no kind; one of {listed}") from None


def _degrees(written: str, most: float, what: str) -> float | None:
    text = written.strip().replace("−", "-").removesuffix("°")
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        raise OnRecordError(f"“{written}” is no {what}: write degrees like 36.2021") from None
    if not math.isfinite(value) or abs(value) > most:
        raise OnRecordError(f"a {what} lies between -{most:g} and {most:g}, not at {written}")
    return round(value, 6)


def _precision(written: str, kind: PlaceKind) -> int:
    text = written.strip()
    if not text:
        return _AS_EXACT[kind]
    if not text.isascii() or not text.isdigit() or len(text) > 1 or int(text) not in _SEVEN:
        raise OnRecordError(f"“{written}” is no precision: 1 exact to 7, as UCDP writes it")
    return int(text)
