"""
How many people there are at least, by how many were seen once and twice.

Chao (1987), "Estimating the population size for capture–recapture data with unequal
catchability", Biometrics 43, 783–791. Whatever differs from person to person, and as long as
lists do not shun each other, at least f₁² / 2f₂ people are on no list, where f₁ are on one list
and f₂ on two. The form here is bias-corrected, and true for few lists, of which there are m:
(m − 1)/m · f₁(f₁ − 1) / 2(f₂ + 1) (Chao and Colwell 2017, Quarterly Review of Biology 92, 3–24;
its variance as in the guide of Colwell's program EstimateS, appendix B).
"""

from math import exp, log, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from onrecord.estimate import tables
from onrecord.estimate.inclusion import Fitted, Inclusions
from onrecord.model import Diagnosis, Interval, Method, ModelEstimate, Verdict

_FEW = 10  # people on two lists below which the bound is shaky


def fit(
    inclusions: Inclusions,
    *,
    seed: int = 0,  # noqa: ARG001 - every model is called alike; this one has no chance in it
    level: float = 0.95,
) -> Fitted:
    """
    Return the least number of people: a bound, with a log-normal interval of the bound itself.

    The interval's low end is never below those seen (Chao 1987, equation 10). There are no
    draws: bounds are added, not sampled.

    Args:
        inclusions: Two lists or more.
        seed: Of nothing.
        level: Share of certainty.
    """
    told = (("form", "bias-corrected"), ("interval", "log-normal"))
    lists = len(inclusions.lists)
    reason = tables.unusable(inclusions, lists)
    if reason is not None:
        return tables.refused(Method.CHAO, told, reason)
    once, twice = _seen(inclusions, 1), _seen(inclusions, 2)
    hidden, variance = _bound(once, twice, lists)
    low = high = inclusions.seen + hidden
    if hidden > 0:
        spread = exp(ndtri((1 + level) / 2) * sqrt(log(1 + variance / hidden**2)))
        low, high = inclusions.seen + hidden / spread, inclusions.seen + hidden * spread
    interval = Interval(low=low, high=high, point=inclusions.seen + hidden, level=level)
    answer = ModelEstimate(
        method=Method.CHAO,
        settings=told,
        interval=interval,
        diagnoses=(_twice(once, twice),),
        is_lower_bound=True,
    )
    return Fitted(told=answer)


def points(patterns: NDArray[np.bool_], counts: NDArray[np.int64]) -> NDArray[np.float64]:
    """
    Return the bounds of many tables of the same patterns.

    Args:
        patterns: Shape (cells, lists), bool.
        counts: Shape (tables, cells).

    Returns:
        Shape (tables,): people, listed or not, at least; infinite where nobody is on two lists.
    """
    on = patterns.sum(axis=1)
    once = counts[:, on == 1].sum(axis=1).astype(np.float64)
    twice = counts[:, on == 2].sum(axis=1)
    several = counts[:, on > 1].sum(axis=1)
    share = (patterns.shape[1] - 1) / patterns.shape[1]
    hidden = share * once * (once - 1) / (2 * (twice + 1))
    return np.where(several > 0, counts.sum(axis=1) + hidden, np.inf)


def _bound(once: int, twice: int, lists: int) -> tuple[float, float]:
    """Return the least number on no list, and its variance."""
    share = (lists - 1) / lists
    hidden = share * once * (once - 1) / (2 * (twice + 1))
    pairs = twice + 1
    variance = (
        share * once * (once - 1) / (2 * pairs)
        + share**2 * once * (2 * once - 1) ** 2 / (4 * pairs**2)
        + share**2 * once**2 * twice * (once - 1) ** 2 / (4 * pairs**4)
    )
    return hidden, variance


def _seen(inclusions: Inclusions, times: int) -> int:
    """Return how many people are on exactly so many lists."""
    return int(inclusions.counts[inclusions.patterns.sum(axis=1) == times].sum())


def _twice(once: int, twice: int) -> Diagnosis:
    """Return on how many people the bound rests."""
    return Diagnosis(
        code="sparse",
        verdict=Verdict.HOLDS if twice >= _FEW else Verdict.DOUBTFUL,
        value=twice,
        asked=_FEW,
        says=f"{once:,} people are on one list and {twice:,} on two; the bound rests on these.",
    )
