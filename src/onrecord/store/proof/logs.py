"""The logs: cut, reordered, back-dated, changed."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from onrecord.model import CustodyEvent, Decision, Release, Severity, SignOff
from onrecord.store import log
from onrecord.store.proof.findings import Findings
from onrecord.store.proof.rows import Row
from onrecord.store.proof.runs import Runs
from onrecord.store.times import TOLERANCE, moment

_BROUGHT = "import"  # the run that takes in what was decided on other machines
_JUST_AFTER = timedelta(seconds=1)
_ONE = {
    "decisions": "decision",
    "custody": "line of custody",
    "sign_offs": "signature",
    "releases": "release",
}


@dataclass
class Chain:
    """
    A log that is gone through, line by line.

    Attributes:
        name: Its table's.
        head: The link of the last line that was taken; at first what the first follows.
        wanted: Numbers of lines whose links are to be remembered.
        sought: Links that somebody wrote down.
        runs: The runs that wrote it, and what they say of the clock.
        links: The links of the lines that were wanted.
        found: The links of those sought that are there.
    """

    name: str
    head: str
    wanted: frozenset[int] = frozenset()
    sought: frozenset[str] = frozenset()
    runs: Runs = field(default_factory=Runs)
    links: dict[int, str] = field(default_factory=dict)
    found: set[str] = field(default_factory=set)
    _latest: datetime | None = None
    _number: int = 0
    _run: int = 0
    _ahead: datetime | None = None

    def take(self, row: Row, value: Any, findings: Findings) -> None:
        """Take the next line."""
        self._number += 1
        chain = row.last[0]
        one = _ONE[self.name]
        if chain != log.next_link(self.head, row.content_hash, row.added_at, row.id):
            findings.add(
                f"This {one} does not follow from the one before it in the log: it was changed, "
                f"or a {one} before it was changed, put in, moved or taken out, outside the "
                "program.",
                row.id,
                code="log-broken",
            )
        self.head = str(chain)
        if self._number in self.wanted:
            self.links[self._number] = self.head
        if self.head in self.sought:
            self.found.add(self.head)
        self._look_at_times(row, value, one, findings)

    def _look_at_times(self, row: Row, value: Any, one: str, findings: Findings) -> None:
        written = moment(row.added_at)
        if written is None:
            findings.altered(f"This {one} was written at no time: {row.added_at:.40}.", row.id)
            return
        if any(self._run < step <= row.added_build for step in self.runs.steps):
            self._latest = None  # said where the runs are gone through
        self._run = row.added_build
        if self._latest is not None and written < self._latest - TOLERANCE:
            findings.add(
                f"This {one} is dated {row.added_at}, before the one above it "
                f"({self._latest.isoformat()}), and no run says that a clock was set back: it was "
                "back-dated.",
                row.id,
                code="log-broken",
            )
        self._latest = max(written, self._latest or written)
        for fault in _own_time(value, written, self._number):
            findings.add(f"This {one} {fault}.", row.id, code="log-broken")
        if isinstance(value, Decision | SignOff | Release):
            self._look_ahead(row, value.at, written, one, findings)

    def _look_ahead(
        self, row: Row, at: datetime, written: datetime, one: str, findings: Findings
    ) -> None:
        """Look at what says that it was made after it was written down."""
        if at <= written + TOLERANCE:
            return
        # What is decided here about what came from a clock that is ahead is dated after it.
        is_told = (
            row.added_build in self.runs.steps
            or self.runs.doing.get(row.added_build) == _BROUGHT
            or (self._ahead is not None and at <= self._ahead + _JUST_AFTER)
        )
        if is_told:
            self._ahead = max(at, self._ahead or at)
        findings.add(
            f"This {one} says that it was made at {at.isoformat()}, and was written down at "
            f"{row.added_at}: "
            + (
                "the clock of whoever made it was ahead, or that of this machine behind."
                if is_told
                else "it was back-dated, or the clock was set back at that moment."
            ),
            row.id,
            code="clock-stepped",
            severity=Severity.NOTE if is_told else Severity.ERROR,
        )


def _own_time(value: Any, written: datetime, number: int) -> Iterable[str]:
    if isinstance(value, CustodyEvent):
        if value.at != written:
            yield f"says that it was at {value.at.isoformat()}, and was written at {written}"
        if value.number != number:
            yield f"has the number {value.number}, and is number {number} of the log"
