"""Names of persons, in Latin and Arabic letters, made comparable part by part."""

from onrecord.lists.names.comparing import NameCompared, PartCompared, alike, compare
from onrecord.lists.names.parts import NameParts, parts
from onrecord.lists.names.tables import Table, table, table_in, tables
from onrecord.lists.names.words import Part

__all__ = [
    "NameCompared",
    "NameParts",
    "Part",
    "PartCompared",
    "Table",
    "alike",
    "compare",
    "parts",
    "table",
    "table_in",
    "tables",
]
