"""Where reports come from: a folder of files, as bytes that nothing has touched."""

from onrecord.acquire.folder import Acquired, folder

__all__ = ["Acquired", "folder"]
