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

    Elsewhere: WARC 1.1, sections 5 and 6, annex D.
    """
    for name, says in fields:
        if "\n" in says or "\r" in says:
            raise ValueError(f"a field is one line: {name}")
    own = digests.sha256(block)
    told = [
        ("WARC-Type", kind),
        ("WARC-Date", at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")),
        *fields,
        ("WARC-Block-Digest", own),
    ]
    if kind != "warcinfo":
        told.append(("WARC-Payload-Digest", own if payload is None else digests.sha256(payload)))
    named = sha256(repr(told).encode()).digest()
    told.append(("WARC-Record-ID", f"<urn:uuid:{uuid.UUID(bytes=named[:16], version=5)}>"))
    told.append(("Content-Length", str(len(block))))
    head = "".join(f"{name}: {says}\r\n" for name, says in told)
    return packed(b"WARC/1.1\r\n" + head.encode() + b"\r\n" + block + b"\r\n\r\n")


def packed(data: bytes) -> bytes:
    """Return bytes as one gzip member, without name or time."""
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    return packer.compress(data) + packer.flush()
