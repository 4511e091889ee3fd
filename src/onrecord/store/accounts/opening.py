"""Where the accounts of a record are, and opening them."""

import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from onrecord.store.accounts import schema
from onrecord.store.accounts.book import AccountBook
from onrecord.store.address import SqliteFile
from onrecord.store.database import connect
from onrecord.store.faults import in_one_line

DATABASE = "accounts.db"
_OWNERS_ONLY = 0o600


def has_accounts(folder: Path) -> bool:
    """Return whether somebody made accounts for the record in a folder."""
    return (folder / DATABASE).is_file()


def open_book(folder: Path, *, now: datetime) -> AccountBook:
    """
    Open the accounts of a record, or make room for them.

    The file is its owner's alone from its first byte on; what SQLite writes beside it has
    the same rights.

    Args:
        folder: The record's folder.
        now: When.

    Raises:
        RecordUnusable: The file cannot be opened, or a newer program made it.
    """
    path = folder / DATABASE
    with in_one_line(path):
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _OWNERS_ONLY))
        engine = connect(SqliteFile(path))
        schema.bring_up_to_date(engine, now.isoformat(timespec="seconds"), path)
    return AccountBook(engine, path)
