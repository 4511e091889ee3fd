"""The table of runs: what each says that it wrote, against what is there."""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from onrecord.store.proof.findings import Findings
from onrecord.store.proof.rows import Counted, line

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
        counts: What each says that it did; None of one that did not come to its end.
    """

    last: int = 0
    then: dict[int, str] = field(default_factory=dict)
    digest: str = ""
    doing: dict[int, str] = field(default_factory=dict)
    began: dict[int, str] = field(default_factory=dict)
    counts: dict[int, Mapping[str, int] | None] = field(default_factory=dict)


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
        runs.counts[number] = _counts(number, told[7], findings)
    while wanted:
        runs.then[wanted.pop()] = made.hexdigest()
    runs.digest = made.hexdigest()
    return runs


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
