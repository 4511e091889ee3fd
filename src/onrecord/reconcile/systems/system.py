"""Bounds on regions as one system: whether all can be right, and what they leave for others."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from onrecord.reconcile.bounds import Bounds
from onrecord.reconcile.systems.cells import Cells, cells
from onrecord.reconcile.systems.conflicts import Demands, shrunk, smallest
from onrecord.reconcile.systems.regions import Exclusive, Region
from onrecord.reconcile.systems.solver import Row, Solver

Demand = tuple[Region, Bounds]


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """
    The fewest and the most people that demands leave for a region.

    Attributes:
        room: The two ends.
        low_by, high_by: Demands that together set an end, by number, of which none can be
            spared; empty where none does.
    """

    room: Bounds
    low_by: Demands
    high_by: Demands


class System:
    """
    Demands that so many people at least and at most are in a region.

    Where all speak of one region nothing has to be solved, and nothing is: the ends are the
    highest low and the lowest high.

    Args:
        demands: A region each with the fewest and the most.
        exclusive: Pairs of named sets that nobody is in at once.
        asked: Other regions that will be asked for.
    """

    def __init__(
        self, demands: Sequence[Demand], exclusive: Exclusive, asked: Sequence[Region] = ()
    ) -> None:
        self._regions = [region for region, _ in demands]
        self._rooms = [room for _, room in demands]
        self._exclusive = exclusive
        self._asked = list(asked)

    def is_consistent(self) -> bool:
        """Whether some numbers of people satisfy all."""
        if self._is_plain or (self._are_possible and all(r.high is None for r in self._rooms)):
            return self._meet(self._everything)
        return self._solve(self._everything) is not None

    def conflict(self) -> Demands:
        """Return the smallest set of demands that no numbers satisfy, where there is one."""
        if self._is_plain:
            return self._plain_conflict()
        return smallest(self._everything, self._solve, self._meets)

    def between(self, region: Region) -> Between:
        """Return what the demands leave for a region, which must be one that was asked for."""
        if self._is_plain and not self._exclusive:
            return self._plain_between(region)
        place = len(self._regions) + self._asked.index(region)
        unknowns = self._cells.members[place]
        low, below = self._solver.least(unknowns, self._everything)
        high, above = self._solver.most(unknowns, self._everything)
        if low:
            below = self._because(place, (None, low - 1), below)
        if high is not None:
            above = self._because(place, (high + 1, None), above)
        return Between(
            room=Bounds(low=low, high=high), low_by=below if low else frozenset(), high_by=above
        )

    # --- one region: no solver ---------------------------------------------------------------

    @property
    def _everything(self) -> Demands:
        return frozenset(range(len(self._rooms)))

    @cached_property
    def _is_plain(self) -> bool:
        return len(set(self._regions)) <= 1 and self._are_possible

    @cached_property
    def _are_possible(self) -> bool:
        return all(region.is_possible(self._exclusive) for region in set(self._regions))

    def _meet(self, demands: Demands) -> bool:
        """Whether demands on one region, or on many and open above, leave a number."""
        highs = [high for n in demands if (high := self._rooms[n].high) is not None]
        return not highs or max(self._rooms[n].low for n in demands) <= min(highs)

    def _plain_conflict(self) -> Demands:
        pairs = (
            frozenset({one, other})
            for one in sorted(self._everything)
            for other in sorted(self._everything)
            if one < other and not self._meet(frozenset({one, other}))
        )
        return next(pairs)

    def _plain_between(self, region: Region) -> Between:
        low, high, nothing = 0, None, frozenset[int]()
        low_by, high_by = nothing, nothing
        if self._regions and _contains(region, self._regions[0]):
            low = max(room.low for room in self._rooms)
            low_by = self._first(lambda room: bool(low) and room.low == low)
        if self._regions and _contains(self._regions[0], region):
            high = min((r.high for r in self._rooms if r.high is not None), default=None)
            high_by = self._first(lambda room: high is not None and room.high == high)
        return Between(room=Bounds(low=low, high=high), low_by=low_by, high_by=high_by)

    def _first(self, is_it: Callable[[Bounds], bool]) -> Demands:
        found = next((n for n, room in enumerate(self._rooms) if is_it(room)), None)
        return frozenset() if found is None else frozenset({found})

    # --- several regions ---------------------------------------------------------------------

    @cached_property
    def _cells(self) -> Cells:
        return cells([*self._regions, *self._asked], self._exclusive)

    @cached_property
    def _inside(self) -> tuple[Row, ...]:
        return tuple(
            Row(plus=frozenset({one}), minus=whole, low=None, high=0)
            for one, whole in self._cells.inside
        )

    @cached_property
    def _rows(self) -> tuple[Row, ...]:
        rooms = [(room.low, room.high) for room in self._rooms]
        ends = [*rooms, *((None, None) for _ in self._asked)]
        return tuple(
            Row(plus=members, low=low, high=high)
            for members, (low, high) in zip(self._cells.members, ends, strict=True)
        )

    @cached_property
    def _solver(self) -> Solver:
        return Solver(self._cells.number, self._inside, self._rows)

    def _solve(self, demands: Demands) -> Sequence[int] | None:
        return self._solver.solution(demands)

    def _meets(self, demand: int, values: Sequence[int]) -> bool:
        return self._rows[demand].holds(values)

    def _because(
        self, place: int, denied: tuple[int | None, int | None], enough: Demands
    ) -> Demands:
        """Return, of demands that rule a row out, some of which none can be spared."""
        self._solver.limit(place, *denied)
        found = shrunk(enough, lambda some: self._solve(some | {place}))
        self._solver.limit(place, None, None)
        return found


def _contains(region: Region, other: Region) -> bool:
    """Whether all of a region are in another, named sets being any people where none excludes."""
    return (
        other.outcomes <= region.outcomes
        and other.sex_age <= region.sex_age
        and other.status <= region.status
        and all(any(mine <= clause for mine in other.clauses) for clause in region.clauses)
    )
