"""What people decided of rows: which are one person, and which are not."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.model import Choice, Decision, Problem, Severity, standing

_OF_ROWS = {Choice.ONE_PERSON, Choice.OTHER_PERSONS}


@dataclass(frozen=True, slots=True)
class Decided:
    """
    Decisions as they bear on rows.

    Attributes:
        together: Rows that are one person by decision: numbers, sorted, two or more each.
        apart: Pairs of rows, low before high, that are not.
        problems: Decisions that later ones contradict.
    """

    together: tuple[tuple[int, ...], ...] = ()
    apart: frozenset[tuple[int, int]] = frozenset()
    problems: tuple[Problem, ...] = ()


def decided(decisions: Sequence[Decision], numbers: Mapping[str, int]) -> Decided:
    """
    Return what the decisions that stand say of rows.

    Where two contradict each other the later holds, as with incidents, and a Problem
    names both. A decision on a person who is on no list any more waits until they are.

    Args:
        decisions: All, undone ones and undoings among them.
        numbers: A person's id → the number of the row.
    """
    held = _Holding()
    for decision in reversed(standing(decisions)):
        rows = [numbers[one] for one in decision.persons if one in numbers]
        if decision.choice in _OF_ROWS and len(rows) > 1:
            held.take(decision, rows)
    return Decided(held.together(), frozenset(held.apart), tuple(held.problems))


class _Holding:
    """Rows brought together and kept apart, the latest decision first."""

    def __init__(self) -> None:
        self._parent: dict[int, int] = {}
        self._why: dict[int, list[Decision]] = {}
        self.apart: dict[tuple[int, int], Decision] = {}
        self.problems: list[Problem] = []

    def take(self, decision: Decision, rows: Sequence[int]) -> None:
        against: list[Decision] = []
        for one, two in _pairs(sorted(rows)):
            bar = self._together if decision.choice is Choice.ONE_PERSON else self._keep_apart
            by = bar(one, two, decision)
            if by is not None:
                against.append(by)
        if against:
            self.problems.append(_overruled(decision, against[0]))

    def together(self) -> tuple[tuple[int, ...], ...]:
        groups: dict[int, list[int]] = {}
        for row in sorted(self._parent):
            groups.setdefault(self._root(row), []).append(row)
        return tuple(tuple(rows) for rows in groups.values() if len(rows) > 1)

    def _together(self, one: int, two: int, decision: Decision) -> Decision | None:
        first, second = self._root(one), self._root(two)
        if first == second:
            return None
        both = {first, second}
        for (low, high), by in self.apart.items():
            if {self._root(low), self._root(high)} == both:
                return by
        self._parent[second] = first
        self._why.setdefault(first, []).extend([*self._why.pop(second, ()), decision])
        return None

    def _keep_apart(self, one: int, two: int, decision: Decision) -> Decision | None:
        if self._root(one) == self._root(two):
            return self._why[self._root(one)][-1]
        self.apart.setdefault((one, two), decision)
        return None

    def _root(self, row: int) -> int:
        while self._parent.setdefault(row, row) != row:
            self._parent[row] = row = self._parent[self._parent[row]]
        return row


def _pairs(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    return ((one, two) for at, one in enumerate(rows) for two in rows[at + 1 :])


def _overruled(earlier: Decision, later: Decision) -> Problem:
    says = {Choice.ONE_PERSON: "are one person", Choice.OTHER_PERSONS: "are other persons"}
    return Problem(
        code="decision-overruled",
        message=f"{_told(earlier)} that rows of lists {says[earlier.choice]}, and {_told(later)} "
        "otherwise on some of them: the later decision holds there.",
        where=earlier.id,
        severity=Severity.NOTE,
    )


def _told(decision: Decision) -> str:
    return f"{decision.by} decided on {decision.at.date().isoformat()} (“{decision.why}”)"
