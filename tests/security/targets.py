"""What is fuzzed: each reader and grammar that takes what strangers made."""

import io
import itertools
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

import hostile
import hostile_backups

from onrecord.acquire.web import Missed
from onrecord.extract import tabular
from onrecord.extract.number import number
from onrecord.extract.quantity import quantities
from onrecord.extract.stretches import stretches
from onrecord.kit import cells, inflated, warc, zips
from onrecord.model import Claim, Decision, Document, OnRecordError, Snapshot, handed
from onrecord.model.codec import as_text, from_text

ROOT = Path(__file__).parents[2]
SMALL = 64 * 1024
_WORDS = [b"\x00", b"9" * 400, b"[" * 200, b"<!ENTITY a '&a;'>", b"\r\n\r\n", b"Content-Length: -1\r\n",
          b"PK\x01\x02", b'""', "\u202e٣٬".encode(), b"\xed\xa0\x80", b"1e999", b"NaN", b"-" * 60,
          b"12 killed ", b"3 May 2024", b"\xc2\xb2", b"../../"]  # fmt: skip


class Target(NamedTuple):
    """What takes bytes, the faults that it may raise, and what to begin with."""

    run: Callable[[bytes], object]
    may_raise: tuple[type[Exception], ...]
    seeds: Callable[[], list[bytes]]
    words: list[bytes] = _WORDS


def _files(*ends: str) -> Callable[[], list[bytes]]:
    def found() -> list[bytes]:
        own = [
            n
            for n in hostile.NAMES
            if n.endswith(ends) and "bomb" not in n and "operators" not in n
        ]
        made = [hostile.data(name)[:SMALL] for name in own]
        there = [p for p in (ROOT / "examples").rglob("*") if p.name.endswith(ends)]
        return [*made, *(p.read_bytes()[:SMALL] for p in there[:30]), hostile.SAID.encode()]

    return found


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _reader(media_type: str) -> Callable[[bytes], object]:
    def run(data: bytes) -> object:
        from onrecord import read

        document = Document(name="fuzzed")
        snapshot = Snapshot(
            document_id=document.id, media_type=media_type, size=len(data), sha256="0" * 64,
            taken_at=datetime(2026, 1, 1, tzinfo=UTC),
        )  # fmt: skip
        found = read.text(document, snapshot, data)
        for block in found.text.blocks if found.text else ():
            assert 0 <= block.start <= block.end <= len(found.text.content)
        return found

    return run


def _whole(data: bytes) -> None:
    """Read a text as a build does: its claims must stand where they say, and can be stored."""
    from onrecord.workflow import engines, one_document

    document = Document(name="fuzzed")
    snapshot = Snapshot(
        document_id=document.id, media_type="text/plain", size=len(data), sha256="0" * 64,
        taken_at=datetime(2026, 1, 1, tzinfo=UTC),
    )  # fmt: skip
    taken = one_document.taken(document, snapshot, data[:4000], engines.names())
    assert "reader-failed" not in {problem.code for problem in taken.problems}
    for claim in taken.claims:
        assert from_text(Claim, as_text(claim)) == claim


def _numbers(data: bytes) -> None:
    words = _text(data)[:5000]
    number(words)
    for found in quantities(words):
        assert 0 <= found.start <= found.end <= len(words)
    parts = list(stretches(words, 0, len(words)))
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(parts))


def _dates(data: bytes) -> None:
    from onrecord.resolve.dates import grammar

    words = _text(data)[:3000]
    for start, end in grammar.find(words):
        grammar.when(words[start:end], date(2024, 5, 3))


def _names(data: bytes) -> None:
    from onrecord import resolve

    words = _text(data)[:3000]
    for found in resolve.names().find(words):
        assert words[found.start : found.end] == found.name


def _zip(data: bytes) -> None:
    archive = zips.guarded(io.BytesIO(data))
    for member in archive.infolist()[:20]:
        archive.read(member)


def _feed(data: bytes) -> None:
    from onrecord.acquire.web import listing

    kind = listing.kind_of(data)
    if kind is not None:
        listing.listing(data, "http://news.example/feed", kind, 50)


def _lists(data: bytes) -> None:
    from onrecord.lists.tables import from_text as tables

    for sheet in tables.sheets(data, "list.csv"):
        for row in list(sheet.rows)[:20]:
            for cell in getattr(row, "cells", row)[:20]:
                _cell(str(cell))
    tables.sheets(data, "list.json")


def _cell(words: str) -> None:
    from onrecord.lists.tables import ages, days

    ages.age(words)
    days.day(words, "day-first")


def _counts(data: bytes) -> None:
    from onrecord.extract.tabular import numbers

    for line in _text(data)[:3000].splitlines():
        try:
            numbers.count(line)
        except numbers.UnreadableError:
            continue


def _manifest(data: bytes) -> None:
    from onrecord.acquire import manifest

    path = Path("/tmp/onrecord-fuzz-manifest.csv")  # noqa: S108 - overwritten each time
    path.write_bytes(data)
    manifest.read_manifest(path, 1_000_000)


def _warc(data: bytes) -> None:
    for one in warc.records(io.BytesIO(data), most=1_000_000):
        repr(one)[:100]


def _backup(data: bytes) -> None:
    from onrecord.preserve.backup import Unpacking

    with tempfile.TemporaryDirectory(prefix="onrecord-fuzz-") as place:
        into = Path(place) / "in"
        into.mkdir()
        work = Unpacking(into, "b", is_known=lambda _: True, is_record=lambda _: True)
        try:
            for start in range(0, len(data), 700):
                work.write(data[start : start + 700])
            work.ended()
        finally:
            assert [one.name for one in Path(place).iterdir()] == ["in"]


def _backups() -> list[bytes]:
    whole = hostile_backups.backup(
        ("onrecord/data/archive/aa", b"1"), ("onrecord/data/record.db", b"x" * 700)
    )
    made = (one() for one in hostile_backups.BACKUPS.values())
    return [whole] * 20 + [data for data in made if len(data) < SMALL]


def _claims() -> list[bytes]:
    made = [
        b'{"document":"a","passage":{"end":2,"exact":"12","snapshot_id":"s","start":0},"engine":"e"}'
    ]
    return made + [p.read_bytes()[:SMALL] for p in (ROOT / "examples").rglob("*.json*")][:10]


_TOML = [b'[table]\nlayout = "incidents"\n[columns]\ndate = "Date"\nplace = "Place"\nkilled = "Killed"\n',
         b'[columns."Name"]\nmeaning = "name"\n']  # fmt: skip
_BAD = (ValueError, TypeError, AttributeError, KeyError, RecursionError)  # of a damaged database

TARGETS: dict[str, Target] = {
    "number": Target(_numbers, (), _files(".txt", ".html")),
    "date": Target(_dates, (), _files(".txt", ".html")),
    "name": Target(_names, (), _files(".txt", ".html")),
    "claims": Target(_whole, (), _files(".txt")),
    "cells": Target(lambda data: list(cells.rows(_text(data))), (), _files(".csv")),
    "counts": Target(_counts, (), _files(".csv")),
    "lists": Target(_lists, (OnRecordError,), _files(".csv", ".json")),
    "manifest": Target(_manifest, (), _files(".csv")),
    "mapping": Target(lambda data: tabular.mapping.parsed(_text(data)), (OnRecordError,), lambda: _TOML * 2),
    "claim": Target(lambda data: handed.claims_from_lines(data.splitlines(), "f"), (OnRecordError,), _claims),
    "codec": Target(lambda data: from_text(Decision, _text(data)), _BAD, _claims),
    "zip": Target(_zip, (zips.Unsafe, zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, RuntimeError,
                         EOFError, ValueError), _files(".docx", ".xlsx", ".wacz")),
    "inflated": Target(lambda data: inflated.inflated(data, 1_000_000, inflated.GZIP),
                       (inflated.NotInflated,), _files(".gz")),
    "backup": Target(_backup, (OnRecordError,), _backups),
    "warc": Target(_warc, (), _files(".warc")),
    "feed": Target(_feed, (Missed,), lambda: [b"<rss><channel><item><link>http://a.example</link></item></channel></rss>",
                                      b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><link href='/a'/></entry></feed>",
                                      b"<urlset><url><loc>http://a.example/</loc></url></urlset>"]),
    "page": Target(_reader("text/html"), (), _files(".html")),
    "mail": Target(_reader("message/rfc822"), (), _files(".eml")),
    "paper": Target(_reader("application/pdf"), (), _files(".pdf")),
    "word": Target(_reader("application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
                   (), _files(".docx")),
    "table": Target(_reader("text/csv"), (), _files(".csv")),
    "features": Target(_reader("application/geo+json"), (), _files(".geojson")),
}  # fmt: skip
