"""The nodes of places: of an incident, and of what a rulebook codes it to."""

from collections.abc import Iterable
from typing import Any

from onrecord.model.public import PublicPlace
from onrecord.publish.formats.jsonld.vocabulary import node
from onrecord.publish.formats.tables.incidents import degrees, is_on_map


def places(own: str, told: Iterable[PublicPlace]) -> list[dict[str, Any]]:
    """Return the places of the thing that is called so, in order."""
    return [_place(f"{own}:place:{at}", at, place) for at, place in enumerate(told, start=1)]


def _place(own: str, at: int, place: PublicPlace) -> dict[str, Any]:
    is_point = is_on_map(place)
    return node(
        id=own,
        type="Place",
        position=at,
        title=place.name,
        placeId=place.id,
        placeKind=place.kind,
        country=place.country,
        countryName=place.country_name,
        province=place.province,
        district=place.district,
        latitude=degrees(place.latitude) if is_point else None,
        longitude=degrees(place.longitude) if is_point else None,
        placePrecision=place.precision,
        isCoarsened=place.is_coarsened,
    )
