"""Making sure that what was written is on the disk, names and all."""

import os
from pathlib import Path


def force_names(folder: Path) -> None:
    """
    Force a folder's new names to the disk, where the system can open a folder.

    A file that was made, or given another name, may be forced to the disk itself and still be
    lost at a cut of power: its name stands in the folder, which is written by itself (fsync(2),
    "also needed for a file descriptor for the directory").

    Raises:
        OSError: The disk does not take it.
    """
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
