"""
Signatures of a manifest, in the form of minisign: Ed25519 over the BLAKE2b of the file.

The form and its rules: https://jedisct1.github.io/minisign (prehashed, `ED`). The trusted
comment is signed too; the untrusted one is not, so it says nothing that matters.
"""

import base64
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import minisign

from onrecord.model import OnRecordError

SUFFIX = ".minisig"
PUBLIC = "minisign.pub"  # what a release calls the public key that lies beside its manifest
# What it costs to try one password: 256 MiB of memory, and some tenths of a second.
_OPERATIONS, _MEMORY = 1 << 23, 1 << 28
_COMMENT = "signature of an onrecord release; check it with minisign or onrecord verify"
_BY_HAND = "signature from minisign secret key"  # what minisign itself writes there
_LONGEST = 4096  # bytes of a file with a key or a signature

Password = Callable[[], str]  # asks for it, only where a key has one


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """
    What is to be said of a signature.

    Attributes:
        key: Id of the key that made it, as minisign shows it.
        comment: What it says of itself, signed with the rest: the release and its time.
        holds: Whether it is of this very file; None without a public key to check it by.
        fault: Why it does not hold, in words; "" if it does.
    """

    key: str = ""
    comment: str = ""
    holds: bool | None = None
    fault: str = ""


class Key:
    """A secret key, opened. Nothing of it is ever shown."""

    def __init__(self, held: minisign.SecretKey) -> None:
        self._held = held
        self._public = held.get_public_key()

    @property
    def id(self) -> str:
        """The id of the key, as minisign shows it."""
        return _id(self._public.to_base64())

    @property
    def public(self) -> bytes:
        """The public key, as a file of minisign."""
        return _public_file(self._public)

    def signature(self, data: bytes, release: str, at: datetime) -> bytes:
        """Return the signature of a manifest, as a file of minisign."""
        when = at.isoformat(timespec="seconds")
        comment = f"onrecord release {release} made {when} file:manifest.json hashed"
        made = self._held.sign(
            data, prehash=True, untrusted_comment=_COMMENT, trusted_comment=comment
        )
        return bytes(made) + b"\n"


def make_key(path: Path, password: str) -> tuple[str, Path]:
    """
    Make a pair of keys, and return its id and where the public one is.

    Args:
        path: Where the secret key goes; readable by its owner alone. Nothing is overwritten.
        password: What it is encrypted with; "" leaves it as it is.

    Raises:
        OnRecordError: There is a file already, or none can be written.
    """
    public = path.with_suffix(".pub")
    if public == path:
        raise OnRecordError(f"the secret key cannot be called as the public one: {path}")
    pair = minisign.KeyPair.generate()
    own, told = _id(pair.public_key.to_base64()), _public_file(pair.public_key)
    if password:
        pair.secret_key.encrypt(password, opslimit=_OPERATIONS, memlimit=_MEMORY)
    pair.secret_key.untrusted_comment = f"onrecord secret key {own}"
    _write_new(path, bytes(pair.secret_key) + b"\n", 0o600)
    try:
        _write_new(public, told, 0o644)
    except OnRecordError:
        with suppress(OSError):
            path.unlink()
        raise
    return own, public


def open_key(path: Path, password: Password) -> Key:
    """
    Open a secret key.

    Raises:
        OnRecordError: It cannot be read, is none, or the password is another.
    """
    data = _read(path, "secret key")
    try:
        held = minisign.SecretKey.from_bytes(data)
        is_encrypted = held.is_encrypted()
    except minisign.Error:
        raise OnRecordError(f"{path} is no secret key of minisign") from None
    if is_encrypted:
        try:
            held.decrypt(password())
        except (minisign.Error, ValueError):
            raise OnRecordError(f"the password is not that of {path}") from None
        except MemoryError:
            raise OnRecordError(
                f"{path} is encrypted so that opening it takes more memory than there is"
            ) from None
    return Key(held)


def public_key(path: Path) -> bytes:
    """
    Return what a file with a public key holds.

    Raises:
        OnRecordError: It cannot be read, or is none.
    """
    data = _read(path, "public key")
    try:
        _taken(data)
    except minisign.Error:
        raise OnRecordError(f"{path} is no public key of minisign") from None
    return data


def looked_at(data: bytes, signature: bytes, public: bytes | None) -> Looked:
    """
    Look at the signature of a manifest.

    Args:
        data: The manifest.
        signature: The file beside it.
        public: A file with the key to check it by; None where there is none.
    """
    try:
        made = minisign.Signature.from_bytes(signature)
    except (minisign.Error, UnicodeDecodeError):
        return Looked(holds=False, fault="it is no signature of minisign")
    key, comment = _id(signature.split(b"\n")[1]), made.trusted_comment
    fault = "" if _is_as_written(signature, made) else "some of its bytes were changed"
    if public is None:
        return Looked(key=key, comment=comment, holds=False if fault else None, fault=fault)
    try:
        by = _taken(public)
    except minisign.Error:
        return Looked(key=key, comment=comment, holds=False, fault="its public key is none")
    if _id(by.to_base64()) != key:
        fault = f"it was made with the key {key}, not with {_id(by.to_base64())}"
    elif not fault:
        try:
            by.verify(data, made)
        except (minisign.Error, ValueError):
            fault = "it is not of this manifest: one of the two was changed"
    return Looked(key=key, comment=comment, holds=not fault, fault=fault)


def _is_as_written(signature: bytes, made: minisign.Signature) -> bool:
    """Return whether a file says nothing that was not meant: comments nobody signed, odd ends."""
    return bytes(made).strip() == signature.strip() and any(
        signature.startswith(f"untrusted comment: {one}\n".encode()) for one in (_COMMENT, _BY_HAND)
    )


def _taken(public: bytes) -> minisign.PublicKey:
    """Take a public key from a file of two lines, or from the line that matters."""
    lines = public.strip().splitlines()
    if len(lines) == 1:
        return minisign.PublicKey.from_base64(lines[0])
    return minisign.PublicKey.from_bytes(b"\n".join(lines))


def _id(line: bytes) -> str:
    """Return the id in a key or a signature: eight bytes, the last first, as minisign shows it."""
    return base64.b64decode(line)[2:10][::-1].hex().upper()


def _public_file(public: minisign.PublicKey) -> bytes:
    line: bytes = public.to_base64()
    return f"untrusted comment: minisign public key {_id(line)}\n".encode() + line + b"\n"


def _read(path: Path, what: str) -> bytes:
    try:
        with path.open("rb") as stream:
            data = stream.read(_LONGEST + 1)
    except OSError as fault:
        raise OnRecordError(f"the {what} {path} cannot be read: {fault.strerror}") from None
    if len(data) > _LONGEST:
        raise OnRecordError(f"{path} is no {what} of minisign")
    return data


def _write_new(path: Path, data: bytes, mode: int) -> None:
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    except FileExistsError:
        raise OnRecordError(
            f"there is a file already, and keys are not overwritten: {path}"
        ) from None
    except OSError as fault:
        raise OnRecordError(f"no key can be written to {path}: {fault.strerror}") from None
    with os.fdopen(handle, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
