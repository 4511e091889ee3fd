"""
How long linking lists takes, how much memory, and how right it is: own core and Splink.

Run: `python benchmarks/linkage.py [rows ...] [engine ...]` (10,000, 100,000 and 1,000,000 rows
and all engines if none). Lists are made with known truth: `four-hands`, one in Arabic and three
romanised in three ways, and `one-hand`, all four romanised alike, for which programs that
know no Arabic are made. Each engine links the same rows in a process of its own:

- `own`: the own engine, then one-to-one assignment and groups;
- `splink`: Splink on the same columns, then the same assignment and groups;
- `plain`: Splink with the recipe of its manual on the names as written, which are in columns
  for it, and the pairs that it holds likelier than not, one-to-one by the best.

CPU seconds count both cores; memory is the most that was resident (VmHWM) while linking, the
rows among it. What makes the lists, and the rows of them as the program reads them from its
record, is not counted; how long the latter took is told beside.
"""

# ruff: noqa: INP001, PLC0415, T201 - run by hand; only the plain recipe needs Splink itself

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, pairwise, product
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.lists.linking import Settings, columns_of
from onrecord.lists.linking.decided import Decided
from onrecord.lists.linking.engines import engine_named
from onrecord.lists.linking.judging import brought_together, judged
from onrecord.model import Entry
from onrecord.testing.people import FOUR_KEEPERS, Listed, Writing, lists, population

SIZES = (10_000, 100_000, 1_000_000)
ENGINES = ("own", "splink", "plain")
HANDS = ("four-hands", "one-hand")
_A_PERSON = 1.4  # rows of each person, on these lists
_STOCK = ("given", "father", "grandfather", "family")

Pairs = tuple[np.ndarray, np.ndarray]


def made(rows: int, hands: str) -> Listed:
    """Return lists of about so many rows together."""
    keepers = FOUR_KEEPERS
    if hands == "one-hand":
        keepers = tuple(replace(one, writing=Writing.ENGLISH, strays=0.0) for one in FOUR_KEEPERS)
    return lists(population(int(rows / _A_PERSON), seed=1), keepers, seed=2)


def by_engine(name: str, listed: Listed) -> tuple[Pairs, np.ndarray]:
    """Link by one of the program's engines; return pairs of rows, and each row's person's id."""
    once = [one.id for one in listed.lists if one.has_each_once]
    table = columns_of(_made(listed.entries()), once)
    told("rows")
    settings = Settings()
    scored = engine_named(name)(table, settings)
    told("engine")
    held = Decided()
    found = judged(table, scored, held, settings)
    brought = brought_together(table, found, held, settings)
    at = np.array(brought.links, dtype=np.int64)
    told("groups")
    return (scored.left[at], scored.right[at]), np.array(table.persons, dtype=object)


def _made(entries: Iterator[Entry]) -> Iterator[Entry]:
    """Make entries, many at once, with the clock stopped."""
    while True:
        wall, cpu = time.perf_counter(), time.process_time()
        some = list(islice(entries, 10_000))
        _STOPPED[0] += time.perf_counter() - wall
        _STOPPED[1] += time.process_time() - cpu
        if not some:
            return
        yield from some


def by_stock_recipe(_: str, listed: Listed) -> tuple[Pairs, np.ndarray]:
    """Link with Splink as its manual has it, on names as written."""
    import duckdb
    import splink
    import splink.comparison_library as cl
    from splink import DuckDBAPI, block_on

    names = {part: [getattr(one, part) for one in listed.rows] for part in _STOCK}
    table: dict[str, Any] = {
        "row": np.arange(sum(map(len, listed.rows))),
        "source_dataset": np.array([one.name for one in listed.lists])[_list_numbers(listed)],
        **{part: np.concatenate(held) for part, held in names.items()},
        **{
            field: np.concatenate([getattr(one, field) for one in listed.rows])
            for field in ("age", "female", "died")
        },
    }  # fmt: skip
    truth = np.concatenate([one.people for one in listed.rows])
    connection = duckdb.connect()
    connection.execute("set enable_progress_bar = false")
    connection.register("numbers", table)
    facts = ", ".join(f"nullif({field}, -1) as {field}" for field in ("age", "female", "died"))
    connection.execute(
        f"create table told as select * exclude (age, female, died), {facts} from numbers"  # noqa: S608
    )
    told("rows")
    age = cl.CustomComparison(
        output_column_name="age",
        comparison_levels=[
            {"sql_condition": "age_l is null or age_r is null", "is_null_level": True},
            {"sql_condition": "age_l = age_r"},
            {"sql_condition": "abs(age_l - age_r) <= 2"},
            {"sql_condition": "ELSE"},
        ],
    )
    settings = splink.SettingsCreator(
        link_type="link_and_dedupe",
        unique_id_column_name="row",
        comparisons=[
            *(
                cl.NameComparison(part).configure(term_frequency_adjustments=True)
                for part in _STOCK
            ),
            age,
            cl.ExactMatch("female"),
            cl.ExactMatch("died"),
        ],
        blocking_rules_to_generate_predictions=[
            # Three columns each: by two, as in its manual, Arabic names make so many pairs
            # that a million rows took sixteen GB after 200 CPU seconds, and no end.
            block_on("given", "father", "family"),
            block_on("given", "grandfather", "family"),
            block_on("given", "family", "died"),
            block_on("father", "family", "died"),
        ],
        probability_two_random_records_match=1 / len(truth),
    )
    linker = splink.Linker(DuckDBAPI(connection).register("told"), settings, log_level=None)
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    for rule in (block_on("given", "father", "family"), block_on("father", "died")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    likely = linker.inference.predict(threshold_match_probability=0.5)
    taken = connection.execute(
        f"select row_l, row_r, match_weight from {likely.physical_name} order by 3 desc, 1, 2"  # noqa: S608
    ).fetchnumpy()
    told("engine")
    best = _one_to_one(taken["row_l"], taken["row_r"], _list_numbers(listed))
    told("groups")
    return best, truth


def _list_numbers(listed: Listed) -> np.ndarray:
    return np.repeat(np.arange(len(listed.rows)), [len(one) for one in listed.rows])


def _one_to_one(left: np.ndarray, right: np.ndarray, of: np.ndarray) -> Pairs:
    """Keep, best first, pairs of two lists of which neither row has one of the other's list."""
    has: set[tuple[int, int]] = set()
    kept: list[tuple[int, int]] = []
    for one, two in zip(left.tolist(), right.tolist(), strict=True):
        first, second = (one, int(of[two])), (two, int(of[one]))
        if of[one] != of[two] and first not in has and second not in has:
            has |= {first, second}
            kept.append((one, two))
    both = np.array(kept, dtype=np.int64).reshape(-1, 2)
    return both[:, 0], both[:, 1]


_CLOCK: dict[str, tuple[float, float]] = {}
_STOPPED = [0.0, 0.0]  # wall and CPU seconds that do not count


def told(step: str) -> None:
    """Note the time at the end of a step."""
    wall, cpu = _STOPPED
    _CLOCK[step] = (time.perf_counter() - wall, time.process_time() - cpu)


def measured(engine: str, rows: int, hands: str) -> dict[str, Any]:
    """Link by one engine and return what it took and how right it was."""
    listed = made(rows, hands)
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the peak begins here
    told("start")
    run = by_stock_recipe if engine == "plain" else by_engine
    (left, right), truth = run(engine, listed)
    peak = next(
        int(line.split()[1]) // 1024
        for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines()
        if line.startswith("VmHWM")
    )
    if truth.dtype == object:  # ids; who they truly are is looked up when all is measured
        truth = np.array([listed.truth[person] for person in truth])
    right_ones = int((truth[left] == truth[right]).sum())
    precision, recall = right_ones / max(len(left), 1), right_ones / listed.true_pairs()
    steps = list(_CLOCK)
    return {
        "rows": len(truth),
        "engine": engine,
        "wall": _CLOCK[steps[-1]][0] - _CLOCK["start"][0],
        "cpu": _CLOCK[steps[-1]][1] - _CLOCK["start"][1],
        **{f"cpu_{step}": _CLOCK[step][1] - _CLOCK[before][1] for before, step in pairwise(steps)},
        "made": _STOPPED[1],
        "mib": peak,
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / (precision + recall),
    }


def main(sizes: list[int], engines: list[str], hands: list[str]) -> None:
    """Measure every engine at every size, each in a process of its own."""
    for rows, hand, engine in product(sizes, hands, engines):
        done = subprocess.run(  # noqa: S603 - ourselves
            [sys.executable, __file__, "--one", engine, str(rows), hand],
            capture_output=True,
            check=False,
            env=os.environ | {"OMP_NUM_THREADS": "1"},
        )
        lines = done.stdout.decode().splitlines()
        if done.returncode or not lines:
            print(f"{engine} {rows:,} ended with {done.returncode}: {done.stderr[-300:]!r}")
            continue
        one = json.loads(lines[-1])
        steps = ", ".join(f"{key[4:]} {one[key]:.1f}" for key in one if key.startswith("cpu_"))
        print(
            f"{engine:6} {hand:10} {one['rows']:9,} rows: wall {one['wall']:.1f} s, "
            f"CPU {one['cpu']:.1f} s ({steps}; making rows {one['made']:.1f}), {one['mib']:,} MiB, "
            f"P {one['precision']:.4f} R {one['recall']:.4f} F1 {one['f1']:.4f}",
            flush=True,
        )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(measured(sys.argv[2], int(sys.argv[3]), sys.argv[4])))
    else:
        asked = sys.argv[1:]
        main(
            [int(one) for one in asked if one.isdigit()] or list(SIZES),
            [one for one in asked if one in ENGINES] or list(ENGINES),
            [one for one in asked if one in HANDS] or list(HANDS),
        )
