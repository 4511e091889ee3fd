"""
A record to what of it anybody may see.

`protection.public(record, ...)` is the only way to a `Public`, and a `Public` is all that
exports, pages and reports are given.
"""

from onrecord.publish.protection.publication import public

__all__ = ["public"]
