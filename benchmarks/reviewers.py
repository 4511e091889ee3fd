"""
What it is like to review with others: twenty people at one desk, for ten minutes.

Run: `python benchmarks/reviewers.py FOLDER [people] [seconds] [claims]` (20, 600 and 50,000
unless told). The record is made in FOLDER if there is none (some minutes), and copied; with
`--database postgresql:///test?schema=desk` the copy is moved to that server first. The desk runs
as `onrecord serve` runs it, in a process of its own; the people are threads of another, each with
a connection of their own. Each opens the queue's next proposal, thinks for two to six seconds,
decides on it (accepts nine in ten, rejects one, and every thirtieth time splits an incident,
after which all figures are worked out anew), and opens another page now and then. A decision that
comes too late, because another has decided on the claim meanwhile, is answered 409 and made on
another claim. At the end every decision that was answered with "written" has to stand in the
record, once.
"""

# ruff: noqa: INP001, S311, T201 - a program to be run by hand; chance is no secret here

import argparse
import http.client
import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import desk_record

from onrecord import workflow

LIMIT_MS = 500
PAGES = ("/", "/incidents", "/checks", "/documents", "/history", "/explore?q=market")
THINKING = (2.0, 6.0)  # seconds
SPLITS = 30  # one decision in so many changes incidents
_ADDRESS = re.compile(rb"http://127\.0\.0\.1:(\d+)/")


@dataclass
class Told:
    """What all people saw: how long each kind of thing took, and what was written."""

    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    statuses: Counter[int] = field(default_factory=Counter)
    written: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


class Reviewer(threading.Thread):
    """Somebody who reviews until the end."""

    def __init__(self, number: int, port: int, until: float, told: Told) -> None:
        super().__init__(name=f"Reviewer {number}")
        self._port = port
        self._chance = random.Random(number)
        self._until = until
        self._told = told
        self._line: http.client.HTTPConnection | None = None
        self._done = 0

    def run(self) -> None:
        """Review."""
        time.sleep(self._chance.uniform(0, THINKING[1]))
        while time.monotonic() < self._until:
            try:
                self._one()
            except (OSError, http.client.HTTPException, ValueError) as fault:
                self._line = None
                with self._told.lock:
                    self._told.faults.append(f"{type(fault).__name__}: {fault}")

    def _one(self) -> None:
        _, told = self._asked("the queue", "GET", "/api/queue?most=40")
        waiting = json.loads(told)["proposals"]
        if self._chance.random() < 0.3:
            self._asked("another page", "GET", self._chance.choice(PAGES))
        picked = self._chance.choice(waiting)  # people begin at different places of the queue
        self._asked("the proposal's page", "GET", f"/queue?at={picked['claim']}")
        if self._line is not None:
            self._line.close()  # as a browser's that nobody used for some seconds
        time.sleep(self._chance.uniform(*THINKING))
        self._done += 1
        if self._done % SPLITS == 0:
            self._split()
        verb = "accept" if self._chance.random() < 0.9 else "reject"
        self._decide(
            {"choice": verb, "claim": picked["claim"]}, {picked["claim"]: picked["seen"]}, verb
        )

    def _split(self) -> None:
        _, told = self._asked("incidents", "GET", "/api/incidents")
        several = [one for one in json.loads(told)["rows"] if 2 < len(one["claim_ids"]) < 60]
        one = self._chance.choice(several)
        apart = one["claim_ids"][:1]
        self._decide({"choice": "split", "incident": one["id"], "claims": apart}, {}, "split")

    def _decide(self, verb: dict[str, Any], seen: dict[str, str], what: str) -> None:
        sent = {"by": self.name, "why": "looked at its words", "decide": [verb]}
        held = {thing: mark.rpartition(":")[2] for thing, mark in seen.items()}
        body = json.dumps({**sent, "seen": held})
        status, told = self._asked(what, "POST", "/api/decisions", body)
        if status < 300:
            with self._told.lock:
                self._told.written += [one["id"] for one in json.loads(told)["decisions"]]

    def _asked(self, what: str, method: str, path: str, body: str = "") -> tuple[int, bytes]:
        line = self._line = self._line or http.client.HTTPConnection("127.0.0.1", self._port, 60)
        headers = {"content-type": "application/json"} if body else {}
        before = time.perf_counter()
        line.request(method, path, body or None, headers)
        answer = line.getresponse()
        told = answer.read()
        took = (time.perf_counter() - before) * 1000
        with self._told.lock:
            self._told.took[what].append(took)
            self._told.statuses[answer.status] += 1
        return answer.status, told


def cpu_seconds(process: int) -> float:
    """Return the CPU time that a process has taken so far, on Linux."""
    told = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / 100


def peak(process: int) -> float:
    """Return the most MiB that a process held."""
    status = Path(f"/proc/{process}/status").read_text()
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else 0.0


def reviewed(folder: Path, people: int, seconds: float) -> Told:
    """Let people review a record, and return what they saw."""
    told = Told()
    program = [sys.executable, "-m", "onrecord", "serve", str(folder), "--port", "0"]
    with subprocess.Popen(program, stdout=subprocess.PIPE) as desk:  # noqa: S603 - ours
        assert desk.stdout is not None  # noqa: S101 - it was asked for
        said = desk.stdout.readline()
        found = _ADDRESS.search(said)
        if found is None:
            desk.kill()
            raise SystemExit(f"the desk did not start: {said.decode()}")
        until = time.monotonic() + seconds
        before = cpu_seconds(desk.pid)
        all_of_them = [Reviewer(n + 1, int(found[1]), until, told) for n in range(people)]
        for one in all_of_them:
            one.start()
        for one in all_of_them:
            one.join()
        print(
            f"the desk took {cpu_seconds(desk.pid) - before:.0f} CPU seconds in {seconds:.0f} "
            f"seconds; {peak(desk.pid):.0f} MiB at most"
        )
        desk.terminate()
    return told


def lines(told: Told) -> bool:
    """Print how long each thing took; return whether all of it was quick enough."""
    print(f"\n{'milliseconds of the clock':28}{'times':>8}{'median':>9}{'p95':>9}{'slowest':>10}")
    everything = sorted(one for held in told.took.values() for one in held)
    for what, took in (*sorted(told.took.items()), ("ALL", everything)):
        held = sorted(took)
        p95 = held[int(len(held) * 0.95)]
        print(f"{what:28}{len(held):8}{held[len(held) // 2]:9.0f}{p95:9.0f}{held[-1]:10.0f}")
    print(f"\nanswers: {dict(sorted(told.statuses.items()))}; faults: {len(told.faults)}")
    for fault in told.faults[:5]:
        print(f"  {fault}")
    return everything[int(len(everything) * 0.95)] < LIMIT_MS


def _asked_for() -> argparse.Namespace:
    said = argparse.ArgumentParser(description=__doc__)
    said.add_argument("folder", type=Path)
    said.add_argument("people", type=int, nargs="?", default=20)
    said.add_argument("seconds", type=int, nargs="?", default=600)
    said.add_argument("claims", type=int, nargs="?", default=50_000)
    said.add_argument("--database", default="", help="where the copy of the record is moved")
    return said.parse_args()


def main() -> None:
    """Let people review, and see that nothing they decided is lost or there twice."""
    asked = _asked_for()
    desk_record.made(asked.folder, asked.claims)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(shutil.copytree(asked.folder, Path(scratch) / "desk"))
        if asked.database:
            workflow.move(folder, asked.database)
        print(f"{asked.people} people for {asked.seconds} seconds, in {asked.database or 'a file'}")
        told = reviewed(folder, asked.people, asked.seconds)
        is_quick = lines(told)
        there = Counter(one.id for one in workflow.load_whole(folder).decisions)
        lost = [one for one in told.written if there[one] == 0]
        doubled = [one for one in told.written if there[one] > 1]
        faults = workflow.verify(folder).problems
    print(
        f"{len(told.written):,} decisions answered as written: {len(lost)} lost, {len(doubled)} "
        f"twice; `verify` finds {len(faults)} faults; p95 "
        f"{'under' if is_quick else 'OVER'} {LIMIT_MS} ms"
    )
    if lost or doubled or faults or not is_quick:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
