"""What stands in the place of a name, in the language of the page."""

import re

import pytest

from onrecord.publish.described import named, says_so
from onrecord.publish.protection.lists import lists
from onrecord.publish.words import LANGUAGES, speaking

LATIN = re.compile("[A-Za-z]")
SOMEBODY = sorted({*lists().witnesses.values(), "a person"})


@pytest.mark.parametrize("who", SOMEBODY)
def test_every_description_that_protection_gives_is_said_in_arabic(who):
    told = f"{who}, name withheld"
    assert says_so(told)
    assert named(told) == told
    with speaking(LANGUAGES["ar"]):
        said = named(told)
    assert not LATIN.search(said)
    assert "محجوب" in said


def test_a_name_that_may_be_told_stays_as_it_is():
    with speaking(LANGUAGES["ar"]):
        assert named("Al-Masirah, as told to Reuters") == "Al-Masirah, as told to Reuters"


def test_a_person_who_told_an_agency_is_described_and_the_agency_named():
    with speaking(LANGUAGES["ar"]):
        said = named("a doctor, name withheld, as told to Reuters")
    assert said == "طبيب (الاسم محجوب)، كما روي لـ Reuters"


def test_a_gap_within_a_name_is_marked_in_the_words_of_the_page():
    with speaking(LANGUAGES["ar"]):
        assert named("men of [name withheld]") == "men of [الاسم محجوب]"
        assert named("near [place withheld]") == "near [المكان الدقيق محجوب]"
