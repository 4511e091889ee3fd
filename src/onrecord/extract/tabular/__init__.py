"""Tables of incidents: which columns they have, and the claims that their cells make."""

from onrecord.extract.tabular.column import Column
from onrecord.extract.tabular.faults import LeftOut
from onrecord.extract.tabular.mapping import TableMapping
from onrecord.extract.tabular.mapping import parsed as mapping_of
from onrecord.extract.tabular.proposing import proposal
from onrecord.extract.tabular.reader import TableReader, Understood

__all__ = [
    "Column",
    "LeftOut",
    "TableMapping",
    "TableReader",
    "Understood",
    "mapping_of",
    "proposal",
]
