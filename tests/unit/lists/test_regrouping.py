"""Groups follow at once from what people decide, and keep their ids."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.lists.linking.regrouping import regrouped
from onrecord.model import Choice, Decision, Pair

NOON = datetime(2025, 3, 12, 12, tzinfo=UTC)
LISTS = {"a1": "A", "a2": "A", "b1": "B", "b2": "B", "c1": "C"}
ONCE = frozenset({"A", "B", "C"})


def pair(left, right, probability=0.9, *, is_linked=True):
    return Pair(left=left, right=right, probability=probability, is_linked=is_linked)


def said(choice, *persons, minute=0):
    at = NOON + timedelta(minutes=minute)
    return Decision(choice=choice, persons=persons, by="Amal", at=at, why="Seen.")


def undone(decision, minute=9):
    at = NOON + timedelta(minutes=minute)
    return Decision(choice=Choice.UNDO, target=decision.id, by="Amal", at=at, why="No.")


def persons(pairs, *decisions, given=()):
    groups, _ = regrouped(pairs, decisions, LISTS, ONCE, given)
    return [one.persons for one in groups]


def test_what_the_engine_links_is_a_group_and_what_waits_is_none():
    pairs = [pair("a1", "b1"), pair("a2", "b2", is_linked=False)]
    groups, _ = regrouped(pairs, (), LISTS, ONCE)
    (one,) = groups
    assert (one.persons, one.probability, one.is_decided) == (("a1", "b1"), 0.9, False)


def test_a_person_brings_rows_together_and_the_group_is_decided():
    groups, _ = regrouped([], [said(Choice.ONE_PERSON, "a1", "b1")], LISTS, ONCE)
    (one,) = groups
    assert (one.probability, one.is_decided) == (1.0, True)


def test_a_group_that_one_link_of_the_engine_holds_is_not_decided():
    decided = said(Choice.ONE_PERSON, "a1", "b1")
    groups, _ = regrouped([pair("b1", "c1", 0.97)], [decided], LISTS, ONCE)
    (one,) = groups
    assert (one.persons, one.probability, one.is_decided) == (("a1", "b1", "c1"), 0.97, False)


def test_a_link_of_the_engine_that_people_confirmed_counts_as_theirs():
    decided = said(Choice.ONE_PERSON, "a1", "b1")
    groups, _ = regrouped([pair("a1", "b1", 0.6)], [decided], LISTS, ONCE)
    assert [(one.probability, one.is_decided) for one in groups] == [(1.0, True)]


def test_people_go_before_the_engine_where_a_list_has_nobody_twice():
    """Somebody decided for b2, so the engine's b1 is somebody else."""
    decided = said(Choice.ONE_PERSON, "a1", "b2")
    assert persons([pair("a1", "b1", 0.999)], decided) == [("a1", "b2")]


def test_rows_that_are_other_persons_come_apart():
    pairs = [pair("a1", "b1", 0.9), pair("b1", "c1", 0.8)]
    assert persons(pairs) == [("a1", "b1", "c1")]
    assert persons(pairs, said(Choice.OTHER_PERSONS, "a1", "b1")) == [("b1", "c1")]
    assert persons(pairs, said(Choice.OTHER_PERSONS, "a1", "c1")) == [("a1", "b1")]


def test_an_undoing_brings_back_what_was():
    pairs = [pair("a1", "b1")]
    apart = said(Choice.OTHER_PERSONS, "a1", "b1")
    assert persons(pairs, apart) == []
    assert persons(pairs, apart, undone(apart)) == [("a1", "b1")]


@pytest.mark.parametrize("first", [Choice.ONE_PERSON, Choice.OTHER_PERSONS])
def test_the_later_of_two_decisions_holds(first):
    other = {Choice.ONE_PERSON: Choice.OTHER_PERSONS}.get(first, Choice.ONE_PERSON)
    found = persons([], said(first, "a1", "b1"), said(other, "a1", "b1", minute=1))
    assert bool(found) == (other is Choice.ONE_PERSON)


def test_whoever_is_on_no_list_any_more_is_in_no_group():
    assert persons([pair("a1", "x9")], said(Choice.ONE_PERSON, "a2", "x9")) == []


def test_a_group_keeps_its_id_while_rows_join_and_leave():
    first, given = regrouped([pair("a1", "b1")], (), LISTS, ONCE)
    joined = said(Choice.ONE_PERSON, "b1", "c1")
    second, given = regrouped([pair("a1", "b1")], [joined], LISTS, ONCE, given)
    assert [one.id for one in first] == [one.id for one in second]
    third, given = regrouped([], (), LISTS, ONCE, given)
    assert third == ()
    assert [(one.is_retired, one.followed_by) for one in given] == [(True, ())]
    fourth, _ = regrouped([pair("a1", "b1")], [joined], LISTS, ONCE, given)
    assert [one.id for one in fourth] == [one.id for one in first]


ENDS = st.sampled_from([(one, two) for one in sorted(LISTS) for two in sorted(LISTS) if one < two])
CHOICES = st.sampled_from([Choice.ONE_PERSON, Choice.OTHER_PERSONS])


@settings(max_examples=60)
@given(
    st.lists(st.tuples(ENDS, st.floats(0.5, 0.999)), max_size=8),
    st.lists(st.tuples(ENDS, CHOICES), max_size=4),
)
def test_nobody_is_in_two_groups_and_nothing_contradicts_people(found, chosen):
    pairs = list({ends: pair(*ends, probability) for ends, probability in found}.values())
    decisions = [said(c, *ends, minute=n) for n, (ends, c) in enumerate(chosen)]
    groups, _ = regrouped(pairs, decisions, LISTS, ONCE)
    inside = [one for group in groups for one in group.persons]
    assert len(inside) == len(set(inside))
    last = dict(chosen)
    for ends, choice in last.items():
        together = any(set(ends) <= set(group.persons) for group in groups)
        if choice is Choice.OTHER_PERSONS:
            assert not together
    for group in groups:
        if not any(c is Choice.ONE_PERSON for c in last.values()):
            lists = [LISTS[one] for one in group.persons]
            assert len(lists) == len(set(lists))
