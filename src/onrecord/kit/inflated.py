"""Packed bytes from strangers, unpacked to no more than may be."""

import zlib

GZIP_START = b"\x1f\x8b"
GZIP = zlib.MAX_WBITS | 16
ZLIB = zlib.MAX_WBITS
RAW = -zlib.MAX_WBITS


class NotInflated(Exception):
    """
    Bytes cannot be unpacked whole; the message is the end of a sentence.

    Attributes:
        is_too_large: Whether that is because there is more than may be.
    """

    def __init__(self, why: str, *, is_too_large: bool = False) -> None:
        super().__init__(why)
        self.is_too_large = is_too_large


def inflated(data: bytes, most: int, form: int = GZIP) -> bytes:
    """
    Return what packed bytes hold; several gzip members in a row are one (RFC 1952, 2.2).

    Args:
        data: The bytes, which begin as the form does.
        most: More bytes than these are never made.
        form: `GZIP`, `ZLIB`, or `RAW` for deflate with neither's header.

    Raises:
        NotInflated: They are cut off or damaged, or hold more.
    """
    parts: list[bytes] = []
    size = 0
    while data:
        inflater = zlib.decompressobj(form)
        while not inflater.eof:
            try:
                part = inflater.decompress(inflater.unconsumed_tail or data, most + 1 - size)
            except zlib.error as fault:
                raise NotInflated(f"it is damaged ({fault})") from None
            data = b""
            parts.append(part)
            size += len(part)
            if size > most:
                raise NotInflated(f"it unpacks to more than {most:,} bytes", is_too_large=True)
            _check_goes_on(inflater)
        data = inflater.unused_data if inflater.unused_data.startswith(GZIP_START) else b""
    return b"".join(parts)


def _check_goes_on(inflater: "zlib._Decompress") -> None:
    if not inflater.eof and not inflater.unconsumed_tail:
        raise NotInflated("it is cut off")


def first_inflated(data: bytes, size: int) -> bytes:
    """Return up to so many bytes of what a gzip file begins with; none if it is damaged."""
    try:
        return zlib.decompressobj(GZIP).decompress(data, size)
    except zlib.error:
        return b""
