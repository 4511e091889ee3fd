"""Separate answers over several draws of the data."""

import numpy as np
import pytest

from onrecord.estimate.combining import pooled, summed
from onrecord.estimate.inclusion import Fitted
from onrecord.model import Diagnosis, Interval, Method, Mode, ModelEstimate, Verdict


def answer(middle, spread=20.0, *, is_posterior=True, modes=()):
    """Return what a model makes of one draw of the data: a heap about a number."""
    draws = np.random.default_rng(int(middle)).normal(middle, spread, 500)
    interval = Interval(low=middle - 2 * spread, high=middle + 2 * spread, point=middle)
    told = ModelEstimate(
        method=Method.GRAPHS,
        interval=None if modes else interval,
        mean=middle if is_posterior and not modes else None,
        modes=modes,
        diagnoses=(Diagnosis(code="modes", verdict=Verdict.FAILS),) if modes else (),
    )
    return Fitted(told=told, draws=draws)


def torn(low, high):
    """Return a posterior of two answers, as its model tells it."""
    modes = tuple(
        Mode(interval=Interval(low=at - 40, high=at + 40, point=at), share=0.5, is_weighed=True)
        for at in (low, high)
    )
    one = answer(low, modes=modes)
    return Fitted(told=one.told, draws=np.concatenate([one.draws, answer(high).draws]))


def made(*fitted):
    return pooled(fitted, level=0.95, seed=1, what="imputations")


def test_answers_that_draws_of_the_data_put_far_apart_are_listed():
    """Each imputation has one answer, half of them near 1,000 and half near 2,000."""
    told = made(*[answer(at) for at in (1000, 1001, 2000, 2001)]).told
    assert told.is_refused
    assert told.mean is None
    assert [round(mode.interval.point, -2) for mode in told.modes] == [1000, 2000]
    assert [mode.share for mode in told.modes] == pytest.approx([0.5, 0.5], abs=0.02)
    (fails,) = [one for one in told.diagnoses if one.verdict is Verdict.FAILS]
    assert fails.code == "modes"
    assert "2 separate answers" in fails.says
    assert "in 0 of 4 imputations" in fails.says


def test_separate_answers_of_every_draw_are_listed_with_what_all_draws_give_them():
    told = made(*[torn(1000, 2000 + at) for at in range(4)]).told
    assert told.is_refused
    assert len(told.modes) == 2
    assert ("imputations", "4") in told.settings


def test_draws_of_the_data_whose_answers_lie_apart_refuse_even_where_their_heap_fills_the_valley():
    """The valley is in another place each time."""
    told = made(*[torn(1000 + 60 * at, 1500 + 60 * at) for at in range(8)]).told
    assert told.is_refused
    assert told.modes


def test_one_draw_of_many_with_a_second_answer_does_not_refuse():
    """Of fifty imputations one has a little near 1,500: two per cent of all."""
    told = made(*[answer(1000 + at) for at in range(49)], torn(1010, 1500)).told
    assert not told.is_refused
    assert told.interval.low < 1000 < told.interval.high


def test_whole_people_of_a_narrow_posterior_are_no_valleys():
    """All draws are 30, 31 or 32: between whole numbers there is nobody to be expected."""
    numbers = np.random.default_rng(1).choice([30.0, 31.0, 32.0], 900, p=[0.3, 0.4, 0.3])
    told = answer(31, 1.0).told
    assert not made(*[Fitted(told=told, draws=numbers) for _ in range(4)]).told.is_refused


def test_a_bootstrap_of_two_heaps_is_an_interval_still():
    """Its draws are no posterior: they say how far the one most likely number may be off."""
    told = made(*[answer(at, is_posterior=False) for at in (1000, 2000)]).told
    assert not told.is_refused


def added(*fitted):
    return summed(fitted, [f"part {at}" for at in range(len(fitted))], level=0.95, seed=1)


def test_a_sum_of_many_parts_with_two_answers_each_is_one_answer_in_doubt():
    """Ten times 100 or 160: near 1,300 for the most part, and as likely beside it as not."""
    parts = [torn(100, 160) for _ in range(10)]
    told = added(*parts).told
    assert told.interval.low < 1300 < told.interval.high
    assert told.mean == pytest.approx(1300, abs=10)
    assert not [one for one in told.diagnoses if one.verdict is Verdict.FAILS]


def test_a_sum_whose_own_answers_lie_apart_lists_them():
    told = added(torn(1000, 2000), answer(500)).told
    assert told.is_refused
    assert [round(mode.interval.point, -2) for mode in told.modes] == [1500, 2500]


def test_a_part_without_any_draws_leaves_the_sum_without_an_answer():
    silent = Fitted(told=ModelEstimate(method=Method.GRAPHS))
    (said,) = added(answer(500), silent).told.diagnoses
    assert said.code == "part-refused"
