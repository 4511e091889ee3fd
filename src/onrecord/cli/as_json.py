"""The record's values as JSON for other programs: same field names, ids beside them."""

import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from onrecord.model import Decision, Document, Incident, Problem, Record
from onrecord.workflow import Custody


def print_json(value: object) -> None:
    """Write a value to stdout as JSON that a person can read too."""
    written = json.dumps(plain(value), ensure_ascii=False, indent=2)
    sys.stdout.buffer.write(written.encode("utf-8", "backslashreplace") + b"\n")


def plain(value: object) -> Any:
    """
    Return a value of the model as dicts, lists, strings and numbers.

    >>> from onrecord.model import Aside, SetAside
    >>> plain(Aside(claim_id="clm_1", reason=SetAside.TOTAL))
    {'claim_id': 'clm_1', 'reason': 'total'}
    """
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Mapping):
        return {str(key): plain(held) for key, held in value.items()}
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [plain(held) for held in value]
    if is_dataclass(value):
        own = {field.name: plain(getattr(value, field.name)) for field in fields(value)}
        return {"id": value.id, **own} if hasattr(value, "id") else own
    return value.isoformat() if isinstance(value, date) else str(value)


def incident(found: Incident, record: Record) -> dict[str, Any]:
    """Return an incident with its claims, figures, sums, bounds, origins and problems inside."""
    held = set(found.claim_ids)
    places = {found.id} | held
    settled = record.settled()
    return {
        **plain(found),
        "claims": [plain(record.claims[i]) for i in found.claim_ids if i in record.claims],
        "figures": plain(record.figures.get(found.id, ())),
        "sums": plain(record.sums.get(found.id, ())),
        "conflicts": plain(record.conflicts.get(found.id, ())),
        "bounds": plain(record.bounds.get(found.id, ())),
        "origins": [plain(origin) for origin in record.origins if held & set(origin.claim_ids)],
        "problems": [
            problem(one, settled.get(one.id)) for one in record.problems if one.where in places
        ],
        "decisions": plain(record.decided_on(found)),
    }


def problem(found: Problem, settled: Decision | None) -> dict[str, Any]:
    """Return a problem with the decision that settled it; None while it is open."""
    return {**plain(found), "settled": plain(settled)}


def document(found: Document, record: Record, came: Custody) -> dict[str, Any]:
    """Return a document with its snapshot, text and claims inside, and how it came."""
    return {
        **plain(found),
        "snapshot": plain(record.snapshots.get(found.name)),
        "text": plain(record.text_of(found.name)),
        "claims": [
            plain(claim) for claim in record.claims.values() if claim.document == found.name
        ],
        "captures": plain(came.captures),
        "custody": plain(came.events),
    }
