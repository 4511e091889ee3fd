"""The words of an answer as the server meant them: its chunks joined, its packing undone."""

import brotli

from onrecord.kit import inflated, warc

_PIECE = 64 * 1024
_MOST_LAYERS = 3


class NotDecoded(Exception):
    """A body cannot be had whole; the message is the end of a sentence."""


def decoded(answer: warc.Message, most: int) -> bytes:
    """
    Return an answer's body, unpacked.

    Many archives hold bodies that were unpacked already under headers that say otherwise;
    such a body is taken as it is.

    Args:
        answer: What the server sent.
        most: More bytes than these are never made.

    Raises:
        NotDecoded: The body is cut off, damaged, packed in an unknown way, or larger.
    """
    body = answer.body
    if "chunked" in answer.header("transfer-encoding").lower():
        joined = warc.without_chunks(body)
        if joined is None:
            raise NotDecoded("it was sent in pieces, and the last of them is missing")
        body = joined
    told = answer.header("content-encoding").lower().split(",")
    layers = [name.strip() for name in told if name.strip() not in {"", "identity"}]
    if len(layers) > _MOST_LAYERS:
        raise NotDecoded(f"it is packed {len(layers)} times over")
    for name in reversed(layers):
        body = _unpacked(name, body, most)
    if len(body) > most:
        raise NotDecoded(f"it has more than {most:,} bytes")
    return body


def _unpacked(name: str, body: bytes, most: int) -> bytes:
    if not body:
        return body
    if name in {"gzip", "x-gzip"}:
        is_packed = body.startswith(inflated.GZIP_START)
        return _inflated(body, inflated.GZIP, most) if is_packed else body
    if name == "deflate":  # servers never agreed whether with zlib's header or without
        has_header = body[0] & 0x0F == 8 and int.from_bytes(body[:2], "big") % 31 == 0
        return _inflated(body, inflated.ZLIB if has_header else inflated.RAW, most)
    if name == "br":
        return _of_brotli(body, most)
    raise NotDecoded(f"it is packed in a way that is not known here ({name[:40]})")


def _inflated(body: bytes, form: int, most: int) -> bytes:
    try:
        return inflated.inflated(body, most, form)
    except inflated.NotInflated as fault:
        raise NotDecoded(str(fault)) from None


def _of_brotli(body: bytes, most: int) -> bytes:
    unpacker = brotli.Decompressor()
    parts: list[bytes] = []
    size = 0
    try:
        part = unpacker.process(body, output_buffer_limit=_PIECE)
        while True:
            parts.append(part)
            size += len(part)
            if size > most:
                raise NotDecoded(f"it unpacks to more than {most:,} bytes")
            if unpacker.is_finished():
                return b"".join(parts)
            if not part and unpacker.can_accept_more_data():
                break
            part = unpacker.process(b"", output_buffer_limit=_PIECE)
    except brotli.error:
        # it says nowhere that it is brotli: what does not unpack was unpacked before
        if not parts and b"<" in body[:1024]:
            return body
        raise NotDecoded("it is damaged") from None
    raise NotDecoded("it is cut off")
