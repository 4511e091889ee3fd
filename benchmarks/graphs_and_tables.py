"""
How fast graphs and log-linear models are, and how often their intervals hold the truth.

Run: `python benchmarks/graphs_and_tables.py [FOLDER]`, the folder with published tables of
inclusion as CSV (one column for each list, the last the number of people), where there is one.
"""

# ruff: noqa: INP001, T201 - a program to be run by hand

import csv
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from onrecord.estimate import chao, graphs, loglinear
from onrecord.estimate.inclusion import Fitted, Inclusions
from onrecord.estimate.loglinear import Choice, Settings

Fit = Callable[[Inclusions], Fitted]
PEOPLE = 2_000
TABLES = 100
MODELS: dict[str, Fit] = {
    "graphs": graphs.fit,
    "stepwise": loglinear.fit,
    "BIC": lambda table: loglinear.fit(table, settings=Settings(choice=Choice.CRITERION)),
    "independence": lambda table: loglinear.fit(
        table, settings=Settings(choice=Choice.INDEPENDENCE)
    ),
    "Chao (at least)": chao.fit,
}


def _table(on: NDArray[np.bool_]) -> Inclusions:
    """Return a table of people, shape (people, lists), those on no list left out."""
    patterns, counts = np.unique(on[on.any(axis=1)], axis=0, return_counts=True)
    return Inclusions(tuple("ABCDEFGHIJ"[: on.shape[1]]), patterns, counts.astype(np.int64))


def _free(rng: np.random.Generator) -> NDArray[np.bool_]:
    """Four lists that do not depend on each other; about two thirds are seen."""
    return rng.random((PEOPLE, 4)) < [0.3, 0.25, 0.2, 0.15]


def _pairs(rng: np.random.Generator) -> NDArray[np.bool_]:
    """The second list has twice as many of those whom the first has; the fourth shuns the third."""
    on = _free(rng)
    on[:, 1] = rng.random(PEOPLE) < np.where(on[:, 0], 0.4, 0.2)
    on[:, 3] = rng.random(PEOPLE) < np.where(on[:, 2], 0.06, 0.18)
    return on


def _unlike(rng: np.random.Generator) -> NDArray[np.bool_]:
    """Half of the people are three times as likely to be on any list."""
    odds = np.where(np.arange(PEOPLE) % 2, 1.5, 0.5)
    return rng.random((PEOPLE, 4)) < odds[:, None] * [0.3, 0.25, 0.2, 0.15]


def coverage() -> None:
    """Print, for made-up people, how often intervals hold the truth, and how far points are off."""
    print(f"| {TABLES} tables of {PEOPLE:,} people | model | holds | too high | off | refused |")
    print("|---|---|---:|---:|---:|---:|")
    for world in (_free, _pairs, _unlike):
        rng = np.random.default_rng(1)
        tables = [_table(world(rng)) for _ in range(TABLES)]
        for name, fit in MODELS.items():
            told = [fit(table).told.interval for table in tables]
            given = [one for one in told if one]
            holds = sum(one.low <= PEOPLE <= one.high for one in given)
            high = sum(one.low > PEOPLE for one in given)
            off = statistics.median((one.point or 0) / PEOPLE - 1 for one in given)
            refused = len(told) - len(given)
            label = (world.__doc__ or "").split(";")[0].rstrip(".")
            print(f"| {label} | {name} | {holds} | {high} | {off:+.0%} | {refused} |", flush=True)


def speed() -> None:
    """Print CPU seconds of one fit by how many lists there are."""
    print("\n| model, CPU seconds of a fit | " + " | ".join(f"{n} lists" for n in SIZES) + " |")
    print("|---|" + "---:|" * len(SIZES))
    rng = np.random.default_rng(2)
    tables = [_table(rng.random((20_000, n)) < rng.uniform(0.03, 0.2, n)) for n in SIZES]
    for name, fit in MODELS.items():
        cells = []
        for table in tables:
            turns = []
            for _ in range(3):
                start = time.process_time()
                fitted = fit(table)
                turns.append(time.process_time() - start)
            refused = fitted.told.is_refused
            cells.append("–" if refused else f"{statistics.median(turns):.3f}")
        print(f"| {name} | " + " | ".join(cells) + " |", flush=True)
    for table in tables[:4]:
        many = rng.multinomial(table.seen, table.counts / table.seen, size=200)
        start = time.process_time()
        graphs.averaged(table.patterns, many)
        middle = time.process_time()
        loglinear.points(table.patterns, many)
        end = time.process_time()
        print(
            f"200 tables of {len(table.lists)} lists at once: graphs {middle - start:.1f} s, "
            f"stepwise {end - middle:.2f} s"
        )


def published(folder: Path) -> None:
    """Print what every model makes of the published tables."""
    print("\n| table | seen | " + " | ".join(MODELS) + " |")
    print("|---|---:|" + "---|" * len(MODELS))
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8") as stream:
            heading, *rows = csv.reader(stream)
        if not all(cell in {"0", "1"} for row in rows for cell in row[:-1]):
            continue  # in another layout
        table = Inclusions(
            tuple(heading[:-1]),
            np.array([[cell == "1" for cell in row[:-1]] for row in rows]),
            np.array([int(row[-1]) for row in rows]),
        )
        cells = []
        for fit in MODELS.values():
            one = fit(table).told.interval
            cells.append(f"{one.point:,.0f} ({one.low:,.0f}–{one.high:,.0f})" if one else "–")
        print(f"| {path.stem} | {table.seen:,} | " + " | ".join(cells) + " |", flush=True)


SIZES = (3, 4, 5, 6, 8, 10)

if __name__ == "__main__":
    for given in sys.argv[1:]:
        published(Path(given))
    speed()
    coverage()
