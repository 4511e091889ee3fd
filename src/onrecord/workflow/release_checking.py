"""A release that lies somewhere, looked at without the record it came from; keys to sign with."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from onrecord import store
from onrecord.model import Release
from onrecord.publish import release
from onrecord.publish.release import Checked, Key, checking


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseVerified:
    """
    What a release proves.

    Attributes:
        found: What was found in the folder.
        logged: What the record's log says of it; None where it says nothing, or none was asked.
    """

    found: Checked
    logged: Release | None = None


def is_release(folder: Path) -> bool:
    """Return whether a folder has the manifest of a release, or of a preview."""
    return release.is_release(folder)


def verify_release(
    folder: Path,
    *,
    key: Path | None = None,
    before: Path | None = None,
    record_folder: Path | None = None,
) -> ReleaseVerified:
    """
    Look at a release anywhere: its files, its manifest, its signature, what it follows on.

    It writes nothing, and needs no record.

    Args:
        folder: Where it lies.
        key: The public key that is to have signed it.
        before: The folder of the release before it.
        record_folder: A record whose log may have it.

    Raises:
        RecordUnusable: It is no release, or the record cannot be opened.
        OnRecordError: The key is none.
    """
    public = release.public_key(key) if key else None
    found = checking.release(folder, key=public, before=before)
    if record_folder is None:
        return ReleaseVerified(found=found)
    with store.open_record(record_folder) as kept:
        every = kept.evidence("releases", Release)
    logged = next((one for one in every if one.manifest == found.sha256), None)
    return ReleaseVerified(found=found, logged=logged)


def open_key(path: Path, password: Callable[[], str]) -> Key:
    """
    Open a secret key to sign a manifest with.

    Args:
        path: The key, as minisign or `make_key` wrote it.
        password: Asks for its password, where it has one.

    Raises:
        OnRecordError: It cannot be read, is none, or the password is another.
    """
    return release.open_key(path, password)


def make_key(path: Path, password: str) -> tuple[str, Path]:
    """
    Make a pair of keys, and return the key's id and where the public one is.

    Raises:
        OnRecordError: There is a file already, or none can be written.
    """
    return release.make_key(path, password)
