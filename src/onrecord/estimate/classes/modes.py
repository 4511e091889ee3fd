"""Separate answers: where chains stay apart, and where the posterior itself has valleys."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from onrecord.estimate.classes.convergence import r_hat
from onrecord.estimate.classes.state import Floats
from onrecord.model import Interval, Mode

_AGREE = 1.1  # chains of one mode agree as far as this
_THINNED = 250  # draws of each chain that the grouping looks at
_GRID = 120  # points of a density
_VALLEY = 0.5  # of the lower of two peaks: a valley below it parts them
_LEAST = 0.01  # of the draws: less is no mode
_NARROW = 0.85  # of the usual width of the kernel, since peaks are what is looked for


def apart(people: Floats) -> list[list[int]]:
    """
    Return groups of chains that agree within each and not between, by their medians.

    Beginning with every chain by itself, the two neighbours that agree best are put together
    until R-hat of no two neighbours together is 1.1 or less.

    Args:
        people: Shape (chains, draws).

    >>> chains = np.random.default_rng(1).normal(size=(6, 400)) + [[0], [9], [0], [9], [9], [0]]
    >>> apart(chains)
    [[0, 2, 5], [1, 3, 4]]
    """
    few = people[:, :: max(1, people.shape[1] // _THINNED)]
    groups = [[int(chain)] for chain in np.argsort(np.median(few, axis=1), kind="stable")]
    gaps = [r_hat(few[a + b]) for a, b in pairwise(groups)]
    while gaps and min(gaps) <= _AGREE:
        at = int(np.argmin(gaps))
        groups[at : at + 2] = [groups[at] + groups[at + 1]]
        del gaps[at]
        for side in (at - 1, at):
            if 0 <= side < len(gaps):
                gaps[side] = r_hat(few[groups[side] + groups[side + 1]])
    return [sorted(group) for group in groups]


def interval(people: Floats, level: float) -> Interval:
    """Return the middle and the ends of draws, in whole people."""
    low, point, high = np.quantile(people, [(1 - level) / 2, 0.5, (1 + level) / 2])
    return Interval(low=float(low), high=float(high), point=float(point), level=level)


def modes_of_chains(people: Floats, level: float) -> tuple[Mode, ...]:
    """Return a mode for each group of chains, with its share of the chains."""
    return tuple(
        Mode(interval=interval(people[group], level), share=len(group) / len(people))
        for group in apart(people)
    )


def density(people: Floats) -> tuple[Floats, Floats]:
    """
    Return how likely each number of people is, smoothed in its logarithm.

    Returns:
        The numbers, evenly spread in their logarithm, and heights as a density of the
        logarithm, the highest being 1.
    """
    logs = np.log(people.ravel())
    low, high = np.quantile(logs, [0.001, 0.999])
    spread = min(float(logs.std()), float(np.subtract(*np.quantile(logs, [0.75, 0.25]))) / 1.34)
    width = max(_NARROW * spread * min(logs.size, 2_000) ** -0.2, 1e-6)
    grid = np.linspace(low - 2 * width, high + 2 * width, _GRID)
    bins = np.linspace(grid[0], grid[-1], 20 * _GRID + 1)
    counts, _ = np.histogram(logs, bins)
    centres = (bins[1:] + bins[:-1]) / 2
    heights = np.exp(-0.5 * ((grid[:, None] - centres) / width) ** 2) @ counts
    return np.exp(grid), heights / heights.max()


def valleys(people: Floats) -> tuple[float, ...]:
    """
    Return the numbers of people at which valleys part the posterior.

    A valley parts two peaks where it is less than half as high as the lower of them, and
    where a hundredth of the draws or more lies on either side.
    """
    grid, heights = density(people)
    cuts: list[float] = []
    start = 0
    for at in range(1, len(heights) - 1):
        if heights[at] > heights[at - 1] or heights[at] > heights[at + 1]:
            continue
        left, right = heights[start:at].max(), heights[at + 1 :].max()
        begins = cuts[-1] if cuts else 0.0
        sides = (((people >= begins) & (people < grid[at])).mean(), (people >= grid[at]).mean())
        if heights[at] < _VALLEY * min(left, right) and min(sides) >= _LEAST:
            cuts.append(float(grid[at]))
            start = at
    return tuple(cuts)


def modes_between(people: Floats, cuts: Sequence[float], level: float) -> tuple[Mode, ...]:
    """Return a mode for the draws between each two cuts, with its probability."""
    ends = [0.0, *cuts, float("inf")]
    parts = [people[(people >= low) & (people < high)] for low, high in pairwise(ends)]
    return tuple(
        Mode(interval=interval(part, level), share=part.size / people.size, is_weighed=True)
        for part in parts
        if part.size
    )
