"""
Made-up populations of known size, and what each model would say of them.

A group that has not gathered its lists yet, or has just three, can see what such lists could
support: how often the models' intervals would hold the truth, and how wide they would be.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.estimate.combining import failing
from onrecord.estimate.inclusion import inclusions
from onrecord.estimate.people import People, gathered, table
from onrecord.estimate.refusing import refusals
from onrecord.estimate.settings import Models
from onrecord.model import InclusionTable, Method


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """
    People whom lists have alike: in towns, in the countryside.

    Attributes:
        share: Of all people; shares sum to 1.
        chances: For each list the chance that it has one of them.
    """

    share: float
    chances: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaning:
    """
    That one list has people more or less often because another has them.

    Attributes:
        list: Number of the list that leans, 0 for the first.
        on: Number of the list on which it leans; one before it.
        odds: How many times likelier: 1 not at all, 3 cooperation, 0.3 rivalry.
    """

    list: int
    on: int
    odds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Copying:
    """
    That a list takes rows from another.

    Attributes:
        list: Number of the list that takes.
        source: Number of the list that is taken from.
        share: Of its people that are taken.
    """

    list: int
    source: int
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Population:
    """
    People as they are thought to be, and how lists come to have them.

    Attributes:
        size: How many people there are: the truth that models are held against.
        kinds: Of people; each has the same number of lists.
        leanings: Between lists.
        copying: Between lists.
        spread: How much single people differ within their kind in how easily any list has
            them: the standard deviation of their log odds; 0 not at all, 1 a lot.
        missed: Share of true links that linking misses: somebody on two lists becomes two.
    """

    size: int
    kinds: tuple[Kind, ...]
    leanings: tuple[Leaning, ...] = ()
    copying: tuple[Copying, ...] = ()
    spread: float = 0.0
    missed: float = 0.0

    def __post_init__(self) -> None:
        widths = {len(kind.chances) for kind in self.kinds}
        whole = abs(sum(kind.share for kind in self.kinds) - 1) < 1e-6
        if len(widths) != 1 or not whole or self.size < 1:
            raise ValueError("kinds have as many chances as there are lists, and shares sum to 1")
        if any(not 0 < chance < 1 for kind in self.kinds for chance in kind.chances):
            raise ValueError("a list has somebody with a chance between 0 and 1, neither of them")
        if any(one.on >= one.list for one in self.leanings):
            raise ValueError("a list leans on one before it")

    @property
    def lists(self) -> tuple[str, ...]:
        """What its lists are called: A, B, C and so on."""
        return tuple(_name(number) for number in range(len(self.kinds[0].chances)))


def _name(number: int) -> str:
    return chr(ord("A") + number) if number < 26 else f"L{number + 1}"


def simulate(population: Population, seed: int) -> InclusionTable:
    """
    Return who would be on which lists, in one draw of a population.

    >>> easy = Population(size=1000, kinds=(Kind(share=1.0, chances=(0.5, 0.5, 0.5)),))
    >>> 800 < simulate(easy, seed=1).seen < 950
    True
    """
    rng = np.random.default_rng(seed)
    shares = np.array([kind.share for kind in population.kinds])
    kinds = rng.choice(len(shares), population.size, p=shares / shares.sum())
    chances = np.array([kind.chances for kind in population.kinds])[kinds]
    log_odds = np.log(chances) - np.log1p(-chances)
    log_odds += population.spread * rng.standard_normal((population.size, 1))
    on = _included(population, log_odds, rng)
    for copy in population.copying:
        on[:, copy.list] |= on[:, copy.source] & (rng.random(len(on)) < copy.share)
    on = _unlinked(on, population.missed, rng)
    return table(gathered(People(lists=population.lists, on=on, many=np.ones(len(on), np.int64))))


def _included(
    population: Population, log_odds: NDArray[np.float64], rng: np.random.Generator
) -> NDArray[np.bool_]:
    on = np.zeros(log_odds.shape, dtype=np.bool_)
    for number in range(log_odds.shape[1]):
        column = log_odds[:, number].copy()
        for leaning in population.leanings:
            if leaning.list == number:
                column += np.log(leaning.odds) * on[:, leaning.on]
        on[:, number] = rng.random(len(column)) < 1 / (1 + np.exp(-column))
    return on


def _unlinked(on: NDArray[np.bool_], missed: float, rng: np.random.Generator) -> NDArray[np.bool_]:
    """Return people with some of those on several lists taken for two: their last row apart."""
    if not missed:
        return on
    torn = (on.sum(axis=1) > 1) & (rng.random(len(on)) < missed)
    last = on.shape[1] - 1 - np.argmax(on[:, ::-1], axis=1)
    apart = np.zeros_like(on[torn])
    apart[np.arange(len(apart)), last[torn]] = True
    left = on.copy()
    left[torn] &= ~apart
    return np.vstack([left, apart])


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """
    What lists could support by one model, from many draws of a population.

    Attributes:
        method: The model.
        draws: How many draws there were.
        answered: In how many of them the model gave an answer.
        covered: In how many of these the interval held the truth; of a lower bound, in how many
            the truth was no less than its lower end.
        middle: The median of the answers over the truth: 0.8 is a fifth too low. None if
            there was no answer.
        width: The median width of the intervals over the truth; None likewise.
        why_not: The most frequent reason for no answer; "" if there was none.
    """

    method: Method
    draws: int
    answered: int
    covered: int
    middle: float | None
    width: float | None
    why_not: str

    @property
    def cover(self) -> float:
        """Share of the answers that held the truth; not a number where there were none."""
        return self.covered / self.answered if self.answered else float("nan")


@dataclass(frozen=True, slots=True)
class _Said:
    low: float
    high: float
    point: float
    holds: bool


def support(
    population: Population, models: Models, *, draws: int = 50, seed: int = 0, level: float = 0.95
) -> tuple[Support, ...]:
    """
    Return what each model would say of a population whose truth is known.

    Args:
        population: People and lists as they are thought to be.
        models: The models that are asked.
        draws: How many times people are drawn; cover is known to about 1 / sqrt(4 draws).
        seed: Of all random numbers.
        level: Of the intervals.
    """
    tables = [simulate(population, seed + number) for number in range(draws)]
    return tuple(
        _support(method, population, tables, models, seed, level) for method in models.by_method
    )


def _support(
    method: Method,
    population: Population,
    tables: Sequence[InclusionTable],
    models: Models,
    seed: int,
    level: float,
) -> Support:
    said, reasons = [], []
    for number, one in enumerate(tables):
        answer = _one(method, population, one, models, seed + number, level)
        if isinstance(answer, str):
            reasons.append(answer)
        else:
            said.append(answer)
    truth = population.size
    return Support(
        method=method,
        draws=len(tables),
        answered=len(said),
        covered=sum(one.holds for one in said),
        middle=float(np.median([one.point for one in said]) / truth) if said else None,
        width=float(np.median([one.high - one.low for one in said]) / truth) if said else None,
        why_not=max(sorted(set(reasons)), key=reasons.count) if reasons else "",
    )


def _one(
    method: Method,
    population: Population,
    one: InclusionTable,
    models: Models,
    seed: int,
    level: float,
) -> _Said | str:
    """Return what a model says of one draw, or the code of why it says nothing."""
    stops = failing(refusals(one))
    if stops:
        return stops[0].code
    told = models.by_method[method](inclusions(one), seed, level).told
    if told.interval is None:
        stops = failing(told.diagnoses)
        return stops[0].code if stops else "refused"
    found, truth = told.interval, population.size
    point = found.low if found.point is None else found.point
    holds = found.low <= truth and (told.is_lower_bound or truth <= found.high)
    return _Said(low=found.low, high=found.high, point=point, holds=holds)
