"""Lists of names against counts, and the same name in two incidents."""

import pytest

HERE = "in Dahyan | 2018-08-19"
THREE = f'a.txt | "Three people were killed" | killed | 3 | {HERE}'


@pytest.mark.parametrize(
    "text",
    [
        "Three people were killed: Ahmad Saleh, 34, Omar Saleh, 12, Layla Hassan, 7, and Huda Hassan, 40.",
        "Three people were killed, named as: Ahmad Saleh; Omar Saleh; Layla Hassan; Huda Hassan.",
        "Three people were killed in Dahyan. They were identified as Ahmad Saleh, Omar Saleh, "
        "Layla Hassan and Huda Hassan.",
        "Three people were killed in Dahyan:\n1. Ahmad Saleh (34)\n2. Omar Saleh, 12\n3. Layla Hassan\n"
        "4. Huda Hassan, teacher",
        "Three people were killed in Dahyan.\n\nNames of the dead\nAhmad Saleh\nOmar Saleh\n\nLayla Hassan\n"
        "Huda al-Hassan",
    ],
)
def test_names_after_a_colon_or_one_a_line_are_counted(text, found):
    """Ages and callings beside a name are no names; four names are too many for three."""
    (message,) = found("names-exceed-count", THREE, {"a.txt": text})
    assert "4 names are listed" in message


def test_arabic_names_are_counted_where_words_say_that_they_are_names(found):
    """Arabic has no capitals: only words such as "they are" tell that names follow."""
    row = f'a.txt | "قتل ثلاثة أشخاص" | killed | 3 | {HERE}'
    names = "أحمد صالح، عمر صالح، ليلى حسن، هدى حسن"
    assert len(found("names-exceed-count", row, {"a.txt": f"قتل ثلاثة أشخاص وهم: {names}."})) == 1
    assert found("names-exceed-count", row, {"a.txt": f"قتل ثلاثة أشخاص: {names}."}) == []


@pytest.mark.parametrize(
    "text",
    [
        # as many, and fewer: "among them" is how names are told
        "Three people were killed: Ahmad Saleh, Omar Saleh and Layla Hassan.",
        "Three people were killed, among them: Ahmad Saleh and Omar Saleh.",
        # somebody named twice
        "Three people were killed: Ahmad Saleh, Omar Saleh, Layla Hassan and Ahmad Saleh.",
        # towns, suspects, witnesses
        "Three people were killed in raids on four towns: Deir Salman, Kafr Hamra, Abu Hasan, Ain Issa.",
        "Three people were killed. Police named four suspects: Ahmad Saleh, Omar Saleh, Layla Hassan, "
        "Huda Hassan.",
        # a list far off, of nobody knows whom
        "Three people were killed.\n\nReporting by: Ahmad Saleh, Omar Saleh, Layla Hassan, Huda Hassan.",
        # what stands beside names is none
        "Three people were killed: Ahmad Saleh, a teacher, his wife, their son and Huda Hassan.",
    ],
)
def test_lists_that_are_no_longer_or_not_of_the_dead_are_left_alone(text, found):
    """Only names, and only of those who were counted."""
    assert found("names-exceed-count", THREE, {"a.txt": text}) == []


def test_an_open_count_leaves_room_for_more_names(found):
    """ "At least three" and four names agree."""
    row = f'a.txt | "At least three people were killed" | killed | 3+ | {HERE}'
    text = "At least three people were killed: Ahmad Saleh, Omar Saleh, Layla Hassan, Huda Hassan."
    assert found("names-exceed-count", row, {"a.txt": text}) == []


def test_a_list_of_dead_and_wounded_is_held_to_both(found):
    """Where one list follows two numbers, their sum is its limit."""
    table = f"""
        a.txt | "Three people were killed" | killed | 3 | {HERE}
        a.txt | "one injured" | injured | 1 | {HERE}
    """
    text = "Three people were killed and one injured: Ahmad Saleh, Omar Saleh, Layla Hassan, Huda Hassan."
    assert found("names-exceed-count", table, {"a.txt": text}) == []


def test_listed_names_are_victims_of_their_incident(found):
    """A name in one report's list and in another's sentence, with one age, is asked about."""
    table = """
        a.txt | "Two people were killed" | killed | 2 | in Dahyan | 2018-08-12
        b.txt | "shelling killed three" | killed | 3 | in Tal Amar | 2018-08-19
    """
    texts = {
        "a.txt": "Two people were killed: Ahmad Saleh (34) and Omar Saleh (12).",
        "b.txt": "On Sunday shelling killed three. Ahmad Saleh, 35, was killed in his shop.",
    }
    (message,) = found("name-in-two-incidents", table, texts)
    assert message.startswith("Ahmad Saleh, 35, is named among the dead of two incidents")


@pytest.mark.parametrize(
    ("second", "place"),
    [
        ("Ahmad Saleh (71)", "Dahyan"),  # another age
        ("Ahmad Saleh", "Tal Amar"),  # no age, another town
        ("Ahmad", "Dahyan"),  # half a name
        ("Northern Army", "Dahyan"),  # no person
    ],
)
def test_a_name_alone_makes_nobody_one(second, place, found):
    """The age must agree, or the town where no age is told."""
    table = f"""
        a.txt | "Ahmad Saleh, 34, was shot" | killed | 1 | in Dahyan | 2018-03-12 | of Ahmad Saleh (34)
        b.txt | "was killed" | killed | 1 | in {place} | 2018-08-19 | of {second}
    """
    assert found("name-in-two-incidents", table) == []


def test_the_same_name_in_one_incident_or_of_one_wounded_first_is_no_question(found):
    """Two reports of one death are one incident; the wounded may die later."""
    one = f"""
        a.txt | "Ahmad Saleh, 34, was shot" | killed | 1 | {HERE} | of Ahmad Saleh (34)
        b.txt | "Ahmad Saleh was killed" | killed | 1 | {HERE} | of Ahmad Saleh (34)
    """
    wounded = f"""
        a.txt | "Ahmad Saleh, 34, was hurt" | injured | 1 | in Dahyan | 2018-08-02 | of Ahmad Saleh (34)
        b.txt | "Ahmad Saleh was killed" | killed | 1 | {HERE} | of Ahmad Saleh (34)
    """
    assert found("name-in-two-incidents", one) == []
    assert found("name-in-two-incidents", wounded) == []


def test_a_town_and_a_full_name_are_enough(found):
    """Where no report tells an age, the town decides whether to ask."""
    table = """
        a.txt | "was shot" | killed | 1 | in Dahyan | 2018-03-12 | of Ahmad al-Saleh
        b.txt | "was killed" | killed | 1 | in Dahyan | 2018-08-19 | of Ahmad Saleh
    """
    assert len(found("name-in-two-incidents", table)) == 1


def test_brothers_by_name_share_the_family_name(found):
    """ "Two of the four, the brothers Hamid, Sadiq and Abdo al-Awadi" are three."""
    row = f'a.txt | "Two of the four" | killed | 2 | {HERE}'
    text = "{} of the four, the brothers Hamid, Sadiq and Abdo al-Awadi, were laid to rest."
    (message,) = found("names-exceed-count", row, {"a.txt": text.format("Two")})
    assert "3 names are listed for it: Hamid al-Awadi, Sadiq al-Awadi, Abdo al-Awadi" in message
    three = row.replace("Two", "Three").replace("| 2 |", "| 3 |")
    assert found("names-exceed-count", three, {"a.txt": text.format("Three")}) == []


def test_names_in_the_claims_own_words_are_counted(found):
    """The words for the harmed, or what stands behind a colon in the quotation."""
    whom = "Ahmad Saleh, Omar Saleh and Layla Hassan"
    told = f'a.txt | "two teachers" | killed | 2 | {HERE} | of {whom}'
    quoted = f'a.txt | "two teachers: {whom}" | killed | 2 | {HERE}'
    assert len(found("names-exceed-count", told)) == 1
    assert len(found("names-exceed-count", quoted)) == 1
    assert found("names-exceed-count", quoted.replace("| 2 |", "| 3 |")) == []


def test_parts_of_one_named_person_each_are_counted(found):
    """ "Two notables", and three claims of one, each by name."""
    rows = "\n".join(
        f'a.txt | "{name}" | killed | 1 | {HERE} | of {name} | part of "2 notables"'
        for name in ("Ahmad Saleh", "Omar Saleh", "Layla Hassan")
    )
    table = f'a.txt | "2 notables" | killed | 2 | {HERE}\n{rows}'
    assert len(found("names-exceed-count", table)) == 1


def test_names_listed_in_quotations_are_victims_of_their_incident(found):
    """One man of 41 stands in the list of one day and in that of another."""
    table = """
        a.txt | "Ahmad Saleh (41), Layla Hassan (29)" | killed | 2 | in Dahyan | 2018-08-12 | of Ahmad Saleh (41), Layla Hassan (29)
        a.txt | "Omar Saleh (55), Ahmad Saleh ({})" | killed | 2 | in Tal Amar | 2018-08-19 | of Omar Saleh (55), Ahmad Saleh ({})
    """
    assert len(found("name-in-two-incidents", table.format(41, 41))) == 1
    assert found("name-in-two-incidents", table.format(16, 16)) == []


@pytest.mark.parametrize(
    "names",
    [
        "Cpl. Rey dela Cruz Jr., 31\nPfc Danilo Magbanua (22)\nJosé de los Ríos\nK.P. Sivakumar (15)",
        "Amadou ag Mohamed, 40 ans\nSidi ould Ahmed (1971)\nRosa Lopez, 8 months\nAgim Gashi, born 1962",
        "Mohammad Daud s/o Gul Khan\nNor Aini binti Yusof\nSaw Htoo Wah\nAto Bekele Molla",
        "1. Ahmad Saleh\n2. Omar Saleh\n3. not known yet\n4. Layla Hassan\n5. Huda Hassan",
    ],
)
@pytest.mark.parametrize("heading", ["Killed:", "The fallen", "Victims of the night"])
def test_names_of_many_countries_under_a_heading_are_counted(names, heading, found):
    """Ranks, particles, fathers, years of birth and "Jr." make no other kind of line."""
    text = f"Three people were killed in Dahyan.\n\n{heading}\n{names}"
    (message,) = found("names-exceed-count", THREE, {"a.txt": text})
    assert "4 names are listed" in message


@pytest.mark.parametrize("heading", ["Injured:", "Contributors", "Our writers"])
def test_a_heading_that_is_not_of_the_counted_names_none_of_them(heading, found):
    """Those under "Injured" are none of the dead where the injured have a number of their own."""
    rows = f'{THREE}\na.txt | "nine injured" | injured | 9 | {HERE}'
    names = "Ahmad Saleh\nOmar Saleh\nLayla Hassan\nHuda Hassan"
    text = f"Three people were killed and nine injured.\n\n{heading}\n{names}"
    assert found("names-exceed-count", rows, {"a.txt": text}) == []


def test_a_name_on_the_lists_of_two_incidents_under_headings(found):
    """One man, one age, two lists of the dead."""
    table = """
        a.txt | "Two were killed" | killed | 2 | in Dahyan | 2018-08-19
        b.txt | "Two men were killed" | killed | 2 | in Tal Amar | 2018-03-02
    """
    texts = {
        "a.txt": "Two were killed.\n\nKilled:\nAgim Gashi, 37\nIbrahim Rexhepi, 40",
        "b.txt": "Two men were killed.\n\nKilled:\nAgim Gashi, 37\nSami Hoti, 22",
    }
    (message,) = found("name-in-two-incidents", table, texts)
    assert message.startswith("Agim Gashi, 37, is named among the dead of two incidents")


def test_the_words_before_the_names_may_tell_whose_they_are(found):
    """Of nine killed five were soldiers, and six soldiers are named."""
    rows = f"""
        a.txt | "Nine people were killed" | killed | 9 | {HERE}
        a.txt | "five soldiers" | killed | 5 | {HERE} | combatant | of soldiers | part of "Nine people were killed"
    """
    names = "\n".join(f"{name} Santos" for name in ("Rey", "Juan", "Luis", "Mario", "Jose", "Ben"))
    text = f"Nine people were killed, five soldiers among them.\n\nNames of the {{}}:\n{names}"
    assert len(found("names-exceed-count", rows, {"a.txt": text.format("five soldiers")})) == 1
    assert found("names-exceed-count", rows, {"a.txt": text.format("dead")}) == []
