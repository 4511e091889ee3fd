"""Where reports come from: a folder of files, as bytes that nothing has touched."""

from onrecord.acquire.acquired import Acquired
from onrecord.acquire.containers import holds_many
from onrecord.acquire.folder import MIB, MOST_BYTES, folder
from onrecord.acquire.kinds import is_table

__all__ = ["MIB", "MOST_BYTES", "Acquired", "folder", "holds_many", "is_table"]
