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
    sqlite3.SQLITE_NOTADB: "this is not a database of onrecord: {place}/record.db",
    sqlite3.SQLITE_CORRUPT: "the database is damaged: {place}; restore it from a copy",
    sqlite3.SQLITE_CANTOPEN: "the database cannot be opened: {place}",
    sqlite3.SQLITE_PERM: "the database may not be opened: {place}",
    sqlite3.SQLITE_IOERR: "the disk failed while the database was used: {place}",
    sqlite3.SQLITE_TOOBIG: "a report is too long for the database: {place}",
}
# Of a server, by the first characters of what SQL calls SQLSTATE; the longest that fits counts.
_BY_STATE = {
    "08": "the database went away: {place}; what was saved before stands, run again",
    "57P": "the database went away: {place}; what was saved before stands, run again",
    "28": "the database does not let this user in: {place}; look at the user and the password",
    "3D": "there is no such database on the server: {place}",
    "25006": "the record cannot be written, only read: {place}",
    "42501": "the user of the database may not do this: {place}",
    "53100": _BY_CODE[sqlite3.SQLITE_FULL],
    "53300": "the database has no connection left: {place}; try again later",
    "53": "the server of the database has too little of something ({fault}): {place}",
    "54": _BY_CODE[sqlite3.SQLITE_TOOBIG],
    "58": _BY_CODE[sqlite3.SQLITE_IOERR],
    "XX001": _BY_CODE[sqlite3.SQLITE_CORRUPT],
    "XX002": _BY_CODE[sqlite3.SQLITE_CORRUPT],
}
_CIPHER = "sqlcipher3"  # whose faults are like those of sqlite3, and none of them
_NO_ANSWER = "the database cannot be reached ({fault}): {place}"
_AWAY = _BY_STATE["08"]
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
    except Exception as fault:
        if _is_of_cipher(fault):
            raise RecordUnusable(_told(fault, place)) from fault
        raise


def _told(fault: BaseException | None, place: Path) -> str:
    code = getattr(fault, "sqlite_errorcode", 0) & 0xFF
    line = _BY_CODE.get(code) or _of_a_server(fault)
    line = line or "the database does not do what it should ({fault}): {place}"
    return line.format(place=place, fault=_first_line(fault))


def _of_a_server(fault: BaseException | None) -> str | None:
    if fault is None or isinstance(fault, sqlite3.Error) or _is_of_cipher(fault):
        return None
    state = getattr(fault, "sqlstate", None)
    if state is None:  # said by the driver, not by the server
        is_asking = type(fault).__name__ == "OperationalError"
        lost = any(words in str(fault) for words in ("connection is lost", "closed", "terminat"))
        return (_AWAY if lost else _NO_ANSWER) if is_asking else None
    fits = (length for length in range(5, 1, -1) if state[:length] in _BY_STATE)
    return next((_BY_STATE[state[:length]] for length in fits), None)


def _is_of_cipher(fault: BaseException) -> bool:
    return type(fault).__module__.partition(".")[0] == _CIPHER  # loaded only where it is used


def _first_line(fault: BaseException | None) -> str:
    """Return what a fault says; the lines after the first of a server's may quote a row."""
    return str(fault).partition("\n")[0].strip()
