"""
Answers at which chains stayed, left, and to which none came back.

That all chains agree in the end does not say that the place they left is of no weight: it
may be that going back takes longer than the run. How much it may weigh follows from how long
chains stayed there and for how long they were elsewhere since without coming back.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import chi2

from onrecord.estimate.classes.modes import apart
from onrecord.estimate.classes.state import Floats, Integers

_THERE = 0.1  # of the last round: a place where chains are as often is not one they left
_OFTEN = 10  # returns after which the chains themselves say how much a place weighs
_CERTAIN = 0.95  # of the bound on how often chains might have come back


@dataclass(frozen=True, slots=True, eq=False)
class Rounds:
    """
    What every round of a run came to.

    Attributes:
        missing: Of each round, shape (chains, draws): the number missing.
        lengths: Of each round, in iterations.
        before: Iterations before the first of them.
    """

    missing: tuple[Floats, ...]
    lengths: tuple[int, ...]
    before: int


@dataclass(frozen=True, slots=True, eq=False)
class Stay:
    """
    A place that chains left.

    Attributes:
        missing: Shape (chains, draws): the number missing in the round in which they were
            there and others were not.
        chains: How many were there.
        iterations: How long one was there, on average.
        returns: How often a chain came back.
        share: The most of the probability that the place may have, with 0.95 certainty.
    """

    missing: Floats
    chains: int
    iterations: int
    returns: int
    share: float


def heaviest_left(rounds: Rounds) -> Stay | None:
    """
    Return the place that chains left and that may weigh most; None where there is none.

    A chain leaves such a place at a rate of one in the mean time that chains stayed there. It
    comes back no more often than the returns that were seen allow (Poisson; with none in a time
    T, 3 / T: the rule of three, Hanley and Lippman-Hand 1983). The two rates give the share of
    its time that a long chain would spend there. Ten returns or more make such a bound
    needless: the draws then tell the share, and R-hat whether it is known.
    """
    unit = rounds.lengths[0]
    windows = [
        _middles(missing, max(1, length // unit))
        for missing, length in zip(rounds.missing, rounds.lengths, strict=True)
    ]
    found: list[Stay] = []
    for at, missing in enumerate(rounds.missing[:-1]):
        groups = apart(missing)
        if len(groups) > 1:
            where = [_left(rounds, windows, at, group) for group in groups]
            found += [stay for stay in where if stay]
    return max(found, key=lambda stay: stay.share, default=None)


def _middles(missing: Floats, windows: int) -> Floats:
    """Return the medians of as many parts of a round: shape (chains, windows)."""
    parts = np.array_split(missing, windows, axis=1)
    return np.stack([np.median(part, axis=1) for part in parts], axis=1)


def _left(rounds: Rounds, windows: Sequence[Floats], at: int, group: list[int]) -> Stay | None:
    """Return the place of a group of chains, unless chains are often there later."""
    missing, unit = rounds.missing[at], rounds.lengths[0]
    low, high = np.quantile(missing[group], [0.25, 0.75])
    inside = [(middles >= low) & (middles <= high) for middles in windows]
    if inside[-1].mean() >= _THERE:
        return None
    later = np.concatenate(inside[at + 1 :], axis=1)
    is_theirs = np.isin(np.arange(len(later)), group)
    stayed = _unbroken(later) * is_theirs
    left = np.arange(later.shape[1]) >= stayed[:, None]
    came = later & left
    returns = int((came[:, 1:] & ~later[:, :-1]).sum() + came[:, 0].sum())
    if returns >= _OFTEN:
        return None
    earlier = np.concatenate([np.empty((len(later), 0), np.bool_), *inside[:at]], axis=1)
    came_before = _unbroken(earlier[:, ::-1])
    from_start = rounds.before * (came_before == earlier.shape[1])
    stay = rounds.lengths[at] + float((from_start + unit * (stayed + came_before))[group].mean())
    elsewhere = unit * float((left & ~later).sum())
    backs = float(chi2.ppf(_CERTAIN, 2 * returns + 2)) / 2 * stay
    return Stay(missing, len(group), round(stay), returns, backs / (backs + elsewhere))


def _unbroken(inside: NDArray[np.bool_]) -> Integers:
    """Return for how many windows from the first on each chain is inside."""
    return np.asarray(np.logical_and.accumulate(inside, axis=1).sum(axis=1))
