"""Digests as web archives write them: `sha1:` in base 32, `sha256:` in hex, and the other ways."""

import base64
import hashlib
from typing import Any

KNOWN = frozenset({"sha1", "sha256", "sha512"})
"""What is checked here. MD5 proves nothing: two files with one MD5 are made in seconds."""


def algorithm(digest: str) -> str:
    """
    Return which algorithm a digest names; empty if it is none that is checked here.

    >>> algorithm("sha-256:ab"), algorithm("SHA1:AB"), algorithm("md5:ab")
    ('sha256', 'sha1', '')
    """
    name = digest.partition(":")[0].strip().lower().replace("-", "")
    return name if name in KNOWN else ""


def hasher(name: str) -> Any:
    """Return a new hash of an algorithm; SHA-1 is asked of archives that know no other."""
    return hashlib.new(name, usedforsecurity=False)


def is_same(digest: str, raw: bytes) -> bool:
    """
    Return whether a digest says these bytes of a hash, in hex or in base 32.

    >>> is_same("sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ", hashlib.sha1(b"").digest())
    True
    >>> is_same("sha1:DA39A3EE5E6B4B0D3255BFEF95601890AFD80709", hashlib.sha1(b"").digest())
    True
    """
    says = digest.partition(":")[2].strip()
    return says.lower() == raw.hex() or says.upper().rstrip("=") == _base32(raw)


def _base32(raw: bytes) -> str:
    return base64.b32encode(raw).decode("ascii").rstrip("=")


def sha256(data: bytes) -> str:
    """
    Return a digest as this program writes it.

    >>> sha256(b"")[:15]
    'sha256:e3b0c442'
    """
    return f"sha256:{hashlib.sha256(data).hexdigest()}"
