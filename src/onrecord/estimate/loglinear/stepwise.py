"""
Which pairs of lists depend on each other, chosen one after the other.

Chan, Silverman and Vincent (2021), section 3.2. It begins with no list depending on another. For
each pair left out, the number of people on both is held against the Poisson distribution with
the mean that the model gives it; the pair that is least likely by chance (one-sided, whichever
side it is on) comes in, if that is less likely than a threshold and if the larger model has an
answer. It ends when no pair is left.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import pdtr, pdtrc

from onrecord.estimate.loglinear.design import Design
from onrecord.estimate.loglinear.existence import Checks
from onrecord.estimate.loglinear.fitting import Fits, fits


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """
    The models chosen for some tables.

    Attributes:
        models: Shape (tables, terms), bool.
        hidden: Shape (tables,): people on no list; infinite where not even the model without
            any dependence has an answer.
        unsure: How many fits had a maximum by linear programming that was not reached: they
            were passed over.
    """

    models: NDArray[np.bool_]
    hidden: NDArray[np.float64]
    unsure: int


def chosen(
    design: Design, counts: NDArray[np.int64], checks: Checks, threshold: float = 0.02
) -> Chosen:
    """
    Return the model that steps lead to, for each of many tables.

    Args:
        design: With terms of two lists.
        counts: Shape (tables, cells).
        checks: Of the design.
        threshold: The chance below which a pair comes in.
    """
    tables = len(counts)
    models = np.repeat(design.main[None], tables, axis=0)
    fitted = fits(design.matrix, counts, models)
    terms, means = fitted.terms, fitted.means
    answered, unsure = _answered(counts, models, fitted, checks)
    open_pairs = np.ones((tables, len(design.pairs)), dtype=np.bool_)
    pair_terms = design.matrix[:, design.pairs]
    seen_both = counts @ pair_terms
    going = np.flatnonzero(answered)
    while len(going):
        chance = _chance(seen_both[going], means[going] @ pair_terms)
        chance[~open_pairs[going]] = np.inf
        best = chance.argmin(axis=1)
        goes_on = chance[np.arange(len(going)), best] < threshold
        going, best = going[goes_on], best[goes_on]
        larger = models[going]
        larger[np.arange(len(going)), design.pairs[best]] = True
        fitted = fits(design.matrix, counts[going], larger, terms[going])
        is_in, passed = _answered(counts[going], larger, fitted, checks)
        unsure += passed
        open_pairs[going[~is_in], best[~is_in]] = False
        new = going[is_in]
        models[new], terms[new], means[new] = (
            larger[is_in],
            fitted.terms[is_in],
            fitted.means[is_in],
        )
        # What had no answer beside a smaller model may have one beside a larger.
        open_pairs[new] = ~models[new][:, design.pairs]
    hidden = np.where(answered, np.exp(terms[:, 0]), np.inf)
    return Chosen(models, hidden, unsure)


def _chance(seen: NDArray[np.float64], mean: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how likely so many or more are, or so many or fewer, whichever is less."""
    mean = np.maximum(mean, 1e-300)
    more = np.where(seen > 0, pdtrc(np.maximum(seen - 1, 0), mean), 1.0)
    return np.asarray(np.minimum(more, pdtr(seen, mean)), dtype=np.float64)


def _answered(
    counts: NDArray[np.int64], models: NDArray[np.bool_], fitted: Fits, checks: Checks
) -> tuple[NDArray[np.bool_], int]:
    """Return which fits are answers, and how many have a maximum that was not reached."""
    found = fitted.is_proven.copy()
    unsure = 0
    for row in range(len(counts)):
        if not checks.is_identified(counts[row], models[row]):
            found[row] = False
        elif not found[row] and checks.exists(counts[row], models[row]):
            unsure += 1
    return found, unsure
