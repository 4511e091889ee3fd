"""Whether a database has the tables and the triggers that this program makes, and no others."""

import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

from onrecord.model import RecordUnusable
from onrecord.store import schema
from onrecord.store.database import SqliteFile, connect
from onrecord.store.proof.findings import Findings
from onrecord.store.search_index import NAME as INDEX

_MASTER = "SELECT type, name, tbl_name, sql FROM sqlite_master"
_MOST = 100  # lines that SQLite says of a damaged file


def check_version(connection: sqlite3.Connection, folder: Path) -> None:
    """
    Refuse a database that is none of this program's, or of another version of it.

    Raises:
        RecordUnusable: It is so.
    """
    names = {name for (name,) in connection.execute("SELECT CAST(name AS BLOB) FROM sqlite_master")}
    if not names:
        raise RecordUnusable(
            f"nothing is in this record yet, the program was stopped while it made it: {folder}; "
            "run the same command again"
        )
    if not {b"alembic_version", b"meta", b"builds"} <= names:
        raise RecordUnusable(f"this is not a database of onrecord: {folder}")
    held = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    told = _text(held[0])[:20] if held else "none"
    if told != schema.NEWEST:  # the tables of another version are not known here
        raise RecordUnusable(
            f"the tables of this record are of another version (schema {told}; this program "
            f"proves {schema.NEWEST}): {folder}; make a copy and open it with `onrecord check`"
        )


def compare(connection: sqlite3.Connection, findings: Findings) -> None:
    """Compare the tables, indexes and triggers with those of a record made anew."""
    here, expected = _parts(connection), _made_anew()
    for name in sorted(expected.keys() | here.keys()):
        if name.startswith((f"table {INDEX}", "index sqlite_autoindex")):
            continue  # the index of words is made from the texts; SQLite makes the others
        if name not in here:
            findings.add(f"The {name} is gone.", name, code="schema-altered")
        elif name not in expected:
            findings.add(f"The {name} is none of this program's.", name, code="schema-altered")
        elif here[name] != expected[name]:
            findings.add(f"The {name} was changed.", name, code="schema-altered")


def damage(connection: sqlite3.Connection, findings: Findings) -> None:
    """Ask SQLite whether its file is whole, and whether each row refers to one that is there."""
    asked = f"PRAGMA integrity_check({_MOST})"
    for (said,) in _rows(connection, asked, findings):
        told = said.decode("utf-8", "replace")
        if told != "ok":
            findings.add(
                f"SQLite says of its file: {told:.300}", "record.db", code="database-damaged"
            )
    for table, number, other, _ in _rows(connection, "PRAGMA foreign_key_check", findings):
        findings.gone(
            f"Row {number} of {table.decode()} refers to a row of {other.decode()} that is gone.",
            table.decode(),
        )


def _rows(
    connection: sqlite3.Connection, asked: str, findings: Findings
) -> Iterator[tuple[Any, ...]]:
    try:
        yield from connection.execute(asked)
    except sqlite3.DatabaseError as fault:
        findings.add(f"SQLite cannot read its file: {fault}.", "record.db", code="database-damaged")


def _parts(connection: sqlite3.Connection) -> Mapping[str, str]:
    return {
        f"{_text(kind)} {_text(name)}": " ".join(f"{_text(table)}: {_text(sql)}".split())
        for kind, name, table, sql in connection.execute(_MASTER)
    }


def _text(held: bytes | None) -> str:
    return (held or b"").decode("utf-8", "replace")


@cache
def _made_anew() -> Mapping[str, str]:
    with tempfile.TemporaryDirectory(prefix="onrecord-") as place:
        path = Path(place) / "record.db"
        engine = connect(SqliteFile(path))
        try:
            schema.migrate(engine, {"created": "", "program": ""})
        finally:
            engine.dispose()
        with closing(sqlite3.connect(path)) as connection:
            connection.text_factory = bytes
            return _parts(connection)
