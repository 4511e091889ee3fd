"""Files that are there whole or not at all."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from onrecord.kit.on_disk import force_names

_FOR_ALL_TO_READ = 0o644
_FOR_ONE_TO_READ = 0o600


@contextmanager
def replaced(path: Path, *, is_private: bool = False) -> Iterator[BinaryIO]:
    """
    Write a file beside the one it takes the place of, and swap them at the end.

    If the block fails, what stood there before stays as it was. Until then nobody else on the
    machine can read it.

    Args:
        path: Where it is to stand.
        is_private: Whether nobody else on the machine may read it afterwards either, whoever
            could read what stood there before.

    Raises:
        OSError: The folder cannot be written, or the disk is full.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.", suffix=".part")
    beside = Path(name)
    try:
        with os.fdopen(handle, "w+b") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        beside.chmod(_FOR_ONE_TO_READ if is_private else _mode(path))
        beside.replace(path)
        force_names(path.parent)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _mode(path: Path) -> int:
    return path.stat().st_mode if path.exists() else _FOR_ALL_TO_READ & ~umask()


def umask() -> int:
    """Return which permissions files that this program makes do not have."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
