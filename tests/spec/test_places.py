"""
Where it happened: names of places in a text, and what each may mean.

A name is never settled silently: every place it may mean is kept, best first, with why.
"""

import pytest

from onrecord import resolve
from onrecord.model import Named, PlaceKind


def places(text: str) -> dict[str, str | None]:
    """Return the place names of a text, each with the id it means first."""
    return {n.name: _best(n) for n in resolve.names().find(text) if n.kind == "place"}


def _best(named: Named) -> str | None:
    return named.candidates[0].id if named.candidates else None


def meant(text: str, name: str) -> str:
    """Return the gazetteer's name and country of what a name in a text means first."""
    place_id = places(text)[name]
    assert place_id is not None
    place = resolve.names().place(place_id)
    assert place is not None
    return f"{place.name}, {place.country}"


class TestNames:
    """Whatever the spelling, one place."""

    @pytest.mark.parametrize(
        "written",
        [
            "Maarat al-Numan",
            "Maaret al-Numan",
            "Ma'arrat an-Nu'man",
            "Maarrat Numan",
            "Ma‘arrat an Nu‘mān",
        ],
    )
    def test_one_town_in_five_spellings(self, written: str) -> None:
        """Articles, hyphens, marks and vowels differ from paper to paper."""
        assert places(f"Shells fell on {written} in Syria.")[written] == "geo:167611"

    def test_a_spelling_that_nobody_listed(self) -> None:
        """Consonants find it, but only among places of the country that the text is about."""
        text = (
            "Syrian rebels cut the road in Syria near Khanasser, and reached Khanaseer for a day."
        )
        assert places(text)["Khanaseer"] == "geo:168351"
        assert "Khanaseer" not in places("Kenyan traders came to Khanaseer. Kenya said no more.")

    def test_arabic_letters(self) -> None:
        """A name with a particle written onto it is still the name."""
        found = places("قتل أربعة في مدينة حلب، وآخرون بإدلب، في سوريا.")
        assert found["حلب"] == "geo:170063"
        assert found["إدلب"] in {"geo:169389", "adm1:SY.12"}

    def test_where_the_name_stands(self) -> None:
        """The words are those of the text, without the possessive."""
        text = "Homs's old quarter, Syria"
        named = next(n for n in resolve.names().find(text) if n.kind == "place")
        assert text[named.start : named.end] == named.name == "Homs"


class TestWhichOne:
    """Many places share a name; the text says which."""

    def test_the_country_that_the_text_is_about(self) -> None:
        """Tripoli is in Lebanon or in Libya, by the rest of the text."""
        assert (
            meant("Libya's capital was calm. In Tripoli, in western Libya, two died.", "Tripoli")
            == "Tripoli, LY"
        )
        assert meant(
            "The Lebanese army entered Tripoli. Lebanon was tense, Beirut calm.", "Tripoli"
        ).endswith("LB")

    def test_others_are_kept_with_reasons(self) -> None:
        """The second candidate is there for a reviewer, and the first says why it is first."""
        text = "The Lebanese army entered Tripoli. Lebanon was tense, Beirut calm."
        tripoli = next(
            n for n in resolve.names().find(text) if n.name == "Tripoli" and n.kind == "place"
        )
        assert len(tripoli.candidates) > 1
        assert "place words point to Lebanon" in tripoli.candidates[0].why

    def test_a_noun_decides_between_town_and_province(self) -> None:
        """ "Aleppo" is the city, "Aleppo province" the province; the other is kept as well."""
        text = "In Aleppo two died, and in Aleppo province nine, in northern Syria."
        first, second = (
            n for n in resolve.names().find(text) if n.kind == "place" and n.name == "Aleppo"
        )
        assert _best(first) == "geo:170063"
        assert _best(second) == "adm1:SY.09"

    def test_the_larger_place_after_a_comma(self) -> None:
        """ "Tripoli, Lebanon" is in Lebanon even in a text about Libya."""
        text = "Libya and Libyans mourned. He died in Tripoli, Lebanon."
        assert meant(text, "Tripoli").endswith("LB")

    def test_an_empty_slot_beats_a_guess(self) -> None:
        """A village on another continent is not meant."""
        assert places(
            "Syrian forces shelled Syria's north. Palmer and Reading were not there."
        ) == {
            "Syria": "country:SY",
        }


class TestPrecision:
    """UCDP GED `where_prec` (Codebook 19.1): how exactly a place is known."""

    @pytest.mark.parametrize(
        ("text", "name", "precision"),
        [
            ("Two died in Palmyra, Syria.", "Palmyra", 1),
            ("Two died near Palmyra, Syria.", "Palmyra", 2),
            ("Two died in Idlib province, Syria.", "Idlib", 4),
            ("Two died in Darfur, Sudan.", "Darfur", 5),
            ("Two died in Yemen.", "Yemen", 6),
            ("Two sailors died in the Red Sea, off Yemen.", "Red Sea", 7),
            (
                "Two died on the coast of Syria; in Syria, along the coast, all fled.",
                "the coast",
                5,
            ),
        ],
    )
    def test_precision(self, text: str, name: str, precision: int) -> None:
        """Exact place, near it, province, area, country, sea."""
        place_id = places(text)[name]
        assert place_id is not None
        place = resolve.names().place(place_id)
        assert place is not None
        assert place.precision == precision


class TestUnknownPlaces:
    """The gazetteer lacks quarters and hamlets; the words around them show them."""

    @pytest.mark.parametrize(
        ("text", "name"),
        [
            ("Shells hit the Bab Zuhour neighbourhood of Aleppo, Syria.", "Bab Zuhour"),
            ("Men entered the village of Umm Dabkarat in Sudan.", "Umm Dabkarat"),
            ("Fighting reached the Zahirat area, Syria said.", "Zahirat"),
            ("Bombs fell on al-Noor hospital in Idlib, Syria.", "al-Noor hospital"),
            ("They took Kafr Zubaydin, a town near Hama in Syria.", "Kafr Zubaydin"),
            ("They fled rebel-held areas of Syria.", "rebel-held areas"),
        ],
    )
    def test_found_without_a_candidate(self, text: str, name: str) -> None:
        """The words say that it is a place, and nothing more is claimed."""
        assert name in places(text)

    def test_part_of_a_known_place(self) -> None:
        """ "Rural Hama" is known by Hama, and is not Hama."""
        place_id = places("Nine died in rural Hama, Syria.")["rural Hama"]
        assert place_id is not None
        assert place_id.startswith("within:")

    def test_the_id_is_enough_to_tell_the_place(self) -> None:
        """A place inside a known one is made again from its id alone, in any later run."""
        place = resolve.names().place("within:geo:170063:bab zuhour")
        assert place is not None
        assert (place.kind, place.country, place.within) == (PlaceKind.SITE, "SY", "geo:170063")
        assert place.latitude is None


@pytest.mark.parametrize(
    "text",
    [
        "Hassan Ahmad and Mary Jordan spoke of hope.",
        "Gen. Salim Idlib of Syria resigned.",
        "The Islamic State said so. The Quds Force did not.",
        "Human Rights Watch and The Syria Campaign wrote it; Al-Monitor printed it.",
        "In March, most of the men may leave.",
        "President Barack Homs of the Damascus Herald wrote slowly of it.",
        "Michael Jordan scored.",
        "It was Jordan Miller who asked, not Israel Adesina.",
        "Syrian and Iraqi civilians fled.",
        "Men of the Popular Democratic Front crossed into Syria.",
        "European Community monitors went to Syria.",
        "A woman was hurt in Syria in October, says the hospital.",
        "The centre counted 160 injured in November in Syria.",
        "Seven State University students from Syria were abducted.",
        "Villagers state that soldiers came from Syria.",
    ],
)
def test_what_is_no_place(text: str) -> None:
    """First names, surnames, organisations, months and peoples are no places."""
    found = [name for name in places(text) if name != "Syria"]
    assert found == []


def test_nothing_unknown_has_an_id() -> None:
    """An id that names nothing is answered with None, not with an error."""
    names = resolve.names()
    for place_id in [
        "geo:1",
        "country:QQ",
        "adm1:SY.77",
        "within:geo:1:x",
        "within::",
        "",
        "geo:abc",
    ]:
        assert names.place(place_id) is None
