"""Reports in, what they say out: one Arrow batch after another, whoever runs it."""

from collections.abc import Iterable, Iterator
from typing import Any

import pyarrow as pa

from onrecord import read
from onrecord.acquire import Acquired
from onrecord.model import Document, Problem, Snapshot
from onrecord.model.codec import as_text, from_text
from onrecord.workflow import engines, one_document

_EACH = pa.field("item", pa.string(), nullable=False)

# What a shard of reports holds: each row a report as it came.
REPORTS = pa.schema(
    [
        pa.field("document", pa.string(), nullable=False),  # its name and manifest row, as JSON
        pa.field("snapshot", pa.string(), nullable=False),  # of its bytes, as JSON
        pa.field("data", pa.large_binary(), nullable=False),  # the bytes
        pa.field("capture", pa.string()),  # how they were got, as JSON; none for a file
    ]
)
# What reading a shard gives: each row a report as it was read, in the order they came.
READINGS = pa.schema(
    [
        pa.field("document", pa.string(), nullable=False),  # as it came, as JSON
        pa.field("snapshot", pa.string(), nullable=False),
        pa.field("read", pa.string(), nullable=False),  # the document with what reading found
        pa.field("text", pa.large_string()),  # as JSON; none where it could not be read
        pa.field("claims", pa.list_(_EACH), nullable=False),  # Spark knows no large lists
        pa.field("problems", pa.list_(_EACH), nullable=False),
        pa.field("by", pa.string(), nullable=False),  # what the reading depends on
    ]
)


def as_reports(arrived: Iterable[tuple[Acquired, Snapshot]]) -> pa.RecordBatch:
    """Return reports as they came, as one batch of `REPORTS`."""
    rows = [
        {
            "document": as_text(one.document),
            "snapshot": as_text(snapshot),
            "data": one.data,
            "capture": None if one.capture is None else as_text(one.capture),
        }
        for one, snapshot in arrived
    ]
    return pa.RecordBatch.from_pylist(rows, schema=REPORTS)


def read_batches(
    reports: Iterable[pa.RecordBatch], manner: read.Manner = read.AS_USUAL
) -> Iterator[pa.RecordBatch]:
    """
    Return what reports say, a batch of `READINGS` for each batch of `REPORTS`.

    The same reports give the same rows, in the same order, on any machine and in batches of
    any size. From one batch to the next models and word lists are remembered, and within
    bounds what the same words gave, which changes no row; nothing is asked of anybody, and no
    report keeps another from being read.

    Raises:
        MachineLacks: A model is missing, or Tesseract where `manner` asks for it.
        MemoryError: There is not enough of it; another process may have more.
    """
    for batch in reports:
        rows = [read_row(row, manner) for row in batch.to_pylist()]
        yield pa.RecordBatch.from_pylist(rows, schema=READINGS)


def read_row(row: dict[str, Any], manner: read.Manner) -> dict[str, object]:
    """
    Return the row of `READINGS` for a row of `REPORTS`.

    Raises:
        MachineLacks: A model is missing, or Tesseract where `manner` asks for it.
        MemoryError: There is not enough of it; another process may have more.
    """
    document = from_text(Document, row["document"])
    snapshot = from_text(Snapshot, row["snapshot"])
    taken = one_document.attempted(document, snapshot, row["data"], engines.names(), None, manner)
    return {
        "document": row["document"],
        "snapshot": row["snapshot"],
        "read": as_text(taken.document),
        "text": None if taken.text is None else as_text(taken.text),
        "claims": [as_text(claim) for claim in taken.claims],
        "problems": [as_text(problem) for problem in taken.problems],
        "by": engines.by(manner),
    }


def unread_row(row: dict[str, Any], problem: Problem, manner: read.Manner) -> dict[str, object]:
    """
    Return the row of `READINGS` for a report that was set aside: as it came, and why.

    It says what would have read it, so that it is tried again when that has changed.
    """
    return {
        "document": row["document"],
        "snapshot": row["snapshot"],
        "read": row["document"],
        "text": None,
        "claims": [],
        "problems": [as_text(problem)],
        "by": engines.by(manner),
    }
