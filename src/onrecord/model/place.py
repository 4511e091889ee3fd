"""Places and how exactly they are known."""

from dataclasses import dataclass
from enum import StrEnum


class PlaceKind(StrEnum):
    """What kind of place a gazetteer entry is, coarsest last."""

    SITE = "site"  # a building, a camp, a quarter: inside a town
    TOWN = "town"
    DISTRICT = "district"  # second-order division
    PROVINCE = "province"  # first-order division
    AREA = "area"  # a coast, a valley, a region that is no division
    COUNTRY = "country"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """
    A place on the map.

    Attributes:
        id: `geo:170654` for a GeoNames entry, `country:SY`, `adm1:SY.09`, or for a place
            that the gazetteer lacks `within:geo:170063:bustan al qasr` (known by name,
            inside a known parent: no coordinates of its own), or for one whose coordinates
            a table tells `point:15.35,44.2,1:geo:71137:Old Market`.
        name: The name to show.
        kind: What it is.
        country: Two-letter ISO code; None for a region across borders.
        latitude, longitude: Degrees, WGS 84; for a country or province a representative
            point; None where only the name is known.
        population: People, as the gazetteer has it; 0 where it does not tell.
        within: The id of the place that contains it; None if not known.
        precision: UCDP GED `where_prec` (Codebook 19.1): 1 exact place, 2 near it, 3
            district, 4 province, 5 area, 6 country, 7 sea.
    """

    id: str
    name: str
    kind: PlaceKind
    country: str | None
    latitude: float | None
    longitude: float | None
    population: int = 0
    within: str | None = None
    precision: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """
    Where a table says that a place is, in figures of its own.

    Attributes:
        latitude, longitude: Degrees, WGS 84; None where they only stand for a wider place.
        precision: UCDP GED `where_prec`, where the table tells it; None if it does not. From 3
            on no place is meant that is finer than that.
        is_all: Whether no name is told of the place, only these figures.

    >>> Point(latitude=16.96, longitude=43.72).precision is None
    True
    """

    latitude: float | None = None
    longitude: float | None = None
    precision: int | None = None
    is_all: bool = False
