"""Everything known of places by name or id: countries, divisions, areas, towns, and inside them."""

import math
import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache

from onrecord.kit.spelling import exact_key, is_arabic, key, plain, words_of
from onrecord.model import Place, PlaceKind, Point
from onrecord.resolve.context import context
from onrecord.resolve.gazetteer import Index, Town
from onrecord.resolve.gazetteer.regions import (
    Country,
    Region,
    as_place,
    countries,
    country_place,
    region_keys,
    regions,
)

_KM_PER_DEGREE = 111.2
_MOST = 4_000  # names whose like-sounding towns are remembered
_POINT = re.compile(
    r"(?P<latitude>-?\d+(?:\.\d+)?),(?P<longitude>-?\d+(?:\.\d+)?),(?P<precision>[1-7])"
    r":(?P<parent>.*):(?P<name>[^:]+)"
)
_NEAR = re.compile(r"^(?:near|outside|around|outskirts of|north of|south of|east of|west of) ")
_RURAL = re.compile(r"^(?:rural |\w+ countryside)|countryside$")


class Atlas:
    """Finds places by the name as written, and by id. Loaded once, read only."""

    def __init__(self, index: Index | None = None) -> None:
        self._index = index or Index()
        self._sounding = lru_cache(_MOST)(self._find_sounding)
        self.countries = countries()
        self._country_names: dict[str, str] = {}
        self._people: dict[str, str] = {}
        for country in self.countries.values():
            self._add_country(country)
        self._regions: dict[str, list[Region]] = {}
        self._by_id: dict[str, Place] = {}
        for region in regions(self._index):
            self._by_id.setdefault(region.place.id, region.place)
            for name in region_keys(region):
                self._regions.setdefault(name, []).append(region)
        self.capitals = {exact_key(c.capital): c.iso for c in self.countries.values() if c.capital}

    def _add_country(self, country: Country) -> None:
        for name in country.names:
            self._country_names[exact_key(name)] = country.iso
            if is_arabic(name):
                self._country_names[key(name)] = country.iso
        for people in country.people:
            for form in (people, f"{people}s"):
                self._people[exact_key(form)] = country.iso

    # -- by name ---------------------------------------------------------------------------

    def country_named(self, name: str) -> str | None:
        """Return the ISO code of a country by its name; None if it is no country's."""
        found = self._country_names.get(exact_key(name) if not is_arabic(name) else key(name))
        if found and len(exact_key(name)) <= len("CAR") and not name.isupper():
            return None  # "us", "Car"
        return found

    def people_named(self, word: str) -> str | None:
        """Return the ISO code of a people or adjective ("Syrian"); None if it is none."""
        return self._people.get(exact_key(word)) if word[:1].isupper() else None

    def places_named(self, name: str) -> list[Place]:
        """Return all that a name may mean: the country alone, or else regions and towns."""
        country = self.country_named(name)
        if country:
            place = self.place(f"country:{country}")
            return [place] if place else []
        return self.regions_named(name) + self.towns_named(name)

    def regions_named(self, name: str) -> list[Place]:
        """Return the divisions and areas of a name."""
        found = self._regions.get(exact_key(name)) or self._regions.get(key(name)) or []
        return list({r.place.id: r.place for r in found}.values())

    def towns_named(self, name: str) -> list[Place]:
        """Return the towns of a name, largest first."""
        return [_town_place(t) for t in self._index.find(key(name))]

    def other_names(self, place_ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """
        Return names that places go by: of a town those in Arabic letters, of others all.

        Towns are kept by folded keys without spaces, so of a town's names of several words
        none is there that could be looked for in a text.
        """
        found: dict[str, tuple[str, ...]] = {}
        regions = {r.place.id: r.names for held in self._regions.values() for r in held}
        towns: dict[int, str] = {}
        for place_id in place_ids:
            kind, _, rest = place_id.partition(":")
            if kind == "country" and rest in self.countries:
                found[place_id] = self.countries[rest].names
            elif kind == "geo" and rest.isascii() and rest.isdigit():
                towns[int(rest)] = place_id
            elif place_id in regions:
                found[place_id] = regions[place_id]
        for number, keys in self._index.keys_of(towns).items():
            found[towns[number]] = tuple(filter(is_arabic, keys))
        return found

    def towns_sounding(self, name: str, country: str) -> list[Place]:
        """
        Return towns of one country that another transliteration of a name may mean.

        Those spelled most alike: "Bennish" is Binnish, however many people live in Baniyas.
        """
        return list(self._sounding(name, country))

    def _find_sounding(self, name: str, country: str) -> tuple[Place, ...]:
        wanted = key(name)
        found: dict[str, tuple[float, Place]] = {}
        for other, town in self._index.sounding_like(name, country):
            likeness = _likeness(wanted, other)
            place = _town_place(town)
            if likeness >= _ALIKE and likeness > found.get(place.id, (0.0, place))[0]:
                found[place.id] = (likeness, place)
        ranked = sorted(found.values(), key=lambda f: (-f[0], -f[1].population, f[1].id))
        return tuple(p for likeness, p in ranked if likeness >= ranked[0][0] - _AS_ALIKE)

    # -- by place --------------------------------------------------------------------------

    def countries_near(self, latitude: float, longitude: float, km: float) -> tuple[str, ...]:
        """Return the countries of the towns so near to a point, the nearest first."""
        return tuple(
            dict.fromkeys(town.country for town in self._index.near(latitude, longitude, km))
        )

    # -- by id -----------------------------------------------------------------------------

    def place(self, place_id: str) -> Place | None:
        """Return a place by id; None if unknown."""
        if place_id not in self._by_id:
            place = self._made(place_id)
            if place is None:
                return None
            self._by_id[place_id] = place
        return self._by_id[place_id]

    def _made(self, place_id: str) -> Place | None:
        kind, _, rest = place_id.partition(":")
        if kind == "country" and rest in self.countries:
            return country_place(self._index, self.countries[rest])
        if kind == "geo" and rest.isascii() and rest.isdigit():
            town = self._index.by_geoname(int(rest))
            return _town_place(town) if town else None
        if kind == "adm1":
            iso, _, code = rest.partition(".")
            division = self._index.divisions().get((iso, code))
            if division is None:
                return None
            return as_place(division, self._index.town(division.largest).name)
        if kind == "point":
            return self._at_point(place_id, rest)
        return self._inside(place_id, rest) if kind == "within" else None

    def _at_point(self, place_id: str, rest: str) -> Place | None:
        """Return the place that an id `point:<lat>,<lon>,<precision>:<parent>:<name>` tells."""
        match = _POINT.fullmatch(rest)
        if match is None:
            return None
        parent = self.place(match["parent"]) if match["parent"] else None
        precision = int(match["precision"])
        kind = PlaceKind.AREA if precision > 1 else PlaceKind.TOWN
        if parent is not None and precision == 1:
            kind = _kind_inside(match["name"], parent)
            kind = PlaceKind.TOWN if parent.kind is PlaceKind.COUNTRY else kind
        return Place(
            id=place_id,
            name=match["name"],
            kind=kind,
            country=parent.country if parent else None,
            latitude=float(match["latitude"]),
            longitude=float(match["longitude"]),
            within=parent.id if parent else None,
            precision=precision,
        )

    def _inside(self, place_id: str, rest: str) -> Place | None:
        parent_id, _, name = rest.rpartition(":")
        parent = self.place(parent_id) if parent_id and name else None
        if parent is None:
            return None
        near, rural = bool(_NEAR.match(name)), bool(_RURAL.search(name))
        place = Place(
            id=place_id,
            name=name,
            kind=_kind_inside(name, parent),
            country=parent.country,
            latitude=parent.latitude if near else None,
            longitude=parent.longitude if near else None,
            within=parent.id,
            precision=_precision_inside(parent, near=near or rural),
        )
        return place if place.name else None

    def within(self, place: Place | None, parent_id: str) -> bool:
        """Return whether a place lies in another, by its chain of parents."""
        steps = 0
        while place is not None and steps < _MOST_PARENTS:
            if parent_id in {place.id, f"country:{place.country}"}:
                return True
            place, steps = self.place(place.within) if place.within else None, steps + 1
        return False


_MOST_PARENTS = 6
_ALIKE = 0.6
_AS_ALIKE = 0.05  # less alike than the best by no more than this


def inside_id(parent: Place, name: str) -> str:
    """
    Return the id of a place known only by its name inside a known one.

    A place inside such a place hangs from the known one: ids do not nest.
    """
    parent_id = (
        parent.id.removeprefix("within:").rpartition(":")[0]
        if parent.id.startswith("within:")
        else parent.id
    )
    return f"within:{parent_id}:{plain(name) or 'unnamed'}"


def point_id(point: Point, parent: Place | None, name: str) -> str:
    """
    Return the id of a place whose degrees somebody told.

    The id holds all that is known of it, so that nothing else need be kept.

    >>> point_id(Point(latitude=15.35, longitude=44.2), None, "Old Market")
    'point:15.35,44.2,1::Old Market'
    """
    at = [
        f"{degrees or 0:.5f}".rstrip("0").rstrip(".")
        for degrees in (point.latitude, point.longitude)
    ]
    parent_id = parent.id if parent else ""
    if parent_id.startswith(("within:", "point:")):
        parent_id = parent.within or "" if parent else ""
    bare = " ".join(name.replace(":", " ").split()) or "unnamed"
    return f"point:{at[0]},{at[1]},{point.precision or 1}:{parent_id}:{bare}"


def kilometres(a: Place, b: Place) -> float | None:
    """Return the distance between two places; None if either has no coordinates."""
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return None
    across = (a.longitude - b.longitude) * math.cos(math.radians((a.latitude + b.latitude) / 2))
    return math.hypot(a.latitude - b.latitude, across) * _KM_PER_DEGREE


def _town_place(town: Town) -> Place:
    return Place(
        id=f"geo:{town.geoname}",
        name=town.name,
        kind=PlaceKind.TOWN,
        country=town.country,
        latitude=town.latitude,
        longitude=town.longitude,
        population=town.population,
        within=f"adm1:{town.country}.{town.division}"
        if town.division
        else f"country:{town.country}",
        precision=1,
    )


def _likeness(a: str, b: str) -> float:
    """How much of two keys agrees, 0 to 1: twice the letters in common order, by length."""
    return SequenceMatcher(None, a, b, autojunk=False).ratio()


def _kind_inside(name: str, parent: Place) -> PlaceKind:
    words = words_of(name)
    if _NEAR.match(name) or _RURAL.search(name) or parent.kind is PlaceKind.COUNTRY:
        return PlaceKind.AREA
    if words and words[-1] in {"district", "subdistrict"}:
        return PlaceKind.DISTRICT
    if parent.kind in {PlaceKind.PROVINCE, PlaceKind.AREA} and not set(words) & context().site:
        return PlaceKind.TOWN
    return PlaceKind.SITE


def _precision_inside(parent: Place, *, near: bool) -> int:
    """UCDP `where_prec`: what is in a town is coded to the town; near it is 2."""
    if parent.kind in {PlaceKind.TOWN, PlaceKind.SITE}:
        return 2 if near else 1
    # An area of a country larger than a division is 5; a village in a province, no point
    # known, is as exact as the province: 4.
    return 5 if parent.kind is PlaceKind.COUNTRY else parent.precision
