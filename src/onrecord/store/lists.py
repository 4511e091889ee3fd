"""Lists of named persons as rows: their issues, who stands on them, and who is one person."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlalchemy import Connection, Table, func, select

from onrecord.kit.ids import content_id
from onrecord.model import (
    Entry,
    Estimate,
    GivenGroup,
    Issue,
    Linkage,
    MatchGroup,
    NameList,
    Pair,
)
from onrecord.model.codec import as_text, from_text, from_texts
from onrecord.store import tables
from onrecord.store.rows import Row, Writing

Value = TypeVar("Value")
# What lists, a run of linking and estimates are settled with.
LISTS, LINKED, ESTIMATED = "lists", "linked", "estimated"
ROWS_A_PAGE = 4_000  # ids in a row of `listings`: some 80 KB
_AT_A_TIME = 500  # below SQLite's limit of variables
_OTHERWISE = "told otherwise"
_LINKED_ANEW = "linked anew"
_REGROUPED = "the id stands for other rows now, or was retired, or brought back"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingPage:
    """
    Some of the entries that an issue of a list has, in the order of its rows.

    Attributes:
        issue: Its id.
        number: Which page of it, from 0.
        entries: Their ids; an entry that stands twice is here twice.
        rows: The number of the row of each in this issue, 1 for the first below the headings;
            `Entry.row` is that in the first issue that has it.
    """

    issue: str
    number: int
    entries: tuple[str, ...]
    rows: tuple[int, ...] = ()

    @property
    def id(self) -> str:
        """Made from the issue and the number of the page."""
        return content_id("lsg", self.issue, self.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouped:
    """
    What a run of linking came to, as it holds now.

    Attributes:
        linkage: The run; None if lists were never linked.
        pairs: Those that were linked or wait for a person, by their ids.
        groups: By their ids.
        given: Every id that a group ever had, the oldest first.
    """

    linkage: Linkage | None = None
    pairs: tuple[Pair, ...] = ()
    groups: tuple[MatchGroup, ...] = ()
    given: tuple[GivenGroup, ...] = ()


def write_issue(
    writing: Writing, name_list: NameList, issue: Issue, entries: Iterable[Entry],
    listed: Sequence[str], rows: Sequence[int] = (),
) -> bool:  # fmt: skip
    """Write an issue of a list with all its rows; return whether it is new."""
    row = Row(name_list.id, as_text(name_list))
    writing.put(tables.name_lists, [row], scope=LISTS, why=_OTHERWISE)
    if not writing.keep(tables.issues, [Row(issue.id, as_text(issue))], scope=name_list.id):
        return False
    held = (Row(one.id, as_text(one)) for one in entries)
    writing.keep(tables.entries, held, scope=name_list.id)
    pages = (Row(one.id, as_text(one)) for one in _pages(issue.id, listed, rows))
    writing.keep(tables.listings, pages, scope=issue.id)
    return True


def write_grouped(writing: Writing, grouped: Grouped) -> None:
    """Make the tables of a run of linking say exactly this; no id of a group is forgotten."""
    run = [grouped.linkage] if grouped.linkage else []
    by_table = (
        (tables.linkages, (Row(one.id, as_text(one)) for one in run)),
        (tables.pairs, (Row(one.id, as_text(one)) for one in grouped.pairs)),
        (tables.match_groups, (Row(one.id, as_text(one)) for one in grouped.groups)),
    )
    for table, rows in by_table:
        writing.settle(table, rows, scope=LINKED, why=_LINKED_ANEW, gone=_LINKED_ANEW)
    ids = (Row(one.id, as_text(one)) for one in grouped.given)
    writing.put(tables.match_group_ids, ids, scope=LINKED, why=_REGROUPED)


def write_regrouped(writing: Writing, before: Grouped, after: Grouped) -> None:
    """Make the tables of groups say what a decision came to; only what is another is touched."""
    gone = {one.id for one in before.groups} - {one.id for one in after.groups}
    for some in _some(sorted(gone)):
        table = tables.match_groups
        live = select(table.c.seq).where(table.c.id.in_(some), table.c.retired_at.is_(None))
        writing.retire(table, writing.connection.execute(live).scalars().all(), why=_REGROUPED)
    for table, was, now in (
        (tables.match_groups, before.groups, after.groups),
        (tables.match_group_ids, before.given, after.given),
    ):
        known = set(was)
        rows = (Row(one.id, as_text(one)) for one in now if one not in known)
        writing.put(table, rows, scope=LINKED, why=_REGROUPED)


def name_lists(connection: Connection) -> tuple[NameList, ...]:
    """Return the lists, by name."""
    return tuple(sorted(_live(connection, tables.name_lists, NameList), key=lambda n: n.name))


def issues(connection: Connection, list_id: str | None = None) -> tuple[Issue, ...]:
    """Return the issues of a list, or of all, by the day of issue, then as they were taken in."""
    table = tables.issues
    asked = select(table.c.content).order_by(table.c.seq)
    if list_id is not None:
        asked = asked.where(table.c.scope == list_id)
    found = from_texts(Issue, connection.execute(asked).scalars())
    return tuple(sorted(found, key=_day))  # a stable sort: as taken in within a day


def _day(issue: Issue) -> date:
    """Return the day of an issue; where its keeper tells none, the day on which it came."""
    return issue.issued or issue.at.date()


def listed(connection: Connection, issue_id: str) -> tuple[str, ...]:
    """Return the ids of an issue's entries, in the order of its rows."""
    return tuple(one for page in _pages_of(connection, issue_id) for one in page.entries)


def rows_in(connection: Connection, issue_id: str) -> Mapping[str, int]:
    """Return the row that each entry of an issue has in it; the last, where it stands twice."""
    pages = _pages_of(connection, issue_id)
    return {one: row for page in pages for one, row in zip(page.entries, page.rows, strict=False)}


def _pages_of(connection: Connection, issue_id: str) -> Iterator[ListingPage]:
    table = tables.listings
    asked = select(table.c.content).where(table.c.scope == issue_id).order_by(table.c.seq)
    return from_texts(ListingPage, connection.execute(asked).scalars())


def entries(
    connection: Connection, list_id: str, wanted: AbstractSet[str] | None = None
) -> Mapping[str, Entry]:
    """Return the entries that a list ever had, by id; or only those that are wanted."""
    table = tables.entries
    asked = select(table.c.id, table.c.content).where(table.c.scope == list_id)
    rows = connection.execute(asked.order_by(table.c.seq)).all()
    if wanted is not None:
        rows = [row for row in rows if row[0] in wanted]
    found = from_texts(Entry, (row[1] for row in rows))
    return dict(zip((row[0] for row in rows), found, strict=True))


def rows_of(connection: Connection, issue: Issue, start: int, many: int) -> tuple[Entry, ...]:
    """Return some entries of an issue in the order of its rows, reading no others."""
    table, first = tables.listings, start // ROWS_A_PAGE
    asked = select(table.c.content).where(table.c.scope == issue.id).order_by(table.c.seq)
    pages = asked.offset(first).limit((start + many - 1) // ROWS_A_PAGE - first + 1)
    held = from_texts(ListingPage, connection.execute(pages).scalars())
    ids = [one for page in held for one in page.entries][start - first * ROWS_A_PAGE :][:many]
    known: dict[str, Entry] = {}
    for some in _some(sorted(set(ids))):
        texts = connection.execute(
            select(tables.entries.c.content).where(tables.entries.c.id.in_(some))
        ).scalars()
        known |= {one.id: one for one in from_texts(Entry, texts)}
    return tuple(known[one] for one in ids)


def history_of(
    connection: Connection, list_id: str, person: str
) -> tuple[tuple[Issue, Entry | None], ...]:
    """Return each issue of a list with what it says of a person; None where it lacks them."""
    table = tables.entries
    asked = select(table.c.content).where(
        table.c.scope == list_id, table.c.content.contains(person, autoescape=True)
    )
    own = {e.id: e for e in from_texts(Entry, connection.execute(asked).scalars())}
    own = {name: one for name, one in own.items() if one.person == person}
    told = []
    for issue in issues(connection, list_id):
        there = (one for one in own if _has(connection, issue.id, one))
        told.append((issue, own.get(next(there, ""))))
    return tuple(told)


def _has(connection: Connection, issue_id: str, entry_id: str) -> bool:
    table = tables.listings
    asked = select(table.c.seq).where(
        table.c.scope == issue_id, table.c.content.contains(entry_id, autoescape=True)
    )
    return connection.execute(asked.limit(1)).first() is not None


def state(connection: Connection) -> tuple[int, ...]:
    """Return numbers of which one is another once a list came in or lists were linked anew."""
    told = (tables.issues, tables.name_lists, tables.linkages, tables.pairs)
    asked = select(*(select(func.max(one.c.seq)).scalar_subquery() for one in told))
    return tuple(number or 0 for number in connection.execute(asked).one())


def grouped(connection: Connection) -> Grouped:
    """Return what the last run of linking came to."""
    return Grouped(
        linkage=next(iter(_live(connection, tables.linkages, Linkage)), None),
        pairs=_by_id(_live(connection, tables.pairs, Pair)),
        groups=_by_id(_live(connection, tables.match_groups, MatchGroup)),
        given=_given(connection),
    )


def pair(connection: Connection, pair_id: str) -> Pair | None:
    """Return one pair; None if there is none of that id."""
    table = tables.pairs
    asked = select(table.c.content).where(table.c.id == pair_id, table.c.retired_at.is_(None))
    content = connection.execute(asked).scalar()
    return None if content is None else from_text(Pair, content)


def estimates(connection: Connection) -> tuple[Estimate, ...]:
    """Return the estimates, in the order in which they were made."""
    table = tables.estimates
    asked = select(table.c.content).order_by(table.c.seq)
    return tuple(from_texts(Estimate, connection.execute(asked).scalars()))


def _some(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield ids as many at a time as a query may name."""
    return (ids[at : at + _AT_A_TIME] for at in range(0, len(ids), _AT_A_TIME))


def _pages(issue_id: str, listed: Sequence[str], rows: Sequence[int]) -> Iterator[ListingPage]:
    for number, start in enumerate(range(0, len(listed), ROWS_A_PAGE)):
        page = slice(start, start + ROWS_A_PAGE)
        ids, at = tuple(listed[page]), tuple(rows[page])
        yield ListingPage(issue=issue_id, number=number, entries=ids, rows=at)


def _live(connection: Connection, table: Table, kind: type[Value]) -> Iterator[Value]:
    asked = select(table.c.content).where(table.c.retired_at.is_(None)).order_by(table.c.seq)
    return from_texts(kind, connection.execute(asked).scalars())


def _given(connection: Connection) -> tuple[GivenGroup, ...]:
    """Return every id of a group in the order in which they were first given."""
    table = tables.match_group_ids
    asked = select(table.c.id, func.min(table.c.seq)).group_by(table.c.id)
    first = {row[0]: row[1] for row in connection.execute(asked)}
    found = _live(connection, table, GivenGroup)
    return tuple(sorted(found, key=lambda one: first[one.id]))


_Known = TypeVar("_Known", Pair, MatchGroup)


def _by_id(found: Iterable[_Known]) -> tuple[_Known, ...]:
    return tuple(sorted(found, key=lambda one: one.id))
