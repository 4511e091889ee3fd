"""All ways to part a few rows into persons, and how likely each is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_MOST_WAYS = 2_000  # ways to part that are counted one by one; with more, a chain is walked
_NOT_COMPARED = -2.0  # log2 odds of two rows that no key brought side by side, as in `clusters`
_MOST = 40.0
_BEFORE, _BETWEEN = 50, 3  # rounds of the chain before the first draw, and between two

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Puzzle:
    """
    Rows that hang together.

    Attributes:
        units: Rows that go together whatever comes: one each, or what people decided.
        lists: For each unit, the lists that have each once and have it, as bits.
        odds: Log2 odds of pairs of units, the lower number first; -inf for barred ones.
    """

    units: tuple[tuple[int, ...], ...]
    lists: tuple[int, ...]
    odds: Mapping[tuple[int, int], float]


class Partings:
    """The ways to part a puzzle's units into persons."""

    def __init__(self, puzzle: Puzzle) -> None:
        self._puzzle = puzzle
        size = len(puzzle.units)
        self._odds = np.full((size, size), _NOT_COMPARED)
        for (one, two), odds in puzzle.odds.items():
            told = -np.inf if odds == -np.inf else min(max(odds, -_MOST), _MOST)
            self._odds[one, two] = self._odds[two, one] = told
        for one in range(size):
            for two in range(size):
                if puzzle.lists[one] & puzzle.lists[two]:
                    self._odds[one, two] = -np.inf

    def drawn(self, draws: int, random: np.random.Generator) -> Numbers:
        """Return shape (draws, units): in each draw, the first unit of each unit's person."""
        ways = self._ways()
        if ways is None:
            return self._walked(draws, random)
        parted, weights = ways
        shares = np.exp2(weights - weights.max())
        chosen = random.choice(len(parted), size=draws, p=shares / shares.sum())
        told: Numbers = parted[chosen]
        return told

    def _ways(self) -> tuple[Numbers, NDArray[np.float64]] | None:
        """Return all ways and the log2 weight of each; None if there are too many."""
        made: list[tuple[tuple[int, ...], float]] = [((), 0.0)]
        for unit in range(len(self._puzzle.units)):
            made = [
                ((*before, head), weight + gain)
                for before, weight in made
                for head, gain in self._places(unit, before)
            ]
            if len(made) > _MOST_WAYS:
                return None
        return np.array([way for way, _ in made]), np.array([weight for _, weight in made])

    def _places(self, unit: int, before: tuple[int, ...]) -> Iterator[tuple[int, float]]:
        """Yield where a unit may go, with the gain: to those placed before it, or by itself."""
        yield unit, 0.0
        gains: dict[int, float] = {}
        for other, head in enumerate(before):
            gains[head] = gains.get(head, 0.0) + self._odds[unit, other]
        for head, gain in gains.items():
            if gain > -_MOST:
                yield head, gain

    def _walked(self, draws: int, random: np.random.Generator) -> Numbers:
        """Walk a Markov chain that moves one unit, or exchanges two, at a time."""
        size = len(self._puzzle.units)
        here = np.arange(size)
        told = np.empty((draws, size), dtype=np.int64)
        for _ in range(_BEFORE):
            self._round(here, random)
        for draw in range(draws):
            for _ in range(_BETWEEN):
                self._round(here, random)
            _, start, back = np.unique(here, return_index=True, return_inverse=True)
            told[draw] = start[back]
        return told

    def _round(self, here: Numbers, random: np.random.Generator) -> None:
        for unit in random.permutation(len(here)).tolist():
            self._move(unit, here, random)
        for one, two in random.integers(len(here), size=(len(here), 2)).tolist():
            self._exchange(one, two, here, random)

    def _move(self, unit: int, here: Numbers, random: np.random.Generator) -> None:
        """Put a unit where it is likely to be, given all others (Gibbs)."""
        here[unit] = -1
        places = np.unique(here[here >= 0])
        gains = np.array([self._odds[unit, here == place].sum() for place in places])
        free = next(one for one in range(len(here)) if one not in set(places.tolist()))
        shares = np.exp2(np.r_[0.0, gains] - max(gains.max(initial=0.0), 0.0))
        at = random.choice(len(shares), p=shares / shares.sum())
        here[unit] = free if at == 0 else places[at - 1]

    def _exchange(self, one: int, two: int, here: Numbers, random: np.random.Generator) -> None:
        """Let two units change places, by how much likelier that is (Metropolis)."""
        if here[one] == here[two]:
            return
        first, second = here == here[one], here == here[two]
        first[one] = second[two] = False
        odds = self._odds
        now = odds[one, first].sum() + odds[two, second].sum()
        then = odds[one, second].sum() + odds[two, first].sum()
        if random.random() < np.exp2(min(then - now, 0.0)):
            here[one], here[two] = here[two], here[one]
