"""Adding rows and retiring them: the only two things that happen to a table."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from typing import NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Insert,
    Select,
    Table,
    Update,
    bindparam,
    insert,
    select,
    update,
)

from onrecord.store import log, numbers, tables

_CHUNK = 500  # rows asked for or written at once; also keeps below SQLite's limit of variables


class Row(NamedTuple):
    """An id and a model value as canonical JSON."""

    id: str
    content: str


class _Live(NamedTuple):
    seq: int
    digest: str


@dataclass
class Writing:
    """
    One transaction's changes.

    Attributes:
        connection: In a transaction that may write.
        at: The moment that is written down for every change in it.
        build: Returns the row number of the running build, which is made when the first
            change needs it: a run that changes nothing leaves no row at all.
        counts: What was done, such as `claims added`.
    """

    connection: Connection
    at: str
    build: Callable[[Connection], int]
    counts: Counter[str] = field(default_factory=Counter)
    _has_changed: bool = False

    def keep(self, table: Table, rows: Iterable[Row], *, scope: str) -> set[str]:
        """
        Add rows whose id is not there yet, and return their ids.

        What is there stays, whatever it holds.
        """
        added: set[str] = set()
        for chunk in _chunks(rows):
            ids = [row.id for row in chunk]
            there = set(self.connection.execute(_known(table), {"ids": ids}).scalars())
            new = {row.id: row for row in chunk if row.id not in there}
            self._insert(table, new.values(), scope)
            added.update(new)
        return added

    def put(
        self, table: Table, rows: Iterable[Row], *, scope: str, why: str, is_new: bool = False
    ) -> set[str]:
        """
        Make these rows live, and return their ids.

        A row of the same id and content stays as it is; one of the same id and other
        content is retired, with `why`, and the new one added. The first of several rows
        with one id counts. Where `is_new` says that none of them can be there yet, nothing
        is looked up.
        """
        told: set[str] = set()
        for chunk in _chunks(rows):
            new: dict[str, Row] = {}
            for row in chunk:
                if row.id not in told:
                    new.setdefault(row.id, row)
            told.update(new)
            live = {} if is_new else self._live(table, list(new), scope)
            stale = []
            for held_id, held in live.items():
                if held.digest == digest(new[held_id].content):
                    del new[held_id]
                else:
                    stale.append(held.seq)
            self.retire(table, stale, why=why)
            self._insert(table, new.values(), scope)
        return told

    def settle(
        self,
        table: Table,
        rows: Iterable[Row],
        *,
        scope: str,
        why: str,
        gone: str | None,
    ) -> None:
        """
        Put these rows and retire, because `gone`, every other live row of the scope.

        `gone` is None where the scope is new and has no other row.
        """
        is_new = gone is None and table is tables.problems  # whose ids are unique in a scope only
        told = self.put(table, rows, scope=scope, why=why, is_new=is_new)
        if gone is None:
            return
        live = self.connection.execute(_live_of_scope(table), {"of_scope": scope})
        self.retire(table, [seq for seq, held_id in live if held_id not in told], why=gone)

    def add(self, table: Table, rows: Sequence[Row], *, scope: str) -> None:
        """Add rows of which it is known that none of their ids has a live one."""
        for chunk in _chunks(rows):
            self._insert(table, chunk, scope)

    def retire(self, table: Table, seqs: Sequence[int], *, why: str) -> None:
        """Retire rows by number, with the reason."""
        if not seqs:
            return
        build = self._changing()
        told = [{"number": seq, "at": self.at, "build": build, "why": why} for seq in seqs]
        self.connection.execute(_retirement(table), told)
        self.counts[f"{table.name} retired"] += len(seqs)

    def held(self, table: Table, ids: Iterable[str]) -> dict[str, str]:
        """Return the content of the live rows with these ids."""
        found: dict[str, str] = {}
        wanted = iter(ids)
        while chunk := list(islice(wanted, _CHUNK)):
            live = self.connection.execute(_live_content(table), {"ids": chunk})
            found.update((row[0], row[1]) for row in live)
        return found

    def _changing(self) -> int:
        """Return the number of the running build; others will see that something changed."""
        if not self._has_changed:
            numbers.note_change(self.connection)
            self._has_changed = True
        return self.build(self.connection)

    def _live(self, table: Table, ids: list[str], scope: str) -> dict[str, _Live]:
        told: dict[str, object] = {"ids": ids}
        if table is tables.problems:  # each stage's own, even where they are the same
            told["of_scope"] = scope
        live = self.connection.execute(_live_by_id(table), told)
        return {row[0]: _Live(row[1], row[2]) for row in live}

    def _insert(self, table: Table, rows: Iterable[Row], scope: str) -> None:
        new = list(rows)
        if not new:
            return
        build = self._changing()
        told: list[dict[str, object]] = [
            {
                "id": row.id,
                "scope": scope,
                "content": row.content,
                "content_hash": digest(row.content),
                "added_at": self.at,
                "added_build": build,
            }
            for row in new
        ]
        if table in tables.CHAINED:
            log.link(self.connection, table, told)
        numbers.numbered(self.connection, table.name, told)
        self.connection.execute(_addition(table), told)
        self.counts[f"{table.name} added"] += len(new)


def digest(content: str) -> str:
    """Return the SHA-256 of a row's content, as anyone can work it out."""
    return hashlib.sha256(content.encode("utf-8")).hexdigest()


# Statements are put together once for each table: for a record of ten thousand reports that
# would take longer than SQLite takes to answer them.


@cache
def _known(table: Table) -> Select[str]:
    return select(table.c.id).where(table.c.id.in_(bindparam("ids", expanding=True)))


@cache
def _live_by_id(table: Table) -> Select[str, int, str]:
    asked = select(table.c.id, table.c.seq, table.c.content_hash).where(
        table.c.id.in_(bindparam("ids", expanding=True)), table.c.retired_at.is_(None)
    )
    return asked.where(_is_of_scope(table)) if table is tables.problems else asked


@cache
def _live_of_scope(table: Table) -> Select[int, str]:
    return select(table.c.seq, table.c.id).where(_is_of_scope(table), table.c.retired_at.is_(None))


@cache
def _live_content(table: Table) -> Select[str, str]:
    return select(table.c.id, table.c.content).where(
        table.c.id.in_(bindparam("ids", expanding=True)), table.c.retired_at.is_(None)
    )


@cache
def _addition(table: Table) -> Insert:
    return insert(table)


@cache
def _retirement(table: Table) -> Update:
    return (
        update(table)
        .where(table.c.seq == bindparam("number"))
        .values(
            retired_at=bindparam("at"),
            retired_build=bindparam("build"),
            retired_why=bindparam("why"),
        )
    )


def _is_of_scope(table: Table) -> ColumnElement[bool]:
    return table.c.scope == bindparam("of_scope")


def _chunks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    stream = iter(rows)
    while chunk := list(islice(stream, _CHUNK)):
        yield chunk
