"""
Does reading stay linear to a million reports, and within its memory?

    .venv/bin/python benchmarks/million.py FOLDER [REPORTS] [--idle]

Makes that many short reports (1,000,000 unless told; `onrecord.testing.reports`) as one Parquet
file in FOLDER, reads them into shards there with two workers, and says what a report took in
each tenth of the way and the most memory that was held. It takes hours: stop it with Ctrl-C
when you need the machine, and the same command goes on where it stopped. What was looked at
stands in FOLDER/looked.jsonl, a line for each twenty seconds. `--idle` leaves the processors
to whatever else wants them.
"""

# ruff: noqa: INP001, T201, S603 - a program to be run by hand

import json
import os
import signal
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

from bulk import write_reports
from pyarrow import parquet
from tree_memory import memory_of, tree_of

_EVERY = 20  # seconds
_REPORTS = 1_000_000
_WORKERS = "2"
_TICKS = os.sysconf("SC_CLK_TCK")
_MIB = 1024
_PARTS = 10
_UNITS = {"own": "CPU s", "most of one": "MiB", "of the program": "MiB", "together": "MiB"}
Look = dict[str, float]


def main() -> None:
    """Make the reports where they are missing, go on reading, say what was seen."""
    words = [word for word in sys.argv[1:] if not word.startswith("--")]
    folder, count = Path(words[0]), int(words[1]) if len(words) > 1 else _REPORTS
    if "--idle" in sys.argv:
        os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
    folder.mkdir(parents=True, exist_ok=True)
    made = folder / "reports.parquet"
    if not made.exists():
        unfinished = folder / "reports.unfinished"
        write_reports(count, unfinished)
        unfinished.rename(made)
    code = _read(folder)
    tell(folder, count)
    sys.exit(code)


def _read(folder: Path) -> int:
    """Read on, and look every twenty seconds; return how the program ended."""
    command = [sys.executable, "-m", "onrecord", "read", str(folder / "reports.parquet")]
    command += [str(folder / "shards"), "--workers", _WORKERS]
    run = time.time()
    seconds: dict[int, float] = {}
    with (folder / "said.txt").open("a") as said, (folder / "looked.jsonl").open("a") as looked:
        reading = subprocess.Popen(command, stdout=said, stderr=said)
        try:
            while reading.poll() is None:
                with suppress(subprocess.TimeoutExpired):
                    reading.wait(_EVERY)
                print(json.dumps({"run": run, **_look(reading.pid, seconds, folder)}), file=looked)
                looked.flush()
        except KeyboardInterrupt:
            reading.send_signal(signal.SIGINT)
            reading.wait()
    return reading.returncode


def _look(program: int, seconds: dict[int, float], folder: Path) -> Look:
    """Say what all processes took so far in this run, what they hold, and what is read."""
    processes = list(tree_of(program))
    for process in processes:
        with suppress(OSError):
            words = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
            seconds[process] = (int(words[11]) + int(words[12])) / _TICKS
    return {
        "cpu": sum(seconds.values()),
        "own": seconds.get(program, 0),
        "most of one": max((_most(process) for process in processes), default=0),
        "together": sum(memory_of(process)[0] for process in processes),
        "shards": len(list((folder / "shards" / "claims").glob("*.parquet"))),
        "of the program": _most(program),
    }


def _most(process: int) -> float:
    """Return the most that a process ever held, in MiB; 0 if it is gone."""
    with suppress(OSError):
        for line in Path(f"/proc/{process}/status").read_text().splitlines():
            if line.startswith("VmHWM"):
                return int(line.split()[1]) / _MIB
    return 0


def tell(folder: Path, count: int) -> None:
    """Print what a report took in each part of the way, and the most that was held."""
    lines = (folder / "looked.jsonl").read_text().splitlines()
    looks: list[Look] = [json.loads(line) for line in lines]
    shards = list((folder / "shards" / "readings").glob("*.parquet"))
    read = sum(parquet.read_metadata(shard).num_rows for shard in shards)
    each = read / len(shards)
    taken: dict[int, list[float]] = defaultdict(lambda: [0, 0])
    for came, cpu, before in _stretches(looks):
        part = taken[min(_PARTS, 1 + int(before * each * _PARTS / count))]
        part[0] += cpu
        part[1] += came * each
    print(f"{read:,} of {count:,} reports, {len(shards):,} shards")
    for which, (cpu, came) in sorted(taken.items()):
        print(f"  part {which} of {_PARTS}: {1000 * cpu / came:.1f} CPU ms a report")
    print(f"CPU s of all: {sum(cpu for cpu, _ in taken.values()):,.0f}")
    for what in ("own", "most of one", "of the program", "together"):
        print(f"{what}: {max(look[what] for look in looks):,.0f} {_UNITS[what]}")


def _stretches(looks: list[Look]) -> Iterator[tuple[float, float, float]]:
    """Yield how many shards came, what they took, and how many there were before."""
    nothing: Look = {"run": 0, "cpu": 0, "shards": 0}
    for look, then in pairwise([nothing, *looks]):
        begun = 0 if then["run"] != look["run"] else look["cpu"]
        came = max(0, then["shards"] - look["shards"])
        if then["cpu"] > begun and (came or then["run"] == look["run"]):
            yield came, then["cpu"] - begun, look["shards"]


if __name__ == "__main__":
    main()
