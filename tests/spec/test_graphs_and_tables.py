"""How many nobody listed: what averaging over graphs, log-linear models and Chao's bound say."""

import numpy as np
import pytest

from onrecord.estimate import chao, graphs, loglinear
from onrecord.estimate.inclusion import inclusions
from onrecord.estimate.loglinear import Choice
from onrecord.model import InclusionTable, Verdict

# Infants with spina bifida in New York State, 1969 to 1974 (Madigan and York 1997, table 1):
# on birth certificates, death certificates and lists of rehabilitation.
SPINA_BIFIDA = """
    birth 247 | death 49 | rehabilitation 60 | birth death 142
    birth rehabilitation 112 | death rehabilitation 4 | birth death rehabilitation 12
"""


def table(text, lists):
    """Read cells like `birth death 142` into a table of inclusion."""
    cells = []
    for cell in text.replace("|", "\n").split("\n"):
        if cell.strip():
            *on, count = cell.split()
            cells.append(("".join("01"[name in on] for name in lists), int(count)))
    return inclusions(InclusionTable(lists=tuple(lists), cells=tuple(cells)))


@pytest.fixture(scope="module")
def infants():
    return table(SPINA_BIFIDA, ["birth", "death", "rehabilitation"])


def codes(fitted, verdict):
    return {one.code for one in fitted.told.diagnoses if one.verdict is verdict}


def test_madigan_and_york_infants_are_731(infants):
    """
    626 infants are on some list. With the paper's prior (about 725 expected, little weight) the
    likeliest graph has a probability of 0.37 and says 731, its likeliest number is 729; the
    average over all graphs says 731 and 728.
    """
    prior = graphs.Settings(
        delta=1.0,
        missing=graphs.Missing.GAMMA,
        gamma=(13.14, 55.17),
        most_missing=300,
        with_saturated=True,
    )
    averaged = graphs.average(infants.patterns, infants.counts, prior)
    best = int(averaged.shares.argmax())
    alone = graphs.average(infants.patterns, infants.counts, prior, only=best)
    assert round(averaged.shares[best], 2) == 0.37
    assert (round(alone.estimate), alone.mode) == (731, 729)
    assert (round(averaged.estimate), averaged.mode) == (731, 728)


def test_which_lists_depend_on_each_other_is_weighed_and_told(infants):
    """No graph is chosen: each has a probability, and the likeliest are named."""
    told = graphs.fit(infants).told
    (said,) = [one.says for one in told.diagnoses if one.code == "graphs"]
    assert said.startswith("Of 7 graphs the likeliest are: ")
    assert told.interval.low < told.interval.point < told.interval.high


def test_the_graph_that_learns_nothing_is_left_out_and_what_it_would_say_is_told(infants):
    """If every list may depend on every other in any way, lists say nothing of the missing."""
    (said,) = [one for one in graphs.fit(infants).told.diagnoses if one.code == "saturated"]
    assert "was left out; with it" in said.says


# A heap of 1,470 made-up people; a quarter of them are easily found, and not by the same lists.
TORN = """
    A 79 | B 269 | A B 52 | C 17 | A C 5 | B C 17 | A B C 20 | D 103
    A D 16 | B D 36 | A B D 40 | C D 5 | A C D 9 | B C D 6 | A B C D 27
"""


def test_separate_answers_of_graphs_are_listed_and_no_interval_spans_the_valley():
    """
    Half of the probability lies near 965, half near 1,441, next to none between.

    One interval from 900 to 1,600 with its middle in the valley would say what no graph says.
    """
    fitted = graphs.fit(table(TORN, "ABCD"))
    told = fitted.told
    assert told.is_refused
    assert told.mean is None
    assert codes(fitted, Verdict.FAILS) == {"modes"}
    assert [(mode.interval.point, round(mode.share, 2)) for mode in told.modes] == [
        (965, 0.49),
        (1441, 0.51),
    ]
    assert all(mode.is_weighed for mode in told.modes)
    assert told.modes[0].interval.high < told.modes[1].interval.low


def test_one_answer_of_graphs_is_said_to_be_one(infants):
    (said,) = [one for one in graphs.fit(infants).told.diagnoses if one.code == "modes"]
    assert (said.verdict, said.says) == (Verdict.HOLDS, "There is one answer.")


def test_steps_bring_in_the_pair_that_chance_explains_least():
    """People on A are often on B too; C goes by itself. The pair A–B comes into the model."""
    found = loglinear.fit(table("A 60 | B 50 | C 80 | A B 90 | A C 12 | B C 11 | A B C 16", "ABC"))
    (said,) = [one.says for one in found.told.diagnoses if one.code == "model"]
    assert said == "The model: A–B."


def test_bic_weighs_every_model_and_names_the_next_best():
    lists = table("A 60 | B 50 | C 80 | A B 90 | A C 12 | B C 11 | A B C 16", "ABC")
    found = loglinear.fit(lists, settings=loglinear.Settings(choice=Choice.CRITERION))
    (said,) = [one.says for one in found.told.diagnoses if one.code == "model"]
    assert said.startswith("The model: A–B. Of 8 models the next best, ")


def test_a_model_without_a_likeliest_number_is_not_tried():
    """
    Chan, Silverman and Vincent (2021), table 2: A 40, B 30, C 20, on A and B 6.

    With A–B in the model no number is the likeliest; without it, or with A–C or B–C, where
    nobody is on both, one is.
    """
    lists = table("A 40 | B 30 | C 20 | A B 6", "ABC")
    found = loglinear.design(3)
    counts, checks = found.counts(lists), loglinear.Checks(found.matrix)
    both = {0b011: "A–B", 0b101: "A–C", 0b110: "B–C"}
    exists = {
        name: checks.check(counts, found.main | (found.terms == pair)).exists
        for pair, name in both.items()
    }
    assert exists == {"A–B": False, "A–C": True, "B–C": True}
    assert loglinear.fit(lists).told.interval.point == pytest.approx(539.1, abs=0.1)


def test_an_interval_counts_the_choice_of_the_model_too():
    """The model is chosen anew in each sample; with the model fixed the interval is shorter."""
    lists = table("A 60 | B 50 | C 80 | A B 30 | A C 12 | B C 11 | A B C 6", "ABC")
    chosen = loglinear.fit(lists).told.interval
    fixed = loglinear.fit(lists, settings=loglinear.Settings(choice=Choice.INDEPENDENCE)).told
    assert chosen.high - chosen.low > fixed.interval.high - fixed.interval.low


def test_lists_that_have_nobody_in_common_say_nothing():
    """Every model gives the same reason, and no number."""
    apart = table("A 40 | B 30 | C 20", "ABC")
    for fitted in (graphs.fit(apart), loglinear.fit(apart), chao.fit(apart)):
        assert fitted.told.is_refused
        assert codes(fitted, Verdict.FAILS) == {"no-overlap"}


def test_chao_says_at_least_how_many(infants):
    """
    f₁ = 356 are on one list, f₂ = 258 on two: at least 626 + 2/3 · 356 · 355 / (2 · 259) = 789.
    """
    told = chao.fit(infants).told
    assert told.is_lower_bound
    assert round(told.interval.point) == 789


def test_strata_can_be_summed_by_their_draws(infants):
    """Draws have the interval's ends as quantiles, so that sums keep what is not known."""
    for fitted in (graphs.fit(infants, seed=1), loglinear.fit(infants, seed=1)):
        ends = np.quantile(fitted.draws, [0.025, 0.975])
        told = fitted.told.interval
        assert ends == pytest.approx([told.low, told.high], rel=0.02)
