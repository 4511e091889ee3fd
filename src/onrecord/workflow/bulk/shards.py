"""Shards: Parquet files of some hundred reports, and of what was read from them."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
from pyarrow import parquet

from onrecord.acquire import Acquired
from onrecord.kit.ids import content_id
from onrecord.model import Snapshot
from onrecord.model.codec import as_text
from onrecord.workflow import files
from onrecord.workflow.bulk import batches, claim_table

REPORTS, READINGS, CLAIMS = "reports", "readings", "claims"  # the folders of shards
_ROWS = 1024  # in a shard at most
_BYTES = 64 * 1024 * 1024  # of reports in a shard, unless it is one report
_ABOUT = 256  # one name in so many ends a shard
_GROUP = 128  # rows that are read at once
_HASH, _BY = b"onrecord:shard", b"onrecord:by"
_NAME = re.compile(r"[0-9a-f]{24}\.parquet(\..+\.part)?")
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)

Arrived = tuple[Acquired, Snapshot]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """
    Some reports in a file.

    Attributes:
        name: The file's name, made from what is in it: the same reports have the same name,
            whenever they were taken.
        path: Where it is.
        rows: How many reports.
    """

    name: str
    path: Path
    rows: int


def cut(arrived: Iterable[Arrived]) -> Iterator[list[Arrived]]:
    """
    Return reports in the order in which they came, a shard's at a time.

    Where a shard ends depends on the names of reports and on sizes only. A report that is
    new among many changes the shard that it falls into; those after it stay as they were,
    and need not be read again.
    """
    held: list[Arrived] = []
    size = 0
    for one, snapshot in arrived:
        if held and size + len(one.data) > _BYTES:
            yield held
            held, size = [], 0
        held.append((one, snapshot))
        size += len(one.data)
        if len(held) >= _ROWS or _ends_one(one.document.name):
            yield held
            held, size = [], 0
    if held:
        yield held


def save_reports(folder: Path, arrived: list[Arrived]) -> Shard:
    """
    Write reports as a shard, whole or not at all; one that is there already stays.

    Raises:
        OSError: The disk is full, or the folder cannot be written.
    """
    found = _hash_of(arrived)
    name = f"{found[:24]}.parquet"
    path = folder / name
    if not path.exists():
        batch = batches.as_reports(arrived)
        _save(path, [batch], batches.REPORTS.with_metadata({_HASH: found.encode()}))
    return Shard(name=name, path=path, rows=len(arrived))


def reports(shard: Shard, rows: int) -> Iterator[pa.RecordBatch]:
    """Return the reports of a shard, so many rows at a time, in order."""
    yield from _batches(shard.path, batches.REPORTS, rows)


def readings(path: Path, rows: int) -> Iterator[pa.RecordBatch]:
    """Return what a shard of readings holds, so many rows at a time, in order."""
    yield from _batches(path, batches.READINGS, rows)


def save_readings(out: Path, shard: Shard, found: Iterable[pa.RecordBatch], by: str) -> Path:
    """
    Write what was read from a shard: its claims, then its readings, each whole or not at all.

    The same rows give the same bytes, in batches of any size. Where the readings are there,
    the shard is done.

    Args:
        out: The folder in which the folders of shards are.
        shard: The shard of reports.
        found: A row of `batches.READINGS` for each of its rows, in order.
        by: What the readings depend on.

    Raises:
        OSError: The disk is full, or the folder cannot be written.
    """
    rows = list(found)
    told = {_HASH: shard.name.encode(), _BY: by.encode()}
    claims = claim_table.batches(rows)
    _save(out / CLAIMS / shard.name, claims, claim_table.CLAIMS.with_metadata(told))
    path = out / READINGS / shard.name
    _save(path, rows, batches.READINGS.with_metadata(told))
    return path


def is_own(name: str) -> bool:
    """
    Return whether a file is called as a shard is, or as one that was never finished.

    >>> is_own("0123456789abcdef01234567.parquet"), is_own("mine.parquet")
    (True, False)
    """
    return _NAME.fullmatch(name) is not None


def is_read(out: Path, shard: Shard, by: str) -> bool:
    """Return whether a shard was read already, whole, by exactly this."""
    path = out / READINGS / shard.name
    try:
        told = parquet.read_schema(path).metadata or {}
    except (OSError, pa.ArrowInvalid):
        return False
    return bool(told.get(_BY) == by.encode()) and (out / CLAIMS / shard.name).exists()


def _batches(path: Path, schema: pa.Schema, rows: int) -> Iterator[pa.RecordBatch]:
    with parquet.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=rows, use_threads=False):
            yield batch.cast(schema)


def _save(path: Path, found: Iterable[pa.RecordBatch], schema: pa.Schema) -> None:
    """Write a file that is there whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    table = pa.Table.from_batches(list(found), schema.remove_metadata())
    table = table.replace_schema_metadata(schema.metadata).combine_chunks()
    with files.replaced(path) as file:
        parquet.write_table(table, file, row_group_size=_GROUP, compression="zstd")


def _ends_one(name: str) -> bool:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big") % _ABOUT == 0


def _hash_of(arrived: list[Arrived]) -> str:
    """Return the hash of what came, whenever it came."""
    digest = hashlib.sha256()
    for one, snapshot in arrived:
        how = "" if one.capture is None else as_text(replace(one.capture, at=_LONG_AGO))
        told = (as_text(one.document), snapshot.sha256, snapshot.media_type, how)
        digest.update(content_id("row", *told).encode())
        digest.update("\x00".join(told).encode())
    return digest.hexdigest()
