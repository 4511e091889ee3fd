"""
One file that holds a whole record: a BagIt bag (RFC 8493) in a tar, sealed with age if wanted.

Both are read by other programs: `tar` takes it apart, any BagIt tool or `sha256sum` proves it,
`age` opens it. Writing and reading hold one piece of it in memory at a time.
"""

from onrecord.preserve.backup.bag import FORMAT, Info, Kept, may_hold, packed
from onrecord.preserve.backup.sealing import Lock, opened, opens_with, sealed
from onrecord.preserve.backup.unpacking import Unpacked, Unpacking

__all__ = [
    "FORMAT",
    "Info",
    "Kept",
    "Lock",
    "Unpacked",
    "Unpacking",
    "may_hold",
    "opened",
    "opens_with",
    "packed",
    "sealed",
]
