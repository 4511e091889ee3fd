"""One-to-one: of all ways to pair the rows of two lists, the likeliest."""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components, min_weight_full_bipartite_matching

from onrecord.lists.linking.columns import Columns

Numbers = NDArray[np.int64]
Shares = NDArray[np.float64]

_MOST_CELLS = 1_000_000  # of a matrix that is filled in; larger ones are kept sparse


def assigned(columns: Columns, left: Numbers, right: Numbers, odds: Shares) -> NDArray[np.bool_]:
    """
    Return which pairs belong to the likeliest one-to-one pairing of each two lists.

    Of two lists that have nobody twice, no row is in two pairs; the sum of the log odds is
    as large as it can be, exactly (Jaro 1989 used the same linear assignment). Pairs of
    other lists are all kept. Odds at or below 0 are no gain and never part of it.

    Args:
        columns: The rows.
        left: Shape (pairs,): numbers of rows.
        right: Likewise.
        odds: Shape (pairs,): log2 odds of each.

    Returns:
        Shape (pairs,), bool.
    """
    one, two = columns.list_of[left], columns.list_of[right]
    told = odds > 0
    both = columns.each_once[one] & columns.each_once[two] & told
    lists = len(columns.lists)
    of = np.minimum(one, two).astype(np.int64) * lists + np.maximum(one, two)
    for pair in np.unique(of[both]).tolist():
        at = np.flatnonzero(both & (of == pair))
        turned = one[at] > two[at]
        first = np.where(turned, right[at], left[at])
        second = np.where(turned, left[at], right[at])
        told[at] = _between_two(first, second, odds[at])
    return told


def _between_two(first: Numbers, second: Numbers, gain: Shares) -> NDArray[np.bool_]:
    """Return which pairs of two lists are chosen, each part that hangs together by itself."""
    _, one = np.unique(first, return_inverse=True)
    _, two = np.unique(second, return_inverse=True)
    ones, size = one.max() + 1, one.max() + two.max() + 2
    graph = coo_array((np.ones(len(one)), (one, two + ones)), shape=(size, size))
    _, part = connected_components(graph, directed=False)
    of = part[one]
    order = np.argsort(of, kind="stable")
    starts = np.flatnonzero(np.r_[True, of[order][1:] != of[order][:-1]])
    told = np.zeros(len(one), dtype=np.bool_)
    for at in np.split(order, starts[1:]):
        told[at] = True if len(at) == 1 else _chosen(one[at], two[at], gain[at])
    return told


def _chosen(one: Numbers, two: Numbers, gain: Shares) -> NDArray[np.bool_]:
    rows, one = np.unique(one, return_inverse=True)
    columns, two = np.unique(two, return_inverse=True)
    if len(rows) * len(columns) > _MOST_CELLS:
        partner = _sparsely(one, two, gain, (len(rows), len(columns)))
        told: NDArray[np.bool_] = partner[one] == two
        return told
    filled = np.zeros((len(rows), len(columns)))
    filled[one, two] = gain
    chosen = np.zeros(filled.shape, dtype=np.bool_)
    chosen[linear_sum_assignment(filled, maximize=True)] = True
    return chosen[one, two]


def _sparsely(one: Numbers, two: Numbers, gain: Shares, shape: tuple[int, int]) -> Numbers:
    """Return each row's partner; every row has a place of its own beside, which gains nothing."""
    rows, columns = shape
    alone = np.arange(rows)
    # Costs must not be 0 in a sparse matrix, so all are moved by the same.
    most = float(gain.max()) + 1
    costs = np.r_[most - gain, np.full(rows, most)]
    matrix = csr_array(
        (costs, (np.r_[one, alone], np.r_[two, columns + alone])), shape=(rows, columns + rows)
    )
    taken, partner = min_weight_full_bipartite_matching(matrix)
    told = np.full(rows, -1, dtype=np.int64)
    told[taken] = partner
    return told
