"""What went over the wire, as a WARC file that other programs read."""

import gzip
import hashlib
import uuid
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from onrecord.acquire.web.wire import Exchange


def written(exchanges: Iterable[Exchange], agent: str) -> bytes:
    """
    Return exchanges as a WARC 1.1 file (ISO 28500:2017), each record packed by itself.

    A response's block is what came over the wire, with its chunks and as it was packed.
    Digests are SHA-256 in hex: the standard fixes none, and SHA-1 is no proof any more. An
    answer in chunks has only the block's digest: to the standard its payload is the body out
    of the chunks, to tools that are much used the body with them, and a digest that half of
    all readers call false is no evidence. The same exchanges always give the same bytes.

    Args:
        exchanges: In the order in which they were asked.
        agent: Name and version of the program.
    """
    exchanges = tuple(exchanges)
    about = f"software: {agent}\r\nformat: WARC File Format 1.1\r\n".encode()
    when = exchanges[0].at if exchanges else datetime(1970, 1, 1, tzinfo=UTC)
    first = {"WARC-Type": "warcinfo", "WARC-Date": _date(when)}
    parts = [_record(first, "application/warc-fields", about)]
    for number, one in enumerate(exchanges):
        parts += _pair(one, number)
    return b"".join(parts)


def _pair(one: Exchange, number: int) -> Iterable[bytes]:
    shared = {"WARC-Target-URI": one.url, "WARC-Date": _date(one.at)}
    if one.address is not None:
        shared["WARC-IP-Address"] = one.address
    answer_id = _id("response", str(number), one.url, _digest(one.response))
    body = one.payload
    is_plain = one.response.endswith(b"\r\n\r\n" + body)
    payload = {"WARC-Payload-Digest": _digest(body)} if is_plain else {}
    yield _record(
        {"WARC-Type": "response", "WARC-Record-ID": answer_id, **shared, **payload},
        "application/http;msgtype=response",
        one.response,
    )
    yield _record(
        {"WARC-Type": "request", **shared, "WARC-Concurrent-To": answer_id},
        "application/http;msgtype=request",
        one.request,
    )


def _record(fields: Mapping[str, str], kind: str, block: bytes) -> bytes:
    digest = _digest(block)
    named = {
        "WARC-Record-ID": _id(*fields.values(), digest),
        **fields,
        "WARC-Block-Digest": digest,
        "Content-Type": kind,
        "Content-Length": str(len(block)),
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in named.items())
    return gzip.compress(b"WARC/1.1\r\n" + head.encode() + b"\r\n" + block + b"\r\n\r\n", mtime=0)


def _id(*parts: str) -> str:
    return f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, ' '.join(parts))}>"


def _digest(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def _date(when: datetime) -> str:
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
