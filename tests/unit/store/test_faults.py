import errno
import sqlite3

import pytest

from onrecord.model import RecordUnusable
from onrecord.store.faults import in_one_line


@pytest.mark.parametrize(
    ("fault", "line"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "the disk is full"),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), "the disk is full"),
        (OSError(errno.EROFS, "Read-only file system"), "cannot be written, only read"),
        (OSError(errno.EACCES, "Permission denied"), "may not be written"),
        (OSError(errno.EIO, "Input/output error"), "cannot be used (Input/output error)"),
        (sqlite3.OperationalError("odd"), "the database does not do what it should (odd)"),
    ],
)
def test_a_fault_is_one_line_naming_the_place(tmp_path, fault, line):
    with pytest.raises(RecordUnusable) as told, in_one_line(tmp_path):
        raise fault
    assert line in str(told.value)
    assert str(tmp_path) in str(told.value)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    ("code", "line"),
    [
        (sqlite3.SQLITE_FULL, "the disk is full"),
        (sqlite3.SQLITE_IOERR_WRITE, "the disk failed"),
        (sqlite3.SQLITE_BUSY, "another program is writing"),
        (sqlite3.SQLITE_CORRUPT, "the database is damaged"),
        (sqlite3.SQLITE_READONLY_DIRECTORY, "cannot be written, only read"),
    ],
)
def test_what_the_database_complains_of_is_one_line(tmp_path, code, line):
    fault = sqlite3.OperationalError("x")
    fault.sqlite_errorcode = code
    with pytest.raises(RecordUnusable, match=line), in_one_line(tmp_path):
        raise fault


def test_other_faults_pass(tmp_path):
    with pytest.raises(KeyError), in_one_line(tmp_path):
        raise KeyError
