"""Values of names that meet in pairs of rows: how well each two agree, graded once."""

import numpy as np
from numpy.typing import NDArray

from onrecord.lists.linking.splink_rows import RowNumbers

Numbers = NDArray[np.int64]
Grades = NDArray[np.int8]

_SLOTS = 1 << 20
_MIX = np.uint64(0x9E3779B97F4A7C15)  # 2^64 over the golden ratio (Knuth 1998, section 6.4)
_SHIFT = np.uint64(64 - 20)


class Met:
    """
    How well values agree that have met.

    Millions of pairs of rows have some ten thousand pairs of values between them. Most are
    found again at the place that their own number gives them in a short table; what another
    pair has displaced there is looked up in the long one.
    """

    def __init__(self, rows: RowNumbers) -> None:
        self._rows = rows
        self._size = len(rows.skeletons)
        self._slots = np.full(_SLOTS, -1, dtype=np.int64)
        self._in_slots = np.zeros(_SLOTS, dtype=np.int8)
        self._two: Numbers = np.zeros(0, dtype=np.int64)
        self._grades: Grades = np.zeros(0, dtype=np.int8)

    def grades(self, left: NDArray[np.int32], right: NDArray[np.int32]) -> Grades:
        """
        Return how well values agree, two by two.

        Args:
            left: Shape (pairs,): numbers of `RowNumbers.values`.
            right: Likewise; none the same as on the left.
        """
        two = np.minimum(left, right).astype(np.int64) * self._size + np.maximum(left, right)
        slot = ((two.astype(np.uint64) * _MIX) >> _SHIFT).astype(np.int64)
        told = self._in_slots[slot]
        missed = np.flatnonzero(self._slots[slot] != two)
        if len(missed):
            told[missed] = self._looked_up(two[missed], slot[missed])
        return told

    def of(self, two: Numbers) -> Grades:
        """Return how well values agree that stand two by two in one number, each once."""
        left, right = two // self._size, two % self._size
        return self.grades(left.astype(np.int32), right.astype(np.int32))

    def at(self, grade: int) -> Numbers:
        """Return the pairs of values of one grade, each as one number, in order."""
        told: Numbers = self._two[self._grades == grade]
        return told

    def _looked_up(self, two: Numbers, slot: Numbers) -> Grades:
        found, first, back = np.unique(two, return_index=True, return_inverse=True)
        at = np.searchsorted(self._two, found)
        known = np.zeros(len(found), dtype=np.bool_)
        inside = at < len(self._two)
        known[inside] = self._two[at[inside]] == found[inside]
        new = found[~known]
        if len(new):
            made = self._rows.grades(new // self._size, new % self._size)
            self._grades = np.insert(self._grades, at[~known], made)
            self._two = np.insert(self._two, at[~known], new)
        told = self._grades[np.searchsorted(self._two, found)]
        self._slots[slot[first]], self._in_slots[slot[first]] = found, told
        return told[back]
