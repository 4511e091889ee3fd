"""Making an encrypted file out of a plain one, with the same in it."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from onrecord.model import RecordUnusable
from onrecord.store import keyed
from onrecord.store.faults import in_one_line

_PLAIN = "-plain.db"  # what a plain file is called once the encrypted one has taken its name
_TABLES = "SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name"
_OTHERS = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"


def plain_copy(path: Path) -> Path:
    """Return what a file is called once an encrypted one has taken its place."""
    return path.with_name(f"{path.stem}{_PLAIN}")


def encrypt_file(path: Path) -> Path:
    """
    Put an encrypted file in the place of a plain one, and return where the plain one lies.

    The passphrase is that of the record (`kit.passphrases`). The new file is compared with the
    old, table by table and row by row, before it takes its place; killed before that, nothing
    has changed.

    Args:
        path: The plain file. Nobody has it open, and whoever writes to a record waits until
            its caller lets go of the right to write.

    Raises:
        RecordUnusable: Somebody has it open, or the new file is not the same.
    """
    old, new = plain_copy(path), path.with_name(f"{path.name}.encrypted.part")
    for left in (new, Path(f"{new}-journal")):
        left.unlink(missing_ok=True)
    keyed.begun_anew(new)
    with in_one_line(path.parent):
        _leave_log(path)
        before = _state(path)
        _write(path, new)
        _compare(path, new)
        with new.open("rb") as file:
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(path, old)
        if not old.samefile(path):
            raise RecordUnusable(f"an earlier plain copy is there; take it away first: {old}")
        if _state(path) != before:  # who opens a database that nobody locks, such as accounts
            raise RecordUnusable(
                f"somebody opened this record meanwhile; nothing was changed, run again: {path}"
            )
        new.replace(path)
    return old


def _state(path: Path) -> tuple[int, int, bool]:
    """Return what is another once a program has written to a file, or has it open to write."""
    told = path.stat()
    return told.st_mtime_ns, told.st_size, path.with_name(f"{path.name}-wal").exists()


def _leave_log(path: Path) -> None:
    """Move what is committed into the file itself, which only works where nobody has it open."""
    with closing(sqlite3.connect(path, timeout=1, isolation_level=None)) as plain:
        try:
            (mode,) = plain.execute("PRAGMA journal_mode = DELETE").fetchone()
        except sqlite3.OperationalError:
            mode = "wal"
    if mode != "delete":
        raise RecordUnusable(
            f"somebody has this record open; close the desk and what follows it: {path.parent}"
        )


def _write(path: Path, new: Path) -> None:
    secret = keyed.key_of(new)
    cipher = keyed.driver()
    with closing(cipher.connect(str(path), isolation_level=None)) as plain:
        plain.execute("PRAGMA temp_store = MEMORY")
        plain.execute(f'ATTACH DATABASE ? AS made KEY "{secret}"', (str(new),))
        plain.execute("SELECT sqlcipher_export('made')")
        plain.execute("DETACH DATABASE made")


def _compare(path: Path, new: Path) -> None:
    with (
        closing(sqlite3.connect(path, isolation_level=None)) as plain,
        closing(keyed.opened(new, isolation_level=None)) as made,
    ):
        is_whole = made.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        if not is_whole or any(a != b for a, b in _beside(plain, made)):
            raise RecordUnusable(
                f"the encrypted copy does not hold the same; nothing was changed: {path}"
            )


def _beside(plain: Any, made: Any) -> Iterator[tuple[Any, Any]]:
    """Yield what the one holds beside what the other holds, to the last row of each."""
    yield plain.execute(_OTHERS).fetchall(), made.execute(_OTHERS).fetchall()
    for name, sql in plain.execute(_TABLES).fetchall():
        if str(sql).upper().startswith("CREATE VIRTUAL"):
            continue  # what it holds is in tables of its own
        asked = f'SELECT * FROM "{name}"'  # noqa: S608 - a name of this database's own
        one, other = plain.execute(asked), made.execute(asked)
        while True:
            rows = one.fetchmany(500), other.fetchmany(500)
            yield rows
            if not rows[0]:
                break
