"""Ids made from content: the same thing has the same id on every machine."""

import base64
import hashlib
import json
from typing import Any

# Base32 characters: 80 bits, so a clash among a billion ids is a one-in-a-million matter.
_LENGTH = 16


def content_id(kind: str, *parts: Any) -> str:
    """
    Return an id that says what it names and is made from what it names.

    Args:
        kind: Three letters: `doc`, `snp`, `clm`, `inc`, `org`, `prb`.
        parts: What identifies the thing; anything that JSON can hold.

    >>> content_id("clm", "report.txt", 3, 17)
    'clm_k6vdzzjbbiewsgmp'
    >>> content_id("clm", "report.txt", 3, 17) == content_id("clm", "report.txt", 3, 18)
    False
    """
    told = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    digest = hashlib.sha256(told.encode("utf-8", "surrogatepass")).digest()
    return f"{kind}_{base64.b32encode(digest).decode('ascii').lower()[:_LENGTH]}"
