"""
The logs of decisions, custody, signatures and releases: each row is chained to the one before.

A row of `decisions`, `custody`, `sign_offs` or `releases` has a link: the SHA-256, in small
hexadecimal letters, of four lines in UTF-8, with a line feed between them and none at the end:

1. the link of the row before it, by `seq`; for the first row the SHA-256 of the two lines
   `onrecord decisions` (or the name of the other table) and the record's `created`, as the table
   `meta` has it;
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

from sqlalchemy import Connection, Table, select

from onrecord.model import Problem, Severity
from onrecord.store import tables

_CREATED = select(tables.meta.c.value).where(tables.meta.c.key == "created")
_ONE = {
    "decisions": "decision",
    "custody": "line of custody",
    "sign_offs": "signature",
    "releases": "release",
}
_MANY = {
    "decisions": "decisions",
    "custody": "lines of custody",
    "sign_offs": "signatures",
    "releases": "releases",
}


def head(connection: Connection, table: Table = tables.decisions) -> str:
    """Return the link of a log's newest row; of one without any, what its first follows."""
    last = connection.execute(select(table.c.chain).order_by(table.c.seq.desc()).limit(1)).scalar()
    return first(connection, table) if last is None else last


def first(connection: Connection, table: Table = tables.decisions) -> str:
    """Return what the first row of a log follows."""
    return hashed(f"onrecord {table.name}", connection.execute(_CREATED).scalar() or "")


def next_link(before: str, content_hash: str, added_at: str, row_id: str) -> str:
    """
    Return the link of a row.

    >>> next_link("a", "b", "2025-03-12T12:00:00+00:00", "dec_1")[:16]
    'f6ec1bf5b0cedfb4'
    """
    return hashed(before, content_hash, added_at, row_id)


def link(connection: Connection, table: Table, rows: list[dict[str, object]]) -> None:
    """Give each of some new rows its link, in the order in which they will be written."""
    # On PostgreSQL this makes writers wait for one another; SQLite lets only one in anyway.
    connection.execute(_CREATED.with_for_update())
    before = head(connection, table)
    for row in rows:
        told = (str(row["content_hash"]), str(row["added_at"]), str(row["id"]))
        before = next_link(before, *told)
        row["chain"] = before


def broken(connection: Connection, table: Table = tables.decisions) -> Iterator[Problem]:
    """Find the rows of a log that are not what was written down, or not where it was."""
    one = _ONE[table.name]
    before = first(connection, table)
    where, there = table.name, 0
    for row in connection.execute(select(table).order_by(table.c.seq)):
        where, there = row.id, there + 1
        if row.content_hash != hashlib.sha256(row.content.encode()).hexdigest():
            message = f"This {one} is not as it was written down: its words were changed."
            yield _problem(message, where)
        elif row.chain != next_link(before, row.content_hash, row.added_at, row.id):
            yield _problem(_unlinked(one), where)
        before = row.chain
    noted = _noted(connection, table)
    if there < noted:
        yield _problem(
            f"The log ends here, with {there} {_MANY[table.name]}; {noted} were written down: "
            "the later ones were taken out, outside the program.",
            where,
        )


def _unlinked(one: str) -> str:
    return (
        f"This {one} does not follow from the one before it in the log: it was changed, or a "
        f"{one} before it was changed, put in or taken out, outside the program."
    )


def _noted(connection: Connection, table: Table) -> int:
    """Return how many rows the runs that came to their end say that they wrote."""
    counts = connection.execute(select(tables.builds.c.counts)).scalars()
    return sum(told.get(f"{table.name} added", 0) for told in counts if told)


def _problem(message: str, where: str) -> Problem:
    return Problem(code="log-broken", message=message, where=where, severity=Severity.ERROR)


def hashed(*lines: str) -> str:
    """Return the SHA-256 of some lines, in small hexadecimal letters."""
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
