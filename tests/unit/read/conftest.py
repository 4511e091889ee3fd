"""Reading made short: bytes in, a Reading out."""

from datetime import UTC, datetime

import pytest

from onrecord import read
from onrecord.model import Document, Snapshot, Told


@pytest.fixture
def reading():
    """Return a function that reads bytes or words as a file of a kind."""

    def made(data, *, kind="text/plain", name="report.txt", **told):
        data = data if isinstance(data, bytes) else data.encode()
        document = Document(name=name, told=Told(**told))
        snapshot = Snapshot(
            document_id=document.id,
            sha256="0" * 64,
            size=len(data),
            media_type=kind,
            taken_at=datetime(2026, 1, 1, tzinfo=UTC),
        )
        return read.text(document, snapshot, data)

    return made


@pytest.fixture
def page(reading):
    """Return a function that reads words as a web page."""
    return lambda markup, **told: reading(markup, kind="text/html", name="page.html", **told)
