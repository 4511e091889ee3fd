"""
Bytes that only those with a key can read (age, age-encryption.org/v1).

Each sealed thing has a key of its own, made for it. The key lies beside the archive, itself
sealed for the people who may open things. So the bytes in the archive never change, and
can still be made unreadable for ever: by destroying the one small file that holds their
key ("crypto-shredding"; NIST SP 800-88 calls it cryptographic erase).
"""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from types import ModuleType

from onrecord.kit.on_disk import force_names
from onrecord.model import MachineLacks, OnRecordError, RecordUnusable

_SUFFIX = ".age"
_SECRET = "AGE-SECRET-KEY-"  # noqa: S105 - how every key begins


class Keys:
    """
    The keys of sealed things: a folder of small files, each sealed for its readers.

    Args:
        folder: Where they are; made when the first is kept.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def seal(self, name: str, data: bytes, readers: tuple[str, ...]) -> bytes:
        """
        Return bytes sealed with a new key, and keep the key for the readers.

        Args:
            name: What the key is kept under.
            data: The bytes.
            readers: Public keys (`age1…`) of those who may open it.

        Raises:
            MachineLacks: `pyrage` is not installed.
            OnRecordError: A public key is none.
            RecordUnusable: The key cannot be written.
        """
        age = _age()
        own = age.x25519.Identity.generate()
        try:
            known = [age.x25519.Recipient.from_str(reader) for reader in readers]
        except age.RecipientError as fault:
            raise OnRecordError(f"a recipient in [protect] is no age key: {fault}") from None
        held: bytes = age.encrypt(str(own).encode(), known)
        sealed: bytes = age.encrypt(data, [own.to_public()])
        try:
            self._keep(name, held)
        except OSError as fault:
            raise RecordUnusable(f"the key cannot be written: {fault.strerror}") from fault
        return sealed

    def open(self, name: str, sealed: bytes, identities: str) -> bytes:
        """
        Return the bytes that were sealed.

        Args:
            name: What the key is kept under.
            sealed: The sealed bytes.
            identities: The words of an age identity file; lines that begin with # say nothing.

        Raises:
            MachineLacks: `pyrage` is not installed.
            OnRecordError: The key was destroyed, or these identities do not open it.
        """
        age = _age()
        lines = (line.strip() for line in identities.splitlines())
        try:
            own = [age.x25519.Identity.from_str(line) for line in lines if line.startswith(_SECRET)]
            held = age.decrypt(self._path(name).read_bytes(), own).decode()
            found: bytes = age.decrypt(sealed, [age.x25519.Identity.from_str(held)])
        except FileNotFoundError:
            raise OnRecordError("its key was destroyed: nobody can open it any more") from None
        except (age.DecryptError, age.IdentityError, OSError):
            raise OnRecordError("it does not open with this identity") from None
        return found

    def has(self, name: str) -> bool:
        """Return whether a key is there."""
        return self._path(name).is_file()

    def destroy(self, name: str) -> None:
        """
        Write over a key and take it away; what it opened is unreadable for ever.

        Copies of the folder elsewhere are out of reach, and disks that spread their writes
        may keep the old bytes: that is for the manual to say.

        Raises:
            RecordUnusable: It cannot be written.
        """
        path = self._path(name)
        try:
            with suppress(FileNotFoundError):
                with path.open("r+b") as file:
                    file.write(secrets.token_bytes(path.stat().st_size))
                    file.flush()
                    os.fsync(file.fileno())
                path.unlink()
                force_names(self._folder)
        except OSError as fault:
            raise RecordUnusable(f"the key cannot be destroyed: {fault.strerror}") from fault

    def _keep(self, name: str, held: bytes) -> None:
        """Keep a key, whole or not at all; one left by a killed run opens nothing."""
        is_new = not self._folder.exists()
        self._folder.mkdir(mode=0o700, exist_ok=True)
        part = self._path(name).with_suffix(".part")
        with part.open("wb") as file:
            part.chmod(0o600)
            file.write(held)
            file.flush()
            os.fsync(file.fileno())
        part.replace(self._path(name))
        force_names(self._folder)  # what it opens is kept after it, and must never outlive it
        if is_new:
            force_names(self._folder.parent)

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}{_SUFFIX}"


def _age() -> ModuleType:
    try:
        import pyrage  # noqa: PLC0415 - an extra: only those who protect testimony need it
    except ImportError:
        raise MachineLacks(
            "protecting testimony needs the package pyrage: install onrecord[protect]"
        ) from None
    found: ModuleType = pyrage
    return found
