"""
What latent classes make of tables whose answer is known or published, and in what time.

Run: `python benchmarks/latent_classes.py TABLE.csv…` for tables of inclusion (one column of 0
and 1 for each list, the last column how many), `--weigh` to weigh separate answers by tempered
runs, `--cover DRAWS` for how often intervals hold the truth in made-up populations (with
`--populations FILE.json`: {"name": [[people, [chance, …]], …]} for others than our own).
"""

# ruff: noqa: INP001, T201 - a program to be run by hand

import argparse
import csv
import json
import time
from collections import Counter
from pathlib import Path

import numpy as np

from onrecord.estimate.classes import Settings, fit, fit_many
from onrecord.estimate.inclusion import Fitted, Inclusions, inclusions
from onrecord.model import InclusionTable

Population = list[tuple[int, list[float]]]
OURS: dict[str, Population] = {
    "one class": [(1500, [0.2, 0.15, 0.3, 0.1])],
    "hidden and known": [(1500, [0.06, 0.08, 0.12, 0.1]), (500, [0.6, 0.5, 0.7, 0.4])],
    "three classes": [
        (900, [0.1, 0.05, 0.15, 0.2, 0.1]),
        (200, [0.5, 0.4, 0.6, 0.4, 0.5]),
        (200, [0.8, 0.9, 0.6, 0.7, 0.7]),
    ],
}


def read(path: Path) -> Inclusions:
    """Return a table of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        names, *rows = list(csv.reader(file))
    cells: Counter[str] = Counter()
    for row in rows:
        cells["".join(row[:-1])] += int(row[-1])
    cells.pop("0" * (len(names) - 1), None)
    return inclusions(InclusionTable(lists=tuple(names[:-1]), cells=tuple(cells.items())))


def listed(population: Population, random: np.random.Generator) -> tuple[Inclusions, int]:
    """Return who of a made-up population is on which lists, and how many there are."""
    chances = np.concatenate([np.tile(chance, (people, 1)) for people, chance in population])
    on = random.random(chances.shape) < chances
    cells = Counter("".join("01"[int(one)] for one in row) for row in on if row.any())
    names = tuple(f"L{at}" for at in range(chances.shape[1]))
    return inclusions(InclusionTable(lists=names, cells=tuple(cells.items()))), len(on)


def shown(name: str, fitted: Fitted, seconds: float) -> None:
    """Print what a table is told."""
    told = fitted.told
    print(f"{name}: {seconds:.0f} CPU-s")
    if told.interval is not None:
        at = told.interval
        print(f"  {at.point:,.0f} [{at.low:,.0f}-{at.high:,.0f}], mean {told.mean:,.0f}")
    for mode in told.modes:
        at, weighed = mode.interval, "weight" if mode.is_weighed else "of the chains"
        print(f"  mode {at.point:,.0f} [{at.low:,.0f}-{at.high:,.0f}] {mode.share:.3f} {weighed}")
    for one in told.diagnoses:
        print(f"    {one.code} {one.verdict.value} {one.value}: {one.says}")


def cover(populations: dict[str, Population], draws: int, settings: Settings) -> None:
    """Print how often the interval holds the truth, and how often there is none."""
    held_all = answered_all = 0
    for at, (name, population) in enumerate(populations.items()):
        made = [listed(population, np.random.default_rng([at, draw])) for draw in range(draws)]
        begun = time.process_time()
        fitted = fit_many([table for table, _ in made], seed=at, settings=settings)
        spent = time.process_time() - begun
        truth = made[0][1]
        spans = [one.told.interval for one in fitted if one.told.interval is not None]
        held = sum(span.low <= truth <= span.high for span in spans)
        middles = [span.point for span in spans if span.point is not None]
        print(
            f"{name}: truth {truth}, {held} of {len(spans)} intervals hold it, "
            f"{draws - len(spans)} refused; median of medians {np.median(middles or [0]):,.0f}; "
            f"{spent:.0f} CPU-s",
            flush=True,
        )
        held_all, answered_all = held_all + held, answered_all + len(spans)
    print(f"in all: {held_all} of {answered_all}")


def main() -> None:
    """Measure what is asked for."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("tables", nargs="*", type=Path)
    asked.add_argument("--weigh", action="store_true")
    asked.add_argument("--seed", type=int, default=0)
    asked.add_argument("--chains", type=int, default=Settings().chains)
    asked.add_argument("--first", type=int, default=Settings().first)
    asked.add_argument("--most", type=int, default=Settings().most)
    asked.add_argument("--cover", type=int, default=0)
    asked.add_argument("--populations", type=Path)
    given = asked.parse_args()
    settings = Settings(chains=given.chains, first=given.first, most=given.most, weigh=given.weigh)
    for path in given.tables:
        begun = time.process_time()
        fitted = fit(read(path), seed=given.seed, settings=settings)
        shown(path.stem, fitted, time.process_time() - begun)
    if given.cover:
        ours = OURS
        if given.populations:
            ours = json.loads(given.populations.read_text(encoding="utf-8"))
        cover(ours, given.cover, settings)


if __name__ == "__main__":
    main()
