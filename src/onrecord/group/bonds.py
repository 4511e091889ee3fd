"""What people decided belongs together or apart, for everything else to yield to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.model import Choice, Decision, Problem, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Bond:
    """Two claims, by position, that a person holds for one incident."""

    first: int
    second: int
    decision: Decision


class Bonds:
    """
    Claims that must be in one incident, and claims that must not meet in one.

    Each decision to keep apart marks its two sides with a number and its negative. Sets
    that must be one share their marks, and so does whatever joins them later: a set with
    a mark never meets a set with the opposite one, so no third claim brings them together.

    The later decision wins over an earlier one that contradicts it, which then holds for
    those of its claims on which nothing was decided later.

    Args:
        decisions: Those that stand, oldest first.
        ids: The claims, in order; those that a decision names and that are not among them
            are passed over.
    """

    def __init__(self, decisions: Sequence[Decision], ids: Sequence[str]) -> None:
        self._place = {claim_id: position for position, claim_id in enumerate(ids)}
        self._parent = list(range(len(ids)))
        self._marks: dict[int, set[int]] = {}
        self._by_number: dict[int, Decision] = {}
        self._united: dict[int, Decision] = {}
        self.together: list[Bond] = []
        self.overruled: list[tuple[Decision, Decision]] = []
        for number, decision in enumerate(reversed(decisions), start=1):
            self._by_number[number] = decision
            if decision.choice is Choice.TOGETHER:
                self._bring_together(decision)
            elif decision.choice is Choice.APART:
                self._keep_apart(number, decision)

    def may_meet(self, first: int, second: int) -> bool:
        """Whether no decision keeps apart what two claims are now one with."""
        return self._between(self._root(first), self._root(second)) is None

    def meet(self, first: int, second: int) -> None:
        """Note that two claims are in one incident, with all that each is one with."""
        kept, gone = sorted((self._root(first), self._root(second)))
        if kept == gone:
            return
        self._parent[gone] = kept
        marks = self._marks.pop(gone, None)
        if marks:
            self._marks.setdefault(kept, set()).update(marks)

    def _root(self, position: int) -> int:
        while self._parent[position] != position:
            self._parent[position] = self._parent[self._parent[position]]
            position = self._parent[position]
        return position

    def _between(self, first: int, second: int) -> int | None:
        """Return the number of a decision that keeps two sets apart; None if none does."""
        marks, others = self._marks.get(first), self._marks.get(second)
        if not marks or not others or first == second:
            return None
        fewer, more = sorted((marks, others), key=len)
        return next((abs(mark) for mark in sorted(fewer) if -mark in more), None)

    def _bring_together(self, decision: Decision) -> None:
        heads: list[int] = []
        kept_apart: int | None = None
        for position in self._positions(decision.claims):
            for head in heads:
                by = self._between(self._root(head), self._root(position))
                if by is None:
                    self._unite(head, position, decision)
                    break
                kept_apart = kept_apart or by
            else:
                heads.append(position)
        if kept_apart is not None:
            self.overruled.append((decision, self._by_number[kept_apart]))

    def _unite(self, head: int, position: int, decision: Decision) -> None:
        roots = self._root(head), self._root(position)
        later = [self._united[root] for root in roots if root in self._united]
        self.meet(head, position)
        self._united[self._root(head)] = (later or [decision])[0]
        self.together.append(Bond(first=head, second=position, decision=decision))

    def _keep_apart(self, number: int, decision: Decision) -> None:
        ones = {self._root(position) for position in self._positions(decision.claims)}
        others = {self._root(position) for position in self._positions(decision.others)}
        both = ones & others
        if both:
            self.overruled.append((decision, self._united.get(min(both), decision)))
        for root in ones - both:
            self._marks.setdefault(root, set()).add(number)
        for root in others - both:
            self._marks.setdefault(root, set()).add(-number)

    def _positions(self, ids: Sequence[str]) -> Iterator[int]:
        return (self._place[claim_id] for claim_id in ids if claim_id in self._place)


def overruled(decisions: Sequence[Decision], ids: Sequence[str]) -> tuple[Problem, ...]:
    """
    Return a Problem for each decision that a later one contradicts.

    Args:
        decisions: Those that stand, oldest first.
        ids: The claims of the record.
    """
    return tuple(_problem(*pair) for pair in Bonds(decisions, ids).overruled)


def _problem(earlier: Decision, later: Decision) -> Problem:
    says = {Choice.TOGETHER: "belong together", Choice.APART: "are apart"}[earlier.choice]
    return Problem(
        code="decision-overruled",
        message=f"{_told(earlier)} that claims {says}, and {_told(later)} otherwise on some of "
        "them: the later decision holds there.",
        where=earlier.id,
        severity=Severity.NOTE,
    )


def _told(decision: Decision) -> str:
    return f"{decision.by} decided on {decision.at.date().isoformat()} (“{decision.why}”)"
