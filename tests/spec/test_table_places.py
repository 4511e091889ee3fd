"""Degrees that a table gives for its places, beside what the gazetteer knows of their names."""

import pytest

from onrecord import resolve
from onrecord.model import PlaceKind


@pytest.fixture(scope="module")
def finest(table_of):
    """Return what the finest place of a row is: a table with one, resolved."""
    names = resolve.names()

    def make(rows, header="id,place,province,country,lat,lon,killed"):
        found = table_of(f"{header}\n{rows}\n")
        told = resolve.in_rows(
            found.claims, names, None, provinces=found.provinces, points=found.points
        )
        mention = told[0].places[0]
        return mention, names.place(mention.best), found

    return make


def test_a_known_town_that_stands_there_stays_what_it_is(finest):
    """Other reports that name it mean the same place."""
    mention, place, _ = finest("A,Taiz,Taiz,Yemen,13.5795,44.0209,3")
    assert (place.id, mention.name) == ("geo:70225", "Taiz")


def test_degrees_tell_towns_of_one_name_apart(finest):
    """The guess by name is the largest; the table says which."""
    _, guessed, _ = finest("A,Tripoli,,,,,3")
    _, told, _ = finest("A,Tripoli,,,34.4367,35.8497,3")
    assert (guessed.country, told.country) == ("LY", "LB")


def test_a_point_near_a_known_town_is_a_place_of_its_own_in_it(finest):
    """The table's degrees hold, and the town around them is known."""
    mention, place, _ = finest("A,Taiz,Taiz,Yemen,13.62,44.08,3")
    assert (place.latitude, place.longitude, place.within) == (13.62, 44.08, "geo:70225")
    assert (place.kind, place.country, place.precision) == (PlaceKind.SITE, "YE", 1)
    assert not resolve.far_off(mention)


def test_a_known_town_far_away_is_not_overridden_in_silence(finest):
    """The table's degrees hold; what is known by the name stays a candidate, and it is said."""
    mention, place, _ = finest("A,Taiz,Hadramaut,Yemen,15.9,48.8,3")
    assert (place.latitude, place.longitude) == (15.9, 48.8)
    assert resolve.far_off(mention)
    assert "geo:70225" in [candidate.id for candidate in mention.candidates]


def test_a_place_on_no_map_stands_where_the_table_puts_it(finest):
    """Inside the smallest place that the row names."""
    _, place, _ = finest("A,Bayt Hisham,Taiz,Yemen,13.3,44.3,3")
    assert (place.name, place.latitude, place.kind) == ("Bayt Hisham", 13.3, PlaceKind.TOWN)
    assert place.within.startswith("adm1:YE.")


def test_degrees_alone_are_a_place_in_the_country_of_the_towns_around(finest):
    """No name is made up for it."""
    mention, place, _ = finest("A,,,,13.58,44.02,3")
    assert (mention.name, place.country) == ("13.58, 44.02", "YE")


def test_the_middle_of_a_named_province_is_no_place_of_its_own(finest):
    """Tables put there what they know no better."""
    _, province, _ = finest("A,,Taiz,Yemen,,,3")
    row = f"A,,Taiz,Yemen,{province.latitude},{province.longitude},3"
    _, place, _ = finest(row)
    assert place.id == province.id


def test_a_country_may_be_told_by_its_code(finest):
    """Two letters, as in ISO 3166."""
    _, place, _ = finest("A,3,YE", header="id,killed,country")
    assert place.id == "country:YE"
    _, place, _ = finest("A,3,YE", header="id,killed,country code")
    assert place.id == "country:YE"


def test_both_degrees_may_stand_in_one_cell(finest):
    """The latitude first."""
    _, place, _ = finest('A,Bayt Hisham,"13.3, 44.3",3', header="id,place,coordinates,killed")
    assert (place.latitude, place.longitude) == (13.3, 44.3)


@pytest.mark.parametrize(
    ("lat", "lon", "words"),
    [
        ("91", "44", "no place on earth"),
        ("44", "191", "no place on earth"),
        ("0", "0", "point in the ocean"),
        ("north", "44", "is no degrees"),
    ],
)
def test_degrees_that_are_none_are_named_and_the_name_holds(finest, lat, lon, words):
    """The row is taken, its place by name alone."""
    _, place, found = finest(f"A,Taiz,Taiz,Yemen,{lat},{lon},3")
    assert place.id == "geo:70225"
    (problem,) = found.problems
    assert problem.code == "table-cell"
    assert words in problem.message
