"""The preserved files as a whole: what they are at one moment, and whether each is what it was."""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from onrecord.model import ArchiveState, Problem, Severity

_NAME = re.compile(r"[0-9a-f]{64}")
_BRANCH = 2  # letters of a name that are its folder


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """
    What is known of a preserved file before it is looked at.

    Attributes:
        by: What speaks of it, in words: `snapshots snp_…`.
        size: Bytes; None where nothing says so.
    """

    by: str
    size: int | None = None


def path_of(archive: Path, name: str) -> Path:
    """Return where a file of that name lies."""
    return archive / name[:_BRANCH] / name[_BRANCH:]


def state(sizes: Mapping[str, int | None]) -> ArchiveState:
    """
    Return what a checkpoint says of some files.

    Args:
        sizes: Bytes of each by its name; None for one that is not there.
    """
    there = {name: size for name, size in sorted(sizes.items()) if size is not None}
    return ArchiveState(
        files=len(there),
        size=sum(there.values()),
        branches=tuple(
            (branch, hashlib.sha256(listing(there, names)).hexdigest())
            for branch, names in groupby(there, key=lambda name: name[:_BRANCH])
        ),
        missing=tuple(name for name, size in sorted(sizes.items()) if size is None),
    )


def listing(sizes: Mapping[str, int], names: Iterable[str]) -> bytes:
    """Return the lines from which a branch's digest is made."""
    return "".join(f"{name} {sizes[name]}\n" for name in names).encode("ascii")


def size_of(archive: Path, name: str) -> int | None:
    """Return how many bytes a file has; None if it is not there."""
    try:
        return path_of(archive, name).stat().st_size
    except OSError:
        return None


def altered(
    archive: Path, expected: Mapping[str, Expected], tell: Callable[[int, int], None]
) -> Iterator[Problem]:
    """
    Look at every file that lies in an archive, and find those that should and do not.

    Args:
        archive: The folder.
        expected: The files that rows speak of, by name.
        tell: Is told how many files, and how many bytes, were looked at.
    """
    seen: set[str] = set()
    size = 0
    for file in _every(archive):
        where = f"archive/{file.relative_to(archive).as_posix()}"
        name = where.removeprefix("archive/").replace("/", "")
        if not _NAME.fullmatch(name) or where.count("/") != _BRANCH:
            yield _note("is no preserved file; a run that was killed leaves such a one", where)
            continue
        seen.add(name)
        known = expected.get(name)
        try:
            held, found = file.stat().st_size, _hashed(file)
        except OSError as fault:
            yield _damaged(f"cannot be read ({fault.strerror})", where, known)
            continue
        size += held
        tell(len(seen), size)
        if found != name:
            yield _damaged("is not what its name says", where, known)
        elif known is None:
            yield _note("is spoken of by no row; a run that was killed leaves such a one", where)
        elif known.size not in {None, held}:
            yield _damaged(f"has {held} bytes, and {known.size} were written down", where, known)
    for name, known in expected.items():
        if name not in seen:
            yield _damaged("is missing", f"archive/{name[:_BRANCH]}/{name[_BRANCH:]}", known)


def _every(archive: Path) -> Iterator[Path]:
    if not archive.is_dir():
        return
    for entry in sorted(archive.iterdir()):
        if entry.is_dir() and not entry.is_symlink():
            yield from (file for file in sorted(entry.rglob("*")) if not file.is_dir())
        else:
            yield entry


def _hashed(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _damaged(what: str, where: str, known: Expected | None) -> Problem:
    by = f" It belongs to {known.by}." if known else ""
    message = f"A preserved file {what}; restore it from a copy of the record.{by}"
    return Problem(code="archive-damaged", message=message, where=where, severity=Severity.ERROR)


def _note(what: str, where: str) -> Problem:
    return Problem(
        code="archive-unnamed",
        message=f"This file {what}.",
        where=where,
        severity=Severity.NOTE,
    )
