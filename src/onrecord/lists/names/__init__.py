"""Names of persons, in Latin and Arabic letters, made comparable part by part."""

from onrecord.lists.names.alike import alike
from onrecord.lists.names.comparing import NameCompared, PartCompared, compare
from onrecord.lists.names.detecting import table_for
from onrecord.lists.names.many import LEVELS, alike_many
from onrecord.lists.names.parts import NameParts, parts
from onrecord.lists.names.tables import Table, table, table_in, tables
from onrecord.lists.names.words import Part

__all__ = [
    "LEVELS",
    "NameCompared",
    "NameParts",
    "Part",
    "PartCompared",
    "Table",
    "alike",
    "alike_many",
    "compare",
    "parts",
    "table",
    "table_for",
    "table_in",
    "tables",
]
