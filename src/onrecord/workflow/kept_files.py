"""The preserved files of a record, encrypted where the record is."""

from pathlib import Path

from onrecord.model import RecordUnusable
from onrecord.preserve import Archive
from onrecord.preserve.encrypted import SUFFIX, EncryptedArchive, new_key
from onrecord.store import archive_key, backups, keyed


def is_encrypted(record_folder: Path) -> bool:
    """Return whether only a passphrase opens a record; a plain one's files are not looked at."""
    return keyed.is_encrypted(record_folder / backups.DATABASE)


def of(record_folder: Path) -> Archive:
    """
    Return the preserved files of a record that is open, to read and to add to.

    Raises:
        RecordUnusable: They are encrypted, and their key is gone or does not open.
        MachineLacks: They are encrypted, and a package for that is not installed.
    """
    if not is_encrypted(record_folder):
        return Archive(record_folder / backups.ARCHIVE)
    return encrypted(record_folder)


def encrypted(record_folder: Path) -> EncryptedArchive:
    """Return the same of a record that is encrypted, whose key is made if it has none yet."""
    key = _kept_key(record_folder) or archive_key.made(record_folder, new_key)
    return EncryptedArchive(record_folder / backups.ARCHIVE, key)


def to_prove(record_folder: Path) -> Archive:
    """Return the preserved files to be read only: nothing is made, not even a key."""
    if not is_encrypted(record_folder):
        return Archive(record_folder / backups.ARCHIVE)
    key = _kept_key(record_folder) or new_key()  # nothing is encrypted, which is told of each
    return EncryptedArchive(record_folder / backups.ARCHIVE, key)


def _kept_key(record_folder: Path) -> str:
    key = archive_key.kept(record_folder)
    lost = not key and next((record_folder / backups.ARCHIVE).glob(f"??/*{SUFFIX}"), None)
    if lost:
        raise RecordUnusable(
            f"the key of the preserved files is missing: {record_folder / archive_key.FILE}; "
            "restore it from a copy"
        )
    return key
