"""Whether a week is far above its past: what the test says, refuses, and how often it errs."""

import random
from datetime import date

import pytest

from onrecord import follow
from onrecord.follow import Series, Week, escalations, judged, level
from onrecord.follow.escalation import Refused

DAY = date(2025, 3, 10)


def week(count, days=7):
    return Week(first=DAY, count=count, days=days)


def past(*counts, days=7):
    return [week(count, days) for count in counts]


def series(key, counts, now, incidents=(), width=1):
    return Series(
        key=key, name=key, width=width, past=tuple(past(*counts)), now=week(now),
        incidents=frozenset(incidents or (f"{key} {n}" for n in range(now))),
    )  # fmt: skip


QUIET = [1, 0, 2, 1, 3, 0, 1, 1, 2, 0, 1, 2, 1, 0, 1, 1, 2, 3, 0, 1, 1, 0, 2, 1, 1, 0]


def test_nine_where_there_were_never_more_than_three_is_no_chance():
    told = judged(past(*QUIET), week(9))
    assert (told.highest, told.weeks, told.before) == (3, 26, sum(QUIET))
    assert told.is_far_above
    assert told.chance < 1 / 1000
    assert told.years >= 19


def test_the_binomial_tail_is_exact_where_weeks_vary_as_poisson_does():
    """Two weeks of one past week each: P(all 3 fall into the second) = 1/8."""
    assert follow.escalation._share(3, 0, 7, 7, None) == pytest.approx(1 / 8)
    assert follow.escalation._share(0, 5, 7, 7, None) == pytest.approx(1)


def test_the_beta_binomial_tail_is_exact_for_sizes_of_one():
    """With sizes of one each share is as likely as any other: P(3 of 3) = 1/4."""
    assert follow.escalation._share(3, 0, 1, 1, 1.0) == pytest.approx(1 / 4)


def test_weeks_that_always_jump_up_and_down_make_the_same_week_less_of_a_surprise():
    calm = judged(past(*[2] * 26), week(9)).chance
    wild = judged(past(*[0, 0, 0, 8] * 6, 0, 4), week(9)).chance
    assert wild > 10 * calm


def test_a_week_with_more_days_of_reports_has_to_be_higher():
    few = judged(past(*QUIET, days=2), week(6, 2)).chance
    more = judged(past(*QUIET, days=2), week(6, 6)).chance
    assert more > 5 * few


def test_weeks_in_which_nothing_was_published_are_no_quiet_weeks():
    seen = past(*QUIET[:14])
    blind = [week(0, 0)] * 12
    assert judged([*blind, *seen], week(6)).weeks == 14
    assert judged([*blind, *seen], week(6)).chance == judged(seen, week(6)).chance


@pytest.mark.parametrize(
    ("counts", "now", "why"),
    [
        (past(*[2] * 11), week(9), Refused.SHORT),
        ([*past(*[2] * 11), *[week(0, 0)] * 15], week(9), Refused.SHORT),
        (past(*[0] * 22, 1, 1, 1, 1), week(9), Refused.RARE),
        (past(*QUIET), week(0, 0), Refused.UNSEEN),
    ],
)
def test_where_the_past_says_too_little_nothing_is_said_and_why(counts, now, why):
    told = judged(counts, now)
    assert told.refused is why
    assert told.chance is None


def test_older_weeks_than_the_last_26_do_not_count():
    assert judged(past(*[50] * 10, *QUIET), week(9)) == judged(past(*QUIET), week(9))


def test_a_slow_rise_is_no_alarm_and_a_jump_out_of_it_is():
    rising = [round(2 * 1.05**n) for n in range(26)]
    at = level(1.0)
    assert judged(past(*rising), week(8)).chance > at
    assert judged(past(*rising), week(24)).chance < at


def test_of_many_series_one_odd_week_is_let_pass_that_alone_would_be_told():
    counts, now = [4, 3, 5, 4, 6, 2, 4, 3, 5, 4, 4, 5, 3] * 2, 11
    alone = escalations([series("one", counts, now)], level(1.0))
    among = escalations(
        [series("one", counts, now), *(series(f"s{n}", counts, 4) for n in range(400))], level(1.0)
    )
    assert [one.series.key for one in alone] == ["one"]
    assert among == ()


def test_a_wider_series_that_tells_the_same_goes_with_the_narrower():
    same = [f"inc {n}" for n in range(9)]
    told = escalations(
        [
            series("country", QUIET, 9, same, width=7),
            series("town", QUIET, 9, same, width=1),
            series("elsewhere", QUIET, 9, width=1),
        ],
        level(1.0),
    )
    assert {one.series.key: [w.key for w in one.also] for one in told} == {
        "town": ["country"],
        "elsewhere": [],
    }


def test_a_week_that_is_unlikely_but_not_far_above_is_not_told():
    counts = [40, 41, 39, 40] * 6 + [40, 40]
    told = judged(past(*counts), week(72))
    assert told.chance < level(1.0)
    assert not told.is_far_above
    assert escalations([series("one", counts, 72)], level(1.0)) == ()


@pytest.mark.parametrize("dispersion", [1, 3])
def test_in_quiet_years_false_alarms_stay_below_the_stated_rate(dispersion):
    """60 weeks of five series each, varying by chance alone; `benchmarks/escalation.py` has more."""
    chance = random.Random(5)  # noqa: S311 - made-up weeks

    def drawn():
        rate = 4.0 if dispersion == 1 else chance.gammavariate(4 / (dispersion - 1), dispersion - 1)
        at, total = 0, chance.expovariate(1)
        while total < rate:
            at, total = at + 1, total + chance.expovariate(1)
        return at

    false = 0
    for _ in range(60):
        several = [series(str(n), [drawn() for _ in range(26)], drawn()) for n in range(5)]
        false += bool(escalations(several, 0.05))
    assert false / 60 <= 0.05
