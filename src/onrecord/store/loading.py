"""The live rows of a record as one value."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import TypeVar

from sqlalchemy import Connection, Table, func, select

from onrecord.model import (
    Actor,
    Aside,
    Claim,
    Decision,
    Document,
    Figure,
    GivenId,
    Incident,
    Origin,
    Outcome,
    Place,
    Problem,
    Record,
    Severity,
    Snapshot,
    Sum,
    Text,
)
from onrecord.model.codec import from_text
from onrecord.store import tables
from onrecord.store.derived import SumOf, Working

Value = TypeVar("Value")
_CHUNK = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """
    Which text of which snapshot of a document holds, and what read it.

    Attributes:
        snapshot_id: The bytes that were read last.
        text_id: The row of their text; None if none could be read.
        told: Hash of the document as it was before it was read: its name and manifest row.
        by: Name and version of everything that the reading depends on.
    """

    snapshot_id: str
    text_id: str | None
    told: str
    by: str


def readings(connection: Connection) -> dict[str, Held]:
    """Return what is held of each document that was read, by document id."""
    table = tables.readings
    asked = select(table.c.id, table.c.content).where(table.c.retired_at.is_(None))
    return {row[0]: from_text(Held, row[1]) for row in connection.execute(asked)}


def values(connection: Connection, table: Table, kind: type[Value]) -> Iterator[Value]:
    """Return the live rows of a table as model values."""
    asked = select(table.c.content).where(table.c.retired_at.is_(None))
    return (from_text(kind, content) for content in connection.execute(asked).scalars())


def record(connection: Connection, name: str) -> Record:
    """
    Return everything live, in an order that depends on nothing but the values.

    Two records with the same live rows load as equal values, however they came to be.
    """
    held = readings(connection)
    snapshots, texts = _read(connection, held)
    documents = sorted(values(connection, tables.documents, Document), key=lambda d: d.name)
    claims = sorted(values(connection, tables.claims, Claim), key=_place_of_claim)
    places = values(connection, tables.places, Place)
    actors = values(connection, tables.actors, Actor)
    return Record(
        name=name,
        documents={d.name: d for d in documents},
        snapshots={d.name: snapshots[d.id] for d in documents if d.id in snapshots},
        texts=texts,
        claims={c.id: c for c in claims},
        places={p.id: p for p in sorted(places, key=lambda p: p.id)},
        actors={a.id: a for a in sorted(actors, key=lambda a: a.id)},
        incidents=tuple(sorted(values(connection, tables.incidents, Incident), key=_time_of)),
        asides=_asides(connection, {c.id: n for n, c in enumerate(claims)}),
        origins=tuple(
            sorted(values(connection, tables.origins, Origin), key=lambda o: (o.name, o.id))
        ),
        sums=_sums(connection),
        figures=_figures(connection),
        problems=problems(connection),
        decisions=_decisions(connection),
        given=_given(connection),
    )


def text_of(connection: Connection, held: Held | None) -> Text | None:
    """Return the text that a reading holds; None if it holds none."""
    if held is None or held.text_id is None:
        return None
    asked = select(tables.texts.c.content).where(tables.texts.c.id == held.text_id)
    content = connection.execute(asked).scalar()
    return None if content is None else from_text(Text, content)


def _read(
    connection: Connection, held: Mapping[str, Held]
) -> tuple[dict[str, Snapshot], dict[str, Text]]:
    snapshots = _by_ids(connection, tables.snapshots, [h.snapshot_id for h in held.values()])
    texts = _by_ids(connection, tables.texts, [h.text_id for h in held.values() if h.text_id])
    return (
        {s.document_id: s for s in (from_text(Snapshot, content) for content in snapshots)},
        {t.snapshot_id: t for t in (from_text(Text, content) for content in texts)},
    )


def _by_ids(connection: Connection, table: Table, ids: Iterable[str]) -> Iterator[str]:
    wanted = iter(ids)
    while chunk := list(islice(wanted, _CHUNK)):
        asked = select(table.c.content).where(table.c.id.in_(chunk))
        yield from connection.execute(asked).scalars()


def _place_of_claim(claim: Claim) -> tuple[str, int, int, str]:
    return claim.document, claim.passage.start, claim.passage.end, claim.id


def _time_of(incident: Incident) -> tuple[date, date, str]:
    when = incident.when
    first = (when.earliest or when.latest) if when else None
    last = (when.latest or when.earliest) if when else None
    return first or date.max, last or date.max, incident.id


def _asides(connection: Connection, places: Mapping[str, int]) -> tuple[Aside, ...]:
    held = values(connection, tables.asides, Aside)
    last = len(places)
    return tuple(sorted(held, key=lambda a: (places.get(a.claim_id, last), a.claim_id)))


def _sums(connection: Connection) -> dict[str, tuple[Sum, ...]]:
    found: dict[str, list[Sum]] = defaultdict(list)
    held = values(connection, tables.sums, SumOf)
    for one in sorted(held, key=lambda s: (s.incident_id, s.sum.whole, s.sum.parts)):
        found[one.incident_id].append(one.sum)
    return {incident_id: tuple(sums) for incident_id, sums in found.items()}


def _figures(connection: Connection) -> dict[str, tuple[Figure, ...]]:
    order = {outcome.value: number for number, outcome in enumerate(Outcome)}
    found: dict[str, list[Figure]] = defaultdict(list)
    held = values(connection, tables.figures, Figure)
    for one in sorted(held, key=lambda f: (f.incident_id, order.get(f.outcome, 99), f.outcome)):
        found[one.incident_id].append(one)
    return {incident_id: tuple(figures) for incident_id, figures in found.items()}


def _decisions(connection: Connection) -> tuple[Decision, ...]:
    told = connection.execute(select(tables.decisions.c.content)).scalars()
    return tuple(sorted((from_text(Decision, c) for c in told), key=lambda d: (d.at, d.id)))


def _given(connection: Connection) -> tuple[GivenId, ...]:
    """Return every id of an incident in the order in which they were first given."""
    table = tables.incident_ids
    asked = select(table.c.id, func.min(table.c.seq)).group_by(table.c.id)
    first = {row[0]: row[1] for row in connection.execute(asked)}
    return tuple(sorted(values(connection, table, GivenId), key=lambda one: first[one.id]))


def worked_from(connection: Connection) -> str | None:
    """Return from which decisions the derived tables were worked out; None if not known."""
    held = next(values(connection, tables.workings, Working), None)
    return held.decisions if held else None


def problems(connection: Connection, *, but: str | None = None) -> tuple[Problem, ...]:
    """Return the live problems, each once; without those of one scope."""
    order = {severity: number for number, severity in enumerate(Severity)}
    table = tables.problems
    asked = select(table.c.content).where(
        table.c.retired_at.is_(None), table.c.scope != (but or "")
    )
    found = (from_text(Problem, content) for content in connection.execute(asked).scalars())
    once = {p.id: p for p in found}
    return tuple(
        sorted(once.values(), key=lambda p: (order[p.severity], p.where, p.code, p.message))
    )
