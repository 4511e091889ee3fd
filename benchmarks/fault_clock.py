"""
What survives a clock that jumps: commands whose wall clock is set while they run.

Run: `python benchmarks/fault_clock.py [--jumps 24] [--seed 7] [--kinds build+decide] [--json]`.

Each run begins in a copy of the same place. At one of its looks at the wall clock that jumps,
back or ahead, by an hour, a day, ten years, or to 1970; in half of the runs somebody sets it
right again some looks later. The clock that only counts seconds goes on, as it does in life.
Then, each time:

- the command does what it does with a clock that is right: nothing is lost, nothing doubled
  (of a release, which is of the day that the clock says, only that it holds);
- `onrecord verify` holds: that a clock was set is a note, and nobody is accused of anything;
- what was there before is as it was, byte for byte;
- the same command again, by the right clock, adds nothing, and `verify` holds after it.

What files say of when they were written is the system's, and does not jump.
"""

# ruff: noqa: INP001, S311, T201 - a program to be run by hand; chance is no secret here

import argparse
import datetime as dt
import json
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import fault_desk
import fault_run
from fault_kinds import KINDS, RECORD, Kind
from fault_points import Points
from fault_run import Ended, Tally

from faults import Strikes

_YEAR = dt.timedelta(days=365)
_EPOCH = "to 1970"
JUMPS: dict[str, dt.timedelta] = {
    "an hour back": dt.timedelta(hours=-1),
    "a day back": dt.timedelta(days=-1),
    "ten years back": -10 * _YEAR,
    "an hour ahead": dt.timedelta(hours=1),
    "a day ahead": dt.timedelta(days=1),
    "ten years ahead": 10 * _YEAR,
    _EPOCH: dt.timedelta(),
}
_MODEL = "onrecord.model"  # asks no clock, and compares types


@dataclass
class Clock(Points):
    """
    Counts looks at the wall clock, and lets it jump at one of them.

    Attributes:
        by: How far it jumps.
        right_at: At which look it is set right again; None for never.
    """

    by: dt.timedelta = field(default_factory=dt.timedelta)
    right_at: int | None = None

    def watch(self) -> None:
        """From now on, in this process, every look at the wall clock is counted."""
        put_clock(self._looked)

    def _looked(self) -> dt.timedelta:
        self.passed += 1
        is_wrong = self.at is not None and self.passed >= self.at
        is_right_again = self.right_at is not None and self.passed >= self.right_at
        return self.by if is_wrong and not is_right_again else dt.timedelta()


def put_clock(shift: Callable[[], dt.timedelta]) -> None:
    """Put a clock that is off by what `shift` says in the place of this process's own."""
    seconds, nanoseconds = time.time, time.time_ns
    local, utc = time.localtime, time.gmtime

    def now() -> float:
        return seconds() + shift().total_seconds()

    time.time = now
    time.time_ns = lambda: nanoseconds() + int(shift().total_seconds()) * 10**9
    time.localtime = lambda at=None: local(now() if at is None else at)
    time.gmtime = lambda at=None: utc(now() if at is None else at)
    put = {dt.datetime: _shifted(dt.datetime, shift), dt.date: _shifted_day(shift)}
    for name, module in list(sys.modules.items()):
        if name.startswith("onrecord") and not name.startswith(_MODEL):
            for word, value in list(vars(module).items()):
                if value is dt.datetime or value is dt.date:
                    setattr(module, word, put[value])


class _Alike(type):
    """Whose instances are those of the class that it stands for."""

    real: type

    def __instancecheck__(cls, one: object) -> bool:
        return isinstance(one, cls.real)

    def __eq__(cls, other: object) -> bool:
        return other is cls.real or cls is other

    def __hash__(cls) -> int:
        return hash(cls.real)


def _shifted(real: type[dt.datetime], shift: Callable[[], dt.timedelta]) -> Any:
    class Shifted(real, metaclass=_Alike):  # type: ignore[misc,valid-type]
        def __new__(cls, *given: Any, **more: Any) -> Any:
            return real(*given, **more)

        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return real.now(tz) + shift()

    Shifted.real = real
    return Shifted


def _shifted_day(shift: Callable[[], dt.timedelta]) -> Any:
    real, moment = dt.date, dt.datetime

    class Shifted(real, metaclass=_Alike):
        def __new__(cls, *given: Any, **more: Any) -> Any:
            return real(*given, **more)

        @classmethod
        def today(cls) -> Any:
            return (moment.now() + shift()).date()

    Shifted.real = real
    return Shifted


@dataclass
class ClockStrikes(Strikes):
    """The runs of one kind whose clock jumps."""

    def jump(self, at: int, name: str, right_at: int | None) -> None:
        """Let the clock of one run jump, look, run it again by the right clock, look again."""
        by = JUMPS[name] if name != _EPOCH else -dt.timedelta(seconds=time.time() - 3600)
        again = f", right again at {right_at}" if right_at else ""
        told = f"{name} (look {at} of {self.tally.points}{again})"
        place = self._copy("struck")
        before = self._held(place)
        ended = self._timed(place, Clock(inside=place, at=at, by=by, right_at=right_at))
        self.tally.struck += ended.points >= at
        if ended.code not in {0, 1} or any("Traceback" in line for line in ended.lines):
            self._wrong(f"{told}: exit code {ended.code}, {ended.lines}")
        there = self._held(place)
        self._look_at_what_stays(before, there, told)
        self._look_at_what_was_said(before, there, ended.added, told)
        if not _is_of_a_day(self.kind):
            self._look_at_the_end(there, told)
        self._verify(place, told)
        self._said_again(place, there, told)
        self._verify(place, told)
        shutil.rmtree(place)

    def count(self) -> None:
        """See how often a run looks at the clock."""
        place = self._copy("counted")
        self.tally.points = self._timed(place, Clock(inside=place)).points
        shutil.rmtree(place)

    def _timed(self, place: Path, clock: Clock) -> Ended:
        if self.kind.at_the_desk:
            return fault_desk.run(place, RECORD, points=clock)
        return fault_run.run(self.words, place, points=clock)


def _is_of_a_day(kind: Kind) -> bool:
    """Whether what comes of it hangs on the day, by which a release tells what is recent."""
    return kind.name == "publish"


def plan(looks: int, jumps: int, chance: random.Random) -> Iterator[tuple[int, str, int | None]]:
    """Return at which look what happens, and at which the clock is set right again, if ever."""
    names = list(JUMPS)
    for number in range(jumps):
        at = 1 + int((number + chance.random()) / jumps * looks)
        right = at + 1 + int(chance.random() * (looks - at)) if number % 2 else None
        yield at, names[number % len(names)], right


def struck(kind: Kind, jumps: int, seed: int) -> Tally:
    """Let the clock of a command jump as often as asked, and return what became of it."""
    chance = random.Random(f"{seed} {kind.name}")
    tally = Tally(kind=kind.name)
    with tempfile.TemporaryDirectory(prefix="faults-") as home:
        strikes = ClockStrikes(kind, Path(home), tally)
        strikes.prepare()
        strikes.count()
        for at, name, right_at in plan(tally.points, jumps, chance):
            strikes.jump(at, name, right_at)
    return tally


def main() -> int:
    """Let clocks jump in the kinds that are asked for; say what became of them."""
    asked = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    asked.add_argument("--jumps", type=int, default=24, help="of each kind")
    asked.add_argument("--seed", type=int, default=7)
    asked.add_argument("--kinds", default="", help="only these, with + between")
    asked.add_argument("--json", action="store_true", help="a line of JSON for each kind")
    told = asked.parse_args()
    wanted = {one.strip() for one in told.kinds.split("+") if one.strip()}
    is_wrong = False
    for kind in KINDS:
        if wanted and kind.name not in wanted:
            continue
        tally = struck(kind, told.jumps, told.seed)
        is_wrong = is_wrong or bool(tally.faults)
        if told.json:
            print(json.dumps(asdict(tally)), flush=True)
            continue
        print(
            f"{kind.name:22} looks {tally.points:4}  jumped {tally.struck:4}  verified "
            f"{tally.verified:5}  lost {tally.lost}  doubled {tally.doubled}",
            flush=True,
        )
        for line in tally.faults[:12]:
            print(f"    {line}")
    return int(is_wrong)


if __name__ == "__main__":
    sys.exit(main())
