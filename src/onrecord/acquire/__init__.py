"""Where reports come from: a folder of files, as bytes that nothing has touched."""

from onrecord.acquire.acquired import Acquired
from onrecord.acquire.folder import MIB, MOST_BYTES, folder
from onrecord.acquire.kinds import is_table

__all__ = ["MIB", "MOST_BYTES", "Acquired", "folder", "is_table"]
