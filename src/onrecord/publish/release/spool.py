"""Incidents kept on the disk while a release is written, so that each is made once."""

import io
import os
import pickle
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Any, BinaryIO

from onrecord.model.public import (
    Piece,
    PublicCell,
    PublicIncident,
    PublicPlace,
    PublicWeighed,
    Words,
)

_INCIDENTS, _CLAIMS = 64, 512  # of a batch, at most; one incident may have more claims
_LENGTH = 4  # bytes in which a part's length is written
_QUICK = 1  # zlib's level: three quarters of what the slowest saves, in a tenth of the time
# What many incidents have alike is kept, and made again, once a batch.
_ALIKE = (PublicCell, Words, Piece, PublicWeighed, PublicPlace)


@dataclass(frozen=True, slots=True)
class Spool:
    """
    Incidents in a file, to be gone through again and again: a tenth of the time of making them.

    The file is readable by nobody else, and is only ever read by the program that wrote it
    or by a process that it started.
    """

    path: Path

    def __iter__(self) -> Iterator[PublicIncident]:
        with self.path.open("rb") as stream:
            while (table := _part(stream)) is not None:
                yield from _unpacked(table, _part(stream) or b"")


def spooled(incidents: Iterable[PublicIncident], path: Path) -> Iterator[PublicIncident]:
    """
    Give incidents on, one by one, and keep each in a new file; `Spool(path)` has them then.

    Raises:
        OSError: The file is there already, or cannot be written.
    """
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as stream:
        batch: list[PublicIncident] = []
        claims = 0
        for one in incidents:
            batch.append(one)
            claims += len(one.claims)
            if len(batch) == _INCIDENTS or claims >= _CLAIMS:
                _write(batch, stream)
                batch, claims = [], 0
            yield one
        if batch:
            _write(batch, stream)


def _write(batch: list[PublicIncident], stream: BinaryIO) -> None:
    alike: dict[object, int] = {}
    held = io.BytesIO()
    _Packing(held, alike).dump(batch)
    table = io.BytesIO()
    _Taken(table, pickle.HIGHEST_PROTOCOL).dump(list(alike))
    for part in (table, held):
        packed = zlib.compress(part.getvalue(), _QUICK)
        stream.write(len(packed).to_bytes(_LENGTH, "big") + packed)


def _part(stream: BinaryIO) -> bytes | None:
    length = stream.read(_LENGTH)
    return zlib.decompress(stream.read(int.from_bytes(length, "big"))) if length else None


def _unpacked(table: bytes, held: bytes) -> list[PublicIncident]:
    alike = pickle.loads(table)  # noqa: S301 - this program wrote it a moment ago, for itself
    found: list[PublicIncident] = _Unpacking(held, alike).load()
    return found


class _Taken(pickle.Pickler):
    """Takes values apart by their fields, which is half the time of how frozen ones do it."""

    def reducer_override(self, value: Any) -> Any:
        """Return how a value is made again."""
        kind = type(value)
        if isinstance(value, type) or not is_dataclass(kind):
            return NotImplemented
        return _made, (kind, *_parts_of(kind)(value))


class _Packing(_Taken):
    """Also numbers the values that are alike, in place of writing each again."""

    def __init__(self, stream: BinaryIO, alike: dict[object, int]) -> None:
        super().__init__(stream, pickle.HIGHEST_PROTOCOL)
        self._alike = alike

    def persistent_id(self, value: Any) -> int | None:
        """Return the number of a value that others may be like."""
        if type(value) in _ALIKE:
            return self._alike.setdefault(value, len(self._alike))
        return None


class _Unpacking(pickle.Unpickler):
    def __init__(self, held: bytes, alike: list[object]) -> None:
        super().__init__(io.BytesIO(held))
        self._alike = alike

    def persistent_load(self, number: Any) -> object:
        """Return the value of a number."""
        return self._alike[number]


def _made(kind: type, *values: object) -> object:
    """Make a value again. It was looked at when it was first made."""
    value: object = object.__new__(kind)
    for put, one in zip(_setters(kind), values, strict=True):
        put(value, one)
    return value


@cache
def _setters(kind: type) -> tuple[Callable[[object, object], None], ...]:
    names = [field.name for field in fields(kind)]
    if set(getattr(kind, "__slots__", ())) != set(names):
        raise TypeError(f"{kind.__name__} has no slots to be kept by")
    return tuple(getattr(kind, name).__set__ for name in names)


@cache
def _parts_of(kind: type) -> Callable[[object], tuple[object, ...]]:
    names = [field.name for field in fields(kind)]
    if len(names) == 1:
        return lambda value: (getattr(value, names[0]),)
    found: Callable[[object], tuple[object, ...]] = attrgetter(*names)
    return found
