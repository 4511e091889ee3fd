"""The bytes as they came, kept under their own hash."""

import errno
import hashlib
import os
import re
import secrets
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from onrecord.kit.on_disk import force_names
from onrecord.model import Problem, RecordUnusable, Severity

PLACE = re.compile(r"[0-9a-f]{2}/[0-9a-f]{62}")  # of a file in the folder
_NAME = re.compile(r"[0-9a-f]{64}")
_BRANCH = 2  # letters of a name that are its folder
_PART = ".part"
_PIECE = 1024 * 1024
_LEFT_OVER = 3600  # seconds after which an unfinished file is a killed run's
_FULL = {errno.ENOSPC, errno.EDQUOT}


class Damaged(RecordUnusable):
    """
    A preserved file is missing or is not what its name says.

    One damaged file is no reason to stop the rest: catch this and keep `problem`.

    Attributes:
        sha256: Its name.
        problem: The same as a Problem, to store and show.
    """

    def __init__(self, sha256: str, path: Path, what: str) -> None:
        super().__init__(f"a preserved file {what}: {path}; restore it from a copy")
        self.sha256 = sha256
        self.problem = Problem(
            code="archive-damaged",
            message=f"A preserved file {what}; restore it from a copy of the record.",
            where=f"archive/{path.parent.name}/{path.name}",
            severity=Severity.ERROR,
        )


class Archive:
    """
    A folder of bytes, each file named by the SHA-256 of what it holds.

    Nothing in it is ever changed or overwritten, not even to mend it: a file that is not
    what its name says is evidence of damage and stays as it is, to be looked at by a
    person. A file appears whole or not at all: it is written under a passing name in
    the same folder, forced to the disk, and only then given its own.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._is_tidy = False

    @property
    def folder(self) -> Path:
        """The folder itself."""
        return self._folder

    def keep(self, data: bytes) -> str:
        """
        Keep bytes and return their SHA-256, in hex.

        Keeping the same again changes nothing.

        Raises:
            Damaged: They were kept before, and what is there is not what was kept.
            RecordUnusable: The disk is full, or the folder cannot be written.
        """
        sha256 = hashlib.sha256(data).hexdigest()
        path = self._path(sha256)
        try:
            if not self._is_tidy:
                self._remove_left_overs()
            if path.exists():
                self._check_same(path, data, sha256)
            else:
                _write_whole(path, self._written(data))
        except OSError as fault:
            raise RecordUnusable(_told(fault, self._folder)) from fault
        return sha256

    def keep_file(self, source: Path) -> str:
        """
        Keep a file and return its SHA-256, as `keep` does; it may be larger than memory.

        It is copied and hashed in one pass, so that what is kept is what was hashed, whatever
        happens to the file meanwhile.

        Raises:
            Damaged: It was kept before, and what is there is not what was kept.
            RecordUnusable: It cannot be read, the disk is full, or the folder cannot be written.
        """
        try:
            if not self._is_tidy:
                self._remove_left_overs()
            new = self._folder / "new"
            new.mkdir(parents=True, exist_ok=True)
            part = new / f"{secrets.token_hex(8)}{_PART}"
            try:
                sha256 = self._copied(source, part)
                path = self._path(sha256)
                if not path.exists():
                    _put_in_place(part, path, is_new_branch=_made_branch(path))
                elif not self.check_file(sha256):
                    raise Damaged(sha256, path, "is not what its name says")
            finally:
                with suppress(OSError):
                    part.unlink()
                with suppress(OSError):
                    new.rmdir()
        except OSError as fault:
            raise RecordUnusable(_told(fault, self._folder)) from fault
        return sha256

    def file(self, sha256: str) -> Path:
        """Return where the bytes of a hash are kept, for what is too large to be read at once."""
        return self._path(sha256)

    def beside(self, sha256: str, given: Path) -> Path:  # noqa: ARG002 - the other kind needs it
        """Return the file to read of what was kept out of a file: the one that is kept."""
        return self._path(sha256)

    def check_file(self, sha256: str) -> bool:
        """Return what `check` does, a piece at a time: for what is larger than memory."""
        try:
            return self._hashed(self._path(sha256))[1] == sha256
        except OSError:
            return False

    def read(self, sha256: str) -> bytes:
        """
        Return the bytes kept under a hash.

        Raises:
            Damaged: They are not there, or are not what they were.
        """
        path = self._path(sha256)
        try:
            data = self._opened(path)
        except FileNotFoundError:
            raise Damaged(sha256, path, "is missing") from None
        except OSError as fault:
            raise Damaged(sha256, path, f"cannot be read ({fault.strerror})") from fault
        if data is None or hashlib.sha256(data).hexdigest() != sha256:
            raise Damaged(sha256, path, "is not what its name says")
        return data

    def check(self, sha256: str) -> bool:
        """Return whether the bytes kept under a hash are there and are what they were."""
        try:
            self.read(sha256)
        except Damaged:
            return False
        return True

    def names(self) -> Iterator[str]:
        """Return the hashes of everything that is kept under its own hash, in order."""
        for path in sorted(self._folder.glob("??/*")):
            if PLACE.fullmatch(f"{path.parent.name}/{path.name}"):
                yield path.parent.name + path.name

    def size_of(self, sha256: str) -> int | None:
        """Return how many bytes are kept under a hash, unproven; None if they are not there."""
        try:
            return self._path(sha256).stat().st_size
        except OSError:
            return None

    def places(self, sha256: str) -> tuple[str, ...]:
        """Return where in the folder the bytes of a hash may lie; they belong in the first."""
        return (f"{sha256[:_BRANCH]}/{sha256[_BRANCH:]}",)

    def is_place(self, place: str) -> bool:
        """Return whether a preserved file may lie there."""
        return PLACE.fullmatch(place) is not None

    def held(self, place: str) -> tuple[int, str]:
        """
        Return how many bytes a file holds, and their SHA-256; of what is damaged, perhaps "".

        Raises:
            OSError: It cannot be read.
        """
        return self._hashed(self._folder / place)

    def is_whole(self, place: str) -> bool:
        """Return whether a file is there and is what its name says."""
        try:
            found = self.held(place)[1]
        except OSError:
            return False
        return found != "" and place in self.places(found)

    def _path(self, sha256: str) -> Path:
        if not _NAME.fullmatch(sha256):
            raise ValueError(f"not a SHA-256 in hex: {sha256!r}")
        return self._folder / sha256[:_BRANCH] / sha256[_BRANCH:]

    def _written(self, data: bytes) -> bytes:
        """Return what stands in the file that keeps some bytes."""
        return data

    def _opened(self, path: Path) -> bytes | None:
        """Return the bytes that a file keeps; others, or None, if it was altered."""
        return path.read_bytes()

    def _hashed(self, path: Path) -> tuple[int, str]:
        """Return how many bytes a file keeps, and their SHA-256, without holding them."""
        with path.open("rb") as stream:
            sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
            return stream.tell(), sha256

    def _copied(self, source: Path, part: Path) -> str:
        """Copy a file into one that keeps it, and return the SHA-256 of what was read."""
        return _copied(source, part)

    def _check_same(self, path: Path, data: bytes, sha256: str) -> None:
        if self._opened(path) != data:
            raise Damaged(sha256, path, "is not what its name says")

    def _remove_left_overs(self) -> None:
        self._is_tidy = True
        killed_before = time.time() - _LEFT_OVER
        for left in self._folder.glob(f"*/*{_PART}"):
            with suppress(OSError):
                if left.stat().st_mtime < killed_before:
                    left.unlink()


def _copied(source: Path, part: Path) -> str:
    """Copy a file, force the copy to the disk, and return its SHA-256."""
    hashed = hashlib.sha256()
    with source.open("rb") as given, part.open("xb") as file:
        while piece := given.read(_PIECE):
            hashed.update(piece)
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    return hashed.hexdigest()


def _made_branch(path: Path) -> bool:
    """Make the folder that a file is kept in, and return whether it was not there."""
    is_new = not path.parent.exists()
    path.parent.mkdir(parents=True, exist_ok=True)
    return is_new


def _put_in_place(part: Path, path: Path, *, is_new_branch: bool) -> None:
    """Give a file that is whole its own name."""
    part.chmod(0o444)  # against a slip of the hand; the hash is what proves
    part.replace(path)
    force_names(path.parent)
    if is_new_branch:
        force_names(path.parent.parent)


def _write_whole(path: Path, data: bytes) -> None:
    is_new_branch = _made_branch(path)
    part = path.with_name(f"{secrets.token_hex(8)}{_PART}")
    try:
        with part.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _put_in_place(part, path, is_new_branch=is_new_branch)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise


def _told(fault: OSError, folder: Path) -> str:
    if fault.errno in _FULL:
        return (
            f"the disk is full: {folder}; what was saved before stands, "
            "free some space and run again"
        )
    return f"the archive cannot be written ({fault.strerror or fault}): {folder}"
