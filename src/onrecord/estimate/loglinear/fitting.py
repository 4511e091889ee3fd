"""
Maximum likelihood of many log-linear models at once, and proof that it is there.

Counts are Poisson. A term of which nobody is in any cell is minus infinity: its cells are sure
to be empty and the likelihood is that of the rest (Chan, Silverman and Vincent 2021, section
2.2; Fienberg and Rinaldo 2012). What is left has a maximum exactly if positive means exist with
the same sums over every term as the counts. A Newton step proves that by itself: means that are
changed by it, each by less than its own size, have these very sums and are positive.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_ENOUGH = 1e-7  # largest change of a cell's logarithm in the last step: it converges as a square
_STEPS = 40
_FARTHEST = 2.0  # logarithms that a cell may rise by in one step
_RIDGE = 1e-11  # of the curvature, so that a model without a maximum stops no others
_MOST_AT_ONCE = 2_000_000  # numbers: 16 MB, some arrays of which stand side by side


@dataclass(frozen=True, slots=True, eq=False)
class Fits:
    """
    Fitted models of tables.

    Attributes:
        terms: Shape (tables, terms): the fitted terms; nought where a term is not in the model
            and where it is minus infinity.
        means: Shape (tables, cells): nought in cells that are sure to be empty.
        is_proven: Shape (tables,), bool: whether the maximum is reached and proven to exist;
            where False, existence is for the linear program to say.
    """

    terms: NDArray[np.float64]
    means: NDArray[np.float64]
    is_proven: NDArray[np.bool_]

    @property
    def hidden(self) -> NDArray[np.float64]:
        """Shape (tables,): the mean of the cell of people on no list."""
        found: NDArray[np.float64] = np.exp(self.terms[:, 0])
        return found


def living(
    matrix: NDArray[np.float64], counts: NDArray[np.int64], models: NDArray[np.bool_]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """
    Return which terms are finite, and which cells are not sure to be empty.

    Args:
        matrix: Shape (cells, terms).
        counts: Shape (tables, cells).
        models: Shape (tables, terms).
    """
    is_empty = models & ~((counts > 0).astype(np.float64) @ matrix > 0)
    cells = is_empty.astype(np.float64) @ matrix.T == 0
    return models & ~is_empty, cells


def fits(
    matrix: NDArray[np.float64],
    counts: NDArray[np.int64],
    models: NDArray[np.bool_],
    start: NDArray[np.float64] | None = None,
) -> Fits:
    """
    Return the maximum of the likelihood of one model for each table.

    Args:
        matrix: Shape (cells, terms), as `Design.matrix`.
        counts: Shape (tables, cells).
        models: Shape (tables, terms), bool.
        start: Shape (tables, terms): terms to begin from, as from a model with one term less.
    """
    used = np.flatnonzero(models.any(axis=0))
    size = max(1, _MOST_AT_ONCE // (len(matrix) * len(used) + 1))
    terms = np.zeros(models.shape)
    means = np.zeros(counts.shape)
    proven = np.zeros(len(counts), dtype=np.bool_)
    for first in range(0, len(counts), size):
        part = slice(first, first + size)
        begin = None if start is None else start[part][:, used]
        found = _newton(matrix[:, used], counts[part], models[part][:, used], begin)
        terms[part, used], means[part], proven[part] = found.terms, found.means, found.is_proven
    return Fits(terms, means, proven)


def _newton(
    matrix: NDArray[np.float64],
    counts: NDArray[np.int64],
    models: NDArray[np.bool_],
    start: NDArray[np.float64] | None,
) -> Fits:
    """Climb until every table's last step was small or steps are used up."""
    finite, alive = living(matrix, counts, models)
    wanted = counts.astype(np.float64)
    terms = _first(matrix, wanted, finite, alive) if start is None else np.where(finite, start, 0)
    proven = np.zeros(len(counts), dtype=np.bool_)
    going = np.arange(len(counts))
    for _ in range(_STEPS):
        heights = np.minimum(terms[going] @ matrix.T, 60)
        mean = np.exp(heights) * alive[going]
        step = _solved(matrix, mean, (wanted[going] - mean) @ matrix, finite[going])
        change = (step @ matrix.T) * alive[going]
        rise = np.maximum(change.max(axis=1), 1e-300)
        terms[going] += step * np.minimum(1.0, _FARTHEST / rise)[:, None]
        is_there = np.abs(change).max(axis=1) < _ENOUGH
        proven[going[is_there]] = True
        going = going[~is_there]
        if not len(going):
            break
    means = np.exp(np.minimum(terms @ matrix.T, 60)) * alive
    return Fits(terms, means, proven)


def _first(
    matrix: NDArray[np.float64],
    wanted: NDArray[np.float64],
    finite: NDArray[np.bool_],
    alive: NDArray[np.bool_],
) -> NDArray[np.float64]:
    """Return terms to begin from: least squares of the counts' logarithms."""
    raised = (wanted + 0.5) * alive
    heights = np.log(wanted + 0.5)
    return _solved(matrix, raised, (raised * heights) @ matrix, finite)


def _solved(
    matrix: NDArray[np.float64],
    weights: NDArray[np.float64],
    right: NDArray[np.float64],
    finite: NDArray[np.bool_],
) -> NDArray[np.float64]:
    """Return what solves the weighted normal equations in the terms that are finite."""
    curved = (weights[:, None, :] * matrix.T) @ matrix
    both = finite[:, :, None] & finite[:, None, :]
    curved = np.where(both, curved, 0.0)
    at = np.arange(matrix.shape[1])
    own = curved[:, at, at]
    # Each term is measured by its own curvature, so that great and small counts mix.
    scale = np.where(finite & (own > 0), np.sqrt(np.maximum(own, 1e-290)), 1.0)
    curved /= scale[:, :, None] * scale[:, None, :]
    curved[:, at, at] = np.where(finite, curved[:, at, at], 1.0) + _RIDGE
    solved = np.linalg.solve(curved, (np.where(finite, right, 0.0) / scale)[:, :, None])[:, :, 0]
    found: NDArray[np.float64] = solved / scale
    return found
