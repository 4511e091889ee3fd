"""Arabic texts to Claims, by word lists alone: proposals of the lowest tier, each for a person."""

from onrecord.extract.arabic.reader import ArabicReader

__all__ = ["ArabicReader"]
