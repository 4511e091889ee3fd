"""
What bytes are, by how they begin: never by a name or by what a server said.

A file that is two things at once (a GIF with a Java archive behind it) is what it begins
as. It is shown only as a picture made anew from its pixels, so what is behind does nothing.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

OTHER = "application/octet-stream"
FILM = "video/mp4"
_LOOKED_AT = 1024  # bytes: what these formats begin with lies within them

_BEGIN: Mapping[bytes, str] = MappingProxyType(
    {
        b"\xff\xd8\xff": "image/jpeg",
        b"\x89PNG\r\n\x1a\n": "image/png",
        b"GIF87a": "image/gif",
        b"GIF89a": "image/gif",
        b"II*\x00": "image/tiff",
        b"MM\x00*": "image/tiff",
        b"BM": "image/bmp",
        b"%PDF-": "application/pdf",
        b"\x1aE\xdf\xa3": "video/webm",
        b"PK\x03\x04": "application/zip",
        b"OggS": "application/ogg",
        b"ID3": "audio/mpeg",
        b"fLaC": "audio/flac",
    }
)
_BRANDS: Mapping[bytes, str] = MappingProxyType(
    {
        b"qt  ": "video/quicktime",
        b"heic": "image/heic",
        b"heix": "image/heic",
        b"mif1": "image/heif",
        b"avif": "image/avif",
        b"M4A ": "audio/mp4",
    }
)
_RIFF: Mapping[bytes, str] = MappingProxyType(
    {b"WEBP": "image/webp", b"AVI ": "video/x-msvideo", b"WAVE": "audio/wav"}
)


def kind_of(data: bytes) -> str:
    r"""
    Return the media type of some bytes; `application/octet-stream` if it is not known.

    >>> kind_of(b"GIF89a...")
    'image/gif'
    >>> kind_of(b"\x00\x00\x00\x14ftypqt  ")
    'video/quicktime'
    """
    asked: tuple[Callable[[bytes], str | None], ...] = (_by_beginning, _by_box, _by_riff, _by_words)
    return next((found for ask in asked if (found := ask(data[:_LOOKED_AT]))), OTHER)


def _by_beginning(head: bytes) -> str | None:
    return next((kind for begin, kind in _BEGIN.items() if head.startswith(begin)), None)


def _by_box(head: bytes) -> str | None:
    """Return the type of an ISO base media file (ISO/IEC 14496-12), which begins with `ftyp`."""
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], FILM)
    is_old_film = head[4:8] in {b"moov", b"mdat", b"wide"}  # QuickTime before there were brands
    return "video/quicktime" if is_old_film else None


def _by_riff(head: bytes) -> str | None:
    return _RIFF.get(head[8:12]) if head.startswith(b"RIFF") else None


def _by_words(head: bytes) -> str | None:
    return "image/svg+xml" if b"<svg" in head.lower() else None
