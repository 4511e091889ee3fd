"""Everything of a record to look through: what fits, how much would fit, when and where."""

import importlib.util
from datetime import date
from pathlib import Path

import pytest

from onrecord.model import OnRecordError
from onrecord.workflow.desk import exploring
from onrecord.workflow.desk.exploring import Asked, as_pairs, from_pairs
from onrecord.workflow.desk.exploring.bits import all_of, bits_of, places_in
from onrecord.workflow.desk.view import view

_INVENTED = Path(__file__).parents[1] / "publish" / "invented.py"


@pytest.fixture(scope="module")
def now():
    spec = importlib.util.spec_from_file_location("invented_to_explore", _INVENTED)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return view(module.record())


def facet(found, name):
    choices = next(one.choices for one in found.facets if one.name == name)
    return {one.value: one.count for one in choices}


def test_sets_of_places_survive_being_bits():
    places = [0, 7, 8, 63, 64, 1000]
    assert places_in(bits_of(places, 1001)) == places
    assert places_in(all_of(9)) == list(range(9))
    assert places_in(0) == []


@pytest.mark.parametrize("of", ["incidents", "claims"])
def test_without_a_wish_everything_fits(now, of):
    found = exploring.find(now, Asked(of=of))
    everything = now.record.incidents if of == "incidents" else now.record.claims
    assert found.total == len(everything)


@pytest.mark.parametrize("of", ["incidents", "claims"])
def test_a_choice_leaves_as_many_as_its_count_said(now, of):
    before = exploring.find(now, Asked(of=of))
    for one in before.facets:
        for choice in one.choices:
            after = exploring.find(now, Asked(of=of).choosing(one.name, choice.value))
            assert after.total == choice.count, (one.name, choice)


def test_two_choices_of_one_facet_add_up_and_of_two_facets_cut(now):
    killed = Asked(of="claims").choosing("outcome", "killed")
    both = killed.choosing("outcome", "injured")
    narrow = killed.choosing("victims", "civilian")
    counts = facet(exploring.find(now, Asked(of="claims")), "outcome")
    assert exploring.find(now, both).total == counts["killed"] + counts["injured"]
    assert exploring.find(now, narrow).total <= counts["killed"]


def test_choosing_twice_takes_the_choice_back():
    asked = Asked().choosing("outcome", "killed")
    assert asked.choosing("outcome", "killed") == Asked()


def test_a_period_holds_what_may_have_happened_in_it(now):
    incidents = [i for i in now.record.incidents if i.when and i.when.earliest]
    one = incidents[0]
    asked = Asked(since=one.when.earliest, until=one.when.earliest)
    found = exploring.find(now, asked)
    assert one.id in {thing.id for thing in found.listed(asked)}
    none = Asked(until=date(1900, 1, 1))
    assert exploring.find(now, none).total == 0


def test_a_view_is_the_same_after_it_was_an_address():
    asked = Asked(
        of="claims", words="قتل Aleppo", chosen={"outcome": ("killed",), "origins": ("1", "2")},
        since=date(2014, 3, 1), until=date(2014, 12, 31), sort="killed", page=3,
        box=(30.0, 10.0, 50.0, 20.0),
    )  # fmt: skip
    assert from_pairs(as_pairs(asked)) == asked


def test_a_month_or_a_year_is_a_period_too():
    assert from_pairs([("from", "2014-02"), ("to", "2014-02")]).until == date(2014, 2, 28)
    assert from_pairs([("from", "2014"), ("to", "2014")]).until == date(2014, 12, 31)


@pytest.mark.parametrize(
    ("name", "value"),
    [("from", "yesterday"), ("to", "2014-13"), ("page", "0"), ("page", "x"), ("box", "1,2,3"),
     ("box", "nan,0,1,1"), ("box", "5,0,1,1")],
)  # fmt: skip
def test_an_address_that_asks_for_nonsense_is_told_so(name, value):
    with pytest.raises(OnRecordError):
        from_pairs([(name, value)])


def test_what_nobody_asked_for_is_passed_over():
    assert from_pairs([("colour", "red"), ("of", "ghosts"), ("sort", "random")]) == Asked()


def test_incidents_with_a_failing_sum_are_contradicted(now):
    failing = {i for i, sums in now.record.sums.items() if any(s.holds is False for s in sums)}
    found = exploring.find(now, Asked().choosing("status", "contradicted"))
    assert failing <= {thing.id for thing in found.listed(Asked())}


def test_the_timeline_counts_each_dated_thing_once(now):
    found = exploring.find(now, Asked(of="claims"))
    drawn = exploring.timeline(found, None, None)
    counted = sum(bar.stretch.many for bar in drawn.bars)
    assert counted + drawn.undated + drawn.outside == found.total


def test_marks_on_the_map_stand_for_everything_that_has_a_place_on_it(now):
    found = exploring.find(now, Asked(of="claims"))
    drawn = exploring.drawn(found, now.record.places, None)
    assert sum(mark.many for mark in drawn.marks) + drawn.unmarked + drawn.outside == found.total
    for mark in drawn.marks:
        assert 0 <= mark.x <= drawn.width
        assert 0 <= mark.y <= drawn.height


def test_what_is_known_less_exactly_than_a_point_has_a_ring(now):
    found = exploring.find(now, Asked(of="claims"))
    marks = exploring.drawn(found, now.record.places, None).marks
    for mark in marks:
        if len(mark.spots) == 1:
            assert bool(mark.ring) == (mark.spots[0].precision > 1)


def test_from_near_what_was_one_mark_is_several(now):
    found = exploring.find(now, Asked(of="claims"))
    far = exploring.drawn(found, now.record.places, (-170, -60, 190, 80))
    joined = [mark for mark in far.marks if mark.box]
    for mark in joined:
        near = exploring.drawn(found, now.record.places, mark.box)
        assert len(near.marks) > 1


def test_words_are_found_in_any_order_and_by_their_folded_form(now):
    claim = next(iter(now.record.claims.values()))
    words = claim.passage.exact.upper().split()
    asked = Asked(of="claims", words=" ".join(reversed(words)))
    found = exploring.find(now, asked)
    assert claim.id in {thing.id for thing in found.listed(asked)}


def test_airwars_grades_can_be_chosen_once_they_are_worked_out(now):
    found = exploring.find(now, Asked(), with_grades=True)
    assert found.has_grades
    assert sum(facet(found, "grade").values()) == len(now.record.incidents)
