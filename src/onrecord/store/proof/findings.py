"""What a proof found wrong: named one by one, and counted where there is no end of it."""

from collections import Counter
from dataclasses import dataclass, field

from onrecord.model import Problem, Severity

_MOST = 200  # problems of one code that are named; the others are counted


@dataclass
class Findings:
    """
    The problems found, in the order in which they were found.

    Attributes:
        problems: The first two hundred of each code.
        beyond: How many more there are, by code.
    """

    problems: list[Problem] = field(default_factory=list)
    beyond: Counter[str] = field(default_factory=Counter)
    _named: Counter[str] = field(default_factory=Counter)

    def add(
        self, message: str, where: str, *, code: str, severity: Severity = Severity.ERROR
    ) -> None:
        """Note a problem."""
        self.take(Problem(code=code, message=message, where=where, severity=severity))

    def take(self, problem: Problem) -> None:
        """Note a problem that is one already."""
        self._named[problem.code] += 1
        if self._named[problem.code] <= _MOST:
            self.problems.append(problem)
        else:
            self.beyond[problem.code] += 1

    def altered(self, message: str, where: str) -> None:
        """Note a row that is not as it was written."""
        self.add(message, where, code="row-altered")

    def gone(self, message: str, where: str) -> None:
        """Note rows that were written and are not there."""
        self.add(message, where, code="row-gone")
