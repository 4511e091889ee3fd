"""What came into a record and what became of it, build by build: read from the rows' own times."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, Table, func, or_, select

from onrecord.model import Document, Figure, Incident, Origin, Problem
from onrecord.model.codec import from_text
from onrecord.store import tables

Value = TypeVar("Value")
# Runs that write of other things than reports and claims: nobody waits for news of them.
_BRINGS_NOTHING = (
    "decision", "captures", "custody", "seals", "alerts", "media", "statements", "polls",
    "sign_offs", "releases", "release",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """
    One run that brought reports or claims into a record.

    Attributes:
        number: Its number among all runs, from 1, in order of time.
        doing: `build`, `import`, `add` or `follow`.
        began_at: When.
        counts: What it did, such as `claims added`; None if it was stopped before its end.
    """

    number: int
    doing: str
    began_at: datetime
    counts: Mapping[str, int] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed(Generic[Value]):
    """
    One thing that is another than it was.

    Attributes:
        id: Its id.
        before, after: What it was and what it is; None where it was not there, or is not.
    """

    id: str
    before: Value | None
    after: Value | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """
    Everything of some kinds that changed after a build.

    Attributes:
        builds: The runs after it that brought something, the last first.
        documents, incidents, origins, figures, problems: What is another than after it.
    """

    builds: tuple[Build, ...]
    documents: tuple[Changed[Document], ...]
    incidents: tuple[Changed[Incident], ...]
    origins: tuple[Changed[Origin], ...]
    figures: tuple[Changed[Figure], ...]
    problems: tuple[Changed[Problem], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Builds:
    """
    The runs that changed a record.

    Attributes:
        brought: Those that brought reports or claims, the first first.
        newest: The number of the last run of all; 0 if there was none.
    """

    brought: tuple[Build, ...]
    newest: int


def builds(connection: Connection) -> Builds:
    """Return the runs that changed the record."""
    made = tables.builds
    asked = select(made).where(made.c.doing.not_in(_BRINGS_NOTHING)).order_by(made.c.seq)
    rows = connection.execute(asked).mappings()
    brought = tuple(one for one in map(_build, rows) if _brought(one.counts))
    newest = connection.execute(select(func.max(made.c.seq))).scalar()
    return Builds(brought=brought, newest=newest or 0)


def has_changed(connection: Connection, number: int) -> bool:
    """Return whether a run after one brought anything, or people decided something."""
    made = tables.builds
    silent = [one for one in _BRINGS_NOTHING if one != "decision"]
    asked = select(made.c.counts).where(made.c.seq > number, made.c.doing.not_in(silent))
    return any(map(_brought, connection.execute(asked).scalars()))


def _brought(counts: Mapping[str, int] | None) -> bool:
    """
    Return whether a run brought anything.

    One that only noted when its feed is asked again did not; one that was killed has no
    counts, and may have.
    """
    return counts is None or any(not what.startswith(("polls", "alerts")) for what in counts)


def since(connection: Connection, number: int) -> Since:
    """
    Return what is another than it was when a build had ended.

    Args:
        connection: To the record.
        number: Of the build; 0 for everything.
    """
    return Since(
        builds=tuple(one for one in reversed(builds(connection).brought) if one.number > number),
        documents=_changed(connection, tables.documents, Document, number),
        incidents=_changed(connection, tables.incidents, Incident, number),
        origins=_changed(connection, tables.origins, Origin, number),
        figures=_changed(connection, tables.figures, Figure, number),
        problems=_changed(connection, tables.problems, Problem, number),
    )


def _build(row: Mapping[str, Any] | Any) -> Build:
    return Build(
        number=row["seq"],
        doing=row["doing"],
        began_at=datetime.fromisoformat(row["began_at"]),
        counts=row["counts"],
    )


def _changed(
    connection: Connection, table: Table, kind: type[Value], number: int
) -> tuple[Changed[Value], ...]:
    touched = or_(table.c.added_build > number, table.c.retired_build > number)
    columns = (table.c.id, table.c.content, table.c.added_build, table.c.retired_at)
    then: dict[str, str | None] = {}
    now: dict[str, str | None] = {}
    for held_id, content, added, retired in connection.execute(
        select(*columns).where(touched).order_by(table.c.seq)
    ):
        then.setdefault(held_id, None)
        if added <= number:
            then[held_id] = content
        if retired is None:
            now[held_id] = content
    return tuple(
        Changed(id=held_id, before=_value(kind, was), after=_value(kind, now.get(held_id)))
        for held_id, was in then.items()
        if was != now.get(held_id)
    )


def _value(kind: type[Value], content: str | None) -> Value | None:
    return None if content is None else from_text(kind, content)
