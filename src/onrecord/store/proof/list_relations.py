"""What rows of lists must have in common: entries with issues, issues with all their rows."""

from dataclasses import dataclass, field
from typing import Any

from onrecord.model import CustodyEvent, Entry, Issue
from onrecord.store.lists import ListingPage
from onrecord.store.proof.findings import Findings
from onrecord.store.proof.rows import Row

TABLES = frozenset({"issues", "entries", "listings"})


@dataclass
class ListRelations:
    """
    What was seen of lists and must fit what stands in other tables. No name is held.

    The tables are gone through in the order `issues, entries, custody, listings`.
    """

    issues: dict[str, Issue] = field(default_factory=dict)
    entries: set[str] = field(default_factory=set)
    rows: dict[str, int] = field(default_factory=dict)  # that are listed, by issue
    taken: set[str] = field(default_factory=set)

    def take(self, table: str, row: Row, value: Any, findings: Findings) -> None:
        """Look at a row whose content is as it was written."""
        match table:
            case "issues":
                self.issues[row.id] = value
            case "entries":
                self._entry(row, value, findings)
            case _:
                self._listing(row, value, findings)

    def taken_in(self, row: Row, event: CustodyEvent, findings: Findings) -> None:
        """Look at the line of custody that says that an issue was taken in."""
        self.taken.add(event.subject)
        held, told = self.issues[event.subject], dict(event.details)
        if (told.get("sha256"), told.get("rows")) != (held.sha256, str(held.rows)):
            findings.altered(
                f"The issue {event.subject} of a list is not what the line of custody says that "
                "was taken in.",
                row.id,
            )

    def ended(self, findings: Findings) -> None:
        """Look at what can be seen only when all rows were seen."""
        for held_id, issue in self.issues.items():
            if held_id not in self.taken:
                findings.gone(
                    f"No line of custody tells how the issue {held_id} of a list came.", held_id
                )
            listed = self.rows.get(held_id, 0)
            if listed != issue.rows:
                findings.gone(
                    f"The issue {held_id} of a list has {issue.rows} rows; {listed} are listed.",
                    held_id,
                )

    def _entry(self, row: Row, entry: Entry, findings: Findings) -> None:
        self.entries.add(row.id)
        if entry.issue not in self.issues:
            findings.gone(f"The issue {entry.issue} of a row of a list is gone.", row.id)

    def _listing(self, row: Row, page: ListingPage, findings: Findings) -> None:
        self.rows[page.issue] = self.rows.get(page.issue, 0) + len(page.entries)
        lost = sum(one not in self.entries for one in page.entries)
        if lost:
            findings.gone(f"{lost} rows of an issue of a list are gone.", row.id)
