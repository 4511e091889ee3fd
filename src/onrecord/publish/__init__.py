"""
Incidents to files and pages that other people read.

`publish.report(record)` makes the one-file page that every build writes, for the record's
keepers. All else is for anybody: `publish.public(record, ...)` gives what may be seen, and
`publish.FORMATS` write from that alone.
"""

from onrecord.publish import paper
from onrecord.publish.formats import FORMATS, Format
from onrecord.publish.page import report
from onrecord.publish.protection import Circumstances, Summary, public, summary

__all__ = [
    "FORMATS",
    "Circumstances",
    "Format",
    "Summary",
    "paper",
    "public",
    "report",
    "summary",
]
