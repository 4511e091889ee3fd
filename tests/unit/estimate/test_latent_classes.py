"""The sampler of latent classes against brute force, and what it may never say."""

import csv
from collections import Counter
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from scipy.special import betainc, gammaln
from scipy.stats import ks_2samp, nbinom

from onrecord.estimate.classes import Settings, fit, fit_many, prior_sensitivity
from onrecord.estimate.classes.checking import checks
from onrecord.estimate.classes.convergence import ess_bulk, ess_tail, r_hat
from onrecord.estimate.classes.fitting import _told
from onrecord.estimate.classes.modes import modes_between, modes_of_chains, valleys
from onrecord.estimate.classes.moves import log_sticks, relabelled, ridden
from onrecord.estimate.classes.running import run
from onrecord.estimate.classes.starts import from_prior
from onrecord.estimate.classes.state import (
    State,
    Tables,
    log_joint,
    log_likelihood,
    log_seen,
    log_sum,
    tables,
)
from onrecord.estimate.classes.staying import Rounds, heaviest_left
from onrecord.estimate.classes.sweep import log_gamma_draws, missing_people, swept
from onrecord.estimate.classes.tempering import tempered
from onrecord.estimate.classes.weighing import between, modes_of_runs, weighed
from onrecord.estimate.inclusion import inclusions
from onrecord.model import InclusionTable, Verdict

QUICK = Settings(classes=3, chains=8, first=1_000, most=4_000, r_hat=1.05, ess=100)


def table(**cells):
    names = tuple("ABCDEFGH"[: len(next(iter(cells))) - 1])
    held = tuple((pattern[1:], count) for pattern, count in cells.items())
    return inclusions(InclusionTable(lists=names, cells=held))


def population(sizes, chances, seed):
    random = np.random.default_rng(seed)
    rows = np.concatenate(
        [random.random((n, len(p))) < p for n, p in zip(sizes, chances, strict=True)]
    )
    cells = Counter("".join("01"[int(one)] for one in row) for row in rows if row.any())
    names = tuple("ABCDEFGH"[: rows.shape[1]])
    return inclusions(InclusionTable(lists=names, cells=tuple(cells.items())))


def published(shared, name):
    path = shared / "mse" / f"{name}.csv"
    if not path.exists():
        pytest.skip("the published tables are not beside this checkout")
    names, *rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
    cells = {"".join(row[:-1]): int(row[-1]) for row in rows if "1" in row[:-1]}
    return inclusions(InclusionTable(lists=tuple(names[:-1]), cells=tuple(cells.items())))


SMALL = table(c100=4, c010=3, c001=3, c110=2, c111=1)
TWO_CLASSES = population([1200, 300], [[0.2, 0.25, 0.3, 0.2], [0.8, 0.7, 0.9, 0.75]], 3)


# --- conditional distributions -------------------------------------------------------------


def test_the_likelihood_is_the_sum_over_every_number_missing():
    held = tables([SMALL], 50.0)
    state = from_prior(6, 3, 3, (0.25, 0.25), np.random.default_rng(5))
    cells = log_sum(log_joint(held, state))
    ours = log_likelihood(cells, log_seen(state.log_weights, state.log_out), held.counts)[0]
    seen, missing = SMALL.seen, np.arange(400_000)
    terms = gammaln(missing + seen) - gammaln(missing + 1.0)
    for chain in range(6):
        unseen, listed = cells[0, chain, 0], cells[0, chain, 1:] @ held.counts[0, 1:]
        if unseen > np.log(0.999):
            continue  # the sum has not ended by then
        whole = log_sum(terms + missing * unseen) + listed - gammaln(seen)
        assert ours[chain] == pytest.approx(whole, abs=1e-6)


def test_the_number_missing_is_negative_binomial_and_never_above_its_cap():
    held = tables([SMALL], 2.0)  # 13 are seen, so at most 26 are missing
    state = State(
        np.log(np.full((1, 20_000, 2), 0.5)),
        np.log(np.full((1, 20_000, 2, 3), 0.2)),
        np.log(np.full((1, 20_000, 2, 3), 0.8)),
        np.ones((1, 20_000)),
        np.zeros((1, 20_000)),
    )
    drawn = missing_people(held, state, log_joint(held, state), np.random.default_rng(1))[0]
    expected = nbinom(13, 1 - 0.8**3).pmf(np.arange(27))
    expected /= expected.sum()
    found = np.bincount(drawn.astype(int), minlength=27) / len(drawn)
    assert len(found) == 27
    assert np.abs(found - expected).max() < 4 * np.sqrt(expected.max() / len(drawn))


def test_a_cap_that_is_nearly_always_passed_is_kept_by_inversion():
    held = tables([SMALL], 1.0)
    chance = np.full((1, 5_000, 2, 3), 0.02)
    state = State(
        np.log(np.full((1, 5_000, 2), 0.5)),
        np.log(chance),
        np.log1p(-chance),
        np.ones((1, 5_000)),
        np.zeros((1, 5_000)),
    )
    drawn = missing_people(held, state, log_joint(held, state), np.random.default_rng(1))[0]
    expected = nbinom(13, 1 - 0.98**3).pmf(np.arange(14))
    expected /= expected.sum()
    assert drawn.max() == 13
    assert drawn.mean() == pytest.approx(expected @ np.arange(14), abs=0.1)


def test_gamma_draws_of_a_tiny_shape_do_not_underflow():
    drawn = log_gamma_draws(np.full(2_000, 1e-6), np.random.default_rng(2))
    assert np.isfinite(drawn).all()
    # the logarithm of such a draw is about -E / shape, E exponential
    assert -np.median(drawn) * 1e-6 == pytest.approx(np.log(2), rel=0.1)


def test_the_density_of_the_sticks_is_that_of_their_beta_distributions():
    random = np.random.default_rng(4)
    sticks, alpha = random.uniform(0.1, 0.9, 3), 0.7
    left = np.concatenate([[1.0], np.cumprod(1 - sticks)])
    weights = np.log(np.append(sticks, 1.0) * left)
    brute = 3 * np.log(alpha) + (alpha - 1) * np.log(1 - sticks).sum() - np.log(left[:3]).sum()
    assert log_sticks(weights, np.array(alpha)) == pytest.approx(brute)


# --- whole moves ---------------------------------------------------------------------------


def same_spread(one, other, *, at_least=1e-3):
    first, second = np.sort(one.log_weights[..., 0].ravel()), other.log_weights[..., 0].ravel()
    pairs = [
        (first, second),
        (one.log_weights.max(-1).ravel(), other.log_weights.max(-1).ravel()),
        (np.maximum(one.log_weights[..., -1], -1e3), np.maximum(other.log_weights[..., -1], -1e3)),
        (one.log_in[..., 0, 0].ravel(), other.log_in[..., 0, 0].ravel()),
        (one.log_out[..., 1, :].sum(-1).ravel(), other.log_out[..., 1, :].sum(-1).ravel()),
        (np.log(one.alpha).ravel(), np.log(other.alpha).ravel()),
        tuple(log_seen(s.log_weights, s.log_out).ravel() for s in (one, other)),
    ]
    for at, (left, right) in enumerate(pairs):
        chance = ks_2samp(np.ravel(left), np.ravel(right)).pvalue
        assert chance > at_least, f"statistic {at}: {chance}"


def test_rides_and_new_labels_leave_the_prior_as_it_is():
    nobody = Tables(np.zeros((1, 1, 1, 3)), np.zeros((1, 1), dtype=np.int64), np.full((1, 1), 1e9))
    prior, random = (1.0, 1.0), np.random.default_rng(6)
    state = from_prior(6_000, 3, 3, prior, random)
    for _ in range(15):
        state, _ = ridden(nobody, state, log_joint(nobody, state), 2, random)
        state = relabelled(state, random)
    same_spread(state, from_prior(6_000, 3, 3, prior, np.random.default_rng(7)))


def made_tables(state, people, cap, random):
    """A table of `people` seen for each chain of the prior (Geweke 2004: data given draws)."""
    patterns = np.array(list(product([0.0, 1.0], repeat=3)))
    held = Tables(np.tile(patterns, (len(state.alpha), 1, 1, 1)), None, cap)
    cells = np.exp(log_sum(log_joint(held, state))[:, 0, 1:])
    counts = random.multinomial(people, cells / cells.sum(axis=1, keepdims=True))
    return Tables(held.patterns, np.pad(counts, ((0, 0), (1, 0))), cap)


def from_prior_under_cap(amount, people, cap, random):
    """Draws of the prior as the cap leaves it, one table each."""
    state = from_prior(3 * amount, 3, 3, (1.0, 1.0), random)
    under = betainc(people, cap + 1, np.exp(log_seen(state.log_weights, state.log_out)))[0]
    kept = np.flatnonzero(random.random(len(under)) < under)[:amount]
    chosen = state.chosen(kept)
    return State(*(np.swapaxes(getattr(chosen, name), 0, 1) for name in State.__slots__))


def test_draws_and_data_made_from_each_other_keep_to_the_prior():
    """Geweke 2004: a wrong conditional anywhere in the sweep would shift the draws."""
    random, amount, people, cap = np.random.default_rng(8), 3_000, 15, 60.0
    state = from_prior_under_cap(amount, people, cap, random)
    assert len(state.alpha) == amount
    caps = np.full((amount, 1), cap)
    for _ in range(12):
        held = made_tables(state, people, caps, random)
        state = swept(held, state, (1.0, 1.0), 1, random)
    same_spread(state, from_prior_under_cap(amount, people, cap, np.random.default_rng(9)))


# --- against brute force -------------------------------------------------------------------


@pytest.fixture(scope="module")
def brute():
    """The posterior of a small table by 300,000 draws of the prior."""
    held, random = tables([SMALL], 20.0), np.random.default_rng(10)
    state = from_prior(300_000, 3, 3, (0.25, 0.25), random)
    seen = log_seen(state.log_weights, state.log_out)
    logs = log_likelihood(log_sum(log_joint(held, state)), seen, held.counts)[0]
    logs += np.log(betainc(SMALL.seen, held.cap[0, 0] + 1, np.exp(seen[0])))
    weights = np.exp(logs - logs.max())
    kept = random.choice(len(weights), size=4_000, p=weights / weights.sum())
    chosen = state.chosen(kept)
    missing = missing_people(held, chosen, log_joint(held, chosen), random)[0]
    return log_sum(logs) - np.log(len(logs)), missing + SMALL.seen


def test_chains_find_what_brute_force_finds(brute):
    held = tables([SMALL], 20.0)
    settings = Settings(classes=3, chains=16, first=2_400, most=2_400)
    found = run(held, settings, np.random.default_rng(1), lambda _: None, lambda: False)[0]
    for people in (14, 16, 20, 30, 60, 120):
        ours = (found.missing + SMALL.seen <= people).mean()
        assert ours == pytest.approx((brute[1] <= people).mean(), abs=0.03), people


def test_tempered_runs_find_what_brute_force_finds(brute):
    held = tables([SMALL], 20.0)
    settings = Settings(classes=3, particles=2_000, sweeps=3)
    cloud = tempered(held, settings=settings, random=np.random.default_rng(2))
    assert cloud.log_evidence == pytest.approx(brute[0], abs=0.15)
    for people in (14, 16, 20, 30, 60, 120):
        ours = (cloud.missing + SMALL.seen <= people).mean()
        assert ours == pytest.approx((brute[1] <= people).mean(), abs=0.04), people


# --- convergence ---------------------------------------------------------------------------


def test_draws_that_hang_together_are_worth_as_much_as_theory_says():
    random, hold = np.random.default_rng(3), 0.8
    chains = np.zeros((4, 20_000))
    for at in range(1, chains.shape[1]):
        chains[:, at] = hold * chains[:, at - 1] + random.standard_normal(4)
    assert ess_bulk(chains) == pytest.approx(chains.size * (1 - hold) / (1 + hold), rel=0.15)
    assert ess_tail(chains) < chains.size
    assert r_hat(chains) < 1.01


def test_chains_of_one_middle_and_two_spreads_do_not_agree():
    chains = np.random.default_rng(1).standard_normal((4, 1_000)) * [[1], [1], [1], [8]]
    assert r_hat(chains) > 1.1


# --- separate answers ----------------------------------------------------------------------


def test_two_peaks_with_a_valley_are_two_modes_and_one_peak_with_a_tail_is_one():
    random = np.random.default_rng(2)
    one = np.exp(random.gamma(4.0, 0.1, (4, 4_000)) + 9)
    two = np.where(random.random(one.shape) < 0.3, one / 4, one)
    assert valleys(one) == ()
    modes = modes_between(two, valleys(two), 0.95)
    assert [round(mode.share, 1) for mode in modes] == [0.3, 0.7]
    assert all(mode.is_weighed for mode in modes)


def test_modes_of_chains_have_their_share_of_the_chains():
    middles = np.array([100, 100, 100, 400])[:, None]
    modes = modes_of_chains(np.random.default_rng(1).normal(middles, 5, (4, 500)), 0.95)
    assert [(mode.share, mode.is_weighed) for mode in modes] == [(0.75, False), (0.25, False)]
    assert between(modes) == pytest.approx([200], rel=0.02)


def test_weights_of_modes_are_told_only_where_tempered_runs_agree():
    settings = replace(QUICK, clouds=2, particles=300, sweeps=2)
    found = weighed(tables([SMALL], 20.0), (30.0,), settings, np.random.SeedSequence(1))
    assert found.shares.sum(axis=1) == pytest.approx([1, 1])
    told = modes_of_runs(found, (30.0,), 0.95)
    assert sum(mode.share for mode in told) == pytest.approx(1)
    assert found.agree
    assert not replace(found, shares=np.array([[0.9, 0.1], [0.5, 0.5]])).agree
    assert not replace(found, log_evidence=np.array([0.0, 4.0])).agree


# --- places that chains left ---------------------------------------------------------------


def rounds_of(*there, near=100.0, away=900.0):
    """Rounds of 1,000, 2,000, 4,000 … iterations: for each, which of 24 chains are near, not away."""
    random = np.random.default_rng(4)
    missing = []
    for chains in there:
        middle = np.full((24, 1), away)
        middle[list(chains)] = near
        missing.append(random.normal(middle, 20.0, (24, 1_000)))
    return Rounds(tuple(missing), tuple(1_000 * 2**at for at in range(len(there))), 1_000)


def test_a_place_that_chains_left_and_none_came_back_to_is_weighed_by_how_long_they_stayed():
    stay = heaviest_left(rounds_of([1, 2, 3], []))
    assert (stay.chains, stay.iterations, stay.returns) == (3, 2_000, 0)
    # Three times the stay over 24 chains of 2,000 iterations elsewhere: the rule of three.
    assert stay.share == pytest.approx(2.996 * 2_000 / (2.996 * 2_000 + 48_000), rel=0.001)
    later = heaviest_left(rounds_of([1, 2, 3], [], [], []))
    assert later.iterations == 2_000
    assert later.share == pytest.approx(2.996 * 2_000 / (2.996 * 2_000 + 336_000), rel=0.001)
    longer = heaviest_left(rounds_of([1, 2, 3], [3], [], []))
    assert longer.share > later.share


def test_places_to_which_chains_often_come_back_or_where_most_are_were_not_left():
    assert heaviest_left(rounds_of([], [])) is None
    assert heaviest_left(rounds_of([1, 2, 3], [5, 6, 7, 8])) is None
    never, once = (rounds_of([1, 2, 3], [], back, [], []) for back in ([], [1]))
    assert heaviest_left(once).share > heaviest_left(never).share
    again = heaviest_left(rounds_of([], [5], []))
    assert (again.chains, again.iterations) == (1, 2_000)


def test_chains_that_agree_by_having_left_a_place_get_no_headline():
    """The place that they left is never seen again, and may weigh much all the same."""
    held = tables([SMALL], 20.0)
    chains = run(held, replace(QUICK, first=400, most=400), np.random.default_rng(1),
                 lambda _: None, lambda: False)[0]  # fmt: skip
    good = replace(chains, r_hat=1.0, bulk=5_000.0, tail=5_000.0)
    assert good.has_converged(QUICK)
    heavy = replace(good, left=heaviest_left(rounds_of([1, 2, 3], [])))
    light = replace(heavy, left=replace(heavy.left, share=0.001))
    assert not heavy.has_converged(QUICK)
    assert light.has_converged(QUICK)
    told = [_told(held, one, (1, np.random.SeedSequence(1)), 0.95, QUICK).told
            for one in (heavy, light)]  # fmt: skip
    by_code = [{one.code: one for one in each.diagnoses}["modes-left"] for each in told]
    assert told[0].is_refused
    assert [round(mode.interval.point, -2) for mode in told[0].modes] == [100, 900]
    assert by_code[0].verdict is Verdict.FAILS
    assert "never came back" in by_code[0].says
    assert by_code[1].verdict is Verdict.DOUBTFUL


# --- what people are told ------------------------------------------------------------------


@pytest.fixture(scope="module")
def two_classes():
    return fit(TWO_CLASSES, seed=1, settings=QUICK)


def test_a_population_of_known_size_is_found(two_classes):
    span = two_classes.told.interval
    assert span.low < 1_500 < span.high
    assert two_classes.draws.min() >= TWO_CLASSES.seen
    assert np.median(two_classes.draws) == pytest.approx(span.point, rel=0.02)
    by_code = {one.code: one for one in two_classes.told.diagnoses}
    assert by_code["r-hat"].verdict is Verdict.HOLDS
    assert by_code["posterior-predictive"].verdict is Verdict.HOLDS
    assert two_classes.told.density


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others():
    brief = replace(QUICK, first=400, most=400, r_hat=9.0, ess=1.0)
    one, again, other = (fit(TWO_CLASSES, seed=seed, settings=brief) for seed in (1, 1, 2))
    assert again.told == one.told
    assert again.draws.tobytes() == one.draws.tobytes()
    assert other.draws.tobytes() != one.draws.tobytes()


def test_the_order_of_the_lists_changes_nothing_but_chance(two_classes):
    turned = replace(
        TWO_CLASSES, lists=TWO_CLASSES.lists[::-1], patterns=TWO_CLASSES.patterns[:, ::-1]
    )
    span = fit(turned, seed=5, settings=QUICK).told.interval
    assert span.point == pytest.approx(two_classes.told.interval.point, rel=0.03)
    assert span.high == pytest.approx(two_classes.told.interval.high, rel=0.08)


def test_tables_of_several_lists_come_back_in_their_order():
    two = inclusions(InclusionTable(lists=("A", "B"), cells=(("10", 5), ("11", 2))))
    none = inclusions(InclusionTable(lists=("A", "B", "C"), cells=()))
    quick = replace(QUICK, first=400, most=400)
    fitted = fit_many([two, TWO_CLASSES, none, SMALL], seed=1, settings=quick)
    codes = [{one.code for one in fitted_one.told.diagnoses} for fitted_one in fitted]
    assert "too-few-lists" in codes[0]
    assert "nobody" in codes[2]
    assert all("r-hat" in codes[at] for at in (1, 3))
    assert fit_many([]) == ()


def test_what_is_stopped_is_refused_and_says_so():
    told_shares = []
    fitted = fit(
        TWO_CLASSES,
        settings=QUICK,
        progress=told_shares.append,
        stopping=lambda: len(told_shares) > 3,
    )
    assert fitted.told.is_refused
    assert fitted.draws is None
    assert fitted.told.diagnoses[-1].code == "stopped"
    assert told_shares == sorted(told_shares)
    assert told_shares[-1] == 1.0


def test_a_run_whose_time_is_up_is_refused():
    fitted = fit(TWO_CLASSES, settings=replace(QUICK, seconds=0.0))
    assert "stopped" in {one.code for one in fitted.told.diagnoses}
    assert ("seconds", "0") in fitted.told.settings


def test_an_end_that_the_cap_sets_is_no_answer():
    barely = table(c100=40, c010=30, c001=20, c110=1)
    fitted = fit(barely, settings=replace(QUICK, first=600, most=2_400, cap_times=3.0))
    by_code = {one.code: one for one in fitted.told.diagnoses}
    assert by_code["cap"].verdict is Verdict.FAILS
    assert fitted.told.is_refused


def test_other_priors_come_as_variations():
    quick = replace(QUICK, first=200, most=200, chains=4)
    found = prior_sensitivity(SMALL, settings=quick)
    assert [one.kind for one in found] == ["prior"] * 4
    assert found[0].what == "alpha gamma(1, 1)"
    assert ("classes at most", "6") in found[3].estimates[0].settings


def test_a_model_that_cannot_make_the_table_is_found_out():
    pairs_shun = population([800, 800], [[0.9, 0.9, 0.05, 0.05], [0.05, 0.05, 0.9, 0.9]], 1)
    settings = Settings(classes=2, chains=4, first=600, most=600)
    held = tables([pairs_shun], 20.0)
    chains = run(held, settings, np.random.default_rng(1), lambda _: None, lambda: False)[0]
    alone = State(  # one class where two are needed
        np.broadcast_to([0.0, -200.0], chains.states.log_weights.shape),
        np.log(np.full_like(chains.states.log_in, 0.475)),
        np.log(np.full_like(chains.states.log_in, 0.525)),
        chains.states.alpha,
        np.full_like(chains.states.missing, 100.0),
    )
    random = np.random.default_rng(2)
    fits, fails = checks(held, chains.states, random), checks(held, alone, random)
    assert min(fits.cells, fits.lists, fits.times) > 0.02
    assert fails.cells < 0.01
    assert fails.times < 0.1 < fits.times


@pytest.mark.parametrize("wrong", [{"classes": 1}, {"chains": 2}, {"most": 10}, {"cap_times": 0}])
def test_settings_that_mean_nothing_are_refused(wrong):
    with pytest.raises(ValueError, match="latent classes"):
        Settings(**wrong)


# --- floors of quality ---------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(2))
def test_kosovo_on_a_short_budget_is_refused_or_right(shared, seed):
    """10,401 is the near-census of the Kosovo Memory Book."""
    fitted = fit(
        published(shared, "kosovo"), seed=seed, settings=Settings(chains=8, first=1_000, most=2_000)
    )
    span = fitted.told.interval
    assert span is None or (span.low < 10_401 < span.high and 9_800 < span.point < 11_100)
    assert span or fitted.told.modes


@pytest.mark.parametrize("name", ["UKdat_5", "Ned_5"])
def test_a_table_between_whose_answers_chains_do_not_move_gets_no_headline(shared, name):
    fitted = fit(published(shared, name), settings=Settings(chains=16, first=1_000, most=1_000))
    assert fitted.told.is_refused
    assert fitted.draws is None
    assert len(fitted.told.modes) > 1
    assert sum(mode.share for mode in fitted.told.modes) == pytest.approx(1)
    assert not any(mode.is_weighed for mode in fitted.told.modes)
