"""What runs that were killed left behind, told from what is being written just now."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from glob import escape
from pathlib import Path
from types import ModuleType

from onrecord.model import RecordUnusable


@contextmanager
def in_use(path: Path) -> Iterator[None]:
    """Mark a file or folder as being written. When the process dies, the mark goes with it."""
    with suppress(ImportError):
        import fcntl  # noqa: PLC0415 - not on every system

        handle = os.open(path, os.O_RDONLY)
        try:
            with suppress(OSError):  # some disks keep no marks
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield
        finally:
            os.close(handle)
        return
    yield


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """
    Write to a folder while no other program does; when the process dies, its right goes with it.

    Raises:
        RecordUnusable: Another program is writing to it.
    """
    try:
        import fcntl  # noqa: PLC0415 - not on every system
    except ImportError:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        _take_right(fcntl, handle, folder)
        yield
    finally:
        os.close(handle)


def _take_right(fcntl: ModuleType, handle: int, folder: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise RecordUnusable(f"another program is writing to {folder}") from None
    except OSError:  # some disks keep no marks
        return


def remove(folder: Path, prefix: str, suffix: str) -> None:
    """Take away files and folders with such names that nobody is writing."""
    with suppress(ImportError):  # where it cannot be told who lives, nothing is taken away
        import fcntl  # noqa: PLC0415 - not on every system

        for left in folder.glob(f"{escape(prefix)}*{escape(suffix)}"):
            with suppress(OSError):
                handle = os.open(left, os.O_RDONLY)
                try:
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    take_away(left)
                finally:
                    os.close(handle)


def take_away(left: Path) -> None:
    """Take a file or a whole folder away, if it is there."""
    if left.is_dir() and not left.is_symlink():
        shutil.rmtree(left, ignore_errors=True)
    else:
        left.unlink(missing_ok=True)
