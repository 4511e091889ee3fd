"""Claims as bounds on sums of people: what cannot all be right, and what is left between."""

import subprocess
import sys

import pytest

from onrecord import reconcile, testing
from onrecord.model import Incident, Stance

SHELF = """
    a.txt | The Courier | 2018-08-10
    b.txt | Northern Post | 2018-08-11
    c.txt | Daily Herald | 2018-08-12
"""
KNOWN = testing.world(actors="documenter Amal Watch\nofficial Health Ministry")


def read(table, rejected=()):
    claims = [
        claim.with_(decision="rejected") if claim.passage.exact in rejected else claim
        for claim in testing.claims(table)
    ]
    shelf = testing.documents(SHELF)
    incident = Incident(
        id="inc_test",
        claim_ids=tuple(claim.id for claim in claims if claim.stance is not Stance.DENIED),
        when=None,
        place_ids=(),
        place_names=(),
        perpetrators=(),
    )
    origins = reconcile.by_claim(reconcile.origins(claims, shelf, {}, KNOWN.actor))
    tolls = reconcile.timing(claims, origins, shelf)
    return incident, {claim.id: claim for claim in claims}, origins, shelf, tolls


def conflicts(table):
    """Return why claims of one voice cannot all be right."""
    return [found.text for found in reconcile.conflicts(*read(table))]


def bounds(table, rejected=()):
    """Return what claims leave room for, in words."""
    return [str(found) for found in reconcile.bounds_of(*read(table, rejected))]


# --- what cannot all be right ---------------------------------------------------------------


def test_parts_that_are_too_many_are_named_with_their_whole():
    """Seven women and six children cannot be among twelve dead."""
    assert conflicts("""
        a.txt | "12 dead" | killed | 12 | according to Amal Watch
        a.txt | "7 women" | killed | 7 | of women | according to Amal Watch | part of "12 dead"
        a.txt | "6 children" | killed | 6 | of children | according to Amal Watch | part of "12 dead"
    """) == ["7 women + 6 children = 13; Amal Watch states 12: does not hold"]


def test_only_the_fewest_claims_that_disagree_are_named():
    """The men and the soldiers have no part in it: without them it is as wrong."""
    assert conflicts("""
        a.txt | "12 dead" | killed | 12
        a.txt | "1 man" | killed | 1 | of men | part of "12 dead"
        a.txt | "7 women" | killed | 7 | of women | part of "12 dead"
        a.txt | "2 soldiers" | killed | 2 | of soldiers | part of "12 dead"
        a.txt | "6 children" | killed | 6 | of children | part of "12 dead"
    """) == ["7 women + 6 children = 13; The Courier states 12: does not hold"]


def test_one_part_alone_can_be_too_many():
    """The smallest disagreement is one part and its whole, whatever else is told."""
    assert conflicts("""
        a.txt | "12 dead" | killed | 12
        a.txt | "14 civilians" | killed | 14 | of civilians | part of "12 dead"
        a.txt | "3 women" | killed | 3 | of women | part of "12 dead"
    """) == ["14 civilians; The Courier states 12 killed: does not hold"]


def test_two_ways_of_dividing_a_whole_are_checked_against_each_other():
    """Ten of forty are civilians, and no sum is wrong: but the fifteen children are civilians."""
    table = """
        a.txt | "40 dead" | killed | 40
        a.txt | "10 civilians" | killed | 10 | of civilians | part of "40 dead"
        a.txt | "30 fighters" | killed | 30 | of fighters | part of "40 dead"
        a.txt | "15 civilian children" | killed | 15 | of children | part of "10 civilians"
    """
    assert conflicts(table) == ["15 children; The Courier states 10 civilians: does not hold"]


def test_parts_that_leave_room_hold_together():
    """Hedges are bounds: at least seven and about six can be in about twelve."""
    assert (
        conflicts("""
        a.txt | "about 12" | killed | ~12
        a.txt | "at least 7 women" | killed | 7+ | of women | part of "about 12"
        a.txt | "about 6 children" | killed | ~6 | of children | part of "about 12"
    """)
        == []
    )


def test_a_role_is_only_ever_compared_with_its_whole():
    """Three journalists, two civilians: a journalist may be anybody of the five, and is added to nobody."""
    table = """
        a.txt | "5 dead" | killed | 5
        a.txt | "2 civilians" | killed | 2 | of civilians | part of "5 dead"
        a.txt | "3 fighters" | killed | 3 | of fighters | part of "5 dead"
        a.txt | "{0} journalists" | killed | {0} | of journalists | part of "5 dead"
    """
    assert conflicts(table.format(3)) == []
    assert conflicts(table.format(6)) == [
        "6 journalists; The Courier states 5 killed: does not hold"
    ]


def test_parts_that_nothing_keeps_apart_are_never_added():
    """Shepherds may be pilgrims: seven and six can be in twelve, and seventeen cannot."""
    table = """
        a.txt | "12 dead" | killed | 12
        a.txt | "7 shepherds" | killed | 7 | of shepherds | part of "12 dead"
        a.txt | "{0} pilgrims" | killed | {0} | of pilgrims | part of "12 dead"
    """
    assert conflicts(table.format(6)) == []
    assert len(conflicts(table.format(17))) == 1


def test_parts_by_perpetrator_are_added_where_their_voice_tells_them_apart():
    """By loyalists, by the army: two parts of one whole, of one voice."""
    assert conflicts("""
        a.txt | "12 dead" | killed | 12
        a.txt | "7 by loyalists" | killed | 7 | by loyalists | part of "12 dead"
        a.txt | "6 by the army" | killed | 6 | by the army | part of "12 dead"
    """) == [
        "7 killed by loyalists + 6 killed by the army = 13; The Courier states 12: does not hold"
    ]


def test_casualties_are_the_dead_and_the_wounded():
    """Five dead and seven wounded of ten casualties are two too many."""
    assert conflicts("""
        a.txt | "10 casualties" | casualties | 10
        a.txt | "5 dead" | killed | 5 | part of "10 casualties"
        a.txt | "7 wounded" | injured | 7 | part of "10 casualties"
    """) == ["5 killed + 7 injured = 12; The Courier states 10: does not hold"]


def test_arabic_words_name_the_same_cells():
    """Seven women and six children among twelve, in Arabic."""
    assert conflicts("""
        a.txt | "12 قتيلا" | killed | 12 | of قتيلا
        a.txt | "7 نساء" | killed | 7 | of نساء | part of "12 قتيلا"
        a.txt | "6 أطفال" | killed | 6 | of الأطفال | part of "12 قتيلا"
    """) == ["7 نساء + 6 الأطفال = 13; The Courier states 12: does not hold"]


def test_two_voices_that_differ_are_no_conflict():
    """Each holds with itself; that they differ is what the figure's range is for."""
    table = """
        a.txt | "12 dead" | killed | 12 | according to Amal Watch
        a.txt | "15 civilians" | killed | 15 | of civilians | according to Health Ministry
    """
    assert conflicts(table) == []


def test_a_toll_that_rose_is_no_conflict_with_its_earlier_parts():
    """Ten dead and nine of them women; the day after twelve dead, three of them men."""
    assert (
        conflicts("""
        a.txt | "10 dead" | killed | 10 | according to Amal Watch
        a.txt | "9 women" | killed | 9 | of women | according to Amal Watch | part of "10 dead"
        b.txt | "12 dead" | killed | 12 | according to Amal Watch
        b.txt | "3 men" | killed | 3 | of men | according to Amal Watch | part of "12 dead"
    """)
        == []
    )


def test_what_a_voice_counted_before_is_dead_still():
    """Nine women on Friday and eight men on Saturday are no twelve, whichever report told them."""
    assert conflicts("""
        a.txt | "10 dead" | killed | 10 | according to Amal Watch
        a.txt | "9 women" | killed | 9 | of women | according to Amal Watch | part of "10 dead"
        b.txt | "12 dead" | killed | 12 | according to Amal Watch
        b.txt | "8 men" | killed | 8 | of men | according to Amal Watch | part of "12 dead"
    """) == ["9 women + 8 men = 17 or more; Amal Watch states 12: does not hold"]


def test_wounded_who_die_make_no_conflict():
    """Fifteen casualties stay fifteen when two of the ten wounded die."""
    assert (
        conflicts("""
        a.txt | "15 casualties" | casualties | 15 | according to Amal Watch
        a.txt | "5 dead" | killed | 5 | according to Amal Watch | part of "15 casualties"
        a.txt | "10 wounded" | injured | 10 | according to Amal Watch | part of "15 casualties"
        b.txt | "7 dead" | killed | 7 | according to Amal Watch
    """)
        == []
    )


# --- what is left between -------------------------------------------------------------------


def test_what_is_not_told_follows_from_what_is():
    """Twelve dead, five of them children and four women: three are men."""
    assert bounds("""
        a.txt | "12 dead" | killed | 12
        a.txt | "5 children" | killed | 5 | of children | part of "12 dead"
        a.txt | "4 women" | killed | 4 | of women | part of "12 dead"
    """) == ["children killed: 5", "women killed: 4", "men killed: 3"]


def test_a_rejected_toll_makes_no_other_an_old_one():
    """The ministry's twenty was misread: the Herald's fifteen is no toll that was given up."""
    table = """
        a.txt | "15 dead" | killed | 15 | according to Health Ministry
        b.txt | "20 dead" | killed | 20 | according to Health Ministry
        c.txt | "the fifteen killed" | killed | 15
        c.txt | "6 children" | killed | 6 | of children | part of "the fifteen killed"
    """
    assert bounds(table) == []
    assert bounds(table, rejected={"20 dead"})[0] == "children killed: 6"


def test_an_open_part_leaves_an_open_end():
    """At least three children; how many at most, only the whole tells."""
    assert bounds("""
        a.txt | "at least 3 children" | killed | 3+ | of children
    """) == ["children killed: at least 3"]


def test_bounds_of_several_voices_come_together():
    """One voice counts all, another the fighters: at most seven civilians."""
    found = reconcile.bounds_of(
        *read("""
        a.txt | "12 dead" | killed | 12 | according to Health Ministry
        b.txt | "5 fighters" | killed | 5 | of fighters | according to Amal Watch
    """)
    )
    (civilians,) = found
    assert str(civilians) == "civilians killed: 7"
    assert len(civilians.low_claims) == len(civilians.high_claims) == 2


def test_civilians_by_one_perpetrator_lie_between_two_ends():
    """Nine by the army, at least four civilians, the rest of nobody knows which."""
    assert "civilians killed by army: between 4 and 9" in bounds("""
        a.txt | "9 by the army" | killed | 9 | by army
        a.txt | "at least 4 civilians" | killed | 4+ | of civilians | part of "9 by the army"
    """)


def test_voices_that_cannot_both_be_right_are_not_put_together():
    """Thirty children or twenty: from twenty to thirty, and it says that it is disputed."""
    (children,) = reconcile.bounds_of(
        *read("""
        a.txt | "30 children" | killed | 30 | of children | according to Health Ministry
        b.txt | "20 children" | killed | 20 | of children | according to Amal Watch
    """)
    )
    assert (children.low, children.high) == (20, 30)
    assert children.is_disputed


def test_some_of_a_kind_bound_it_from_below_only():
    """Two elderly women: how many women there are in all, nobody says."""
    assert bounds("""
        a.txt | "2 elderly women" | killed | 2 | of elderly women
    """) == ["women killed: at least 2"]


def test_whom_no_claim_tells_apart_is_not_asked_for():
    """Twelve dead, and nothing more: nothing follows for women or civilians."""
    assert bounds('a.txt | "12 dead" | killed | 12') == []


def test_back_dated_deaths_and_those_taken_back_bound_nothing():
    """What its own voice took back sets no end."""
    assert (
        bounds("""
        a.txt | "30 children" | killed | 30 | of children | according to Amal Watch
        b.txt | "not 30" | killed | 30 | of children | according to Amal Watch | denied
    """)
        == []
    )


@pytest.mark.parametrize(
    ("table", "is_loaded"),
    [
        ('a.txt | "12 dead" | killed | 12\\na.txt | "9 hurt" | injured | 9', False),
        ('a.txt | "12 dead" | killed | 12\\na.txt | "12 or more" | killed | 12+', False),
        ('a.txt | "12 dead" | killed | 12\\na.txt | "5 women" | killed | 5 | of women', True),
    ],
)
def test_only_sums_that_need_solving_load_the_solver(table, is_loaded):
    """Most incidents have one number for one set of people, and cost nothing."""
    code = f"""
import sys
from onrecord import reconcile, testing
from onrecord.model import Incident
claims = testing.claims('{table}')
one = Incident(id="inc_x", claim_ids=tuple(c.id for c in claims), when=None, place_ids=(),
               place_names=(), perpetrators=())
told = {{c.id: c for c in claims}}
origins = reconcile.origins(claims, {{}}, {{}}, lambda _: None)
reconcile.conflicts(one, told, origins)
reconcile.bounds_of(one, told, origins)
print("highspy" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == str(is_loaded), done.stderr
