"""Groups of more than two rows: bounded, so that relatives are never chained into one person."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from onrecord.lists.linking.columns import MISSING, Columns
from onrecord.lists.linking.decided import Decided
from onrecord.lists.names import alike
from onrecord.model import Level

Numbers = NDArray[np.int64]
Shares = NDArray[np.float64]

# Log2 odds that two rows are thought to have which no key brought side by side: they agree
# in too little for that.
_NOT_COMPARED = -0.15
_MOST = 30.0  # no single pair outweighs all others
_NOBODY: dict[int, tuple[float, int]] = {}


@dataclass(frozen=True, slots=True, eq=False)
class Links:
    """
    Pairs that may become links.

    Attributes:
        left, right: Shape (pairs,): numbers of rows.
        odds: Shape (pairs,): log2 odds of each by itself; -inf for those that are barred.
        probability: Shape (pairs,): beside its rivals.
    """

    left: Numbers
    right: Numbers
    odds: Shares
    probability: Shares


class Clusters:
    """
    Rows brought together pair by pair, surest first, each time with a look at all of both sides.

    Two groups become one only if no list that has each once would be in it twice, no two
    rows were decided or known to be other persons, no two first names in it differ, and the
    log odds of all pairs between the two sides together speak for it (the gain of
    correlation clustering: Bansal, Blum and Chawla 2004). So a chain of likely pairs does
    not end in one "person" whose ends have nothing in common.
    """

    def __init__(
        self, columns: Columns, links: Links, held: Decided, *, first_names_bar: bool
    ) -> None:
        self._first_names = _FirstNames(columns) if first_names_bar else None
        once = [1 << number if is_so else 0 for number, is_so in enumerate(columns.each_once)]
        self._lists = [once[number] for number in columns.list_of.tolist()]  # as bits
        self._parent = list(range(len(columns)))
        self._rows: dict[int, tuple[int, ...]] = {}
        self._apart: dict[int, set[int]] = {}
        for one, two in held.apart:
            self._apart.setdefault(one, set()).add(two)
            self._apart.setdefault(two, set()).add(one)
        self._between: defaultdict[int, dict[int, tuple[float, int]]] = defaultdict(dict)
        for rows in held.together:
            for row in rows[1:]:
                self._unite(rows[0], row)
        self._alone: dict[int, int] = {}  # rows that nothing but one likely pair brings near others
        self._weigh(links)

    def _weigh(self, links: Links) -> None:
        """Keep the odds of all pairs that some chain of likely ones could bring together."""
        likely = links.odds > 0
        size = len(self._parent)
        held = [(row, root) for root, rows in self._rows.items() for row in rows]
        one = np.r_[links.left[likely], np.array([row for row, _ in held], dtype=np.int64)]
        two = np.r_[links.right[likely], np.array([root for _, root in held], dtype=np.int64)]
        graph = coo_array((np.ones(len(one)), (one, two)), shape=(size, size))
        _, part = connected_components(graph, directed=False)
        together = part[links.left] == part[links.right]
        alone = together & (np.bincount(part)[part[links.left]] == 2) & likely
        ends = (links.left[alone].tolist(), links.right[alone].tolist())
        self._alone = dict(zip(*ends, strict=True)) | dict(zip(*ends[::-1], strict=True))
        at = np.flatnonzero(together & ~alone)
        told = np.clip(links.odds[at], -_MOST, _MOST)
        told[np.isneginf(links.odds[at])] = -np.inf
        left, right, between = links.left[at].tolist(), links.right[at].tolist(), self._between
        if not self._rows:  # nothing is decided: each pair stands between two rows and no others
            for one, two, odds in zip(left, right, told.tolist(), strict=True):
                between[one][two] = between[two][one] = (odds, 1)
            return
        for one, two, odds in zip(left, right, told.tolist(), strict=True):
            one_root, two_root = self._root(one), self._root(two)
            if one_root != two_root:
                self._add(one_root, two_root, odds, 1)

    def _add(self, one: int, two: int, odds: float, pairs: int) -> None:
        for here, there in ((one, two), (two, one)):
            known = self._between[here]
            before = known.get(there)
            known[there] = (before[0] + odds, before[1] + pairs) if before else (odds, pairs)

    def join(self, left: int, right: int) -> bool:
        """Bring the groups of two rows together if nothing speaks against it; say whether."""
        one, two = self._root(left), self._root(right)
        if one == two or self._against(one, two):
            return False
        self._bring(one, two)
        return True

    def against(self, left: int, right: int) -> bool:
        """Whether anything keeps the groups of two rows apart."""
        return self._against(self._root(left), self._root(right))

    def _against(self, one: int, two: int) -> bool:
        """Whether anything keeps two groups apart, each named by its root."""
        if self._lists[one] & self._lists[two]:
            return True
        first, second = self._rows.get(one, (one,)), self._rows.get(two, (two,))
        apart = self._apart
        if apart and any(not apart.get(row, set()).isdisjoint(second) for row in first):
            return True
        if self._alone.get(one) == two:
            return False
        odds, pairs = self._between[one].get(two, (0.0, 0))
        odds += _NOT_COMPARED * (len(first) * len(second) - pairs)
        if odds <= 0:
            return True
        names = self._first_names
        if names is None or len(first) + len(second) == 2:
            return False
        return any(names.differ(a, b) for a in first for b in second)

    def _unite(self, left: int, right: int) -> None:
        one, two = self._root(left), self._root(right)
        if one != two:
            self._bring(one, two)

    def _bring(self, one: int, two: int) -> None:
        """Make one group of two, each named by its root."""
        first, second = self._rows.get(one, (one,)), self._rows.pop(two, (two,))
        kept, gone = one, two
        if len(first) < len(second):
            first, second = second, first
            kept, gone = two, one
            self._rows.pop(gone, None)
        self._rows[kept] = first + second
        self._parent[gone] = kept
        self._lists[kept] |= self._lists[gone]
        for other, (odds, pairs) in self._between.pop(gone, _NOBODY).items():
            del self._between[other][gone]
            if other != kept:
                self._add(kept, other, odds, pairs)

    def rows(self, row: int) -> tuple[int, ...]:
        """Return the rows of a row's group."""
        root = self._root(row)
        return self._rows.get(root, (root,))

    def groups(self) -> Iterator[tuple[int, ...]]:
        """Return the groups of two rows or more, each sorted, in the order of their first rows."""
        made = (tuple(sorted(rows)) for rows in self._rows.values() if len(rows) > 1)
        return iter(sorted(made))

    def same(self, left: Numbers, right: Numbers) -> NDArray[np.bool_]:
        """Return which pairs of rows are in one group."""
        roots = np.arange(len(self._parent), dtype=np.int64)
        for root, rows in self._rows.items():
            roots[list(rows)] = root
        told: NDArray[np.bool_] = roots[left] == roots[right]
        return told

    def _root(self, row: int) -> int:
        parent = self._parent
        while parent[row] != row:
            parent[row] = row = parent[parent[row]]
        return row


class _FirstNames:
    """First names of rows, and whether those of two rows are two names."""

    def __init__(self, columns: Columns) -> None:
        given = columns.names["given"]
        self._parts = columns.parts
        self._letters = (
            (columns.has_name("arabic"), given.arabic),
            (columns.has_name("other"), given.other),
        )
        self._best = columns.best("given")
        self._known: dict[tuple[int, int], bool] = {}

    def differ(self, one: int, two: int) -> bool:
        """Return whether both have a first name, in common letters if possible, and two at that."""
        shared = [given for has, given in self._letters if has[one] and has[two]]
        ends = [(int(given[one]), int(given[two])) for given in shared or [self._best]]
        told = [self._are_two(both) for both in ends if MISSING not in both]
        return bool(told) and all(told)

    def _are_two(self, ends: tuple[int, int]) -> bool:
        known = self._known.get(ends)
        if known is None:
            left, right = (self._parts[at] for at in ends)
            known = self._known[ends] = alike(left, right)[0] is Level.OTHER
        return known
