"""Persons whom reports name as harmed, as rows of a list of their own: `reports`."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from onrecord.checks import name_lists, persons
from onrecord.kit.folding import fold
from onrecord.lists import tables
from onrecord.lists.tables import NamedPerson
from onrecord.model import Claim, Document, Entry, Issue, Measure, NameList, Record

REPORTS = "reports"
LIST = NameList(name=REPORTS, title="Persons whom reports name", has_each_once=False)


def in_reports(record: Record) -> tuple[Entry, ...]:
    """
    Return those whom reports name as harmed, in the order of the reports.

    They are found where names stand in a list beside the number of those harmed, and where
    one harmed person is told by name. Testimony is left out: whoever spoke agreed to no list
    of names.
    """
    spoken = {one.document for one in record.statements}
    by_document: dict[str, list[Claim]] = {}
    for claim in record.claims.values():
        if claim.document not in spoken and claim.decision != "rejected":
            by_document.setdefault(claim.document, []).append(claim)
    named = [one for name, claims in by_document.items() for one in _named(record, name, claims)]
    issues = {one.claim.document: _issue(record, one.claim.document) for one in named}
    return tables.named_in_reports(named, name_list=LIST, issues=issues)


def _issue(record: Record, name: str) -> Issue:
    """Return a report as an issue of the list; one whose claims were handed over has no bytes."""
    snapshot = record.snapshots.get(name)
    document = record.documents.get(name) or Document(name=name)
    held = snapshot.sha256 if snapshot else document.id
    at = snapshot.taken_at if snapshot else datetime.min.replace(tzinfo=UTC)
    return Issue(list=LIST.id, sha256=held, file=name, issued=document.published, at=at)


def _named(record: Record, name: str, claims: Sequence[Claim]) -> Iterator[NamedPerson]:
    told: set[tuple[str, str]] = set()
    for one in (*_in_lists(record, name, claims), *_one_by_one(claims)):
        key = (one.claim.id, fold(one.name))
        if key not in told:
            told.add(key)
            yield one


def _in_lists(record: Record, name: str, claims: Sequence[Claim]) -> Iterator[NamedPerson]:
    text = record.text_of(name)
    if text is None:
        return
    places = {fold(place.name) for claim in claims for place in claim.places}
    for listed in persons.name_lists(text.content):
        before = name_lists.counted_in(listed, claims, text.content)
        if before:
            nearest = max(before, key=lambda claim: claim.passage.start)
            for one in listed.persons:
                if one.key not in places:
                    yield NamedPerson(claim=nearest, name=one.name, age=one.age)


def _one_by_one(claims: Sequence[Claim]) -> Iterator[NamedPerson]:
    for claim in claims:
        is_one = claim.measure is Measure.PEOPLE and claim.count.low == claim.count.high == 1
        one = persons.person(claim.victims or "") if is_one else None
        if one is not None:
            yield NamedPerson(claim=claim, name=one.name, age=one.age)
