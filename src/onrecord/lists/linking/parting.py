"""All ways to part a few rows into persons, and how likely each is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_MOST_WAYS = 2_000  # ways to part that are counted one by one; with more, a chain is walked
_NOT_COMPARED = -0.25  # log2 odds of two rows that no key brought side by side, as in `clusters`
_MOST = 40.0
_BARRED = -1e6  # stands for minus infinity in sums
_ROUNDS = 40  # of each chain, in which every row is moved once

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
            told = _BARRED if odds == -np.inf else min(max(odds, -_MOST), _MOST)
            self._odds[one, two] = self._odds[two, one] = told
        for one in range(size):
            for two in range(size):
                if puzzle.lists[one] & puzzle.lists[two]:
                    self._odds[one, two] = _BARRED

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
            if gain > _BARRED / 2:
                yield head, gain

    def _walked(self, draws: int, random: np.random.Generator) -> Numbers:
        """Walk as many Markov chains as draws, all at once, and return where they end."""
        size = len(self._puzzle.units)
        here = np.tile(np.arange(size), (draws, 1))
        for _ in range(_ROUNDS):
            for unit in random.permutation(size).tolist():
                self._move(unit, here, random)
            for one, two in random.integers(size, size=(size, 2)).tolist():
                self._exchange(one, two, here, random)
        numbers = np.arange(draws)[:, None] * size
        _, start, back = np.unique(here + numbers, return_index=True, return_inverse=True)
        told: Numbers = start[back].reshape(draws, size) - numbers
        return told

    def _move(self, unit: int, here: Numbers, random: np.random.Generator) -> None:
        """Put a unit where it is likely to be, given all others (Gibbs)."""
        draws, size = here.shape
        others = np.delete(np.arange(size), unit)
        place = here[:, others] + np.arange(draws)[:, None] * size
        odds = np.broadcast_to(self._odds[unit, others], place.shape)
        gains = np.bincount(place.ravel(), odds.ravel(), minlength=draws * size)
        used = np.bincount(place.ravel(), minlength=draws * size) > 0
        gains, used = gains.reshape(draws, size), used.reshape(draws, size)
        gains[~used] = -np.inf
        gains[np.arange(draws), used.argmin(axis=1)] = 0.0  # by itself
        # The largest of log weights with Gumbel noise is a draw by the weights.
        here[:, unit] = (gains * np.log(2) + random.gumbel(size=gains.shape)).argmax(axis=1)

    def _exchange(self, one: int, two: int, here: Numbers, random: np.random.Generator) -> None:
        """Let two units change places, by how much likelier that is (Metropolis)."""
        first, second = (here == here[:, [at]] for at in (one, two))
        apart = here[:, one] != here[:, two]
        first[:, one] = second[:, two] = False
        odds = self._odds
        now = first @ odds[one] + second @ odds[two]
        then = second @ odds[one] + first @ odds[two]
        goes = apart & (np.log2(random.random(len(here))) < then - now)
        here[goes, one], here[goes, two] = here[goes, two], here[goes, one]
