"""
Claims as lines of JSON: `claims.jsonl`, to hand to another program and take from one.

A row has first what a careful reader of the document could write down, in the values of
the model; then what this program adds. Reading needs only the first, and of it only
`doc`, `start`, `end`, `quote`, `measure`, `outcome`, `low` and `high` (see `handed`).
What is worked out anew wherever it is read (the incident, figures) is told but not taken.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from onrecord.model.claim import Claim, Mention
from onrecord.model.document import Document
from onrecord.model.handed import Handed, claim_from_row, claims_from_lines
from onrecord.model.incident import Origin
from onrecord.model.place import Place
from onrecord.model.record import Record
from onrecord.model.when import When

__all__ = [
    "Handed", "Within", "claim_as_row", "claim_from_row", "claims_as_lines", "claims_as_rows",
    "claims_from_lines",
]  # fmt: skip


def claims_as_lines(record: Record) -> Iterator[str]:
    """Return every claim of a record as a line of JSON, without the line's end, in their order."""
    within = Within(record)
    for claim in record.claims.values():
        yield written(within.row(claim))


def claim_as_row(claim: Claim, record: Record) -> dict[str, Any]:
    """Return one claim as it is exchanged. For a whole record use `claims_as_lines`."""
    return Within(record).row(claim)


def claims_as_rows(claims: Iterable[Claim], record: Record) -> Iterator[dict[str, Any]]:
    """Return some claims of a record as they are exchanged."""
    within = Within(record)
    for claim in claims:
        yield within.row(claim)


def written(row: Mapping[str, Any]) -> str:
    """Return a row as a line of JSON that UTF-8 can hold."""
    line = json.dumps(row, ensure_ascii=False)
    try:
        line.encode("utf-8")
    except UnicodeEncodeError:  # half of a surrogate pair, from a page that was cut badly
        return json.dumps(row)
    return line


class Within:
    """What a record says of its claims, by claim: makes many rows of one record."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._incidents = {c: i.id for i in record.incidents for c in i.claim_ids}
        self._asides = {a.claim_id: a.reason.value for a in record.asides}
        self._origins: dict[str, Origin] = {}
        for origin in record.origins:
            for claim_id in origin.claim_ids:
                self._origins.setdefault(claim_id, origin)

    def row(self, claim: Claim) -> dict[str, Any]:
        """Return a claim as it is exchanged."""
        return {**_as_read(claim), **self._as_added(claim)}

    def _as_added(self, claim: Claim) -> dict[str, Any]:
        slots = {
            "perpetrators": claim.perpetrators,
            "places": claim.places,
            "sources": claim.sources,
        }
        return {
            "id": claim.id,
            "incident": self._incidents.get(claim.id),
            "set_aside": self._asides.get(claim.id),
            "actor_ids": [mention.best for mention in claim.perpetrators],
            "place_ids": [self._place(mention) for mention in claim.places],
            "origin": self._origin(claim),
            "engine": claim.engine,
            "rule": claim.rule,
            "confidence": claim.confidence,
            "decision": claim.decision,
            "is_cumulative": claim.is_cumulative,
            "is_partial": claim.is_partial,
            "told_incident": claim.told_incident,
            "document": self._document(claim.document),
            **({"page": page} if (page := self._record.page_of(claim)) else {}),
            "mentions": {slot: [_mention(m) for m in held] for slot, held in slots.items()},
            "times": [_mention(mention) for mention in claim.times],
            "when": _when(claim.when),
        }

    def _place(self, mention: Mention) -> dict[str, Any] | None:
        if mention.best is None:
            return None
        place = self._record.places.get(mention.best)
        return _place(place) if place else {"id": mention.best}

    def _origin(self, claim: Claim) -> dict[str, Any] | None:
        if claim.origin is not None:  # an import's word stands
            return {"id": claim.origin, "name": claim.origin_name}
        origin = self._origins.get(claim.id)
        return {"id": origin.id, "name": origin.name} if origin else None

    def _document(self, name: str) -> dict[str, Any]:
        document = self._record.documents.get(name) or Document(name=name)
        snapshot = self._record.snapshots.get(name)
        return {
            "url": document.told.url,
            "title": document.title,
            "author": document.author,
            "publisher": document.publisher,
            "published": document.published.isoformat() if document.published else None,
            "language": document.language,
            "sha256": snapshot.sha256 if snapshot else document.told_sha256,
        }


def _as_read(claim: Claim) -> dict[str, Any]:
    return {
        "doc": claim.document,
        "start": claim.passage.start,
        "end": claim.passage.end,
        "quote": claim.passage.exact,
        "measure": claim.measure.value,
        "outcome": claim.outcome.value,
        "low": claim.count.low,
        "high": claim.count.high,
        "qualifier": claim.count.qualifier.value,
        "victims": claim.victims,
        "victim_class": claim.victim_class.value,
        "perpetrators": [mention.name for mention in claim.perpetrators],
        "places": [mention.name for mention in claim.places],
        "date_from": claim.when.date_from if claim.when else None,
        "date_to": claim.when.date_to if claim.when else None,
        "weapon": claim.weapon,
        "sources": [mention.name for mention in claim.sources],
        "stance": claim.stance.value,
        "voice": claim.voice.value,
        "part_of": claim.part_of,
        "same_as": claim.same_as,
    }


def _mention(mention: Mention) -> dict[str, Any]:
    return {
        "name": mention.name,
        "start": mention.start,
        "end": mention.end,
        "carried": mention.carried,
        "candidates": [{"id": c.id, "score": c.score, "why": c.why} for c in mention.candidates],
    }


def _when(when: When | None) -> dict[str, Any] | None:
    if when is None:
        return None
    return {
        "earliest": when.earliest.isoformat() if when.earliest else None,
        "latest": when.latest.isoformat() if when.latest else None,
        "grain": when.grain.value,
        "precision": when.precision,
    }


def _place(place: Place) -> dict[str, Any]:
    return {
        "id": place.id,
        "name": place.name,
        "lat": place.latitude,
        "lon": place.longitude,
        "precision": place.precision,
        "kind": place.kind.value,
        "country": place.country,
    }
