"""Bytes to text: no byte is lost without a word about it, and offsets never shift."""

import codecs
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE
from dataclasses import dataclass

REPLACED = "\ufffd"

# The longer marks first: UTF-32's begins with UTF-16's. The mark stays in the text, as its
# first character, so that places count from where the file begins.
_MARKS = (
    (BOM_UTF8, "utf-8"),
    (BOM_UTF32_LE, "utf-32-le"),
    (BOM_UTF32_BE, "utf-32-be"),
    (BOM_UTF16_LE, "utf-16-le"),
    (BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 200_000  # bytes: enough to tell one alphabet from another
_HIGH_RUN = re.compile(rb"[\x80-\xff]{3,}")
_GOOD_UTF8 = re.compile(
    rb"[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_ARABIC = re.compile(r"[\u0600-\u06ff\u200c-\u200f]")
_CYRILLIC = re.compile(r"[\u0400-\u045f\u0490\u0491]")
_MOSTLY = 0.9
_CHARSET = re.compile(r";\s*charset=([\w.:-]{2,30})", re.ASCII)
# The web calls these by one name (WHATWG Encoding standard): Latin-1 is read as Windows-1252.
_WESTERN = frozenset({"iso8859-1", "ascii"})
# Codecs of Python's that are no charset of a file: some run over their input many times.
_NO_CHARSETS = frozenset({"idna", "punycode", "raw-unicode-escape", "unicode-escape", "undefined",
                          "utf-7"})  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """
    Bytes as text.

    Attributes:
        content: Every character of the file, its byte order mark too.
        encoding: In what the file is written.
        is_guessed: Whether nothing in the file says so.
        damaged: How many characters stand for bytes that mean nothing in that encoding.
        first_damage: The byte at which the first of them stands; None if there is none.
    """

    content: str
    encoding: str
    is_guessed: bool = False
    damaged: int = 0
    first_damage: int | None = None


def decode(data: bytes, charset: str = "") -> Decoded:
    """
    Return bytes as text: as UTF-8 or by its mark if that holds, else as told, or by a guess.

    Bytes that fit nowhere become the replacement character and are counted. The bytes
    themselves stay in the archive.

    Args:
        data: The bytes.
        charset: In what they are written by the word of whoever sent them; "" if unknown.

    >>> decode("Alepé".encode("cp1252")).content
    'Alepé'
    >>> decode("Алеппо".encode("koi8-r"), "koi8-r").content
    'Алеппо'
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _as_told(data, encoding)
    try:
        return Decoded(content=data.decode("utf-8"), encoding="utf-8")
    except UnicodeDecodeError as error:
        first = error.start
    if _is_nearly_utf8(data):
        return _replaced(data, "utf-8", first)
    return as_named(data, charset) or _guessed(data)


def as_named(data: bytes, charset: str) -> Decoded | None:
    """
    Return bytes as text in a charset that somebody named; None if they cannot be in it.

    >>> as_named("حلب".encode("cp1256"), "windows-1256").content
    'حلب'
    >>> as_named(b"Alep", "no-such-charset") is None
    True
    """
    try:
        encoding = codecs.lookup(charset).name
        if encoding.replace("_", "-") in _NO_CHARSETS:
            return None
        encoding = "cp1252" if encoding in _WESTERN else encoding
        return Decoded(content=data.decode(encoding), encoding=encoding)
    except (LookupError, UnicodeError, ValueError):
        return None


def charset_of(media_type: str) -> str:
    """
    Return the charset that a media type names; "" if it names none.

    >>> charset_of("text/html; charset=windows-1256"), charset_of("text/html")
    ('windows-1256', '')
    """
    found = _CHARSET.search(media_type)
    return found[1] if found else ""


def _as_told(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(content=data.decode(encoding), encoding=encoding)
    except UnicodeDecodeError as error:
        return _replaced(data, encoding, error.start)


def _replaced(data: bytes, encoding: str, first: int) -> Decoded:
    content = data.decode(encoding, "replace")
    return Decoded(
        content=content, encoding=encoding, damaged=content.count(REPLACED), first_damage=first
    )


def _is_nearly_utf8(data: bytes) -> bool:
    """Whether most characters beyond ASCII are sound UTF-8, so that a few are damage."""
    sound = len(_GOOD_UTF8.findall(data))
    if not sound:
        return False
    left = _GOOD_UTF8.sub(b"", data)
    broken = len(left) - len(left.translate(None, bytes(range(0x80, 0x100))))
    return sound > 2 * broken


def _guessed(data: bytes) -> Decoded:
    """
    Choose among the old encodings of eight bits.

    In Arabic and Cyrillic files whole words are high bytes; in Western files high bytes
    stand alone among plain letters.
    """
    runs = b"".join(_HIGH_RUN.findall(data[:_SAMPLE]))
    high = sum(byte >= 0x80 for byte in data[:_SAMPLE])
    if len(runs) > high / 2:
        for encoding, letters in (("cp1256", _ARABIC), ("cp1251", _CYRILLIC)):
            words = runs.decode(encoding, "replace")
            if len(letters.findall(words)) >= _MOSTLY * len(words):
                return _by(data, encoding)
    return _by(data, "cp1252")


def _by(data: bytes, encoding: str) -> Decoded:
    try:
        content = data.decode(encoding)
    except UnicodeDecodeError:
        # Latin-1 has a character for every byte, so nothing is lost.
        encoding = "latin-1"
        content = data.decode(encoding)
    return Decoded(content=content, encoding=encoding, is_guessed=True)
