"""How evidence came and what was done with it: written with what it tells of, never after it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Connection, Table, func, select

from onrecord.model import Act, Capture, CustodyEvent, Document, Record, Snapshot
from onrecord.model.codec import as_text, from_text
from onrecord.model.statement import decided_on
from onrecord.store import tables
from onrecord.store.rows import Row, Writing

Value = TypeVar("Value")
# With what alerts and how far the record was followed are settled.
TOLD, AT_THE_DESK, FOLLOWED = "told", "at the desk", "the record"


def take(
    writing: Writing, snapshot: Snapshot, capture: Capture | None, by: str, program: str
) -> None:
    """Write how a new snapshot's bytes came, and the line of custody that says so."""
    details = [("sha256", snapshot.sha256), ("size", str(snapshot.size))]
    if capture is not None:
        writing.keep(tables.captures, [Row(capture.id, as_text(capture))], scope=snapshot.id)
        details += [("capture", capture.id), ("way", str(capture.way))]
        details += [("asked", capture.asked)] if capture.asked else []
    note(writing, Act.TAKEN, snapshot.id, by, program, details)


def note(
    writing: Writing,
    act: Act,
    subject: str,
    by: str,
    program: str,
    details: Iterable[tuple[str, str]] = (),
) -> CustodyEvent:
    """Add a line to the chain of custody, and return it."""
    table = tables.custody
    there = writing.connection.execute(select(func.max(table.c.seq))).scalar() or 0
    event = CustodyEvent(
        act=act,
        subject=subject,
        at=datetime.fromisoformat(writing.at),
        by=by,
        program=program,
        details=tuple(details),
        number=there + 1,
    )
    writing.keep(table, [Row(event.id, as_text(event))], scope=subject)
    return event


def kept(
    connection: Connection,
    table: Table,
    kind: type[Value],
    scope: str | None = None,
    after: int = 0,
) -> tuple[Value, ...]:
    """Return the values of a table's live rows, in the order in which they were written."""
    asked = select(table.c.content).where(table.c.added_build > after).order_by(table.c.seq)
    if scope is not None:
        asked = asked.where(table.c.scope == scope)
    if "retired_at" in table.c:
        asked = asked.where(table.c.retired_at.is_(None))
    return tuple(from_text(kind, content) for content in connection.execute(asked).scalars())


def without_withdrawn(connection: Connection, record: Record) -> Record:
    """
    Return a record without what people decided about statements whose consent was taken back.

    A decision holds the claim that it accepts, so that later readings change nothing; else
    it would bring the words back that the reading no longer has. The log keeps its rows.
    """
    names = {one.document for one in record.statements if one.withdrawn_at is not None}
    if not names:
        return record
    scopes = [f"read {Document(name=name).id}" for name in names]
    table = tables.claims
    claims = connection.execute(select(table.c.id).where(table.c.scope.in_(scopes))).scalars()
    gone = decided_on(record.decisions, set(claims), names)
    return replace(record, decisions=tuple(d for d in record.decisions if d.id not in gone))


KINDS: Mapping[str, Table] = {
    one.name: one
    for one in (
        tables.captures,
        tables.custody,
        tables.seals,
        tables.alerts,
        tables.sign_offs,
        tables.releases,
        tables.media,
        tables.statements,
        tables.polls,
    )
}
