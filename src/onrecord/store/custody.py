"""How a document came into the record, who read it, and what was done with it since."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Connection, Table, select

from onrecord.model import Capture, CustodyEvent, Snapshot
from onrecord.model.codec import from_text
from onrecord.store import tables, told
from onrecord.store.loading import Held

Value = TypeVar("Value")
_CHUNK = 500  # below SQLite's limit of variables


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """
    One reading of a document.

    Attributes:
        snapshot_id: The bytes that were read.
        by: Name and version of what read them.
        read_at: When, as the record wrote it down (UTC).
        retired_at, retired_why: When another reading took its place, and why; None where it
            holds.
    """

    snapshot_id: str
    by: str
    read_at: datetime
    retired_at: datetime | None
    retired_why: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Custody:
    """
    What a record did with a document, the oldest first.

    Attributes:
        snapshots: Its bytes, each time they were others than before.
        readings: Who read them.
        captures: How they were got. Those of before the program kept this have none.
        events: Every line of the chain of custody about the document, its bytes, or claims of
            it.
    """

    snapshots: tuple[Snapshot, ...] = ()
    readings: tuple[Reading, ...] = ()
    captures: tuple[Capture, ...] = ()
    events: tuple[CustodyEvent, ...] = ()


def of(connection: Connection, document_id: str) -> Custody:
    """Return what a record did with a document."""
    kept, read = tables.snapshots, tables.readings
    bytes_of = select(kept.c.content).where(kept.c.scope == document_id).order_by(kept.c.seq)
    reads_of = select(read).where(read.c.id == document_id).order_by(read.c.seq)
    readings = []
    for row in connection.execute(reads_of).mappings():
        held = from_text(Held, row["content"])
        readings.append(
            Reading(
                snapshot_id=held.snapshot_id,
                by=held.by,
                read_at=datetime.fromisoformat(row["added_at"]),
                retired_at=_moment(row["retired_at"]),
                retired_why=row["retired_why"],
            )
        )
    found = connection.execute(bytes_of).scalars()
    snapshots = tuple(from_text(Snapshot, content) for content in found)
    about = (document_id, *(one.id for one in snapshots))
    claims = _claims(connection, document_id)
    return Custody(
        snapshots=snapshots,
        readings=tuple(readings),
        captures=_about(connection, tables.captures, Capture, about),
        events=_about(connection, tables.custody, CustodyEvent, (*about, *claims)),
    )


def brought_by(connection: Connection, doings: Collection[str]) -> frozenset[str]:
    """Return the ids of documents of which some kind of run brought bytes that were new."""
    kept, made = tables.snapshots, tables.builds
    asked = select(kept.c.scope).join(made, kept.c.added_build == made.c.seq)
    found = connection.execute(asked.where(made.c.doing.in_(doings)).distinct())
    return frozenset(found.scalars())


def _claims(connection: Connection, document_id: str) -> tuple[str, ...]:
    table = tables.claims
    scopes = (f"read {document_id}", told.scope_of(document_id))
    return tuple(connection.execute(select(table.c.id).where(table.c.scope.in_(scopes))).scalars())


def _about(
    connection: Connection, table: Table, kind: type[Value], scopes: Sequence[str]
) -> tuple[Value, ...]:
    """Return the values of some scopes, in the order in which they were written."""
    found: list[tuple[int, str]] = []
    for first in range(0, len(scopes), _CHUNK):
        wanted = table.c.scope.in_(scopes[first : first + _CHUNK])
        found += connection.execute(select(table.c.seq, table.c.content).where(wanted)).all()
    return tuple(from_text(kind, content) for _, content in sorted(found))


def _moment(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None
