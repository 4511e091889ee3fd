"""Sums against counting by brute force, and figures by law."""

from datetime import date
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import reconcile
from onrecord.model import (
    Claim,
    Count,
    Document,
    Incident,
    Measure,
    Mention,
    Outcome,
    Passage,
    Qualifier,
    VictimClass,
)
from onrecord.reconcile import Bounds, bounds

MOST = 12  # people: small enough to try every number

counts = st.one_of(
    st.builds(lambda n: Count(low=n, high=n, qualifier=Qualifier.EXACT), st.integers(0, 6)),
    st.builds(lambda n: Count(low=n, high=n, qualifier=Qualifier.ABOUT), st.integers(1, 6)),
    st.builds(lambda n: Count(low=n, qualifier=Qualifier.AT_LEAST), st.integers(0, 6)),
    st.builds(lambda n: Count(high=n, qualifier=Qualifier.UP_TO), st.integers(0, 6)),
    st.builds(
        lambda n, more: Count(low=n, high=n + more, qualifier=Qualifier.RANGE),
        st.integers(0, 4),
        st.integers(0, 3),
    ),
)
victims = st.sampled_from(["people", "civilians", "soldiers", "children", "women", "medics"])


def _claim(start, count, who="people", document="a.txt", **slots):
    kinds = {"civilians": VictimClass.CIVILIAN, "soldiers": VictimClass.COMBATANT}
    return Claim(
        document=document,
        passage=Passage(snapshot_id=None, start=start, end=start + 4, exact="word"),
        measure=Measure.PEOPLE,
        outcome=Outcome.KILLED,
        count=count,
        victims=who,
        victim_class=kinds.get(who, VictimClass.UNKNOWN),
        **slots,
    )


def _incident(claims):
    return Incident(
        id="inc_x",
        claim_ids=tuple(claim.id for claim in claims),
        when=None,
        place_ids=(),
        place_names=(),
        perpetrators=(),
    )


def _sums(claims):
    origins = reconcile.origins(claims, {}, {}, lambda _: None)
    return reconcile.sums(_incident(claims), {claim.id: claim for claim in claims}, origins)


def _allowed(count):
    """Return every number up to the most that a count's words leave room for."""
    room = bounds(count)
    return [n for n in range(3 * MOST) if room.low <= n and (room.high is None or n <= room.high)]


@given(counts, counts, counts)
@settings(max_examples=400)
def test_civilians_and_combatants_hold_where_some_numbers_add_up(whole, first, second):
    """The bounds say what trying every number says."""
    all_of_it = _claim(0, whole)
    parts = [
        _claim(100, first, "civilians", part_of=all_of_it.id),
        _claim(200, second, "soldiers", part_of=all_of_it.id),
    ]
    (found,) = _sums([all_of_it, *parts])
    possible = set(_allowed(whole))
    by_hand = any(a + b in possible for a, b in product(_allowed(first), _allowed(second)))
    assert found.holds is by_hand


@given(counts, counts, counts)
@settings(max_examples=400)
def test_children_and_women_hold_where_somebody_may_be_left(whole, first, second):
    """Parts that are not everybody hold unless even the fewest are too many."""
    all_of_it = _claim(0, whole)
    parts = [
        _claim(100, first, "children", part_of=all_of_it.id),
        _claim(200, second, "women", part_of=all_of_it.id),
    ]
    (found,) = _sums([all_of_it, *parts])
    most = max(_allowed(whole))
    by_hand = min(_allowed(first)) + min(_allowed(second)) <= most
    assert found.holds is by_hand


@given(st.lists(counts, min_size=1, max_size=5))
def test_bounds_add_up_like_numbers(several):
    total = bounds(several[0])
    for count in several[1:]:
        total = total + bounds(count)
    lows = sum(bounds(count).low for count in several)
    assert total.low == lows
    assert (total.high is None) == any(bounds(count).high is None for count in several)
    assert total.meets(Bounds(low=0, high=None))


@st.composite
def incidents(draw):
    claims = []
    for number in range(draw(st.integers(1, 7))):
        document = draw(st.sampled_from(["a.txt", "b.txt", "c.txt"]))
        source = draw(st.sampled_from([(), ("Amal Watch",), ("Health Ministry",), ("residents",)]))
        link = draw(st.sampled_from([None, None, None, "part_of", "same_as"]))
        slots = {"sources": tuple(Mention(name=name) for name in source)}
        near = [claim for claim in claims if claim.document == document]
        if link and near:
            slots[link] = draw(st.sampled_from(near)).id
        count = draw(counts | st.just(Count(low=24, qualifier=Qualifier.VAGUE)) | st.just(Count()))
        claims.append(_claim(number * 50, count, draw(victims), document, **slots))
    return claims


SHELF = {
    "a.txt": Document(name="a.txt", publisher="A", published=date(2018, 8, 9)),
    "b.txt": Document(name="b.txt", publisher="B", published=date(2018, 8, 10)),
    "c.txt": Document(name="c.txt", publisher="C"),
}


@given(incidents())
@settings(max_examples=500)
def test_a_figure_runs_forward_and_accounts_for_every_claim(claims):
    """Minimum is never above maximum, and each claim is used or left out with a reason."""
    by_id = {claim.id: claim for claim in claims}
    origins = reconcile.origins(claims, SHELF, {}, lambda _: None)
    killed, injured = reconcile.figures(_incident(claims), by_id, origins, SHELF)
    if killed.minimum is not None and killed.maximum is not None:
        assert killed.minimum <= killed.maximum
    accounted = [*killed.used, *(name for name, _ in killed.left_out)]
    assert sorted(accounted) == sorted(by_id)
    assert injured.minimum is injured.maximum is None


@given(incidents(), st.randoms(use_true_random=False))
@settings(max_examples=200)
def test_every_claim_has_one_origin_whatever_the_order(claims, random):
    found = reconcile.origins(claims, SHELF, {}, lambda _: None)
    traced = [name for origin in found for name in origin.claim_ids]
    assert sorted(traced) == sorted(claim.id for claim in claims)
    shuffled = list(claims)
    random.shuffle(shuffled)
    assert reconcile.origins(shuffled, SHELF, {}, lambda _: None) == found
