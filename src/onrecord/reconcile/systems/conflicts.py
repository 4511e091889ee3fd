"""The fewest of some demands that cannot all be met."""

from collections.abc import Callable, Collection, Iterable, Sequence

Demands = frozenset[int]
# Numbers that meet some demands; None if there are none.
Solve = Callable[[Demands], Sequence[int] | None]
Meets = Callable[[int, Sequence[int]], bool]

MOST_TURNS = 60  # a smallest set is sought so long; then any that cannot lose a demand will do


def smallest(demands: Collection[int], solve: Solve, meets: Meets) -> Demands:
    """
    Return the smallest set of demands that cannot all be met; of several the first in order.

    Whoever takes away any one of them can meet the rest. Found by hitting sets: whatever
    cannot be met together has a demand outside every set that can (Reiter 1987; Ignatiev,
    Previti, Liffiton and Marques-Silva 2015).

    Args:
        demands: That cannot all be met.
        solve: Numbers that meet some of them.
        meets: Whether numbers meet a demand.
    """
    left_out: list[Demands] = []
    everything = frozenset(demands)
    for _ in range(MOST_TURNS):
        tried = _fewest_hitting(left_out)
        values = solve(tried)
        if values is None:
            return tried
        met = _grown(tried, values, everything, solve, meets)
        left_out.append(everything - met)
    return shrunk(everything, solve)


def _grown(
    kept: Demands, values: Sequence[int], demands: Demands, solve: Solve, meets: Meets
) -> Demands:
    """Return demands that can be met and none can be added to."""
    kept |= {one for one in demands if meets(one, values)}
    for one in sorted(demands - kept):
        if one in kept:
            continue
        found = solve(kept | {one})
        if found is not None:
            kept |= {other for other in demands if meets(other, found)}
    return kept


def shrunk(demands: Demands, solve: Solve) -> Demands:
    """Return demands that cannot be met and none can be taken from."""
    kept = demands
    for one in sorted(demands, reverse=True):
        if solve(kept - {one}) is None:
            kept -= {one}
    return kept


def _fewest_hitting(sets: Iterable[Demands]) -> Demands:
    """Return the fewest demands of which each set has one; of several the first in order."""
    told = sorted(set(sets), key=lambda one: (len(one), sorted(one)))
    size = 0
    while True:
        found = _hitting(told, frozenset(), size)
        if found is not None:
            return found
        size += 1


def _hitting(sets: Sequence[Demands], chosen: Demands, more: int) -> Demands | None:
    missed = next((one for one in sets if not one & chosen), None)
    if missed is None:
        return chosen
    if more == 0:
        return None
    for one in sorted(missed):
        found = _hitting(sets, chosen | {one}, more - 1)
        if found is not None:
            return found
    return None
