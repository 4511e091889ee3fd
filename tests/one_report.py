"""A whole report, invented: its lines read as a build reads a file."""

import hashlib
from datetime import UTC, date, datetime

from onrecord import resolve
from onrecord.model import Claim, Document, Snapshot
from onrecord.workflow import one_document


def read(*lines: str, published: date | None) -> tuple[Claim, ...]:
    """Return the claims of a report of some paragraphs."""
    data = "\n\n".join(lines).encode()
    snapshot = Snapshot(
        document_id="doc_x",
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        media_type="text/plain",
        taken_at=datetime(2024, 10, 5, tzinfo=UTC),
    )
    document = Document(name="report.txt", published=published, language="en")
    return one_document.taken(document, snapshot, data, resolve.names()).claims
