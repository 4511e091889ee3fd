"""How well two parts of names agree, for many pairs of parts at once."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cpdist

from onrecord.lists.linking.scored import LEVELS
from onrecord.lists.names import Part
from onrecord.lists.names import alike as alike_parts
from onrecord.model import Level

_FAR = 0.4  # skeletons less alike than this are of two names, whatever their vowels


def alike(
    table: Sequence[Part], left: NDArray[np.int64], right: NDArray[np.int64]
) -> NDArray[np.int8]:
    """
    Return how well parts agree, as `onrecord.lists.names.alike` has it.

    Most pairs are of two names that have hardly a consonant in common; those are told by
    their skeletons, which takes a hundredth of the time.

    Args:
        table: Parts.
        left: Shape (pairs,): numbers of parts.
        right: Likewise.

    Returns:
        Shape (pairs,), int8: numbers of `LEVELS`, none of them MISSING.
    """
    told = np.full(len(left), LEVELS.index(Level.OTHER), dtype=np.int8)
    bones = [part.skeleton for part in table]
    near = cpdist(
        [bones[at] for at in left],
        [bones[at] for at in right],
        scorer=Levenshtein.normalized_similarity,
        dtype=np.float32,
    )
    for at in np.flatnonzero(near >= _FAR).tolist():
        level, _ = alike_parts(table[left[at]], table[right[at]])
        told[at] = LEVELS.index(level)
    return told
