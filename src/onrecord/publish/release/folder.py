"""Files written into a folder, each hashed as it is written."""

import hashlib
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import BinaryIO, cast

from onrecord.publish.release.manifest import File

# What every file system and web server takes, and what no shell and no `sha256sum` trips over.
_PATH = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.+-]*(/[A-Za-z0-9_][A-Za-z0-9_.+-]*)*")
_LONGEST = 200


class Folder:
    """
    A new folder that is being filled.

    Args:
        root: The folder; it is there and empty.
        is_for_all: Whether others on this machine may read what is in it.
    """

    def __init__(self, root: Path, *, is_for_all: bool) -> None:
        self._root = root
        self._modes = (0o755, 0o644) if is_for_all else (0o700, 0o600)
        self._files: dict[str, File] = {}
        self._folders: set[str] = set()
        self._taken: set[str] = set()  # in small letters: some file systems know no others
        root.chmod(self._modes[0])

    @property
    def files(self) -> tuple[File, ...]:
        """What was written, by path."""
        return tuple(self._files[path] for path in sorted(self._files))

    def write(self, path: str, body: bytes) -> File:
        """Write a file that is whole in memory."""
        with self.opened(path) as stream:
            stream.write(body)
        return self._files[path]

    @contextmanager
    def opened(self, path: str) -> Iterator[BinaryIO]:
        """
        Open a new file to be written.

        Raises:
            ValueError: A file may not be called so, or there is one of that name.
            OSError: It cannot be written.
        """
        empty = self.reserve(path)
        with empty.opened() as (stream, written):
            yield stream
        self.take(written())

    def reserve(self, path: str) -> "Empty":
        """
        Return where a new file goes, to be written by another process.

        Raises:
            ValueError: A file may not be called so, or there is one of that name.
        """
        return Empty(path=path, target=self._target(path), mode=self._modes[1])

    def take(self, file: File) -> None:
        """Note a file that was written where it was to go."""
        self._files[file.path] = file

    def discard(self, path: str) -> None:
        """Take away a file that could not be written to its end."""
        (self._root / path).unlink(missing_ok=True)
        self._files.pop(path, None)
        self._taken.discard(path.lower())

    def _target(self, path: str) -> Path:
        if not is_path(path) or path.lower() in self._taken:
            raise ValueError(f"no file of a release may be called {path!r:.80}")
        self._taken.add(path.lower())
        above = path.rpartition("/")[0]
        if above not in self._folders:
            self._make(above)
            self._folders.add(above)
        return self._root / path

    def _make(self, folder: str) -> None:
        """Make a folder, with those that it is in."""
        parts = folder.split("/") if folder else []
        for made in accumulate(parts, Path.joinpath, initial=self._root):
            made.mkdir(exist_ok=True)
            made.chmod(self._modes[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Empty:
    """Where a file is to be written."""

    path: str
    target: Path
    mode: int

    @contextmanager
    def opened(self) -> Iterator[tuple[BinaryIO, Callable[[], File]]]:
        """Open it; there is no file yet. Also give what says at the end what was written."""
        handle = os.open(self.target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, self.mode)
        with os.fdopen(handle, "wb", buffering=0) as raw:
            os.fchmod(raw.fileno(), self.mode)  # whatever the umask is
            made = _Hashing(cast("BinaryIO", raw))
            yield (
                cast("BinaryIO", made),
                lambda: File(path=self.path, size=made.size, sha256=made.sha256),
            )
            made.close()


class _Hashing:
    """A stream that hashes what goes through, for writers that only write forwards."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._made = hashlib.sha256()
        self._held: list[bytes] = []
        self._waiting = 0
        self.size = 0
        self.closed = False

    @property
    def sha256(self) -> str:
        return self._made.hexdigest()

    def write(self, data: bytes | bytearray | memoryview) -> int:
        piece = bytes(data)
        self._made.update(piece)
        self.size += len(piece)
        self._held.append(piece)
        self._waiting += len(piece)
        if self._waiting >= 1 << 18:
            self.flush()
        return len(piece)

    def flush(self) -> None:
        held = memoryview(b"".join(self._held))
        self._held, self._waiting = [], 0
        while held:
            held = held[self._stream.write(held) :]

    def close(self) -> None:
        self.flush()

    def tell(self) -> int:
        return self.size

    def writable(self) -> bool:
        return True

    def readable(self) -> bool:
        return False

    def seekable(self) -> bool:
        return False


def is_path(path: str) -> bool:
    """
    Return whether a file of a release may be called so.

    >>> is_path("incidents/inc_k6vdzzjbbiewsgmp.html"), is_path("../record.db"), is_path("a b")
    (True, False, False)
    """
    return len(path) <= _LONGEST and _PATH.fullmatch(path) is not None
