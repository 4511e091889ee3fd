"""
What engines cost that read the same shards: seconds, CPU seconds of all processes, memory.

    .venv/bin/python benchmarks/engines.py [REPORTS [ENGINE ...]]

Made-up short reports are put into shards of at most 250. Each engine reads them in a process
of its own, whose children are counted too, looked at four times a second; memory is the sum of
what each process alone holds and its share of what several hold (PSS). Everything that is
written has to be the same, byte by byte. Spark and Ray are measured where they are installed.
"""

# ruff: noqa: INP001, S603, T201 - made to be run by hand

import hashlib
import os
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

from pyarrow import parquet

from onrecord import preserve, read
from onrecord.acquire import Acquired
from onrecord.model import Document
from onrecord.testing.reports import reports
from onrecord.workflow.bulk import shards
from onrecord.workflow.bulk.engine import Running, engine

IN_A_SHARD = 250
TICK = os.sysconf("SC_CLK_TCK")
# By name: what runs, where, with how many processes.
ENGINES = {
    "local, one process": ("local", "", 1),
    "local, two": ("local", "", 2),
    "Spark, local[2]": ("spark", "local[2]", 2),
    "Ray, two": ("ray", "local", 2),
}


def main() -> None:
    """Measure every engine, one after another, and print a table."""
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    with tempfile.TemporaryDirectory() as folder:
        given = Path(folder) / "given"
        _made(given, many)
        hashes = set()
        print(f"{many:,} reports      seconds  CPU s  most MiB")
        for name, (package, master, workers) in ENGINES.items():
            needs = {"spark": "pyspark", "ray": "ray"}.get(package)
            if (needs and not find_spec(needs)) or not _is_asked(package):
                continue
            out = Path(folder) / package / str(workers)
            words = (package, str(given), str(out), master, str(workers))
            seconds, cpu, most = _measured([sys.executable, __file__, "--read", *words])
            hashes.add(_hash(out))
            print(f"{name:20} {seconds:7.1f} {cpu:6.1f} {most:9.0f}", flush=True)
        print("the same bytes" if len(hashes) == 1 else "NOT THE SAME BYTES")


def _is_asked(package: str) -> bool:
    return package in sys.argv[2:] or not sys.argv[2:]


def _made(folder: Path, many: int) -> None:
    at, some = datetime(2025, 3, 12, tzinfo=UTC), []
    for number, one in enumerate(reports(many), 1):
        document = Document(name=one.name, publisher=one.publisher, published=one.published)
        data = one.text.encode()
        acquired = Acquired(document=document, data=data, media_type="text/plain")
        some.append((acquired, preserve.snapshot(document, data, "text/plain", at)))
        if len(some) == IN_A_SHARD or number == many:
            shards.save_reports(folder, some)
            some = []


def _read(package: str, given: str, out: str, master: str, workers: str) -> None:
    paths = sorted(Path(given).iterdir())
    found = [shards.Shard(name=one.name, path=one, rows=_rows(one)) for one in paths]
    running = Running(workers=int(workers), master=master or None)
    list(engine(package)(found, Path(out), read.AS_USUAL, running))


def _rows(shard: Path) -> int:
    told: int = parquet.read_metadata(shard).num_rows
    return told


def _measured(words: list[str]) -> tuple[float, float, float]:
    """Return seconds, CPU seconds and the most MiB of a process and all that come from it."""
    began, cpu, most = time.monotonic(), {}, 0.0
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        known = {process.pid}
        while process.poll() is None:
            held = 0.0
            for pid, above, seconds in _processes():
                if pid in known or above in known:
                    known.add(pid)
                    cpu[pid] = seconds
                    held += _memory(pid)
            most = max(most, held)
            time.sleep(0.25)
    if process.returncode:
        raise SystemExit(f"{words[3]} ended with {process.returncode}")
    return time.monotonic() - began, sum(cpu.values()), most


def _processes() -> list[tuple[int, int, float]]:
    told = []
    for one in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            words = (one / "stat").read_text().rpartition(")")[2].split()
            told.append((int(one.name), int(words[1]), (int(words[11]) + int(words[12])) / TICK))
    return sorted(told)


def _memory(pid: int) -> float:
    with suppress(OSError, IndexError):
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
        return int(text.partition("\nPss:")[2].split()[0]) / 1024
    return 0.0


def _hash(out: Path) -> str:
    digest = hashlib.sha256()
    for one in sorted(path for path in out.rglob("*") if path.is_file()):
        digest.update(one.name.encode() + one.read_bytes())
    return digest.hexdigest()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--read"]:
        _read(*sys.argv[2:])
    else:
        main()
