"""How many nobody listed, by classes of unlike visibility: an answer, or the answers apart."""

from dataclasses import replace

import numpy as np

from onrecord.estimate.classes import Settings, fit
from onrecord.estimate.inclusion import inclusions
from onrecord.model import InclusionTable, Verdict

BRIEF = Settings(classes=3, chains=8, first=1_000, most=4_000, r_hat=1.05, ess=100)


def listed(*classes, seed):
    """Who is on which lists, of people in classes: (how many, chance to be on each list)."""
    random = np.random.default_rng(seed)
    cells = {}
    for people, chances in classes:
        for row in random.random((people, len(chances))) < chances:
            pattern = "".join("01"[int(on)] for on in row)
            cells[pattern] = cells.get(pattern, 0) + 1
    cells.pop("0" * len(classes[0][1]))
    names = tuple("ABCDEFG"[: len(classes[0][1])])
    return inclusions(InclusionTable(lists=names, cells=tuple(sorted(cells.items()))))


def test_people_of_unlike_visibility_are_counted_where_chains_agree():
    """
    Of 1,500 people 300 are well known and on most lists, the others on few. Who takes all for
    alike counts too few of them. With classes the interval holds the true number, and the
    diagnoses say why it may be believed.
    """
    table = listed((1200, [0.2, 0.25, 0.3, 0.2]), (300, [0.8, 0.7, 0.9, 0.75]), seed=3)
    told = fit(table, seed=1, settings=BRIEF).told
    assert told.interval.low < 1500 < told.interval.high
    verdicts = {one.code: one.verdict for one in told.diagnoses}
    assert verdicts["r-hat"] is verdicts["ess"] is verdicts["modes"] is Verdict.HOLDS
    assert ("seed", "1") in told.settings


def test_chains_that_do_not_agree_give_no_answer():
    """The first few iterations still remember where the chains began: nothing is told of them."""
    table = listed((900, [0.03, 0.05, 0.04]), (100, [0.8, 0.7, 0.9]), seed=2)
    told = fit(table, settings=replace(BRIEF, first=200, most=200, r_hat=1.02, ess=400)).told
    assert told.is_refused
    assert told.mean is None
    assert {one.code for one in told.diagnoses if one.verdict is Verdict.FAILS} >= {"ess"}


def test_an_upper_end_that_only_the_cap_sets_is_no_answer():
    """
    With one person on two lists nearly any number fits. The prior's cap on the number missing
    would then be the answer, and so there is none.
    """
    cells = (("100", 40), ("010", 30), ("001", 20), ("110", 1))
    table = inclusions(InclusionTable(lists=("A", "B", "C"), cells=cells))
    told = fit(table, settings=replace(BRIEF, first=600, most=2_400, cap_times=3.0)).told
    assert told.is_refused
    cap = next(one for one in told.diagnoses if one.code == "cap")
    assert cap.verdict is Verdict.FAILS


def test_two_lists_are_too_few():
    """Two lists cannot tell people whom lists hardly reach from lists that avoid each other."""
    cells = (("10", 20), ("01", 30), ("11", 10))
    told = fit(inclusions(InclusionTable(lists=("A", "B"), cells=cells))).told
    assert told.is_refused
    assert told.diagnoses[0].code == "too-few-lists"
