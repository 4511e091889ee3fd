"""
Builds and readings with processes beside them, killed with `kill -9` at random moments.

In a turn one or two of the processes that read are killed, the program itself, or both, each at
a random moment of its own. Three turns in six have a report among its reports that ends whatever
process reads it. The same command then goes on, and may lose a process again. At the end
everything has to be, byte for byte, as after a run that nobody disturbed, with the one report
set aside and no other; no process may outlive its program.
"""

# ruff: noqa: INP001, S603 - a program to be run by hand

import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import fault_run
from fault_reader import ENDS_READERS
from fault_run import Tally
from pyarrow import parquet

from onrecord import workflow
from onrecord.workflow.bulk import reading_all

BUILD, READ = "build, workers", "read, workers"
KINDS = {
    BUILD: ("build", "reports", "--record", "out", "--workers", "2"),
    READ: ("read", "reports", "out", "--workers", "2"),
}
PLAIN, ENDING = "plain", "ending"  # reports; the latter with one that ends whoever reads it
_REPORTS = 60
_READER = Path(__file__).with_name("fault_reader.py")
_LOOK = 0.01  # seconds
_GONE = 120.0  # seconds within which those of a killed program end, though they just begin
_WORKERS_KILLED = 2  # in one run: at a third time on one report, that report would be set aside


@dataclass
class Workers:
    """Turns of one command, and what they have to come to."""

    kind: str
    home: Path
    tally: Tally
    whole: dict[str, dict[str, str]] = field(default_factory=dict)  # by name of the reports
    seconds: float = 0.0

    def prepare(self, name: str) -> None:
        """See what the command comes to where nobody disturbs it."""
        _write_reports(self.home / name, ends_readers=name == ENDING)
        place = self._begun(name)
        began = time.monotonic()
        code = self._run(place, ())
        self.seconds = time.monotonic() - began
        if code not in {0, 1}:
            raise SystemExit(f"{self.kind}: exit code {code}: {_last_words(place)}")
        self.whole[name] = self._held(place)
        shutil.rmtree(place)

    def strike(self, name: str, told: str, first: "Blows", second: "Blows") -> None:
        """Disturb a run as often as asked, let it go on, disturb that, and look."""
        if name not in self.whole:
            self.prepare(name)
        place = self._begun(name)
        code = self._run(place, first)
        if code == -signal.SIGKILL:
            if fault_run.held(place, "out").rows:  # killed before there was a record, it has none
                self._verify(place, f"{told}, killed")
            code = self._run(place, second)
        elif self._run(place, ()) not in {0, 1}:  # and once more, which has nothing to do
            self._wrong(f"{told}: the same again: {_last_words(place)}")
        if code not in {0, 1}:
            self._wrong(f"{told}: exit code {code}: {_last_words(place)}")
        if self.kind == BUILD:
            self._verify(place, told)
        self._compare(self._held(place), self.whole[name], told)
        shutil.rmtree(place)

    def _begun(self, name: str) -> Path:
        place = self.home / "place"
        place.mkdir()
        (place / "reports").symlink_to(self.home / name)
        return place

    def _run(self, place: Path, blows: "Blows") -> int:
        """Run the command and strike at each moment that is told; return its exit code."""
        words = (sys.executable, str(_READER), *KINDS[self.kind])
        waiting = sorted(blows)
        seen: set[int] = set()
        with (place / "said").open("ab") as said:
            began = time.monotonic()
            program = subprocess.Popen(
                words, cwd=place, stdout=said, stderr=said, stdin=subprocess.DEVNULL
            )
            while program.poll() is None:
                seen |= set(_beside(program.pid))
                if waiting and time.monotonic() - began >= waiting[0][0] * self.seconds:
                    if not self._strike(program, waiting[0][1]):
                        time.sleep(_LOOK)  # none reads now: the next one that begins is struck
                        continue
                    waiting.pop(0)
                time.sleep(_LOOK)
        self._see_them_end(seen)
        return program.returncode

    def _strike(self, program: subprocess.Popen[bytes], which: str) -> bool:
        beside = _beside(program.pid)
        if which == "program":
            program.kill()
            program.wait()
        elif beside:
            with suppress(ProcessLookupError):
                os.kill(random.choice(beside), signal.SIGKILL)  # noqa: S311 - no secret
        else:
            return False
        self.tally.struck += 1
        return True

    def _see_them_end(self, seen: set[int]) -> None:
        until = time.monotonic() + _GONE
        while left := [one for one in seen if _is_reader(one)]:
            if time.monotonic() > until:
                self._wrong(f"{len(left)} processes outlived their program")
                return
            time.sleep(_LOOK)

    def _held(self, place: Path) -> dict[str, str]:
        """Return all that was made, a hash or a count for each thing."""
        out = place / "out"
        if self.kind == READ:
            return {
                str(one.relative_to(out)): _told_by(one) for one in out.rglob("*") if one.is_file()
            }
        held = fault_run.held(place, "out")
        workflow.export_claims(out, place / "claims.jsonl")
        rows = {repr(row): str(many) for row, many in held.said.items()}
        return rows | held.files | {"claims.jsonl": _hash(place / "claims.jsonl")}

    def _compare(self, there: dict[str, str], whole: dict[str, str], told: str) -> None:
        for name in sorted(whole.keys() | there.keys()):
            now, then = there.get(name), whole.get(name)
            if now == then:
                continue
            self.tally.lost += now is None
            self.tally.doubled += then is None
            self._wrong(f"{told}: {name:.400}: {now}, and should be {then}")

    def _verify(self, place: Path, told: str) -> None:
        found = workflow.verify(place / "out")
        self.tally.verified += 1
        if not found.holds:
            self._wrong(f"{told}: verify does not hold: {found.problems[:3]}")

    def _wrong(self, line: str) -> None:
        self.tally.faults.append(line)


Blows = tuple[tuple[float, str], ...]
"""When, as a share of the time of a run that nobody disturbs, and what is killed then."""


def plan(kills: int, chance: random.Random) -> Iterator[tuple[str, Blows, Blows]]:
    """Return, turn by turn, which reports are read, and what is killed first and then."""
    turn = 0
    while kills > 0:
        workers = (0, 1, _WORKERS_KILLED)[turn % 3]
        program = turn % 3 != _WORKERS_KILLED
        first = [(chance.random(), "worker") for _ in range(workers)]
        first += [(chance.random(), "program")] * program
        second = ((chance.random(), "worker"),) if program and turn % 2 else ()
        kills -= len(first) + len(second)
        yield (PLAIN, ENDING)[turn // 3 % 2], tuple(first), second
        turn += 1


def struck(kind: str, kills: int, seed: int) -> Tally:
    """Kill at about as many moments as asked, and return what became of it."""
    chance = random.Random(f"{seed} {kind}")  # noqa: S311 - no secret
    tally = Tally(kind=kind)
    began = os.times()
    with tempfile.TemporaryDirectory(prefix="faults-") as home:
        workers = Workers(kind, Path(home), tally)
        for name, first, second in plan(kills, chance):
            tally.points += 1
            workers.strike(name, f"turn {tally.points} ({name}: {first}, {second})", first, second)
    ended = os.times()
    tally.cpu_seconds = round(sum(ended[:4]) - sum(began[:4]), 1)
    return tally


def _write_reports(folder: Path, *, ends_readers: bool) -> None:
    folder.mkdir()
    lines = ["file,published"]
    for n in range(_REPORTS):
        told = f"{n + 2} people were killed in Tal{n // 2}, residents said. Shop {n} was closed."
        if ends_readers and n == _REPORTS // 2:
            told = f"{ENDS_READERS} {told}"
        name = f"report-{n:03}.txt"
        (folder / name).write_text(f"Day {n}\n\nOn {1 + n % 28} May 2024, {told}\n", "utf-8")
        lines.append(f"{name},2024-06-01")
    (folder / "manifest.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _beside(program: int) -> list[int]:
    """Return the processes that a program has beside it to read."""
    with suppress(OSError):
        told = Path(f"/proc/{program}/task/{program}/children").read_text(encoding="ascii")
        return [int(one) for one in told.split() if _is_reader(int(one))]
    return []


def _is_reader(process: int) -> bool:
    with suppress(OSError):
        state = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2][1]
        words = Path(f"/proc/{process}/cmdline").read_bytes()
        return state != "Z" and b"spawn_main" in words
    return False


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _told_by(path: Path) -> str:
    """Return a hash of a file, or of what is in it but for the time at which it was read."""
    if path.parent.name == "claims" or path.suffix not in {".parquet", ".jsonl"}:
        return _hash(path)
    if path.name == reading_all.MANIFEST:
        told = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        readings = [path.parent / "readings" / line["shard"] for line in told]
        fit = [
            line.pop("readings_sha256") == _hash(one)
            for line, one in zip(told, readings, strict=True)
        ]
        return f"{told} {fit}"
    words = path.read_text("utf-8") if path.suffix == ".jsonl" else f"{_rows(path)}"
    return hashlib.sha256(fault_run.OF_THE_MOMENT.sub("@", words).encode()).hexdigest()


def _rows(path: Path) -> list[object]:
    return [*parquet.read_table(path).to_pylist()]


def _last_words(place: Path) -> str:
    said = (place / "said").read_text(encoding="utf-8", errors="replace")
    return " / ".join(said.splitlines()[-3:])
