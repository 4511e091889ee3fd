"""
A backup that only those with a key or a passphrase can read (age, age-encryption.org/v1).

For recipients it is one age file: `age -d -i key FILE | tar x` opens it. For a passphrase it is
a tar of two age files: `key.age`, a key that the passphrase opens, and `backup.age`, what that
key opens; `tar xf FILE && age -d -i key.age backup.age | tar x` does so. (The format's own way
with a passphrase would need all of it in memory at once.)
"""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import BinaryIO, Protocol

from onrecord.model import MachineLacks, OnRecordError, RecordUnusable
from onrecord.preserve.backup import age_heads, tar_blocks
from onrecord.preserve.backup.bag import PIECE

_AGE = b"age-encryption.org/v1\n"
_KEY, _BACKUP = "key.age", "backup.age"
_SECRET = "AGE-SECRET-KEY-"  # noqa: S105 - how every key begins
_MOST_KEY = 64 * 1024


class Taker(Protocol):
    """What a backup's bytes are written to."""

    def write(self, data: bytes, /) -> int:
        """Take some bytes."""
        ...

    def flush(self) -> None:
        """Nothing more comes for now."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Lock:
    """
    Who can read a backup. With neither, anybody can.

    Attributes:
        recipients: Public keys of age (`age1…`).
        passphrase: A word that opens it; "" for none.
    """

    recipients: tuple[str, ...] = ()
    passphrase: str = ""

    def __bool__(self) -> bool:
        """Whether it locks anything."""
        return bool(self.recipients or self.passphrase)


def sealed(pieces: Iterable[bytes], out: BinaryIO, lock: Lock) -> None:
    """
    Write a backup so that only its lock's keys open it.

    Args:
        pieces: The backup.
        out: Where to write; where the lock has a passphrase, one can go back in it.
        lock: Who can read it.

    Raises:
        MachineLacks: `pyrage` is not installed.
        OnRecordError: A recipient is no public key of age.
    """
    if not lock:
        out.writelines(pieces)
        return
    age = _age()
    if not lock.passphrase:
        _encrypted(age, pieces, out, _recipients(age, lock.recipients))
        return
    own = age.x25519.Identity.generate()
    key = age.passphrase.encrypt(f"{own}\n".encode(), lock.passphrase)
    out.write(tar_blocks.header(_KEY, len(key)) + key + bytes(tar_blocks.padding(len(key))))
    head = out.tell()
    out.write(bytes(tar_blocks.BLOCK))
    _encrypted(age, pieces, out, [own.to_public(), *_recipients(age, lock.recipients)])
    size = out.tell() - head - tar_blocks.BLOCK
    out.write(bytes(tar_blocks.padding(size)) + tar_blocks.END)
    out.seek(head)
    out.write(tar_blocks.header(_BACKUP, size))
    out.seek(0, os.SEEK_END)


def opened(
    path: Path, taker: Taker, *, identities: str = "", passphrase: str | None = None
) -> None:
    """
    Give the bytes of a backup to what takes it apart, opened where it is sealed.

    Args:
        path: The file.
        taker: Where they go.
        identities: The words of an age identity file.
        passphrase: What opens it; None where nobody was asked.

    Raises:
        MachineLacks: `pyrage` is not installed.
        OnRecordError: It is sealed, and this does not open it.
        RecordUnusable: It is damaged.
        OSError: It cannot be read.
    """
    with path.open("rb") as file:
        kind = _kind(file)
        file.seek(0)
        if kind == "plain":
            while piece := file.read(PIECE):
                taker.write(piece)
        elif kind == "key":
            _open_with_key(file, taker, identities, path)
        else:
            _open_with_passphrase(file, taker, passphrase, path)


def opens_with(path: Path) -> str:
    """Return what opens a file: `plain`, `key` or `passphrase`."""
    with path.open("rb") as file:
        return _kind(file)


def _kind(file: BinaryIO) -> str:
    head = file.read(tar_blocks.BLOCK)
    if head.startswith(_AGE):
        return "key"
    told = tar_blocks.name_and_size(head)
    return "passphrase" if told and told[0] == _KEY else "plain"


def _open_with_key(file: BinaryIO, taker: Taker, identities: str, path: Path) -> None:
    lines = [line.strip() for line in identities.splitlines()]
    lines = [line for line in lines if line.startswith(_SECRET)]
    if not lines:
        raise OnRecordError(
            f"this backup is encrypted: {path}; give the key that opens it, with --identity"
        )
    age = _age()
    try:
        own = [age.x25519.Identity.from_str(line) for line in lines]
    except age.IdentityError:
        raise OnRecordError("the identity file holds what is no key of age") from None
    if not age_heads.is_short(file.read(age_heads.MOST)):
        raise _damaged(path)
    file.seek(0)
    _decrypted(age, file, taker, own, path)


def _open_with_passphrase(file: BinaryIO, taker: Taker, passphrase: str | None, path: Path) -> None:
    if passphrase is None:
        raise OnRecordError(f"this backup is encrypted with a passphrase: {path}")
    age = _age()
    key = file.read(_size(file.read(tar_blocks.BLOCK), _KEY, _MOST_KEY, path))
    if not age_heads.is_short(key) or age_heads.asks_too_much(key):
        raise _damaged(path)
    file.seek(tar_blocks.padding(len(key)), os.SEEK_CUR)
    try:
        own = age.x25519.Identity.from_str(age.passphrase.decrypt(key, passphrase).decode().strip())
    except (age.DecryptError, age.IdentityError, UnicodeDecodeError):
        raise OnRecordError(f"this passphrase does not open the backup: {path}") from None
    whole = path.stat().st_size
    size = _size(file.read(tar_blocks.BLOCK), _BACKUP, whole, path)
    if file.tell() + size + tar_blocks.padding(size) + len(tar_blocks.END) != whole:
        raise _damaged(path)
    begun = file.tell()
    if not age_heads.is_short(file.read(min(size, age_heads.MOST))):
        raise _damaged(path)
    file.seek(begun)
    _decrypted(age, _Limited(file, size), taker, [own], path)
    if any(file.read(tar_blocks.padding(size) + len(tar_blocks.END))):
        raise _damaged(path)


def _size(block: bytes, name: str, most: int, path: Path) -> int:
    told = tar_blocks.name_and_size(block)
    if told is None or told[0] != name or told[1] > most:
        raise _damaged(path)
    return told[1]


def _encrypted(
    age: ModuleType, pieces: Iterable[bytes], out: BinaryIO, readers: list[object]
) -> None:
    source, sink = _Source(iter(pieces)), _Sink(out)
    try:
        age.encrypt_io(source, sink, readers)
    except age.EncryptError:
        fault = source.fault or sink.fault  # in the library's words it would name no file
        if fault:
            raise fault from None
        raise


def _decrypted(
    age: ModuleType, file: "BinaryIO | _Limited", taker: Taker, own: list[object], path: Path
) -> None:
    try:
        age.decrypt_io(file, taker, own)
    except age.DecryptError as fault:
        if "No matching keys" in str(fault):
            raise OnRecordError(f"this key does not open the backup: {path}") from None
        raise _damaged(path) from None
    except OSError as fault:
        if fault.errno is None:  # the library's own word for a piece that was changed
            raise _damaged(path) from None
        raise


def _damaged(path: Path) -> RecordUnusable:
    return RecordUnusable(
        f"this backup is damaged: it was changed or cut off: {path}; use another copy"
    )


def _recipients(age: ModuleType, told: Iterable[str]) -> list[object]:
    try:
        return [age.x25519.Recipient.from_str(one.strip()) for one in told]
    except age.RecipientError:
        raise OnRecordError("a recipient is no public key of age (age1…)") from None


class _Source:
    """Pieces as a file that can be read."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._held = pieces, memoryview(b"")
        self.fault: BaseException | None = None

    def read(self, most: int) -> bytes:
        try:
            while not self._held:
                self._held = memoryview(next(self._pieces))
        except StopIteration:
            return b""
        except BaseException as fault:
            self.fault = fault
            raise
        found, self._held = self._held[:most], self._held[most:]
        return bytes(found)


class _Sink:
    """A file that is written, and what went wrong with it."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self.fault: OSError | None = None

    def write(self, data: bytes) -> int:
        try:
            return self._out.write(data)
        except OSError as fault:
            self.fault = fault
            raise

    def flush(self) -> None:
        """Do nothing: the file is forced to the disk when it is whole."""


class _Limited:
    """The next bytes of a file, and no more."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file, self._left = file, size

    def read(self, most: int) -> bytes:
        found = self._file.read(min(most, self._left))
        self._left -= len(found)
        return found


def _age() -> ModuleType:
    try:
        import pyrage  # noqa: PLC0415 - an extra: only those who encrypt need it
    except ImportError:
        raise MachineLacks(
            "an encrypted backup needs the package pyrage: install onrecord[protect]"
        ) from None
    found: ModuleType = pyrage
    return found
