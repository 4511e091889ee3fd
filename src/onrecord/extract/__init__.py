"""Text to Claims: what a document says of harm, each claim with its exact words."""

from onrecord.extract.arabic import ArabicReader
from onrecord.extract.lend import lend
from onrecord.extract.reader import RulesReader, is_worth_parsing

__all__ = [
    "ArabicReader",
    "RulesReader",
    "arabic_reader",
    "is_worth_parsing",
    "lend",
    "rules_reader",
]


def rules_reader() -> RulesReader:
    """Return the rule reader for English; the parser model is loaded when it first reads."""
    return RulesReader()


def arabic_reader() -> ArabicReader:
    """Return the rule reader for Arabic, which stands on word lists alone."""
    return ArabicReader()
