"""Systems of sums against trying every group of people, one person at a time."""

from itertools import combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import Outcome
from onrecord.reconcile import Bounds
from onrecord.reconcile.systems import cells
from onrecord.reconcile.systems.conflicts import smallest
from onrecord.reconcile.systems.regions import Region, everyone
from onrecord.reconcile.systems.system import System

MOST = 3  # people in a demand: few enough to try every group
TAGS = ("by army", "by rebels", "at market", "role medic")
EXCLUSIVE = frozenset({frozenset({"by army", "by rebels"})})
KILLED = everyone(Outcome.KILLED)

regions = st.builds(
    lambda sex_age, status, clauses: Region(
        outcomes=KILLED.outcomes, sex_age=sex_age, status=status, clauses=frozenset(clauses)
    ),
    st.sampled_from(
        [KILLED.sex_age, frozenset({"boy", "girl"}), frozenset({"woman"}), frozenset({"boy"})]
    ),
    st.sampled_from([KILLED.status, frozenset({"civilian"}), frozenset({"combatant"})]),
    st.lists(
        st.sampled_from([frozenset({tag}) for tag in TAGS] + [frozenset({"by army", "by rebels"})]),
        max_size=2,
    ),
)
rooms = st.one_of(
    st.builds(lambda n: Bounds(low=n, high=n), st.integers(0, MOST)),
    st.builds(lambda n: Bounds(low=n, high=None), st.integers(0, MOST)),
    st.builds(lambda n: Bounds(low=0, high=n), st.integers(0, MOST)),
)
demands = st.lists(st.tuples(regions, rooms), min_size=1, max_size=4)


def _is_in(person, region):
    sex_age, status, tags = person
    return (
        sex_age in region.sex_age
        and status in region.status
        and all(clause & tags for clause in region.clauses)
    )


def _kinds(told, exclusive):
    """Return whom a person can be: for each region whether that person is in it."""
    sets = [frozenset(some) for size in range(5) for some in combinations(TAGS, size)]
    sets = [some for some in sets if not any(pair <= some for pair in exclusive)]
    people = product(KILLED.sex_age, KILLED.status, sets)
    return {tuple(int(_is_in(person, region)) for region in told) for person in people}


def _groups(told, exclusive):
    """Return how many of each region a group of people can have, numbers above the last one."""
    most = [MOST + 1] * (len(told) - 1) + [MOST * len(told) + 1]
    kinds = _kinds(told, exclusive)
    found = {tuple([0] * len(told))}
    fresh = found
    while fresh:
        fresh = {
            tuple(min(n + more, top) for n, more, top in zip(group, kind, most, strict=True))
            for group in fresh
            for kind in kinds
        } - found
        found |= fresh
    return found


def _fits(group, told):
    return all(
        room.low <= n and (room.high is None or n <= room.high)
        for n, (_, room) in zip(group, told, strict=False)
    )


def _by_hand(told, asked, exclusive=EXCLUSIVE):
    """Return the numbers that the asked region can have; None stands for no end."""
    places = [*(region for region, _ in told), asked]
    fitting = [group[-1] for group in _groups(places, exclusive) if _fits(group, told)]
    if not fitting:
        return None
    endless = max(fitting) == MOST * len(places) + 1
    return Bounds(low=min(fitting), high=None if endless else max(fitting))


@given(demands, regions)
@settings(max_examples=250, deadline=None)
def test_what_a_system_says_is_what_trying_every_group_says(told, asked):
    """Whether claims hold together, and the fewest and the most that they leave."""
    by_hand = _by_hand(told, asked)
    system = System(told, EXCLUSIVE, [asked])
    assert system.is_consistent() is (by_hand is not None)
    if by_hand is not None:
        assert system.between(asked).room == by_hand


exact = st.builds(lambda n: Bounds(low=n, high=n), st.integers(0, MOST))
tight = st.lists(st.tuples(regions, exact), min_size=3, max_size=4)


@given(tight)
@settings(max_examples=250, deadline=None)
def test_a_conflict_cannot_lose_a_claim_and_none_is_smaller(told):
    """All smaller sets of claims hold together, tried by hand."""
    system = System(told, EXCLUSIVE)
    if system.is_consistent():
        return
    found = system.conflict()
    assert _by_hand([told[n] for n in found], KILLED) is None
    for size in range(len(found)):
        for some in combinations(told, size):
            assert _by_hand(list(some), KILLED) is not None


@given(demands, regions)
@settings(max_examples=100, deadline=None)
def test_the_claims_that_set_an_end_set_it_alone(told, asked):
    """With only those claims the end is the same, and without one of them it is another."""
    system = System(told, EXCLUSIVE, [asked])
    if not system.is_consistent():
        return
    found = system.between(asked)
    for end, by in (("low", found.low_by), ("high", found.high_by)):
        if not by:
            assert getattr(found.room, end) in {0, None} or end == "high"
            continue
        alone = _by_hand([told[n] for n in sorted(by)], asked)
        assert getattr(alone, end) == getattr(found.room, end)
        for one in by:
            fewer = _by_hand([told[n] for n in sorted(by - {one})], asked)
            assert getattr(fewer, end) != getattr(found.room, end)


@given(regions, st.lists(rooms, min_size=1, max_size=4), regions)
@settings(max_examples=250, deadline=None)
def test_one_region_needs_no_solver(region, told, asked):
    """The quick way says what the solver says."""
    quick = System([(region, room) for room in told], frozenset(), [asked])
    slow = System([(region, room) for room in told], frozenset(), [asked])
    slow.__dict__["_is_plain"] = False
    assert quick.is_consistent() is slow.is_consistent()
    if quick.is_consistent():
        assert quick.between(asked).room == slow.between(asked).room
    else:
        assert len(quick.conflict()) == len(slow.conflict()) == 2


@given(demands, regions)
@settings(max_examples=100, deadline=None)
def test_too_many_named_sets_make_bounds_wider_and_never_a_conflict(told, asked):
    """With too few cells for exactness, what is said is still true."""
    by_hand = _by_hand(told, asked)
    before, cells.MOST_CELLS = cells.MOST_CELLS, 4
    try:
        system = System(told, EXCLUSIVE, [asked])
        is_consistent = system.is_consistent()
        assert is_consistent or by_hand is None
        if by_hand is not None:
            found = system.between(asked).room
            assert found.low <= by_hand.low
            assert found.high is None or (by_hand.high is not None and found.high >= by_hand.high)
    finally:
        cells.MOST_CELLS = before


@given(
    st.lists(st.frozensets(st.integers(0, 5), min_size=1, max_size=3), min_size=1, max_size=5),
)
def test_the_smallest_conflict_is_found_whatever_conflicts(conflicts):
    """Demands that contradict each other in any way, not only as sums."""

    def solve(some):
        return None if any(one <= some for one in conflicts) else some

    found = smallest(range(6), solve, lambda one, met: one in met)
    assert found in conflicts
    assert len(found) == min(map(len, conflicts))
