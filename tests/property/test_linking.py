"""What holds of any linkage, whatever the rows and the decisions."""

from datetime import UTC, datetime, timedelta
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.lists.linking import link, sampled
from onrecord.lists.linking.identity import identified
from onrecord.lists.names import alike, parts
from onrecord.model import Choice, Decision, Entry, Level, MatchGroup, NameList, Sex

LISTS = tuple(
    NameList(name=name, has_each_once=name != "notes") for name in ("one", "two", "three", "notes")
)
GIVEN = ("Samir", "Sameer", "Karim", "Kareem", "Hanan", "?")
NAMES = st.tuples(
    st.sampled_from(GIVEN),
    st.sampled_from(("Hassan", "Yousef", "Hasan")),
    st.sampled_from(("Odeh", "Haddad", "Audeh")),
).map(" ".join)
ROWS = st.lists(
    st.tuples(
        st.sampled_from(LISTS),
        NAMES,
        st.none() | st.integers(20, 23),
        st.sampled_from((None, Sex.MALE, Sex.FEMALE)),
        st.sampled_from((None, "901234567", "901234576", "412345678")),
    ),
    max_size=9,
).map(
    lambda rows: [
        Entry(
            list=one.id,
            person=f"p{number}",
            issue="i",
            row=number,
            name=name,
            age=age,
            sex=sex,
            national_id=told,
        )
        for number, (one, name, age, sex, told) in enumerate(rows)
    ]
)


@st.composite
def _decided(draw, entries):
    start = datetime(2025, 1, 1, tzinfo=UTC)
    persons = [entry.person for entry in entries]
    pairs = (
        draw(st.lists(st.sampled_from(list(combinations(persons, 2))), max_size=3))
        if len(persons) > 1
        else []
    )
    return [
        Decision(
            choice=draw(st.sampled_from((Choice.ONE_PERSON, Choice.OTHER_PERSONS))),
            persons=pair,
            by="A",
            at=start + timedelta(days=number),
            why="so",
        )
        for number, pair in enumerate(pairs)
    ]


def _home(groups):
    return {person: group.id for group in groups for person in group.persons}


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_groups_keep_to_what_must_hold(data):
    entries = data.draw(ROWS)
    decisions = data.draw(_decided(entries))
    linked = link(entries, LISTS, decisions=decisions)
    home = _home(linked.groups)
    assert len(home) == sum(len(group.persons) for group in linked.groups)
    overruled = {problem.where for problem in linked.problems}
    for decision in decisions:
        if decision.id in overruled:
            continue
        one, two = (home.get(person, person) for person in decision.persons)
        assert (one == two) == (decision.choice is Choice.ONE_PERSON)
    held = {entry.person: entry for entry in entries}
    by_people = {frozenset(one.persons) for one in decisions if one.choice is Choice.ONE_PERSON}
    if by_people:  # a person may know better than lists and names
        return
    for group in linked.groups:
        for one, two in combinations([held[person] for person in group.persons], 2):
            assert one.list != two.list or one.list == LISTS[3].id
            first = [parts(entry.name).given for entry in (one, two)]
            assert None in first or alike(*first)[0] is not Level.OTHER


@settings(max_examples=20, deadline=None)
@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(entries, random):
    mixed = list(entries)
    random.shuffle(mixed)
    one, two = link(entries, LISTS), link(mixed, LISTS[::-1])
    assert (one.groups, one.pairs, one.linkage) == (two.groups, two.pairs, two.linkage)


@settings(max_examples=20, deadline=None)
@given(st.data(), st.integers(0, 5))
def test_draws_keep_to_what_must_hold(data, seed):
    entries = data.draw(ROWS)
    decisions = data.draw(_decided(entries))
    linked = link(entries, LISTS, decisions=decisions)
    draws = sampled(linked, draws=5, seed=seed)
    assert (draws.first == sampled(linked, draws=5, seed=seed).first).all()
    together = linked.possible.together
    for first in draws.first:
        assert (first <= range(len(entries))).all()
        assert (first[first] == first).all()
        for one, two in combinations(range(len(entries)), 2):
            if first[one] != first[two]:
                assert not any({one, two} <= set(group) for group in together)
                continue
            assert (one, two) not in linked.possible.apart
            same = draws.list_of[one] == draws.list_of[two]
            once = linked.possible.each_once[draws.list_of[one]]
            if same and once:
                assert together


GROUPS = st.lists(st.integers(0, 4), min_size=8, max_size=8).map(
    lambda homes: [
        MatchGroup(id="", persons=tuple(f"p{n}" for n, home in enumerate(homes) if home == at))
        for at in sorted(set(homes))
        if homes.count(at) > 1
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(GROUPS, min_size=1, max_size=6))
def test_an_id_is_given_once_and_stays_while_nothing_changes(states):
    known = ()
    for groups in states:
        named, known = identified(groups, known)
        ids = [group.id for group in named]
        assert len(set(ids)) == len(ids)
        assert len({one.id for one in known}) == len(known)
        assert {one.id for one in known if not one.is_retired} == set(ids)
        assert identified(groups, known) == (named, known)


@settings(max_examples=60, deadline=None)
@given(GROUPS, GROUPS)
def test_what_is_undone_brings_the_ids_back(before, after):
    first, known = identified(before)
    _, known = identified(after, known)
    again, _ = identified(before, known)
    kept = {group.persons for group in after}
    if all(any(set(group.persons) <= set(big) for big in kept) for group in before):  # only merged
        assert again == first
