"""Bytes become Snapshots: kept under their hash, never altered."""

import hashlib
from datetime import datetime

from onrecord.model import Document, Snapshot
from onrecord.preserve.archive import Archive, Damaged
from onrecord.preserve.files import Expected
from onrecord.preserve.level import Level, Stamp, level

__all__ = ["Archive", "Damaged", "Expected", "Level", "Stamp", "level", "snapshot"]


def snapshot(document: Document, data: bytes, media_type: str, taken_at: datetime) -> Snapshot:
    """
    Return the Snapshot of a document's bytes. Writes nothing: `Archive.keep` does.

    Args:
        document: The document these bytes are of.
        data: The bytes as they came.
        media_type: `text/plain` or `text/html`.
        taken_at: When; with its time zone.

    Raises:
        ValueError: `taken_at` does not say in which time zone it is.

    >>> from datetime import UTC
    >>> taken = datetime(2025, 3, 12, 9, 30, tzinfo=UTC)
    >>> snapshot(Document(name="a.txt"), b"Five were hurt.", "text/plain", taken).size
    15
    """
    if taken_at.tzinfo is None:
        raise ValueError("the time of a snapshot needs its time zone")
    return Snapshot(
        document_id=document.id,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        media_type=media_type,
        taken_at=taken_at,
    )
