"""How well incidents, origins, figures and checks are worked out, against recorders' cases."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from onrecord import evaluation, preserve, read, resolve
from onrecord.evaluation import Case, Judged
from onrecord.model import (
    Claim,
    Document,
    OnRecordError,
    Record,
    Snapshot,
    Text,
    Told,
    exchange,
)
from onrecord.workflow import derive, engines, one_document

_NOW = datetime(2000, 1, 1, tzinfo=UTC)  # when a case is read is of no matter


def judge(folder: Path, *, reading: bool = False) -> tuple[Judged, ...]:
    """
    Work out each case and hold it against what recorders made of it.

    Args:
        folder: One YAML file a case.
        reading: Read the claims from the reports, as `build` does. Otherwise the recorders'
            own claims are given, and only what follows from them is judged.

    Raises:
        OnRecordError: The folder holds no case, or a faulty one.
    """
    try:
        found = evaluation.cases(folder)
    except ValueError as fault:
        raise OnRecordError(str(fault)) from None
    if not found:
        raise OnRecordError(f"{folder} holds no cases: one YAML file each")
    return tuple(_judged(case, reading=reading) for case in found)


def _judged(case: Case, *, reading: bool) -> Judged:
    record = derived_from(case, reading=reading)
    if not reading:
        given = {claim.id.partition("#")[2]: claim.id for claim in record.claims.values()}
        return evaluation.judged(case, record, given)
    rows = [exchange.claim_as_row(claim, record) for claim in record.claims.values()]
    paired: dict[str, str] = {}
    for name in case.reports:
        right = [row for row in case.claims if row["doc"] == name]
        ours = [row for row in rows if row["doc"] == name]
        for first, second in evaluation.best_pairs(right, ours):
            paired[right[first]["id"]] = ours[second]["id"]
    return evaluation.judged(case, record, paired)


def derived_from(case: Case, *, reading: bool = False) -> Record:
    """Return everything that follows from a case's reports and claims; nothing is kept."""
    names = engines.names()
    documents: dict[str, Document] = {}
    texts: dict[str, Text] = {}
    snapshots: dict[str, Snapshot] = {}
    claims: dict[str, Claim] = {}
    for name, content in case.reports.items():
        told = Document(name=name, told=_told(case, name))
        data = content.encode()
        snapshot = preserve.snapshot(told, data, "text/plain", _NOW)
        if reading:
            taken = one_document.taken(told, snapshot, data, names)
            document, text, found = taken.document, taken.text, taken.claims
        else:
            whole = read.text(told, snapshot, data)
            document, text = whole.document, whole.text
            found = tuple(_given(case, name, snapshot))
            if text is not None:
                found = resolve.claims(found, document, text, names)
        documents[name], snapshots[name] = document, snapshot
        if text is not None:
            texts[text.snapshot_id] = text
        claims.update((claim.id, claim) for claim in found)
    bare = Record(documents=documents, snapshots=snapshots, texts=texts, claims=claims)
    return derive.derived(bare, names)


def _given(case: Case, name: str, snapshot: Snapshot) -> Iterator[Claim]:
    for row in case.claims:
        if row["doc"] == name:
            try:
                claim, _ = exchange.claim_from_row(row)
            except ValueError as fault:
                raise OnRecordError(f"{case.name} is no case: {fault}") from None
            yield claim.with_(passage=replace(claim.passage, snapshot_id=snapshot.id))


def _told(case: Case, name: str) -> Told:
    held: Mapping[str, str | None] = case.told[name]
    published = held.get("published")
    return Told(
        url=held.get("url"),
        title=held.get("title"),
        author=held.get("author"),
        publisher=held.get("publisher"),
        published=date.fromisoformat(published) if published else None,
        language=held.get("language"),
    )
