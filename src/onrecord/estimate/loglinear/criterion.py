"""
Which sets of lists depend on each other, chosen by Schwarz's criterion (BIC).

Silverman, Chan and Vincent (2024). Every hierarchical model up to an order is fitted; the
criterion is minus twice the log-likelihood and, for each term, also one of minus infinity, the
logarithm of the number of people seen. The model with the least of those that have an answer is
chosen. Where tables are drawn again, only the best models of the table itself are looked at,
which costs little and changes hardly anything (their section 4).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln, xlogy

from onrecord.estimate.loglinear.design import Design, hierarchical
from onrecord.estimate.loglinear.existence import Checks
from onrecord.estimate.loglinear.fitting import Fits, fits
from onrecord.estimate.loglinear.stepwise import Chosen

_TABLES = 200  # worked on at once


@dataclass(frozen=True, slots=True, eq=False)
class Ranked:
    """
    The models of one table that have an answer, the best first.

    Attributes:
        models: Shape (models, terms), bool.
        hidden: Shape (models,): people on no list by each.
        criterion: Shape (models,): the criterion, less that of the best.
        tried: How many models there were.
    """

    models: NDArray[np.bool_]
    hidden: NDArray[np.float64]
    criterion: NDArray[np.float64]
    tried: int


def ranked(
    design: Design, order: int, counts: NDArray[np.int64], top: int, checks: Checks
) -> Ranked:
    """
    Return the best models of one table.

    Args:
        design: With terms up to the order.
        order: Size of the largest set of lists that may depend on one another.
        counts: Shape (cells,).
        top: How many models are kept.
        checks: Of the design.
    """
    models = hierarchical(design.lists, order)
    fitted = fits(design.matrix, np.repeat(counts[None], len(models), axis=0), models)
    criterion = _criterion(fitted, counts[None], models)
    kept: list[int] = []
    for model in np.argsort(criterion, kind="stable"):
        if len(kept) == top:
            break
        if fitted.is_proven[model] and checks.is_identified(counts, models[model]):
            kept.append(int(model))
    found = criterion[kept]
    least = found[0] if kept else 0.0
    return Ranked(models[kept], fitted.hidden[kept], found - least, len(models))


def chosen_among(
    design: Design, counts: NDArray[np.int64], models: NDArray[np.bool_], checks: Checks
) -> Chosen:
    """
    Return the best of a few models for each of many tables.

    Args:
        design: With the models' terms.
        counts: Shape (tables, cells).
        models: Shape (models, terms).
        checks: Of the design.
    """
    best = np.zeros((len(counts), design.matrix.shape[1]), dtype=np.bool_)
    hidden = np.full(len(counts), np.inf)
    unsure = 0
    for first in range(0, len(counts), _TABLES):
        part = counts[first : first + _TABLES]
        many = np.tile(models, (len(part), 1))
        fitted = fits(design.matrix, np.repeat(part, len(models), axis=0), many)
        repeated = np.repeat(part, len(models), axis=0)
        criterion = _criterion(fitted, repeated, many).reshape(len(part), len(models))
        for row, found in enumerate(criterion):
            for model in np.argsort(found, kind="stable"):
                at = row * len(models) + model
                if not checks.is_identified(part[row], models[model]):
                    continue
                if fitted.is_proven[at]:
                    best[first + row] = models[model]
                    hidden[first + row] = fitted.hidden[at]
                    break
                unsure += checks.exists(part[row], models[model])
    return Chosen(best, hidden, unsure)


def _criterion(
    fitted: Fits, counts: NDArray[np.int64], models: NDArray[np.bool_]
) -> NDArray[np.float64]:
    likely = xlogy(counts, fitted.means) - fitted.means - gammaln(counts + 1.0)
    seen = counts.sum(axis=1).astype(np.float64)
    found = -2 * likely.sum(axis=1) + models.sum(axis=1) * np.log(seen)
    return np.asarray(np.nan_to_num(found, nan=np.inf), dtype=np.float64)
