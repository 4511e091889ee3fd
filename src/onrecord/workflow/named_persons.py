"""Persons named in a record's own reports, as issues and entries of one list."""

from datetime import datetime
from typing import NamedTuple

from onrecord import checks
from onrecord.lists.tables import NamedPerson, named_in_reports
from onrecord.model import Entry, Issue, NameList, Record


class InReports(NamedTuple):
    """
    Whom reports name.

    Attributes:
        issues: One for each report that names anybody.
        entries: One for each person and report.
    """

    issues: tuple[Issue, ...]
    entries: tuple[Entry, ...]


def in_reports(record: Record, name_list: NameList, *, by: str, at: datetime) -> InReports:
    """
    Return the persons whom the reports of a record name as harmed.

    Args:
        record: With its texts and claims.
        name_list: What the list of them is called; it does not hold each person once.
        by: Who asks for it.
        at: When (UTC).
    """
    named = [NamedPerson(n.claim, n.person.name, n.person.age) for n in checks.named(record)]
    rows: dict[str, int] = {}
    for held in named:
        rows[held.claim.document] = rows.get(held.claim.document, 0) + 1
    issues = {
        name: _issue(record, name, name_list, number, by, at) for name, number in rows.items()
    }
    entries = named_in_reports(named, name_list=name_list, issues=issues)
    return InReports(tuple(issues.values()), entries)


def _issue(
    record: Record, name: str, name_list: NameList, rows: int, by: str, at: datetime
) -> Issue:
    document = record.documents.get(name)
    snapshot = record.snapshots.get(name)
    told = document.told_sha256 if document else None
    return Issue(
        list=name_list.id,
        sha256=snapshot.sha256 if snapshot else told or name,
        file=name,
        issued=document.published if document else None,
        rows=rows,
        by=by,
        at=at,
    )
