"""Averaging over graphs, held against definitions, published figures and other ways to count."""

from dataclasses import replace
from itertools import combinations, permutations, product
from math import inf, lgamma, log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.estimate import graphs
from onrecord.estimate.graphs import Missing, Settings
from onrecord.estimate.graphs.places import widths
from onrecord.estimate.inclusion import Inclusions
from onrecord.model import Verdict

QUANTILES = np.array([0.025, 0.5, 0.975])


def of(counts, lists=None):
    """Return a table from counts in the order 0…01, 0…10, 0…11, …"""
    size = int(np.log2(len(counts) + 1))
    patterns = [[sign == "1" for sign in format(n + 1, f"0{size}b")] for n in range(len(counts))]
    names = tuple(lists or "ABCDEF"[:size])
    return Inclusions(names, np.array(patterns), np.array(counts, dtype=np.int64))


# --- graphs ---------------------------------------------------------------------------------


def has_ring_without_shortcut(size, edges):
    """Whether four or more lists stand in a ring in which only neighbours are joined."""
    joined = {frozenset(edge) for edge in edges}
    for length in range(4, size + 1):
        for ring in permutations(range(size), length):
            around = {frozenset((ring[n], ring[n - 1])) for n in range(length)}
            inside = {frozenset(pair) for pair in combinations(ring, 2)} & joined
            if inside == around:
                return True
    return False


@pytest.mark.parametrize("size", [2, 3, 4, 5])
def test_graphs_are_those_in_which_every_ring_has_a_shortcut(size):
    pairs = list(combinations(range(size), 2))
    found = graphs.graphs(size)
    ours = {tuple(row) for row in found.edges.tolist()}
    theirs = {
        signs
        for signs in product([False, True], repeat=len(pairs))
        if not has_ring_without_shortcut(
            size, [pair for pair, has in zip(pairs, signs, strict=True) if has]
        )
    }
    assert ours == theirs


def test_there_are_as_many_as_are_known():
    """Labelled chordal graphs: sequence A058862 of the OEIS."""
    assert [len(graphs.graphs(n).edges) for n in (2, 3, 4, 5, 6)] == [2, 8, 61, 822, 18154]


# --- the posterior ---------------------------------------------------------------------------


def log_evidence(table, missing, edges, size, delta):
    """
    The evidence of one graph by chains: each list given the neighbours before it.

    It needs an order in which each list's earlier neighbours know each other; all are tried.
    """
    joined = {frozenset(edge) for edge in edges}
    for order in permutations(range(size)):
        before = [
            [other for other in order[:n] if frozenset((one, other)) in joined]
            for n, one in enumerate(order)
        ]
        if all(frozenset(pair) in joined for known in before for pair in combinations(known, 2)):
            break
    else:
        return -inf
    full = {**table, (0,) * size: missing}
    total = 0.0
    for one, known in zip(order, before, strict=True):
        for given_cell in product([0, 1], repeat=len(known)):
            prior = delta * 2 ** (size - len(known) - 1)
            counts = [
                sum(
                    n
                    for cell, n in full.items()
                    if cell[one] == sign
                    and all(cell[k] == g for k, g in zip(known, given_cell, strict=True))
                )
                for sign in (0, 1)
            ]
            total += lgamma(2 * prior) - lgamma(2 * prior + sum(counts))
            total += sum(lgamma(prior + n) - lgamma(prior) for n in counts)
    everybody = sum(full.values())
    return (
        total
        + lgamma(everybody + 1)
        - lgamma(missing + 1)
        - log(max(sum(table.values()) + missing, 1))
    )


@settings(max_examples=12)
@given(st.data())
def test_it_is_what_chains_of_lists_give(data):
    size = data.draw(st.integers(2, 4))
    counts = data.draw(st.lists(st.integers(0, 30), min_size=2**size - 1, max_size=2**size - 1))
    delta = data.draw(st.sampled_from([0.1, 0.5, 1.0]))
    if not sum(counts):
        counts[-1] = 1
    table = of(counts)
    cells = {tuple(map(int, row)): n for row, n in zip(table.patterns, counts, strict=True)}
    found = graphs.average(
        table.patterns, table.counts, Settings(delta=delta, most_missing=15, with_saturated=True)
    )
    pairs = found.graphs.pairs
    ours = []
    for edges in found.graphs.edges:
        held = [pair for pair, has in zip(pairs, edges, strict=True) if has]
        ours.append([log_evidence(cells, n, held, size, delta) for n in range(16)])
    heights = np.exp(np.array(ours) - np.max(ours))
    heights /= heights.sum()
    assert found.shares == pytest.approx(heights.sum(axis=1), abs=1e-9)
    assert found.density == pytest.approx(heights.sum(axis=0), abs=1e-9)


SEVEN = st.lists(st.integers(0, 400), min_size=7, max_size=7)


@settings(max_examples=30)
@given(SEVEN, st.permutations(range(3)))
def test_the_order_of_lists_changes_nothing(counts, order):
    counts[-1] += 1
    table = of(counts)
    other = replace(table, patterns=table.patterns[:, order])
    ours = graphs.average(table.patterns, table.counts, Settings())
    theirs = graphs.average(other.patterns, other.counts, Settings())
    assert ours.mean == pytest.approx(theirs.mean, rel=1e-9)
    assert ours.quantiles(QUANTILES) == pytest.approx(theirs.quantiles(QUANTILES), abs=1)


@settings(max_examples=15)
@given(SEVEN)
def test_places_that_are_left_out_change_nothing(counts):
    """A cap of 3,900 is worked out number by number, one of 60,000 where it matters."""
    counts = [20 + n for n in counts]
    table = of(counts)
    near = graphs.average(table.patterns, table.counts, Settings(most_missing=3_900))
    far = graphs.average(table.patterns, table.counts, Settings(most_missing=60_000))
    if near.above(3_500) < 1e-12:
        assert far.mean == pytest.approx(near.mean, rel=5e-4)
        assert far.quantiles(QUANTILES) == pytest.approx(near.quantiles(QUANTILES), rel=2e-3)
        assert float(far.density @ far.widths) == pytest.approx(1)


def test_a_thousand_times_the_people_give_a_thousand_times_the_number():
    counts = np.array([60, 49, 4, 247, 112, 142, 12])
    small = graphs.average(of(counts).patterns, counts * 1_000, Settings())
    large = graphs.average(of(counts).patterns, counts * 1_000_000, Settings())
    assert large.mean / small.mean == pytest.approx(1_000, rel=1e-3)
    spread = [np.ptp(one.quantiles(QUANTILES)) / one.mean for one in (small, large)]
    assert spread[0] / spread[1] == pytest.approx(1_000**0.5, rel=0.02)


def test_widths_add_up_to_every_number():
    places = np.array([0, 1, 2, 4, 9, 30])
    assert widths(places).sum() == 31


# --- figures that were published -------------------------------------------------------------

FIVE_LISTS = (27, 37, 19, 4, 4, 1, 1, 97, 22, 37, 25, 2, 1, 3, 5, 83, 36, 34, 18, 3, 5, 0, 2, 30, 5, 23, 8, 0, 3, 0, 2)  # fmt: skip


def test_the_example_of_five_lists_is_reproduced():
    """The package dga gives a mean of 617.816 and 588, 616, 655 with delta 1/2."""
    table = of(FIVE_LISTS)
    for cap, off in ((300, 0.001), (None, 0.01)):
        found = graphs.average(table.patterns, table.counts, Settings(delta=0.5, most_missing=cap))
        assert found.mean == pytest.approx(617.816, abs=off)
        assert found.quantiles(QUANTILES).tolist() == [588, 616, 655]


@pytest.mark.parametrize(
    ("delta", "saturated", "mean"),
    [
        (1 / 16, False, 12_749),
        (1 / 2, False, 11_439),
        (1, False, 9_458),
        (1 / 2, True, 11_014),
        (1, True, 4_828),
    ],
)
def test_kosovo_moves_with_delta_and_with_the_saturated_graph(published, delta, saturated, mean):
    table = published("kosovo")
    chosen = Settings(delta=delta, with_saturated=saturated, most_missing=22_000)
    found = graphs.average(table.patterns, table.counts, chosen)
    assert found.mean == pytest.approx(mean, abs=1)


@pytest.mark.parametrize(
    ("name", "median", "low", "high"),
    [
        ("NewOrl_5", 869, 514, 1_763),
        ("Western", 2_128, 1_340, 3_868),
        ("UKdat_5", 23_016, 10_408, 33_481),
    ],
)
def test_estimates_of_trafficking_are_those_of_others(published, name, median, low, high):
    """Binette and Steorts (2022) cut their grids elsewhere; a per cent is left for that."""
    table = published(name)
    found = graphs.average(table.patterns, table.counts, Settings())
    told = found.quantiles(np.array([0.5, 0.025, 0.975])).tolist()
    assert told == pytest.approx([median, low, high], rel=0.01)


@pytest.mark.parametrize(
    ("name", "lower", "upper"),
    [("UKdat_5", 11_763, 25_100), ("UKdat", 12_015, 22_357), ("Ned_5", 47_903, 165_585)],
)
def test_tables_with_two_answers_have_them_told_apart_and_no_headline(
    published, name, lower, upper
):
    told = graphs.fit(published(name)).told
    assert told.is_refused
    low, high = told.modes
    assert low.interval.point == pytest.approx(lower, rel=0.01)
    assert high.interval.point == pytest.approx(upper, rel=0.01)
    assert low.share + high.share == pytest.approx(1)


# --- what is said ----------------------------------------------------------------------------


def verdicts(fitted):
    return {one.code: one.verdict for one in fitted.told.diagnoses}


def test_draws_are_spread_as_the_interval_says():
    found = graphs.fit(of((60, 49, 4, 247, 112, 142, 12)), settings=Settings(draws=20_000))
    told = found.told.interval
    assert np.quantile(found.draws, QUANTILES) == pytest.approx(
        [told.low, told.point, told.high], rel=0.01
    )
    assert found.draws.mean() == pytest.approx(found.told.mean, rel=0.01)


def test_the_same_seed_gives_the_same_draws():
    table = of((60, 49, 4, 247, 112, 142, 12))
    first, again, other = (graphs.fit(table, seed=seed) for seed in (3, 3, 4))
    assert first.told == again.told
    assert (first.draws == again.draws).all()
    assert (first.draws != other.draws).any()


def test_many_tables_at_once_give_what_each_gives():
    counts = np.array([[60, 49, 4, 247, 112, 142, 12], [50, 40, 5, 200, 90, 100, 10]])
    patterns = of(counts[0]).patterns
    found = graphs.averaged(patterns, counts, draws=5)
    assert found.draws.shape == (2, 5)
    for row, table in enumerate(counts):
        alone = graphs.fit(of(table)).told
        told = (found.mean[row], found.median[row], found.low[row], found.high[row])
        assert told == pytest.approx(
            (alone.mean, alone.interval.point, alone.interval.low, alone.interval.high)
        )


def test_where_the_cap_decides_the_upper_end_there_is_no_answer():
    found = graphs.fit(of((30, 40, 2)), settings=Settings(most_missing=300))
    assert found.told.is_refused
    assert found.draws is None
    assert verdicts(found)["cap"] is Verdict.FAILS


def test_a_cap_with_some_probability_near_it_is_said_to_be_doubtful():
    found = graphs.fit(of((30, 40, 2)), settings=Settings(most_missing=3_000))
    assert verdicts(found)["cap"] is Verdict.DOUBTFUL
    assert not found.told.is_refused


def test_two_lists_are_answered_with_a_warning():
    found = graphs.fit(of((80, 80, 320), "AB"))
    assert verdicts(found)["two-lists"] is Verdict.DOUBTFUL
    assert found.told.interval.low < 500 < found.told.interval.high


@pytest.mark.parametrize(
    ("table", "code"),
    [
        (of((4,)), "too-few-lists"),
        (of((0,) * 7), "nobody-seen"),
        (of((20, 30, 0, 40, 0, 0, 0)), "no-overlap"),
        (Inclusions(tuple("ABCDEFGHIJKL"), np.eye(12, dtype=np.bool_), np.ones(12, dtype=np.int64)), "too-many-lists"),
        (Inclusions((), np.zeros((0, 0), dtype=np.bool_), np.zeros(0, dtype=np.int64)), "too-few-lists"),
    ],
)  # fmt: skip
def test_tables_that_say_nothing_are_refused_with_the_reason(table, code):
    found = graphs.fit(table)
    assert found.told.is_refused
    assert found.draws is None
    (reason,) = found.told.diagnoses
    assert (reason.code, reason.verdict) == (code, Verdict.FAILS)
    assert reason.says.endswith(".")


def test_thousand_millions_of_people_are_no_matter():
    counts = np.array([60, 49, 4, 247, 112, 142, 12])
    found = graphs.fit(of(counts * 10**9)).told
    less = graphs.fit(of(counts * 10**5)).told
    assert found.interval.point == pytest.approx(less.interval.point * 10**4, rel=1e-4)
    assert (found.interval.high - found.interval.low) / found.interval.point < 1e-3


def test_what_it_rests_on_is_told():
    told = dict(graphs.fit(of((60, 49, 4, 247, 112, 142, 12)), seed=7).told.settings)
    assert told["delta"] == "0.125"
    assert told["saturated graph"] == "left out"
    assert told["most missing"] == "62600"
    assert told["seed"] == "7"


@pytest.mark.parametrize(
    "wrong",
    [{"delta": 0.0}, {"missing": Missing.GAMMA}, {"gamma": (1.0, 1.0)}, {"most_missing": 0}],
)
def test_settings_that_mean_nothing_are_refused(wrong):
    with pytest.raises(ValueError, match=r"\w"):
        Settings(**wrong)


def test_a_flat_prior_says_more_than_a_reciprocal_one():
    table = of((60, 49, 4, 247, 112, 142, 12))
    flat, falling = (
        graphs.average(table.patterns, table.counts, Settings(missing=prior, most_missing=500))
        for prior in (Missing.FLAT, Missing.RECIPROCAL)
    )
    assert flat.mean > falling.mean
    ratio = flat.density / falling.density
    assert ratio[174] / ratio[74] == pytest.approx(800 / 700)
