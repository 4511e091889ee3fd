"""The desk, struck while somebody decides over HTTP and notes which answers came."""

# ruff: noqa: INP001 - a program to be run by hand

import contextlib
import http.client
import json
import os
import signal
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from fault_points import Blow, Points
from fault_run import Ended

from onrecord import workflow
from onrecord.web import serving
from onrecord.workflow.listening import Listening

_PATIENCE = 60.0


@dataclass
class Answers:
    """
    What a client heard.

    Attributes:
        kept: Claims of which the desk said that the decision is written down.
        refused: Statuses of the others, by claim; 0 where the connection broke.
    """

    kept: list[str] = field(default_factory=list)
    refused: dict[str, int] = field(default_factory=dict)


@contextlib.contextmanager
def served(place: Path, record: str, points: Points | None = None) -> Iterator["Served"]:
    """Serve a record in a child process; at the end it is asked to stop, if it still is there."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ours)
        _serve_in_child(place, record, points, theirs)
    os.close(theirs)
    with os.fdopen(ours, encoding="utf-8") as told:
        line = told.readline()
        made = Served(child, json.loads(line)["address"] if line else "")
        try:
            yield made
        finally:
            made.end()
            made.points = sum(json.loads(one).get("points", 0) for one in told)


def _serve_in_child(place: Path, record: str, points: Points | None, told: int) -> None:
    code = 99
    try:
        os.chdir(place)
        os.dup2(os.open(".stderr", os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 2)

        def say(address: str) -> None:
            if points is not None:  # what is struck is deciding, not opening
                points.watch()
            os.write(told, json.dumps({"address": address}).encode() + b"\n")

        serving.serve(Path(record), where=Listening(port=0), by="Amal", told=say)
        os.write(told, json.dumps({"points": points.passed if points else 0}).encode() + b"\n")
        code = 0
    finally:
        os._exit(code)


@dataclass
class Served:
    """A desk in a process of its own."""

    child: int
    address: str
    code: int | None = None
    points: int = 0

    def end(self) -> None:
        """Ask it to stop, and wait."""
        if self.code is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.child, signal.SIGTERM)
            self.code = os.waitstatus_to_exitcode(os.waitpid(self.child, 0)[1])

    def decide(self, claim: str, answers: Answers) -> bool:
        """Accept a claim; note the answer; return whether the desk is still there."""
        host = urlsplit(self.address)
        asked = json.dumps({"by": "Amal", "decide": [{"choice": "accept", "claim": claim}]})
        line = http.client.HTTPConnection(host.hostname or "", host.port, timeout=_PATIENCE)
        try:
            line.request("POST", "/api/decisions", asked, {"content-type": "application/json"})
            answer = line.getresponse()
            answer.read()
        except OSError:
            answers.refused[claim] = 0
            return False
        except http.client.HTTPException:
            answers.refused[claim] = 0
            return False
        finally:
            line.close()
        if answer.status == http.client.CREATED:
            answers.kept.append(claim)
        else:
            answers.refused[claim] = answer.status
        return True


def run(
    place: Path,
    record: str,
    *,
    at: int | None = None,
    blow: Blow = Blow.KILL,
    after: float | None = None,
    points: Points | None = None,
) -> Ended:
    """
    Decide on every claim of a record that nobody decided on, at a desk that is struck.

    What was decided before is not decided again: a client looks first.
    """
    began = time.monotonic()
    wanted = waiting(place / record)
    answers = Answers()
    points = points or Points(inside=place, at=at, blow=blow)
    with served(place, record, points) as desk:
        if after is not None:
            signal.signal(signal.SIGALRM, lambda *_: os.kill(desk.child, signal.SIGKILL))
            signal.setitimer(signal.ITIMER_REAL, max(after, 0.001))
        for claim in wanted:
            if not desk.decide(claim, answers):
                break
        signal.setitimer(signal.ITIMER_REAL, 0)
    refused = sorted(status for status in answers.refused.values() if status)
    code = desk.code if desk.code is not None else 0
    if not code and refused:
        code = 3 if set(refused) == {503} else 70
    return Ended(
        code=code,
        points=desk.points,
        added=Counter({"decisions": len(answers.kept)}),
        lines=tuple(f"onrecord: refused: {status}" for status in refused[:1]),
        seconds=time.monotonic() - began,
    )


def waiting(folder: Path) -> list[str]:
    """Return the claims that nobody decided on, in order."""
    record = workflow.load(folder)
    decided = {target for one in record.decisions for target in (one.target, *one.claims)}
    return sorted(claim for claim in record.claims if claim not in decided)
