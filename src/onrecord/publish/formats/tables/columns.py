"""What a table of a release is made of, told once: for its header, its schema, its page."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import KW_ONLY, dataclass
from enum import StrEnum
from typing import Any, Generic, NamedTuple, TypeVar

from onrecord.model.public import Public, PublicIncident

T = TypeVar("T")
Row = tuple[Any, ...]


class Kind(StrEnum):
    """What the cells of a column hold; each may be empty as well, for what is not known."""

    TEXT = "text"
    TEXTS = "texts"  # several; where a cell can only be text, a JSON array
    WHOLE = "whole number"
    NUMBER = "number"
    DAY = "day"
    MOMENT = "moment"  # day and time, in UTC
    TRUTH = "true or false"


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """
    One column of a table.

    Attributes:
        name: In the header.
        kind: What its cells hold.
        of: From a row's thing to its cell; None where it is not known. Never 0 for it.
        says: What they mean, in a sentence.
        must: Whether no row lacks it.
        choices: All that may stand in it; empty where anything may.
        least, most: Ends of its numbers; None where there are none.
    """

    name: str
    kind: Kind
    of: Callable[[T], Any]
    says: str
    _: KW_ONLY
    must: bool = False
    choices: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None


class Link(NamedTuple):
    """Columns that together name a row of another table, or of their own, by its columns."""

    columns: tuple[str, ...]
    table: str
    to: tuple[str, ...]


OF_INCIDENT = Link(("incident_id",), "incidents", ("id",))


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Generic[T]):
    """
    One table of a release.

    Attributes:
        name: Its file's, without its ending.
        says: What a row of it is.
        columns: In order.
        key: The columns that together name a row; empty where none do.
        links: To other tables.
        of_incident: The things of one incident that have a row each.
        of_record: The things of the whole record that have a row each.
        is_shared: Whether incidents may have a thing in common; it has one row then.
    """

    name: str
    says: str
    columns: tuple[Column[T], ...]
    key: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    of_incident: Callable[[PublicIncident], Iterable[T]] | None = None
    of_record: Callable[[Public], Iterable[T]] | None = None
    is_shared: bool = False

    @property
    def header(self) -> tuple[str, ...]:
        """The names of its columns."""
        return tuple(column.name for column in self.columns)

    def rows(self, things: Iterable[T]) -> list[Row]:
        """Return the cells of things, a row each."""
        every = list(things)
        return list(zip(*[map(column.of, every) for column in self.columns], strict=True))


class Part(NamedTuple, Generic[T]):
    """A thing of an incident, and where it stands among its like (from 1)."""

    incident: PublicIncident
    at: int
    it: T


def parts(incident: PublicIncident, things: Iterable[T]) -> Iterator[Part[T]]:
    """Go through the things of an incident."""
    for at, it in enumerate(things, start=1):
        yield Part(incident, at, it)


def incident_id() -> Column[Part[T]]:
    """Return the column that says of which incident a row is."""
    return Column("incident_id", Kind.TEXT, lambda p: p.incident.id, "The incident.", must=True)


def position(says: str) -> Column[Part[T]]:
    """Return the column that counts an incident's rows, from 1."""
    return Column("position", Kind.WHOLE, lambda p: p.at, says, must=True, least=1)
