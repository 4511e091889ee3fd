"""Tables of inclusion as arrays, and what a model makes of one."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.model import InclusionTable, ModelEstimate


@dataclass(frozen=True, slots=True, eq=False)
class Inclusions:
    """
    A table of inclusion as arrays.

    Attributes:
        lists: Names of the lists.
        patterns: Shape (cells, lists), bool: which lists each cell's people are on. Only
            cells that somebody is in, in the order of their patterns as binary numbers.
        counts: Shape (cells,), int64: how many.
    """

    lists: tuple[str, ...]
    patterns: NDArray[np.bool_]
    counts: NDArray[np.int64]

    @property
    def seen(self) -> int:
        """How many people are on any list."""
        return int(self.counts.sum())


def inclusions(table: InclusionTable) -> Inclusions:
    """Return a table as arrays, cells that nobody is in left out."""
    held = sorted((pattern, count) for pattern, count in table.cells if count)
    rows = [[sign == "1" for sign in pattern] for pattern, _ in held]
    return Inclusions(
        lists=table.lists,
        patterns=np.array(rows, dtype=np.bool_).reshape(len(held), len(table.lists)),
        counts=np.array([count for _, count in held], dtype=np.int64),
    )


@dataclass(frozen=True, slots=True, eq=False)
class Fitted:
    """
    What one model makes of one table.

    Attributes:
        told: What people are told.
        draws: Shape (draws,), float64: the number of people in draws of the posterior or of
            the bootstrap, so that strata can be summed with their uncertainty; None where
            there is none, or where the model refuses. A posterior that is refused only since
            its answers lie apart keeps its draws, which draws of other data may join.
    """

    told: ModelEstimate
    draws: NDArray[np.float64] | None = None
