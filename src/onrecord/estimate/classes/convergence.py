"""
Whether chains agree: rank-normalised split R-hat and effective sample sizes.

Vehtari, Gelman, Simpson, Carpenter and Bürkner 2021, "Rank-normalization, folding, and
localization: an improved R-hat" (Bayesian Analysis 16), sections 3 and 4.
"""

import numpy as np
from scipy.special import ndtri
from scipy.stats import rankdata

from onrecord.estimate.classes.state import Floats


def _split(draws: Floats) -> Floats:
    """Return each chain's halves as chains of their own: shape (2 chains, draws // 2)."""
    half = draws.shape[1] // 2
    return np.concatenate([draws[:, :half], draws[:, -half:]])


def _by_rank(draws: Floats) -> Floats:
    """Return normal scores of the ranks (Blom), ties sharing theirs."""
    ranks = rankdata(draws, axis=None).reshape(draws.shape)
    return np.asarray(ndtri((ranks - 0.375) / (draws.size + 0.25)))


def _plain_r_hat(halves: Floats) -> float:
    """Return R-hat of chains as they are."""
    many = halves.shape[1]
    within = halves.var(axis=1, ddof=1).mean()
    between = many * halves.mean(axis=1).var(ddof=1)
    if within == 0:
        return 1.0 if between == 0 else float("inf")
    return float(np.sqrt((between / within + many - 1) / many))


def r_hat(draws: Floats) -> float:
    """
    Return the greater R-hat of the chains' middle (ranks) and of their spread (folded ranks).

    Args:
        draws: Shape (chains, draws), at least four draws.

    >>> same = np.random.default_rng(1).standard_normal((4, 500))
    >>> r_hat(same) < 1.02 < r_hat(same + np.arange(4)[:, None])
    True
    """
    halves = _split(draws)
    folded = np.abs(halves - np.median(halves))
    return max(_plain_r_hat(_by_rank(halves)), _plain_r_hat(_by_rank(folded)))


def _plain_ess(halves: Floats) -> float:
    """Return the effective sample size of chains as they are (Geyer's initial sequence)."""
    chains, many = halves.shape
    within = halves.var(axis=1, ddof=1).mean()
    if within == 0:
        return float(halves.size)
    size = 1 << (2 * many - 1).bit_length()
    spectrum = np.fft.rfft(halves - halves.mean(axis=1, keepdims=True), size)
    covariance = np.fft.irfft(np.abs(spectrum) ** 2, size)[:, :many].mean(axis=0) / many
    between = halves.mean(axis=1).var(ddof=1) if chains > 1 else 0.0
    whole = within * (many - 1) / many + between
    rho = 1.0 - (within - covariance * many / (many - 1)) / whole
    rho[0] = 1.0
    pairs = rho[: many // 2 * 2].reshape(-1, 2).sum(axis=1)
    ends = np.flatnonzero(pairs <= 0)
    kept = np.minimum.accumulate(pairs[: ends[0] if len(ends) else len(pairs)])
    tau = max(2.0 * float(kept.sum()) - 1.0, 1.0 / np.log10(halves.size))
    return float(halves.size / tau)


def ess_bulk(draws: Floats) -> float:
    """Return how many independent draws the middle is worth: draws of shape (chains, draws)."""
    return _plain_ess(_by_rank(_split(draws)))


def ess_tail(draws: Floats, level: float = 0.95) -> float:
    """
    Return how many independent draws the ends of an interval are worth, the lesser of both.

    Args:
        draws: Shape (chains, draws).
        level: Of the interval whose ends are meant.
    """
    halves = _split(draws)
    ends = np.quantile(halves, [(1 - level) / 2, (1 + level) / 2])
    return min(_plain_ess((halves <= end).astype(np.float64)) for end in ends)
