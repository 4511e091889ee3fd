"""Whether parts and wholes can both be right, and what range an incident is left with."""

import pytest

from onrecord import reconcile, testing
from onrecord.model import Incident

SHELF = """
    a.txt | The Courier | 2018-08-10
    b.txt | Northern Post | 2018-08-11
    c.txt | Daily Herald | 2018-08-12
    d.txt | Evening News |
"""
KNOWN = testing.world(actors="documenter Amal Watch\nofficial Health Ministry")


def read(table):
    """Return an incident of all the table's claims, the claims by id, and their origins."""
    claims = testing.claims(table)
    incident = Incident(
        id="inc_test",
        claim_ids=tuple(claim.id for claim in claims),
        when=None,
        place_ids=(),
        place_names=(),
        perpetrators=(),
    )
    shelf = testing.documents(SHELF)
    origins = reconcile.origins(claims, shelf, {}, KNOWN.actor)
    return incident, {claim.id: claim for claim in claims}, origins, shelf


def sums(table):
    """Return whether each sum holds, with its words."""
    incident, claims, origins, _ = read(table)
    return [(found.holds, found.text) for found in reconcile.sums(incident, claims, origins)]


def killed(table):
    """Return the figure of people killed."""
    figure, _ = reconcile.figures(*read(table))
    return figure


def left_out(table):
    incident, claims, origins, shelf = read(table)
    figure, _ = reconcile.figures(incident, claims, origins, shelf)
    return {claims[name].passage.exact: reason for name, reason in figure.left_out}


# --- sums -----------------------------------------------------------------------------------


def test_a_rounded_whole_of_two_open_parts_holds():
    """At least 383 and at least 396 leave room for about 779."""
    assert sums("""
        a.txt | "about 779" | killed | ~779 | according to Amal Watch
        a.txt | "at least 383" | killed | 383+ | by loyalists | part of "about 779"
        a.txt | "at least 396" | killed | 396+ | by the army; militias | part of "about 779"
    """) == [
        (
            True,
            "383 or more + 396 or more = 779 or more, by perpetrator; "
            "Amal Watch states about 779: holds",
        )
    ]


def test_civilians_and_combatants_are_everybody():
    """Two cells that cover all must equal the whole."""
    table = """
        a.txt | "383 people" | killed | 383 | according to Amal Watch
        a.txt | "172 soldiers" | killed | 172 | of soldiers | combatant | part of "383 people"
        a.txt | "211 civilians" | killed | {} | of civilians | civilian | part of "383 people"
    """
    assert sums(table.format("211"))[0][0] is True
    assert sums(table.format("201")) == [
        (
            False,
            "172 + 201 = 373, civilians and combatants; Amal Watch states 383: 10 missing",
        )
    ]


def test_parts_that_do_not_cover_everybody_must_only_not_exceed_the_whole():
    """Children and women of forty dead leave the men untold: that holds."""
    table = """
        a.txt | "40 dead" | killed | 40
        a.txt | "12 children" | killed | {} | of children | part of "40 dead"
        a.txt | "9 women" | killed | 9 | of women | part of "40 dead"
    """
    assert sums(table.format("12")) == [
        (
            True,
            "12 + 9 = 21, by sex and age; The Courier states 40: "
            "holds as far as it goes, 19 not told apart",
        )
    ]
    assert sums(table.format("35"))[0][0] is False


def test_a_whole_divided_in_two_ways_gives_two_sums():
    """By sex and by status: each is added up alone, never one with the other."""
    found = sums("""
        a.txt | "40 dead" | killed | 40
        a.txt | "30 civilians" | killed | 30 | of civilians | part of "40 dead"
        a.txt | "10 fighters" | killed | 10 | of fighters | part of "40 dead"
        a.txt | "25 children" | killed | 25 | of children | part of "40 dead"
    """)
    assert [holds for holds, _ in found] == [True, True]
    assert {words.split(";")[0] for _, words in found} == {
        "30 + 10 = 40, civilians and combatants",
        "25, by sex and age",
    }


def test_journalists_are_never_added_to_civilians():
    """A role is counted inside the whole; as a part of its own it would count people twice."""
    found = sums("""
        a.txt | "10 dead" | killed | 10
        a.txt | "8 civilians" | killed | 8 | of civilians | part of "10 dead"
        a.txt | "2 fighters" | killed | 2 | of fighters | part of "10 dead"
        a.txt | "3 journalists" | killed | 3 | of journalists | civilian | part of "10 dead"
    """)
    assert [holds for holds, _ in found] == [True, True]
    assert any(words.startswith("3 journalists, counted inside") for _, words in found)


def test_boys_are_not_added_to_the_children_they_are_among():
    """Parts that share a cell are compared with the whole one by one."""
    found = sums("""
        a.txt | "10 dead" | killed | 10
        a.txt | "7 children" | killed | 7 | of children | part of "10 dead"
        a.txt | "4 boys" | killed | 4 | of boys | part of "10 dead"
    """)
    assert [holds for holds, _ in found] == [True, True]


def test_two_raids_that_their_source_sums():
    """Parts told apart by day are one division."""
    assert sums("""
        a.txt | "12 in two raids" | killed | 12 | 2018-08-06..2018-08-07
        a.txt | "5 on Monday" | killed | 5 | 2018-08-06 | part of "12 in two raids"
        a.txt | "7 on Tuesday" | killed | 7 | 2018-08-07 | part of "12 in two raids"
    """) == [(True, "5 + 7 = 12, by time; The Courier states 12: holds")]


def test_a_part_without_a_number_leaves_the_sum_open():
    """Nothing can be said of parts that are not counted."""
    assert sums("""
        a.txt | "40 dead" | killed | 40
        a.txt | "some children" | killed | - | of children | part of "40 dead"
    """) == [(None, "no number, by sex and age; The Courier states 40: the parts leave it open")]


@pytest.mark.parametrize(
    ("short", "low", "high"),
    [
        ("40", 40, 40),
        ("40+", 40, None),
        (">40", 41, None),
        ("~40", 35, 45),
        ("~779", 778, 780),
        ("<=40", 0, 40),
        ("30-40", 30, 40),
        ("dozens", 24, None),
    ],
)
def test_hedges_are_bounds(short, low, high):
    """An approximate number reaches half its last rounded unit either way, at least one."""
    (claim,) = testing.claims(f'a.txt | "so many" | killed | {short}')
    found = reconcile.bounds(claim.count)
    assert found is not None
    assert (found.low, found.high) == (low, high)


# --- figures --------------------------------------------------------------------------------


def test_the_range_runs_from_the_lowest_to_the_highest_origin():
    """Two voices, two numbers: both are shown, nothing is averaged."""
    figure = killed("""
        a.txt | "33 dead" | killed | 33 | according to Health Ministry
        b.txt | "40 dead" | killed | 40 | according to Amal Watch
    """)
    assert str(figure) == "33–40"
    assert "minimum: the lowest that an origin now gives (Health Ministry: 33)" in figure.rule


def test_parts_stand_inside_their_whole():
    """A whole of 779 with its parts is 779, not 779 and more."""
    table = """
        a.txt | "about 779" | killed | ~779 | according to Amal Watch
        a.txt | "at least 383" | killed | 383+ | by loyalists | part of "about 779"
    """
    assert str(killed(table)) == "779"
    assert left_out(table) == {"at least 383": "part of about 779, counted there"}


def test_a_voices_later_toll_takes_the_place_of_its_earlier_one():
    """Fifteen on the day, twenty the day after: the same voice now says twenty."""
    table = """
        a.txt | "15 dead" | killed | 15 | according to Health Ministry
        b.txt | "20 dead" | killed | 20 | according to Health Ministry
    """
    assert str(killed(table)) == "20"
    assert left_out(table) == {"15 dead": "superseded by 20 of 2018-08-11, the same voice"}


def test_a_correction_downwards_takes_the_place_too():
    """The later word of the same voice stands, also where it is lower."""
    assert (
        str(
            killed("""
        a.txt | "20 dead" | killed | 20 | according to Health Ministry
        b.txt | "17, not 20" | killed | 17 | according to Health Ministry
    """)
        )
        == "17"
    )


def test_a_stale_toll_does_not_widen_the_range():
    """A third paper that still carries the first toll brings back nothing."""
    table = """
        a.txt | "15 dead" | killed | 15 | according to Health Ministry
        b.txt | "20 dead" | killed | 20 | according to Health Ministry
        c.txt | "15 killed" | killed | 15 | according to Health Ministry
    """
    assert str(killed(table)) == "20"
    assert "stale" in left_out(table)["15 killed"]


def test_another_voices_later_toll_supersedes_nobody():
    """Later is not truer: only its own voice is superseded."""
    assert (
        str(
            killed("""
        a.txt | "15 dead" | killed | 15 | according to Health Ministry
        b.txt | "20 dead" | killed | 20 | according to Amal Watch
    """)
        )
        == "15–20"
    )


def test_an_undated_toll_stands_beside_the_others():
    """Without a day of publication nobody can say which toll is the newer."""
    assert (
        str(
            killed("""
        a.txt | "15 dead" | killed | 15 | according to Health Ministry
        d.txt | "20 dead" | killed | 20 | according to Health Ministry
    """)
        )
        == "15–20"
    )


def test_vague_words_count_only_where_nobody_gives_a_number():
    """Dozens beside a count of 40 are left out; alone they are the figure."""
    vague = 'a.txt | "dozens died" | killed | dozens'
    assert str(killed(vague)) == "24 or more"
    both = vague + '\nb.txt | "40 dead" | killed | 40 | according to Amal Watch'
    assert str(killed(both)) == "40"
    assert left_out(both) == {"dozens died": "vague, and a number is known"}


def test_an_open_end_above_every_number_is_said():
    """At least 45 beside an exact 40: from 40 to 45, or more."""
    figure = killed("""
        a.txt | "40 dead" | killed | 40 | according to Health Ministry
        b.txt | "at least 45" | killed | 45+ | according to Amal Watch
    """)
    assert (figure.minimum, figure.maximum) == (40, 45)
    assert "or more, according to Amal Watch" in figure.rule


def test_where_every_voice_leaves_it_open_there_is_no_maximum():
    """Only “at least”: no upper end is made up."""
    assert str(killed('a.txt | "at least 45" | killed | 45+')) == "45 or more"


def test_disjoint_parts_without_a_whole_are_added_up():
    """Five soldiers and twelve civilians of one voice are seventeen people."""
    assert (
        str(
            killed("""
        a.txt | "5 soldiers" | killed | 5 | of soldiers | combatant
        a.txt | "12 civilians" | killed | 12 | of civilians | civilian
    """)
        )
        == "17"
    )


def test_a_count_of_children_is_no_rival_to_a_count_of_all():
    """Four children of one voice do not make the minimum four where another counts sixteen."""
    table = """
        a.txt | "16 dead" | killed | 16 | according to Health Ministry
        b.txt | "4 children" | killed | 4 | of children | according to Amal Watch
    """
    assert str(killed(table)) == "16"
    assert left_out(table) == {"4 children": "counts only children"}


def test_casualties_not_told_apart_count_for_neither():
    """“60 casualties” may be killed or injured: it is shown and not used."""
    table = """
        a.txt | "60 casualties" | casualties | 60
        b.txt | "20 dead" | killed | 20
    """
    assert str(killed(table)) == "20"
    assert left_out(table) == {"60 casualties": "killed and injured not told apart"}


def test_the_most_exact_of_a_documents_repetitions_is_used():
    """“At least four” in the headline and “four” in the body are four."""
    assert (
        str(
            killed("""
        a.txt | "at least four" | killed | 4+ | voice title
        a.txt | "four officers" | killed | 4 | same as "at least four"
    """)
        )
        == "4"
    )


def test_unknown_is_not_zero():
    """No number is no figure; “nobody was hurt” is a figure of nought."""
    assert str(killed('a.txt | "a massacre" | killed | -')) == "not told"
    assert str(killed('a.txt | "nobody died" | killed | 0')) == "0"


def test_one_who_is_told_of_is_no_count_beside_many():
    """ "His sister died" tells of her; it does not say that nobody else did."""
    table = """
        a.txt | "30 dead" | killed | 30 | according to Health Ministry
        b.txt | "his sister died" | killed | 1 | according to Amal Watch
    """
    assert str(killed(table)) == "30"
    assert left_out(table) == {"his sister died": "tells of one person, and others count many"}


def test_one_who_is_counted_is_a_rival_of_many():
    table = """
        a.txt | "30 dead" | killed | 30 | according to Health Ministry
        b.txt | "one person killed" | killed | 1 | according to Amal Watch
    """
    assert str(killed(table)) == "1–30"


def test_a_voice_that_tells_five_times_fewer_beside_it_counts_some_of_them():
    """As in a row of a table, or of those who died since: nobody contradicts himself so far."""
    table = """
        a.txt | "110 dead" | killed | 110 | according to Health Ministry
        a.txt | "8 dead" | killed | 8 | according to Health Ministry
    """
    assert str(killed(table)) == "110"
    assert left_out(table) == {
        "8 dead": "counts but some of 110, which the same voice tells beside it"
    }


def test_a_voice_that_tells_nearly_as_many_contradicts_itself():
    table = """
        a.txt | "110 dead" | killed | 110 | according to Health Ministry
        a.txt | "80 dead" | killed | 80 | according to Health Ministry
    """
    assert str(killed(table)) == "80–110"


@pytest.mark.parametrize("who", ["", " | according to Amal Watch", " | according to relatives"])
def test_one_or_two_beside_a_reports_own_toll_are_some_of_it(who):
    """Whoever tells of them: a report that counts eight tells of two of the eight."""
    table = f"""
        a.txt | "8 dead" | killed | 8 | according to Health Ministry
        a.txt | "two of a family" | killed | 2{who}
        b.txt | "9 dead" | killed | 9 | according to police
    """
    assert str(killed(table)) == "8–9"
    reason = "tells of one or two beside its report's own toll"
    assert left_out(table) == {"two of a family": reason}


def test_one_or_two_are_a_toll_where_their_report_gives_no_other():
    """Another report's eight does not say that these two were counted in it."""
    table = """
        a.txt | "8 dead" | killed | 8 | according to Health Ministry
        b.txt | "2 dead" | killed | 2 | according to Amal Watch
    """
    assert str(killed(table)) == "2–8"


def test_what_one_verb_lists_is_added_up():
    """ "Four patients and a midwife were killed" counts five."""
    table = """
        a.txt | "Four patients and a midwife were killed" | killed | 4 | of patients | at 0
        a.txt | "a midwife were killed" | killed | 1 | of a midwife | at 18
        b.txt | "5 dead" | killed | 5 | according to Amal Watch
    """
    assert str(killed(table)) == "5"
    assert left_out(table) == {}


def test_what_is_told_within_other_words_without_a_list_is_not_added():
    """ "Four people, or three": two numbers of one sentence that are no list."""
    table = """
        a.txt | "Four people or perhaps three were killed" | killed | 4 | at 0
        a.txt | "three were killed" | killed | 3 | at 23
    """
    assert str(killed(table)) == "3–4"
