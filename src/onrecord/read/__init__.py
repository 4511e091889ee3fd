"""A snapshot's bytes turned into text with offsets that never shift, and voices."""

from onrecord.model import Document, Snapshot
from onrecord.read.features import read_features
from onrecord.read.manner import AS_USUAL, Manner
from onrecord.read.page_bulk import read_in_bulk
from onrecord.read.papers import (
    Area,
    Rows,
    boxes,
    pdf_rows,
    read_mail,
    read_pdf,
    read_sheet,
    read_word,
    sheet_rows,
)
from onrecord.read.papers.ocr import Ocr, ready
from onrecord.read.plain import read_plain
from onrecord.read.reading import Reading
from onrecord.read.standing import Standing, standing
from onrecord.read.table import read_rows
from onrecord.read.web_page import read_page

__all__ = [
    "AS_USUAL",
    "Area",
    "Manner",
    "Ocr",
    "Reading",
    "Rows",
    "Standing",
    "boxes",
    "pdf_rows",
    "ready",
    "sheet_rows",
    "standing",
    "text",
]

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_READERS = {
    "text/csv": read_rows,
    "application/geo+json": read_features,
    "message/rfc822": read_mail,
    _WORD: read_word,
    _SHEET: read_sheet,
}


def text(document: Document, snapshot: Snapshot, data: bytes, manner: Manner = AS_USUAL) -> Reading:
    """
    Return a document's words, who speaks in each block, and what it says of itself.

    For plain text and tables the content is the file, character for character. Of anything else
    it is made once, block by block, and kept with the record. Nothing is fetched, run or
    opened. Nothing is left out: what is no part of the report is labelled so.

    Args:
        document: Its name and what the manifest told.
        snapshot: Which bytes these are, and of what kind.
        data: The bytes.
        manner: What the record's settings say of reading.

    Returns:
        The document completed, its Text, and Problems; never an error for what a file holds.
    """
    kind = snapshot.media_type.partition(";")[0]
    if kind == "application/pdf":
        return read_pdf(document, snapshot, data, using=manner.ocr)
    if kind == "text/html" and manner.bulk:
        return read_in_bulk(document, snapshot, data)
    if kind == "text/html":
        return read_page(document, snapshot, data, careful=manner.careful)
    return _READERS.get(kind, read_plain)(document, snapshot, data)
