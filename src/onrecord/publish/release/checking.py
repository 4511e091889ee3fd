"""A release that lies somewhere, against its own manifest; nothing here writes."""

import errno
import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.model import Problem, RecordUnusable, Severity
from onrecord.publish.release import manifest, signing
from onrecord.publish.release.folder import is_path
from onrecord.publish.release.manifest import Manifest
from onrecord.publish.release.signing import Looked
from onrecord.publish.release.writing import PREVIEW

_NO_MORE = {errno.EMFILE, errno.ENFILE}
_LARGEST = 1 << 30  # bytes of a manifest: some four million files


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """
    What a release comes to.

    Attributes:
        manifest: What it says of itself; None where that cannot be read.
        sha256: Of the manifest.
        problems: What does not hold.
        altered, missing, unknown: Paths of files.
        files, size: How many files were looked at, and their bytes.
        signed: What is to be said of the signature; None where there is none.
        is_known_key: Whether it was checked by a key that was given, not by the one beside it.
        before: Whether the release given as the one before is that; None where none was given.
    """

    manifest: Manifest | None = None
    sha256: str = ""
    problems: tuple[Problem, ...] = ()
    altered: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    files: int = 0
    size: int = 0
    signed: Looked | None = None
    is_known_key: bool = False
    before: bool | None = None


@dataclass
class _Findings:
    problems: list[Problem] = field(default_factory=list)
    altered: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    files: int = 0
    size: int = 0

    def add(self, message: str, where: str, code: str = "release-altered") -> None:
        self.problems.append(
            Problem(code=code, message=message, where=where, severity=Severity.ERROR)
        )


def is_release(folder: Path) -> bool:
    """Return whether a folder has the manifest of a release, or of a preview."""
    return any((folder / name).is_file() for name in (manifest.NAME, PREVIEW))


def release(
    folder: Path,
    *,
    key: bytes | None = None,
    before: Path | None = None,
    is_quick: bool = False,
) -> Checked:
    """
    Look at a release: every file, none too many, its manifest, the signature, the chain.

    Args:
        folder: Where it lies. Links in it are followed nowhere.
        key: A file with the public key that is to have signed it.
        before: The folder of the release before it.
        is_quick: Look at names and sizes of the files alone, which proves nothing.

    Raises:
        RecordUnusable: It is no release, or cannot be read.
    """
    findings = _Findings()
    if (folder / PREVIEW).is_file() and not (folder / manifest.NAME).exists():
        findings.add("This is a preview, and no release: nobody signed it off.", PREVIEW)
        return Checked(problems=tuple(findings.problems))
    data = _read(folder)
    try:
        told = manifest.from_bytes(data)
    except ValueError as fault:
        findings.add(f"The manifest cannot be believed: {fault}.", manifest.NAME)
        return Checked(
            problems=tuple(findings.problems),
            altered=(manifest.NAME,),
            sha256=hashlib.sha256(data).hexdigest(),
        )
    own = {manifest.NAME, manifest.NAME + signing.SUFFIX}
    _look_at_files(folder, told, findings, own, is_quick=is_quick)
    signed, is_known = _signature(folder, data, key, findings)
    is_before = _before(told, before, findings) if before else None
    return Checked(
        manifest=told,
        sha256=hashlib.sha256(data).hexdigest(),
        problems=tuple(findings.problems),
        altered=tuple(findings.altered),
        missing=tuple(findings.missing),
        unknown=tuple(findings.unknown),
        files=findings.files,
        size=findings.size,
        signed=signed,
        is_known_key=is_known,
        before=is_before,
    )


def preview(folder: Path, *, is_quick: bool = False) -> Checked:
    """
    Look at the files of a preview; it proves nothing.

    Raises:
        RecordUnusable: It cannot be read.
    """
    findings = _Findings()
    try:
        told = manifest.from_bytes(_read(folder, PREVIEW))
    except ValueError:
        return Checked(altered=(PREVIEW,))
    _look_at_files(folder, told, findings, {PREVIEW}, is_quick=is_quick)
    return Checked(manifest=told, altered=tuple(findings.altered), unknown=tuple(findings.unknown))


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file, read a piece at a time; links are not followed."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
    with os.fdopen(handle, "rb") as stream:
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            raise OSError(f"{path} is no file")
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _read(folder: Path, name: str = manifest.NAME) -> bytes:
    try:
        with (folder / name).open("rb") as stream:
            data = stream.read(_LARGEST + 1)
    except OSError as fault:
        raise RecordUnusable(f"there is no release here that can be read: {folder}") from fault
    if len(data) > _LARGEST:
        raise RecordUnusable(f"the manifest of {folder} is larger than any release's")
    return data


def _look_at_files(
    folder: Path, told: Manifest, findings: _Findings, own: set[str], *, is_quick: bool
) -> None:
    named = {file.path: file for file in told.files}
    if len(named) != len(told.files):
        findings.add("The manifest names a file twice.", manifest.NAME)
    there = dict(_walk(folder, ""))
    for path, one in named.items():
        if not is_path(path) or path in own:
            findings.add(f"No file of a release is called so: {path!r:.80}.", manifest.NAME)
        elif path not in there:
            findings.missing.append(path)
            findings.add("This file of the release is not there.", path)
        else:
            findings.files += 1
            findings.size += one.size
            fault = _fault(folder / path, one, is_quick=is_quick)
            if fault:
                findings.altered.append(path)
                findings.add(fault, path)
    for path in sorted(there.keys() - named.keys() - own):
        findings.unknown.append(path)
        findings.add(f"This {there[path]} is not of the release.", path)
    for path in sorted(own & there.keys()):
        if there[path] != "file":
            findings.altered.append(path)
            findings.add(f"This is a {there[path]} in place of a file.", path)


def _fault(path: Path, one: manifest.File, *, is_quick: bool) -> str:
    try:
        held = path.lstat()
        if not stat.S_ISREG(held.st_mode):
            return "This is no file of its own, but leads somewhere else."
        if held.st_size != one.size:
            return f"This file has {held.st_size:,} bytes; the manifest says {one.size:,}."
        if not is_quick and sha256_of(path) != one.sha256:
            return "This file is not the one that was released: its SHA-256 is another."
    except OSError as fault:
        if fault.errno in _NO_MORE:  # the machine's fault, not the file's
            line = f"this machine opens no more files ({fault.strerror}): close some and run again"
            raise RecordUnusable(line) from fault
        return f"This file cannot be read: {fault.strerror or fault}."
    return ""


def _walk(folder: Path, above: str) -> Iterator[tuple[str, str]]:
    """Return everything below a folder, by path, with what it is; links are followed nowhere."""
    with os.scandir(folder) as entries:
        for one in entries:
            path = above + one.name
            if one.is_symlink():
                yield path, "link"
            elif one.is_dir(follow_symlinks=False):
                is_empty = True
                for below in _walk(Path(one.path), f"{path}/"):
                    is_empty = False
                    yield below
                if is_empty:
                    yield path, "empty folder"
            else:
                yield path, "file" if one.is_file(follow_symlinks=False) else "thing"


def _signature(
    folder: Path, data: bytes, key: bytes | None, findings: _Findings
) -> tuple[Looked | None, bool]:
    where = manifest.NAME + signing.SUFFIX
    try:
        signature = (folder / where).read_bytes()
    except FileNotFoundError:
        if key is not None:
            findings.add("It is not signed, by no key.", where, "release-signature")
        return None, False
    except OSError as fault:
        findings.add(f"It cannot be read: {fault.strerror}.", where, "release-signature")
        return None, False
    beside = None
    with suppress(OSError):
        beside = (folder / signing.PUBLIC).read_bytes()
    found = signing.looked_at(data, signature, key if key is not None else beside)
    if found.fault:
        findings.add(f"The signature does not hold: {found.fault}.", where, "release-signature")
    return found, key is not None


def _before(told: Manifest, before: Path, findings: _Findings) -> bool:
    sha256 = hashlib.sha256(_read(before)).hexdigest()
    if told.previous is None:
        message = "It says that it is the first release, and follows on none."
    elif told.previous[1] != sha256:
        message = (
            f"It follows on {told.previous[0]}, whose manifest had another SHA-256 than the "
            "one that was given."
        )
    else:
        return True
    findings.add(message, manifest.NAME, "release-chain")
    return False
