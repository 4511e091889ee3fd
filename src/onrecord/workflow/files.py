"""Files that are there whole or not at all."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

_FOR_ALL_TO_READ = 0o644


@contextmanager
def replaced(path: Path) -> Iterator[BinaryIO]:
    """
    Write a file beside the one it takes the place of, and swap them at the end.

    If the block fails, what stood there before stays as it was.

    Raises:
        OSError: The folder cannot be written, or the disk is full.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.", suffix=".part")
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        beside.chmod(path.stat().st_mode if path.exists() else _FOR_ALL_TO_READ & ~_umask())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
