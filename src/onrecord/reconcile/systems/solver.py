"""
Whole numbers that satisfy sums: the only place that calls a solver, and only when asked.

HiGHS does it (Huangfu and Hall 2018). It is loaded with the first system that needs it: most
incidents have one number for one set of people, and cost nothing.
"""

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

_OFF = 0.25  # people; what a solver leaves short of a whole number is far less
_GAP = 1e-5


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """
    A sum of unknowns with the fewest and the most that it may be.

    Attributes:
        plus: Unknowns that are added up.
        minus: Unknowns that are taken off.
        low, high: What it may be; high None if open.
    """

    plus: frozenset[int]
    minus: frozenset[int] = frozenset()
    low: int | None = 0
    high: int | None = None

    def holds(self, values: Sequence[int]) -> bool:
        """Whether numbers satisfy it."""
        total = sum(values[n] for n in self.plus) - sum(values[n] for n in self.minus)
        is_enough = self.low is None or total >= self.low
        return is_enough and (self.high is None or total <= self.high)


class Solver:
    """
    Numbers of people, nought or more, that satisfy rows; rows can be switched on and off.

    Args:
        number: How many unknowns there are.
        always: Rows that hold whatever is switched on.
        rows: Those that can be switched.
    """

    def __init__(self, number: int, always: Iterable[Row], rows: Sequence[Row]) -> None:
        self._number = number
        self._rows = list(rows)
        self._always = tuple(always)
        self._model: Any = None
        self._on: frozenset[int] = frozenset(range(len(self._rows)))
        self._is_whole = False  # whether the model asks for whole numbers

    def solution(self, on: Collection[int]) -> tuple[int, ...] | None:
        """Return numbers that satisfy the rows that are on; None if there are none."""
        found = self._solved(frozenset(on), frozenset(), 0)
        return None if found is None else tuple(found)

    def least(self, unknowns: frozenset[int], on: Collection[int]) -> tuple[int, frozenset[int]]:
        """Return the fewest that unknowns add up to, with rows that suffice to prove it."""
        return self._end(frozenset(on), unknowns, 1)

    def most(
        self, unknowns: frozenset[int], on: Collection[int]
    ) -> tuple[int | None, frozenset[int]]:
        """Return the most that unknowns add up to, with proof; None if nothing ends it."""
        if not unknowns <= self._ended(frozenset(on)):
            return None, frozenset()
        return self._end(frozenset(on), unknowns, -1)

    def limit(self, row: int, low: int | None, high: int | None) -> None:
        """Give a row other ends."""
        self._rows[row] = replace(self._rows[row], low=low, high=high)
        if self._model is not None and row in self._on:
            first = len(self._always)
            self._model.changeRowBounds(first + row, *_ends(self._rows[row]))

    def _end(
        self, on: frozenset[int], unknowns: frozenset[int], sign: int
    ) -> tuple[int, frozenset[int]]:
        values = self._solved(on, unknowns, sign)
        if values is None:
            raise ValueError("no numbers satisfy the rows")
        if self._number == 0 or self._is_whole:  # rounding has no such short proof
            return sum(values[n] for n in unknowns), on
        prices = self._model.getSolution().row_dual
        first = len(self._always)
        proof = frozenset(n for n in on if abs(prices[first + n]) > _GAP)
        return sum(values[n] for n in unknowns), proof

    def _ended(self, on: frozenset[int]) -> set[int]:
        """Return the unknowns that some row ends above: each of the others may be any number."""
        rows = [self._rows[n] for n in sorted(on)]
        ended = {n for row in rows if row.high is not None and not row.minus for n in row.plus}
        grown = True
        while grown:  # a role is ended where all of its whole is
            inside = [row for row in self._always if row.minus <= ended and row.high is not None]
            more = {n for row in inside for n in row.plus} - ended
            ended |= more
            grown = bool(more)
        return ended

    def _solved(self, on: frozenset[int], asked: frozenset[int], sign: int) -> list[int] | None:
        if self._number == 0:
            return [] if self._satisfied(on, ()) else None
        highs, model = _highs(), self._ready()
        self._switch(model, on)
        model.changeColsCost(
            self._number,
            list(range(self._number)),
            [float(sign) if n in asked else 0.0 for n in range(self._number)],
        )
        # Without the demand for whole numbers first: it is several times as quick, proves
        # that there is no solution, and mostly ends in whole numbers anyway.
        for is_whole in (False, True):
            self._demand(model, is_whole=is_whole)
            model.run()
            status = model.getModelStatus()
            if status == highs.HighsModelStatus.kInfeasible:
                return None
            if status != highs.HighsModelStatus.kOptimal:
                raise ArithmeticError(f"the solver ended with {status}")
            exact = list(model.getSolution().col_value)
            values = [round(value) for value in exact]
            pairs = zip(exact, values, strict=True)
            are_whole = all(math.isclose(told, whole, abs_tol=_GAP) for told, whole in pairs)
            if are_whole and self._satisfied(on, values):
                return values
        raise ArithmeticError("the solver's numbers do not satisfy the sums")

    def _demand(self, model: Any, *, is_whole: bool) -> None:
        if is_whole is not self._is_whole:
            kinds = [int(is_whole)] * self._number  # 1 is HiGHS's kInteger
            model.changeColsIntegrality(self._number, list(range(self._number)), kinds)
            self._is_whole = is_whole

    def _satisfied(self, on: frozenset[int], values: Sequence[int]) -> bool:
        rows = [*self._always, *(self._rows[n] for n in on)]
        return all(row.holds(values) for row in rows)

    def _switch(self, model: Any, on: frozenset[int]) -> None:
        endless = _highs().kHighsInf
        first = len(self._always)
        for number in sorted(self._on ^ on):
            low, high = _ends(self._rows[number]) if number in on else (-endless, endless)
            model.changeRowBounds(first + number, low, high)
        self._on = on

    def _ready(self) -> Any:
        if self._model is None:
            self._model = _built(self._number, (*self._always, *self._rows))
        return self._model


@cache
def _highs() -> Any:
    import highspy  # noqa: PLC0415 - most records never need it

    return highspy


def _ends(row: Row) -> tuple[float, float]:
    endless = _highs().kHighsInf
    return (
        -endless if row.low is None else float(row.low),
        endless if row.high is None else float(row.high),
    )


def _built(number: int, rows: Sequence[Row]) -> Any:
    highs = _highs()
    model = highs.Highs()
    for option, value in (
        ("output_flag", False),
        ("threads", 1),
        ("mip_rel_gap", 0.0),
        ("mip_abs_gap", _OFF),
    ):
        model.setOptionValue(option, value)
    model.addVars(number, [0.0] * number, [highs.kHighsInf] * number)
    for row in rows:
        signs = {**dict.fromkeys(sorted(row.plus), 1.0), **dict.fromkeys(sorted(row.minus), -1.0)}
        model.addRow(*_ends(row), len(signs), list(signs), list(signs.values()))
    return model
