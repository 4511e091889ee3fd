"""Incidents kept on the disk while a release is written, so that each is made once."""

import gc
import os
import pickle
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from functools import cache
from itertools import chain, islice, repeat
from operator import attrgetter
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, TypeVar, get_args, get_origin, get_type_hints

from onrecord.model import Count, Share, When
from onrecord.model.public import (
    Allegation,
    Doubt,
    Piece,
    PublicCell,
    PublicClaim,
    PublicFigure,
    PublicIncident,
    PublicPlace,
    PublicRuling,
    PublicSource,
    PublicWeighed,
    Words,
)

_INCIDENTS, _CLAIMS = 64, 512  # of a batch, at most; one incident may have more claims
_LENGTH = 4  # bytes in which a batch's length is written
_QUICK = 1  # zlib's level: three quarters of what the slowest saves, in a tenth of the time
# What a batch is taken apart into, each kind before what it holds: the values of a kind are
# kept field by field, which makes them again in a tenth of the time of one by one.
_KINDS: tuple[type, ...] = (
    PublicIncident, PublicRuling, PublicClaim, PublicFigure, PublicSource, Allegation, Doubt,
    PublicCell, PublicWeighed, Share, PublicPlace, Count, When, Words, Piece,
)  # fmt: skip
# What many incidents have alike is kept, and made again, once a batch.
_ALIKE = frozenset({PublicWeighed, PublicPlace})
_NONE = -1  # the number of a value that is not there
_One = TypeVar("_One")


@dataclass(frozen=True, slots=True)
class Spool:
    """
    Incidents in a file, to be gone through again and again: a twentieth of the time of making them.

    The file is readable by nobody else, and is only ever read by the program that wrote it
    or by a process that it started.
    """

    path: Path

    def __iter__(self) -> Iterator[PublicIncident]:
        for _, batch in self.batches():
            yield from batch

    def batches(self) -> Iterator[tuple[int, list[PublicIncident]]]:
        """Yield batch after batch, each with the place in the file at which it begins."""
        with self.path.open("rb") as stream:
            at = 0
            while (packed := _part(stream)) is not None:
                with _no_looking_for_rings():
                    made = _unpacked(packed)
                yield at, made
                _pass_over(stream)
                at = stream.tell()

    def batch(self, at: int) -> list[PublicIncident]:
        """Return the batch that begins at a place: another process can be told of it so."""
        with self.path.open("rb") as stream, _no_looking_for_rings():
            stream.seek(at)
            return _unpacked(_part(stream) or b"")

    def told(self) -> Iterator[bytes]:
        """Yield what was kept beside the incidents, line by line, each with its end."""
        with self.path.open("rb") as stream:
            while _pass_over(stream):
                yield from (_part(stream) or b"").splitlines(keepends=True)


@contextmanager
def filled(path: Path) -> "Iterator[Callable[[bytes, bytes], None]]":
    """
    Begin a new file, and give what takes a batch, as `pack` made it, with lines about it.

    `Spool(path)` has them then.

    Raises:
        OSError: The file is there already, or cannot be written.
    """
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as stream:

        def take(packed: bytes, lines: bytes) -> None:
            for part in (packed, zlib.compress(lines, _QUICK)):
                stream.write(len(part).to_bytes(_LENGTH, "big") + part)

        yield take


def in_batches(incidents: Iterable[_One], claims: Callable[[_One], int]) -> Iterator[list[_One]]:
    """Yield incidents in runs that are packed together; `claims` says how many one has."""
    batch: list[_One] = []
    many = 0
    for one in incidents:
        batch.append(one)
        many += claims(one)
        if len(batch) == _INCIDENTS or many >= _CLAIMS:
            yield batch
            batch, many = [], 0
    if batch:
        yield batch


@contextmanager
def _no_looking_for_rings() -> Iterator[None]:
    """Keep Python from looking for rings of dead values: of what is made here none are in any."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def pack(batch: Iterable[PublicIncident]) -> bytes:
    """Return incidents as they are kept, which another process may do."""
    apart = _Apart()
    for one in batch:
        apart.number(PublicIncident, one)
    parts = [apart.columns(kind) for kind in _KINDS]
    return zlib.compress(pickle.dumps(parts, pickle.HIGHEST_PROTOCOL), _QUICK)


def _part(stream: BinaryIO) -> bytes | None:
    length = stream.read(_LENGTH)
    return zlib.decompress(stream.read(int.from_bytes(length, "big"))) if length else None


def _pass_over(stream: BinaryIO) -> bool:
    """Go to the next part; return whether there was one."""
    length = stream.read(_LENGTH)
    stream.seek(int.from_bytes(length, "big"), os.SEEK_CUR)
    return bool(length)


def _unpacked(packed: bytes) -> list[Any]:
    made: dict[type, list[Any]] = {}
    # This program wrote it a moment ago, for itself.
    parts: list[tuple[int, list[Any]]] = pickle.loads(packed)  # noqa: S301
    for kind, (many, columns) in zip(reversed(_KINDS), reversed(parts), strict=True):
        # Nothing is looked at again: it was when it was first made.
        things: list[Any] = list(map(object.__new__, repeat(kind, many)))
        told = zip(_setters(kind), _held(kind), columns, strict=False)  # no value, no column
        for put, held, column in told:
            deque(map(put, things, held.values(column, made)), maxlen=0)
        made[kind] = [*things, None]  # at `_NONE`
    return made[PublicIncident][:-1]


class _Apart:
    """A batch taken apart: every value of the kinds above has a number among its kind."""

    def __init__(self) -> None:
        self._numbers: dict[type, dict[object, int]] = {kind: {} for kind in _KINDS}
        self._values: dict[type, list[object]] = {kind: [] for kind in _KINDS}

    def number(self, kind: type, value: object) -> int:
        """Return the number of a value, or of one that is like it."""
        if value is None:
            return _NONE
        key = value if kind in _ALIKE else id(value)
        numbers, values = self._numbers[kind], self._values[kind]
        number = numbers.get(key)
        if number is None:
            number = numbers[key] = len(values)
            values.append(value)
        return number

    def columns(self, kind: type) -> tuple[int, list[Any]]:
        """Return how many values of a kind there are, and what they hold, field by field."""
        values = self._values[kind]
        columns = zip(*map(_parts_of(kind), values), strict=True)
        told = [self._told(*both) for both in zip(_held(kind), columns, strict=False)]
        return len(values), told

    def _told(self, held: "_Held", column: Sequence[Any]) -> Any:
        """Return a column as it is, or the numbers of what it holds."""
        kind = held.kind
        if kind is None:
            return column
        if not held.is_several:
            return [self.number(kind, one) for one in column]
        return (
            list(map(len, column)),
            [self.number(kind, one) for one in chain.from_iterable(column)],
        )


class _Held(NamedTuple):
    """What a field holds: values of one of the kinds, one or several; None for all else."""

    kind: type | None
    is_several: bool

    def values(self, column: Any, made: Mapping[type, list[Any]]) -> Iterable[Any]:
        """Return the values of a column, of which those of the kinds are made already."""
        if self.kind is None:
            told: Iterable[Any] = column
            return told
        by_number = made[self.kind].__getitem__
        if not self.is_several:
            return map(by_number, column)
        sizes, numbers = column
        values = map(by_number, numbers)
        return [tuple(islice(values, size)) for size in sizes]


@cache
def _held(kind: type) -> tuple[_Held, ...]:
    """Return what each field of a kind holds."""
    hints = get_type_hints(kind)
    found = []
    for field in fields(kind):
        inside = get_args(hints[field.name]) or (hints[field.name],)
        [held] = [one for one in inside if one in _KINDS] or [None]  # no field is of two kinds
        found.append(_Held(held, is_several=get_origin(hints[field.name]) is tuple))
    return tuple(found)


@cache
def _setters(kind: type) -> tuple[Callable[[object, object], None], ...]:
    names = [field.name for field in fields(kind)]
    if set(getattr(kind, "__slots__", ())) != set(names):
        raise TypeError(f"{kind.__name__} has no slots to be kept by")
    return tuple(getattr(kind, name).__set__ for name in names)


@cache
def _parts_of(kind: type) -> Callable[[object], tuple[object, ...]]:
    found: Callable[[object], tuple[object, ...]] = attrgetter(
        *(field.name for field in fields(kind))
    )
    return found
