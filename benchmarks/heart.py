"""
How long the heart of a record takes: grouping, origins, sums and figures, checks.

    .venv/bin/python benchmarks/heart.py [CLAIMS ...]   (10,000 and 100,000 unless told)

Each turn is a process of its own, so that its peak of memory is its own. The claims are
made up (`heart_claims.py`) and it is known which tell of one happening, so that precision
and recall stand beside the time: of pairs of claims put together, how many belong together,
and of pairs that do, how many were put together. Beside it stands what a spreadsheet's user
would do: the same day and the same place are one incident (a self-join in SQLite).
"""

# ruff: noqa: INP001, T201 - a program to be run by hand

import gc
import json
import math
import resource
import sqlite3
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from heart_claims import War, war

from onrecord import checks, group, reconcile
from onrecord.model import Claim, Grouping, Record

SIZES = (10_000, 100_000)
TURNS = {10_000: 5, 100_000: 3}  # one for any other size
_JOIN = """
    create table told (claim integer, day text, place text);
    create index by_day_and_place on told (day, place);
"""
Measured = dict[str, float]


def main() -> None:
    """Take the turns of each size and say how long they took."""
    if sys.argv[1:2] == ["--turn"]:
        print(json.dumps(turn(int(sys.argv[2]))))
        return
    told: dict[int, Measured] = {}
    for size in [int(word) for word in sys.argv[1:]] or SIZES:
        turns = [_in_its_own_process(size) for _ in range(TURNS.get(size, 1))]
        told[size] = {what: statistics.median(t[what] for t in turns) for what in turns[0]}
        print(f"\n{size:,} claims, median of {len(turns)}")
        for what, measured in told[size].items():
            print(f"  {what:44}{measured:14,.3f}")
    sizes = sorted(told)
    for small, large in pairwise(sizes):
        print(f"\nfrom {small:,} to {large:,} claims time grows with the power of")
        for what in (name for name in told[small] if name.endswith("CPU s")):
            slope = math.log(told[large][what] / told[small][what]) / math.log(large / small)
            print(f"  {what:44}{slope:14.2f}")


def _in_its_own_process(size: int) -> Measured:
    command = [sys.executable, str(Path(__file__).resolve()), "--turn", str(size)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    measured: Measured = json.loads(done.stdout)
    return measured


def turn(size: int) -> Measured:
    """Make so many claims, work out what follows from them, and measure each step."""
    told: Measured = {}
    empty = _megabytes_now()
    made = war(size)
    gc.collect()
    told["claims themselves, MiB"] = _megabytes_now() - empty
    with _measured("grouping", told):
        grouping = group.incidents(made.claims, made.documents, made.places.get, made.actors.get)
    told["grouping with the claims, peak MiB"] = _peak()
    told["incidents"] = len(grouping.incidents)
    _add_accuracy("grouping", _labels(made, grouping), made.truth, told)
    with _measured("origins", told):
        origins = reconcile.origins(
            made.claims, made.documents, {}, made.actors.get, made.places.get
        )
        by_id = {claim.id: claim for claim in made.claims}
        origins = reconcile.speaking_for_one(
            origins, grouping.incidents, by_id, made.documents, {}, made.actors.get
        )
    record = Record(
        documents=made.documents,
        claims=by_id,
        places=made.places,
        actors=made.actors,
        incidents=grouping.incidents,
        asides=grouping.asides,
        origins=origins,
    )
    voices = reconcile.by_claim(origins)
    with _measured("sums", told):
        sums = {i.id: reconcile.sums(i, record.claims, voices) for i in record.incidents}
    with _measured("figures", told):
        tolls = reconcile.timing(made.claims, voices, made.documents)
        figures = {
            i.id: reconcile.figures(i, record.claims, voices, made.documents, tolls)
            for i in record.incidents
        }
    with _measured("conflicts", told):
        for incident in record.incidents:
            reconcile.conflicts(incident, record.claims, voices, made.documents, tolls)
    record = replace(record, sums=sums, figures=figures)
    with _measured("checks", told):
        told["problems"] = len(checks.run(record))
    told["everything, peak MiB"] = _peak()
    with _measured("same day and place", told):
        joined = _joined(made.claims)
    _add_accuracy("same day and place", joined, made.truth, told)
    return told


@contextmanager
def _measured(what: str, told: Measured) -> Iterator[None]:
    cpu, wall = time.process_time(), time.perf_counter()
    yield
    told[f"{what}, CPU s"] = time.process_time() - cpu
    told[f"{what}, wall s"] = time.perf_counter() - wall


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _megabytes_now() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


def _labels(made: War, grouping: Grouping) -> list[object]:
    """Return each claim's incident; a claim set aside is alone."""
    incident = {name: one.id for one in grouping.incidents for name in one.claim_ids}
    return [incident.get(claim.id, claim.id) for claim in made.claims]


def _add_accuracy(
    what: str, labels: Sequence[object], truth: Sequence[int | None], told: Measured
) -> None:
    """Note how much of what was put together belongs together, and the other way about."""
    known = [pair for pair in zip(labels, truth, strict=True) if pair[1] is not None]
    shared = Counter(known)
    put = Counter(label for label, _ in known)
    true = Counter(number for _, number in known)
    right = _pairs(shared.values())
    told[f"{what}, precision of pairs"] = right / max(1, _pairs(put.values()))
    told[f"{what}, recall of pairs"] = right / max(1, _pairs(true.values()))
    # A day told five thousand times has most of all pairs, so also claim by claim (B-cubed).
    per_claim = [
        (both * both / put[label], both * both / true[number])
        for (label, number), both in shared.items()
    ]
    told[f"{what}, precision by claim"] = sum(one for one, _ in per_claim) / len(known)
    told[f"{what}, recall by claim"] = sum(one for _, one in per_claim) / len(known)


def _pairs(sizes: Iterable[int]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes)


def _joined(claims: Sequence[Claim]) -> list[object]:
    """Return each claim's incident where the same day and place are one."""
    with sqlite3.connect(":memory:") as base:
        base.executescript(_JOIN)
        base.executemany("insert into told values (?, ?, ?)", _days_and_places(claims))
        first = base.execute(
            "select b.claim, min(a.claim) from told a join told b"
            " on a.day = b.day and a.place = b.place group by b.claim"
        )
        root = _united(len(claims), first.fetchall())
    return [root(position) for position in range(len(claims))]


def _days_and_places(claims: Sequence[Claim]) -> Iterator[tuple[int, str, str]]:
    for position, claim in enumerate(claims):
        if claim.when and claim.when.date_from == claim.when.date_to and claim.places:
            place = claim.places[0]
            yield position, claim.when.date_from or "", place.best or place.name


def _united(number: int, pairs: Iterable[tuple[int, int]]) -> Callable[[int], int]:
    parent = list(range(number))

    def root(position: int) -> int:
        while parent[position] != position:
            position = parent[position]
        return position

    for first, second in pairs:
        parent[max(root(first), root(second))] = min(root(first), root(second))
    return root


if __name__ == "__main__":
    main()
