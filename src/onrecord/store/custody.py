"""How a document came into the record: its bytes whenever they were others, and who read them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from onrecord.model import Snapshot
from onrecord.model.codec import from_text
from onrecord.store import tables
from onrecord.store.loading import Held


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
    """

    snapshots: tuple[Snapshot, ...] = ()
    readings: tuple[Reading, ...] = ()


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
    return Custody(
        snapshots=tuple(from_text(Snapshot, content) for content in found),
        readings=tuple(readings),
    )


def brought_by(connection: Connection, doings: Collection[str]) -> frozenset[str]:
    """Return the ids of documents of which some kind of run brought bytes that were new."""
    kept, made = tables.snapshots, tables.builds
    asked = select(kept.c.scope).join(made, kept.c.added_build == made.c.seq)
    found = connection.execute(asked.where(made.c.doing.in_(doings)).distinct())
    return frozenset(found.scalars())


def _moment(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None
