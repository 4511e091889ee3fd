"""
Draws that cross from mode to mode: people are taken into the table little by little.

Sequential Monte Carlo. A cloud of particles begins as draws of the prior, where everything is
one. People are then
added to the table a few at a time, each cell's spread evenly over the whole, and after each
few the particles are weighed by how well they foresaw them, drawn anew by those weights, and
moved by the same Gibbs sampler (`swept`) on the table as far as it has come (Chopin 2002, "A
sequential particle filter method for static models", Biometrika 89; Del Moral, Doucet and
Jasra 2006). A smaller table has a flatter posterior: it stands for the temperature, and keeps
whole people, so that the exact Gibbs steps serve. Particles come to the modes while these are
still joined, and their share of the last cloud is the mode's probability. The product of the
mean weights is the table's marginal likelihood.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.special import betainc

from onrecord.estimate.classes.settings import Settings
from onrecord.estimate.classes.starts import from_prior
from onrecord.estimate.classes.state import (
    Floats,
    Integers,
    State,
    Tables,
    log_joint,
    log_seen,
    log_sum,
)
from onrecord.estimate.classes.sweep import swept

_KEPT = 0.8  # of the particles: what the weights of one step may leave of them


@dataclass(frozen=True, slots=True, eq=False)
class Cloud:
    """
    What one run comes to.

    Attributes:
        missing: Shape (particles,): the number missing, draws of the posterior.
        log_evidence: Logarithm of the marginal likelihood of the order in which people came;
            the same for every run on a table, but for chance.
        steps: In how many the people were taken in.
    """

    missing: Floats
    log_evidence: float
    steps: int


def order_of_people(counts: Integers) -> Integers:
    """
    Return each person's cell in the order in which people are taken in.

    The i-th of a cell's n people comes at (i - 1/2) / n of the way.

    >>> order_of_people(np.array([0, 2, 1])).tolist()
    [1, 2, 1]
    """
    cells = np.repeat(np.arange(len(counts)), counts)
    times = np.concatenate([(np.arange(count) + 0.5) / count for count in counts if count])
    return np.asarray(cells[np.argsort(times, kind="stable")])


def tempered(
    held: Tables,
    *,
    settings: Settings,
    random: np.random.Generator,
    progress: Callable[[float], None] = lambda _: None,
) -> Cloud:
    """Return a cloud of draws of the posterior of one table."""
    order = order_of_people(held.counts[0])
    particles = settings.particles
    lists = held.patterns.shape[-1]
    state = from_prior(particles, settings.classes, lists, settings.prior, random)
    taken, evidence, steps = 0, 0.0, 0
    table = Tables(held.patterns, np.zeros_like(held.counts), held.cap)
    while taken < len(order):
        foreseen = _Foreseen(table, state)
        more, weights = _next(foreseen, order, taken)
        evidence += float(log_sum(weights) - np.log(particles))
        taken, steps = taken + more, steps + 1
        counts = np.bincount(order[:taken], minlength=held.counts.shape[1])
        table = Tables(held.patterns, counts[None].astype(np.int64), held.cap)
        state = state.chosen(_drawn_anew(weights, random))
        for _ in range(settings.sweeps):
            state = swept(table, state, settings.prior, settings.rides, random)
        progress(taken / len(order))
    return Cloud(state.missing[0], evidence, steps)


class _Foreseen:
    """How well each particle foresees people of each cell."""

    def __init__(self, table: Tables, state: State) -> None:
        seen = log_seen(state.log_weights, state.log_out)
        cells = log_sum(log_joint(table, state)) - seen[..., None]
        self.cells = cells[0]
        self.seen = np.exp(seen[0])
        self.taken = int(table.seen[0, 0])
        self.cap = float(table.cap[0, 0])
        self.under = self._log_under_cap(self.taken)

    def _log_under_cap(self, seen: int) -> Floats:
        """Return the log of the chance that the number missing is under the cap."""
        if seen == 0:
            return np.zeros_like(self.seen)
        return np.asarray(np.log(np.maximum(betainc(seen, self.cap + 1, self.seen), 1e-300)))

    def weights(self, people: Integers) -> Floats:
        """Return the log weights that these further people give: shape (particles,)."""
        counts = np.bincount(people, minlength=self.cells.shape[1])
        under = self._log_under_cap(self.taken + len(people)) - self.under
        return np.asarray(self.cells[:, 1:] @ counts[1:] + under)


def _next(foreseen: _Foreseen, order: Integers, taken: int) -> tuple[int, Floats]:
    """Return how many people come next, and the log weights that they give."""
    low, high = 1, len(order) - taken
    best = foreseen.weights(order[taken : taken + 1])
    guess = min(high, max(2, taken // 16))
    while low < high:
        weights = foreseen.weights(order[taken : taken + guess])
        if _kept(weights) >= _KEPT:
            low, best = guess, weights
        else:
            high = guess - 1
        if high - low <= low // 20:
            break
        guess = min(high, 2 * low) if guess == low and high > 2 * low else (low + high + 1) // 2
    return low, best


def _kept(weights: Floats) -> float:
    """Return the share of particles that weights are worth."""
    scaled = np.exp(weights - weights.max())
    return float(scaled.sum() ** 2 / (scaled**2).sum() / len(scaled))


def _drawn_anew(weights: Floats, random: np.random.Generator) -> Integers:
    """Return which particles go on, drawn by weight (systematic resampling)."""
    chances = np.exp(weights - weights.max()).cumsum()
    spots = (np.arange(len(weights)) + random.random()) / len(weights) * chances[-1]
    return np.asarray(np.minimum(np.searchsorted(chances, spots), len(weights) - 1))
