"""
Every figure that the README quotes, measured anew by one command, with what it stands beside.

    script/measure              everything: an hour and a half on two cores
    script/measure --quick      smaller sizes: a quarter of an hour
    script/measure NAME ...     only these: accuracy, reading, bulk, engines, heart, lists, pages,
                                store, desk, server, faults, clocks
    script/measure --readme     and write the table of figures into the README

Each part is a program of this folder, or the program itself; what it prints is what it
measured, in CPU seconds and medians where it is about time, beside what somebody would use
without this program: a plain pass of spaCy over the same texts, Splink alone for lists,
trafilatura alone for the text of pages, a spreadsheet's join for incidents. What needs something
that is not here (`--pages FOLDER`: a public benchmark of pages; `--reports FOLDER`: real
reports, their readings and a scorer; `--server ADDRESS`: a schema on PostgreSQL that is not
there yet) is passed over, and the report says so.
The report begins with the machine, and goes to the terminal or into a file (`--to FILE`).
"""

# ruff: noqa: INP001, T201, S603 - a program to be run by hand, which runs others of its folder

import argparse
import contextlib
import io
import json
import os
import platform
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import readme_rows

_RULE = "|---|---|---:|---:|---:|---:|"
HERE = Path(__file__).parent
ROOT = HERE.parent


@dataclass(frozen=True, slots=True)
class Part:
    """
    Something that is measured.

    Attributes:
        name: What it is called on the command line.
        told: What it is about, and beside what it stands.
        program: The program and its arguments; `quick` its arguments for smaller sizes.
        needs: An option whose folder it needs; empty if none.
    """

    name: str
    told: str
    program: tuple[str, ...]
    quick: tuple[str, ...]
    needs: str = ""


PARTS = (
    Part("reading", "readers, beside a plain pass of spaCy", ("reader.py",), ("reader.py", "20")),
    Part(
        "bulk",
        "many reports on one machine, beside spaCy's own processes",
        ("bulk.py", "1000", "10000", "100000"),
        ("bulk.py", "1000"),
    ),
    Part("engines", "the same reports by each engine", ("engines.py",), ("engines.py", "300")),
    Part(
        "heart",
        "incidents, origins, sums, checks, beside a join on day and place",
        ("heart.py", "1000", "10000", "100000", "1000000"),
        ("heart.py", "1000", "10000"),
    ),
    Part(
        "lists",
        "linking lists of names, beside Splink alone",
        ("linkage.py", "1000", "10000", "100000", "1000000"),
        ("linkage.py", "1000"),
    ),
    Part(
        "pages",
        "the report on a web page, beside trafilatura alone",
        ("pages.py", "{pages}"),
        ("pages.py", "{pages}", "30"),
        needs="pages",
    ),
    Part("store", "writing and reading a record, on each database", ("store.py",), ("store.py",)),
    Part(
        "desk",
        "twenty reviewers at one desk",
        ("reviewers.py", "{scratch}/desk"),
        ("reviewers.py", "{scratch}/desk", "20", "60", "10000"),
    ),
    Part(
        "server",
        "twenty reviewers at one desk, the record on a server",
        ("reviewers.py", "{scratch}/desk", "--database", "{server}"),
        ("reviewers.py", "{scratch}/desk", "20", "60", "10000", "--database", "{server}"),
        needs="server",
    ),
    Part(
        "faults",
        "commands killed, and refused by the disk",
        ("faults.py", "--kills", "200", "--refusals", "50"),
        ("faults.py", "--kills", "4", "--refusals", "2"),
    ),
    Part(
        "clocks",
        "commands whose clock jumps",
        ("fault_clock.py", "--jumps", "21"),
        ("fault_clock.py", "--jumps", "2"),
    ),
)


def machine() -> list[str]:
    """Return what all this is measured on: no name of a person or of the machine."""
    model = platform.processor() or platform.machine()
    with contextlib.suppress(OSError):
        told = Path("/proc/cpuinfo").read_text()
        found = re.search(r"model name\s*: (.*)", told)
        model = found[1] if found else model
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    load = os.getloadavg()[0]
    return [
        f"- {datetime.now(UTC):%Y-%m-%d}, {platform.system()}, Python {platform.python_version()}",
        f"- {model}, {os.cpu_count()} cores, {memory:.0f} GiB; load at the beginning {load:.1f}",
        "- CPU seconds are those of all processes of a part; where others used the cores too, "
        "seconds of the clock are upper bounds",
    ]


def measured(part: Part, arguments: Sequence[str], tell: Callable[[str], None]) -> str:
    """Run one part and tell what it printed, with what it took; return what it printed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    run = subprocess.run(
        [sys.executable, str(HERE / arguments[0]), *arguments[1:]],
        capture_output=True,
        text=True,
        check=False,
        cwd=HERE,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    tell(f"\n## {part.name}: {part.told}\n\n```\n{run.stdout.rstrip()}\n```\n")
    tell(f"`{' '.join(arguments)}`: {cpu:.0f} CPU s, {time.perf_counter() - start:.0f} s")
    if run.returncode:
        tell(f"**It ended with {run.returncode}**: {run.stderr.strip().splitlines()[-1:]}")
    return run.stdout


def asked(*arguments: str) -> dict[str, Any]:
    """Return what the program says in JSON."""
    run = subprocess.run(
        [sys.executable, "-m", "onrecord", *arguments, "--json"],
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(run.stdout)
    return found


def accuracy(real: Path | None, tell: Callable[[str], None]) -> list[str]:
    """
    Measure how right the readers are on the corpus that comes with the program.

    Args:
        real: A folder with `reports/`, readings of them in `gold/`, and `score/score.py`; None
            passes that row over.
        tell: Takes what was measured.
    """
    rows = readme_rows.rows_of_claims(asked("evaluate", "locked"))
    rows += readme_rows.rows_of_incidents(asked("evaluate", "locked", "--incidents"))
    rows += readme_rows.rows_of_real_reports(scored(real)) if real else []
    tell("\n## accuracy: the locked part of the corpus\n")
    tell("\n".join(("| measured on | what | n | precision | recall | F1 |", _RULE, *rows)))
    return rows


def scored(real: Path) -> dict[str, Any]:
    """Return what the scorer of a folder of real reports says of the program's claims."""
    with tempfile.TemporaryDirectory() as scratch:
        record, claims = f"{scratch}/record", f"{scratch}/claims.jsonl"
        onrecord = [sys.executable, "-m", "onrecord"]
        build = [*onrecord, "build", str(real / "reports"), "--record", record]
        subprocess.run(build, capture_output=True, check=False)  # 1: something to look at
        export = [*onrecord, "export", record, "--format", "claims", "-o", claims]
        subprocess.run(export, capture_output=True, check=True)
        score = [str(real / "score" / "score.py"), "--gold", str(real / "gold"), "--pred", claims]
        run = subprocess.run(
            [sys.executable, *score, "--json"], capture_output=True, text=True, check=True
        )
    found: dict[str, Any] = json.loads(run.stdout)
    return found


def told_on_command() -> argparse.Namespace:
    """Return what was typed."""
    made = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    made.add_argument("names", nargs="*", choices=["accuracy", *(p.name for p in PARTS), []])
    made.add_argument("--quick", action="store_true")
    made.add_argument("--readme", action="store_true")
    made.add_argument("--to", type=Path)
    made.add_argument("--pages", type=Path)
    made.add_argument("--reports", type=Path)
    made.add_argument("--server")
    return made.parse_args()


def compared(rows: Sequence[str], tell: Callable[[str], None], *, is_written: bool) -> None:
    """Say which rows the README has otherwise, and write them there if that is wanted."""
    readme = ROOT / "README.md"
    text = readme.read_text(encoding="utf-8")
    tell("\n## The README\n")
    others = readme_rows.differing(rows, text)
    for row in others:
        tell(f"says otherwise: {row}")
    tell(
        f"{len(rows) - len(others)} of {len(rows)} rows that were measured stand there as they are"
    )
    if is_written:
        readme.write_text(readme_rows.into_readme(rows, text), encoding="utf-8")


def main() -> None:
    """Measure what was asked for."""
    typed = told_on_command()
    names = typed.names or ["accuracy", *(part.name for part in PARTS)]
    kept = io.StringIO()

    def tell(line: str) -> None:
        print(line, flush=True)
        kept.write(line + "\n")

    tell("# Figures\n")
    tell("\n".join(machine()))
    rows = accuracy(typed.reports, tell) if "accuracy" in names else []
    with tempfile.TemporaryDirectory() as scratch:
        for part in (one for one in PARTS if one.name in names):
            if part.needs and getattr(typed, part.needs) is None:
                tell(f"\n## {part.name}: passed over, since it needs --{part.needs}")
                continue
            arguments = part.quick if typed.quick else part.program
            given = {"scratch": scratch, "pages": typed.pages, "server": typed.server}
            filled = [a.format(**given) for a in arguments]
            said = measured(part, filled, tell)
            if part.name == "reading" and not typed.quick:
                rows += readme_rows.rows_of_speed(said)
    compared(rows, tell, is_written=typed.readme)
    if typed.to:
        typed.to.write_text(kept.getvalue(), encoding="utf-8")


if __name__ == "__main__":
    main()
