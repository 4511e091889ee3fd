"""Which rows of several lists are one person."""

from datetime import UTC, date, datetime

import pytest

from onrecord.lists.linking import Settings, link, sampled
from onrecord.model import (
    Choice,
    Decision,
    Entry,
    Level,
    NameList,
    OnRecordError,
    Sex,
    When,
)

MINISTRY, MONITOR, FAMILIES = (NameList(name=name) for name in ("ministry", "monitor", "families"))
LISTS = (MINISTRY, MONITOR, FAMILIES)


def _day(text):
    return (
        When(earliest=date.fromisoformat(text), latest=date.fromisoformat(text)) if text else None
    )


def _entry(name_list, number, name, **more):
    more = {"sex": Sex.MALE, **more}
    more["when"] = _day(more.get("when"))
    return Entry(
        list=name_list.id,
        person=f"{name_list.name}-{number}",
        issue="iss",
        row=number,
        name=name,
        **more,
    )


def _decision(choice, *persons, day=1, why="kin told us"):
    return Decision(
        choice=choice, persons=persons, by="Amal", at=datetime(2025, 1, day, tzinfo=UTC), why=why
    )


def _strangers(*lists):
    """Return rows that have nothing to do with the matter, so that names are not all of one family."""
    given = "Faris Jamal Walid Munir Ziyad Rashid Nabil Khalil".split()
    family = "Haddad Qasim Nasser Sabbagh Darwish Khoury Mansur Shami".split()
    return [
        _entry(
            one,
            100 + number,
            f"{first} {given[number - 3]} {given[number - 5]} {last}",
            age=20 + number,
        )
        for one in lists
        for number, (first, last) in enumerate(zip(given, family, strict=True))
    ]


def _linked(*entries, lists=LISTS, **more):
    return link([*entries, *_strangers(MINISTRY, MONITOR)], lists, **more)


def _groups(linked):
    return {
        group.persons
        for group in linked.groups
        if not group.persons[0].endswith(tuple(f"-{n}" for n in range(100, 110)))
    }


def test_two_spellings_of_one_name_are_one_person():
    """Names in two scripts are compared by their sounds, part by part."""
    linked = _linked(
        _entry(MINISTRY, 1, "محمود حسن يوسف عودة", age=31),
        _entry(MONITOR, 1, "Mahmoud Hassan Yousef Odeh", age=31),
    )
    assert _groups(linked) == {("ministry-1", "monitor-1")}


def test_brothers_are_two_persons():
    """They agree in father, grandfather, family, place and day; their first names differ."""
    told = {"place": "Tal Amar", "when": "2025-03-07"}
    linked = _linked(
        _entry(MINISTRY, 1, "Samir Hassan Yousef Odeh", age=31, **told),
        _entry(MONITOR, 1, "Karim Hassan Yousef Odeh", age=31, **told),
    )
    assert not _groups(linked)


def test_twins_are_told_apart_by_their_first_names_alone():
    """Each finds its own row, though all but the first name is the same in four rows."""
    told = {"age": 4, "place": "Tal Amar", "when": "2025-03-07"}
    linked = _linked(
        _entry(MINISTRY, 1, "Samir Hassan Yousef Odeh", **told),
        _entry(MINISTRY, 2, "Karim Hassan Yousef Odeh", **told),
        _entry(MONITOR, 1, "Kareem Hasan Yusuf Odeh", **told),
        _entry(MONITOR, 2, "Sameer Hasan Yusuf Odeh", **told),
    )
    assert _groups(linked) == {("ministry-1", "monitor-2"), ("ministry-2", "monitor-1")}


def test_the_same_day_and_place_do_not_lift_relatives():
    """Families die together, so that two rows of a family agree in these says nothing."""

    def weight(**told):
        linked = _linked(
            _entry(MINISTRY, 1, "Samir Hassan Yousef Odeh", age=31, **told),
            _entry(MONITOR, 1, "Samir Hassan Yousef Odeh", age=31, **told),
        )
        (pair,) = [one for one in linked.pairs if one.left == "ministry-1"]
        return sum(one.weight for one in pair.evidence if one.field in {"date", "place"})

    assert weight(place="Tal Amar", when="2025-03-07") <= 0


@pytest.mark.parametrize("age", [31, 32])
def test_an_age_may_drift_by_a_birthday(age):
    """Lists count age on different days: a year apart is no other person."""
    linked = _linked(
        _entry(MINISTRY, 1, "Samir Hassan Yousef Odeh", age=31),
        _entry(MONITOR, 1, "Samir Hassan Yousef Odeh", age=age),
    )
    assert _groups(linked) == {("ministry-1", "monitor-1")}


def test_a_missing_part_is_no_evidence_either_way():
    """A list that leaves out the grandfather and the age still finds its rows."""
    linked = _linked(
        _entry(MINISTRY, 1, "Samir Hassan Yousef Odeh", age=31),
        _entry(MONITOR, 1, "Samir Hassan Odeh"),
    )
    assert _groups(linked) == {("ministry-1", "monitor-1")}
    (pair,) = [one for one in linked.pairs if one.left == "ministry-1"]
    levels = {one.field: one.level for one in pair.evidence}
    assert levels["grandfather"] is levels["born"] is Level.MISSING
    assert all(one.weight == 0 for one in pair.evidence if one.level is Level.MISSING)


def test_a_pair_carries_the_words_that_were_compared():
    """Evidence is what stands on the lists, with its level and its weight, field by field."""
    linked = _linked(
        _entry(MINISTRY, 1, "Samir Hassan Yousef Odeh", age=31),
        _entry(MONITOR, 1, "Sameer Hassan Yousef Odeh", age=32),
    )
    (pair,) = [one for one in linked.pairs if one.left == "ministry-1"]
    told = {one.field: one for one in pair.evidence}
    assert (told["given"].left, told["given"].right) == ("Samir", "Sameer")
    assert told["given"].level is Level.SPELLED
    assert told["family"].level is Level.SAME
    assert told["born"].level is Level.CLOSE
    assert told["family"].weight > 1
    assert pair.is_linked


def test_a_row_is_one_person_of_a_list_at_most():
    """Of two namesakes on the longer list the one of the same age is taken, and no more."""
    linked = _linked(
        _entry(MINISTRY, 1, "Samir Hassan Yousef Odeh", age=31),
        _entry(MONITOR, 1, "Samir Hassan Yousef Odeh", age=31),
        _entry(MONITOR, 2, "Samir Hassan Yousef Odeh", age=64),
    )
    assert _groups(linked) == {("ministry-1", "monitor-1")}


def test_two_rows_as_alike_as_each_other_wait_for_a_person():
    """Neither is likelier than not, so the program brings together none of them."""
    linked = _linked(
        _entry(MINISTRY, 1, "Samir Hassan Yousef Odeh", age=31),
        _entry(MONITOR, 1, "Samir Hassan Yousef Odeh", age=31),
        _entry(MONITOR, 2, "Samir Hassan Yousef Odeh", age=31),
    )
    assert not _groups(linked)
    waiting = [pair for pair in linked.pairs if pair.left == "ministry-1"]
    assert len(waiting) == linked.linkage.waiting == 2
    assert all(0.4 < pair.probability <= 0.5 for pair in waiting)


def test_three_lists_make_one_person():
    """A person has one group, however many lists have them."""
    rows = [_entry(one, 1, "Samir Hassan Yousef Odeh", age=31) for one in LISTS]
    assert _groups(_linked(*rows)) == {("families-1", "ministry-1", "monitor-1")}


def test_a_group_never_bridges_two_first_names():
    """A row without a first name may be either brother; it does not make them one."""
    told = {"age": 31}
    linked = _linked(
        _entry(MINISTRY, 1, "Samir Hassan Yousef Odeh", **told),
        _entry(MONITOR, 1, "Karim Hassan Yousef Odeh", **told),
        _entry(FAMILIES, 1, "? Hassan Yousef Odeh", **told),
    )
    assert not any({"ministry-1", "monitor-1"} <= set(group.persons) for group in linked.groups)


def test_a_list_with_doubles_is_linked_with_itself():
    """A list that may have somebody twice gets its doubles found."""
    field_notes = NameList(name="notes", has_each_once=False)
    rows = [
        _entry(field_notes, 1, "Samir Hassan Yousef Odeh", age=31),
        _entry(field_notes, 2, "Sameer Hassan Yousef Odeh", age=31),
        _entry(MINISTRY, 1, "Samir Hassan Yousef Odeh", age=31),
    ]
    linked = _linked(*rows, lists=(*LISTS, field_notes))
    assert _groups(linked) == {("ministry-1", "notes-1", "notes-2")}


def test_a_number_of_a_state_settles_it():
    """One number and names that agree are one person, though age and family name do not."""
    linked = _linked(
        _entry(MINISTRY, 1, "Samir Hassan Odeh", age=31, national_id="901234567"),
        _entry(MONITOR, 1, "Samir Qudsi", age=40, national_id="901234567"),
    )
    assert _groups(linked) == {("ministry-1", "monitor-1")}


def test_two_numbers_of_one_state_are_two_persons():
    """Namesakes of one age are kept apart by their numbers."""
    linked = _linked(
        _entry(MINISTRY, 1, "Samir Hassan Yousef Odeh", age=31, national_id="901234567"),
        _entry(MONITOR, 1, "Samir Hassan Yousef Odeh", age=31, national_id="407654321"),
    )
    assert not _groups(linked)
    (pair,) = [one for one in linked.pairs if one.left == "ministry-1"]
    assert pair.barred == "a state gave them different numbers"


def test_a_number_with_a_slip_is_for_a_person_to_judge():
    """Two figures changed round may be a slip of the pen, or a brother's number."""
    linked = _linked(
        _entry(MINISTRY, 1, "Samir Hassan Yousef Odeh", age=31, national_id="901234567"),
        _entry(MONITOR, 1, "Samir Hassan Yousef Odeh", age=31, national_id="901243567"),
    )
    assert not _groups(linked)
    assert linked.linkage.waiting == 1
    (pair,) = [one for one in linked.pairs if one.left == "ministry-1"]
    assert "slip" in pair.barred


def test_a_number_is_not_shown_whole():
    """Evidence goes to people who judge pairs; the last two figures are enough to find the row."""
    linked = _linked(
        _entry(MINISTRY, 1, "Samir Hassan Odeh", national_id="901234567"),
        _entry(MONITOR, 1, "Samir Hassan Odeh", national_id="901234567"),
    )
    words = [one.left + one.right for pair in linked.pairs for one in pair.evidence]
    assert any(word.endswith("67") for word in words)
    assert not any("901234567" in word for word in words)


def test_what_people_decide_holds_against_any_score():
    """A person knows what no column tells."""
    rows = (
        _entry(MINISTRY, 1, "Samir Hassan Yousef Odeh", age=31),
        _entry(MONITOR, 1, "Samir Hassan Yousef Odeh", age=31),
        _entry(MONITOR, 2, "Karim Haddad", age=70),
    )
    decisions = (
        _decision(Choice.OTHER_PERSONS, "ministry-1", "monitor-1"),
        _decision(Choice.ONE_PERSON, "ministry-1", "monitor-2"),
    )
    linked = _linked(*rows, decisions=decisions)
    (group,) = [one for one in linked.groups if "ministry-1" in one.persons]
    assert group.persons == ("ministry-1", "monitor-2")
    assert group.is_decided
    assert group.probability == 1.0


def test_an_undone_decision_gives_way():
    """Then the score speaks again."""
    rows = (
        _entry(MINISTRY, 1, "Samir Hassan Yousef Odeh", age=31),
        _entry(MONITOR, 1, "Samir Hassan Yousef Odeh", age=31),
    )
    apart = _decision(Choice.OTHER_PERSONS, "ministry-1", "monitor-1")
    undo = Decision(
        choice=Choice.UNDO,
        target=apart.id,
        by="Amal",
        at=datetime(2025, 2, 1, tzinfo=UTC),
        why="misread",
    )
    assert not _groups(_linked(*rows, decisions=(apart,)))
    assert _groups(_linked(*rows, decisions=(apart, undo))) == {("ministry-1", "monitor-1")}


def test_decisions_that_contradict_each_other_are_a_problem_that_names_both():
    """The later one holds, as with incidents."""
    rows = [_entry(one, 1, "Samir Hassan Yousef Odeh", age=31) for one in LISTS]
    decisions = (
        _decision(Choice.OTHER_PERSONS, "ministry-1", "families-1", day=1, why="other mothers"),
        _decision(Choice.ONE_PERSON, "ministry-1", "monitor-1", day=2, why="same grave"),
        _decision(Choice.ONE_PERSON, "monitor-1", "families-1", day=3, why="same photo"),
    )
    linked = _linked(*rows, decisions=decisions)
    assert _groups(linked) == {("families-1", "ministry-1", "monitor-1")}
    (problem,) = linked.problems
    assert problem.code == "decision-overruled"
    assert "other mothers" in problem.message
    assert "same photo" in problem.message or "same grave" in problem.message


def test_a_decision_may_say_that_a_list_has_somebody_twice_after_all():
    """The decision holds, and the keeper of the list should hear of it."""
    rows = (
        _entry(MINISTRY, 1, "Samir Hassan Yousef Odeh", age=31),
        _entry(MINISTRY, 2, "Abu Yousef", age=31),
    )
    linked = _linked(*rows, decisions=(_decision(Choice.ONE_PERSON, "ministry-1", "ministry-2"),))
    assert _groups(linked) == {("ministry-1", "ministry-2")}
    assert [problem.code for problem in linked.problems] == ["person-twice-on-list"]


def test_ids_of_groups_stay_while_rows_come_and_go():
    """A row that joins changes nothing of the id; a group that falls apart leaves it retired."""
    rows = [_entry(one, 1, "Samir Hassan Yousef Odeh", age=31) for one in LISTS]
    first = _linked(*rows[:2])
    (before,) = [one.id for one in first.groups if "ministry-1" in one.persons]
    second = _linked(*rows, given_ids=first.given)
    (after,) = [one.id for one in second.groups if "ministry-1" in one.persons]
    assert after == before
    apart = [_decision(Choice.OTHER_PERSONS, *(f"{one.name}-1" for one in LISTS))]
    third = _linked(*rows, given_ids=second.given, decisions=apart)
    assert before not in {one.id for one in third.groups}
    assert next(one for one in third.given if one.id == before).is_retired
    fourth = _linked(*rows, given_ids=third.given)
    assert [one.id for one in fourth.groups if "ministry-1" in one.persons] == [before]


def test_links_are_accepted_as_long_as_few_are_expected_to_be_wrong():
    """The share is that of the links' own probabilities; what is left out is expected missed."""
    rows = [
        _entry(one, number, f"Samir Hassan Yousef {family}", age=31 + (one is MONITOR) * number)
        for one in (MINISTRY, MONITOR)
        for number, family in enumerate("Odeh Salem Turki Hamdan Zaid".split(), 1)
    ]
    for most in (0.001, 0.05):
        linkage = _linked(*rows, settings=Settings(most_wrong=most)).linkage
        assert linkage.expected_wrong <= most * linkage.links
    assert ("most_wrong", "0.05") in linkage.settings


def test_draws_are_whole_linkages():
    """Of two rows as alike as each other, either is the one in about half of the draws."""
    linked = _linked(
        _entry(MINISTRY, 1, "Samir Hassan Yousef Odeh", age=31),
        _entry(MONITOR, 1, "Samir Hassan Yousef Odeh", age=31),
        _entry(MONITOR, 2, "Samir Hassan Yousef Odeh", age=31),
    )
    draws = sampled(linked, draws=400, seed=3)
    row, one, two = (draws.persons.index(name) for name in ("ministry-1", "monitor-1", "monitor-2"))
    with_one = draws.first[:, row] == draws.first[:, one]
    with_two = draws.first[:, row] == draws.first[:, two]
    assert not (with_one & with_two).any()
    assert 0.4 < with_one.mean() < 0.6
    assert 0.4 < with_two.mean() < 0.6
    assert (draws.on_lists()[:, [row, one, two]] > 0).sum(axis=1).min() == 2


def test_an_unknown_engine_is_one_clear_line():
    """Wrong use says what there is."""
    with pytest.raises(OnRecordError, match="there are own, splink"):
        _linked(engine="guess")


def test_a_row_of_an_untold_list_is_one_clear_line():
    """Whether a list has each once must be known."""
    with pytest.raises(OnRecordError, match="not told"):
        link([_entry(FAMILIES, 1, "Samir Odeh")], (MINISTRY,))
