"""
What survives: commands of the program killed, and refused by the disk, at every step.

Run: `python benchmarks/faults.py [--kills 200] [--seed 7] [--kinds build+publish] [--json]`.

Each run begins in a copy of the same place and is struck at a point of it (see `fault_points`)
or, one in four, at a random moment. Then, each time:

- `onrecord verify` finds nothing wrong;
- whatever the store had said to be kept is there, and what was there before is as it was;
- the same command again finishes, and everything is as after a run that nobody struck, row
  for row but for times: nothing is lost, nothing doubled;
- where the system refused (disk full, read-only, …): one line, and exit code 3.

`build, workers` and `read, workers` are commands with processes beside them, which are killed
too, and whose reports may end whatever process reads them (see `fault_workers`).
"""

# ruff: noqa: INP001, S311, T201 - a program to be run by hand; chance is no secret here

import argparse
import contextlib
import io
import json
import os
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path

import fault_desk
import fault_run
import fault_workers
from fault_kinds import KINDS, RECORD, Kind
from fault_points import Blow
from fault_run import Ended, Held, Tally

from onrecord import cli, workflow
from onrecord.model import OnRecordError

_LEFT = 3  # files that a run may leave in the archive that no row points to
_DEADLY = (Blow.KILL, Blow.TORN, Blow.AFTER, Blow.POWER)
_REFUSING = (Blow.FULL, Blow.BROKEN, Blow.READ_ONLY, Blow.DENIED, Blow.HANDLES)


@dataclass
class Strikes:
    """The runs of one kind: where each begins, and what it must come to."""

    kind: Kind
    home: Path
    tally: Tally
    begun: Path = field(init=False)
    whole: Held = field(init=False)
    seconds: float = 0.0

    def prepare(self) -> None:
        """Make the place to begin in, and see what a run comes to that nobody strikes."""
        self.begun = self.home / "begun"
        self.begun.mkdir()
        with _inside(self.begun):
            self.kind.prepare(self.begun)
        self.words = tuple(map(str, self.kind.words(self.begun)))
        with _inside(self._copy("warm")):  # what a command loads, each child finds loaded
            cli.run(self.words if not self.kind.at_the_desk else ("check", RECORD))
        place = self._copy("whole")
        ended = self._run(place)
        if ended.code not in {0, 1}:
            raise SystemExit(f"{self.kind.name}: {ended.lines}")
        self.tally.points, self.seconds = ended.points, ended.seconds
        self.whole = self._held(place)
        shutil.rmtree(place)

    def strike(self, at: int | None, blow: Blow, after: float | None = None) -> None:
        """Strike one run, look, run it again, and look again."""
        place = self._copy("struck")
        told = f"{blow} (point {at})" if after is None else f"killed after {after:.3f} s"
        before = self._held(place)
        ended = self._run(place, at=at, blow=blow, after=after)
        is_struck = ended.is_killed if blow.is_deadly else ended.code not in {0, 1}
        self.tally.struck += is_struck
        if not blow.is_deadly:
            self._look_at_words(ended, told)
        there = self._held(place)
        self._look_at_what_stays(before, there, told)
        self._look_at_what_was_said(before, there, ended.added, told)
        self._verify(place, told)
        self._look_at_the_end(self._said_again(place, there, told), told)
        self._verify(place, told)
        shutil.rmtree(place)

    def _said_again(self, place: Path, there: Held, told: str) -> Held:
        """Run the same command again, see that what was there stays, and return what is there."""
        again = self._run(place)
        if again.code not in self.kind.said_again | {0, 1}:
            self._wrong(f"{told}: the same command again: {again.code} {again.lines}")
        after_all = self._held(place)
        self._look_at_what_stays(there, after_all, told)
        return after_all

    def _run(
        self,
        place: Path,
        *,
        at: int | None = None,
        blow: Blow = Blow.KILL,
        after: float | None = None,
    ) -> Ended:
        if self.kind.at_the_desk:
            return fault_desk.run(place, RECORD, at=at, blow=blow, after=after)
        return fault_run.run(self.words, place, at=at, blow=blow, after=after)

    def _copy(self, name: str) -> Path:
        return Path(shutil.copytree(self.begun, self.home / name, symlinks=True))

    def _held(self, place: Path) -> Held:
        return fault_run.held(place, RECORD, self.kind.out, is_of_its_own=self.kind.is_of_its_own)

    def _wrong(self, line: str) -> None:
        self.tally.faults.append(line)

    def _look_at_words(self, ended: Ended, told: str) -> None:
        lines = [line for line in ended.lines if line.startswith("onrecord: ")]
        if ended.code == 3 and len(lines) == 1:
            return
        if ended.code not in {0, 1} or any("Traceback" in line for line in ended.lines):
            self._wrong(f"{told}: exit code {ended.code}, {ended.lines}")

    def _look_at_what_stays(self, before: Held, after: Held, told: str) -> None:
        """See that no row that was there is gone, or is another."""
        for place, row in before.rows.items():
            if after.rows.get(place) != row and place[0] != "alembic_version":
                if set(row) <= set(after.rows.get(place, ())):  # a column more
                    continue
                self.tally.lost += 1
                self._wrong(f"{told}: a row of {place[0]} was lost: {row!r:.300}")

    def _look_at_what_was_said(
        self, before: Held, after: Held, added: Counter[str], told: str
    ) -> None:
        """See that whatever the store said to be kept is there."""
        for table, many in added.items():
            there = after.count(table) - before.count(table)
            if there < many:
                self.tally.lost += many - there
                self._wrong(f"{told}: {many} {table} were said to be kept, and {there} are there")

    def _look_at_the_end(self, after: Held, told: str) -> None:
        for row, many in (self.whole.said - after.said).items():
            self.tally.lost += many
            self._wrong(f"{told}: lost: {row!r:.600}")
        for row, many in (after.said - self.whole.said).items():
            self.tally.doubled += many
            self._wrong(f"{told}: more than there should be: {row!r:.600}")
        differ = self._differing(after)
        if not self.kind.name.startswith(("build", "import")):  # others only add to the page
            differ = {(name, told) for name, told in differ if name != "report.html"}
        if differ:
            self._wrong(f"{told}: other files: {sorted(differ)!r:.300}")

    def _differing(self, after: Held) -> set[tuple[str, str]]:
        """Return files that are not as in the place that nobody struck."""
        now, whole = set(after.files.items()), set(self.whole.files.items())
        if not self.kind.is_of_its_own:
            return now ^ whole
        # What is made anew has another name each time; a killed run may leave some that are
        # whole, to which no row points.
        kept = {one for one in now | whole if one[0].startswith("archive/")}
        more = len(now & kept) - len(whole & kept)
        damaged = {one for one in now & kept if one[1] != "whole"}
        return ((now ^ whole) - kept) | damaged | (kept if not 0 <= more <= _LEFT else set())

    def _verify(self, place: Path, told: str) -> None:
        folder = place / RECORD
        if not self._held(place).rows:  # killed before there was one
            return
        try:
            found = workflow.verify(folder)
        except OnRecordError as fault:
            if "of another version" in str(fault) and self.kind.name.startswith("migration"):
                return  # it is not brought up to date yet
            self._wrong(f"{told}: verify: {fault}")
            return
        self.tally.verified += 1
        self.tally.rows += len(self._held(place).rows)
        if not found.holds:
            self._wrong(f"{told}: verify does not hold: {found.problems[:3]}")


@contextlib.contextmanager
def _inside(place: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(place)
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            yield
    finally:
        os.chdir(before)


def _named(kinds: str) -> set[str]:
    return {one.strip() for one in kinds.split("+") if one.strip()}


def plan(
    points: int, kills: int, chance: random.Random
) -> Iterator[tuple[int | None, Blow, float | None]]:
    """
    Return what to strike with and where: every point in turn, or as many as there are kills.

    Three of four are aimed, the rest fall at random moments, as a share of the time of a run.
    """
    aimed = kills - kills // 4
    for number in range(aimed):
        at = 1 + int((number + chance.random()) / aimed * points)
        yield at, _DEADLY[number % len(_DEADLY)], None
    for number in range(kills // 4):
        yield None, Blow.KILL, (number + chance.random()) / max(kills // 4, 1)


def struck(kind: Kind, refusals: int, blows: tuple[Blow, ...], kills: int, seed: int) -> Tally:
    """Strike a command as often as asked, and return what became of it."""
    chance = random.Random(f"{seed} {kind.name}")
    tally = Tally(kind=kind.name)
    began = _cpu()
    with tempfile.TemporaryDirectory(prefix="faults-") as home:
        strikes = Strikes(kind, Path(home), tally)
        strikes.prepare()
        for at, blow, share in plan(tally.points, kills, chance):
            strikes.strike(at, blow, None if share is None else share * strikes.seconds)
        for number in range(refusals):
            at = 1 + int((number + chance.random()) / refusals * tally.points)
            strikes.strike(at, blows[number % len(blows)])
    tally.cpu_seconds = round(_cpu() - began, 1)
    return tally


def _cpu() -> float:
    told = os.times()
    return told.user + told.system + told.children_user + told.children_system


def main() -> int:
    """Strike the kinds that are asked for; say what became of them."""
    asked = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    asked.add_argument("--kills", type=int, default=200, help="of each kind")
    asked.add_argument("--refusals", type=int, default=100, help="of each kind")
    asked.add_argument("--blows", default="", help="only these refusals, with commas")
    asked.add_argument("--seed", type=int, default=7)
    asked.add_argument("--kinds", default="", help="only these, with + between")
    asked.add_argument("--json", action="store_true", help="a line of JSON for each kind")
    told = asked.parse_args()
    blows = tuple(Blow[one] for one in told.blows.split(",") if one) or _REFUSING
    wanted = _named(told.kinds)
    if unknown := wanted - {kind.name for kind in KINDS} - set(fault_workers.KINDS):
        asked.error(f"there is no kind {min(unknown)}")
    is_wrong = False
    strikes = {kind.name: partial(struck, kind, told.refusals, blows) for kind in KINDS}
    strikes |= {kind: partial(fault_workers.struck, kind) for kind in fault_workers.KINDS}
    for kind, strike in strikes.items():
        if wanted and kind not in wanted:
            continue
        began = time.monotonic()
        tally = strike(told.kills, told.seed)
        is_wrong = is_wrong or bool(tally.faults)
        if told.json:
            print(json.dumps(asdict(tally)), flush=True)
        else:
            _print(tally, time.monotonic() - began)
    return int(is_wrong)


def _print(tally: Tally, seconds: float) -> None:
    print(
        f"{tally.kind:22} points {tally.points:4}  struck {tally.struck:4}  verified "
        f"{tally.verified:5}  lost {tally.lost}  doubled {tally.doubled}  "
        f"{tally.cpu_seconds:.0f} CPU s, {seconds:.0f} s",
        flush=True,
    )
    for line in tally.faults[:12]:
        print(f"    {line}")
    if len(tally.faults) > 12:
        print(f"    and {len(tally.faults) - 12} more")


if __name__ == "__main__":
    sys.exit(main())
