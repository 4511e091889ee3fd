"""The table of runs: what each says that it wrote, against what is there."""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from onrecord.model import Severity
from onrecord.store.proof.findings import Findings
from onrecord.store.proof.rows import Counted, line
from onrecord.store.times import TOLERANCE, moment, set_back

_COLUMNS = "seq, id, doing, began_at, program, settings, ended_at, counts"
# Rows that a migration wrote on behalf of earlier runs, which do not count them.
_NOT_COUNTED = frozenset({"incident_ids"})


@dataclass
class Runs:
    """
    The runs that changed a record.

    Attributes:
        last: The number of the last one.
        then: The digest of all runs up to each number that was asked for.
        digest: The digest of all of them.
        doing: What each run was.
        began: When each began.
        ended: When each ended; None of one that did not come to its end.
        counts: What each says that it did; None of one that did not come to its end.
        steps: Those that say that the clock had been set back before them.
    """

    last: int = 0
    then: dict[int, str] = field(default_factory=dict)
    digest: str = ""
    doing: dict[int, str] = field(default_factory=dict)
    began: dict[int, str] = field(default_factory=dict)
    ended: dict[int, str | None] = field(default_factory=dict)
    counts: dict[int, Mapping[str, int] | None] = field(default_factory=dict)
    steps: set[int] = field(default_factory=set)


def read(connection: sqlite3.Connection, points: Iterable[int], findings: Findings) -> Runs:
    """Go through the table of runs."""
    runs, made = Runs(), hashlib.sha256()
    wanted = sorted(set(points), reverse=True)
    for raw in connection.execute(f"SELECT {_COLUMNS} FROM builds ORDER BY seq"):  # noqa: S608
        told: list[Any] = [
            one.decode("utf-8", "replace") if isinstance(one, bytes) else one for one in raw
        ]
        number = told[0]
        while wanted and wanted[-1] < number:
            runs.then[wanted.pop()] = made.hexdigest()
        if number != runs.last + 1:
            findings.gone(f"Of builds, row {runs.last + 1} or more before row {number} is gone.",
                          "builds")  # fmt: skip
        made.update(line(*told))
        runs.last = number
        runs.doing[number], runs.began[number] = str(told[2]), str(told[3])
        runs.ended[number] = told[6]
        runs.counts[number] = _counts(number, told[7], findings)
        _look_at_step(number, told[5], runs, findings)
        _look_at_times(number, runs, findings)
    while wanted:
        runs.then[wanted.pop()] = made.hexdigest()
    runs.digest = made.hexdigest()
    return runs


def _look_at_times(number: int, runs: Runs, findings: Findings) -> None:
    began, ended = moment(runs.began[number]), runs.ended[number]
    until = moment(ended) if ended is not None else began
    before = moment(runs.began.get(number - 1))
    if began is None or until is None or until < began - TOLERANCE:
        findings.altered(
            f"Run {number} says that it went from {runs.began[number]:.40} to {ended}.", "builds"
        )
    elif before is not None and began < before - TOLERANCE and number not in runs.steps:
        findings.altered(
            f"Run {number} began at {runs.began[number]}, before the run before it, and does not "
            "say that a clock was set back: it was back-dated.",
            "builds",
        )


def _look_at_step(number: int, settings: Any, runs: Runs, findings: Findings) -> None:
    """Note where a run says that its machine's clock had been set back before it began."""
    step = set_back(_read(settings))
    if step is None:
        return
    before, after = step
    if after >= before - TOLERANCE or after != moment(runs.began[number]):
        findings.altered(
            f"Run {number} says that a clock was set back to {after}; it began at "
            f"{runs.began[number]:.40}.",
            "builds",
        )
        return
    runs.steps.add(number)
    findings.add(
        f"When run {number} began, the clock said {runs.began[number]}; what was written before "
        f"it is dated up to {before.isoformat()}. The clock had been set back, or had been ahead, "
        "or another machine's is behind. Nothing was altered; which of the times are right, "
        "the record cannot tell.",
        "builds",
        code="clock-stepped",
        severity=Severity.NOTE,
    )


def _read(settings: Any) -> Any:
    try:
        return json.loads(settings)
    except (ValueError, TypeError):
        return None


def _look_at_dates(name: str, counted: Counted, runs: Runs, findings: Findings) -> None:
    for number, dates in counted.times.items():
        first, last = (moment(one) for one in dates)
        began, ended = moment(runs.began.get(number)), moment(runs.ended.get(number))
        if first is None or last is None:
            findings.altered(f"Rows of {name} of run {number} have no date.", name)
        elif (began and first < began - TOLERANCE) or (ended and last > ended + TOLERANCE):
            findings.altered(
                f"Rows of {name} of run {number} are dated {dates[0]} to {dates[1]}; the run "
                f"went from {runs.began[number]} to {runs.ended[number]}.",
                name,
            )


def _counts(number: int, told: Any, findings: Findings) -> Mapping[str, int] | None:
    try:
        held = json.loads(told) if told is not None else None
        if held is None or all(type(many) is int for many in held.values()):
            return held
    except (ValueError, AttributeError, TypeError):
        pass
    findings.altered(f"Row {number} of builds: what it did is not told in numbers.", "builds")
    return None


def compared(name: str, counted: Counted, runs: Runs, findings: Findings) -> None:
    """Compare what the runs say they wrote to a table with what it holds."""
    _look_at_dates(name, counted, runs, findings)
    for number, counts in runs.counts.items():
        if counts is None:
            continue
        for done, there in (("added", counted.added), ("retired", counted.retired)):
            noted, held = counts.get(f"{name} {done}", 0), there[number]
            if held < noted:
                findings.gone(
                    f"Run {number} ({runs.doing[number]} of {runs.began[number]}) says that "
                    f"{noted} rows of {name} were {done}; {held} are there.",
                    name,
                )
            elif held > noted and name not in _NOT_COUNTED:
                findings.altered(
                    f"Run {number} ({runs.doing[number]} of {runs.began[number]}) says that "
                    f"{noted} rows of {name} were {done}; {held} are there: some were put in "
                    "outside the program.",
                    name,
                )
    for number in (counted.added.keys() | counted.retired.keys()) - runs.counts.keys():
        findings.gone(f"Rows of {name} were written by run {number}, which is gone.", name)
