"""Whole linkages drawn by their probability, so that an estimate can be averaged over them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from onrecord.lists.linking.parting import Partings, Puzzle

Numbers = NDArray[np.int64]
Shares = NDArray[np.float64]

_LEAST = 0.001  # pairs less probable than this are left out: a thousandth of a person each


@dataclass(frozen=True, slots=True, eq=False)
class Possible:
    """
    What could be one person, as linking left it.

    Attributes:
        persons: Ids of the rows' persons on lists; rows are spoken of by their place here.
        lists: Ids of the lists.
        list_of: Shape (rows,), int32: which of `lists` each row is of.
        each_once: Shape (lists,), bool: whether a list has nobody twice.
        left, right: Shape (pairs,), int64: the rows of scored pairs.
        odds: Shape (pairs,), log2: of each by itself; -inf for barred ones.
        probability: Shape (pairs,): beside rivals.
        together: Rows that are one person by decision.
        apart: Pairs of rows that are not.
    """

    persons: tuple[str, ...]
    lists: tuple[str, ...]
    list_of: NDArray[np.int32]
    each_once: NDArray[np.bool_]
    left: Numbers
    right: Numbers
    odds: Shares
    probability: Shares
    together: tuple[tuple[int, ...], ...] = ()
    apart: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class Draws:
    """
    Whole linkages.

    Attributes:
        persons: Ids of persons on lists, one for each row.
        lists: Ids of the lists.
        list_of: Shape (rows,), int32: which of `lists` each row is of.
        first: Shape (draws, rows), int32: in each draw, the number of the first row of the
            person that a row is; a row that no other joins has its own number. Two rows
            are one person in a draw where they have the same number.
    """

    persons: tuple[str, ...]
    lists: tuple[str, ...]
    list_of: NDArray[np.int32]
    first: NDArray[np.int32]

    def on_lists(self) -> Numbers:
        """
        Return which lists each person is on, as bits.

        Returns:
            Shape (draws, rows), int64: at the first row of each person the sum of 2^k over
            the lists k (as in `lists`) that have them; 0 at all other rows. So
            `numpy.unique(told[d][told[d] > 0], return_counts=True)` is draw d's table of
            inclusion, and strata are subsets of the columns.
        """
        bits = np.left_shift(1, self.list_of.astype(np.int64))
        told = np.zeros(self.first.shape, dtype=np.int64)
        for number, first in enumerate(self.first):
            np.bitwise_or.at(told[number], first, bits)
        return told


def drawn(possible: Possible, draws: int, seed: int) -> Draws:
    """
    Return draws of whole linkages, each with the probability that its pairs give it.

    A linkage's probability is as the product of the odds of all its pairs, over all
    linkages that keep to what must hold: no list that has each once is in a person twice,
    barred pairs are never one person, and what people decided stands. Rows fall into parts
    that hang together by possible pairs; a small part is drawn from exactly, with all its
    partings counted, a large one by a Markov chain that moves and exchanges rows. Averaging
    over such draws carries the doubt of linkage into an estimate (Sadinle 2018, "Bayesian
    propagation of record linkage uncertainty into population size estimation").

    Args:
        possible: `Linked.possible`.
        draws: How many.
        seed: The same gives the same draws.
    """
    random = np.random.default_rng(seed)
    rows = len(possible.persons)
    first = np.tile(np.arange(rows, dtype=np.int32), (draws, 1))
    for group in possible.together:
        first[:, list(group)] = group[0]
    parts = _Parts(possible)
    _draw_pairs(parts, first, random)
    for puzzle in parts.puzzles():
        members = puzzle.units
        for unit, chosen in zip(members, Partings(puzzle).drawn(draws, random).T, strict=True):
            heads = np.array([one[0] for one in members], dtype=np.int32)[chosen]
            first[:, list(unit)] = heads[:, None]
    return Draws(possible.persons, possible.lists, possible.list_of, first)


class _Parts:
    """Rows that hang together by possible pairs, and are drawn together."""

    def __init__(self, possible: Possible) -> None:
        self.possible = possible
        self.home = np.arange(len(possible.persons), dtype=np.int64)
        for group in possible.together:
            self.home[list(group)] = group[0]
        one, two = self.home[possible.left], self.home[possible.right]
        likely = (possible.probability >= _LEAST) & (one != two)
        size = len(possible.persons)
        graph = coo_array((np.ones(likely.sum()), (one[likely], two[likely])), shape=(size, size))
        _, part = connected_components(graph, directed=False)
        part = part[self.home]
        self._inside = np.flatnonzero((part[one] == part[two]) & (one != two))
        order = self._inside[np.argsort(part[one[self._inside]], kind="stable")]
        of = part[one[order]]
        self._pairs = np.split(order, np.flatnonzero(of[1:] != of[:-1]) + 1) if len(of) else []
        self._units = {group[0]: group for group in possible.together}

    def lone(self) -> Numbers:
        """Return the pairs that hang together with nothing else."""
        alone = [at[0] for at in self._pairs if len(at) == 1 and not self._is_decided(at[0])]
        return np.array(alone, dtype=np.int64)

    def puzzles(self) -> list[Puzzle]:
        """Return the parts of more than one pair, those with the lowest rows first."""
        told = [self._puzzle(at) for at in self._pairs if len(at) > 1 or self._is_decided(at[0])]
        return sorted(told, key=lambda puzzle: puzzle.units)

    def _is_decided(self, at: int) -> bool:
        held = self.possible
        rows = (int(held.left[at]), int(held.right[at]))
        return any(int(self.home[row]) in self._units for row in rows) or rows in held.apart

    def _puzzle(self, pairs: Numbers) -> Puzzle:
        held = self.possible
        rows = np.unique(self.home[np.r_[held.left[pairs], held.right[pairs]]]).tolist()
        units = tuple(self._units.get(row, (row,)) for row in rows)
        number = {row: at for at, row in enumerate(rows)}
        odds: dict[tuple[int, int], float] = {}
        ends = (self.home[held.left[pairs]].tolist(), self.home[held.right[pairs]].tolist())
        for left, right, told in zip(*ends, held.odds[pairs].tolist(), strict=True):
            one, two = sorted((number[left], number[right]))
            odds[one, two] = odds.get((one, two), 0.0) + told
        for left, right in held.apart:
            ends_of = number.get(int(self.home[left])), number.get(int(self.home[right]))
            if None not in ends_of and ends_of[0] != ends_of[1]:
                odds[tuple(sorted(ends_of))] = -np.inf  # type: ignore[index, type-var]
        return Puzzle(units, tuple(self._lists(unit) for unit in units), odds)

    def _lists(self, unit: tuple[int, ...]) -> int:
        held = self.possible
        of = {int(held.list_of[row]) for row in unit}
        return sum(1 << one for one in of if held.each_once[one])


def _draw_pairs(parts: _Parts, first: NDArray[np.int32], random: np.random.Generator) -> None:
    """Draw all pairs at once that hang together with nothing else."""
    held, at = parts.possible, parts.lone()
    sure = 1 / (1 + np.exp2(-np.clip(held.odds[at], -40, 40)))
    linked = random.random((len(first), len(at))) < sure
    left, right = held.left[at], held.right[at]
    first[:, right] = np.where(linked, left, right)
