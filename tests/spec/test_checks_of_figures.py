"""Noughts, shares, hedges, tolls: what a figure may be wrong by."""

from dataclasses import replace
from datetime import date

import pytest

from onrecord.checks import run
from onrecord.model import Severity, When

HERE = "in Dahyan | 2018-08-19"
WATCH = f"{HERE} | according to Amal Watch"


@pytest.mark.parametrize(
    "words",
    [
        "It is not known how many were wounded.",
        "An unknown number of people were injured.",
        "The number of casualties remains unclear.",
        "Wounded: unknown.",
        "عدد الجرحى غير معروف.",
    ],
)
def test_a_nought_beside_an_unknown_number_is_no_nought(words, found):
    """The report says itself that it does not know."""
    row = f'a.txt | "0 injured" | injured | 0 | {HERE}'
    text = f"Dahyan: 7 killed, 0 injured. {words}"
    assert len(found("zero-for-unknown", row, {"a.txt": text})) == 1


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("Nobody was injured", "Nobody was injured. The number of missing is not known."),
        (
            "no casualties",
            "There were no casualties. The number of casualties was unclear at first.",
        ),
        ("0 injured", "0 injured. The number of the dead is not known."),  # of the dead
        (
            "0 injured",
            "0 injured. The number of injured is not known, River Front said.",
        ),  # another
        ("0 injured", "0 injured. The number of attackers is not known."),
        ("0 injured", "There were 7 killed and 0 injured."),
    ],
)
def test_a_stated_nought_is_a_nought(quote, text, found):
    """ "No casualties" in words is meant; what is unknown must be the same, of the same voice."""
    row = f'a.txt | "{quote}" | injured | 0 | {HERE}'
    assert found("zero-for-unknown", row, {"a.txt": text}) == []


def test_an_imported_row_of_noughts_was_not_filled_in(found):
    """Three fields, all 0, no words: a question. One field, or one that is no 0, is a row."""
    empty = f"""
        a.txt | "killed 0" | killed | 0 | {HERE}
        a.txt | "injured 0" | injured | 0 | {HERE}
        a.txt | "detained 0" | detained | 0 | {HERE}
    """
    assert len(found("zero-for-unknown", empty)) == 1
    assert (
        found("zero-for-unknown", empty.replace('killed 0" | killed | 0', 'killed 4" | killed | 4'))
        == []
    )
    assert found("zero-for-unknown", empty.splitlines()[1]) == []


def test_a_nought_beside_words_for_some_of_the_same_voice(found):
    """ "0" in a table and "several injured" in the text are one source's."""
    table = f"""
        a.txt | "0 injured" | injured | 0 | {WATCH}
        b.txt | "several injured" | injured | several | {WATCH}
    """
    other = table.replace(
        'b.txt | "several injured" | injured | several | in Dahyan | 2018-08-19 | '
        "according to Amal Watch",
        f'b.txt | "several injured" | injured | several | {HERE}',
    )
    assert len(found("zero-for-unknown", table)) == 1
    assert found("zero-for-unknown", other) == []


@pytest.mark.parametrize(
    ("words", "part", "is_found"),
    [
        ("Half of the 40 dead were children", 30, True),
        ("Half of the 40 dead were children", 21, False),
        ("45% of the 40 dead were children", 18, False),
        ("45 per cent of the 40 dead were children", 22, True),
        ("More than half of the 40 dead were children", 30, False),
        ("More than half of the 40 dead were children", 12, True),
        ("Two-thirds of the 40 killed were children", 26, False),
        ("Half of the 40 dead were women", 30, False),
    ],
)
def test_a_share_of_a_number_is_a_number(words, part, is_found, found):
    """A fraction in words is loose, a percentage is rounded, "more than" is open."""
    whole = "40 killed" if "killed" in words else "40 dead"
    table = f"""
        a.txt | "{whole}" | killed | 40 | {HERE}
        a.txt | "{part} children" | killed | {part} | {HERE} | of children | part of "{whole}"
    """
    text = f"{words}. The list has {part} children."
    assert len(found("share-against-count", table, {"a.txt": text})) == is_found


def test_a_share_told_elsewhere_is_held_to_the_same_whole_alone(found):
    """Another report's children count only where that report has the same whole."""
    table = """
        a.txt | "40 dead" | killed | 40 | in Dahyan | 2018-08-19
        b.txt | "{whole} dead" | killed | {whole} | in Dahyan | 2018-08-19
        b.txt | "30 children" | killed | 30 | in Dahyan | 2018-08-19 | of children | part of "{whole} dead"
    """
    text = {"a.txt": "Half of the 40 dead were children."}
    assert len(found("share-against-count", table.format(whole=40), text)) == 1
    assert found("share-against-count", table.format(whole=62), text) == []


def test_a_headline_may_be_short(found):
    """A report that keeps the hedge in its text dropped nothing in its headline."""
    table = f"""
        a.txt | "at least 40" | killed | 40+ | {WATCH}
        b.txt | "40 dead" | killed | 40 | {WATCH} | voice title
        b.txt | "at least 40 people" | killed | 40+ | {WATCH}
    """
    assert found("hedge-dropped", table) == []


def test_a_report_that_names_the_other_report_copies_its_hedge(found):
    """The chain of copying is followed by the publisher's name."""
    table = f"""
        a.txt | "more than 40" | killed | >40 | {WATCH}
        b.txt | "40 dead" | killed | 40 | {HERE} | according to The Courier
    """
    assert len(found("hedge-dropped", table)) == 1


def test_a_dropped_hedge_is_shown_in_the_report_and_not_in_its_headline(found):
    """Headlines drop words; where the report under it does too, that is what is at fault."""
    table = f"""
        a.txt | "at least 40" | killed | 40+ | {WATCH}
        b.txt | "40 die" | killed | 40 | {HERE} | voice title
        b.txt | "killed 40" | killed | 40 | {WATCH} | same as "40 die"
    """
    (problem,) = found("hedge-dropped", table)
    assert "“killed 40”" in problem


def test_another_voice_may_know_exactly(found):
    """Forty by another's count is no hedge dropped, nor is an exact number told first."""
    apart = f"""
        a.txt | "at least 40" | killed | 40+ | {WATCH}
        b.txt | "40 dead" | killed | 40 | {HERE} | according to Health Ministry
    """
    before = f"""
        a.txt | "40 dead" | killed | 40 | {WATCH}
        b.txt | "at least 40" | killed | 40+ | {WATCH}
    """
    assert found("hedge-dropped", apart) == []
    assert found("hedge-dropped", before) == []


def test_casualties_and_killed_of_one_number_are_conflated_either_way(found):
    """ "20 casualties" after "20 killed" of one voice: one of the two words is wrong."""
    table = f"""
        a.txt | "20 killed" | killed | 20 | {WATCH}
        b.txt | "20 casualties" | casualties | 20 | {WATCH}
    """
    assert len(found("killed-injured-conflated", table)) == 1


def test_injured_told_as_killed_of_one_voice(found):
    """7 killed and 13 injured, then 13 killed."""
    table = f"""
        a.txt | "7 killed" | killed | 7 | {WATCH}
        a.txt | "13 injured" | injured | 13 | {WATCH}
        b.txt | "13 killed" | killed | 13 | {WATCH}
    """
    assert len(found("killed-injured-conflated", table)) == 1


@pytest.mark.parametrize(
    "later",
    [
        # the toll rose, and the injured are told apart
        f'b.txt | "20 killed" | killed | 20 | {WATCH}\nb.txt | "30 injured" | injured | 30 | {WATCH}',
        f'b.txt | "13 killed" | killed | 13 | {WATCH}\nb.txt | "20 injured" | injured | 20 | {WATCH}',
        # another number
        f'b.txt | "19 killed" | killed | 19 | {WATCH}',
        # another voice's 13 are its own
        f'b.txt | "13 killed" | killed | 13 | {HERE} | according to Health Ministry',
    ],
)
def test_a_toll_that_rose_is_not_conflated(later, found):
    """A report that counts its injured did not count them among the dead."""
    table = f"""
        a.txt | "7 killed" | killed | 7 | {WATCH}
        a.txt | "13 injured" | injured | 13 | {WATCH}
    """
    assert found("killed-injured-conflated", f"{table}\n{later}") == []


def test_the_same_sum_from_two_reports_is_chance_below_three(found):
    """One killed and one injured is two; so are two killed elsewhere."""
    table = f"""
        a.txt | "1 killed" | killed | 1 | {WATCH}
        a.txt | "1 injured" | injured | 1 | {WATCH}
        b.txt | "2 killed" | killed | 2 | {HERE}
    """
    assert found("killed-injured-conflated", table) == []


@pytest.mark.parametrize(
    ("first", "second", "text"),
    [
        ("12 dead", "14 dead", "The toll rose to 14 dead from 12 dead, Amal Watch said."),
        ("12 dead", "14 dead", "Amal Watch had earlier said 12 dead. It now counts 14 dead."),
        (
            "14 dead",
            "12 of them",
            "There were 14 dead, Amal Watch said; 12 of them lay in one house.",
        ),
        ("14 dead", "12 more", "Amal Watch counted 14 dead. A further 12 more died of wounds."),
        ("40 dead", "12 shot", "Amal Watch counted 40 dead. It saw 12 shot in the yard."),
    ],
)
def test_two_numbers_in_one_report_need_not_be_rivals(first, second, text, found):
    """An older toll told as such, some of many, and few beside many do not contradict."""
    low, high = first.split()[0], second.split()[0]
    table = f"""
        a.txt | "{first}" | killed | {low} | {WATCH}
        a.txt | "{second}" | killed | {high} | {WATCH}
    """
    assert found("same-origin-two-figures", table, {"a.txt": text}) == []


def test_everybody_is_everybody_in_other_words(found):
    """ "Dead", "people" and no word count the same people; children do not."""
    table = f"""
        a.txt | "12 dead" | killed | 12 | {WATCH} | of people
        a.txt | "a toll of 14" | killed | 14 | {WATCH}
    """
    children = table.replace("of people", "of children")
    assert len(found("same-origin-two-figures", table)) == 1
    assert found("same-origin-two-figures", children) == []


def test_an_older_toll_in_a_link_is_noted(found):
    """A box beside the report still has yesterday's number."""
    table = f"""
        a.txt | "12 dead" | killed | 12 | {WATCH}
        c.txt | "18 dead" | killed | 18 | {WATCH}
        c.txt | "Related: 12 dead" | killed | 12 | {HERE} | voice boilerplate
    """
    (message,) = found("stale-toll", table)
    assert message.startswith("A link or a box of c.txt still shows 12")


def test_a_link_to_another_happening_is_none_of_it(found):
    """The place, or a number that no older report had, tells it apart."""
    table = f"""
        a.txt | "12 dead" | killed | 12 | {WATCH}
        c.txt | "18 dead" | killed | 18 | {WATCH}
        c.txt | "Related: 5 dead" | killed | 5 | {HERE} | voice boilerplate
        c.txt | "Read: 12 dead" | killed | 12 | in Tal Amar | 2018-08-19 | voice boilerplate
    """
    assert found("stale-toll", table) == []


def test_an_older_toll_beside_the_newer_one_of_a_report_is_stale(found):
    """The report that gives 18 and, elsewhere, still 12: the 12 is of the day before."""
    table = f"""
        a.txt | "12 dead" | killed | 12 | {WATCH}
        b.txt | "18 dead" | killed | 18 | {WATCH}
        b.txt | "12 were killed" | killed | 12 | {WATCH}
    """
    assert len(found("stale-toll", table)) == 1
    assert found("same-origin-two-figures", table) == []


@pytest.mark.parametrize(
    ("low", "high"),
    [
        ("of soldiers | combatant", "of people"),  # some of all
        ("of women", ""),
    ],
)
def test_numbers_of_other_people_are_no_rivals(low, high, found):
    """Twelve soldiers and thirty-one people may both be right."""
    table = f"""
        b.txt | "12 dead" | killed | 12 | {HERE} | according to Health Ministry | {low}
        a.txt | "31 dead" | killed | 31 | {HERE} | according to Amal Watch | {high}
    """
    assert found("rival-figures", table) == []


def test_some_of_many_are_no_rivals(found):
    """ "Four of the dead" is no toll."""
    table = f"""
        a.txt | "four of the dead" | killed | 4 | {HERE} | according to Health Ministry
        a.txt | "31 dead" | killed | 31 | {HERE} | according to Amal Watch
    """
    assert found("rival-figures", table) == []


def test_others_are_beside_the_dead_and_are_all_who_were_wounded(found):
    """ "Killed 14; thirty others were hurt" tells the whole number of the wounded."""
    table = f"""
        a.txt | "killed 14" | killed | 14 | {HERE} | according to Health Ministry
        a.txt | "Thirty others were hurt" | injured | 30 | {HERE} | according to Health Ministry
        b.txt | "34 wounded" | injured | 34 | {HERE} | according to Amal Watch
    """
    texts = {"a.txt": "Rockets killed 14. Thirty others were hurt, the ministry said."}
    assert len(found("rival-figures", table, texts)) == 1


def test_others_after_wounded_are_some_of_them(found):
    """ "Twenty were hurt … six others were hurt" adds; six are no rival of thirty-four."""
    table = f"""
        a.txt | "Twenty were hurt" | injured | 20 | {HERE} | according to River Front
        a.txt | "six others were hurt" | injured | 6 | {HERE} | according to Health Ministry
        b.txt | "34 wounded" | injured | 34 | {HERE} | according to Amal Watch
    """
    texts = {"a.txt": "Twenty were hurt, the front said; six others were hurt, said the ministry."}
    (message,) = found("rival-figures", table, texts)
    assert message.startswith("Injured: River Front says 20, Amal Watch says 34")


def test_martyrs_of_the_civilians_are_all_of_them(found):
    """Only a number before "of the" takes some of many."""
    table = f"""
        a.txt | "11 martyrs of the civilians" | killed | 11 | {HERE} | according to Amal Watch
        b.txt | "16 dead" | killed | 16 | {HERE} | according to Health Ministry
    """
    assert len(found("rival-figures", table)) == 1


def test_an_origin_at_odds_with_itself_is_held_to_all_it_said(found):
    """A ministry that gives 71 and 84 in two reports still contradicts the 110 of another."""
    table = f"""
        a.txt | "71 dead" | killed | 71 | {HERE} | according to Health Ministry
        b.txt | "84 dead" | killed | 84 | {HERE} | according to Health Ministry
        c.txt | "110 dead" | killed | 110 | {HERE} | according to Amal Watch
    """
    shelf = "a.txt | A | 2018-08-20\nb.txt | B | 2018-08-20\nc.txt | C | 2018-08-20"
    (message,) = found("rival-figures", table, shelf=shelf)
    assert "Health Ministry says 84, Amal Watch says 110" in message


def test_a_hedge_of_the_copyist_does_not_loosen_a_number(found):
    """The watch said 110; the paper's "up to 110" leaves room that it did not give."""
    table = f"""
        a.txt | "84 dead" | killed | 84 | {HERE} | according to Health Ministry
        b.txt | "110 dead" | killed | 110 | {HERE} | according to Amal Watch
        c.txt | "up to 110 dead" | killed | <=110 | {HERE} | according to Amal Watch
    """
    assert len(found("rival-figures", table)) == 1


def test_last_week_may_be_one_day_of_it(found):
    """A report of one raid may date it by its week; a month's toll is another thing."""
    table = """
        a.txt | "14 dead" | killed | 14 | in Dahyan | 2018-08-16 | according to Health Ministry
        b.txt | "53 dead" | killed | 53 | in Dahyan | {} | according to Amal Watch
    """
    assert len(found("rival-figures", table.format("2018-08-13..2018-08-19"))) == 1
    assert found("rival-figures", table.format("2018-08")) == []


def test_one_or_two_in_a_report_are_some_whom_it_singles_out(found):
    """Two shepherds wounded are no rival of the fourteen of the same report."""
    table = f"""
        a.txt | "wounding two shepherds" | injured | 2 | {HERE} | according to Amal Watch
        a.txt | "41 dead" | killed | 41 | {HERE}
        {{0}}.txt | "41 killed" | killed | 41 | {HERE}
        {{0}}.txt | "14 had been hurt" | injured | 14 | {HERE} | according to Health Ministry
    """
    assert found("rival-figures", table.format("a")) == []
    assert len(found("rival-figures", table.format("b"))) == 1


def test_a_low_number_beside_a_high_one_in_one_report_is_only_asked_about(record_of):
    """In one report 8 beside 40 may be of some of them."""
    table = f"""
        a.txt | "8 dead" | killed | 8 | {HERE} | according to Health Ministry
        a.txt | "40 dead" | killed | 40 | {HERE} | according to Amal Watch
    """
    (problem,) = (one for one in run(record_of(table)) if one.code == "rival-figures")
    assert problem.severity is Severity.QUESTION
    assert "may be of some of them" in problem.message


@pytest.mark.parametrize(("day", "is_found"), [(20, True), (18, False)])
def test_a_reports_own_day_is_no_day_of_the_harm(day, is_found, record_of):
    """A ministry's 71, dated by the report, and its 84 of the night before are of one night."""
    table = f"""
        a.txt | "71 dead" | killed | 71 | {WATCH}
        b.txt | "84 dead" | killed | 84 | {WATCH}
    """
    shelf = "a.txt | The Courier | 2018-08-20\nb.txt | Northern Post | 2018-08-20"
    made = record_of(table, shelf=shelf)
    told = date(2018, 8, day)
    claims = {
        name: claim.with_(when=When(earliest=told, latest=told))
        if claim.document == "a.txt"
        else claim
        for name, claim in made.claims.items()
    }
    codes = [problem.code for problem in run(replace(made, claims=claims))]
    assert ("same-origin-two-figures" in codes) == is_found


def test_a_hedge_is_dropped_whatever_the_harmed_are_called(found):
    """ "Workers" and "coke workers" of one voice's one number are the same; women are not."""
    table = f"""
        a.txt | "at least 12 workers" | injured | 12+ | {WATCH} | of workers
        b.txt | "twelve wounded" | injured | 12 | {WATCH} | of {{}}
    """
    assert len(found("hedge-dropped", table.format("coke workers"))) == 1
    assert found("hedge-dropped", table.format("women")) == []


def test_casualties_written_for_the_killed_are_at_fault_themselves(record_of):
    """Where the first report tells its wounded apart, the "12 casualties" are the slip."""
    table = f"""
        a.txt | "12 killed" | killed | 12 | {WATCH}
        a.txt | "9 wounded" | injured | 9 | {WATCH}
        b.txt | "12 casualties" | casualties | 12 | {WATCH}
    """
    (problem,) = (one for one in run(record_of(table)) if one.code == "killed-injured-conflated")
    assert problem.where.startswith("clm_")
    assert record_of(table).claims[problem.where].document == "b.txt"


def test_killed_told_as_injured_of_one_voice(found):
    """38 shot dead, and in the copy 38 wounded and nobody dead."""
    table = f"""
        a.txt | "38 shot dead" | killed | 38 | {WATCH}
        b.txt | "38 wounded" | injured | 38 | {WATCH}
    """
    (message,) = found("killed-injured-conflated", table)
    assert message.startswith("“38 wounded” (b.txt) gives as injured the number that")


@pytest.mark.parametrize(
    "more",
    [
        f'b.txt | "4 dead" | killed | 4 | {WATCH}',  # it tells of dead as well
        f'a.txt | "38 hurt" | injured | 38 | {WATCH}',  # the voice has both
    ],
)
def test_as_many_injured_as_killed_may_be_right(more, found):
    """A report that tells of dead as well, or a voice that has both numbers."""
    table = f"""
        a.txt | "38 shot dead" | killed | 38 | {WATCH}
        b.txt | "38 wounded" | injured | 38 | {WATCH}
        {more}
    """
    assert not any("gives as injured" in one for one in found("killed-injured-conflated", table))


def test_a_share_needs_no_word_for_the_people(found):
    """ "Half of the 53 were children", and 19 children are counted."""
    table = f"""
        a.txt | "prayed over 53" | killed | 53 | {HERE}
        a.txt | "19 children" | killed | 19 | {HERE} | of children | part of "prayed over 53"
    """
    texts = {"a.txt": "We prayed over 53. Half of the 53 were children. He saw 19 children."}
    assert len(found("share-against-count", table, texts)) == 1


def test_a_share_that_was_taken_as_a_claim_is_held_to_its_whole(found):
    """ "The eleven, half of whom were minors": another report's eleven have two minors."""
    table = f"""
        a.txt | "the eleven" | killed | 11 | {HERE}
        a.txt | "half of whom were minors" | killed | 50 | {HERE} | of minors | share | part of "the eleven"
        b.txt | "11 dead" | killed | 11 | {HERE}
        b.txt | "{{0}} minors" | killed | {{0}} | {HERE} | of minors | part of "11 dead"
    """
    assert len(found("share-against-count", table.format(2))) == 1
    assert found("share-against-count", table.format(5)) == []


def test_a_note_behind_a_nought_says_that_it_is_none(found):
    """The row writes 0, and in brackets that the number is not known."""
    row = f'a.txt | "0   (shell; some died, number not known)" | killed | 0 | {HERE}'
    text = "Dahyan  0   (shell; some died, number not known)"
    assert len(found("zero-for-unknown", row, {"a.txt": text})) == 1


def test_a_nought_of_a_place_whose_number_another_line_has_as_unknown(found):
    """A table's 0 and, under it, "Dahyan: killed n/a"; of another place it says nothing."""
    row = f'a.txt | "0" | killed | 0 | {HERE}'
    text = "Dahyan      0\nTal Amar    4\nKilled in {}: n/a"
    assert len(found("zero-for-unknown", row, {"a.txt": text.format("Dahyan")})) == 1
    assert found("zero-for-unknown", row, {"a.txt": text.format("Tal Amar")}) == []
