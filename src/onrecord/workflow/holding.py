"""One writer at a time: a record that one program writes to, another does not."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from onrecord.model import RecordUnusable

try:
    import fcntl
except ImportError:  # Windows has no such lock; there SQLite's own is what is left
    fcntl = None  # type: ignore[assignment]


@contextmanager
def record(folder: Path) -> Iterator[None]:
    """
    Hold a record's folder for writing while the block runs.

    The lock is on the open folder itself, so it leaves no file behind and ends with the
    program, however that ends.

    Args:
        folder: The record's folder; it must exist.

    Raises:
        RecordUnusable: Another program holds it.
    """
    if fcntl is None:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise RecordUnusable(
                f"another onrecord is writing to {folder} right now; try again when it is done"
            ) from None
        except OSError:
            pass  # a network folder without locks: SQLite's own lock is what is left
        yield
    finally:
        with suppress(OSError):
            os.close(handle)
