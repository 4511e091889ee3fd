"""A snapshot's bytes turned into text with offsets that never shift, and voices."""

from onrecord.model import Document, Snapshot
from onrecord.read.plain import read_plain
from onrecord.read.reading import Reading
from onrecord.read.standing import Standing, standing
from onrecord.read.table import read_rows
from onrecord.read.web_page import read_page

__all__ = ["Reading", "Standing", "standing", "text"]


def text(document: Document, snapshot: Snapshot, data: bytes, *, careful: bool = False) -> Reading:
    """
    Return a document's words, who speaks in each block, and what the page says of itself.

    For plain text and tables the content is the file, character for character. Of a web page it is
    made once, block by block, and kept with the record. Nothing is fetched. Nothing is
    left out: what is no part of the report is labelled so.

    Args:
        document: Its name and what the manifest told.
        snapshot: Which bytes these are, and of what kind.
        data: The bytes.
        careful: Whether a web page is given to more extractors, which takes several times as long.

    Returns:
        The document completed, its Text, and Problems; never an error for what a file holds.
    """
    if snapshot.media_type == "text/html":
        return read_page(document, snapshot, data, careful=careful)
    if snapshot.media_type == "text/csv":
        return read_rows(document, snapshot, data)
    return read_plain(document, snapshot, data)
