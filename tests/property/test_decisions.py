"""Decisions and ids by law: whatever comes in, in whatever order, an id means what it meant."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import group, testing
from onrecord.model import (
    Candidate,
    Choice,
    Claim,
    Count,
    Decision,
    Document,
    Measure,
    Mention,
    Outcome,
    Passage,
    When,
    standing,
    undone,
)

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
MAP = testing.world("""
    town Dahyan < province Northern < country Ardania
    town Tal Amar < province Northern < country Ardania
    town Port Sela < province Coastal < country Ardania
""")
SHELF = {name: Document(name=name, published=date(2018, 8, 9)) for name in ("a.txt", "b.txt")}

numbers = st.integers(0, 10_000)
claims = st.builds(
    lambda document, start, number, place, day, outcome: Claim(
        document=document,
        passage=Passage(snapshot_id=None, start=start, end=start + 4, exact="word"),
        measure=Measure.PEOPLE,
        outcome=outcome,
        count=Count(low=number, high=number),
        places=(Mention(name=place, candidates=(Candidate(id=place, score=1.0, why="drawn"),)),),
        when=When(earliest=date(2018, 8, day), latest=date(2018, 8, day)),
    ),
    st.sampled_from(sorted(SHELF)),
    st.integers(0, 900),
    st.integers(5, 8),
    st.sampled_from(["place:dahyan", "place:tal amar", "place:port sela"]),
    st.integers(1, 2),
    st.sampled_from([Outcome.KILLED, Outcome.KILLED, Outcome.INJURED]),
)
some = st.lists(claims, min_size=1, max_size=5)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("add"), some),
        st.tuples(st.just("lose"), numbers),
        st.tuples(st.just("merge"), numbers, numbers),
        st.tuples(st.just("split"), numbers, numbers),
        st.tuples(st.just("undo"), numbers),
    ),
    max_size=8,
)


class Desk:
    """A record on which people decide at random."""

    def __init__(self, first):
        self.claims = {claim.id: claim for claim in first}
        self.decisions = []
        self.given = ()
        self.work_out()

    def work_out(self):
        held = standing(self.decisions)
        found = group.incidents(
            list(self.claims.values()), SHELF, MAP.place, MAP.actor, held, self.given
        )
        self.incidents, self.given = found.incidents, found.given

    def take(self, step):
        kind, *drawn = step
        if kind == "add":
            self.claims |= {claim.id: claim for claim in drawn[0]}
        elif kind == "lose" and self.claims:
            del self.claims[sorted(self.claims)[drawn[0] % len(self.claims)]]
        elif kind == "merge" and self.incidents:
            self.decide(Choice.TOGETHER, self._one(drawn[0]) | self._one(drawn[1]))
        elif kind == "split" and self.incidents:
            inside = sorted(self._one(drawn[0]))
            leaving = set(inside[: drawn[1] % len(inside)])
            self.decide(Choice.APART, leaving, set(inside) - leaving)
        elif kind == "undo" and (left := self._not_undone()):
            self.decide(Choice.UNDO, target=left[drawn[0] % len(left)])
        self.work_out()

    def decide(self, choice, one=frozenset(), other=frozenset(), target=None):
        if (choice is Choice.TOGETHER and len(one) < 2) or (choice is Choice.APART and not one):
            return
        at = NOON + timedelta(minutes=len(self.decisions))
        about = {"claims": tuple(sorted(one)), "others": tuple(sorted(other)), "target": target}
        self.decisions.append(Decision(choice=choice, by="Amal", at=at, why="Drawn.", **about))

    def _one(self, number):
        return set(self.incidents[number % len(self.incidents)].claim_ids)

    def _not_undone(self):
        gone = undone(self.decisions)
        return [decision.id for decision in self.decisions if decision.id not in gone]

    def state(self):
        return {incident.id: frozenset(incident.claim_ids) for incident in self.incidents}


@given(some, steps)
@settings(max_examples=150)
def test_an_id_is_given_once_and_is_never_forgotten(first, taken):
    desk = Desk(first)
    for step in taken:
        before = {one.id: one for one in desk.given}
        desk.take(step)
        now = {one.id: one for one in desk.given}
        state = desk.state()
        assert list(now)[: len(before)] == list(before)
        assert len(state) == len(desk.incidents)
        assert {one for one, held in now.items() if not held.is_retired} == set(state)
        for name, held in state.items():
            assert set(now[name].claim_ids) == held
            assert name not in before or held & set(before[name].claim_ids)


@given(some, steps)
@settings(max_examples=150)
def test_a_retired_id_says_where_its_claims_are(first, taken):
    desk = Desk(first)
    for step in taken:
        desk.take(step)
    state = desk.state()
    home = {claim: name for name, held in state.items() for claim in held}
    for one in desk.given:
        if one.is_retired:
            now = {home[claim] for claim in one.claim_ids if claim in home}
            assert not now or now == set(one.followed_by)


@given(some, steps)
@settings(max_examples=150)
def test_working_out_again_changes_nothing(first, taken):
    desk = Desk(first)
    for step in taken:
        desk.take(step)
    before = desk.incidents, desk.given
    desk.work_out()
    assert (desk.incidents, desk.given) == before


@given(some, steps, numbers, numbers)
@settings(max_examples=200)
def test_a_merge_and_its_undoing_leave_incidents_and_ids_as_they_were(first, taken, one, other):
    desk = Desk(first)
    for step in taken:
        desk.take(step)
    before = desk.state()
    told = len(desk.decisions)
    desk.take(("merge", one, other))
    if len(desk.decisions) == told:
        return
    desk.decide(Choice.UNDO, target=desk.decisions[-1].id)
    desk.work_out()
    assert desk.state() == before


@given(some, steps)
@settings(max_examples=200)
def test_the_last_decision_holds_whatever_was_decided_before(first, taken):
    desk = Desk(first)
    for step in taken:
        desk.take(step)
    held = standing(desk.decisions)
    if not held:
        return
    home = {claim: one.id for one in desk.incidents for claim in one.claim_ids}
    ones = {home[claim] for claim in held[-1].claims if claim in home}
    others = {home[claim] for claim in held[-1].others if claim in home}
    if held[-1].choice is Choice.TOGETHER:
        assert len(ones) < 2
    else:
        assert ones.isdisjoint(others)
