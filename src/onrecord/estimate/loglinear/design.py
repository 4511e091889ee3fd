"""
Cells, terms and models of a table of lists.

A log-linear model has one term for everybody, one for each list, and terms for sets of lists
whose inclusion depends on one another; a cell's logarithm is the sum of the terms of the sets
that it contains. Cells and terms are sets of lists as bits: list i is bit i.
"""

from dataclasses import dataclass
from functools import cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from onrecord.estimate.inclusion import Inclusions


@dataclass(frozen=True, slots=True, eq=False)
class Design:
    """
    What models of a number of lists are written with.

    Attributes:
        lists: How many lists.
        cells: Shape (cells,): every set of lists but the empty one.
        terms: Shape (terms,): the empty set, each list, then larger sets by size.
        matrix: Shape (cells, terms): 1 where a cell contains a term.
    """

    lists: int
    cells: NDArray[np.int64]
    terms: NDArray[np.int64]
    matrix: NDArray[np.float64]

    @property
    def main(self) -> NDArray[np.bool_]:
        """Shape (terms,): the model in which no list depends on another."""
        found: NDArray[np.bool_] = np.arange(len(self.terms)) <= self.lists
        return found

    @property
    def pairs(self) -> NDArray[np.intp]:
        """Positions of the terms of two lists."""
        sizes = np.array([int(one).bit_count() for one in self.terms])
        found: NDArray[np.intp] = np.flatnonzero(sizes == 2)
        return found

    def counts(self, inclusions: Inclusions) -> NDArray[np.int64]:
        """Return a table's people in every cell, shape (cells,), also where there are none."""
        found: NDArray[np.int64] = self.spread(inclusions.patterns, inclusions.counts[None])[0]
        return found

    def spread(self, patterns: NDArray[np.bool_], counts: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return tables, shape (tables, patterns), as tables of every cell."""
        found = np.zeros((len(counts), len(self.cells)), dtype=np.int64)
        at = patterns @ (1 << np.arange(self.lists)) - 1
        for column, cell in enumerate(at):
            found[:, cell] += counts[:, column]
        return found


@cache
def design(lists: int, order: int = 2) -> Design:
    """
    Return cells, and terms of sets of up to `order` lists.

    >>> found = design(3)
    >>> found.terms.tolist(), found.cells.tolist()
    ([0, 1, 2, 4, 3, 5, 6], [1, 2, 3, 4, 5, 6, 7])
    """
    cells = np.arange(1, 2**lists)
    terms = np.array(
        [
            sum(1 << one for one in among)
            for size in range(order + 1)
            for among in combinations(range(lists), size)
        ]
    )
    matrix = ((cells[:, None] & terms) == terms).astype(np.float64)
    return Design(lists, cells, terms, matrix)


@cache
def hierarchical(lists: int, order: int) -> NDArray[np.bool_]:
    """
    Return every hierarchical model of so many lists: shape (models, terms of the design).

    A model that has a set of lists has every smaller set of them too; every list's own term is
    in each. There are 8 of three lists, 113 of four and 6,893 of five, the one that has the set
    of all lists left out.

    >>> [len(hierarchical(lists, lists - 1)) for lists in (2, 3, 4, 5)]
    [1, 8, 113, 6893]
    """
    found = design(lists, min(order, lists - 1))
    models = found.main[None]
    for position in range(lists + 1, len(found.terms)):
        term = int(found.terms[position])
        needs = [
            int(np.flatnonzero(found.terms == term & ~(1 << one))[0])
            for one in range(lists)
            if term >> one & 1
        ]
        can = models[np.logical_and.reduce(models[:, needs], axis=1)].copy()
        can[:, position] = True
        models = np.concatenate([models, can])
    return models


def named(found: Design, model: NDArray[np.bool_], lists: tuple[str, ...]) -> str:
    """Return the largest sets of lists of a model in words: `A–B, B–C–D`."""
    held = [int(term) for term in found.terms[model] if int(term).bit_count() > 1]
    largest = [one for one in held if not any(one != two and one & two == one for two in held)]
    words = ["–".join(name for n, name in enumerate(lists) if one >> n & 1) for one in largest]
    return ", ".join(words) or "no list depends on another"
