"""Single rows as they lie there, and the lists that tie them to a checkpoint."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.model.checkpoint import ROWS_A_BLOCK
from onrecord.store import tables
from onrecord.store.proof.database import Database
from onrecord.store.proof.rows import line

_COLUMNS = "seq, id, scope, content, content_hash, added_at, added_build"


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """
    One row.

    Attributes:
        table: Its table.
        seq: Its number there.
        id: Its id.
        content: The words whose SHA-256 is its `content_hash`, byte for byte.
        added_at: When it was written.
        chain: Its link, if it is a line of a log; else "".
    """

    table: str
    seq: int
    id: str
    content: bytes
    added_at: str
    chain: str = ""


def rows_of(
    database: Database, table: str, column: str, wanted: Sequence[str], *, only_live: bool = False
) -> Iterator[Excerpt]:
    """
    Return rows in the order in which they were written.

    Args:
        database: Open.
        table: One of the record's tables.
        column: `id` or `scope`.
        wanted: What stands there.
        only_live: Leave out rows that were retired.
    """
    held = tables.metadata.tables[table]
    more = ", chain" if held in tables.CHAINED else ", ''"
    live = " AND retired_at IS NULL" if only_live and "retired_at" in held.c else ""
    marks = ", ".join("?" * len(wanted))
    asked = (
        f"SELECT {_COLUMNS}{more} FROM {held.name}"  # noqa: S608 - names of this program
        f" WHERE {held.c[column].name} IN ({marks}){live} ORDER BY seq"
    )
    for seq, named, _scope, content, _hash, at, _build, chain in database.connection.execute(
        asked, tuple(wanted)
    ):
        link = chain.decode() if isinstance(chain, bytes) else chain
        yield Excerpt(
            table=table, seq=seq, id=named.decode(), content=content, added_at=at.decode(),
            chain=link,
        )  # fmt: skip


def block_of(seq: int) -> int:
    """
    Return the number of the block that a row is in, from 0.

    >>> block_of(1), block_of(1000), block_of(1001)
    (0, 0, 1)
    """
    return (seq - 1) // ROWS_A_BLOCK


def listing(database: Database, table: str, block: int, last: int) -> bytes:
    """Return the lines of a block, up to a row, from which a checkpoint's digest is made."""
    first = block * ROWS_A_BLOCK
    asked = (
        f"SELECT {_COLUMNS} FROM {tables.metadata.tables[table].name}"  # noqa: S608 - as above
        " WHERE seq > ? AND seq <= ? ORDER BY seq"
    )
    until = min(first + ROWS_A_BLOCK, last)
    lines = []
    for seq, named, scope, _, *rest in database.connection.execute(asked, (first, until)):
        told = [one.decode() if isinstance(one, bytes) else one for one in (named, scope, *rest)]
        lines.append(line(seq, *told))
    return b"".join(lines)
