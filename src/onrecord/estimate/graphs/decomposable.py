"""
All decomposable graphs of a few lists, each with the sets that its likelihood is made of.

A graph says which lists depend on one another. It is decomposable if every ring of four or more
lists has a shortcut; then the probability of a table is that of its cliques divided by that of
the separators between them (Dawid and Lauritzen 1993; Madigan and York 1997, section 2).
"""

from dataclasses import dataclass
from functools import cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

MOST_LISTS = 6  # 18,154 graphs; seven lists have 617,675


@dataclass(frozen=True, slots=True, eq=False)
class Graphs:
    """
    The decomposable graphs of a number of lists.

    Attributes:
        lists: How many lists.
        edges: Shape (graphs, pairs), bool: which pairs of lists each graph joins.
        pairs: The pairs, in the order of the columns of `edges`.
        parts: Shape (graphs, 2**lists), int8: how often the marginal table of a set of lists
            multiplies the likelihood (a clique: more than nought) or divides it (a separator:
            less). List i is bit i of a set. A row sums to nought or more; the empty set, whose
            table is always 1, is left at nought.
    """

    lists: int
    edges: NDArray[np.bool_]
    pairs: tuple[tuple[int, int], ...]
    parts: NDArray[np.int8]

    @property
    def is_saturated(self) -> NDArray[np.bool_]:
        """Shape (graphs,), bool: whether all lists depend on one another: nothing is learned."""
        saturated: NDArray[np.bool_] = np.logical_and.reduce(self.edges, axis=1)
        return saturated


@cache
def graphs(lists: int) -> Graphs:
    """
    Return every decomposable graph of so many lists.

    Lists are taken off one by one whose neighbours all know one another; a graph of which all
    can be taken off so is decomposable, and each taken list with its neighbours is a clique, the
    neighbours alone a separator (Lauritzen 1996, section 2.1).

    >>> [len(graphs(lists).edges) for lists in (2, 3, 4, 5)]
    [2, 8, 61, 822]
    """
    pairs = tuple(combinations(range(lists), 2))
    numbers = np.arange(2 ** len(pairs))
    edges = (numbers[:, None] >> np.arange(len(pairs)) & 1).astype(np.bool_)
    beside = np.zeros((len(numbers), lists), dtype=np.int64)
    for column, (left, right) in enumerate(pairs):
        beside[:, left] |= edges[:, column].astype(np.int64) << right
        beside[:, right] |= edges[:, column].astype(np.int64) << left
    parts, is_whole = _taken_apart(beside, lists)
    return Graphs(lists=lists, edges=edges[is_whole], pairs=pairs, parts=parts[is_whole])


def _taken_apart(
    beside: NDArray[np.int64], lists: int
) -> tuple[NDArray[np.int8], NDArray[np.bool_]]:
    """Return cliques less separators of each graph, and whether it could be taken apart."""
    rows = np.arange(len(beside))
    left = np.full(len(beside), 2**lists - 1)
    parts = np.zeros((len(beside), 2**lists), dtype=np.int8)
    for _ in range(lists):
        taken = np.full(len(beside), -1)
        for node in range(lists):
            around = beside[:, node] & left
            is_free = (left >> node & 1 == 1) & (taken < 0) & _know_each_other(around, beside)
            taken[is_free] = node
        can = taken >= 0
        taken = np.where(can, taken, 0)
        around = beside[rows, taken] & left
        parts[rows[can], (around | 1 << taken)[can]] += 1
        parts[rows[can], around[can]] -= 1
        left = np.where(can, left & ~(1 << taken), left)
    parts[:, 0] = 0
    return parts, left == 0


def _know_each_other(around: NDArray[np.int64], beside: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return whether all of a set of lists (bits) are joined to one another, graph by graph."""
    known = np.ones(len(around), dtype=np.bool_)
    for node in range(beside.shape[1]):
        others = around & ~(1 << node)
        known &= (around >> node & 1 == 0) | (others & ~beside[:, node] == 0)
    return known
