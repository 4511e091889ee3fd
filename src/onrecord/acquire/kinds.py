"""What kind of file some bytes are: text, a web page, a table, or nothing that can be read."""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE
from pathlib import PurePosixPath

PLAIN = "text/plain"
HTML = "text/html"
TABLE = "text/csv"
FEATURES = "application/geo+json"
PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MAIL = "message/rfc822"

_PLAIN_SUFFIXES = frozenset({".txt", ".text", ".md"})
_HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
_HTML_STARTS = (b"<!doctype html", b"<html")
_TABLE_SUFFIXES = frozenset({".csv", ".tsv"})
_FEATURES_SUFFIXES = frozenset({".geojson"})
_SPREADSHEETS = frozenset({".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".numbers"})
_SNIFFED = 1024  # bytes: a page says what it is at once, after comments and white space

# First bytes, and what a recorder would call such a file.
_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document (save it as DOCX, XLSX or PDF)"),
    (b"{\\rtf", "an RTF document (save it as DOCX or PDF)"),
    (b"SQLite format 3\x00", "a database"),
    (b"\x7fELF", "a program"),
    (b"ID3", "a sound recording"),
    (b"OggS", "a sound recording"),
    (b"\x1aE\xdf\xa3", "a film"),
    (b"WARC/1.", "a web archive"),
)
_PDF_WITHIN = 1024  # bytes in which a PDF says that it is one: ISO 32000 as readers practise it
_REPORTS = _PLAIN_SUFFIXES | _HTML_SUFFIXES | _TABLE_SUFFIXES | _FEATURES_SUFFIXES
_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument"
_MARKS = (BOM_UTF8, BOM_UTF32_LE, BOM_UTF32_BE, BOM_UTF16_LE, BOM_UTF16_BE)
_CHARSET = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9_.:-]{2,30})""", re.IGNORECASE)
_UTF8 = frozenset({"utf-8", "utf8"})
_FEW = 256  # bytes looked at to tell text in two-byte units from anything else


def media_type(name: str, data: bytes) -> str:
    """
    Return the kind by the name, or by the first words if that is silent.

    >>> media_type("note.txt", b"<html>")
    'text/plain'
    >>> media_type("saved.php", b"  <!DOCTYPE html><p>Shelling")
    'text/html'
    >>> media_type("incidents.tsv", b"date")
    'text/csv'
    """
    suffix = PurePosixPath(name).suffix.lower()
    if is_pdf(name, data):
        return PDF
    if is_word(data):
        return WORD
    if suffix in _PLAIN_SUFFIXES:
        return PLAIN
    if suffix in _HTML_SUFFIXES:
        return HTML
    if suffix in _TABLE_SUFFIXES | _FEATURES_SUFFIXES:
        return TABLE if suffix in _TABLE_SUFFIXES else FEATURES
    first = data[:_SNIFFED].removeprefix(BOM_UTF8).lstrip().lower()
    while first.startswith((b"<!--", b"<?")):
        first = first.partition(b">")[2].lstrip()
    return HTML if first.startswith(_HTML_STARTS) else PLAIN


def is_pdf(name: str, data: bytes) -> bool:
    r"""
    Return whether a file is a PDF: by its first bytes, or by name where others stand before.

    >>> is_pdf("saved.html", b"%PDF-1.7"), is_pdf("a.pdf", b"<html>\\n%PDF-1.7")
    (True, True)
    >>> is_pdf("a.html", b"<html>\\n%PDF-1.7")
    False
    """
    if data.startswith(b"%PDF-"):
        return True
    return PurePosixPath(name).suffix.lower() == ".pdf" and b"%PDF-" in data[:_PDF_WITHIN]


def is_word(data: bytes) -> bool:
    """Return whether bytes are a Word document (DOCX): its list of members says so."""
    return data.startswith(b"PK\x03\x04") and b"word/document.xml" in data


def is_workbook(data: bytes) -> bool:
    """Return whether bytes are a workbook (XLSX): its list of members says so."""
    return data.startswith(b"PK\x03\x04") and b"xl/workbook.xml" in data


def is_report(name: str, data: bytes) -> bool:
    """
    Return whether a file beside a mail is of a kind that is read: no signature, no picture.

    >>> is_report("annex.pdf", b"%PDF-1.7"), is_report("signature.asc", b"-----BEGIN")
    (True, False)
    """
    if is_pdf(name, data) or is_word(data) or is_workbook(data):
        return True
    return PurePosixPath(name).suffix.lower() in _REPORTS and why_not_text(data) is None


def is_table(name: str) -> bool:
    """
    Return whether a file is a table by its name, be it one that cannot be read.

    >>> is_table("incidents.csv"), is_table("incidents.geojson"), is_table("claims.jsonl")
    (True, True, False)
    """
    suffix = PurePosixPath(name).suffix.lower()
    return suffix in _TABLE_SUFFIXES | _FEATURES_SUFFIXES or is_spreadsheet(name)


def is_spreadsheet(name: str) -> bool:
    """
    Return whether a file is a spreadsheet program's own: a table, but not as text.

    >>> is_spreadsheet("Incidents 2018.XLSX")
    True
    """
    return PurePosixPath(name).suffix.lower() in _SPREADSHEETS


def charset(content_type: str) -> str:
    """
    Return the charset that a `Content-Type` names; "" for none, and for UTF-8.

    UTF-8 shows in the bytes themselves, so only another says something.

    >>> charset('text/html; charset="Windows-1256"'), charset("text/html; charset=UTF-8")
    ('windows-1256', '')
    """
    found = _CHARSET.search(content_type.partition(";")[2])
    name = found[1].lower() if found else ""
    return "" if name in _UTF8 else name


def with_charset(kind: str, content_type: str) -> str:
    """
    Return a kind with the charset that a `Content-Type` names, if it is one of text.

    Where nothing else says in what bytes are written, this does (RFC 9110 section 8.3.1).

    >>> with_charset("text/html", "text/html; charset=windows-1256")
    'text/html; charset=windows-1256'
    >>> with_charset("application/pdf", "text/html; charset=windows-1256")
    'application/pdf'
    """
    named = charset(content_type) if kind.startswith("text/") else ""
    return f"{kind}; charset={named}" if named else kind


def why_not_report(name: str, data: bytes) -> str | None:
    """
    Return what a file looks like if it cannot be read as a report; None if it can.

    >>> why_not_report("a.pdf", b"%PDF-1.7"), why_not_report("a.pdf", b"GIF89a ...")
    (None, 'a GIF picture')
    """
    return None if is_pdf(name, data) else why_not_text(data)


def why_not_text(data: bytes) -> str | None:
    """
    Return what some bytes look like if they cannot be text; None if they can.

    >>> why_not_text(b"GIF89a ...")
    'a GIF picture'
    >>> why_not_text("Eleven people".encode()) is None
    True
    """
    if is_word(data):
        return None
    if data[30:].startswith(_OPEN_DOCUMENT):
        return "an OpenDocument file (save it as DOCX or PDF)"
    for start, what in _STARTS:
        if data.startswith(start):
            return what
    if data[4:8] == b"ftyp":
        return "a film or a picture"
    if data.startswith(_MARKS) or b"\x00" not in data:
        return None
    return "text in UTF-16 without its mark" if _every_second_is_zero(data) else "binary data"


def _every_second_is_zero(data: bytes) -> bool:
    few = data[:_FEW]
    halves = few[0::2], few[1::2]
    return any(half.count(0) > 0.8 * len(half) for half in halves) and any(
        half.count(0) == 0 for half in halves
    )
