"""Separate answers in one posterior: graphs that say quite different numbers."""

import numpy as np

from onrecord.estimate.graphs.averaging import Posterior
from onrecord.model import Interval, Mode

_VALLEY = 0.5  # of the lower peak's height: a shallower dip parts nothing
_LEAST = 0.05  # of the probability: a smaller heap is no answer of its own


def peaks(posterior: Posterior, level: float) -> tuple[Mode, ...]:
    """
    Return the heaps of probability that deep valleys part, lowest first; none if there is one.

    A valley parts two heaps if the density in it is below half of the lower of the two peaks
    and each side holds at least a twentieth of the probability.
    """
    cuts = _valleys(posterior)
    below = np.concatenate(([0.0], np.cumsum(posterior.widths * posterior.density)))
    below /= below[-1]
    bounds = [0.0, *(float(below[cut + 1]) for cut in cuts), 1.0]
    heaps: list[tuple[float, float]] = []
    start = 0.0
    for end in bounds[1:]:
        if end - start >= _LEAST:
            heaps.append((start, end))
            start = end
    if heaps:
        heaps[-1] = (heaps[-1][0], 1.0)
    if len(heaps) < 2:
        return ()
    return tuple(_mode(posterior, left, right, level) for left, right in heaps)


def _mode(posterior: Posterior, left: float, right: float, level: float) -> Mode:
    share = right - left
    levels = left + share * np.array([(1 - level) / 2, 0.5, (1 + level) / 2])
    low, median, high = posterior.quantiles(levels).tolist()
    interval = Interval(low=low, high=high, point=median, level=level)
    return Mode(interval=interval, share=share, is_weighed=True)


def _valleys(posterior: Posterior) -> list[int]:
    """Return the places of deep valleys: the lowest between two peaks that stand out of it."""
    density = posterior.density
    cuts = []
    peak = valley = 0
    for place in range(1, len(density)):
        if density[place] < density[valley]:
            valley = place
        is_out = density[valley] < _VALLEY * min(density[peak], density[place])
        if is_out and valley > peak:
            cuts.append(valley)
            peak = valley = place
        elif density[place] > density[peak]:
            peak = valley = place
    return cuts
