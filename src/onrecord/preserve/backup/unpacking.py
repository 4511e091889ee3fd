"""Reading a backup a piece at a time, and believing nothing of it."""

import hashlib
import os
from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from onrecord.model import RecordUnusable
from onrecord.preserve.backup import tar_blocks
from onrecord.preserve.backup.bag import (
    BAGIT,
    DATA,
    DECLARED,
    FORMAT,
    INFO,
    MANIFEST,
    PIECE,
    TAGS,
    Info,
    line,
    may_hold,
    tag_lines,
)

_MOST_SMALL = 64 * 1024  # bytes of what a backup says of itself
_OF_ARCHIVE = 0o444  # as the archive keeps them, against a slip of the hand
_OF_OTHERS = 0o600

Reading = Generator[int, bytes, None]
Known = Callable[[str], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpacked:
    """
    What came out of a backup.

    Attributes:
        info: What it says of itself.
        files: How many files of a record it held.
        size: Bytes of all of them.
    """

    info: Info
    files: int
    size: int


class Unpacking:
    """
    A backup that is being taken apart into a folder, while its bytes come in.

    Nothing is believed: a header that this program would not write, a name that leads out of
    the folder, a name twice or out of its order, a byte that changed, an end too early or too
    late, each ends the work. What stands in the folder counts only when `ended` has returned.

    Args:
        into: An empty folder.
        called: What the backup is called in messages.
        is_known: Whether this program can read tables of a version.
        is_record: Whether a name, with `/`, can be one of a record's.
        name: What a file is called in the folder, by its name.
    """

    def __init__(
        self,
        into: Path,
        called: str,
        *,
        is_known: Known,
        is_record: Known,
        name: Callable[[str], str] = lambda path: path,
    ) -> None:
        self._into, self._called = into, called
        self._is_known, self._is_record, self._name = is_known, is_record, name
        self._held = bytearray()
        self._reading = self._read()
        self._wanted: int | None = next(self._reading)
        self._info: Info | None = None
        self._info_bytes = b""
        self._manifest = hashlib.sha256()
        self._before: list[str] = []
        self._files = self._size = 0

    def write(self, data: bytes) -> int:
        """
        Take the next bytes of the backup.

        Raises:
            RecordUnusable: They are none of a backup that is whole and of this program.
        """
        self._held += data
        while self._wanted is not None and len(self._held) >= self._wanted:
            piece = bytes(self._held[: self._wanted])
            del self._held[: self._wanted]
            try:
                self._wanted = self._reading.send(piece)
            except StopIteration:
                self._wanted = None
        if self._wanted is None and self._held:
            raise self._damaged("something stands after its end")
        return len(data)

    def flush(self) -> None:
        """Do nothing: files are forced to the disk when all are there."""

    def ended(self) -> Unpacked:
        """
        Return what came, once all has come.

        Raises:
            RecordUnusable: The end is missing.
        """
        if self._info is None and self._wanted is not None and not self._before:
            raise self._foreign()
        if self._wanted is not None or self._info is None:
            raise self._damaged("its end is missing: it was cut off")
        return Unpacked(info=self._info, files=self._files, size=self._size)

    def _read(self) -> Reading:
        yield from self._declaration()
        yield from self._about_itself()
        while True:
            name, size = yield from self._header()
            if not name.startswith(DATA):
                break
            yield from self._file(name.removeprefix(DATA), size)
        yield from self._manifest_file(name, size)
        tags = yield from self._small(TAGS)
        manifest = self._manifest.hexdigest()
        if tags != tag_lines(self._info_bytes, manifest):
            raise self._damaged("its list of files is not the one that was written")
        end = yield len(tar_blocks.END)
        if end != tar_blocks.END:
            raise self._damaged("its end is not as it was written")

    def _declaration(self) -> Reading:
        block = yield tar_blocks.BLOCK
        if tar_blocks.name_and_size(block) != (BAGIT, len(DECLARED)):
            raise self._foreign()
        data = yield len(DECLARED) + tar_blocks.padding(len(DECLARED))
        if data != DECLARED + bytes(tar_blocks.padding(len(DECLARED))):
            raise self._foreign()

    def _about_itself(self) -> Reading:
        self._info_bytes = yield from self._small(INFO)
        try:
            info = Info.of_text(self._info_bytes.decode("utf-8"))
        except ValueError:
            raise self._damaged("what it says of itself cannot be read") from None
        if info.format < 1:
            raise self._damaged("what it says of itself cannot be read")
        if info.format > FORMAT or not self._is_known(info.schema):
            raise RecordUnusable(
                f"a newer onrecord made this backup ({info.program:.60}): {self._called}; "
                "install the newer program"
            )
        self._info = info

    def _file(self, path: str, size: int) -> Reading:
        parts = path.split("/")
        if not (may_hold(path) and self._is_record(path)):
            raise self._damaged(f"it holds what no record has ({path!r:.120})")
        if parts <= self._before:
            raise self._damaged(f"its files are not in their order ({path!r:.120})")
        self._before = parts
        hashed = hashlib.sha256()
        target = self._into.joinpath(*self._name(path).split("/"))
        with self._made(target, path) as file:
            left = size
            while left:
                piece = yield min(left, PIECE)
                left -= len(piece)
                hashed.update(piece)
                file.write(piece)
        os.chmod(target, _OF_ARCHIVE if parts[0] == "archive" else _OF_OTHERS)  # noqa: PTH101
        yield from self._padding(size)
        self._manifest.update(line(hashed.hexdigest(), path))
        self._files += 1
        self._size += size

    def _made(self, target: Path, path: str) -> BinaryIO:
        """Return a new file, open. One that is there goes by the same name on this disk."""
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            return target.open("xb")
        except (FileExistsError, NotADirectoryError):
            raise self._damaged(f"two of its files have one place ({path!r:.120})") from None

    def _manifest_file(self, name: str, size: int) -> Reading:
        if name != MANIFEST:
            raise self._damaged(f"it holds what no backup has ({name!r:.120})")
        hashed = hashlib.sha256()
        left = size
        while left:
            piece = yield min(left, PIECE)
            left -= len(piece)
            hashed.update(piece)
        if hashed.digest() != self._manifest.digest():
            raise self._damaged("a file in it is not the one that was put in")
        yield from self._padding(size)

    def _small(self, name: str) -> Generator[int, bytes, bytes]:
        found, size = yield from self._header()
        if found != name or not 0 < size <= _MOST_SMALL:
            raise self._damaged(f"it holds what no backup has ({found!r:.120})")
        data = yield size
        yield from self._padding(size)
        return data

    def _header(self) -> Generator[int, bytes, tuple[str, int]]:
        block = yield tar_blocks.BLOCK
        told = tar_blocks.name_and_size(block)
        if told is None:
            raise self._damaged("the head of a file in it is not as it was written")
        return told

    def _padding(self, size: int) -> Reading:
        wanted = tar_blocks.padding(size)
        if wanted:
            padding = yield wanted
            if any(padding):
                raise self._damaged("something stands between two files in it")

    def _damaged(self, what: str) -> RecordUnusable:
        return RecordUnusable(f"this backup is damaged: {what}: {self._called}; use another copy")

    def _foreign(self) -> RecordUnusable:
        return RecordUnusable(f"this is no backup of onrecord: {self._called}")
