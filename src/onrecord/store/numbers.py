"""
Row numbers without gaps, on a server.

SQLite's `AUTOINCREMENT` gives row numbers one after another: a transaction that comes to
nothing takes its numbers back, and the largest ever given stands in `sqlite_sequence`.
Proofs and checkpoints stand on both. A sequence of PostgreSQL does neither, so there a
table `row_numbers` is kept in the same way: how many numbers each table has given, changed
in the transaction that takes them. It holds how often anything was written, too, by which
others notice it (`store.watch`).
"""

from sqlalchemy import Connection, text

CHANGES = "changes"  # no table is called so
_TAKE = text(
    "INSERT INTO row_numbers (name, given) VALUES (:name, :many)"
    " ON CONFLICT (name) DO UPDATE SET given = row_numbers.given + excluded.given"
    " RETURNING given"
)


def numbered(connection: Connection, table: str, rows: list[dict[str, object]]) -> None:
    """Give new rows of a table their numbers, where the database does not do so itself."""
    if connection.dialect.name == "sqlite" or not rows:
        return
    last = connection.execute(_TAKE, {"name": table, "many": len(rows)}).scalar_one()
    for number, row in enumerate(rows, last - len(rows) + 1):
        row["seq"] = number


def note_change(connection: Connection) -> None:
    """Note that a transaction changes something, where the database does not do so itself."""
    if connection.dialect.name != "sqlite":
        connection.execute(_TAKE, {"name": CHANGES, "many": 1})
