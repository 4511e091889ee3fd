"""Countries, first-level divisions and areas, from the two YAML files written by hand."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, cast

from onrecord import vocab
from onrecord.kit.spelling import exact_key, key, plain
from onrecord.model import Place, PlaceKind
from onrecord.resolve.gazetteer.index import Division, Index

# Names in capitals and with points that must be met as they are written: "US", never "us".
_SHORT = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A country: ISO code, names, the words for its people, Arabic names, capital."""

    iso: str
    name: str
    names: tuple[str, ...]
    people: tuple[str, ...]
    capital: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A division or area and the names it goes by."""

    place: Place
    names: tuple[str, ...]


@cache
def countries() -> dict[str, Country]:
    """Return every country by ISO code."""
    rows = _yaml("countries.yaml")
    return {iso: _country(iso, row) for iso, row in rows.items()}


def _country(iso: str, row: dict[str, Any]) -> Country:
    names = (row["name"], *row.get("aka", ()), *row.get("ar", ()))
    return Country(
        iso=iso,
        name=row["name"],
        names=names,
        people=tuple(row.get("people", ())),
        capital=row.get("capital"),
    )


def regions(index: Index) -> Iterator[Region]:
    """Yield every division and area of regions.yaml, placed by the index."""
    for iso, row in _yaml("regions.yaml").items():
        by_name: dict[str, str] = {}
        for name, told in row.get("divisions", {}).items():
            region = _division(index, iso, name, told)
            if region:
                by_name[name] = region.place.id
                yield region
        for name, told in row.get("areas", {}).items():
            yield _area(iso, name, told or {}, by_name)


def _division(index: Index, iso: str, name: str, told: Any) -> Region | None:
    told = told if isinstance(told, dict) else {"aka": told or []}
    seat = told.get("seat", name)
    towns = [t for t in index.find(key(seat)) if t.country == iso]
    if not towns:
        return None
    division = index.divisions()[iso, towns[0].division]
    place = as_place(division, name)
    return Region(place=place, names=(name, *told.get("aka", ())))


def as_place(division: Division, name: str) -> Place:
    """Return a division as a Place: the middle of its towns stands for it."""
    return Place(
        id=f"adm1:{division.country}.{division.code}",
        name=name,
        kind=PlaceKind.PROVINCE,
        country=division.country,
        latitude=division.latitude,
        longitude=division.longitude,
        within=f"country:{division.country}",
        precision=4,
    )


def _area(iso: str, name: str, told: dict[str, Any], divisions: dict[str, str]) -> Region:
    country = None if told.get("across") or iso == "XX" else iso
    within = divisions.get(told.get("part", ""), f"country:{country}" if country else None)
    latitude, longitude = told["at"]
    place = Place(
        id=f"area:{iso}.{plain(name).removeprefix('the ').replace(' ', '-')}",
        name=name,
        kind=PlaceKind.AREA,
        country=country,
        latitude=latitude,
        longitude=longitude,
        within=within,
        precision=7 if told.get("sea") else 5,
    )
    return Region(place=place, names=(name, *told.get("aka", ())))


def country_place(index: Index, country: Country) -> Place:
    """Return a country as a Place: the middle of its divisions stands for it."""
    points = [d for d in index.divisions().values() if d.country == country.iso]
    place = Place(
        id=f"country:{country.iso}",
        name=country.name,
        kind=PlaceKind.COUNTRY,
        country=country.iso,
        latitude=None,
        longitude=None,
        precision=6,
    )
    if not points:
        return place
    return replace(
        place,
        latitude=round(sum(p.latitude for p in points) / len(points), 3),
        longitude=round(sum(p.longitude for p in points) / len(points), 3),
    )


def region_keys(region: Region) -> set[str]:
    """Return the keys that a region is found by."""
    return {key(n) for n in region.names} | {exact_key(n) for n in region.names}


def _yaml(name: str) -> dict[str, Any]:
    return cast("dict[str, Any]", vocab.read_yaml(__package__, name))
