"""Countries: ISO's number for each, and the regions of the field's data sets."""

from dataclasses import dataclass
from functools import cache

from onrecord.vocab import read_table

UCDP_REGIONS = ("Africa", "Americas", "Asia", "Europe", "Middle East")
ACLED_REGIONS = (
    "Western Africa",
    "Middle Africa",
    "Eastern Africa",
    "Southern Africa",
    "Northern Africa",
    "South Asia",
    "Southeast Asia",
    "Middle East",
    "Europe",
    "Caucasus and Central Asia",
    "Central America",
    "South America",
    "Caribbean",
    "East Asia",
    "North America",
    "Oceania",
    "Antarctica",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """
    What a table of events says of a country beside its name.

    Attributes:
        number: ISO 3166-1 numeric; None where ISO gives none.
        ucdp: Its region in UCDP's data, one of `UCDP_REGIONS`; None for land without people.
        acled: Its region in ACLED's, one of `ACLED_REGIONS`.
    """

    number: int | None = None
    ucdp: str | None = None
    acled: str | None = None


@cache
def country(code: str | None) -> Country:
    """
    Return what is known of a country; nothing of one that no list has.

    Args:
        code: ISO 3166-1 alpha-2.

    >>> country("YE")
    Country(number=887, ucdp='Middle East', acled='Middle East')
    """
    return Country(**read_table("onrecord.vocab", "countries.yaml").get(code or "", {}))
