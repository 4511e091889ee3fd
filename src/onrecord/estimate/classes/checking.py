"""
Posterior predictive checks: does the model make tables like the one that it was given?

Gelman, Meng and Stern 1996, "Posterior predictive assessment of model fitness". For draws of
the posterior whole populations are made and listed by chance, and compared with the table.
"""

from dataclasses import dataclass

import numpy as np

from onrecord.estimate.classes.state import Floats, Integers, State, Tables, log_sum

_DRAWS = 120  # populations that are made
_PEOPLE = 250_000  # of one population; a larger one is not made


@dataclass(frozen=True, slots=True)
class Checks:
    """
    Chances of a table that differs from the model as much as the given one does, or more.

    Attributes:
        cells: By all cells (Freeman and Tukey's statistic).
        lists: By how many people each list has: the least of the lists' two-sided chances,
            times their number.
        times: By how many people are on exactly one list, two, three …, likewise.
    """

    cells: float
    lists: float
    times: float


def checks(held: Tables, states: State, random: np.random.Generator) -> Checks:
    """Return the checks of one table by draws of its posterior (`Chains.states`)."""
    amount = states.alpha.shape[1]
    chosen = np.linspace(0, amount - 1, min(amount, _DRAWS)).astype(np.int64)
    some = states.chosen(chosen)
    patterns, counts = held.patterns[0, 0, 1:], held.counts[0, 1:]
    given = _Looked(patterns[counts > 0], counts[counts > 0])
    beyond, lists, times = [], [], []
    for at in range(len(chosen)):
        people = float(held.seen[0, 0] + some.missing[0, at])
        if people > _PEOPLE:
            continue
        made = _made(some, at, int(people), random)
        apart = _distance(given, some, at, people)
        beyond.append(_distance(made, some, at, people) >= apart)
        lists.append(made.lists)
        times.append(made.times)
    if not beyond:
        return Checks(1.0, 1.0, 1.0)
    return Checks(
        float(np.mean(beyond)),
        _two_sided(np.array(lists), given.lists),
        _two_sided(np.array(times), given.times),
    )


class _Looked:
    """A table as the checks look at it."""

    def __init__(self, patterns: Floats, counts: np.ndarray) -> None:
        self.patterns, self.counts = patterns, counts
        self.lists = counts @ patterns
        on = patterns.sum(axis=1).astype(np.int64)
        self.times = np.bincount(on, weights=counts, minlength=patterns.shape[1] + 1)[1:]


def _made(states: State, at: int, people: int, random: np.random.Generator) -> _Looked:
    """Return a population of one draw, listed by chance."""
    weights = np.exp(states.log_weights[0, at])
    members = random.multinomial(people, weights / weights.sum())
    chances = np.exp(states.log_in[0, at])
    lists = chances.shape[-1]
    rows = [
        random.random((count, lists)) < chances[which]
        for which, count in enumerate(members)
        if count
    ]
    listed = np.concatenate(rows)
    listed = listed[listed.any(axis=1)]
    packed, counts = np.unique(np.packbits(listed, axis=1), axis=0, return_counts=True)
    return _Looked(np.unpackbits(packed, axis=1, count=lists).astype(np.float64), counts)


def _distance(looked: _Looked, states: State, at: int, people: float) -> float:
    """
    Return Freeman and Tukey's distance of a table from what a draw expects, over all cells.

    Cells that nobody is in add what is expected in them; that sum is the same for both
    tables but for the cells that are filled, and so only these are gone through.
    """
    slope = (states.log_in - states.log_out)[0, at]
    base = states.log_weights[0, at] + states.log_out[0, at].sum(axis=-1)
    expected = people * np.exp(log_sum(looked.patterns @ slope.T + base))
    return float(((np.sqrt(looked.counts) - np.sqrt(expected)) ** 2 - expected).sum())


def _two_sided(made: Floats | Integers, given: Floats | Integers) -> float:
    """Return the least two-sided chance of several, times their number, at most 1."""
    above = ((made > given).sum(axis=0) + 0.5 * (made == given).sum(axis=0) + 0.5) / (len(made) + 1)
    return float(min(1.0, 2 * np.minimum(above, 1 - above).min() * made.shape[1]))
