"""
The system's `openssl`, for tokens that the library refuses to read.

Some authorities, and `openssl ts -reply` itself, write the certificates of a token in an
order that DER does not allow; the library then reads nothing of it. OpenSSL does.
"""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

_SECONDS = 30
_AT = re.compile(r"^Time stamp: (\w{3}) +(\d+) ([\d:]+)(?:\.\d+)? (\d{4}) GMT$", re.MULTILINE)
_NONCE = re.compile(r"^Nonce: 0x([0-9A-Fa-f]+)$", re.MULTILINE)
_PEM = re.compile(r"-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----\n", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """
    What OpenSSL says of a token.

    Attributes:
        at: The time that it states; None where it cannot be read.
        nonce: The number used once that it repeats; None if it has none.
        chain: The certificates in it, in PEM.
        fault: Why it cannot be read; "" if it can.
    """

    at: datetime | None = None
    nonce: int | None = None
    chain: str = ""
    fault: str = ""


def is_here() -> bool:
    """Return whether this machine has the program."""
    return shutil.which("openssl") is not None


def told(token: bytes) -> Told:
    """Return what a token says, without looking whether it holds."""
    said = _run({"t": token}, "ts", "-reply", "-in", "t", "-text")
    if said.returncode:
        return Told(fault="it is no answer of a time authority")
    text = said.stdout.decode("utf-8", "replace")
    match, once = _AT.search(text), _NONCE.search(text)
    taken_out = "ts -reply -in t -token_out -out p"
    certificates = _run({"t": token}, "sh", taken_out, "pkcs7 -inform DER -in p -print_certs")
    return Told(
        at=_moment(match) if match else None,
        nonce=int(once[1], 16) if once else None,
        chain="".join(_PEM.findall(certificates.stdout.decode("ascii", "replace"))),
    )


def fault(token: bytes, sha256: str, roots: str, chain: str, at: datetime | None) -> str:
    """
    Return why a token does not hold; "" if it does.

    Args:
        token: The authority's answer.
        sha256: What it should be of.
        roots: The certificates that are trusted, in PEM.
        chain: Those that came with it.
        at: The time that it states: its certificates must have held then, not today.
    """
    files = {"t": token, "roots": roots.encode("ascii"), "chain": chain.encode("ascii")}
    words = ["ts", "-verify", "-digest", sha256, "-in", "t", "-CAfile", "roots", "-partial_chain"]
    if chain:
        words += ["-untrusted", "chain"]
    if at is not None:
        words += ["-attime", str(int(at.timestamp()))]
    said = _run(files, *words)
    if not said.returncode:
        return ""
    lines = said.stderr.decode("utf-8", "replace").splitlines()
    why = [one.split(":")[5] for one in lines if ":error:" in one and one.count(":") > 5]
    return f"OpenSSL refuses it ({'; '.join(dict.fromkeys(why)) or 'it does not verify'})"[:300]


def _moment(match: re.Match[str]) -> datetime | None:
    try:
        return datetime.strptime(f"{' '.join(match.groups())} +0000", "%b %d %H:%M:%S %Y %z")
    except ValueError:
        return None


def _run(files: Mapping[str, bytes], *words: str) -> "subprocess.CompletedProcess[bytes]":
    """Run it where only these files lie; after `sh`, each word is a line that it runs in turn."""
    with tempfile.TemporaryDirectory(prefix="onrecord-") as place:
        for name, data in files.items():
            (Path(place) / name).write_bytes(data)
        lines = [one.split() for one in words[1:]] if words[0] == "sh" else [list(words)]
        for one in lines:
            done = subprocess.run(  # noqa: S603 - words of this module only
                ["openssl", *one],  # noqa: S607 - as the system finds it
                cwd=place,
                env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "OPENSSL_CONF": os.devnull},
                capture_output=True,
                timeout=_SECONDS,
                check=False,
            )
            if done.returncode:
                break
        return done
