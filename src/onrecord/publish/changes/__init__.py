"""
What changed between two releases.

`changes.told(public)` is what a release keeps of itself; `changes.between(before, after)`
compares two. `changes.practice(public)` and `changes.altered(before, after)` do the same for
how the release came about. All are values of numbers and fixed phrases, without a word of
the record, so that what is taken out of a later release stands in none of them.
"""

from onrecord.publish.changes.difference import Change, Corrected, Kind, Regraded, between
from onrecord.publish.changes.lines import (
    altered_from_line,
    as_line,
    change_from_line,
    from_line,
    practice_from_line,
)
from onrecord.publish.changes.notice import Notice
from onrecord.publish.changes.practice import Altered, Practice, altered, practice
from onrecord.publish.changes.told import Teller, Told, ToldFigure, ToldRuling, told

__all__ = [
    "Altered",
    "Change",
    "Corrected",
    "Kind",
    "Notice",
    "Practice",
    "Regraded",
    "Teller",
    "Told",
    "ToldFigure",
    "ToldRuling",
    "altered",
    "altered_from_line",
    "as_line",
    "between",
    "change_from_line",
    "from_line",
    "practice",
    "practice_from_line",
    "told",
]
