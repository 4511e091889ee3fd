"""What a document said each time its bytes were others: its snapshots with texts and claims."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from onrecord.model import Claim, Snapshot, Text
from onrecord.model.codec import from_text
from onrecord.store import tables

_SUPERSEDED = "superseded by snapshot "


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """
    A document as it was in one snapshot.

    Attributes:
        snapshot: The bytes.
        text: What was read from them last; None if nothing could be.
        claims: What was claimed there when the next snapshot came, or is now, by id.
    """

    snapshot: Snapshot
    text: Text | None
    claims: dict[str, Claim]


def versions(connection: Connection, document_id: str) -> tuple[Version, ...]:
    """Return a document as it was in each of its snapshots, the oldest first."""
    kept, texts = tables.snapshots, tables.texts
    asked = select(kept.c.content).where(kept.c.scope == document_id).order_by(kept.c.seq)
    snapshots = [from_text(Snapshot, content) for content in connection.execute(asked).scalars()]
    claims = tuple(_claims(connection, document_id)) if len(snapshots) > 1 else ()
    found = []
    for snapshot in snapshots:
        of = select(texts.c.content).where(texts.c.scope == snapshot.id).order_by(texts.c.seq)
        read = [*connection.execute(of).scalars()]
        found.append(
            Version(
                snapshot=snapshot,
                text=from_text(Text, read[-1]) if read else None,
                claims={c.id: c for c in claims if c.passage.snapshot_id == snapshot.id},
            )
        )
    return tuple(found)


def _claims(connection: Connection, document_id: str) -> Iterator[Claim]:
    """Yield the claims that stood until their snapshot was superseded, and those that stand."""
    made = tables.claims
    asked = select(made.c.content, made.c.retired_at, made.c.retired_why).where(
        made.c.scope == f"read {document_id}"
    )
    for content, retired_at, why in connection.execute(asked.order_by(made.c.seq)):
        if retired_at is None or (why or "").startswith(_SUPERSEDED):
            yield from_text(Claim, content)


def changed_pages(connection: Connection, number: int) -> tuple[tuple[str, str, str], ...]:
    """
    Return the documents whose bytes became others after a build.

    Args:
        connection: To the record.
        number: Of the build.

    Returns:
        For each: its id, its snapshot then, and its last one.
    """
    kept = tables.snapshots
    later = select(kept.c.scope).where(kept.c.added_build > number)
    asked = select(kept.c.scope, kept.c.id, kept.c.added_build).where(kept.c.scope.in_(later))
    then: dict[str, str] = {}
    now: dict[str, str] = {}
    for document_id, snapshot_id, added in connection.execute(asked.order_by(kept.c.seq)):
        if added <= number:
            then[document_id] = snapshot_id
        now[document_id] = snapshot_id
    return tuple((one, then[one], now[one]) for one in then if then[one] != now[one])
