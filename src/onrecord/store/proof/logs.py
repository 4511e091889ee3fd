"""The logs: cut, reordered, back-dated, changed."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from onrecord.model import CustodyEvent, Decision, Release, SignOff
from onrecord.store import log
from onrecord.store.proof.findings import Findings
from onrecord.store.proof.rows import Row

# A clock that is set right by the network goes back by seconds. Beyond this a line is dated
# before the one above it.
TOLERANCE = timedelta(minutes=5)
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
        links: The links of the lines that were wanted.
        found: The links of those sought that are there.
    """

    name: str
    head: str
    wanted: frozenset[int] = frozenset()
    sought: frozenset[str] = frozenset()
    links: dict[int, str] = field(default_factory=dict)
    found: set[str] = field(default_factory=set)
    _latest: datetime | None = None
    _number: int = 0

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
        if self._latest is not None and written < self._latest - TOLERANCE:
            findings.add(
                f"This {one} is dated {row.added_at}, before the one above it "
                f"({self._latest.isoformat()}): it was back-dated, or this machine's clock was "
                "set back.",
                row.id,
                code="log-broken",
            )
        self._latest = max(written, self._latest or written)
        for fault in _own_time(value, written, self._number):
            findings.add(f"This {one} {fault}.", row.id, code="log-broken")


def _own_time(value: Any, written: datetime, number: int) -> Iterable[str]:
    if isinstance(value, CustodyEvent):
        if value.at != written:
            yield f"says that it was at {value.at.isoformat()}, and was written at {written}"
        if value.number != number:
            yield f"has the number {value.number}, and is number {number} of the log"
    elif isinstance(value, Decision | SignOff | Release) and value.at > written + TOLERANCE:
        yield f"says that it was made at {value.at.isoformat()}, after it was written"


def moment(told: Any) -> datetime | None:
    """Return a time with its zone; None for what is none."""
    try:
        found = datetime.fromisoformat(told)
    except (ValueError, TypeError):
        return None
    return found if found.tzinfo else None
