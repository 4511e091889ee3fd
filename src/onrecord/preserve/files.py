"""The preserved files as a whole: what they are at one moment, and whether each is what it was."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from onrecord.model import ArchiveState, Problem, Severity
from onrecord.preserve.archive import Archive

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


def altered(
    archive: Archive, expected: Mapping[str, Expected], tell: Callable[[int, int], None]
) -> Iterator[Problem]:
    """
    Look at every file that lies in an archive, and find those that should and do not.

    Args:
        archive: The preserved files.
        expected: The files that rows speak of, by SHA-256 of what was kept.
        tell: Is told how many files, and how many bytes, were looked at.
    """
    belongs = {place: name for name in expected for place in archive.places(name)}
    seen: set[str] = set()
    size = 0
    for file in _every(archive.folder):
        place = file.relative_to(archive.folder).as_posix()
        where = f"archive/{place}"
        if not archive.is_place(place):
            yield _note("is no preserved file; a run that was killed leaves such a one", where)
            continue
        name = belongs.get(place, place)
        known = expected.get(name)
        seen.add(name)
        try:
            held, found = archive.held(place)
        except OSError as fault:
            yield _damaged(f"cannot be read ({fault.strerror})", where, known)
            continue
        size += held
        tell(len(seen), size)
        yield from _of_one(archive, place, known, held, found)
    for name, known in expected.items():
        if name not in seen:
            yield _damaged("is missing", f"archive/{archive.places(name)[0]}", known)


def _of_one(
    archive: Archive, place: str, known: Expected | None, held: int, found: str
) -> Iterator[Problem]:
    """Return what is wrong with a file that could be read."""
    where = f"archive/{place}"
    places = archive.places(found) if found else ()
    if place not in places:
        yield _damaged("is not what its name says", where, known)
    elif known is None:
        yield _note("is spoken of by no row; a run that was killed leaves such a one", where)
    elif known.size not in {None, held}:
        yield _damaged(f"has {held} bytes, and {known.size} were written down", where, known)
    if place in places[1:]:
        yield _note("is not encrypted, and its record is: run `onrecord encrypt` again", where,
                    code="archive-plain")  # fmt: skip


def _every(archive: Path) -> Iterator[Path]:
    if not archive.is_dir():
        return
    for entry in sorted(archive.iterdir()):
        if entry.is_dir() and not entry.is_symlink():
            yield from (file for file in sorted(entry.rglob("*")) if not file.is_dir())
        else:
            yield entry


def _damaged(what: str, where: str, known: Expected | None) -> Problem:
    by = f" It belongs to {known.by}." if known else ""
    message = f"A preserved file {what}; restore it from a copy of the record.{by}"
    return Problem(code="archive-damaged", message=message, where=where, severity=Severity.ERROR)


def _note(what: str, where: str, code: str = "archive-unnamed") -> Problem:
    return Problem(
        code=code,
        message=f"This file {what}.",
        where=where,
        severity=Severity.NOTE,
    )
