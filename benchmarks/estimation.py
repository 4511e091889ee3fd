"""
How often intervals hold a truth that is known, and what estimates cost.

Populations of which the size is known are drawn, and every model is asked of each draw
(`onrecord.estimate.support`, which `onrecord lists simulate` uses, too). *Well-behaved* ones
keep to what the models suppose: lists that are separate within at most two kinds of people, or
of which two lean on each other. The others do not, on purpose: they show what breaks a model.

Run: `python benchmarks/estimation.py [DRAWS] [SIZE] [METHOD …]`; seeds are fixed. Others call
`measured()`. A share of 50 draws is known to about 0.03, one of several populations better.
"""

# ruff: noqa: INP001, T201 - a program to be run by hand

import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from onrecord.estimate import (
    Budget,
    Copying,
    Evidence,
    Kind,
    Leaning,
    Models,
    Population,
    Settings,
    Support,
    estimate,
    from_table,
    simulate,
    standard,
    support,
)
from onrecord.model import Method

SIZE = 2_000
ONE = (Kind(share=1.0, chances=(0.45, 0.35, 0.3, 0.25)),)
TWO = (
    Kind(share=0.6, chances=(0.55, 0.45, 0.4, 0.35, 0.3)),
    Kind(share=0.4, chances=(0.15, 0.2, 0.15, 0.2, 0.15)),
)
TURNED = (
    Kind(share=0.5, chances=(0.5, 0.45, 0.15, 0.1)),
    Kind(share=0.5, chances=(0.15, 0.1, 0.45, 0.5)),
)
WELL_BEHAVED = {
    "four separate lists": Population(size=SIZE, kinds=ONE),
    "five lists, two kinds of people": Population(size=SIZE, kinds=TWO),
    "four lists, two kinds reached by different lists": Population(size=SIZE, kinds=TURNED),
    "four lists, one leans on another": Population(
        size=SIZE, kinds=ONE, leanings=(Leaning(list=1, on=0, odds=3.0),)
    ),
}
NOT_SO = {
    "people differ much, each for themselves": Population(size=SIZE, kinds=ONE, spread=1.5),
    "one list copies a third of another": Population(
        size=SIZE, kinds=ONE, copying=(Copying(list=3, source=0, share=0.33),)
    ),
    "every list leans on the first": Population(
        size=SIZE,
        kinds=ONE,
        leanings=tuple(Leaning(list=number, on=0, odds=5.0) for number in (1, 2, 3)),
    ),
    "linking misses one link in ten": Population(size=SIZE, kinds=ONE, missed=0.1),
}
LINKAGES = 200


@dataclass(frozen=True, slots=True)
class Measured:
    """
    What a population came to.

    Attributes:
        name: Of the population.
        is_well_behaved: Whether models suppose such.
        told: By model.
        seconds: CPU seconds of one answer, by model.
    """

    name: str
    is_well_behaved: bool
    told: tuple[Support, ...]
    seconds: dict[Method, float]


def measured(draws: int, size: int, methods: Sequence[Method]) -> list[Measured]:
    """Return what every population came to, in the order above."""
    return [
        one_measured(name, replace(population, size=size), draws, methods)
        for name, population in {**WELL_BEHAVED, **NOT_SO}.items()
    ]


def one_measured(
    name: str, population: Population, draws: int, methods: Sequence[Method]
) -> Measured:
    """Return what one population came to, and print it."""
    every = standard(Budget.QUICK)
    told: list[Support] = []
    seconds = {}
    print(f"\n{name}{'' if name in WELL_BEHAVED else ' (not well-behaved)'}")
    for method in methods:
        began = time.process_time()
        models = Models(by_method={method: every.by_method[method]})
        told.extend(support(population, models, draws=draws, seed=1))
        seconds[method] = (time.process_time() - began) / draws
        _say(told[-1], seconds[method])
    return Measured(name, name in WELL_BEHAVED, tuple(told), seconds)


def _say(one: Support, seconds: float) -> None:
    middle = "-" if one.middle is None else f"{one.middle:.2f}"
    width = "-" if one.width is None else f"{one.width:.2f}"
    print(
        f"  {one.method:15} answered {one.answered:3} of {one.draws} {one.why_not:12}"
        f" cover {one.cover:.2f} middle {middle} width {width} {seconds:.2f} s",
        flush=True,
    )


def cover(found: Sequence[Measured], method: Method) -> tuple[int, int, int]:
    """Return covered, answered and drawn over all well-behaved populations."""
    told = [one for each in found if each.is_well_behaved for one in each.told]
    mine = [one for one in told if one.method is method]
    return (
        sum(one.covered for one in mine),
        sum(one.answered for one in mine),
        sum(one.draws for one in mine),
    )


def linkages_seconds(lists: int) -> float:
    """Return the CPU seconds of graphs over 200 sampled linkages of 2,000 people."""
    kinds = (Kind(share=1.0, chances=(0.5, 0.4, 0.35, 0.3, 0.2)[:lists]),)
    torn = Population(size=SIZE, kinds=kinds, missed=0.05)
    sampled = tuple(from_table(simulate(torn, seed)) for seed in range(LINKAGES))
    asked = Settings(methods=(Method.GRAPHS,), vary=False)
    began = time.process_time()
    evidence = Evidence(people=sampled[0], sampled=sampled)
    estimate(evidence, asked, standard(), at=datetime.now(UTC))
    return time.process_time() - began


def main(draws: int, size: int, methods: Sequence[Method]) -> None:
    """Print cover, middle and width of every model on every population."""
    for lists in (3, 4, 5):
        print(f"graphs over {LINKAGES} linkages of {lists} lists: {linkages_seconds(lists):.1f} s")
    found = measured(draws, size, methods)
    print("\nover all well-behaved populations")
    for method in methods:
        covered, answered, drawn = cover(found, method)
        share = covered / answered if answered else float("nan")
        print(f"  {method:15} {covered} of {answered} answers ({share:.3f}), {drawn} asked")


if __name__ == "__main__":
    named = [Method(name) for name in sys.argv[3:]]
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else 50,
        int(sys.argv[2]) if len(sys.argv) > 2 else SIZE,
        named or list(Method),
    )
