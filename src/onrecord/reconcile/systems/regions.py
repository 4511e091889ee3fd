"""Whom a number counts: a set of people, told by what divides them, not by who they are."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations, product

from onrecord.model import Outcome
from onrecord.reconcile.categories import SEX_AGE, STATUS, all_cells

_DIMENSIONS: Mapping[str, frozenset[str]] = {
    SEX_AGE: all_cells(SEX_AGE) or frozenset(),
    STATUS: all_cells(STATUS) or frozenset(),
}
OUTCOMES: Mapping[Outcome, frozenset[str]] = {
    # Killed and wounded, not told apart: nobody is both at one moment.
    Outcome.CASUALTIES: frozenset({Outcome.KILLED.value, Outcome.INJURED.value})
}

Clause = frozenset[str]
Exclusive = frozenset[frozenset[str]]  # pairs of named sets that nobody is in at once


def outcomes(outcome: Outcome) -> frozenset[str]:
    """Return what happened to those whom an outcome counts; two things for casualties."""
    return OUTCOMES.get(outcome, frozenset({outcome.value}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """
    Those people of an incident whom a number counts.

    Attributes:
        outcomes: What happened to them.
        sex_age, status: The cells of the declared partitions that they may be in.
        clauses: Named sets, of each of which they are in at least one: those killed by the
            army or a militia, those in the market, the journalists.
    """

    outcomes: frozenset[str]
    sex_age: frozenset[str] = _DIMENSIONS[SEX_AGE]
    status: frozenset[str] = _DIMENSIONS[STATUS]
    clauses: frozenset[Clause] = field(default_factory=frozenset)

    def meet(self, other: "Region") -> "Region":
        """Return those in both."""
        return Region(
            outcomes=self.outcomes & other.outcomes,
            sex_age=self.sex_age & other.sex_age,
            status=self.status & other.status,
            clauses=self.clauses | other.clauses,
        )

    def within(self, *clause: str) -> "Region":
        """Return those of them who are in one of some named sets."""
        return replace(self, clauses=self.clauses | {frozenset(clause)})

    def is_possible(self, exclusive: Exclusive) -> bool:
        """Whether somebody can be in it at all."""
        if not (self.outcomes and self.sex_age and self.status):
            return False
        ways = product(*(sorted(clause) for clause in self.clauses))
        return any(exclusive.isdisjoint(map(frozenset, combinations(set(w), 2))) for w in ways)

    @property
    def tags(self) -> frozenset[str]:
        """The named sets that it speaks of."""
        return frozenset().union(*self.clauses)


def everyone(outcome: Outcome) -> Region:
    """Return all those of an incident to whom one thing happened."""
    return Region(outcomes=outcomes(outcome))
