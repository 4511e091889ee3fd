"""Names of persons, in Latin and Arabic letters, made comparable part by part."""

from onrecord.lists.names.parts import NameParts, Part, parts

__all__ = ["NameParts", "Part", "parts"]
