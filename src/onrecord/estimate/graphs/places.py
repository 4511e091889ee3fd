"""
At which numbers of missing people a posterior is worked out.

Up to a few thousand, at every whole number. Beyond, where it is high and changes quickly: a
posterior of a thousand million people is narrow, and a grid with even steps would step over it.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Heights = Callable[[NDArray[np.int64]], NDArray[np.float64]]

EVERY_NUMBER = 4_000  # up to here no number is left out
_FIRST = 250  # numbers looked at first, each a few per cent above the last
_STEP = 0.1  # what a logarithm may change between neighbours that matter: means hold to 1 in 10,000
_DEPTH = 18.0  # logarithms below the highest from which nothing matters: e^-18
_ROUNDS = 60
_MOST_PLACES = 20_000


def spread(fewest: int, most: int) -> NDArray[np.int64]:
    """Return numbers from the fewest to the most: all, or some with even proportions."""
    if most - fewest <= EVERY_NUMBER:
        return np.arange(fewest, most + 1)
    steps = np.geomspace(1, most - fewest + 1, _FIRST)
    return np.unique(np.round(steps).astype(np.int64)) - 1 + fewest


def refined(places: NDArray[np.int64], heights: Heights, top: float) -> NDArray[np.int64]:
    """
    Return numbers so dense that the posterior of every model that matters is seen whole.

    Args:
        places: Numbers to begin with, in order.
        heights: Logarithms of unnormalised posteriors, shape (models, numbers).
        top: The highest that is known already.
    """
    known = heights(places)
    for _ in range(_ROUNDS):
        top = max(top, float(known.max()))
        splits = _coarse(places, known, top)
        if not len(splits) or len(places) > _MOST_PLACES:
            break
        new = (places[splits] + places[splits + 1]) // 2
        known = np.insert(known, splits + 1, heights(new), axis=1)
        places = np.insert(places, splits + 1, new)
    return places


def _coarse(places: NDArray[np.int64], known: NDArray[np.float64], top: float) -> NDArray[np.intp]:
    """Return the gaps (by their left ends) in which something that matters changes too much."""
    change = np.abs(np.diff(known, axis=1))
    higher = np.maximum(known[:, :-1], known[:, 1:])
    wanted: NDArray[np.bool_] = np.logical_or.reduce(
        (change > _STEP) & (higher > top - _DEPTH), axis=0
    )
    rows, peaks = np.arange(len(known)), known.argmax(axis=1)
    may_matter = matters(known, top)
    for gap in (peaks - 1, peaks):
        inside = (gap >= 0) & (gap < change.shape[1]) & may_matter
        is_steep = change[rows[inside], gap[inside]] > _STEP
        wanted[gap[inside][is_steep]] = True
    found: NDArray[np.intp] = np.flatnonzero(wanted & (np.diff(places) > 1))
    return found


def matters(known: NDArray[np.float64], top: float) -> NDArray[np.bool_]:
    """
    Return which models may yet rise to where they matter, shape (models,).

    A narrow peak between two numbers is not seen in its height: it cannot rise much more above
    its highest number than that stands above its neighbours.
    """
    change = np.abs(np.diff(known, axis=1))
    rows, peaks = np.arange(len(known)), known.argmax(axis=1)
    last = change.shape[1] - 1
    beside = [change[rows, np.clip(gap, 0, last)] for gap in (peaks - 1, peaks)]
    found: NDArray[np.bool_] = known[rows, peaks] + 3 * np.maximum(*beside) > top - _DEPTH
    return found


def widths(places: NDArray[np.int64]) -> NDArray[np.float64]:
    """
    Return how many whole numbers each place stands for.

    >>> widths(np.array([0, 1, 2, 4, 8])).tolist()
    [1.0, 1.0, 1.5, 3.0, 2.5]
    """
    return np.diff(edges(places))


def edges(places: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return where what a place stands for begins and ends: one more than there are places."""
    between = (places[1:] + places[:-1]) / 2
    return np.concatenate(([places[0] - 0.5], between, [places[-1] + 0.5]))
