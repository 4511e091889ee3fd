"""
Builders and the table notation: claims written as a recorder would note them.

For our own tests and for those who write a reader, a check or a rulebook.
"""

from onrecord.testing.table import claims
from onrecord.testing.world import World, documents, world

__all__ = ["World", "claims", "documents", "world"]
