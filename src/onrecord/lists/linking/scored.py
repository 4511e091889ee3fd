"""What an engine gives back: pairs of rows with how each field agrees and what it weighs."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.lists.linking.columns import Columns
from onrecord.lists.linking.settings import Settings
from onrecord.model import Level, Problem

LEVELS: tuple[Level, ...] = tuple(Level)
"""Levels by the numbers that `Scored.levels` holds: 0 for SAME … 5 for MISSING."""


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """
    Pairs that an engine compared and holds possible.

    Attributes:
        engine: Name and version of what scored them.
        left, right: Shape (pairs,), int64: numbers of rows of `Columns`, left below right,
            no pair twice.
        fields: What was compared.
        levels: Shape (pairs, fields), int8: numbers of `LEVELS`. A field `given` is what
            the veto of first names goes by.
        weights: Shape (pairs, fields), float32: log2 of the likelihood ratio.
        prior: Shape (pairs,), float64: log2 odds, before any field is compared, that a pair
            of rows of these two lists is one person.
        compared: How many pairs were compared; those not worth keeping among them.
        outside: The share of true pairs that is expected to be in no block.
        problems: What was left out, if anything was.
    """

    engine: str
    left: NDArray[np.int64]
    right: NDArray[np.int64]
    fields: tuple[str, ...]
    levels: NDArray[np.int8]
    weights: NDArray[np.float32]
    prior: NDArray[np.float64]
    compared: int
    outside: float = 0.0
    problems: tuple[Problem, ...] = ()

    def __len__(self) -> int:
        return len(self.left)

    @property
    def odds(self) -> NDArray[np.float64]:
        """Shape (pairs,): log2 odds that a pair is one person, seen by itself."""
        told: NDArray[np.float64] = self.prior + self.weights.sum(axis=1, dtype=np.float64)
        return told

    def only(self, kept: NDArray[np.bool_] | NDArray[np.int64]) -> "Scored":
        """Return some of the pairs."""
        return Scored(
            self.engine,
            self.left[kept],
            self.right[kept],
            self.fields,
            self.levels[kept],
            self.weights[kept],
            self.prior[kept],
            self.compared,
            self.outside,
            self.problems,
        )


Engine = Callable[[Columns, Settings], Scored]
"""A function from columns to scored pairs; everything after it is common to all engines."""
