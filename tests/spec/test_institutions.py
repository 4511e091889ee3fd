"""One institution that several reports call by several names is one origin."""

import pytest

from one_incident import HERE, voices


def test_two_papers_that_rang_the_same_police_have_one_origin():
    """Two outlets, one primary source (Every Casualty, Standards, page 25)."""
    assert voices(f"""
        a.txt | "40 dead" | killed | 40 | {HERE} | according to police
        b.txt | "41 dead" | killed | 41 | {HERE} | according to the provincial police command
    """) == {"police, Dahyan": {"40 dead", "41 dead"}}


def test_two_hospitals_with_names_of_their_own_are_two():
    """What tells two of a kind apart is the name."""
    found = voices(f"""
        a.txt | "40 dead" | killed | 40 | {HERE} | according to Al-Rahma hospital
        b.txt | "41 dead" | killed | 41 | {HERE} | according to Shifa hospital
        c.txt | "42 dead" | killed | 42 | {HERE} | according to a hospital
    """)
    assert len(found) == 3


def test_a_person_whose_office_the_text_tells_speaks_for_it():
    """ "The governor, Amal Haddad" and "the governor" are one voice."""
    found = voices(
        f"""
        a.txt | "40 dead" | killed | 40 | {HERE} | according to Amal Haddad
        b.txt | "41 dead" | killed | 41 | {HERE} | according to the regional governor
        """,
        {"a.txt": "There were 40 dead, said the governor, Amal Haddad."},
    )
    assert list(found.values()) == [{"40 dead", "41 dead"}]


def test_a_shortened_name_is_the_one_fuller_name_that_holds_it():
    """ "The committee" beside "Ardania Doctors Committee"."""
    assert voices(f"""
        a.txt | "40 dead" | killed | 40 | {HERE} | according to Ardania Doctors Committee
        b.txt | "41 dead" | killed | 41 | {HERE} | according to the doctors' committee
    """) == {"Ardania Doctors Committee": {"40 dead", "41 dead"}}


def test_a_publishers_own_people_are_the_publisher():
    """ "Our correspondent counted 40" is the paper's own count."""
    assert voices(f"""
        a.txt | "40 dead" | killed | 40 | {HERE} | according to our correspondent
        b.txt | "41 dead" | killed | 41 | {HERE} | according to Amal Watch
    """) == {"The Courier": {"40 dead"}, "Amal Watch": {"41 dead"}}


def test_a_known_publishers_own_people_are_no_second_voice_beside_it():
    """The Herald is an actor that is known: its correspondent is that actor, and no other."""
    assert voices(f"""
        c.txt | "40 dead" | killed | 40 | {HERE} | according to our correspondent
        c.txt | "9 wounded" | injured | 9 | {HERE}
    """) == {"Daily Herald": {"40 dead", "9 wounded"}}


def test_a_headline_without_a_source_goes_with_the_count_it_repeats():
    """The headline's 40 is the police's 40 of the text."""
    assert voices(f"""
        a.txt | "Forty dead" | killed | 40 | {HERE}
        a.txt | "40 were killed" | killed | 40 | {HERE} | according to police
    """) == {"police, as told to The Courier": {"Forty dead", "40 were killed"}}


@pytest.mark.parametrize("nobody", ["residents", "witnesses", "a neighbour"])
def test_people_of_two_reports_stay_two_voices(nobody):
    """Residents of one report need not be those of another."""
    assert (
        len(
            voices(f"""
        a.txt | "40 dead" | killed | 40 | {HERE} | according to {nobody}
        b.txt | "41 dead" | killed | 41 | {HERE} | according to {nobody}
    """)
        )
        == 2
    )


def test_police_of_two_incidents_are_two_voices():
    """Only within an incident is one office one voice."""
    assert (
        len(
            voices("""
        a.txt | "40 dead" | killed | 40 | in Dahyan | 2018-08-09 | according to police
        b.txt | "41 dead" | killed | 41 | in Dahyan | 2018-03-01 | according to police
    """)
        )
        == 2
    )


@pytest.mark.parametrize("loosely", ["officials", "a spokesman", "a rights group", "its statement"])
def test_who_tells_loosely_what_one_voice_tells_is_held_for_that_voice(loosely):
    """A number grows no more certain by being told again by nobody in particular."""
    found = voices(f"""
        a.txt | "40 dead" | killed | 40 | {HERE} | according to the governor
        b.txt | "forty killed" | killed | 40 | {HERE} | according to {loosely}
    """)
    assert list(map(len, found.values())) == [2]


@pytest.mark.parametrize(
    ("number", "who"),
    [
        (41, "officials"),  # another number is another count
        (40, "residents"),  # who speak for themselves
        (40, "relatives"),
    ],
)
def test_a_number_of_ones_own_or_of_witnesses_stays_a_voice(number, who):
    found = voices(f"""
        a.txt | "40 dead" | killed | 40 | {HERE} | according to the governor
        b.txt | "forty killed" | killed | {number} | {HERE} | according to {who}
    """)
    assert len(found) == 2


def test_what_two_voices_tell_alike_is_nobodys_repetition():
    found = voices(f"""
        a.txt | "40 dead" | killed | 40 | {HERE} | according to the governor
        b.txt | "forty killed" | killed | 40 | {HERE} | according to police
        c.txt | "some forty killed" | killed | 40 | {HERE} | according to officials
    """)
    assert len(found) == 3


GOVERNOR = f'a.txt | "40 dead" | killed | 40 | {HERE} | according to the governor'


def test_a_paper_that_names_no_source_has_the_number_from_whoever_told_it_before():
    """A paper counts no dead; its wounded are from the same voice as its dead."""
    found = voices(f"""
        {GOVERNOR}
        b.txt | "forty killed" | killed | 40 | {HERE}
        b.txt | "9 wounded" | injured | 9 | {HERE}
    """)
    assert list(found.values()) == [{"40 dead", "forty killed", "9 wounded"}]


@pytest.mark.parametrize(
    "row",
    [
        f'b.txt | "41 killed" | killed | 41 | {HERE}',  # another number
        f'b.txt | "forty killed" | killed | 40 | {HERE} | according to our correspondent',
        f'b.txt | "forty were buried" | killed | 40 | {HERE}',  # the paper saw the burial
    ],
)
def test_what_a_paper_may_have_counted_itself_is_its_own(row):
    """Another number, its own people, or what anybody can see."""
    assert len(voices(f"{GOVERNOR}\n{row}")) == 2


def test_a_number_told_by_two_voices_before_is_nobodys_in_particular():
    """Of two that a paper may have it from it is held for neither."""
    found = voices(f"""
        {GOVERNOR}
        a.txt | "forty" | killed | 40 | {HERE} | according to police
        b.txt | "forty killed" | killed | 40 | {HERE}
    """)
    assert len(found) == 3


def test_whoever_counts_is_a_voice_of_its_own_beside_the_same_number():
    """A committee's list of the dead is a count; and what was told later is no source."""
    shelf = "a.txt | {} | 2018-08-12\nb.txt | Ardania Rights Network | {}"
    rows = f'{GOVERNOR}\nb.txt | "forty killed" | killed | 40 | {HERE}'
    assert len(voices(rows, shelf=shelf.format("The Courier", "2018-08-13"))) == 2
    paper = shelf.replace("Ardania Rights Network", "Northern Post")
    assert len(voices(rows, shelf=paper.format("The Courier", "2018-08-10"))) == 2
    assert len(voices(rows, shelf=paper.format("The Courier", "2018-08-13"))) == 1


def test_of_two_papers_of_one_day_none_is_the_others_source():
    """Nobody can say which of them told it first."""
    shelf = "a.txt | The Courier | 2018-08-12\nb.txt | Northern Post | 2018-08-{}"
    rows = f"""
        a.txt | "40 dead" | killed | 40 | {HERE}
        b.txt | "forty killed" | killed | 40 | {HERE}
    """
    assert len(voices(rows, shelf=shelf.format(12))) == 2
    assert len(voices(rows, shelf=shelf.format(14))) == 1


def test_an_organisation_holds_no_office():
    """ "Northern Relief, whose clinic stands there" is no clinic."""
    found = voices(
        f"""
        a.txt | "40 dead" | killed | 40 | {HERE} | according to Northern Relief
        b.txt | "41 dead" | killed | 41 | {HERE} | according to a hospital
        """,
        {"a.txt": "There were 40 dead, said Northern Relief, which runs the hospital."},
    )
    assert len(found) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the woreda administration", "a district official"),
        ("the village chief", "the headman"),
        ("the coroner", "forensic services"),
        ("a Red Cross official", "the local Red Crescent"),
        ("UN peacekeepers", "the UN mission"),
        ("the camp manager", "the site committee"),
        ("civil protection", "the fire brigade"),
        ("the state security secretariat", "the secretariat of public security"),
        ("a health post", "health workers"),
        ("the defence forces", "army headquarters"),
        ("SSP Imran Qureshi", "police in the city"),
        ("the assistant political agent", "the political administration"),
        ("Monusco", "a UN peacekeeping official"),
        ("the UN human rights office", "the U.N. High Commissioner for Human Rights"),
        ("la alcaldía", "the town's mayor"),
        ("un médico", "hospital staff"),
    ],
)
def test_one_office_has_many_names(one, other):
    """What an office is called differs from country to country and from paper to paper."""
    found = voices(f"""
        a.txt | "40 dead" | killed | 40 | {HERE} | according to {one}
        b.txt | "41 dead" | killed | 41 | {HERE} | according to {other}
    """)
    assert list(map(len, found.values())) == [2]


def test_an_administrator_of_nothing_in_particular_is_no_office():
    """He may be the hospital's as well as the district's."""
    found = voices(f"""
        a.txt | "40 dead" | killed | 40 | {HERE} | according to an administrator
        b.txt | "41 dead" | killed | 41 | {HERE} | according to the district administrator
    """)
    assert len(found) == 2


def test_one_of_the_rank_and_file_tells_what_he_saw():
    """ "A border guard told me" is a witness; the service that he is of is another voice."""
    found = voices(f"""
        a.txt | "4 dead" | killed | 4 | {HERE} | according to a border guard
        b.txt | "5 dead" | killed | 5 | {HERE} | according to the state border service
    """)
    assert len(found) == 2


def test_a_title_is_whoever_bears_it_in_the_same_report():
    """ "The colonel" is the colonel told of before; in another report he would be nobody known."""
    rows = f"""
        a.txt | "38 dead" | killed | 38 | {HERE} | according to Colonel Amal Haddad of the police
        {{}}.txt | "12 hurt" | injured | 12 | {HERE} | according to the colonel
    """
    assert len(voices(rows.format("a"))) == 1
    assert len(voices(rows.format("b"))) == 2


def test_who_is_named_beside_an_office_is_no_second_voice_for_its_number():
    """The elder whom a list names beside police may have their number from them."""
    found = voices(f"""
        a.txt | "38 dead" | killed | 38 | {HERE} | according to police
        b.txt | "38 to 40" | killed | 38-40 | {HERE} | according to police < a tribal elder
        c.txt | "45 dead" | killed | 45 | {HERE} | according to police < a market trader
    """)
    assert {"38 dead", "38 to 40"} in found.values()
    assert {"45 dead"} in found.values()


def test_a_part_of_a_sum_over_two_towns_is_a_toll_of_its_own_town():
    """ "27 in two villages, 12 of them in Dahyan": a network that says 12 there says nothing else."""
    found = voices(f"""
        a.txt | "27 in two towns" | killed | 27 | in Ardania | 2018-08-09 | according to Amal Conference
        a.txt | "15 in Tal" | killed | 15 | in Tal | 2018-08-09 | according to Amal Conference | part of "27 in two towns"
        a.txt | "at least 12" | killed | 12+ | {HERE} | according to Amal Conference | part of "27 in two towns"
        b.txt | "at least 12 deaths" | killed | 12+ | {HERE} | according to a local network
    """)
    assert {"at least 12", "at least 12 deaths"} <= found["Amal Conference"]


def test_a_voice_is_not_called_by_the_paper_that_has_it_from_there():
    """Police and a paper that repeats their number are police."""
    found = voices(f"""
        a.txt | "23 dead" | killed | 23 | {HERE} | according to police
        b.txt | "23 killed" | killed | 23 | {HERE}
    """)
    assert "Northern Post" not in found
    assert {"23 dead", "23 killed"} in found.values()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Karim Sabah, the county commissioner", "Commissioner Sabah"),
        ("the district governor, Karim Sabah", "CCPO Karim Sabah"),
        ("Justice of the Peace Karim Sabah", "Me Karim Sabah"),
        ("Dr K. Sabah", "Dr Karim Sabah of the rural clinic"),
        ("police chief Karim Sabah", "a police officer"),
        ("Captain Karim Sabah of the town police", "Colonel Lina Omar, the police commander"),
    ],
)
def test_a_person_is_one_voice_under_every_title(one, other):
    """Titles differ from paper to paper, the person does not; and many speak for one police."""
    found = voices(f"""
        a.txt | "40 dead" | killed | 40 | {HERE} | according to {one}
        b.txt | "41 dead" | killed | 41 | {HERE} | according to {other}
    """)
    assert list(map(len, found.values())) == [2]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mayor Karim Sabah", "Lina Sabah, a teacher"),
        ("Karim Sabah, a farmer", "Karim Omar, a farmer"),
        ("Northern Relief", "Southern Relief"),
    ],
)
def test_one_surname_alone_makes_nobody_one(one, other):
    """A mayor and a teacher may be of one family; organisations have no surnames."""
    found = voices(f"""
        a.txt | "40 dead" | killed | 40 | {HERE} | according to {one}
        b.txt | "41 dead" | killed | 41 | {HERE} | according to {other}
    """)
    assert len(found) == 2


def test_a_surname_that_two_bear_is_joined_to_neither():
    """Which Sabah is meant is not told."""
    found = voices(f"""
        a.txt | "40 dead" | killed | 40 | {HERE} | according to Karim Sabah, a farmer
        b.txt | "41 dead" | killed | 41 | {HERE} | according to Lina Sabah, a teacher
        c.txt | "42 dead" | killed | 42 | {HERE} | according to Elder Sabah
    """)
    assert len(found) == 3


def test_an_office_of_one_holder_is_whoever_holds_it_in_another_report():
    """One paper names the commissioner, the next has it from "the commissioner" alone."""
    found = voices(f"""
        a.txt | "40 dead" | killed | 40 | {HERE} | according to the county commissioner < Karim Sabah
        b.txt | "41 dead" | killed | 41 | {HERE} | according to the commissioner
    """)
    assert found == {"Karim Sabah": {"40 dead", "41 dead"}}


def test_what_is_had_from_a_paper_is_of_those_whom_the_paper_heard():
    """ "Eight, The Courier reported", where The Courier has its eight from residents."""
    found = voices(f"""
        a.txt | "eight dead" | killed | 8 | {HERE} | according to residents who fled
        b.txt | "8 died" | killed | 8 | {HERE} | according to The Courier
    """)
    assert list(found.values()) == [{"eight dead", "8 died"}]


def test_what_a_paper_is_said_to_tell_and_does_not_is_its_own():
    """Nobody whom it heard gave this number."""
    found = voices(f"""
        a.txt | "eight dead" | killed | 8 | {HERE} | according to residents who fled
        b.txt | "9 died" | killed | 9 | {HERE} | according to The Courier
    """)
    assert len(found) == 2


def test_who_told_the_names_of_some_need_not_have_told_of_all():
    """A list of names that a priest helped with says nothing of who counted the dead."""
    found = voices(f"""
        a.txt | "40 dead" | killed | 40 | {HERE}
        a.txt | "Karim Sabah" | killed | 1 | {HERE} | according to Father Omar | part of "40 dead"
    """)
    assert len(found) == 2


def test_a_hedge_and_the_wounded_besides_are_no_second_voice():
    """ "At least forty, and nine hurt, officials said", where police told of the forty alone."""
    found = voices(f"""
        a.txt | "40 dead" | killed | 40 | {HERE} | according to police
        b.txt | "at least 40 dead" | killed | 40+ | {HERE} | according to officials
        b.txt | "nine hurt" | injured | 9 | {HERE} | according to officials
    """)
    assert len(found) == 1


def test_other_wounded_are_of_a_second_voice():
    """Police said twelve were hurt: whoever says nine has it from somebody else."""
    found = voices(f"""
        a.txt | "40 dead" | killed | 40 | {HERE} | according to police
        a.txt | "12 hurt" | injured | 12 | {HERE} | according to police
        b.txt | "forty dead" | killed | 40 | {HERE} | according to officials
        b.txt | "nine hurt" | injured | 9 | {HERE} | according to officials
    """)
    assert len(found) == 2


def test_an_official_with_a_name_after_the_office_is_named():
    """ "Mayor of Dahyan, Karim Sabah" is a name, and no "mayor" of one report alone."""
    found = voices(f"""
        a.txt | "40 dead" | killed | 40 | {HERE} | according to mayor of Dahyan, Karim Sabah
        b.txt | "41 dead" | killed | 41 | {HERE} | according to mayor of Dahyan, Karim Sabah
    """)
    assert list(found) == ["mayor of Dahyan, Karim Sabah"]


def test_letters_stand_for_the_name_that_another_report_spells_out():
    """ "BMU" is the beach management unit, whose chairman speaks in the other paper."""
    found = voices(f"""
        a.txt | "three" | killed | 3 | {HERE} | according to head of the beach management unit
        b.txt | "3 dead" | killed | 3 | {HERE} | according to BMU
        c.txt | "4 dead" | killed | 4 | {HERE} | according to BDU
    """)
    assert sorted(map(len, found.values())) == [1, 2]


@pytest.mark.parametrize("cited", ["the newspaper Northern Post", "the local daily Northern Post"])
def test_a_paper_is_one_voice_with_a_word_for_what_it_is(cited):
    """Who cites "the newspaper Northern Post" cites Northern Post."""
    found = voices(f"""
        b.txt | "40 dead" | killed | 40 | {HERE}
        c.txt | "41 dead" | killed | 41 | {HERE} | according to {cited}
    """)
    assert list(map(len, found.values())) == [2]


def test_whom_a_correspondent_met_is_not_the_paper():
    """Survivors tell what they saw; the paper has counted nobody."""
    found = voices(f"""
        a.txt | "40 dead" | killed | 40 | {HERE}
        a.txt | "over 60" | killed | >60 | {HERE} | according to survivors met by our correspondent
    """)
    assert len(found) == 2


def test_what_a_person_says_is_no_office_of_that_person():
    """ "Amal Haddad, said that 212 were in hospital" makes nobody the hospital's."""
    found = voices(
        f"""
        a.txt | "60 dead" | killed | 60 | {HERE} | according to Amal Haddad
        b.txt | "61 dead" | killed | 61 | {HERE} | according to doctors at the clinic
        """,
        {"a.txt": "The party's secretary, Amal Haddad, said that 212 were in hospital; 60 dead."},
    )
    assert len(found) == 2
