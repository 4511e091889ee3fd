"""The least number of people, by how many are on one list and on two."""

import numpy as np
import pytest

from onrecord.estimate import chao
from onrecord.estimate.inclusion import Inclusions
from onrecord.model import Verdict


def of(counts):
    """Return a table from counts in the order 0…01, 0…10, 0…11, …"""
    size = int(np.log2(len(counts) + 1))
    patterns = [[sign == "1" for sign in format(n + 1, f"0{size}b")] for n in range(len(counts))]
    return Inclusions(
        tuple("ABCDEFGHIJKL"[:size]), np.array(patterns), np.array(counts, dtype=np.int64)
    )


def test_it_is_worked_out_as_on_paper():
    """60 + 49 + 247 on one list, 4 + 112 + 142 on two, 12 on three; three lists."""
    once, twice = 356, 258
    hidden = 2 / 3 * once * (once - 1) / (2 * (twice + 1))
    found = chao.fit(of((60, 49, 4, 247, 112, 142, 12))).told
    assert found.interval.point == pytest.approx(626 + hidden)
    assert found.is_lower_bound
    assert 626 < found.interval.low < found.interval.point < found.interval.high


def test_where_people_are_as_likely_on_every_list_it_is_the_number_itself():
    rng = np.random.default_rng(4)
    on = rng.random((200_000, 4)) < 0.1
    counts = np.bincount(on @ np.array([8, 4, 2, 1]), minlength=16)[1:]
    assert chao.fit(of(counts)).told.interval.point == pytest.approx(200_000, rel=0.02)


def test_where_people_differ_it_is_less_than_the_number():
    rng = np.random.default_rng(4)
    odds = np.repeat([0.02, 0.3], 100_000)
    on = rng.random((200_000, 4)) < odds[:, None]
    counts = np.bincount(on @ np.array([8, 4, 2, 1]), minlength=16)[1:]
    assert counts.sum() < chao.fit(of(counts)).told.interval.high < 200_000


def test_its_spread_is_that_of_tables_made_anew():
    rng = np.random.default_rng(9)
    patterns = of((0,) * 15).patterns
    many = np.array([
        np.bincount((rng.random((3_000, 4)) < 0.15) @ np.array([8, 4, 2, 1]), minlength=16)[1:]
        for _ in range(400)
    ])  # fmt: skip
    points = chao.points(patterns, many)
    told = [chao.fit(of(counts)).told.interval for counts in many[:100]]
    covered = np.mean([one.low <= 3_000 <= one.high for one in told])
    assert covered >= 0.88
    middle = np.median([(one.high - one.low) / 3.92 for one in told])
    assert middle == pytest.approx(points.std(), rel=0.15)


def test_many_tables_at_once_give_what_each_gives():
    counts = np.array([[60, 49, 4, 247, 112, 142, 12], [5, 4, 0, 3, 0, 0, 0]])
    found = chao.points(of(counts[0]).patterns, counts)
    assert found[0] == pytest.approx(chao.fit(of(counts[0])).told.interval.point)
    assert np.isinf(found[1])


@pytest.mark.parametrize(
    ("table", "code"),
    [
        (of((4,)), "too-few-lists"),
        (of((0,) * 7), "nobody-seen"),
        (of((20, 30, 0, 40, 0, 0, 0)), "no-overlap"),
    ],
)
def test_tables_that_say_nothing_are_refused_with_the_reason(table, code):
    found = chao.fit(table)
    assert found.told.is_refused
    assert [(one.code, one.verdict) for one in found.told.diagnoses] == [(code, Verdict.FAILS)]


def test_a_bound_on_a_handful_of_people_is_doubtful():
    found = chao.fit(of((20, 30, 3, 40, 1, 0, 0))).told
    assert found.diagnoses[0].verdict is Verdict.DOUBTFUL
    assert not found.is_refused


def test_twelve_lists_and_thousand_millions_of_people_are_no_matter():
    patterns = np.concatenate([np.eye(12, dtype=np.bool_), np.ones((1, 12), dtype=np.bool_)])
    counts = np.array([10**9] * 12 + [10**9])
    found = chao.fit(Inclusions(tuple("ABCDEFGHIJKL"), patterns, counts)).told
    assert np.isfinite(found.interval.high)
    assert found.interval.point > 13 * 10**9


def test_everybody_on_every_list_leaves_nobody():
    told = chao.fit(of((0, 0, 0, 0, 0, 0, 50))).told.interval
    assert (told.low, told.point, told.high) == (50, 50, 50)
