"""Ids made from content: the same thing has the same id on every machine."""

import base64
import hashlib
import json
from typing import Any

# 80 bits, sixteen characters: a clash among a billion ids is a one-in-a-million matter.
_BYTES = 10
_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


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
    told = _JSON.encode(parts)
    digest = hashlib.sha256(told.encode("utf-8", "surrogatepass")).digest()
    return f"{kind}_{base64.b32encode(digest[:_BYTES]).decode('ascii').lower()}"
