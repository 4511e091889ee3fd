"""Text to Claims: what a document says of harm, each claim with its exact words."""

from onrecord.extract import asked, tagger
from onrecord.extract.arabic import ArabicReader
from onrecord.extract.lend import lend
from onrecord.extract.reader import EnglishReader, is_worth_parsing
from onrecord.extract.tabular import (
    LeftOut,
    TableReader,
    Understood,
    mapping_of,
    proposal,
)

__all__ = [
    "ArabicReader",
    "EnglishReader",
    "LeftOut",
    "TableReader",
    "Understood",
    "arabic_reader",
    "asked",
    "english_reader",
    "is_worth_parsing",
    "lend",
    "mapping_of",
    "proposal",
    "rules_reader",
    "table_reader",
]


def english_reader() -> EnglishReader:
    """Return the reader for English: rules, and the tagger where its model is installed."""
    version = tagger.version()
    return EnglishReader(tagger=f"tagger-en {version}" if version else None)


def rules_reader() -> EnglishReader:
    """Return the rules for English alone; the parser model is loaded when they first read."""
    return EnglishReader()


def arabic_reader() -> ArabicReader:
    """Return the rule reader for Arabic, which stands on word lists alone."""
    return ArabicReader()


def table_reader() -> TableReader:
    """Return the reader of tables of incidents."""
    return TableReader()
