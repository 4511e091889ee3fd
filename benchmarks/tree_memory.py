"""
How much memory a program and all processes that it began need together, at most.

What is added up is the proportional set size (PSS) of `/proc/PID/smaps_rollup`: a page that
several processes share counts once, divided among them. A sum of what each has resident (RSS)
would count what a fork has in common with its parent twice; a sum of what each has alone (USS)
would leave out what they share. Since programs beside the measured ones may hold the same
libraries, and take their part of those pages off, a second number counts pages of files whole
in each process: that is never too little, and hangs on nothing else that runs.
"""

# ruff: noqa: INP001 - used by programs that are run by hand

import contextlib
import os
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_EVERY = 0.1  # seconds
_MIB = 1024


@dataclass(slots=True)
class Peak:
    """
    The most that was seen at once, in MiB.

    Attributes:
        together: The sum of PSS of all processes.
        parts: Of this one and of the others at that moment.
        at_most: The same with pages of files counted whole in each.
        cpu: Seconds of the processor that looking took; they are no work of the program.
    """

    together: float = 0
    parts: tuple[float, ...] = ()
    at_most: float = 0
    cpu: float = 0

    def __str__(self) -> str:
        parts = " + ".join(f"{one:.0f}" for one in self.parts)
        return f"{self.together:.0f} MiB ({parts}; at most {self.at_most:.0f})"


@contextlib.contextmanager
def watched() -> Iterator[Peak]:
    """Look every tenth of a second, from now to the end of the block."""
    peak, over = Peak(), threading.Event()

    def look() -> None:
        while not over.wait(_EVERY):
            _look(peak)
            peak.cpu = time.thread_time()

    looking = threading.Thread(target=look, daemon=True)
    looking.start()
    try:
        yield peak
    finally:
        over.set()
        looking.join()


def _look(peak: Peak) -> None:
    parts = [memory_of(process) for process in tree_of(os.getpid())]
    together = sum(pss for pss, _ in parts)
    if together > peak.together:
        peak.together, peak.parts = together, tuple(pss for pss, _ in parts)
    peak.at_most = max(peak.at_most, sum(most for _, most in parts))


def tree_of(root: int) -> Iterator[int]:
    """Yield a process and all that it began, and that they began."""
    begun = defaultdict(list)
    for held in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            parent = held.read_text().rpartition(")")[2].split()[1]
            begun[int(parent)].append(int(held.parent.name))
    waiting = [root]
    while waiting:
        one = waiting.pop(0)
        yield one
        waiting += begun[one]


def memory_of(process: int) -> tuple[float, float]:
    """Return the PSS of a process and the most that it may need, in MiB; 0 if it is gone."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()[1:]
    except OSError:
        return 0, 0
    told = {line.split(":")[0]: int(line.split()[1]) / _MIB for line in lines}
    if not told:
        return 0, 0
    files = told["Rss"] - told["Anonymous"]
    return told["Pss"], told["Pss_Anon"] + files
