"""The live rows of a record as one value."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
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
    Medium,
    Origin,
    Outcome,
    Place,
    Problem,
    Record,
    Severity,
    Snapshot,
    Sum,
    Testimony,
    Text,
)
from onrecord.model.codec import from_text, from_texts
from onrecord.store import tables
from onrecord.store.derived import SumOf, Working
from onrecord.store.memory import Memory

Value = TypeVar("Value")
Made = TypeVar("Made")
Named = TypeVar("Named", Place, Actor)


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
    return from_texts(kind, connection.execute(asked).scalars())


def record(
    connection: Connection,
    name: str,
    memory: Memory,
    texts: Callable[[Mapping[str, str]], Mapping[str, Text]],
) -> Record:
    """
    Return everything live, in an order that depends on nothing but the values.

    Two records with the same live rows load as equal values, however they came to be.

    Args:
        connection: Where it is.
        name: The record's.
        memory: What was read before; it is brought up to date.
        texts: Makes the texts, by snapshot id, of the ids of their rows.
    """

    def made(table: Table, kind: type[Value], arrange: Callable[[Iterable[Value]], Made]) -> Made:
        return memory.made(connection, table, kind, arrange)

    held = made(tables.readings, Held, tuple)
    snapshots = made(tables.snapshots, Snapshot, lambda found: {s.id: s for s in found})
    latest = {s.document_id: s for s in (snapshots[one.snapshot_id] for one in held)}
    documents, ids = made(tables.documents, Document, _documents)
    claims = made(tables.claims, Claim, _claims)
    asides = made(tables.asides, Aside, list)
    places, actors = places_and_actors(connection, memory)
    return Record(
        name=name,
        documents=documents,
        snapshots={name: latest[made_id] for name, made_id in ids.items() if made_id in latest},
        texts=texts({one.snapshot_id: one.text_id for one in held if one.text_id}),
        claims=claims,
        places=places,
        actors=actors,
        incidents=made(tables.incidents, Incident, _incidents),
        asides=_asides(asides, claims),
        origins=made(tables.origins, Origin, _origins),
        sums=made(tables.sums, SumOf, _sums),
        figures=made(tables.figures, Figure, _figures),
        problems=made(tables.problems, Problem, _problems),
        decisions=memory.made(
            connection, tables.decisions, Decision, _decisions, partial(_with_own_claim, claims)
        ),
        given=made(tables.incident_ids, GivenId, lambda found: _given(connection, found)),
        media=made(tables.media, Medium, _media),
        statements=made(tables.statements, Testimony, _statements),
    )


def places_and_actors(
    connection: Connection, memory: Memory
) -> tuple[Mapping[str, Place], Mapping[str, Actor]]:
    """Return what a mention may mean, by id."""
    return (
        memory.made(connection, tables.places, Place, _by_id),
        memory.made(connection, tables.actors, Actor, _by_id),
    )


def text_of(connection: Connection, held: Held | None) -> Text | None:
    """Return the text that a reading holds; None if it holds none."""
    if held is None or held.text_id is None:
        return None
    asked = select(tables.texts.c.content).where(tables.texts.c.id == held.text_id)
    content = connection.execute(asked).scalar()
    return None if content is None else from_text(Text, content)


def _statements(found: Iterable[Testimony]) -> tuple[Testimony, ...]:
    return tuple(sorted(found, key=lambda one: one.id))


def _media(found: Iterable[Medium]) -> tuple[Medium, ...]:
    return tuple(sorted(found, key=lambda medium: (medium.at, medium.id)))


def _documents(found: Iterable[Document]) -> tuple[dict[str, Document], dict[str, str]]:
    """Return documents by name, and their ids by name."""
    in_order = sorted(found, key=lambda d: d.name)
    return {d.name: d for d in in_order}, {d.name: d.id for d in in_order}


def _claims(found: Iterable[Claim]) -> dict[str, Claim]:
    return {c.id: c for c in sorted(found, key=_place_of_claim)}


def _place_of_claim(claim: Claim) -> tuple[str, int, int, str]:
    return claim.document, claim.passage.start, claim.passage.end, claim.id


def _by_id(found: Iterable[Named]) -> dict[str, Named]:
    return {one.id: one for one in sorted(found, key=lambda one: one.id)}


def _incidents(found: Iterable[Incident]) -> tuple[Incident, ...]:
    return tuple(sorted(found, key=_time_of))


def _time_of(incident: Incident) -> tuple[date, date, str]:
    when = incident.when
    first = (when.earliest or when.latest) if when else None
    last = (when.latest or when.earliest) if when else None
    return first or date.max, last or date.max, incident.id


def _origins(found: Iterable[Origin]) -> tuple[Origin, ...]:
    return tuple(sorted(found, key=lambda o: (o.name, o.id)))


def _asides(found: Iterable[Aside], claims: Iterable[str]) -> tuple[Aside, ...]:
    places = {claim_id: number for number, claim_id in enumerate(claims)}
    last = len(places)
    return tuple(sorted(found, key=lambda a: (places.get(a.claim_id, last), a.claim_id)))


def _sums(held: Iterable[SumOf]) -> dict[str, tuple[Sum, ...]]:
    found: dict[str, list[Sum]] = defaultdict(list)
    for one in sorted(held, key=lambda s: (s.incident_id, s.sum.whole, s.sum.parts)):
        found[one.incident_id].append(one.sum)
    return {incident_id: tuple(sums) for incident_id, sums in found.items()}


def _figures(held: Iterable[Figure]) -> dict[str, tuple[Figure, ...]]:
    order = {outcome.value: number for number, outcome in enumerate(Outcome)}
    found: dict[str, list[Figure]] = defaultdict(list)
    for one in sorted(held, key=lambda f: (f.incident_id, order.get(f.outcome, 99), f.outcome)):
        found[one.incident_id].append(one)
    return {incident_id: tuple(figures) for incident_id, figures in found.items()}


def _decisions(found: Iterable[Decision]) -> tuple[Decision, ...]:
    return tuple(sorted(found, key=lambda d: (d.at, d.id)))


def _given(connection: Connection, found: Iterable[GivenId]) -> tuple[GivenId, ...]:
    """Return every id of an incident in the order in which they were first given."""
    table = tables.incident_ids
    asked = select(table.c.id, func.min(table.c.seq)).group_by(table.c.id)
    first = {row[0]: row[1] for row in connection.execute(asked)}
    return tuple(sorted(found, key=lambda one: first[one.id]))


def _with_own_claim(claims: Mapping[str, Claim], decision: Decision) -> Decision:
    """
    Return a decision that holds the record's own claim where that says the same.

    Most decisions accept what was read: without this each such claim would stand in memory
    twice, with all its parts.
    """
    told = decision.claim
    own = claims.get(told.id) if told is not None else None
    if own is None or told is None or not _is_the_same(told, own):
        return decision
    return replace(decision, claim=own)


def _is_the_same(one: Claim, other: Claim) -> bool:
    """Whether claims are equal and written alike: 1 and 1.0 are equal, and no one text."""
    return one == other and _numbers(one) == _numbers(other)


def _numbers(claim: Claim) -> list[tuple[type, ...]]:
    slots = (claim.perpetrators, claim.places, claim.times, claim.sources)
    found = [
        tuple(type(known.score) for known in mention.candidates)
        for slot in slots
        for mention in slot
    ]
    return [*found, (type(claim.confidence),)]


def decisions(connection: Connection, after: int) -> tuple[tuple[Decision, ...], int]:
    """Return the decisions written after a row, in the order of writing, and the last row."""
    table = tables.decisions
    asked = select(table.c.seq, table.c.content).where(table.c.seq > after).order_by(table.c.seq)
    rows = connection.execute(asked).all()
    found = from_texts(Decision, (row[1] for row in rows))
    return tuple(found), rows[-1][0] if rows else after


def worked_from(connection: Connection) -> str | None:
    """Return from which decisions the derived tables were worked out; None if not known."""
    held = next(values(connection, tables.workings, Working), None)
    return held.decisions if held else None


def problems(connection: Connection, *, but: str) -> tuple[Problem, ...]:
    """Return the live problems, each once; without those of one scope."""
    table = tables.problems
    asked = select(table.c.content).where(table.c.retired_at.is_(None), table.c.scope != but)
    return _problems(from_texts(Problem, connection.execute(asked).scalars()))


def _problems(found: Iterable[Problem]) -> tuple[Problem, ...]:
    order = {severity: number for number, severity in enumerate(Severity)}
    once = {p.id: p for p in found}
    return tuple(
        sorted(once.values(), key=lambda p: (order[p.severity], p.where, p.code, p.message))
    )
