"""
Whether a week is far above a series' own past: one stated test, and when it is refused.

The counts are of incidents by the day on which they happened, never of deaths: one massacre
is one incident. A week is held against the weeks before it in which anything was reported.

The test. If the weeks differ only by chance, each count is negative binomial with a size in
proportion to the week's reporting days and one dispersion (variance over mean) for all. Given
the sum of all weeks, the count of one of them is then beta-binomial, whatever the rate is: the
rate drops out, and is not estimated. The dispersion is not known, so the tail is averaged over
what the past weeks say of it, from 1 (Poisson) upwards. The larger of two such tails holds:
against the whole past and against its last weeks, so that a slow rise or a season is no alarm.

Elsewhere: Przyborowski and Wilenski (1940), conditional comparison of two counts; Farrington
and others (1996) and EARS C1-C3 (Hutwagner and others 2003) for outbreaks, which estimate the
rate and lean on large counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import exp, lgamma, log

WEEKS = 26  # of the past that are looked at
FEWEST_WEEKS = 12  # with any report in them
RECENT = 8  # weeks of the second comparison
FEWEST_BEFORE = 5  # incidents: below, nobody knows what is usual
FEWEST_NOW = 3  # incidents of a week that can be an escalation
FAR = 2.0  # times what was expected
WEEKS_A_YEAR = 52
_DISPERSIONS = (1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """
    One week of a series.

    Attributes:
        first: Its first day.
        count: Incidents that happened in it.
        days: On how many of its days anything in the record was published; 0: it was not
            observed, and says nothing.
    """

    first: date
    count: int
    days: int = 7


class Refused(StrEnum):
    """Why nothing is said of a series."""

    SHORT = "the past is too short: reports of fewer than 12 of the 26 weeks before"
    RARE = "too few incidents before (fewer than 5) to know what is usual"
    UNSEEN = "nothing was published in the week"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """
    What the test says of a week.

    Attributes:
        now: The week.
        weeks: How many past weeks it was held against.
        before: Incidents in them.
        highest: The most in one of them.
        expected: How many were to be expected in the week, by its reporting days.
        chance: How likely so many or more are by chance alone; None where it was refused.
        refused: Why nothing is said; None where something is.
    """

    now: Week
    weeks: int
    before: int
    highest: int
    expected: float
    chance: float | None
    refused: Refused | None = None

    @property
    def is_far_above(self) -> bool:
        """Whether it is so far above that it would matter if it was not chance."""
        return self.now.count >= max(FEWEST_NOW, FAR * self.expected, self.highest + 1)

    @property
    def years(self) -> int:
        """Once in how many years of such a series chance alone gives such a week; at least 1."""
        if not self.chance:
            return 1
        return max(1, min(1000, int(1 / (WEEKS_A_YEAR * self.chance))))


def judged(past: Sequence[Week], now: Week) -> Judgement:
    """
    Return how a week stands to the weeks before it.

    Args:
        past: The weeks before, the oldest first; those older than 26 are passed over.
        now: The week.

    >>> quiet = [Week(first=date(2024, 1, 1), count=n % 3) for n in range(26)]
    >>> told = judged(quiet, Week(first=date(2024, 7, 1), count=9))
    >>> told.before, told.highest, told.chance < 0.001
    (25, 2, True)
    """
    seen = [week for week in past[-WEEKS:] if week.days]
    before = sum(week.count for week in seen)
    days = sum(week.days for week in seen)
    expected = before / days * now.days if days else 0.0
    refused = _refused(len(seen), before, now)
    return Judgement(
        now=now,
        weeks=len(seen),
        before=before,
        highest=max((week.count for week in seen), default=0),
        expected=expected,
        chance=None if refused else _chance(seen, now),
        refused=refused,
    )


def _refused(weeks: int, before: int, now: Week) -> Refused | None:
    if not now.days:
        return Refused.UNSEEN
    if weeks < FEWEST_WEEKS:
        return Refused.SHORT
    return Refused.RARE if before < FEWEST_BEFORE else None


def _chance(seen: Sequence[Week], now: Week) -> float:
    """Return the larger of the tails against the whole past and against its last weeks."""
    rate = sum(week.count for week in seen) / sum(week.days for week in seen)
    weights = _weights(seen, rate)
    return max(_tail(weights, rate, seen, now), _tail(weights, rate, seen[-RECENT:], now))


def _tail(weights: Sequence[float], rate: float, seen: Sequence[Week], now: Week) -> float:
    """Return how likely the week has so many of all incidents or more, over all dispersions."""
    before, days = sum(week.count for week in seen), sum(week.days for week in seen)
    return sum(
        weight * _share(now.count, before, now.days, days, _size(rate, dispersion))
        for weight, dispersion in zip(weights, _DISPERSIONS, strict=True)
        if weight > 1e-9
    )


def _size(rate: float, dispersion: float) -> float | None:
    """Return the size of a negative binomial for one day; None where it is Poisson."""
    return rate / (dispersion - 1) if dispersion > 1 else None


def _share(count: int, before: int, own: int, days: int, size: float | None) -> float:
    """Return P(so many or more of `count + before` fall into one week)."""
    whole = count + before
    if size is None:
        terms = (_binomial(n, whole, own / (own + days)) for n in range(count, whole + 1))
    else:
        terms = (_beta_binomial(n, whole, size * own, size * days) for n in range(count, whole + 1))
    return min(1.0, sum(terms))


def _binomial(n: int, whole: int, part: float) -> float:
    return exp(_choose(whole, n) + n * log(part) + (whole - n) * log(1 - part))


def _beta_binomial(n: int, whole: int, one: float, rest: float) -> float:
    return exp(_choose(whole, n) + _beta(n + one, whole - n + rest) - _beta(one, rest))


def _choose(whole: int, n: int) -> float:
    return lgamma(whole + 1) - lgamma(n + 1) - lgamma(whole - n + 1)


def _beta(one: float, other: float) -> float:
    return lgamma(one) + lgamma(other) - lgamma(one + other)


def _weights(seen: Sequence[Week], rate: float) -> tuple[float, ...]:
    """Return how likely each dispersion makes the past weeks, given their sum; they add to 1."""
    told = [_likelihood(seen, _size(rate, dispersion)) for dispersion in _DISPERSIONS]
    most = max(told)
    raw = [exp(one - most) for one in told]
    return tuple(one / sum(raw) for one in raw)


def _likelihood(seen: Sequence[Week], size: float | None) -> float:
    """Return the logarithm of the chance of these counts, given their sum."""
    days = sum(week.days for week in seen)
    if size is None:
        return sum(
            week.count * log(week.days / days) - lgamma(week.count + 1) for week in seen
        ) + lgamma(sum(week.count for week in seen) + 1)
    whole = sum(week.count for week in seen)
    shares = (
        lgamma(week.count + size * week.days) - lgamma(size * week.days) - lgamma(week.count + 1)
        for week in seen
    )
    return lgamma(whole + 1) + lgamma(size * days) - lgamma(whole + size * days) + sum(shares)
