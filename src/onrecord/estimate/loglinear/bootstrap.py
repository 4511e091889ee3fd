"""
How far an estimate may be off, its model chosen anew in samples drawn again.

The people are drawn again with replacement, and everything is done anew with each sample, the
choice of the model too (Chan, Silverman and Vincent 2021, section 3.3). They draw as many people
as were seen; here, unless asked otherwise, all people are drawn, those on no list by the
estimate among them (Buckland and Garthwaite 1991), so that how many are seen varies as it does
in truth: where lists see most people, their intervals are too short. The interval is BCa:
bias-corrected and accelerated (Efron 1987; DiCiccio and Efron 1996), the acceleration from tables
with one person taken out.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

Points = Callable[[NDArray[np.int64]], NDArray[np.float64]]


@dataclass(frozen=True, slots=True, eq=False)
class Again:
    """
    Estimates of samples drawn again, with what corrects their bias and skewness.

    Attributes:
        point: The estimate itself.
        people: Shape (samples,), sorted; infinite where a sample has no answer.
        bias: How the point stands among them, as a normal deviate.
        acceleration: How their spread changes with the number; nought where a table with one
            person taken out has no answer.
    """

    point: float
    people: NDArray[np.float64]
    bias: float
    acceleration: float

    @property
    def failed(self) -> float:
        """Share of samples without an answer."""
        return float(np.isinf(self.people).mean())

    @property
    def below(self) -> float:
        """Share of samples that say less than the point."""
        return float((self.people < self.point).mean())

    def shares(self, levels: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return which quantiles of the samples are the ends of one-sided BCa intervals."""
        moved = self.bias + ndtri(levels)
        at = ndtr(self.bias + moved / np.maximum(1 - self.acceleration * moved, 1e-3))
        return np.asarray(at, dtype=np.float64)

    def quantiles(self, levels: NDArray[np.float64]) -> NDArray[np.float64]:
        """
        Return ends of one-sided BCa intervals, shape (levels,): 0.025 gives the lower end of 95 %.

        A sample without an answer is taken as infinite: it has nobody on two lists, or too few
        for the model.
        """
        place = self.shares(levels) * (len(self.people) - 1)
        low = np.floor(place).astype(np.int64)
        high = np.minimum(low + 1, len(self.people) - 1)
        share = place - low
        with np.errstate(invalid="ignore"):
            between = self.people[low] + share * (self.people[high] - self.people[low])
        whole = np.where(share > 0, self.people[high], self.people[low])
        return np.asarray(np.where(np.isfinite(between), between, whole), dtype=np.float64)

    def draws(self, number: int, rng: np.random.Generator) -> NDArray[np.float64]:
        """
        Return numbers whose quantiles are the BCa interval's ends at every level.

        They are a sample from the confidence distribution (Efron 1993), so that sums over
        strata are corrected too. Where an end is infinite the greatest finite number stands.
        """
        levels = (np.arange(number) + 0.5) / number
        found = self.quantiles(levels)
        greatest = self.people[np.isfinite(self.people)].max()
        return rng.permutation(np.where(np.isfinite(found), found, greatest))


def again(
    point: float,
    counts: NDArray[np.int64],
    points: Points,
    *,
    samples: int,
    rng: np.random.Generator,
    is_seen_fixed: bool = False,
) -> Again:
    """
    Return estimates of samples drawn again.

    Args:
        point: The estimate of the table.
        counts: Shape (cells,): the table.
        points: What estimates many tables, shape (tables, cells), at once.
        samples: How many are drawn.
        rng: Where chance comes from.
        is_seen_fixed: Whether every sample has as many people as were seen.
    """
    seen = int(counts.sum())
    held = np.flatnonzero(counts)
    drawn = np.zeros((samples, len(counts)), dtype=np.int64)
    everybody = max(seen, round(point))
    sizes = rng.binomial(everybody, seen / everybody, size=samples)
    drawn[:, held] = rng.multinomial(
        np.full(samples, seen) if is_seen_fixed else sizes, counts[held] / seen
    )
    people = np.sort(points(drawn))
    without = np.repeat(counts[None], len(held), axis=0)
    without[np.arange(len(held)), held] -= 1
    share = ((people < point).sum() + 0.5 * (people == point).sum()) / samples
    bias = float(ndtri(np.clip(share, 1 / (samples + 1), samples / (samples + 1))))
    left, weights = points(without), counts[held].astype(np.float64)
    if not is_seen_fixed:  # to take out somebody who is on no list changes nothing
        left, weights = np.append(left, point), np.append(weights, everybody - seen)
    return Again(point, people, bias, _acceleration(left, weights))


def _acceleration(left: NDArray[np.float64], weights: NDArray[np.float64]) -> float:
    """Return the skewness of estimates with one person taken out, as Efron 1987, section 6."""
    if not np.isfinite(left).all():
        return 0.0
    off = np.average(left, weights=weights) - left
    spread = float(weights @ off**2)
    return float(weights @ off**3) / (6 * spread**1.5) if spread > 0 else 0.0
