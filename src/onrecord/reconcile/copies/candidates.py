"""
Pairs of texts that may copy one another, by the rare runs of words that both have.

Each text is compared with the few texts that had a run first, never with all that have
it: the cost grows with the runs, however many texts are made of the same phrases.
"""

from array import array
from collections import Counter
from collections.abc import Sequence
from itertools import chain, pairwise

RARE = 30  # a run in more texts than this is a phrase of the trade
SHARED = 0.30  # of the shorter text's rare runs
FEWEST = 8  # runs: below this a quotation, not a copy
_FIRST = 3  # holders of a run that later texts are compared with: an original, a revision
_MOST = 4  # earlier texts that one text may copy from
_LEAST_SAMPLED = 2

Runs = Sequence["array[int]"]


class Pairs:
    """
    Texts that share rare runs of words, and texts that have hardly a rare one.

    Attributes:
        likely: Which text may copy which earlier one, and how much of the shorter one
            they share.
        common: Texts of which most runs are phrases of the trade: those that very many
            outlets printed are among them.
    """

    def __init__(self, runs: Runs, sample: int) -> None:
        """
        Compare each text with those before it.

        Args:
            runs: The numbers of each text's runs, the oldest text first.
            sample: Of how many runs one was kept.
        """
        self.likely: list[tuple[int, int, float]] = []
        self.common: list[int] = []
        self._shared, self._frequent = _counted(runs)
        self._fewest = max(_LEAST_SAMPLED, FEWEST // sample)
        self._holders: dict[int, tuple[int, ...]] = {}
        self._rare: list[int] = []
        for text, told in enumerate(runs):
            self._compare(text, told)

    def _compare(self, text: int, told: "array[int]") -> None:
        tally: dict[int, int] = {}
        frequent = len(self._frequent.intersection(told))
        holders = self._holders
        for run in self._shared.intersection(told):
            known = holders.get(run, ())
            for earlier in known:
                tally[earlier] = tally.get(earlier, 0) + 1
            if len(known) < _FIRST:
                holders[run] = (*known, text)
        self._rare.append(len(told) - frequent)
        if 2 * frequent > len(told):
            self.common.append(text)
        likely = sorted((-n, earlier) for earlier, n in tally.items() if n >= self._fewest)
        for number, earlier in likely[:_MOST]:
            share = -number / max(1, min(self._rare[text], self._rare[earlier]))
            if share >= SHARED:
                self.likely.append((text, earlier, share))


def _counted(runs: Runs) -> tuple[frozenset[int], frozenset[int]]:
    """Return the runs that some texts share, and those that are a phrase of the trade."""
    # Sorted numbers take a fifth of the memory of a table of all of them.
    held = sorted(chain.from_iterable(runs))
    again = Counter([run for run, following in pairwise(held) if run == following])
    frequent = frozenset(run for run, more in again.items() if more >= RARE)
    return frozenset(again.keys() - frequent), frequent
