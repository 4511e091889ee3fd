"""
The log of decisions: each row is chained to the one before it.

A row of `decisions` has a link: the SHA-256, in small hexadecimal letters, of four lines in
UTF-8, with a line feed between them and none at the end:

1. the link of the row before it, by `seq`; for the first row the SHA-256 of the two lines
   `onrecord decisions` and the record's `created`, as the table `meta` has it;
2. the row's `content_hash`, which is the SHA-256 of its `content`;
3. its `added_at`;
4. its `id`.

So a row cannot be changed, taken out, put in or moved without every later link being made
anew; and then the last link, the head of the log, is another than the one that somebody
wrote down. Links are written in the transaction of their row, by the one process that may
write, so two processes cannot make two rows follow the same one.
"""

import hashlib
from collections.abc import Iterator

from sqlalchemy import Connection, select

from onrecord.model import Problem, Severity
from onrecord.store import tables

_WORD = "onrecord decisions"
_CREATED = select(tables.meta.c.value).where(tables.meta.c.key == "created")
_CHANGED = "This decision is not as it was written down: its words in the database were changed."
_UNLINKED = (
    "This decision does not follow from the one before it in the log: it was changed, or a "
    "decision before it was changed, put in or taken out, outside the program."
)


def head(connection: Connection) -> str:
    """Return the link of the newest decision; of a log without any, what its first follows."""
    table = tables.decisions
    last = connection.execute(select(table.c.chain).order_by(table.c.seq.desc()).limit(1)).scalar()
    return first(connection) if last is None else last


def first(connection: Connection) -> str:
    """Return what the first decision follows."""
    return _hashed(_WORD, connection.execute(_CREATED).scalar() or "")


def next_link(before: str, content_hash: str, added_at: str, row_id: str) -> str:
    """
    Return the link of a row.

    >>> next_link("a", "b", "2025-03-12T12:00:00+00:00", "dec_1")[:16]
    'f6ec1bf5b0cedfb4'
    """
    return _hashed(before, content_hash, added_at, row_id)


def link(connection: Connection, rows: list[dict[str, object]]) -> None:
    """Give each of some new rows its link, in the order in which they will be written."""
    # On PostgreSQL this makes writers wait for one another; SQLite lets only one in anyway.
    connection.execute(_CREATED.with_for_update())
    before = head(connection)
    for row in rows:
        told = (str(row["content_hash"]), str(row["added_at"]), str(row["id"]))
        before = next_link(before, *told)
        row["chain"] = before


def broken(connection: Connection) -> Iterator[Problem]:
    """Find the decisions that are not what was written down, or not where it was."""
    table = tables.decisions
    before = first(connection)
    where, there = "decisions", 0
    for row in connection.execute(select(table).order_by(table.c.seq)):
        where, there = row.id, there + 1
        if row.content_hash != hashlib.sha256(row.content.encode()).hexdigest():
            yield _problem(_CHANGED, where)
        elif row.chain != next_link(before, row.content_hash, row.added_at, row.id):
            yield _problem(_UNLINKED, where)
        before = row.chain
    noted = _noted(connection)
    if there < noted:
        yield _problem(
            f"The log ends here, with {there} decisions; {noted} were written down: "
            "the later ones were taken out, outside the program.",
            where,
        )


def _noted(connection: Connection) -> int:
    """Return how many decisions the runs that came to their end say that they wrote."""
    counts = connection.execute(select(tables.builds.c.counts)).scalars()
    return sum(told.get("decisions added", 0) for told in counts if told)


def _problem(message: str, where: str) -> Problem:
    return Problem(code="log-broken", message=message, where=where, severity=Severity.ERROR)


def _hashed(*lines: str) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
