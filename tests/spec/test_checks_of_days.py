"""Days that were told wrongly: after publication, exchanged, of another year, other than written."""

import pytest

FRESH = 'a.txt | "14 killed" | killed | 14 | in Dahyan | 2018-08-07 | by rebels'


def test_a_day_after_publication_is_asked_about_once(found):
    """A report cannot tell of the week after it; its claims of one day are one question."""
    table = """
        a.txt | "7 dead" | killed | 7 | in Dahyan | 2018-08-29
        a.txt | "9 hurt" | injured | 9 | in Dahyan | 2018-08-29
    """
    assert len(found("date-after-publication", table)) == 1


@pytest.mark.parametrize("day", ["2018-08-21", "2018-08", "2018-08-10..2018-09-10"])
def test_the_next_day_and_a_time_that_begins_before_are_right(day, found):
    """It is already tomorrow elsewhere; a month goes on after a report of it."""
    assert (
        found("date-after-publication", f'a.txt | "7 dead" | killed | 7 | in Dahyan | {day}') == []
    )


def test_a_forecast_may_be_of_later_days(found):
    """What is only feared has not happened."""
    row = 'a.txt | "7 may die" | killed | 7 | in Dahyan | 2018-08-29 | hypothetical'
    assert found("date-after-publication", row) == []


def test_a_day_in_figures_that_fits_publication_only_when_exchanged(found):
    """08/07/2018 in a report of 8 August is 7 August, not 8 July."""
    shelf = "a.txt | The Courier | 2018-08-08"
    row = 'a.txt | "7 killed" | killed | 7 | in Dahyan | {} | on 08/07/2018'
    assert len(found("day-month-swapped", row.format("2018-07-08"), shelf=shelf)) == 1
    assert found("day-month-swapped", row.format("2018-08-07"), shelf=shelf) == []


@pytest.mark.parametrize(
    "other",
    [
        'b.txt | "15 dead" | killed | 15 | in Dahyan | 2018-07-08 | by rebels',  # another number
        'b.txt | "14 dead" | killed | 14 | in Tal Amar | 2018-07-08 | by rebels',  # another place
        'b.txt | "14 hurt" | injured | 14 | in Dahyan | 2018-07-08 | by rebels',  # another harm
        'a.txt | "14 dead" | killed | 14 | in Dahyan | 2018-07-08 | by rebels',  # told apart by one
        'd.txt | "14 dead" | killed | 14 | in Dahyan | 2018-07-08 | by rebels',  # told the day after
        'b.txt | "14 dead" | killed | 14 | in Dahyan | 2018-07 | by rebels',  # no day at all
    ],
)
def test_days_that_only_look_exchanged(other, found):
    """Nothing is asked where number, place or harm differ, or each day has its own report."""
    shelf = """
        a.txt | The Courier | 2018-08-08
        b.txt | Northern Post | 2018-08-21
        d.txt | Daily Herald | 2018-07-09
    """
    assert found("day-month-swapped", f"{FRESH}\n{other}", shelf=shelf) == []


def test_a_small_number_needs_more_than_chance(found):
    """Four dead in one town on two days is no rarity; the same attackers make it one."""
    table = """
        a.txt | "4 killed" | killed | 4 | in Dahyan | 2018-08-07 {0}
        b.txt | "4 dead" | killed | 4 | in Dahyan | 2018-07-08 {0}
    """
    shelf = "a.txt | The Courier | 2018-12-08\nb.txt | Northern Post | 2018-12-09"
    assert found("day-month-swapped", table.format(""), shelf=shelf) == []
    assert len(found("day-month-swapped", table.format("| by rebels"), shelf=shelf)) == 1


def test_a_place_inside_another_is_the_same_place(found):
    """One report names the town, the other its province."""
    table = """
        a.txt | "14 killed" | killed | 14 | in Dahyan | 2018-08-07
        b.txt | "14 dead" | killed | 14 | in Northern | 2018-07-08
    """
    assert len(found("day-month-swapped", table)) == 1


def test_in_january_the_old_year_is_still_written(found):
    """A report of 6 January has the right day and the year before."""
    shelf = "a.txt | The Courier | 2019-01-06\nb.txt | Northern Post | 2019-01-06"
    table = """
        a.txt | "5 killed" | killed | 5 | in Dahyan | 2019-01-05
        b.txt | "5 dead" | killed | 5 | in Dahyan | 2018-01-05
    """
    (message,) = found("wrong-year", table, shelf=shelf)
    assert "a year apart" in message


@pytest.mark.parametrize(
    ("published", "day"),
    [
        ("2017-08-20", "2017-08-19"),  # its own year's attack, told the day after
        ("2019-08-19", "2018-08-19"),  # an anniversary, rightly dated
        ("2018-08-21", "2016-08-19"),  # two years: no slip of one
    ],
)
def test_two_years_may_each_have_their_attack(published, day, found):
    """An anniversary dated right, and two reports each of its own days, are no slip."""
    shelf = f"a.txt | The Courier | 2018-08-20\nb.txt | Northern Post | {published}"
    table = f"""
        a.txt | "14 killed" | killed | 14 | in Dahyan | 2018-08-19
        b.txt | "14 dead" | killed | 14 | in Dahyan | {day}
    """
    assert found("wrong-year", table, shelf=shelf) == []


def test_a_report_that_tells_both_years_tells_them_apart(found):
    """ "Twelve died here, as many as a year ago": both are meant."""
    table = """
        a.txt | "14 killed" | killed | 14 | in Dahyan | 2018-08-19
        b.txt | "14 dead" | killed | 14 | in Dahyan | 2018-08-19
        b.txt | "14 a year before" | killed | 14 | in Dahyan | 2017-08-19
    """
    assert found("wrong-year", table) == []


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("August 19, 2018: 12 dead", "2018-08-19"),
        ("12 died on 19 August", "2018-08-19"),  # the year is not said
        ("since 3 March 12 have died", "2018-08-19"),  # a stretch, not a day
        ("12 died between 3 March and 4 April", "2018-08-19"),
        ("12 died on 19 August", "2018-08"),  # the field is wider
        ("12 died on 03/04/2018", "2018-03-04"),  # either reading is right
        ("12 died", "2018-08-19"),
        ("مقتل 12 في 19 آب 2018", "2018-08-19"),
    ],
)
def test_words_and_fields_that_agree(words, day, found):
    """A day without its year, a stretch, a wider field: none contradicts."""
    assert found("date-differs", f'a.txt | "{words}" | killed | 12 | in Dahyan | {day}') == []


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("August 19, 2018: 12 dead", "2018-08-09"),
        ("12 died on 19 August", "2018-09-19"),
        ("2017-08-19: 12 dead", "2018-08-19"),
        ("مقتل 12 في 19 آب 2018", "2018-08-09"),
        ("12 died on 9 March 2018", "2018-09-01..2018-09-30"),
    ],
)
def test_a_day_in_words_that_the_field_does_not_have(words, day, found):
    """English and Arabic months, and days as standards write them."""
    assert len(found("date-differs", f'a.txt | "{words}" | killed | 12 | in Dahyan | {day}')) == 1


def test_the_day_that_no_report_of_its_own_days_tells_is_in_doubt(found):
    """Two later reports differ by a year; another, of the day after, bears one of them out."""
    table = """
        a.txt | "14 killed" | killed | 14 | in Dahyan | 2018-08-19
        b.txt | "lost 16" | killed | 16 | in Dahyan | 2018-08-19
        c.txt | "sixteen names" | killed | 16 | in Dahyan | 2017-08-19
    """
    shelf = "a.txt | A | 2018-08-20\nb.txt | B | 2019-08-19\nc.txt | C | 2021-08-19"
    (message,) = found("wrong-year", table, shelf=shelf)
    assert message.startswith(
        "The same number at the same place, a year apart: “sixteen names” (c.txt)"
    )


def test_a_range_has_the_numbers_of_both_its_ends(found):
    """ "Between 14 and 53, sources differ", of the year before."""
    table = """
        a.txt | "14 killed" | killed | 14 | in Dahyan | 2018-08-19
        c.txt | "between 14 and 53" | killed | 14-53 | in Dahyan | 2017-08-19
    """
    shelf = "a.txt | A | 2018-08-20\nc.txt | C | 2018-09-01"
    assert len(found("wrong-year", table, shelf=shelf)) == 1


@pytest.mark.parametrize(
    ("first", "second", "is_found"),
    [
        ("Kadawa?, Zurmi?", "Zurmi LGA?", True),  # on no map: the district's bare name
        ("Avdiivka?", "Avdeevka?", True),  # spelt otherwise
        ("Kadawa?, Zurmi?", "Jibia?", False),
        ("Kadawa?, Zamfara State?", "Zamfara State?", False),  # a province holds many places
    ],
)
def test_a_place_on_no_map_is_known_by_its_name(first, second, is_found, found):
    """The bare name counts, however it is spelt, and whatever kind of place it is called."""
    table = f"""
        a.txt | "14 killed" | killed | 14 | in {first} | 2018-08-19
        c.txt | "14 dead" | killed | 14 | in {second} | 2017-08-19
    """
    shelf = "a.txt | A | 2018-08-20\nc.txt | C | 2018-09-01"
    assert len(found("wrong-year", table, shelf=shelf)) == is_found


def test_a_day_in_figures_may_be_read_the_other_way_round(found):
    """03.04.2018 in a table, and a report of 5 March that tells of the fourth: seven killed each."""
    table = """
        a.txt | "seven dead" | killed | 7 | in Dahyan | 2018-03-04
        c.txt | "7  killed" | killed | 7 | in Dahyan | 2018-04-03
    """
    shelf = "a.txt | A | 2018-03-05\nc.txt | C | 2019-01-15"
    figures = {"c.txt": "4  03.04.2018  Dahyan  7  killed"}
    words = {"c.txt": "4  3 April 2018  Dahyan  7  killed"}
    assert len(found("day-month-swapped", table, figures, shelf=shelf)) == 1
    assert found("day-month-swapped", table, words, shelf=shelf) == []


def test_a_site_that_only_the_other_report_names_is_a_detail_in_common(found):
    """The table's note "(bus stop)" is where the other report has it."""
    table = """
        a.txt | "seven dead" | killed | 7 | in bus stop?, Dahyan | 2018-03-04
        c.txt | "7  (bus stop)" | killed | 7 | in Dahyan | 2018-04-03
    """
    shelf = "a.txt | A | 2018-03-05\nc.txt | C | 2019-01-15"
    assert len(found("day-month-swapped", table, shelf=shelf)) == 1
