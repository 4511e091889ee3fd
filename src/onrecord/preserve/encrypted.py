"""
Preserved files that only an encrypted record's key opens (age, age-encryption.org/v1).

Each is an age file by itself, so that `age -d -i key` opens it without this program; age seals
every 64 KiB of it, and no changed byte gets past that. What is kept is still told by the SHA-256
of its own bytes; what a file is *called* is made from that hash and the key, since a hash alone
would tell everybody who has a public report that it is among those that are kept.
"""

import hashlib
import hmac
import os
import re
from pathlib import Path
from types import ModuleType
from typing import BinaryIO

from onrecord.model import MachineLacks, RecordUnusable
from onrecord.preserve.archive import Archive

SUFFIX = ".age"
_PLACE = re.compile(r"[0-9a-f]{2}/[0-9a-f]{62}\.age")
_NAMES = b"onrecord: names of preserved files"
_HEAD = 16 * 1024  # bytes in which the head of a file ends
_CHUNK, _TAG, _NONCE = 64 * 1024, 16, 16  # of the format


def new_key() -> str:
    """
    Return a new key for the files of one record: an identity of age.

    Raises:
        MachineLacks: `pyrage` is not installed.
    """
    return str(_age().x25519.Identity.generate())


class EncryptedArchive(Archive):
    """
    A folder of preserved files in which nothing is ever written that can be read without the key.

    It keeps what `Archive` keeps, by the same hashes, and also reads what lies there in the plain:
    a record may have been encrypted by an earlier program, or `onrecord encrypt` was killed.

    Args:
        folder: Where they are.
        key: What opens them, as `new_key` makes it.

    Raises:
        MachineLacks: `pyrage` is not installed.
    """

    def __init__(self, folder: Path, key: str) -> None:
        super().__init__(folder)
        self._age = _age()
        self._own = self._age.x25519.Identity.from_str(key)
        self._names = hmac.digest(key.encode(), _NAMES, "sha256")

    def file(self, sha256: str) -> Path:
        """Refuse: what is kept here lies nowhere as other programs could read it."""
        raise RecordUnusable(f"this preserved file is encrypted: {self._path(sha256)}")

    def beside(self, sha256: str, given: Path) -> Path:  # noqa: ARG002 - as an Archive has it
        """Return the file that was given: no copy is made that can be read."""
        return given

    def read(self, sha256: str) -> bytes:
        """Return the bytes kept under a hash, as an `Archive` does."""
        in_the_plain = self._in_the_plain(sha256)
        return in_the_plain.read(sha256) if in_the_plain else super().read(sha256)

    def check_file(self, sha256: str) -> bool:
        """Return whether the bytes kept under a hash are there, encrypted, and what they were."""
        return self.is_whole(self.places(sha256)[0])

    def size_of(self, sha256: str) -> int | None:
        """Return how many bytes are kept under a hash, as the length of their file tells."""
        in_the_plain = self._in_the_plain(sha256)
        if in_the_plain:
            return in_the_plain.size_of(sha256)
        try:
            with self._path(sha256).open("rb") as stream:
                size = stream.seek(0, os.SEEK_END)
                stream.seek(0)
                return _length(stream.read(_HEAD), size)
        except OSError:
            return None

    def places(self, sha256: str) -> tuple[str, ...]:
        """Return where the bytes of a hash belong, and where they lie if they are not encrypted."""
        return (self._path(sha256).relative_to(self._folder).as_posix(), *super().places(sha256))

    def is_place(self, place: str) -> bool:
        """Return whether a preserved file may lie there, encrypted or not."""
        return _PLACE.fullmatch(place) is not None or super().is_place(place)

    def _in_the_plain(self, sha256: str) -> Archive | None:
        """Return the archive that has some bytes, where they lie in the plain and only so."""
        plain = Archive(self._folder)
        is_so = plain.size_of(sha256) is not None and not self._path(sha256).exists()
        return plain if is_so else None

    def _path(self, sha256: str) -> Path:
        super()._path(sha256)  # refuses what is none
        name = hmac.digest(self._names, bytes.fromhex(sha256), "sha256").hex()
        return self._folder / name[:2] / f"{name[2:]}{SUFFIX}"

    def _written(self, data: bytes) -> bytes:
        sealed: bytes = self._age.encrypt(data, [self._own.to_public()])
        return sealed

    def _opened(self, path: Path) -> bytes | None:
        if path.suffix != SUFFIX:
            return super()._opened(path)
        try:
            data: bytes = self._age.decrypt(path.read_bytes(), [self._own])
        except self._age.DecryptError:
            return None
        return data

    def _hashed(self, path: Path) -> tuple[int, str]:
        if path.suffix != SUFFIX:
            return super()._hashed(path)
        with path.open("rb") as stream:
            source, sink = _Source(stream), _Hash()
            try:
                self._age.decrypt_io(source, sink, [self._own])
            except (self._age.DecryptError, OSError):
                source.raise_fault()
                return stream.seek(0, os.SEEK_END), ""
        return sink.size, sink.sha256

    def _copied(self, source: Path, part: Path) -> str:
        with source.open("rb") as given, part.open("xb") as file:
            read, written = _Source(given), _Sink(file)
            try:
                self._age.encrypt_io(read, written, [self._own.to_public()])
            except (self._age.EncryptError, OSError):
                read.raise_fault()
                written.raise_fault()
                raise
            file.flush()
            os.fsync(file.fileno())
        return read.hashed.hexdigest()


def _length(head: bytes, size: int) -> int:
    r"""
    Return how many bytes an age file of some size holds; its own size, if it is none.

    >>> _length(b"age-encryption.org/v1\n--- mac\nabc", 30 + 16 + 16 + 5)
    5
    """
    begin = head.find(b"\n", head.find(b"\n--- ") + 1) + 1
    sealed = size - begin - _NONCE
    if not begin or sealed < _TAG:
        return size
    return sealed - _TAG * max(1, -(-sealed // (_CHUNK + _TAG)))


class _Passing:
    """What went wrong with a file while the library had it, which would say it in its own words."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._fault: OSError | None = None

    def raise_fault(self) -> None:
        if self._fault is not None:
            raise self._fault


class _Source(_Passing):
    """A file that is read, and the hash of it."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__(file)
        self.hashed = hashlib.sha256()

    def read(self, most: int) -> bytes:
        try:
            piece = self._file.read(most)
        except OSError as fault:
            self._fault = fault
            raise
        self.hashed.update(piece)
        return piece


class _Sink(_Passing):
    """A file that is written."""

    def write(self, data: bytes) -> int:
        try:
            return self._file.write(data)
        except OSError as fault:
            self._fault = fault
            raise

    def flush(self) -> None:
        """Do nothing: it is forced to the disk when it is whole."""


class _Hash:
    """What is read only to be hashed."""

    def __init__(self) -> None:
        self._hashed, self.size = hashlib.sha256(), 0

    @property
    def sha256(self) -> str:
        return self._hashed.hexdigest()

    def write(self, data: bytes) -> int:
        self._hashed.update(data)
        self.size += len(data)
        return len(data)

    def flush(self) -> None:
        """Do nothing: nothing is written."""


def _age() -> ModuleType:
    try:
        import pyrage  # noqa: PLC0415 - an extra: for records that are encrypted
    except ImportError:
        raise MachineLacks(
            "the preserved files of an encrypted record need the package pyrage: install "
            "onrecord[encrypted]"
        ) from None
    found: ModuleType = pyrage
    return found
