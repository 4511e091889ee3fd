"""What people decided, written out as readings that `onrecord evaluate` measures readers by."""

import json
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

from onrecord import review, store
from onrecord.model import OnRecordError, Record
from onrecord.workflow import files, kept_files, leaving


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldReport:
    """
    What was written.

    Attributes:
        documents: How many readings.
        claims: How many claims they have in all.
        begun: Documents in which somebody decided, but not on every claim: left out.
    """

    documents: int
    claims: int
    begun: tuple[str, ...]


def export_gold(record_folder: Path, out: Path) -> GoldReport:
    """
    Write each document that people went through to the end, and its text beside it.

    Args:
        record_folder: The record.
        out: A folder, which is made; it must be empty, or hold readings that were written
            here before: those are replaced.

    Raises:
        RecordUnusable: There is no record, or it cannot be opened.
        OnRecordError: `out` holds something else, or there is nothing to write.
        OSError: `out` cannot be written.
    """
    with store.open_record(record_folder) as kept:
        found = review.gold(_in_the_plain(leaving.of(kept, *leaving.TO_SHARE).record))
        archive = kept_files.of(kept.folder)
        if not found.readings:
            raise OnRecordError(_nothing(found.begun))
        written = {
            name: content
            for reading in found.readings
            for name, content in (
                (reading.file, archive.read(str(reading.told["sha256"]))),
                (f"{reading.file}.json", _as_json(reading)),
            )
        }
    _clear(out, written.keys())
    for name, content in written.items():
        with files.replaced(out / name) as stream:
            stream.write(content)
    return GoldReport(
        documents=len(found.readings),
        claims=sum(len(reading.told["claims"]) for reading in found.readings),
        begun=found.begun,
    )


def _in_the_plain(record: Record) -> Record:
    """Return a record without sealed statements: their text could not be laid beside a reading."""
    sealed = {one.document for one in record.statements if one.is_sealed}
    claims = {i: claim for i, claim in record.claims.items() if claim.document not in sealed}
    return replace(record, claims=claims) if sealed else record


def _as_json(reading: review.Reading) -> bytes:
    return (json.dumps(reading.told, ensure_ascii=False, indent=1) + "\n").encode()


def _clear(out: Path, names: Collection[str]) -> None:
    """Make the folder, and refuse one that holds what was not written here."""
    if out.exists() and not out.is_dir():
        raise OnRecordError(f"{out} is a file; name a folder for the readings")
    held = {path.name for path in out.iterdir()} if out.exists() else set()
    ours = {name for name in held if name.endswith(".json") and name[: -len(".json")] in held}
    others = held - ours - {name.removesuffix(".json") for name in ours}
    if others:
        raise OnRecordError(f"{out} holds other files ({min(others)}); name an empty folder")
    out.mkdir(parents=True, exist_ok=True)
    for name in held - set(names):
        (out / name).unlink()


def _nothing(begun: tuple[str, ...]) -> str:
    line = "people went through no document to the end yet: decide on every claim of one"
    return f"{line}; begun: {', '.join(begun[:3])}" if begun else line
