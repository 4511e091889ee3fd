"""What a record's settings say of how its reports are read."""

from dataclasses import dataclass

from onrecord.read.papers.ocr import Ocr


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """
    How reports are read.

    Attributes:
        careful: Whether a web page is given to more extractors, which takes several times as long.
        bulk: Whether web pages are read in bulk, several times as fast and less well.
        ocr: How pages without words are read from their picture; None reads none.
    """

    careful: bool = False
    bulk: bool = False
    ocr: Ocr | None = None


AS_USUAL = Manner()
