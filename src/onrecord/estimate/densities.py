"""Draws and posteriors as a few points of a curve, for a drawing."""

import numpy as np
from numpy.typing import NDArray

POINTS = 120  # of a curve; more are not seen


def of_draws(draws: NDArray[np.float64]) -> tuple[tuple[float, float], ...]:
    """
    Return (people, relative height) of draws, the highest 1: a Gaussian about each draw.

    The breadth is Silverman's rule of thumb (1986, section 3.4.2). A twentieth of a per cent of
    the draws at either end is left out, since a few very high ones would leave no room for the
    rest. Nothing where fewer than ten draws differ.
    """
    draws = np.sort(draws[np.isfinite(draws)])
    if len(np.unique(draws)) < 10:
        return ()
    low, high = np.quantile(draws, [0.0005, 0.9995])
    between = np.subtract(*np.quantile(draws, [0.75, 0.25])) / 1.34
    breadth = 0.9 * min(draws.std(), between or draws.std()) * len(draws) ** -0.2
    at = np.linspace(low, high, POINTS)
    height = np.exp(-0.5 * ((at[:, None] - draws) / breadth) ** 2).sum(axis=1)
    return _points(at, height)


def of_posterior(
    people: NDArray[np.float64], density: NDArray[np.float64], low: float, high: float
) -> tuple[tuple[float, float], ...]:
    """Return (people, relative height) of a posterior between two numbers, the highest 1."""
    at = np.linspace(low, high, POINTS)
    return _points(at, np.interp(at, people, density))


def _points(
    at: NDArray[np.float64], height: NDArray[np.float64]
) -> tuple[tuple[float, float], ...]:
    if not height.max() > 0:
        return ()
    told = zip(at.tolist(), (height / height.max()).tolist(), strict=True)
    return tuple((round(x, 1), round(y, 4)) for x, y in told)
