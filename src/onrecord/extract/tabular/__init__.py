"""Tables of incidents: which columns they have, and the claims that their cells make."""

from onrecord.extract.tabular.headings import Column
from onrecord.extract.tabular.reader import TableReader, Understood

__all__ = ["Column", "TableReader", "Understood"]
