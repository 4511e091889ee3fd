"""
Files of named victims → entries; one issue of a list against the one before.

`sheets` makes a file's rows, `propose` says what its columns seem to mean, a person confirms,
`entries` reads the rows and tells who is new, gone, back or changed.
"""

from onrecord.lists.tables.from_text import sheets
from onrecord.lists.tables.mapping import fitted
from onrecord.lists.tables.mapping import read as columns_from
from onrecord.lists.tables.mapping import written as mapping_of
from onrecord.lists.tables.proposing import Proposed, propose
from onrecord.lists.tables.reports import NamedPerson, named_in_reports
from onrecord.lists.tables.sheet import Sheet, headed
from onrecord.lists.tables.taking_in import TakenIn, differences, entries
from onrecord.lists.tables.vocabulary import heading, outcome

__all__ = [
    "NamedPerson",
    "Proposed",
    "Sheet",
    "TakenIn",
    "columns_from",
    "differences",
    "entries",
    "fitted",
    "headed",
    "heading",
    "mapping_of",
    "named_in_reports",
    "outcome",
    "propose",
    "sheets",
]
