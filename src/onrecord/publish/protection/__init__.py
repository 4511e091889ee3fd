"""
A record to what of it anybody may see.

`protection.public(record, ...)` is the only way to a `Public`, and a `Public` is all that
exports, pages and reports are given. `protection.summary(public)` says how much that is.
"""

from onrecord.publish.protection.publication import Circumstances, Incidents, public
from onrecord.publish.protection.summary import Summary, summary

__all__ = ["Circumstances", "Incidents", "Summary", "public", "summary"]
