"""
Texts that so many outlets print that none of their runs of words is rare any more.

A wire story in two hundred papers has no rare run; by rare runs alone it would count as
two hundred voices. Such texts are nearly the same from end to end, which a few smallest
numbers of their runs tell.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence

ALIKE = 0.8  # of the longer text's runs: below this, phrases of the trade
# Four orders of the same numbers: two texts that are nearly the same begin alike in one.
_ORDERS = (0, 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9)
_LEADERS = 6  # texts of one beginning that are compared with
_FEWEST = 4  # runs: a text with fewer has too few to tell


def families(
    texts: Iterable[int], runs: Sequence["array[int]"]
) -> Iterator[tuple[int, int, float]]:
    """
    Return which text is nearly the same as which earlier one, and how much they share.

    Args:
        texts: Those with hardly a rare run, the oldest first.
        runs: The numbers of each text's runs.
    """
    leaders: dict[tuple[int, int], list[int]] = {}
    for text in texts:
        told = runs[text]
        if len(told) < _FEWEST:
            continue
        beginnings = [(n, min(map(order.__xor__, told))) for n, order in enumerate(_ORDERS)]
        found = _alike(text, runs, [leaders.get(beginning, []) for beginning in beginnings])
        if found is not None:
            yield text, *found
            continue
        for beginning in beginnings:
            known = leaders.setdefault(beginning, [])
            if len(known) < _LEADERS:
                known.append(text)


def _alike(
    text: int, runs: Sequence["array[int]"], near: Sequence[Sequence[int]]
) -> tuple[int, float] | None:
    mine = set(runs[text])
    for leader in sorted({leader for known in near for leader in known}):
        longer = max(len(mine), len(runs[leader]))
        share = len(mine.intersection(runs[leader])) / longer
        if share >= ALIKE:
            return leader, share
    return None
