"""
Files of named victims → entries; one issue of a list against the one before.

`sheets` makes a file's rows, `propose` says what its columns seem to mean, a person confirms,
`entries` reads the rows and tells who is new, gone, back or changed.
"""

from onrecord.lists.tables.from_text import sheets
from onrecord.lists.tables.proposing import Proposed, propose
from onrecord.lists.tables.sheet import Sheet, headed
from onrecord.lists.tables.taking_in import TakenIn, differences, entries

__all__ = [
    "Proposed",
    "Sheet",
    "TakenIn",
    "differences",
    "entries",
    "headed",
    "propose",
    "sheets",
]
