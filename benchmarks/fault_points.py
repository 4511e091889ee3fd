"""
Every moment at which a program asks the system to keep something, and a blow at one of them.

A *point* is one call that changes what is on the disk: a page that SQLite writes, a file that
is opened to be written, made sure of, renamed or taken away, a folder that is made. SQLite's
own calls are counted through its table of system calls (`xSetSystemCall` of its VFS), so that
a blow can fall between any two pages of one commit; Python's through the module `os` and its
audit events. It is for a process of its own, that ends after: nothing is put back.
"""

# ruff: noqa: INP001 - a program to be run by hand

import _sqlite3
import ctypes
import errno
import os
import signal
import sqlite3
import stat
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, NoReturn

_CALLS = ("open", "write", "pwrite", "pwrite64", "ftruncate", "unlink")
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_TWO_PATHS = ("replace", "rename")
_ONE_PATH = ("unlink", "remove", "rmdir", "mkdir")


class Blow(StrEnum):
    """What happens at the point."""

    KILL = "killed before it"
    TORN = "killed in the middle of it"
    AFTER = "killed right after it"
    POWER = "power cut: what was not forced to the disk is empty"
    FULL = "the disk is full from then on"
    BROKEN = "the disk fails from then on"
    READ_ONLY = "the disk can only be read from then on"
    DENIED = "permission is taken away"
    HANDLES = "no file can be opened any more"

    @property
    def is_deadly(self) -> bool:
        """Whether the process ends at once, without a word."""
        return self in (Blow.KILL, Blow.TORN, Blow.AFTER, Blow.POWER)


_NUMBERS = {
    Blow.FULL: errno.ENOSPC,
    Blow.BROKEN: errno.EIO,
    Blow.READ_ONLY: errno.EROFS,
    Blow.DENIED: errno.EACCES,
    Blow.HANDLES: errno.EMFILE,
}
# What each fault refuses; the rest goes on as ever, as it does in life.
_REFUSED = {
    Blow.FULL: {"write", "fsync", "open", "mkdir"},
    Blow.BROKEN: {"write", "fsync", "open", "mkdir", "rename", "ftruncate", "unlink"},
    Blow.READ_ONLY: {"write", "fsync", "open", "mkdir", "rename", "ftruncate", "unlink"},
    Blow.DENIED: {"open", "mkdir", "rename", "unlink"},
    Blow.HANDLES: {"open", "read"},
}


@dataclass
class Points:
    """
    Counts points, and strikes at one.

    Attributes:
        inside: Files elsewhere do not count.
        at: The number of the point to strike at, from 1; None to count alone.
        blow: What happens there.
        passed: How many points there were.
    """

    inside: Path
    at: int | None = None
    blow: Blow = Blow.KILL
    passed: int = 0
    _forced: set[tuple[int, int]] = field(default_factory=set)
    _there: set[tuple[int, int]] = field(default_factory=set)
    _kept_alive: list[Any] = field(default_factory=list)

    def watch(self) -> None:
        """Begin to count; for the rest of this process."""
        self._there = {_of(one.stat()) for one in self.inside.rglob("*") if one.is_file()}
        self._watch_python()
        self._watch_sqlite()

    def met(self, what: str, half: Callable[[], object] | None = None) -> int:
        """
        Pass one point; return the number of the system's error that is to be told there, or 0.

        Args:
            what: `write`, `fsync`, `open`, `mkdir`, `rename`, `ftruncate`, `unlink`.
            half: Does half of what is being asked for, or all that cannot be halved.
        """
        if self.blow is Blow.HANDLES or what != "read":
            self.passed += 1
        if self.at is None or self.passed < self.at:
            return 0
        if self.blow.is_deadly:
            if self.blow in (Blow.TORN, Blow.AFTER) and half is not None:
                half()
            if self.blow is Blow.POWER:
                self._lose_what_was_not_forced()
            _die()
        return _NUMBERS[self.blow] if what in _REFUSED[self.blow] else 0

    def _raise(self, what: str, half: Callable[[], object] | None = None) -> None:
        number = self.met(what, half)
        if number:
            raise OSError(number, os.strerror(number), str(self.inside))

    def _is_inside(self, path: object) -> bool:
        try:
            return Path(os.fsdecode(path)).absolute().is_relative_to(self.inside)  # type: ignore[arg-type]
        except TypeError:  # a number of an open file, or a name in an open folder
            return False

    def _watch_python(self) -> None:
        forced = os.fsync

        def fsync(handle: int) -> None:
            def half() -> None:
                if self.blow is Blow.AFTER:
                    forced(handle)
                elif stat.S_ISREG(os.fstat(handle).st_mode):
                    os.ftruncate(handle, os.fstat(handle).st_size // 2)

            self._raise("fsync", half)
            forced(handle)
            self._forced.add(_of(os.fstat(handle)))

        os.fsync = fsync
        synced = os.sync

        def sync() -> None:
            self._raise("fsync", synced)
            synced()
            self._forced |= {_of(one.stat()) for one in self.inside.rglob("*") if one.is_file()}

        os.sync = sync
        for name in (*_TWO_PATHS, *_ONE_PATH):
            setattr(os, name, self._counted(name, getattr(os, name)))
        sys.addaudithook(self._opened)

    def _counted(self, name: str, real: Callable[..., object]) -> Callable[..., object]:
        what = {"mkdir": "mkdir"}.get(name, "rename" if name in _TWO_PATHS else "unlink")

        def call(*given: object, **more: object) -> object:
            if more.get("dir_fd") is not None or self._is_inside(given[0]):
                self._raise(what, lambda: real(*given, **more))
            return real(*given, **more)

        return call

    def _opened(self, event: str, given: tuple[object, ...]) -> None:
        if event != "open" or not isinstance(given[0], str | bytes) or not self._is_inside(given[0]):
            return
        flags = given[2] if isinstance(given[2], int) else 0
        self._raise("open" if flags & _WRITES else "read")

    def _lose_what_was_not_forced(self) -> None:
        for one in self.inside.rglob("*"):
            if one.is_file() and not _is_sqlite(one):
                told = one.stat()
                if _of(told) not in self._forced | self._there:
                    one.chmod(0o600)
                    os.truncate(one, 0)

    def _watch_sqlite(self) -> None:
        for name in _CALLS:
            made = _replaced(name, self)
            if made is not None:
                self._kept_alive.append(made)


def _of(told: os.stat_result) -> tuple[int, int]:
    return told.st_dev, told.st_ino


def _is_sqlite(path: Path) -> bool:
    return path.suffix in {".db", ".lock"} or path.name.endswith(("-wal", "-shm", "-journal"))


def _die() -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    while True:
        signal.pause()


class _Vfs(ctypes.Structure):
    """`sqlite3_vfs` of sqlite3.h."""


_SET = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p)
_GET = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_char_p)
_Vfs._fields_ = [
    ("version", ctypes.c_int),
    ("file_size", ctypes.c_int),
    ("longest_path", ctypes.c_int),
    ("next", ctypes.c_void_p),
    ("name", ctypes.c_char_p),
    ("data", ctypes.c_void_p),
    *((f"method{number}", ctypes.c_void_p) for number in range(13)),
    ("set", _SET),
    ("get", _GET),
]
_SHAPES = {
    "open": (ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_int),
    "write": (ctypes.c_ssize_t, ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t),
    "pwrite": (
        ctypes.c_ssize_t, ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int64,
    ),
    "pwrite64": (
        ctypes.c_ssize_t, ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int64,
    ),
    "ftruncate": (ctypes.c_int, ctypes.c_int, ctypes.c_int64),
    "unlink": (ctypes.c_int, ctypes.c_char_p),
}  # fmt: skip


def _library() -> ctypes.CDLL:
    """Return the SQLite that Python itself uses: the module is linked to it, or holds it."""
    for name in (_sqlite3.__file__, "libsqlite3.so.0", "libsqlite3.dylib"):
        try:
            found = ctypes.CDLL(name)
            found.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
        except (OSError, AttributeError):
            continue
        return found
    raise SystemExit(f"the SQLite {sqlite3.sqlite_version} of this Python cannot be reached")


def _replaced(name: str, points: Points) -> object | None:
    """Put a call of ours in the place of one that SQLite makes; return it, to be kept."""
    vfs = _library().sqlite3_vfs_find(None)
    own = ctypes.cast(vfs, ctypes.c_void_p)
    address = vfs.contents.get(own, name.encode())
    if not address:
        return None
    shape = ctypes.CFUNCTYPE(*_SHAPES[name], use_errno=True)
    real = shape(address)
    is_write = "write" in name

    def call(*given: int) -> int:
        if name == "open":
            what = "open" if given[1] & _WRITES else "read"
            number = points.met(what, lambda: real(*given))
        else:
            what = "write" if is_write else name
            short = [*given]
            if is_write and points.blow is Blow.TORN:
                short[2] = given[2] // 2
            number = points.met(what, lambda: real(*short))
        if number:
            ctypes.set_errno(number)
            return -1
        return int(real(*given))

    made = shape(call)
    vfs.contents.set(own, name.encode(), ctypes.cast(made, ctypes.c_void_p))
    return made, real
