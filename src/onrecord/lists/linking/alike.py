"""How well two parts of names agree, for many pairs of parts at once."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cpdist

from onrecord.lists.linking.columns import Codes, Letters
from onrecord.lists.linking.scored import LEVELS
from onrecord.lists.names import Part, alike_many
from onrecord.model import Level

Numbers = NDArray[np.int64]
Grades = NDArray[np.int8]

_FAR = 0.4  # skeletons less alike than this are of two names, whatever their vowels
_OTHER, _MISSING = LEVELS.index(Level.OTHER), LEVELS.index(Level.MISSING)


class Parts:
    """Parts of names, and how well any two agree."""

    def __init__(self, table: Sequence[Part]) -> None:
        """
        Take the parts that others are compared by.

        Args:
            table: `Columns.parts`, or others that `Letters` speak of by number.
        """
        self._table = table
        self._bones = np.array([part.skeleton for part in table], dtype=object)
        self._says = np.array([bool(part.skeleton or part.folded) for part in table], np.bool_)

    def agree(self, left: Letters, right: Letters) -> Grades:
        """Return shape (pairs,), int8: how well parts agree, by the letters that agree best."""
        told = self._between(left.arabic, right.arabic)
        told = np.minimum(told, self._between(left.other, right.other))
        unknown = np.flatnonzero(told == _MISSING)  # no letters in common: across them
        for one, two in ((left.arabic, right.other), (left.other, right.arabic)):
            across = self._between(one[unknown], two[unknown])
            told[unknown] = np.minimum(told[unknown], across)
        return told

    def _between(self, left: Codes, right: Codes) -> Grades:
        told = np.full(len(left), _MISSING, dtype=np.int8)
        has = np.flatnonzero((left >= 0) & (right >= 0))
        has = has[self._says[left[has]] & self._says[right[has]]]
        if not len(has):
            return told
        low = np.minimum(left[has], right[has]).astype(np.int64)
        high = np.maximum(left[has], right[has])
        pairs, back = np.unique(low * len(self._table) + high, return_inverse=True)
        told[has] = self.alike(pairs // len(self._table), pairs % len(self._table))[back]
        return told

    def alike(self, left: Numbers, right: Numbers) -> Grades:
        """
        Return how well parts agree, as `onrecord.lists.names.alike` has it.

        Most pairs are of two names that have hardly a consonant in common; those are told by
        their skeletons, which takes a hundredth of the time.

        Args:
            left: Shape (pairs,): numbers of parts.
            right: Likewise.

        Returns:
            Shape (pairs,), int8: numbers of `LEVELS`, none of them MISSING.
        """
        told = np.full(len(left), _OTHER, dtype=np.int8)
        near = cpdist(
            self._bones[left].tolist(),
            self._bones[right].tolist(),
            scorer=Levenshtein.normalized_similarity,
            dtype=np.float32,
        )
        at = np.flatnonzero(near >= _FAR)
        if not len(at):
            return told
        used, back = np.unique(np.concatenate([left[at], right[at]]), return_inverse=True)
        some = [self._table[one] for one in used.tolist()]
        told[at], _ = alike_many(some, back[: len(at)], back[len(at) :])
        return told
