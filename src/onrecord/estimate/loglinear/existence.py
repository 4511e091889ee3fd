"""
Whether a model of a table has an answer at all.

Two things may be missing (Chan, Silverman and Vincent 2021, section 2.3). The maximum of the
likelihood may not be there: then linear programming finds no means that are all positive and
have the counts' sums over the model's terms (Fienberg and Rinaldo 2012, with the sign of the
supplement's program put right by Chan and others). Or the terms may not be told apart: then the
model's matrix has fewer independent columns than terms.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from onrecord.estimate.loglinear.fitting import living

_POSITIVE = 1e-7  # of a count of one: HiGHS holds its sums to a tenth of this


@dataclass(frozen=True, slots=True, kw_only=True)
class Answerable:
    """
    Whether a model can be fitted to a table, terms of minus infinity allowed.

    Attributes:
        exists: Whether the likelihood has a maximum.
        is_identified: Whether only one set of terms has it.
    """

    exists: bool
    is_identified: bool

    def __bool__(self) -> bool:
        return self.exists and self.is_identified


@dataclass(slots=True)
class Checks:
    """
    Answers for one design, remembered: bootstrap draws ask the same again and again.

    Attributes:
        matrix: Shape (cells, terms), as `Design.matrix`.
        programs: How many linear programs were solved.
    """

    matrix: NDArray[np.float64]
    programs: int = 0
    _known: dict[bytes, bool] = field(default_factory=dict)
    _ranked: dict[bytes, bool] = field(default_factory=dict)

    def check(self, counts: NDArray[np.int64], model: NDArray[np.bool_]) -> Answerable:
        """Return whether a model, shape (terms,), has an answer for a table, shape (cells,)."""
        exists = self.exists(counts, model)
        return Answerable(exists=exists, is_identified=self.is_identified(counts, model))

    def exists(self, counts: NDArray[np.int64], model: NDArray[np.bool_]) -> bool:
        """
        Return whether the likelihood has a maximum.

        Only which cells have people matters, not how many: that decides on which face of the
        cone of all possible sums these lie.
        """
        has = counts > 0
        key = np.packbits(has).tobytes() + b"/" + np.packbits(model).tobytes()
        if key not in self._known:
            self.programs += 1
            self._known[key] = self._solved(has, model)
        return self._known[key]

    def is_identified(self, counts: NDArray[np.int64], model: NDArray[np.bool_]) -> bool:
        """Return whether the terms that are finite are told apart by the cells left to them."""
        (finite,), (alive,) = living(self.matrix, counts[None], model[None])
        key = np.packbits(finite).tobytes() + b"/" + np.packbits(alive).tobytes()
        if key not in self._ranked:
            left = self.matrix[np.ix_(alive, finite)]
            self._ranked[key] = bool(np.linalg.matrix_rank(left) == left.shape[1])
        return self._ranked[key]

    def _solved(self, has: NDArray[np.bool_], model: NDArray[np.bool_]) -> bool:
        """Return whether means that are all positive have the sums: the least is made largest."""
        (finite,), (alive,) = living(self.matrix, has[None].astype(np.int64), model[None])
        left = self.matrix[np.ix_(alive, finite)]
        sums = has[alive] @ left
        # Each mean is the least one and something more.
        columns = np.concatenate([left.T, left.T.sum(axis=1, keepdims=True)], axis=1)
        goal = np.zeros(columns.shape[1])
        goal[-1] = -1.0
        found = linprog(goal, A_eq=columns, b_eq=sums, bounds=(0, None), method="highs")
        return bool(found.status == 0 and -found.fun > _POSITIVE)
