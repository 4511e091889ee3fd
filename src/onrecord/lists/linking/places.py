"""How well the places of pairs of rows agree: spellings, and a town within its district."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cpdist

from onrecord.lists.linking.columns import Codes
from onrecord.lists.linking.scored import LEVELS
from onrecord.lists.names import parts

Numbers = NDArray[np.int64]

_SAME, _SPELLED, _CLOSE, _PART, _OTHER, _MISSING = range(len(LEVELS))
_NEAR = 0.8  # of all letters that have to be the same for a slip of the pen


class Places:
    """Places of rows, each looked at once."""

    def __init__(self, texts: Sequence[str], code: Codes) -> None:
        """
        Take the places of rows.

        Args:
            texts: Every place that any row has, once.
            code: Shape (rows,): which of them each row has, below 0 for none.
        """
        self._texts, self._code = texts, code.astype(np.int64)

    def grades(self, left: Numbers, right: Numbers) -> NDArray[np.int8]:
        """Return shape (pairs,), int8: numbers of `LEVELS`."""
        one, two = self._code[left], self._code[right]
        told = np.full(len(left), _MISSING, dtype=np.int8)
        has = np.flatnonzero((one >= 0) & (two >= 0))
        if len(has):
            low, high = np.minimum(one[has], two[has]), np.maximum(one[has], two[has])
            pairs, back = np.unique(low * len(self._texts) + high, return_inverse=True)
            told[has] = self._alike(pairs // len(self._texts), pairs % len(self._texts))[back]
        return told

    def _alike(self, left: Numbers, right: Numbers) -> NDArray[np.int8]:
        near = cpdist(
            [self._texts[at] for at in left],
            [self._texts[at] for at in right],
            scorer=Levenshtein.normalized_similarity,
            dtype=np.float32,
        )
        told = np.where(near >= _NEAR, _CLOSE, _OTHER).astype(np.int8)
        told[left == right] = _SAME
        for at in np.flatnonzero(told == _OTHER).tolist():
            one, two = _bones(self._texts[left[at]]), _bones(self._texts[right[at]])
            if one == two:
                told[at] = _SPELLED
            elif one <= two or two <= one:
                told[at] = _PART
        return told


@lru_cache(maxsize=1 << 16)
def _bones(place: str) -> frozenset[str]:
    name = parts(place)
    held = (name.given, *name.fathers, name.family)
    return frozenset(part.skeleton or part.folded for part in held if part is not None)
