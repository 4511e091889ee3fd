"""Moving a record's database to a server, and back."""

from datetime import UTC, datetime
from pathlib import Path

from onrecord import store
from onrecord.store import Moved

FILE = "sqlite"  # what the file in a record's folder is called


def move(record_folder: Path, to: str) -> Moved:
    """
    Move the database of a record: every row, byte for byte, under the same numbers.

    What was sealed before is proven after: no checkpoint says where its rows were. Only the
    settings file is another, by the one line that names the database.

    Args:
        record_folder: The record.
        to: The address of a schema on a PostgreSQL server, without a password, such as
            `postgresql://db.example.org/records?schema=coast`; or `sqlite` for the file in
            the record's folder.

    Raises:
        RecordUnusable: There is no record; the new place holds something else; somebody is
            writing; something does not compare. The record is used as it was.
    """
    with store.open_record(record_folder) as kept:
        return store.move(kept, "" if to == FILE else to, datetime.now(UTC))
