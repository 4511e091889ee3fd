"""
Time tokens taken apart (RFC 3161), in a process of their own: authorities are strangers.

`onrecord.kit.apart` asks `looked_at` and `certificates`; what they return is words.
"""

import hashlib
from datetime import UTC
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID
from rfc3161_client import (
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

_GRANTED = 0
_SHA256 = "2.16.840.1.101.3.4.2.1"


def looked_at(data: bytes, told: dict[str, Any]) -> dict[str, Any]:
    """
    Say what an authority's answer is, and whether it holds.

    Args:
        data: The answer as it came.
        told: `sha256`, what it should be of; `ca`, the certificates that are trusted, in
            PEM, or "" to take the authority's own as they came.
    """
    try:
        answer = decode_timestamp_response(data)
    except ValueError as why:
        return {"unreadable": str(why)[:200]}
    if int(answer.status) != _GRANTED:
        said = "; ".join(answer.status_string)[:200]
        return {"refused": said or f"status {answer.status}"}
    own = [x509.load_der_x509_certificate(one) for one in answer.signed_data.certificates]
    own.sort(key=_sha256)
    at = answer.tst_info.gen_time
    once: int | None = answer.tst_info.nonce  # which many authorities leave out
    found: dict[str, Any] = {
        "at": (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC).isoformat(),
        "nonce": None if once is None else str(once),  # too large a number for some JSON
        "chain": "".join(map(_pem, own)),
        "signer": _signer(answer, own),
    }
    fault = _fault(answer, told["sha256"], _trusted(told["ca"], own))
    return {**found, "fault": fault}


def certificates(data: bytes, _: Any) -> dict[str, Any]:
    """Say what certificates in PEM are: the signer's SHA-256, and those at the top of the chain."""
    try:
        own = x509.load_pem_x509_certificates(data)
    except ValueError as fault:
        return {"unreadable": str(fault)[:200]}
    stamping = [one for one in own if _stamps(one)]
    return {
        "signer": _sha256(stamping[0]) if stamping else "",
        "tops": "".join(map(_pem, _tops(own))),
    }


def _fault(answer: TimeStampResponse, sha256: str, roots: list[x509.Certificate]) -> str:
    imprint = answer.tst_info.message_imprint
    if imprint.hash_algorithm.dotted_string != _SHA256 or imprint.message.hex() != sha256:
        return "it is of something else"
    if not roots:
        return "no certificate came with it"
    builder = VerifierBuilder()
    for one in roots:
        builder = builder.add_root_certificate(one)
    try:
        builder.build().verify(answer, bytes.fromhex(sha256))
    except (VerificationError, ValueError) as fault:
        return str(fault)[:200] or "its signature does not hold"
    return ""


def _trusted(ca: str, own: list[x509.Certificate]) -> list[x509.Certificate]:
    return x509.load_pem_x509_certificates(ca.encode("ascii")) if ca else _tops(own)


def _tops(own: list[x509.Certificate]) -> list[x509.Certificate]:
    """Return the certificates that no other of them has issued."""
    subjects = {one.subject for one in own}
    return [one for one in own if one.issuer == one.subject or one.issuer not in subjects]


def _signer(answer: TimeStampResponse, own: list[x509.Certificate]) -> str:
    said = {(one.issuer, one.serial_number) for one in answer.signed_data.signer_infos}
    mine = [one for one in own if (one.issuer, one.serial_number) in said]
    return _sha256(mine[0]) if mine else ""


def _stamps(one: x509.Certificate) -> bool:
    try:
        usage = one.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except (x509.ExtensionNotFound, ValueError):
        return False
    return ExtendedKeyUsageOID.TIME_STAMPING in usage


def _sha256(one: x509.Certificate) -> str:
    return hashlib.sha256(one.public_bytes(Encoding.DER)).hexdigest()


def _pem(one: x509.Certificate) -> str:
    return one.public_bytes(Encoding.PEM).decode("ascii")
