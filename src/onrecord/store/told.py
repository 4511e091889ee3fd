"""Claims that were handed over: by an import, not by a reading."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import Connection, Table, select

from onrecord.model import Actor, Claim, Document, Origin, Place, Problem, Record, Text, exchange
from onrecord.model.codec import as_text, from_text
from onrecord.store import loading, tables
from onrecord.store.anchors import anchor, tell_apart, without_snapshot
from onrecord.store.derived import problem_rows
from onrecord.store.loading import Held
from onrecord.store.rows import Row, Writing

_SUPERSEDED = "superseded by a claim that was handed over"
_MISPLACED = "its words do not stand in the text that was read: "


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """Ids of a document's handed-over claims that stand, and problems with those that do not."""

    ids: frozenset[str]
    problems: tuple[Problem, ...]


NOTHING = Handed(ids=frozenset(), problems=())


def scopes(connection: Connection) -> frozenset[str]:
    """Return what the live rows that an import wrote about documents were settled with."""
    found: set[str] = set()
    for table in (tables.claims, tables.problems):
        asked = select(table.c.scope).where(
            table.c.scope.startswith("told "), table.c.retired_at.is_(None)
        )
        found.update(connection.execute(asked.distinct()).scalars())
    return frozenset(found)


def anchor_again(
    writing: Writing, document_id: str, snapshot_id: str, text: Text | None, why: str
) -> Handed:
    """
    Check a document's handed-over claims against a new text of it.

    Those whose words stand there are anchored to the snapshot; the others are retired.
    """
    table = tables.claims
    asked = select(table.c.seq, table.c.content).where(
        table.c.scope == scope_of(document_id), table.c.retired_at.is_(None)
    )
    held = {from_text(Claim, content): seq for seq, content in writing.connection.execute(asked)}
    # The words decide, not which snapshot they were in when they were handed over.
    loose = {without_snapshot(claim): seq for claim, seq in held.items()}
    fit, problems = anchor(loose, snapshot_id, text)
    standing = {without_snapshot(claim) for claim in fit}
    lost = [seq for claim, seq in loose.items() if claim not in standing]
    writing.retire(table, lost, why=_MISPLACED + why)
    rows = (Row(c.id, as_text(c)) for c in fit)
    ids = writing.put(table, rows, scope=scope_of(document_id), why=why)
    return Handed(ids=frozenset(ids), problems=problems)


def write_problems(
    writing: Writing, document_id: str, problems: Iterable[Problem], *, is_new: bool
) -> None:
    """
    Write what was wrong with a document's handed-over claims.

    A claim is retired only once, so its problem is found only once: it is kept as long
    as the document's bytes are the same.
    """
    rows = problem_rows(problems)
    scope, why = scope_of(document_id), "told otherwise"
    if is_new:
        gone = "of an earlier snapshot"
        writing.settle(tables.problems, rows, scope=scope, why=why, gone=gone)
    else:
        writing.put(tables.problems, rows, scope=scope, why=why)


def write_told(
    writing: Writing,
    readings: Mapping[str, Held],
    claims: tuple[Claim, ...],
    documents: tuple[Document, ...],
    places: Iterable[Place],
    actors: Iterable[Actor],
) -> tuple[Problem, ...]:
    """Write an import; return a Problem for each claim that was refused."""
    problems: list[Problem] = []
    known = {d.name: d for d in documents}
    traced = _traced(writing)
    in_order = sorted(claims, key=lambda c: c.document)
    for name, group in groupby(in_order, key=lambda c: c.document):
        document = known.setdefault(name, Document(name=name))
        apart = tell_apart([without_snapshot(claim) for claim in group])
        fit = tuple(apart.values())
        held = readings.get(document.id)
        if held is not None:
            text = loading.text_of(writing.connection, held)
            fit, refused = anchor(fit, held.snapshot_id, text)
            problems += refused
        rows = _as_known(writing, {claim.id: claim for claim in fit}, traced)
        writing.put(tables.claims, rows, scope=scope_of(document.id), why=_SUPERSEDED)
    _write_documents(writing, [d for d in known.values() if d.id not in readings])
    _add_unknown(writing, tables.places, [Row(p.id, as_text(p)) for p in places])
    _add_unknown(writing, tables.actors, [Row(a.id, as_text(a)) for a in actors])
    return tuple(problems)


def _traced(writing: Writing) -> dict[str, str]:
    origins = loading.values(writing.connection, tables.origins, Origin)
    return {claim_id: origin.id for origin in origins for claim_id in origin.claim_ids}


def _as_known(
    writing: Writing, claims: Mapping[str, Claim], traced: Mapping[str, str]
) -> Iterator[Row]:
    """
    Return claims as rows; one that the record itself handed out as the row that it has.

    What is handed out tells the origin that the record traced. Told back, that is no news.
    """
    held = writing.held(tables.claims, claims)
    for claim_id, claim in claims.items():
        known = held.get(claim_id)
        if known and _is_no_news(claim, from_text(Claim, known), traced.get(claim_id)):
            yield Row(claim_id, known)
        else:
            yield Row(claim_id, as_text(claim))


def _is_no_news(claim: Claim, known: Claim, traced: str | None) -> bool:
    if claim.origin == traced:
        claim = claim.with_(origin=known.origin, origin_name=known.origin_name)
    return claim.passage == known.passage and (
        exchange.claim_as_row(claim, Record()) == exchange.claim_as_row(known, Record())
    )


def _write_documents(writing: Writing, documents: list[Document]) -> None:
    bare = [d for d in documents if d == Document(name=d.name)]  # a name and nothing more
    full = [Row(d.id, as_text(d)) for d in documents if d not in bare]
    writing.put(tables.documents, full, scope="told", why="told otherwise by an import")
    _add_unknown(writing, tables.documents, [Row(d.id, as_text(d)) for d in bare])


def _add_unknown(writing: Writing, table: Table, rows: list[Row]) -> None:
    asked = select(table.c.id).where(table.c.retired_at.is_(None))
    known = set(writing.connection.execute(asked).scalars())
    new = [row for row in rows if row.id not in known]
    writing.put(table, new, scope="told", why="told otherwise by an import")


def scope_of(document_id: str) -> str:
    """Return what the handed-over claims of a document are settled with."""
    return f"told {document_id}"
