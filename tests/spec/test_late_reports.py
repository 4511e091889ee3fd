"""Names in two spellings, sums over several happenings, and reports that come late."""

import pytest

from onrecord import group, testing

MAP = testing.world("""
    town Dahyan < province Northern < country Ardania
    town Tal Amar < province Northern < country Ardania
    province Northern < country Ardania
""")
SHELF = """
    a.txt | The Courier | 2018-08-10
    b.txt | Northern Post | 2018-08-11
    c.txt | Daily Herald | 2018-10-02
"""


def grouped(table):
    """Return each incident as the words of its claims, and the asides by their reason."""
    claims = testing.claims(table)
    words = {claim.id: claim.passage.exact for claim in claims}
    found = group.incidents(claims, testing.documents(SHELF), MAP.place, MAP.actor)
    incidents = {frozenset(words[name] for name in one.claim_ids) for one in found.incidents}
    return incidents, {words[aside.claim_id]: aside.reason.value for aside in found.asides}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Barwanah?", "Barwana?"),
        ("Bayt al-Faqih?", "Beit al-Faqih?"),
        ("Kadawa village?", "Kadawa?"),
        ("Qa al-Haql checkpoint?", "Qa' al-Haql?"),
    ],
)
def test_a_village_that_no_map_has_is_one_in_every_spelling(one, other):
    """The consonants of its bare name are compared, without the noun that says what it is."""
    incidents, _ = grouped(f"""
        a.txt | "12 dead" | killed | 12 | in {one} | 2018-08-09
        b.txt | "twelve killed" | killed | 12 | in {other} | 2018-08-09
    """)
    assert incidents == {frozenset({"12 dead", "twelve killed"})}


def test_another_name_is_another_village():
    """The same day and a small number do not make two names one."""
    incidents, _ = grouped("""
        a.txt | "2 dead" | killed | 2 | in Barwanah? | 2018-08-09
        b.txt | "two killed" | killed | 2 | in Kadawa? | 2018-08-09
    """)
    assert len(incidents) == 2


def test_a_sum_over_two_towns_is_a_total_and_each_town_an_incident():
    """ "33 in two strikes: 25 in one town, 8 in another": one event a place (UCDP GED, ACLED)."""
    incidents, asides = grouped("""
        a.txt | "33 in two strikes" | killed | 33 | in Northern | 2018-08-09
        a.txt | "25 in Dahyan" | killed | 25 | in Dahyan | 2018-08-09 | part of "33 in two strikes"
        a.txt | "8 in Tal Amar" | killed | 8 | in Tal Amar | 2018-08-09 | part of "33 in two strikes"
        b.txt | "26 dead" | killed | 26 | in Dahyan | 2018-08-09
    """)
    assert incidents == {frozenset({"25 in Dahyan", "26 dead"}), frozenset({"8 in Tal Amar"})}
    assert asides == {"33 in two strikes": "total"}


def test_a_sum_over_two_days_that_are_told_apart_is_a_total():
    """ "16 dead in two days" beside six of one day and ten of the other."""
    incidents, asides = grouped("""
        a.txt | "16 in two days" | killed | 16 | in Dahyan | 2018-08-08..2018-08-09
        a.txt | "10 on Wednesday" | killed | 10 | in Dahyan | 2018-08-08
        a.txt | "6 on Thursday" | killed | 6 | in Dahyan | 2018-08-09
    """)
    assert incidents == {frozenset({"10 on Wednesday"}), frozenset({"6 on Thursday"})}
    assert asides == {"16 in two days": "total"}


def test_a_sum_without_a_day_over_parts_of_two_days_is_a_total():
    """ "31 dead", over four of one day and 27 of the next."""
    incidents, asides = grouped("""
        a.txt | "31 dead" | killed | 31 | in Dahyan
        a.txt | "4 on Wednesday" | killed | 4 | in Dahyan | 2018-08-08 | part of "31 dead"
        a.txt | "27 on Thursday" | killed | 27 | in Dahyan | 2018-08-09 | part of "31 dead"
    """)
    assert incidents == {frozenset({"4 on Wednesday"}), frozenset({"27 on Thursday"})}
    assert asides == {"31 dead": "total"}


def test_a_sum_without_a_day_over_parts_of_one_day_is_no_total():
    """As in a headline: "31 dead", and below it whom the raid killed."""
    incidents, asides = grouped("""
        a.txt | "31 dead" | killed | 31 | in Dahyan
        a.txt | "4 women" | killed | 4 | in Dahyan | 2018-08-09 | part of "31 dead"
        a.txt | "27 children" | killed | 27 | in Dahyan | 2018-08-09 | part of "31 dead"
    """)
    assert (len(incidents), asides) == (1, {})


def test_two_days_that_nobody_tells_apart_are_one_incident():
    """A night between two days is one happening."""
    incidents, asides = grouped("""
        a.txt | "16 in the night" | killed | 16 | in Dahyan | 2018-08-08..2018-08-09
        b.txt | "16 dead" | killed | 16 | in Dahyan | 2018-08-09
    """)
    assert (len(incidents), asides) == (1, {})


def test_a_later_report_without_a_day_joins_the_one_incident_it_fits():
    """The same place and number, once only: what a trial or an anniversary looks back on."""
    incidents, _ = grouped("""
        a.txt | "30 villagers" | killed | 30 | in Dahyan | 2018-08-09
        c.txt | "30 of its people were killed" | killed | 30 | in Dahyan
    """)
    assert incidents == {frozenset({"30 villagers", "30 of its people were killed"})}


def test_a_later_report_that_fits_two_incidents_joins_neither():
    """A wrong tie would move a figure; a missing one is seen and mended by a person."""
    incidents, _ = grouped("""
        a.txt | "30 villagers" | killed | 30 | in Dahyan | 2018-08-02
        b.txt | "30 more" | killed | 30 | in Dahyan | 2018-08-09
        c.txt | "30 of its people were killed" | killed | 30 | in Dahyan
    """)
    assert len(incidents) == 3


def test_a_statement_dated_by_its_own_day_joins_the_day_before():
    """ "Said on Friday that 62 were wounded" names no day of the event; the number tells it."""
    incidents, _ = grouped("""
        a.txt | "62 wounded" | injured | 62 | in Dahyan | 2018-08-09
        b.txt | "sixty-two wounded" | injured | 62 | in Dahyan | 2018-08-11
    """)
    assert len(incidents) == 1


def test_a_small_number_two_days_later_is_another_attack():
    """Below ten, two attacks in a row often have the same number."""
    incidents, _ = grouped("""
        a.txt | "3 wounded" | injured | 3 | in Dahyan | 2018-08-09
        b.txt | "three wounded" | injured | 3 | in Dahyan | 2018-08-11
    """)
    assert len(incidents) == 2


def test_a_report_that_writes_one_toll_under_two_days_slipped_in_one():
    """A table has 08/07 where the note below it says 8 July: day and month changed round."""
    incidents, _ = grouped("""
        b.txt | "d124: 12" | killed | 12 | in Dahyan | 2018-08-07
        b.txt | "twelve on 8 July" | killed | 12 | in Dahyan | 2018-07-08
    """)
    assert len(incidents) == 1


def test_those_set_free_belong_with_those_taken():
    """No more can be free than were taken, from the same place and before."""
    incidents, _ = grouped("""
        a.txt | "46 pupils taken" | abducted | 46 | in Dahyan | 2018-08-09
        c.txt | "39 came home" | released | 39 | in Dahyan | 2018-09-30
        c.txt | "60 prisoners freed" | released | 60 | in Tal Amar | 2018-09-30
    """)
    assert frozenset({"46 pupils taken", "39 came home"}) in incidents
    assert len(incidents) == 2


def test_a_later_report_whose_numbers_fit_two_incidents_joins_neither():
    """Its dead fit one raid and its wounded another: it would run the two together."""
    incidents, _ = grouped("""
        a.txt | "30 villagers" | killed | 30 | in Dahyan | 2018-08-02
        b.txt | "17 hurt" | injured | 17 | in Dahyan | 2018-08-09
        c.txt | "30 were killed" | killed | 30 | in Dahyan
        c.txt | "17 were wounded" | injured | 17 | in Dahyan
    """)
    assert incidents == {
        frozenset({"30 villagers"}),
        frozenset({"17 hurt"}),
        frozenset({"30 were killed", "17 were wounded"}),
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sadaqa?", "Sadaga village?"),  # a sound written otherwise
        ("Vallejuelo?", "Vallejuelos?"),
        ("Maganda?", "the Gusaro-Maganda road?, Gusaro?"),
    ],
)
def test_a_name_a_letter_apart_or_told_by_more_words_is_one_where_day_and_number_agree(one, other):
    around = ", Gusaro?" if "Gusaro" in other else ""
    told = f"""
        a.txt | "12 dead" | killed | 12 | in {one}{around} | 2018-08-09
        b.txt | "twelve killed" | killed | {{number}} | in {other} | {{day}}
    """
    one_incident = {frozenset({"12 dead", "twelve killed"})}
    assert grouped(told.format(number=12, day="2018-08-09"))[0] == one_incident
    assert len(grouped(told.format(number=2, day="2018-08-09"))[0]) == 2
    assert len(grouped(told.format(number=12, day="2018-08-08"))[0]) == 2


def test_two_towns_on_the_map_stay_two_however_alike_they_sound():
    world = testing.world("""
        town Sadaqa < province Northern < country Ardania
        town Sadaga < province Northern < country Ardania
    """)
    claims = testing.claims("""
        a.txt | "12 dead" | killed | 12 | in Sadaqa | 2018-08-09
        b.txt | "twelve killed" | killed | 12 | in Sadaga | 2018-08-09
    """)
    found = group.incidents(claims, testing.documents(SHELF), world.place, world.actor)
    assert len(found.incidents) == 2


@pytest.mark.parametrize(
    "day",
    [
        "2018-12-09",  # after the report that tells it
        "2018-09-08",  # day and month changed round
        "2017-08-09",  # last year's
    ],
)
def test_a_day_that_seems_miswritten_keeps_no_report_apart(day):
    """The same place and number; the day itself is a question for a person (see `checks`)."""
    incidents, _ = grouped(f"""
        a.txt | "12 dead" | killed | 12 | in Dahyan | 2018-08-09
        c.txt | "twelve killed" | killed | 12 | in Dahyan | {day}
        c.txt | "a child hurt" | injured | 1 | in Dahyan | {day}
    """)
    assert incidents == {frozenset({"12 dead", "twelve killed", "a child hurt"})}


@pytest.mark.parametrize(
    ("number", "place", "day"),
    [
        (13, "Dahyan", "2018-09-08"),  # another number
        (12, "Tal Amar", "2018-09-08"),  # another town
        (12, "Dahyan", "2018-09-10"),  # a day that no slip makes of the other
    ],
)
def test_what_no_slip_of_the_pen_explains_is_another_incident(number, place, day):
    incidents, _ = grouped(f"""
        a.txt | "12 dead" | killed | 12 | in Dahyan | 2018-08-09
        c.txt | "others killed" | killed | {number} | in {place} | {day}
    """)
    assert len(incidents) == 2


def test_a_report_that_tells_both_days_has_miswritten_neither():
    incidents, _ = grouped("""
        a.txt | "12 dead" | killed | 12 | in Dahyan | 2017-08-09
        a.txt | "twelve killed" | killed | 12 | in Dahyan | 2018-08-09
        b.txt | "12 people killed" | killed | 12 | in Dahyan | 2018-08-09
    """)
    assert len(incidents) == 2


def test_a_report_of_those_days_tells_what_it_saw():
    """1 October is told on 2 October: it is no slip for 10 January."""
    incidents, _ = grouped("""
        a.txt | "12 dead" | killed | 12 | in Dahyan | 2018-01-10
        c.txt | "twelve killed" | killed | 12 | in Dahyan | 2018-10-01
    """)
    assert len(incidents) == 2


def test_a_report_of_no_known_day_may_be_of_those_days():
    incidents, _ = grouped("""
        a.txt | "12 dead" | killed | 12 | in Dahyan | 2018-08-09
        undated.txt | "twelve killed" | killed | 12 | in Dahyan | 2018-09-08
    """)
    assert len(incidents) == 2


def test_a_report_that_may_mean_either_of_two_days_stays_apart():
    incidents, _ = grouped("""
        a.txt | "12 dead" | killed | 12 | in Dahyan | 2017-08-09
        b.txt | "12 more dead" | killed | 12 | in Dahyan | 2018-08-08
        c.txt | "twelve killed" | killed | 12 | in Dahyan | 2018-12-09
        b.txt | "12 burnt" | killed | 12 | in Dahyan | 2018-08-10
    """)
    assert frozenset({"twelve killed"}) in incidents
