"""Log-linear models, held against other ways to find the same and against published figures."""

from itertools import combinations
from time import process_time

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog, minimize
from scipy.stats import poisson

from onrecord.estimate import loglinear
from onrecord.estimate.inclusion import Inclusions
from onrecord.estimate.loglinear import Checks, Choice, Settings, design, hierarchical
from onrecord.estimate.loglinear.bootstrap import Again, again
from onrecord.estimate.loglinear.design import named
from onrecord.estimate.loglinear.fitting import fits
from onrecord.estimate.loglinear.stepwise import chosen
from onrecord.model import Verdict

SPINA = (60, 49, 4, 247, 112, 142, 12)


def of(counts):
    """Return a table from counts in the order 0…01, 0…10, 0…11, …"""
    size = int(np.log2(len(counts) + 1))
    patterns = [[sign == "1" for sign in format(n + 1, f"0{size}b")] for n in range(len(counts))]
    return Inclusions(
        tuple("ABCDEFGHIJKL"[:size]), np.array(patterns), np.array(counts, dtype=np.int64)
    )


def model(found, *sets):
    """Return a model with every list's own term and these sets of lists."""
    wanted = {sum(1 << one for one in among) for among in sets}
    return found.main | np.isin(found.terms, list(wanted))


def verdicts(fitted):
    return {one.code: one.verdict for one in fitted.told.diagnoses}


# --- the fit -------------------------------------------------------------------------------


@settings(max_examples=25)
@given(st.lists(st.integers(1, 60), min_size=15, max_size=15), st.integers(0, 2**6 - 1))
def test_the_maximum_is_the_one_that_a_general_optimiser_finds(counts, which):
    found = design(4)
    pairs = [pair for n, pair in enumerate(combinations(range(4), 2)) if which >> n & 1]
    wanted = model(found, *pairs)
    counts = np.array(counts)
    fitted = fits(found.matrix, counts[None], wanted[None])
    matrix = found.matrix[:, wanted]

    def less(terms):
        mean = np.exp(matrix @ terms)
        return (mean - counts * (matrix @ terms)).sum(), matrix.T @ (mean - counts)

    start = np.zeros(matrix.shape[1])
    start[0] = np.log(counts.mean())
    best = minimize(less, start, jac=True, method="BFGS", options={"gtol": 1e-8, "maxiter": 3_000})
    assert fitted.is_proven.all()
    assert less(fitted.terms[0, wanted])[0] <= best.fun + 1e-6
    assert fitted.terms[0, wanted] == pytest.approx(best.x, abs=2e-3)
    sums = fitted.means[0] @ matrix
    assert sums == pytest.approx(counts @ matrix, rel=1e-6)


def test_without_dependence_two_lists_give_lincoln_and_petersen():
    found = loglinear.points(of((80, 80, 320)).patterns, np.array([[80, 80, 320]]))
    assert found[0] == pytest.approx(400 * 400 / 320)


@settings(max_examples=40)
@given(st.lists(st.integers(0, 4), min_size=15, max_size=15), st.integers(0, 2**6 - 1))
def test_a_step_that_proves_a_maximum_and_the_linear_program_agree(counts, which):
    """Sparse tables: the program that is asked here is written out anew, without short cuts."""
    assume(sum(counts))
    found = design(4)
    pairs = [pair for n, pair in enumerate(combinations(range(4), 2)) if which >> n & 1]
    wanted, counts = model(found, *pairs), np.array(counts)
    checks = Checks(found.matrix)
    fitted = fits(found.matrix, counts[None], wanted[None])
    assert checks.exists(counts, wanted) == exists_by_definition(found, counts, wanted)
    if fitted.is_proven[0]:
        assert checks.exists(counts, wanted)
    elif checks.check(counts, wanted):
        pytest.fail("a maximum that exists was not reached")


def exists_by_definition(found, counts, wanted):
    """Whether means with the counts' sums are positive in every cell that may have people."""
    gone = {
        int(term)
        for term, has in zip(found.terms, wanted, strict=True)
        if has
        and not any(n for cell, n in zip(found.cells, counts, strict=True) if cell & term == term)
    }
    cells = [
        n for n, cell in enumerate(found.cells) if not any(cell & term == term for term in gone)
    ]
    left = found.matrix[cells][:, wanted]
    for cell in range(len(cells)):
        goal = np.zeros(len(cells))
        goal[cell] = -1
        best = linprog(goal, A_eq=left.T, b_eq=counts[cells] @ left, bounds=(0, None))
        if best.status == 0 and -best.fun < 1e-6:
            return False
    return True


def test_the_artificial_table_of_chan_and_others_fails_as_they_say():
    """Table 2: with A and B no maximum; with all three pairs terms are not told apart."""
    found = design(3)
    counts = found.counts(of((20, 30, 0, 40, 0, 6, 0)))
    checks = Checks(found.matrix)
    a, b, c = 0, 1, 2
    assert not checks.check(counts, model(found, (a, b), (a, c), (b, c))).is_identified
    assert checks.check(counts, model(found, (a, b), (a, c), (b, c))).exists
    for pairs in ([(a, b)], [(a, b), (a, c)], [(a, b), (b, c)]):
        assert not checks.check(counts, model(found, *pairs)).exists
    for pairs in ([], [(a, c)], [(b, c)], [(a, c), (b, c)]):
        assert checks.check(counts, model(found, *pairs))


def test_the_published_artificial_table_is_that_one(published):
    table = published("Artificial_3")
    assert (
        design(3).counts(table).tolist() == design(3).counts(of((20, 30, 0, 40, 0, 6, 0))).tolist()
    )


# --- models ----------------------------------------------------------------------------------


@pytest.mark.parametrize("lists", [2, 3, 4])
def test_hierarchical_models_are_those_that_have_every_smaller_set(lists):
    found = design(lists, lists - 1)
    ours = {tuple(row) for row in hierarchical(lists, lists - 1)}
    larger = [int(term) for term in found.terms if int(term).bit_count() > 1]
    theirs = set()
    for number in range(2 ** len(larger)):
        held = {term for n, term in enumerate(larger) if number >> n & 1}
        is_whole = all(
            smaller in held
            for term in held
            for smaller in larger
            if smaller != term and smaller & term == smaller
        )
        if is_whole:
            theirs.add(tuple(found.main | np.isin(found.terms, list(held))))
    assert ours == theirs


def test_a_model_is_named_by_its_largest_sets():
    found = design(4, 3)
    words = named(
        found, model(found, (0, 1), (0, 2), (1, 2), (0, 1, 2), (2, 3)), ("a", "b", "c", "d")
    )
    assert words == "c–d, a–b–c"
    assert named(found, found.main, tuple("abcd")) == "no list depends on another"


# --- figures that were published ------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "people"),
    [
        ("UKdat", 11_417.99),
        ("UKdat_5", 11_312.99),
        ("Ned", 111_139.4),
        ("Ned_5", 121_521.6),
        ("NewOrl", 1_183.69),
        ("NewOrl_5", 1_034.15),
        ("Western", 2_483.38),
    ],
)
def test_all_stepwise_estimates_of_chan_and_others_are_reproduced(published, name, people):
    table = published(name)
    found = loglinear.points(table.patterns, table.counts[None])
    assert found[0] == pytest.approx(people, abs=0.05 if people > 100_000 else 0.01)


@pytest.mark.parametrize(
    ("name", "low", "high", "off"),
    [
        ("UKdat_5", 9_367, 15_219, 0.04),
        ("Western", 1_293, 3_670, 0.13),
        ("Ned_5", 48_002, 173_698, 0.06),
    ],
)
def test_their_intervals_are_met_within_chance(published, name, low, high, off):
    """Of the western US the low end is the very lowest sample, which is said to be doubtful."""
    told = loglinear.fit(
        published(name), seed=1, settings=Settings(is_seen_fixed=True)
    ).told.interval
    assert [told.low, told.high] == pytest.approx([low, high], rel=off)


def test_by_bic_kosovo_is_as_ball_and_others_and_silverman_and_others_say(published):
    """Ball and others (2002): 10,356. Silverman and others (2024), one model: 9,100 to 12,000."""
    one = loglinear.fit(
        published("kosovo"), settings=Settings(choice=Choice.CRITERION, top=1, is_seen_fixed=True)
    )
    told = one.told.interval
    assert told.point == pytest.approx(10_356, abs=1)
    assert [told.low, told.high] == pytest.approx([9_100, 12_000], rel=0.01)


def test_a_thousand_samples_of_six_lists_take_less_than_thirty_seconds(published):
    table = published("UKdat")
    start = process_time()
    loglinear.fit(table, settings=Settings(samples=1_000))
    assert process_time() - start < 30


# --- the choice by steps --------------------------------------------------------------------


def test_the_pair_that_is_least_likely_by_chance_comes_in_first():
    """By hand: the chance of each pair's number under a model in which no list depends."""
    counts = np.array([[30, 40, 25, 20, 3, 9, 2]])
    found = design(3)
    fitted = fits(found.matrix, counts, found.main[None])
    chances = {}
    for at in found.pairs:
        both = counts[0] @ found.matrix[:, at]
        mean = fitted.means[0] @ found.matrix[:, at]
        chances[int(at)] = min(poisson.cdf(both, mean), poisson.sf(both - 1, mean))
    first = min(chances, key=chances.get)
    just_above = chances[first] * 1.001
    result = chosen(found, counts, Checks(found.matrix), just_above)
    assert result.models[0, first]
    none = chosen(found, counts, Checks(found.matrix), chances[first] * 0.999)
    assert not none.models[0, found.pairs].any()


@settings(max_examples=20)
@given(st.lists(st.integers(0, 40), min_size=15, max_size=15), st.permutations(range(4)))
def test_the_order_of_lists_changes_nothing(counts, order):
    counts[-1] += 1
    table = of(counts)
    ours = loglinear.points(table.patterns, table.counts[None])
    theirs = loglinear.points(table.patterns[:, order], table.counts[None])
    # Two pairs may be as likely by chance: then the first is taken, whichever it is.
    if not has_ties(counts):
        assert ours == pytest.approx(theirs, rel=1e-6)


def has_ties(counts):
    """Whether a list or a pair of lists cannot be told from another by its numbers."""
    found = design(4)
    sums = np.array(counts) @ found.matrix[:, 1:]
    return len(set(sums[:4].tolist())) < 4


def test_a_batch_gives_what_each_table_gives():
    rng = np.random.default_rng(5)
    tables = rng.poisson(6, size=(40, 15))
    patterns = of(tables[0]).patterns
    together = loglinear.points(patterns, tables)
    alone = [loglinear.points(patterns, table[None])[0] for table in tables]
    assert together == pytest.approx(np.array(alone), rel=1e-9)


@settings(max_examples=15)
@given(st.lists(st.integers(5, 60), min_size=7, max_size=7), st.integers(2, 1_000))
def test_without_dependence_so_many_times_the_people_are_so_many_times_the_number(counts, times):
    chosen_way = Settings(choice=Choice.INDEPENDENCE)
    table = of(counts)
    found = loglinear.points(
        table.patterns, np.array([counts, [n * times for n in counts]]), settings=chosen_way
    )
    assert found[1] == pytest.approx(found[0] * times, rel=1e-6)


def test_a_list_that_nobody_is_on_changes_nothing():
    table = of(SPINA)
    wider = Inclusions(
        ("A", "B", "C", "empty"),
        np.column_stack([table.patterns, np.zeros(7, dtype=np.bool_)]),
        table.counts,
    )
    ours = loglinear.points(table.patterns, table.counts[None])
    theirs = loglinear.points(wider.patterns, wider.counts[None])
    assert ours == pytest.approx(theirs, rel=1e-9)


# --- samples drawn again --------------------------------------------------------------------


def test_without_bias_and_skewness_the_ends_are_plain_quantiles():
    people = np.sort(np.random.default_rng(1).normal(1_000, 50, 5_001))
    found = Again(1_000.0, people, 0.0, 0.0)
    levels = np.array([0.025, 0.5, 0.975])
    assert found.quantiles(levels) == pytest.approx(np.quantile(people, levels))


def test_a_mean_is_corrected_for_its_skewness_as_efron_has_it():
    """The variance of normal numbers: exact limits are those of chi-square (Efron 1987, 4)."""
    people = np.sort(np.random.default_rng(2).chisquare(19, 200_000) / 19)
    found = Again(1.0, people, 0.1081, 0.1081)
    low, high = found.quantiles(np.array([0.05, 0.95]))
    assert (low, high) == pytest.approx((0.630, 1.878), rel=0.02)


def test_the_acceleration_of_a_count_is_a_sixth_of_its_skewness():
    """For a share of n, jackknifed: (1 - 2p) / 6 sqrt(n p (1 - p))."""
    counts = np.array([20, 180])
    found = again(
        0.1,
        counts,
        lambda tables: tables[:, 0] / tables.sum(axis=1),
        samples=200,
        rng=np.random.default_rng(0),
    )
    assert found.acceleration == pytest.approx(0.8 / (6 * np.sqrt(200 * 0.1 * 0.9)), rel=0.02)


def test_samples_without_an_answer_count_as_without_end():
    people = np.array([*range(900, 990), *[np.inf] * 10], dtype=float)
    found = Again(945.0, people, 0.0, 0.0)
    low, high = found.quantiles(np.array([0.05, 0.95]))
    assert low == pytest.approx(905, abs=1)
    assert high == np.inf
    assert found.failed == 0.1
    drawn = found.draws(50, np.random.default_rng(0))
    assert np.isfinite(drawn).all()
    assert drawn.max() == 989


def test_draws_have_the_intervals_ends_as_quantiles():
    found = loglinear.fit(of(SPINA), seed=2)
    told = found.told.interval
    assert np.quantile(found.draws, [0.025, 0.975]) == pytest.approx(
        [told.low, told.high], rel=0.01
    )


def test_the_same_seed_gives_the_same_bytes():
    for choice in Choice:
        first, again_, other = (
            loglinear.fit(of(SPINA), seed=seed, settings=Settings(choice=choice, samples=200))
            for seed in (3, 3, 4)
        )
        assert first.told == again_.told
        assert first.draws.tobytes() == again_.draws.tobytes()
        assert first.draws.tobytes() != other.draws.tobytes()


def test_intervals_cover_the_truth_about_as_often_as_they_say():
    """No list depends on another; 60 tables of 1,000 people, of whom about 880 are seen."""
    rng = np.random.default_rng(11)
    odds = np.array([0.5, 0.6, 0.4])
    inside = {True: 0, False: 0}
    for seed in range(60):
        cells = (rng.random((1_000, 3)) < odds) @ np.array([4, 2, 1])
        table = of(np.bincount(cells, minlength=8)[1:])
        for fixed in inside:
            chosen_way = Settings(choice=Choice.INDEPENDENCE, samples=200, is_seen_fixed=fixed)
            told = loglinear.fit(table, seed=seed, settings=chosen_way).told.interval
            inside[fixed] += told.low <= 1_000 <= told.high
    assert inside[False] >= 54
    assert inside[True] < inside[False]


def test_how_many_are_seen_hardly_matters_where_few_are_seen(published):
    told = loglinear.fit(published("UKdat_5")).told.interval
    assert [told.low, told.high] == pytest.approx([9_367, 15_219], rel=0.1)


# --- what is refused, and what is said --------------------------------------------------------


def test_where_so_many_samples_have_no_answer_there_is_none():
    found = loglinear.fit(of((30, 25, 1)), settings=Settings(samples=200))
    assert found.told.is_refused
    assert found.draws is None
    assert verdicts(found)["samples-without-answer"] is Verdict.FAILS


@pytest.mark.parametrize("choice", list(Choice))
@pytest.mark.parametrize("counts", [(0, 0, 0, 0, 0, 0, 50), (0, 0, 30, 0, 0, 0, 50), (5, 0, 20)])
def test_where_one_list_has_everybody_there_is_no_likeliest_number(counts, choice):
    found = loglinear.fit(of(counts), settings=Settings(choice=choice))
    assert found.told.is_refused
    assert found.draws is None
    (reason,) = found.told.diagnoses
    assert (reason.code, reason.verdict) == ("no-mle", Verdict.FAILS)
    assert "everybody" in reason.says


@pytest.mark.parametrize("choice", list(Choice))
@pytest.mark.parametrize(
    ("table", "code"),
    [
        (of((4,)), "too-few-lists"),
        (of((0,) * 7), "nobody-seen"),
        (of((20, 30, 0, 40, 0, 0, 0)), "no-overlap"),
        (Inclusions(tuple("ABCDEFGHIJKL"), np.eye(12, dtype=np.bool_), np.ones(12, dtype=np.int64)), "too-many-lists"),
    ],
)  # fmt: skip
def test_tables_that_say_nothing_are_refused_with_the_reason(table, code, choice):
    found = loglinear.fit(table, settings=Settings(choice=choice))
    assert found.told.is_refused
    (reason,) = found.told.diagnoses
    assert (reason.code, reason.verdict) == (code, Verdict.FAILS)


@pytest.mark.parametrize("choice", list(Choice))
def test_thousand_millions_of_people_are_no_matter(choice):
    table = of(np.array(SPINA) * 10**9)
    found = loglinear.fit(table, settings=Settings(choice=choice, samples=100)).told
    assert found.interval.high - found.interval.low < found.interval.point * 1e-3


def test_two_lists_are_answered_with_a_warning():
    found = loglinear.fit(of((80, 80, 320)))
    assert verdicts(found)["two-lists"] is Verdict.DOUBTFUL
    assert found.told.interval.low < 500 < found.told.interval.high


def test_lists_with_little_in_common_are_said_to_be_sparse(published):
    assert verdicts(loglinear.fit(published("NewOrl")))["sparse"] is Verdict.DOUBTFUL


def test_the_model_and_the_next_best_are_told():
    found = loglinear.fit(of(SPINA), settings=Settings(choice=Choice.CRITERION))
    (said,) = [one.says for one in found.told.diagnoses if one.code == "model"]
    assert said.startswith("The model: ")
    assert "Of 8 models the next best" in said


def test_a_table_without_anybody_has_no_point():
    patterns = of(SPINA).patterns
    found = loglinear.points(patterns, np.array([SPINA, (0,) * 7]))
    assert np.isfinite(found[0])
    assert np.isinf(found[1])


@pytest.mark.parametrize(
    "wrong", [{"threshold": 1.0}, {"samples": 10}, {"top": 0}, {"order": 0}, {"choice": "best"}]
)
def test_settings_that_mean_nothing_are_refused(wrong):
    with pytest.raises(ValueError, match=r"\w"):
        Settings(**wrong)
