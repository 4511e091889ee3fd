"""Spokespeople, desks and short forms: whoever speaks for an institution is its voice."""

import pytest

from one_incident import HERE, voices


@pytest.mark.parametrize(
    "said",
    ["NRC commander Zaid Amari", "NRC spokeswoman", "the NRC's rights desk and its spokesman"],
)
def test_who_is_told_with_the_name_of_an_institution_speaks_for_it(said):
    """ "NRC commander Zaid Amari" is the Northern Resistance Council (NRC)."""
    found = voices(f"""
        a.txt | "40 dead" | killed | 40 | {HERE} | according to Northern Resistance Council (NRC)
        b.txt | "41 dead" | killed | 41 | {HERE} | according to {said}
    """)
    assert list(map(len, found.values())) == [2]


def test_a_person_speaks_for_the_institution_that_the_report_tells_beside_the_name():
    """ "Observatory director Zaid Amari" in the text is the observatory's voice."""
    found = voices(
        f"""
        a.txt | "40 dead" | killed | 40 | {HERE} | according to Ardania Peace Observatory
        b.txt | "41 dead" | killed | 41 | {HERE} | according to Zaid Amari
        """,
        {"b.txt": "There were 41 dead, Observatory director Zaid Amari said."},
    )
    assert list(map(len, found.values())) == [2]


def test_whom_an_institution_helped_or_met_speaks_for_himself():
    """A family that the NRC housed is not the NRC."""
    found = voices(f"""
        a.txt | "40 dead" | killed | 40 | {HERE} | according to Northern Relief Committee (NRC)
        b.txt | "41 dead" | killed | 41 | {HERE} | according to a family whom the NRC housed
    """)
    assert len(found) == 2


@pytest.mark.parametrize("said", ["a spokesman, Zaid Amari", "spokeswoman Lina Saad"])
def test_a_spokesman_speaks_for_the_one_institution_of_the_report(said):
    """ "A spokesman" sends a reader back to who was named before."""
    found = voices(f"""
        a.txt | "40 dead" | killed | 40 | {HERE} | according to Ardania Relief Front
        a.txt | "9 hurt" | injured | 9 | {HERE} | according to {said}
    """)
    assert list(map(len, found.values())) == [2]


def test_a_spokesman_beside_two_institutions_is_neither():
    """Which of the two sent him is not told, and neither gave his number."""
    found = voices(f"""
        a.txt | "40 dead" | killed | 40 | {HERE} | according to Ardania Relief Front
        a.txt | "41 dead" | killed | 41 | {HERE} | according to Coastal Doctors League
        a.txt | "9 hurt" | injured | 9 | {HERE} | according to a spokesman, Zaid Amari
    """)
    assert len(found) == 3


def test_a_general_is_of_the_one_service_that_speaks():
    """A rank is of some service: where one alone speaks of the incident, it is that."""
    found = voices(f"""
        a.txt | "40 dead" | killed | 40 | {HERE} | according to the Second Division
        b.txt | "41 dead" | killed | 41 | {HERE} | according to General Zaid Amari
    """)
    assert list(map(len, found.values())) == [2]


def test_a_general_between_army_and_police_is_neither():
    """Both have generals."""
    found = voices(f"""
        a.txt | "40 dead" | killed | 40 | {HERE} | according to the Second Division
        b.txt | "41 dead" | killed | 41 | {HERE} | according to police
        c.txt | "42 dead" | killed | 42 | {HERE} | according to General Zaid Amari
    """)
    assert len(found) == 3


@pytest.mark.parametrize(("short", "long"), [("Norcom", "Northern Command"), ("ADC", "Ardania Doctors Committee")])  # fmt: skip
def test_a_word_of_beginnings_stands_for_the_name(short, long):
    """ "Norcom" is the Northern Command, as "ADC" is what its letters begin."""
    found = voices(f"""
        a.txt | "40 dead" | killed | 40 | {HERE} | according to {short}
        b.txt | "41 dead" | killed | 41 | {HERE} | according to {long}
    """)
    assert list(map(len, found.values())) == [2]


def test_a_first_name_is_the_one_person_who_bears_it():
    """ "A survivor, Zaid" is Zaid K., who is the only Zaid."""
    found = voices(f"""
        a.txt | "40 dead" | killed | 40 | {HERE} | according to Zaid K.
        b.txt | "41 dead" | killed | 41 | {HERE} | according to the survivor, Zaid
    """)
    assert list(map(len, found.values())) == [2]


@pytest.mark.parametrize(
    "cited", ["NGO Amal Now", "the aid group Amal Now", "Amal Now on Telegram", "Amal Now (blog)"]
)
def test_a_name_is_one_voice_with_what_it_is_and_where_it_writes(cited):
    """What is told of a name, and on which network it wrote, makes no second voice."""
    found = voices(f"""
        a.txt | "40 dead" | killed | 40 | {HERE} | according to Amal Now
        b.txt | "41 dead" | killed | 41 | {HERE} | according to {cited}
    """)
    assert list(map(len, found.values())) == [2]


@pytest.mark.parametrize("loose", ["medics", "Aid body", "Relief group"])
def test_a_headlines_source_is_whom_the_text_names(loose):
    """ "Aid body: 40 dead" over what the Northern Relief Committee counted."""
    found = voices(f"""
        a.txt | "Forty dead" | killed | 40 | {HERE} | according to {loose} | voice title
        a.txt | "40 dead" | killed | 40 | {HERE} | according to Northern Relief Committee
    """)
    assert found == {"Northern Relief Committee": {"Forty dead", "40 dead"}}


def test_an_authority_with_a_word_of_its_own_is_not_just_anybody():
    """ "Officials" may be the police; the water authority counts itself."""
    found = voices(f"""
        a.txt | "40 dead" | killed | 40 | {HERE} | according to Amal Watch
        b.txt | "Forty dead" | killed | 40 | {HERE} | according to the water authority
    """)
    assert len(found) == 2


@pytest.mark.parametrize(
    ("ministry", "service"),
    [
        ("an interior ministry official", "police in the town"),
        ("the defence ministry", "an army brigade"),
    ],
)
def test_a_ministry_set_against_its_service_in_one_report_is_another_voice(ministry, service):
    """ "The ministry said 45, police gave 40": the report knows them for two."""
    found = voices(f"""
        a.txt | "45 dead" | killed | 45 | {HERE} | according to {ministry}
        a.txt | "40 dead" | killed | 40 | {HERE} | according to {service}
        b.txt | "Forty died" | killed | 40 | {HERE} | according to {service}
    """)
    assert sorted(map(sorted, found.values())) == [["40 dead", "Forty died"], ["45 dead"]]


def test_a_ministry_and_its_service_with_room_for_each_other_are_one():
    """ "More than 30" and 40 may be one count that grew."""
    found = voices(f"""
        a.txt | "over 30" | killed | >30 | {HERE} | according to the interior ministry
        a.txt | "40 dead" | killed | 40 | {HERE} | according to police
    """)
    assert len(found) == 1


@pytest.mark.parametrize(
    "together", ["ministries of health and interior", "the health and interior ministries"]
)
def test_a_joint_statement_is_of_the_one_of_them_that_tells_the_number_by_itself(together):
    """Two ministries that sign one statement are no second voice beside either."""
    found = voices(f"""
        a.txt | "40 dead" | killed | 40 | {HERE} | according to the interior ministry
        b.txt | "Forty died" | killed | 40 | {HERE} | according to {together}
    """)
    assert len(found) == 1


def test_a_place_that_speaks_is_the_one_institution_that_tells_its_number():
    """ "Ebria put the dead at 40": whoever sits there, a town counts nobody."""
    table = f"""
        a.txt | "40 dead" | killed | 40 | {HERE} | according to Northern Relief Committee
        b.txt | "45 dead" | killed | 45 | {HERE} | according to Coastal Doctors League
        c.txt | "Forty died" | killed | 40 | {HERE} | according to Ebria
    """
    found = voices(table, is_place=lambda name: name == "Ebria")
    assert found["Northern Relief Committee"] == {"40 dead", "Forty died"}
    assert len(voices(table, is_place=lambda _name: False)) == 3


@pytest.mark.parametrize("said", ["the government", "a government spokesman, Zaid Amari"])
def test_a_government_is_the_state_that_speaks(said):
    """ "Ardania said 40" and "the government said 40"."""
    found = voices(f"""
        a.txt | "40 dead" | killed | 40 | {HERE} | according to Republic of Ardania
        b.txt | "41 dead" | killed | 41 | {HERE} | according to {said}
    """)
    assert list(map(len, found.values())) == [2]


def test_a_government_has_its_number_from_its_service():
    """A government counts no dead: its health ministry does."""
    found = voices(f"""
        a.txt | "40 dead" | killed | 40 | {HERE} | according to the health ministry
        b.txt | "Forty died" | killed | 40 | {HERE} | according to Republic of Ardania
        c.txt | "45 dead" | killed | 45 | {HERE} | according to Amal Watch
    """)
    assert sorted(map(len, found.values())) == [1, 2]


def test_officials_of_a_ministry_are_its_wherever_they_sit():
    """A country has one ministry of health."""
    found = voices(f"""
        a.txt | "40 dead" | killed | 40 | {HERE} | according to the northern health ministry
        b.txt | "41 dead" | killed | 41 | {HERE} | according to a health official in Karsana
    """)
    assert len(found) == 1
