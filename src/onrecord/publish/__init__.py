"""
Incidents to files and pages that other people read.

`publish.report(record)` makes the one-file page that every build writes.
"""

from onrecord.publish.page import report

__all__ = ["report"]
