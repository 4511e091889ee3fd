"""Web archives read in a process of their own, some reports at a time."""

import gzip
import io
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from onrecord.acquire.archives.taking import Page, Taking, Trouble
from onrecord.kit import warc
from onrecord.kit.inflated import first_inflated
from onrecord.kit.zips import Unsafe, guarded

_BATCH = 8 * 1024 * 1024
_BATCH_ITEMS = 500
_MOST_ALIKE = 50  # problems of one kind that are told one by one
_MOST_OPEN = 4
_HEADERS = 300 * 1024  # what an answer's headers may add to its body
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_SUFFIXES = (".warc", ".warc.gz", ".arc", ".arc.gz")

Item = dict[str, Any]


@dataclass(slots=True)
class _Open:
    items: Iterator[tuple[Item, bytes]]


_open: dict[str, _Open] = {}


def batch(data: bytes, told: Item) -> tuple[Item, bytes]:
    """
    Return the next reports of a web archive, and whether there are more.

    Args:
        data: The archive, where it is small and in memory already; else nothing.
        told: `token`, the same for each question about one archive, and their `number`;
            `path`, `name`, `most`.
    """
    token = told["token"]
    if token not in _open:
        if told["number"]:
            raise LookupError("the archive was being read by a process that is gone")
        while len(_open) >= _MOST_OPEN:
            del _open[next(iter(_open))]
        again: Callable[[], BinaryIO] = lambda: _stream(data, told["path"])  # noqa: E731
        _open[token] = _Open(items=_items(again, told["name"], told["most"]))
    given: list[Item] = []
    parts: list[bytes] = []
    size = 0
    for item, content in _open[token].items:
        given.append({**item, "size": len(content)})
        parts.append(content)
        size += len(content)
        if size >= _BATCH or len(given) >= _BATCH_ITEMS:
            return {"items": given, "is_done": False}, b"".join(parts)
    del _open[token]
    return {"items": given, "is_done": True}, b"".join(parts)


def _stream(data: bytes, path: str | None) -> BinaryIO:
    return Path(path).open("rb") if path else io.BytesIO(data)


def _items(again: Callable[[], BinaryIO], name: str, most: int) -> Iterator[tuple[Item, bytes]]:
    """Return reports and problems as words and bytes; too many problems alike are counted."""
    seen: Counter[str] = Counter()
    for one, where in _found(again, name, most):
        if isinstance(one, Page):
            yield one.told, one.data
            continue
        seen[one.code] += 1
        if seen[one.code] <= _MOST_ALIKE:
            place = f"{where}:{one.offset}"
            yield {"code": one.code, "message": one.message, "where": place}, b""
    for code, count in seen.items():
        if count > _MOST_ALIKE:
            message = f"{count - _MOST_ALIKE:,} more problems of this kind are in this web archive."
            yield {"code": code, "message": message, "where": name}, b""


def _found(
    again: Callable[[], BinaryIO], name: str, most: int
) -> Iterator[tuple[Page | Trouble, str]]:
    with again() as stream:
        first = stream.read(4096)
        stream.seek(0)
        if first.startswith(_ZIP):
            yield from _of_wacz(stream, name, most)
            return
        why = _why_not(first)
        if why:
            yield (
                Trouble("not-text", 0, f"This file is {why}, which cannot be read as reports."),
                name,
            )
            return
        yield from _of_warc(stream, _from(again), name, most)


def _why_not(first: bytes) -> str | None:
    if first.startswith(b"\x28\xb5\x2f\xfd"):
        return "packed with zstd"
    if first.startswith(b"\x1f\x8b"):
        first = first_inflated(first, 64)  # none if damaged, which is told where it is read
        if first and not first.startswith((b"WARC/", b"filedesc:")):
            return "a gzip archive of something else than web pages"
    return None


def _from(again: Callable[[], BinaryIO]) -> Callable[[int], BinaryIO]:
    def at(offset: int) -> BinaryIO:
        stream = again()
        stream.seek(offset)
        return stream

    return at


def _of_warc(
    stream: BinaryIO, again: Callable[[int], BinaryIO], where: str, most: int
) -> Iterator[tuple[Page | Trouble, str]]:
    found = warc.records(stream, most=most + _HEADERS)
    for one in Taking(most, again).of(found):
        yield one, where


def _of_wacz(stream: BinaryIO, name: str, most: int) -> Iterator[tuple[Page | Trouble, str]]:
    try:
        archive = guarded(stream)
    except Unsafe as fault:
        yield Trouble("web-archive-unsafe", 0, f"This archive was not opened: {fault}."), name
        return
    inside = sorted(
        member.filename
        for member in archive.infolist()
        if member.filename.startswith("archive/") and member.filename.endswith(_SUFFIXES)
    )
    if not inside:
        message = "This archive holds no web archive: there is nothing in its folder archive/."
        yield Trouble("web-archive-unsafe", 0, message), name
    for member in inside:

        def again(member: str = member) -> BinaryIO:
            return cast("BinaryIO", archive.open(member))

        try:
            with again() as packed:
                yield from _of_warc(packed, _from(again), f"{name}/{member}", most)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, gzip.BadGzipFile) as fault:
            message = (
                f"This part of the archive is damaged ({fault}); what came before it was read."
            )
            yield Trouble("web-archive-unsafe", 0, message), f"{name}/{member}"
