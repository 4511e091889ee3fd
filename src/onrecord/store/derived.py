"""
What is worked out from claims, as rows.

It is always told as a whole. What is written is the difference to what is there, and that is
found before the transaction begins to write, also by another process: however large a record
is, a transaction is as short as what is new in it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, Table, select

from onrecord.kit.ids import content_id
from onrecord.model import (
    Actor,
    Figure,
    Grouping,
    Origin,
    Place,
    Problem,
    Sum,
)
from onrecord.model.codec import as_text
from onrecord.store import tables
from onrecord.store.rows import Row, Writing, digest

SCOPE = "derived"
_WHY = "worked out otherwise from the claims as they are now"
_GONE = "no longer follows from the claims"
_OTHERWISE = "the id stands for other claims now, or was retired, or brought back"


@dataclass(frozen=True, slots=True, kw_only=True)
class SumOf:
    """A Sum with the incident that it is of."""

    incident_id: str
    sum: Sum


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """
    Everything that follows from the claims, as one value.

    Attributes:
        places, actors: Those that some mention may mean.
        grouping: Every claim once: in an incident, or set aside; and what became of every
            id that an incident ever had.
        origins: All of them.
        sums, figures: By incident id.
        problems: What the checks found.
        worked_from: Names the decisions that it follows from, in the caller's own way (a
            digest of their ids, say); None if that is not to be noted.
    """

    places: Iterable[Place] = ()
    actors: Iterable[Actor] = ()
    grouping: Grouping = field(default_factory=lambda: Grouping(incidents=(), asides=()))
    origins: Iterable[Origin] = ()
    sums: Mapping[str, Iterable[Sum]] = field(default_factory=dict)
    figures: Mapping[str, Iterable[Figure]] = field(default_factory=dict)
    problems: Iterable[Problem] = ()
    worked_from: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Working:
    """From which decisions the derived tables were worked out."""

    decisions: str


@dataclass(frozen=True, slots=True)
class Other:
    """
    What is to be another in one table.

    Attributes:
        table: Its name.
        new: Rows that are not there, or say something else.
        stale: Numbers of the live rows that say something else under their id.
        gone: Numbers of those whose id is not among the rows any more.
    """

    table: str
    new: tuple[Row, ...]
    stale: tuple[int, ...]
    gone: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """
    What of the derived tables is another than they say: plain values, for another process too.

    Attributes:
        tables: Those in which something is.
        worked_from: As `Derived` has it.
    """

    tables: tuple[Other, ...]
    worked_from: str | None


def difference(connection: Connection, derived: Derived) -> Difference:
    """Return what is to be written so that the derived tables say exactly this; writes nothing."""
    by_table = (
        (tables.places, (Row(p.id, as_text(p)) for p in derived.places)),
        (tables.actors, (Row(a.id, as_text(a)) for a in derived.actors)),
        (tables.incidents, (Row(i.id, as_text(i)) for i in derived.grouping.incidents)),
        (tables.asides, (Row(a.claim_id, as_text(a)) for a in derived.grouping.asides)),
        (tables.origins, (Row(o.id, as_text(o)) for o in derived.origins)),
        (tables.sums, _sum_rows(derived.sums)),
        (tables.figures, _figure_rows(derived.figures)),
        (tables.problems, problem_rows(derived.problems)),
        (tables.incident_ids, (Row(i.id, as_text(i)) for i in derived.grouping.given)),
    )
    found = (_other(connection, table, rows) for table, rows in by_table)
    others = tuple(one for one in found if one.new or one.stale or one.gone)
    return Difference(tables=others, worked_from=derived.worked_from)


def _other(connection: Connection, table: Table, rows: Iterable[Row]) -> Other:
    """Compare rows with the live ones; the first of several with one id counts."""
    asked = select(table.c.id, table.c.seq, table.c.content_hash, table.c.scope)
    asked = asked.where(table.c.retired_at.is_(None))
    if table is tables.problems:  # each stage's own, even where they are the same
        asked = asked.where(table.c.scope == SCOPE)
    live = {one.id: one for one in connection.execute(asked)}
    told: set[str] = set()
    new: list[Row] = []
    stale: list[int] = []
    for row in rows:
        if row.id in told:
            continue
        told.add(row.id)
        held = live.get(row.id)
        if held is None or held.content_hash != digest(row.content):
            new.append(row)
            stale += [held.seq] if held is not None else []
    is_whole = table is not tables.incident_ids  # every id ever given stays
    rest = (one for one in live.values() if is_whole and one.id not in told)
    gone = tuple(one.seq for one in rest if one.scope == SCOPE)
    return Other(table.name, tuple(new), tuple(stale), gone)


def write_difference(writing: Writing, found: Difference) -> None:
    """Write what `difference` found; nobody may have written to the derived tables since."""
    for one in found.tables:
        table = tables.metadata.tables[one.table]
        why = _OTHERWISE if table is tables.incident_ids else _WHY
        writing.retire(table, one.stale, why=why)
        writing.add(table, one.new, scope=SCOPE)
        writing.retire(table, one.gone, why=_GONE)
    noted = [] if found.worked_from is None else [as_text(Working(decisions=found.worked_from))]
    _note(writing, noted, "worked out anew")


def outdate(writing: Writing) -> None:
    """
    Note that what is derived no longer follows, if a transaction changed what it follows from.

    Only what people decide is left out: whether that was worked in is told by its name.
    """
    own = {tables.problems.name, tables.decisions.name}
    if any(count and what.split()[0] not in own for what, count in writing.counts.items()):
        _note(writing, [], "what it follows from has changed")


def _note(writing: Writing, contents: Iterable[str], why: str) -> None:
    rows = (Row(SCOPE, content) for content in contents)
    writing.settle(tables.workings, rows, scope=SCOPE, why=why, gone=why)


def problem_rows(problems: Iterable[Problem]) -> Iterator[Row]:
    """Return problems as rows."""
    return (Row(problem.id, as_text(problem)) for problem in problems)


def _sum_rows(sums: Mapping[str, Iterable[Sum]]) -> Iterator[Row]:
    for incident_id, held in sums.items():
        for one in held:
            made = content_id("sum", incident_id, one.whole, one.parts)
            yield Row(made, as_text(SumOf(incident_id=incident_id, sum=one)))


def _figure_rows(figures: Mapping[str, Iterable[Figure]]) -> Iterator[Row]:
    for incident_id, held in figures.items():
        for one in held:
            yield Row(content_id("fig", incident_id, one.outcome), as_text(one))
