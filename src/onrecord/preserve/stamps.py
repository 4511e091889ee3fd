"""Asking for time tokens and looking at them; nothing here speaks to a network."""

import subprocess
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from onrecord.kit import apart
from onrecord.model import Seal
from onrecord.preserve import openssl
from onrecord.preserve.level import Stamp

ASKS, ANSWERS = "application/timestamp-query", "application/timestamp-reply"
_SECONDS = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """
    What is found in an authority's answer.

    Attributes:
        at: The time that it states.
        nonce: The number used once that it repeats; None if it has none.
        chain: The certificates that came with it, in PEM.
        signer: SHA-256 of the certificate that signed.
        by: What looked at it: `rfc3161-client` or `openssl`; "" where nothing could.
        fault: Why it does not hold; "" if it does.
    """

    at: datetime | None = None
    nonce: int | None = None
    chain: str = ""
    signer: str = ""
    by: str = ""
    fault: str = ""


class Request(NamedTuple):
    """
    What an authority is asked.

    Attributes:
        data: The request as it is sent: a SHA-256 and a number used once.
        nonce: That number, which the answer repeats: so it is no answer to somebody else.
    """

    data: bytes
    nonce: int | None


def request(data: bytes) -> Request:
    """Return what an authority is asked so that it seals some bytes."""
    # The library takes long to load, and most runs of the program never ask.
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder  # noqa: PLC0415

    builder = TimestampRequestBuilder().data(data).hash_algorithm(HashAlgorithm.SHA256)
    made = builder.build()
    return Request(made.as_bytes(), made.nonce)


def looked_at(answer: bytes, sha256: str, ca: str = "") -> Looked:
    """
    Look at an authority's answer, offline.

    Args:
        answer: As it came.
        sha256: What it should be of.
        ca: The certificates that are trusted, in PEM; "" to take its own as they came.
    """
    try:
        found = apart.asked(
            "onrecord.preserve.tokens:looked_at",
            answer,
            {"sha256": sha256, "ca": ca},
            seconds=_SECONDS,
        ).told
    except apart.TooHard as fault:
        found = {"unreadable": str(fault)}
    if "refused" in found:
        return Looked(fault=f"the authority refused: {found['refused']}")
    if "unreadable" in found or (found["fault"] and not ca):
        # Refused for its form; or its chain does not go up to a root, as none needs to.
        return _by_openssl(answer, sha256, ca, found)
    return _looked(found)


def stamp(seal: Seal, answer: bytes, *, ca: str, trusted: str) -> Stamp:
    """Return what a kept seal proves; a token that is still pending proves nothing yet."""
    if seal.kind != "rfc3161":
        return Stamp(authority=seal.authority, kind=seal.kind, at=seal.at, holds=None)
    looked = looked_at(answer, seal.sealed, ca)
    return Stamp(
        authority=seal.authority,
        kind=seal.kind,
        at=looked.at,
        holds=None if not looked.by else not looked.fault,
        signer=looked.signer,
        trusted=trusted,
        looked_at_by=looked.by,
        fault=looked.fault,
    )


def _looked(found: dict[str, Any]) -> Looked:
    return Looked(
        at=datetime.fromisoformat(found["at"]),
        nonce=None if found["nonce"] is None else int(found["nonce"]),
        chain=found["chain"],
        signer=found["signer"],
        by="rfc3161-client",
        fault=found["fault"],
    )


def _by_openssl(answer: bytes, sha256: str, ca: str, found: dict[str, Any]) -> Looked:
    if not openssl.is_here():
        if "unreadable" in found:
            return Looked(fault=f"it cannot be read here without openssl ({found['unreadable']})")
        return _looked(found)
    try:
        told = openssl.told(answer)
        if told.fault or not told.chain:
            return Looked(by="openssl", fault=told.fault or "no certificate came with it")
        about = apart.asked(
            "onrecord.preserve.tokens:certificates", told.chain.encode("ascii"), seconds=_SECONDS
        ).told
        roots = ca or about.get("tops", "")
        fault = openssl.fault(answer, sha256, roots, told.chain, told.at)
    except (apart.TooHard, subprocess.TimeoutExpired, OSError) as reason:
        return Looked(fault=f"it cannot be looked at here: {reason}")
    return Looked(
        at=told.at,
        nonce=told.nonce,
        chain=told.chain,
        signer=about.get("signer", ""),
        by="openssl",
        fault=fault,
    )
