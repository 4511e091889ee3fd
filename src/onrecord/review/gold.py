"""
What people decided, as readings to measure readers by.

A document is a reading once people decided on every claim of it, those too that count
nothing: only then is what is not in it known to be no claim. Its claims are those that were
accepted, corrected or added; the words of those that were rejected are given as
distractors, which a reader must not take for harm.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from onrecord.model import AGREED, Claim, Record
from onrecord.model.exchange import claims_as_rows
from onrecord.review.agreement import reviewed

_OURS = ("incident", "set_aside", "origin", "document", "mentions", "times", "when", "confidence")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """
    A document as people read it.

    Attributes:
        document: Its name in the record.
        file: The name of the text beside the reading: no two readings have the same.
        told: What is written into the reading's file.
    """

    document: str
    file: str
    told: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """
    Everything that people decided and that can be measured by.

    Attributes:
        readings: In order of the documents' names.
        begun: Documents in which somebody decided, but not on every claim: left out.
    """

    readings: tuple[Reading, ...]
    begun: tuple[str, ...]


def gold(record: Record) -> Gold:
    """Return the documents that people went through to the end, as readings."""
    complete = reviewed(record)
    decided = {c.document for c in record.claims.values() if c.decision is not None}
    claims: dict[str, list[Claim]] = defaultdict(list)
    for claim in record.claims.values():
        claims[claim.document].append(claim)
    files: set[str] = set()
    readings = []
    for name in sorted(complete):
        if name in record.documents and name in record.snapshots:
            file = _file(name, record.documents[name].id, files)
            told = _reading(name, file, claims[name], record)
            readings.append(Reading(document=name, file=file, told=told))
    return Gold(readings=tuple(readings), begun=tuple(sorted(decided - complete.keys())))


def _file(name: str, document_id: str, taken: set[str]) -> str:
    """Return a name without a folder; two files of one name in two folders are told apart."""
    plain = PurePosixPath(name).name
    file = f"{document_id}-{plain}" if plain in taken else plain
    taken.add(file)
    return file


def _reading(name: str, file: str, own: Sequence[Claim], record: Record) -> dict[str, Any]:
    document, snapshot = record.documents[name], record.snapshots[name]
    text = record.text_of(name)
    return {
        "doc": file,
        "sha256": snapshot.sha256,
        "title": document.title,
        "author": document.author,
        "publisher": document.publisher,
        "published": document.published.isoformat() if document.published else None,
        "language": text.language if text else document.language,
        "claims": list(_rows([c for c in own if c.decision in AGREED], file, record)),
        "distractors": [_distractor(c) for c in own if c.decision == "rejected"],
    }


def _rows(claims: Sequence[Claim], file: str, record: Record) -> Iterator[dict[str, Any]]:
    for row in claims_as_rows(claims, record):
        yield {key: held for key, held in row.items() if key not in _OURS} | {"doc": file}


def _distractor(claim: Claim) -> dict[str, Any]:
    at = claim.passage
    return {"start": at.start, "end": at.end, "quote": at.exact}
