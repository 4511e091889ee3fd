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
