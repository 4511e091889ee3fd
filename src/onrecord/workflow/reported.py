"""Persons whom reports name as harmed, as rows of a list of their own: `reports`."""

from datetime import UTC, datetime

from onrecord import checks
from onrecord.lists import tables
from onrecord.lists.tables import NamedPerson
from onrecord.model import Document, Entry, Issue, NameList, Record

REPORTS = "reports"
LIST = NameList(name=REPORTS, title="Persons whom reports name", has_each_once=False)


def in_reports(record: Record) -> tuple[Entry, ...]:
    """
    Return those whom reports name as harmed, in the order of the reports.

    Who is named is told by `checks.named`: whom a claim's own words name, and whom a text lists
    behind a number of people of one outcome. Testimony is left out: whoever spoke agreed to no
    list of names. Working out the record anew changes none of them.
    """
    spoken = {one.document for one in record.statements}
    named = [
        NamedPerson(claim=one.claim, name=one.person.name, age=one.person.age)
        for one in checks.named(record)
        if one.claim.document not in spoken
    ]
    issues = {name: _issue(record, name) for name in {one.claim.document for one in named}}
    return tables.named_in_reports(named, name_list=LIST, issues=issues)


def _issue(record: Record, name: str) -> Issue:
    """Return a report as an issue of the list; one whose claims were handed over has no bytes."""
    snapshot = record.snapshots.get(name)
    document = record.documents.get(name) or Document(name=name)
    held = snapshot.sha256 if snapshot else document.told_sha256 or document.id
    at = snapshot.taken_at if snapshot else datetime.min.replace(tzinfo=UTC)
    return Issue(list=LIST.id, sha256=held, file=name, issued=document.published, at=at)
