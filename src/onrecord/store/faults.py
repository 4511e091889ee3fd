"""What a database or a disk complains of, as one clear line."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from onrecord.model import RecordUnusable

_BY_CODE = {
    sqlite3.SQLITE_FULL: "the disk is full: {place}; what was saved before stands, "
    "free some space and run again",
    sqlite3.SQLITE_READONLY: "the record cannot be written, only read: {place}",
    sqlite3.SQLITE_BUSY: "another program is writing to this record: {place}",
    sqlite3.SQLITE_LOCKED: "another program is writing to this record: {place}",
    sqlite3.SQLITE_NOTADB: "this is not a database of onrecord: {place}",
    sqlite3.SQLITE_CORRUPT: "the database is damaged: {place}; restore it from a copy",
    sqlite3.SQLITE_CANTOPEN: "the database cannot be opened: {place}",
    sqlite3.SQLITE_PERM: "the database may not be opened: {place}",
    sqlite3.SQLITE_IOERR: "the disk failed while the database was used: {place}",
    sqlite3.SQLITE_TOOBIG: "a report is too long for the database: {place}",
}
_BY_ERRNO = {
    errno.ENOSPC: _BY_CODE[sqlite3.SQLITE_FULL],
    errno.EDQUOT: _BY_CODE[sqlite3.SQLITE_FULL],
    errno.EROFS: _BY_CODE[sqlite3.SQLITE_READONLY],
    errno.EACCES: "the record may not be written: {place}",
    errno.EPERM: "the record may not be written: {place}",
}


@contextmanager
def in_one_line(place: Path) -> Iterator[None]:
    """Turn what the database or the disk raises into RecordUnusable naming the place."""
    try:
        yield
    except DBAPIError as fault:
        raise RecordUnusable(_told(fault.orig, place)) from fault
    except sqlite3.Error as fault:
        raise RecordUnusable(_told(fault, place)) from fault
    except OSError as fault:
        line = _BY_ERRNO.get(fault.errno or 0)
        if line is None:
            line = f"the record cannot be used ({fault.strerror or fault}): {{place}}"
        raise RecordUnusable(line.format(place=place)) from fault


def _told(fault: BaseException | None, place: Path) -> str:
    code = getattr(fault, "sqlite_errorcode", 0) & 0xFF
    line = _BY_CODE.get(code, f"the database does not do what it should ({fault}): {{place}}")
    return line.format(place=place)
