"""What stands in a backup, in which order, and writing it a piece at a time."""

import hashlib
import re
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

from onrecord.model import RecordUnusable
from onrecord.preserve.backup import tar_blocks

FORMAT = 1  # of the backup; a program refuses one that it does not know
TOP = "onrecord"
BAGIT = f"{TOP}/bagit.txt"
INFO = f"{TOP}/bag-info.txt"
DATA = f"{TOP}/data/"
MANIFEST = f"{TOP}/manifest-sha256.txt"
TAGS = f"{TOP}/tagmanifest-sha256.txt"
DECLARED = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
PIECE = 1024 * 1024
# Letters of any script, digits and a few marks: never what a path is made of elsewhere.
_PART = re.compile(r"[^\x00-\x1f\x7f/\\:*?\"<>|]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Info:
    """
    What a backup says of itself, in `bag-info.txt`.

    Attributes:
        made: When, ISO 8601 in UTC, as the clock of that machine said.
        program: Name and version of the program that made it.
        record: What the record is called.
        schema: The version of its tables.
        format: Of the backup.
    """

    made: str
    program: str
    record: str
    schema: str
    format: int = FORMAT

    def as_text(self) -> str:
        """Return the lines, in their order."""
        return (
            f"Bag-Software-Agent: {_line(self.program)}\n"
            f"Bagging-Date: {_line(self.made)[:10]}\n"
            f"Onrecord-Backup: {self.format}\n"
            f"Onrecord-Made: {_line(self.made)}\n"
            f"Onrecord-Record: {_line(self.record)}\n"
            f"Onrecord-Schema: {_line(self.schema)}\n"
        )

    @classmethod
    def of_text(cls, text: str) -> "Info":
        """
        Return what the lines say.

        Raises:
            ValueError: They are none of a backup.
        """
        told = dict(line.split(": ", 1) for line in text.splitlines() if ": " in line)
        try:
            return cls(
                made=told["Onrecord-Made"],
                program=told["Bag-Software-Agent"],
                record=told.get("Onrecord-Record", ""),
                schema=told["Onrecord-Schema"],
                format=int(told["Onrecord-Backup"]),
            )
        except KeyError as fault:
            raise ValueError(f"no line {fault}") from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """
    A file that goes into a backup.

    Attributes:
        path: What it is called in the record's folder, with `/`.
        file: Where its bytes are now.
        sha256: What they must come to, where that is known.
    """

    path: str
    file: Path
    sha256: str | None = None


def may_hold(path: str) -> bool:
    r"""
    Return whether a backup can hold a file of that name.

    >>> may_hold("archive/ab/cdef"), may_hold("اتفاق.pdf")
    (True, True)
    >>> may_hold("../x"), may_hold("/etc/passwd"), may_hold("a//b"), may_hold("C:\\x")
    (False, False, False, False)
    """
    parts = path.split("/")
    is_short = len(f"{DATA}{path}".encode("utf-8", "replace")) <= tar_blocks.LONGEST_NAME
    is_plain = all(_PART.fullmatch(part) and part not in {".", ".."} for part in parts)
    return is_short and is_plain and not any(part.endswith((" ", ".")) for part in parts)


def packed(
    files: Iterable[Kept], info: Info, damaged: Callable[[str], None] = lambda _path: None
) -> Iterator[bytes]:
    """
    Return a backup in pieces.

    Args:
        files: In order of their paths, part by part.
        info: What it says of itself.
        damaged: Is told the path of each file that is not what it must be. It is packed as it is:
            a copy of what is left is worth having, and proving the copy names it again.

    Raises:
        RecordUnusable: A file cannot be read, or grew or shrank while it was.
    """
    told = info.as_text().encode()
    yield from _small(BAGIT, DECLARED)
    yield from _small(INFO, told)
    with TemporaryFile(prefix="onrecord-") as manifest:  # hashes and names: one line a file
        for one in files:
            found = yield from _file(one)
            if one.sha256 not in {None, found}:
                damaged(one.path)
            manifest.write(line(found, one.path))
        size = manifest.tell()
        manifest.seek(0)
        yield tar_blocks.header(MANIFEST, size)
        hashed = hashlib.sha256()
        while piece := manifest.read(PIECE):
            hashed.update(piece)
            yield piece
        yield bytes(tar_blocks.padding(size))
    yield from _small(TAGS, tag_lines(told, hashed.hexdigest()))
    yield tar_blocks.END


def line(sha256: str, path: str) -> bytes:
    """Return a line of the manifest."""
    return f"{sha256}  data/{path}\n".encode()


def tag_lines(info: bytes, manifest_sha256: str) -> bytes:
    """Return the last file: the hashes of those that are no part of the record."""
    own = ((INFO, hashlib.sha256(info).hexdigest()),
           (BAGIT, hashlib.sha256(DECLARED).hexdigest()),
           (MANIFEST, manifest_sha256))  # fmt: skip
    return "".join(f"{sha}  {name.removeprefix(f'{TOP}/')}\n" for name, sha in own).encode()


def _small(name: str, data: bytes) -> Iterator[bytes]:
    yield tar_blocks.header(name, len(data)) + data + bytes(tar_blocks.padding(len(data)))


def _file(one: Kept) -> Generator[bytes, None, str]:
    """Pack a file, and return its SHA-256."""
    hashed = hashlib.sha256()
    try:
        with one.file.open("rb") as stream:
            size = stream.seek(0, 2)
            stream.seek(0)
            yield tar_blocks.header(f"{DATA}{one.path}", size)
            left = size
            while piece := stream.read(PIECE):
                left -= len(piece)
                if left < 0:
                    break
                hashed.update(piece)
                yield piece
    except OSError as fault:
        why = fault.strerror or fault
        raise RecordUnusable(f"{one.file} cannot be read ({why}); no backup was made") from fault
    if left:
        raise RecordUnusable(f"{one.file} was changed while it was copied; run again")
    yield bytes(tar_blocks.padding(size))
    return hashed.hexdigest()


def _line(words: str) -> str:
    return " ".join(words.split())
