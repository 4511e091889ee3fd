"""One record of a WARC file, written byte for byte as it is given."""

import uuid
import zlib
from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256

from onrecord.kit.warc import digests

_LEVEL = 6


def written(
    kind: str,
    fields: Sequence[tuple[str, str]],
    block: bytes,
    *,
    at: datetime,
    payload: bytes | None = None,
    has_payload_digest: bool = True,
    named: str | None = None,
) -> bytes:
    """
    Return a record as a gzip member of its own.

    The same is written for the same, on any day: the record's id is made from what it says,
    and gzip's own time is left out. Digests are SHA-256 (the WARC standard recommends none;
    its examples, and most programs, use SHA-1, for which two files with one digest are made).
    What a server sent is written as it came, header for header.

    Args:
        kind: `response`, `resource`, `warcinfo`, ...
        fields: More fields, such as `WARC-Target-URI` and `Content-Type`, in order.
        block: What the record holds.
        at: When it was captured.
        payload: The part of the block that its payload digest is of; None for all of it.
        has_payload_digest: Whether it has one. An answer in chunks had better not: to the
            standard its payload is the body out of the chunks, to tools that are much used
            the body with them, and a digest that half of all readers call false is no evidence.
        named: Its id (`record_id`); None to make one of what it says.

    Elsewhere: WARC 1.1, sections 5 and 6, annex D.
    """
    for name, says in fields:
        if "\n" in says or "\r" in says:
            raise ValueError(f"a field is one line: {name}")
    own = digests.sha256(block)
    told = [
        ("WARC-Type", kind),
        ("WARC-Date", _date(at)),
        *fields,
        ("WARC-Block-Digest", own),
    ]
    if has_payload_digest and kind != "warcinfo":
        told.append(("WARC-Payload-Digest", own if payload is None else digests.sha256(payload)))
    told.append(("WARC-Record-ID", named or record_id(repr(told))))
    told.append(("Content-Length", str(len(block))))
    head = "".join(f"{name}: {says}\r\n" for name, says in told)
    return packed(b"WARC/1.1\r\n" + head.encode() + b"\r\n" + block + b"\r\n\r\n")


def record_id(*parts: str) -> str:
    """Return a record's id, made from words that are the same whenever it is written."""
    hashed = sha256(" ".join(parts).encode()).digest()
    return f"<urn:uuid:{uuid.UUID(bytes=hashed[:16], version=5)}>"


def _date(at: datetime) -> str:
    """Return a time to the second, or as precisely as it is known (WARC 1.1 section 5.4)."""
    precisely = "seconds" if not at.microsecond else "microseconds"
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec=precisely) + "Z"


def packed(data: bytes) -> bytes:
    """Return bytes as one gzip member, without name or time."""
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    return packer.compress(data) + packer.flush()
