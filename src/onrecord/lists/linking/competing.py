"""What pairs make of each other: a row of a list that has nobody twice is one person at most."""

import numpy as np
from numpy.typing import NDArray

from onrecord.lists.linking.columns import Columns

Numbers = NDArray[np.int64]
Shares = NDArray[np.float64]

_MOST = 40.0  # log2 odds beyond which nothing is surer: sums of them stay exact


class Rivals:
    """
    Pairs of which no two can hold together.

    If a list has nobody twice, a row elsewhere is one of its persons or none of them. Of
    pairs of one row with several rows of such a list the likelihoods are shared out, with
    1 for "none of them". Where a brother's row is nearly as alike as one's own, one's own
    takes it all; where two rows are as alike as each other, neither pair has more than half.
    """

    def __init__(self, columns: Columns, left: Numbers, right: Numbers) -> None:
        self._sides = [_Side(columns, one, two) for one, two in ((left, right), (right, left))]

    def probabilities(self, odds: Shares, barred: NDArray[np.bool_]) -> Shares:
        """
        Return each pair's probability beside all its rivals.

        Args:
            odds: Shape (pairs,), log2: of each by itself.
            barred: Shape (pairs,): which are out of the question; they have 0.
        """
        alone = np.exp2(np.clip(odds, -_MOST, _MOST))
        alone[barred] = 0.0
        against = np.ones(len(alone)) + alone
        for side in self._sides:
            against += side.others(alone)
        told: Shares = alone / against
        return told


class _Side:
    def __init__(self, columns: Columns, row: Numbers, other: Numbers) -> None:
        lists = len(columns.lists)
        self._counts = columns.each_once[columns.list_of[other]]
        key = row * lists + columns.list_of[other]
        _, self._group = np.unique(key, return_inverse=True)

    def others(self, alone: Shares) -> Shares:
        """Return the sum of the odds of each pair's rivals on this side."""
        if not len(alone):
            return alone
        sums = np.bincount(self._group, weights=alone)[self._group]
        return np.where(self._counts, np.maximum(sums - alone, 0.0), 0.0)
