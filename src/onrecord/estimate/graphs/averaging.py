"""
The number of people that no list has, averaged over decomposable graphs.

Madigan and York (1997), "Bayesian methods for estimation of the size of a closed population",
Biometrika 84, 19–31. The table with n people is multinomial; the probabilities of its cells
follow a graph and have a hyper-Dirichlet prior with `delta` in every cell, so that a set of
lists has the evidence of a Dirichlet-multinomial with the same `delta` summed over the rest.
The posterior of a graph and a number is their product over cliques, divided by that over
separators, times both priors. All of it stays in logarithms.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import partial

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

from onrecord.estimate.graphs import places as grid
from onrecord.estimate.graphs.decomposable import MOST_LISTS, Graphs, graphs

_MOST_AT_ONCE = 4_000_000  # numbers held at once: 32 MB


class Missing(StrEnum):
    """What is held of the number missing before any list is seen."""

    RECIPROCAL = "reciprocal"  # 1 / all people: each doubling as likely as the next (Jeffreys)
    FLAT = "flat"  # every number as likely
    GAMMA = "gamma"  # all people are Poisson with a mean that is Gamma, as in the paper


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """
    What the averaging depends on.

    Attributes:
        delta: Prior people in each cell; None: one, shared by all cells (2 to the power of
            minus the number of lists).
        missing: What is held of the number missing.
        gamma: Shape and scale of the mean for `Missing.GAMMA`.
        most_missing: The greatest number missing that is thought of; None: 100 times the
            people seen, 10,000 at least.
        with_saturated: Whether the graph with every edge takes part, which learns nothing
            about the missing.
        draws: How many numbers are drawn from the posterior.
    """

    delta: float | None = None
    missing: Missing = Missing.RECIPROCAL
    gamma: tuple[float, float] | None = None
    most_missing: int | None = None
    with_saturated: bool = False
    draws: int = 2_000

    def __post_init__(self) -> None:
        Missing(self.missing)  # raises ValueError for a prior that is not known
        if self.delta is not None and not self.delta > 0:
            raise ValueError(f"delta is more than nought: {self.delta}")
        if (self.gamma is not None) != (self.missing == Missing.GAMMA):
            raise ValueError("a gamma prior, and only it, has a shape and a scale")
        if self.most_missing is not None and self.most_missing < 1:
            raise ValueError(f"somebody may be missing: {self.most_missing}")

    def cap(self, seen: int) -> int:
        """Return the greatest number missing that is thought of."""
        return self.most_missing if self.most_missing is not None else max(10_000, 100 * seen)


@dataclass(frozen=True, slots=True, eq=False)
class Posterior:
    """
    What graphs and lists together say of the number of people.

    Attributes:
        graphs: The graphs that took part.
        shares: Shape (graphs,): probability of each; nought where it is far below 1e-6.
        seen: People on any list.
        missing: Shape (places,), int64: numbers missing at which it was worked out.
        widths: Shape (places,): how many whole numbers each stands for.
        density: Shape (places,): probability of each such number itself.
    """

    graphs: Graphs
    shares: NDArray[np.float64]
    seen: int
    missing: NDArray[np.int64]
    widths: NDArray[np.float64]
    density: NDArray[np.float64]

    @property
    def mean(self) -> float:
        """Of the number of people."""
        return float(self.seen + (self.missing * self.widths) @ self.density)

    @property
    def mode(self) -> int:
        """The likeliest number of people."""
        return int(self.seen + self.missing[self.density.argmax()])

    @property
    def estimate(self) -> float:
        """
        The number with the least squared error in proportion to the truth.

        E(1/N) / E(1/N²): Madigan and York give it in section 4.
        """
        people, share = self.seen + self.missing, self.widths * self.density
        return float((share / people).sum() / (share / people.astype(np.float64) ** 2).sum())

    def quantiles(self, levels: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the fewest people with at least such a share of the probability below or at."""
        below = np.concatenate(([0.0], np.cumsum(self.widths * self.density)))
        at = np.interp(levels, below / below[-1], grid.edges(self.missing))
        inside = np.clip(np.ceil(at - 0.5), self.missing[0], self.missing[-1])
        found: NDArray[np.float64] = self.seen + inside
        return found

    def above(self, missing: float) -> float:
        """Return the probability that more than so many are missing."""
        share = self.widths * self.density
        return float(share[self.missing > missing].sum())


def average(
    patterns: NDArray[np.bool_],
    counts: NDArray[np.int64],
    settings: Settings,
    *,
    only: int | None = None,
) -> Posterior:
    """
    Return the posterior of the number of people.

    Args:
        patterns: Shape (cells, lists), bool.
        counts: Shape (cells,): people in each cell.
        settings: Priors and the cap.
        only: Number of the one graph to look at; None for all.

    Raises:
        ValueError: For fewer than 2 or more than 6 lists.
    """
    lists = patterns.shape[1]
    if not 2 <= lists <= MOST_LISTS:
        raise ValueError(f"graphs are averaged for 2 to {MOST_LISTS} lists, not {lists}")
    chosen = _chosen(graphs(lists), settings, only)
    seen = int(counts.sum())
    evidence = _Evidence(patterns, counts, settings)
    places = grid.spread(0, settings.cap(seen))
    parts = chosen.parts.astype(np.float64)
    may_matter = np.ones(len(parts), dtype=np.bool_)
    if places[-1] - places[0] >= len(places):
        first = [evidence(chunk, places) for chunk in _chunks(parts)]
        top = max(float(heights.max()) for heights in first)
        may_matter = np.concatenate([grid.matters(heights, top) for heights in first])
        for chunk in _chunks(parts[may_matter]):
            places = grid.refined(places, partial(evidence, chunk), top)
    widths = grid.widths(places)
    shares = np.zeros(len(parts))
    shares[may_matter], density = _summed(evidence, _chunks(parts[may_matter]), places, widths)
    return Posterior(chosen, shares, seen, places, widths, density)


def _chosen(every: Graphs, settings: Settings, only: int | None) -> Graphs:
    """Return the graphs that take part."""
    if only is not None:
        keep = np.arange(len(every.edges)) == only
    else:
        keep = ~every.is_saturated | settings.with_saturated
    return Graphs(every.lists, every.edges[keep], every.pairs, every.parts[keep])


def _chunks(parts: NDArray[np.float64]) -> list[NDArray[np.float64]]:
    """Return the graphs in lots small enough to be worked on at once."""
    size = max(1, _MOST_AT_ONCE // (2 * grid.EVERY_NUMBER))
    return [parts[start : start + size] for start in range(0, len(parts), size)]


def _summed(
    evidence: "_Evidence",
    chunks: list[NDArray[np.float64]],
    places: NDArray[np.int64],
    widths: NDArray[np.float64],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return each graph's probability, and the probability of each number by all of them."""
    heights = [evidence(chunk, places) for chunk in chunks] if len(chunks) == 1 else None
    tops = [float(h.max()) for h in heights or (evidence(chunk, places) for chunk in chunks)]
    top = max(tops)
    shares, density = [], np.zeros(len(places))
    for number, chunk in enumerate(chunks):
        height = heights[number] if heights else evidence(chunk, places)
        likely = np.exp(height - top)
        shares.append(likely @ widths)
        density += likely.sum(axis=0)
    whole = float(density @ widths)
    return np.concatenate(shares) / whole, density / whole


class _Evidence:
    """
    Logarithms of graphs' posteriors, not normalised, as a function of the number missing.

    Only the cell "on none of these lists" of each marginal table grows with the number missing,
    so that all else is worked out once.
    """

    def __init__(
        self, patterns: NDArray[np.bool_], counts: NDArray[np.int64], settings: Settings
    ) -> None:
        lists = patterns.shape[1]
        delta = settings.delta if settings.delta is not None else 2.0**-lists
        sets = np.arange(2**lists)
        sizes = np.array([int(one).bit_count() for one in sets])
        self._settings = settings
        self._seen = int(counts.sum())
        self._prior = delta * 2.0**lists
        self._own = delta * 2.0 ** (lists - sizes)  # prior people in a cell of each set's table
        cells = patterns @ (1 << np.arange(lists))
        self._none = np.zeros(len(sets))
        self._fixed = np.zeros(len(sets))
        for one in sets[1:]:
            table = np.bincount(cells & one, weights=counts, minlength=len(sets))
            own = self._own[one]
            known = table[1:][table[1:] > 0]
            self._none[one] = table[0]
            self._fixed[one] = (gammaln(own + known) - gammaln(own)).sum() - gammaln(own)

    def __call__(
        self, parts: NDArray[np.float64], missing: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        """Return logarithms, shape (graphs, numbers missing)."""
        people = missing.astype(np.float64) + self._seen
        used = np.flatnonzero(parts.any(axis=0))
        tables = gammaln((self._own + self._none)[used, None] + missing)
        tables += self._fixed[used, None]
        tables += gammaln(self._prior) - gammaln(self._prior + people)
        found: NDArray[np.float64] = parts[:, used] @ tables
        found += gammaln(people + 1) - gammaln(missing + 1.0) + self._held_before(missing)
        return found

    def _held_before(self, missing: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the logarithm of what is held of the number missing."""
        people = missing + float(max(self._seen, 1))
        if self._settings.missing == Missing.RECIPROCAL:
            return np.asarray(-np.log(people), dtype=np.float64)
        if self._settings.gamma is None:
            return np.zeros(len(missing))
        shape, scale = self._settings.gamma
        found: NDArray[np.float64] = (
            people * np.log(scale)
            - (people + shape) * np.log1p(scale)
            + gammaln(people + shape)
            - gammaln(people + 1)
        )
        return found
