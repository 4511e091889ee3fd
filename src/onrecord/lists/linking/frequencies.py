"""How many bear a name: a rare one that two rows share weighs more than a common one."""

import numpy as np
from numpy.typing import NDArray

from onrecord.lists.linking.columns import Columns

Numbers = NDArray[np.int64]
Shares = NDArray[np.float64]

# Short lists say little of how rare a name is: so many strangers are thought to stand beside
# them, of whom such a share has any one name.
_ELSEWHERE, _RARE = 200, 0.005
_LINE = ("family", "grandfather", "father")


class Frequencies:
    """
    How likely another row has the same name, given what of the name is the same already.

    Relatives share a family name, and then most often a grandfather and a father. To take
    the three as independent would hold brothers for one person; so each is weighed by how
    many *of those who share the names before it* share it too (the chain rule). What three
    agreeing names together weigh is then the rarity of just that line of forefathers.
    A family of which the lists have six members weighs log2(rows / 6), not three times as much.
    """

    def __init__(self, columns: Columns) -> None:
        self._rows = len(columns)
        held = {field: _codes(columns, field) for field in (*_LINE, "given", "mother")}
        self._held = held
        self._counts: dict[tuple[str, ...], Numbers] = {}
        for fields in _chains():
            code = held[fields[0]]
            for field in fields[1:]:
                code = _together(code, held[field])
            self._counts[fields] = _counts(code)

    def alike_to_the_bone(self, rows: tuple[Numbers, Numbers], field: str) -> NDArray[np.bool_]:
        """Return which pairs of rows have one skeleton in a field: whose bearers are counted."""
        told: NDArray[np.bool_] = self._held[field][rows[0]] == self._held[field][rows[1]]
        return told

    def shares(
        self, rows: tuple[Numbers, Numbers], field: str, agree: dict[str, NDArray[np.bool_]]
    ) -> Shares:
        """
        Return how likely another row agrees in a field.

        Args:
            rows: Shape (pairs,) twice: the two rows of pairs that agree in the field.
            field: A part of the name.
            agree: For each part of the name whether the pairs agree in it.

        Returns:
            Shape (pairs,): the larger of what either row's spelling gives.
        """
        told = np.zeros(len(rows[0]))
        for row in rows:
            told = np.maximum(told, self._of(row, field, agree))
        return told

    def _of(self, row: Numbers, field: str, agree: dict[str, NDArray[np.bool_]]) -> Shares:
        told = (self._counts[field,][row] + _RARE * _ELSEWHERE) / (self._rows + _ELSEWHERE)
        if field not in _LINE:
            return told
        before = _LINE[: _LINE.index(field)]
        for known in _within(before):  # the longest chain that agrees comes last
            holds = np.all([agree[name] for name in known], axis=0)
            among = self._counts[known][row]
            share = self._counts[(*known, field)][row] / np.maximum(among, 1)
            told = np.where(holds & (among > 0), share, told)
        return told


def _within(before: tuple[str, ...]) -> list[tuple[str, ...]]:
    match len(before):
        case 0:
            return []
        case 1:
            return [before]
        case _:
            return [(before[1],), (before[0],), before]


def _chains() -> list[tuple[str, ...]]:
    made: dict[tuple[str, ...], None] = {}
    for field in (*_LINE, "given", "mother"):
        made[field,] = None
        if field in _LINE:
            for known in _within(_LINE[: _LINE.index(field)]):
                made[(*known, field)] = None
    return list(made)


def _codes(columns: Columns, field: str) -> Numbers:
    """
    Return each row's skeleton as a number.

    Spellings of a name have one skeleton for the most part, so rows in Arabic letters and rows
    in others count together.
    """
    held = columns.skeletons(field)
    return np.where(held.arabic >= 0, held.arabic, held.other).astype(np.int64)


def _together(one: Numbers, two: Numbers) -> Numbers:
    told = one * (two.max(initial=0) + 1) + two
    told[(one < 0) | (two < 0)] = -1
    _, back = np.unique(told, return_inverse=True)
    return np.where(told < 0, -1, back)


def _counts(code: Numbers) -> Numbers:
    """Return how many other rows have each row's value, at least one; 0 where it is missing."""
    told = np.zeros(len(code), dtype=np.int64)
    has = code >= 0
    told[has] = np.maximum(np.bincount(code[has])[code[has]] - 1, 1)
    return told
