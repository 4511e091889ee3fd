"""
Tables and chains as arrays: several tables, each with several chains, moved together.

Axes, always in this order: tables, chains, cells (cell 0 is the one of nobody's list),
classes, lists. Weights and chances are held as logarithms, since a concentration near 0 makes
weights that no float64 holds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from onrecord.estimate.inclusion import Inclusions

Floats: TypeAlias = NDArray[np.float64]
Integers: TypeAlias = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """
    Tables with the same number of lists, their cells made as many by empty ones.

    Attributes:
        patterns: Shape (tables, 1, cells, lists), 0.0 or 1.0; cell 0 is on no list.
        counts: Shape (tables, cells), people in each cell; 0 for cell 0.
        cap: Shape (tables, 1), the most that may be missing.
    """

    patterns: Floats
    counts: Integers
    cap: Floats

    @property
    def seen(self) -> Integers:
        """Shape (tables, 1): people on any list."""
        return np.asarray(self.counts.sum(axis=1, keepdims=True))

    def only(self, kept: Sequence[int]) -> "Tables":
        """Return some of the tables."""
        which = list(kept)
        return Tables(self.patterns[which], self.counts[which], self.cap[which])


def tables(held: Sequence[Inclusions], cap_times: float) -> Tables:
    """Return tables of inclusion as arrays; they have the same number of lists."""
    lists = len(held[0].lists)
    cells = 1 + max(len(one.counts) for one in held)
    patterns = np.zeros((len(held), 1, cells, lists))
    counts = np.zeros((len(held), cells), dtype=np.int64)
    for at, one in enumerate(held):
        patterns[at, 0, 1 : 1 + len(one.counts)] = one.patterns
        counts[at, 1 : 1 + len(one.counts)] = one.counts
    cap = np.floor(cap_times * counts.sum(axis=1, keepdims=True))
    return Tables(patterns, counts, cap)


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """
    Where the chains are.

    Attributes:
        log_weights: Shape (tables, chains, classes): logarithms of the classes' shares, in
            the order of the sticks; they sum to 1.
        log_in, log_out: Shape (tables, chains, classes, lists): logarithms of the chance to
            be on a list and not to be.
        alpha: Shape (tables, chains): the sticks' concentration.
        missing: Shape (tables, chains): people on no list.
    """

    log_weights: Floats
    log_in: Floats
    log_out: Floats
    alpha: Floats
    missing: Floats

    def only(self, kept: Sequence[int]) -> "State":
        """Return the chains of some of the tables."""
        which = list(kept)
        return State(
            self.log_weights[which],
            self.log_in[which],
            self.log_out[which],
            self.alpha[which],
            self.missing[which],
        )

    def chosen(self, chains: Integers) -> "State":
        """Return some of the chains, each perhaps several times."""
        return State(
            self.log_weights[:, chains],
            self.log_in[:, chains],
            self.log_out[:, chains],
            self.alpha[:, chains],
            self.missing[:, chains],
        )


def log_sum(values: Floats, axis: int = -1) -> Floats:
    """Return the logarithm of the sum of exponentials, without overflow."""
    top = values.max(axis=axis, keepdims=True)
    summed = np.log(np.exp(values - top).sum(axis=axis))
    return np.asarray(summed + top.squeeze(axis))


def log_joint(held: Tables, state: State) -> Floats:
    """
    Return the logarithm of being in a class and in a cell.

    Returns:
        Shape (tables, chains, cells, classes).
    """
    slope = (state.log_in - state.log_out).swapaxes(-1, -2)
    base = state.log_weights + state.log_out.sum(axis=-1)
    return np.asarray(held.patterns @ slope + base[:, :, None, :])


def log_seen(log_weights: Floats, log_out: Floats) -> Floats:
    """
    Return the logarithm of the chance to be on any list, exact also where that is small.

    Args:
        log_weights: Shape (…, classes).
        log_out: Shape (…, classes, lists).
    """
    out = np.minimum(log_out.sum(axis=-1), -1e-300)
    return log_sum(log_weights + np.log(-np.expm1(out)))


def log_likelihood(cells: Floats, seen: Floats, counts: Integers) -> Floats:
    """
    Return the logarithm of the likelihood of a table, the number missing summed out.

    With 1/N for the number of people the sum over the number missing is a negative binomial
    series, and what is left is the likelihood of the cells given that people are on a list
    (less the cap, which `sweep` and `tempering` add).

    Args:
        cells: Shape (tables, chains, cells): logarithms of the cells' chances.
        seen: Shape (tables, chains): logarithm of the chance to be on any list.
        counts: Shape (tables, cells), cell 0 being 0.
    """
    within = (cells[..., 1:] * counts[:, None, 1:]).sum(axis=-1)
    return np.asarray(within - seen * counts.sum(axis=1)[:, None])
