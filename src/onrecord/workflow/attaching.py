"""Pictures, films and files put beside documents and incidents."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from onrecord import media, resolve, store
from onrecord.model import (
    Act,
    Capture,
    Document,
    FileTells,
    Medium,
    OnRecordError,
    Problem,
    Record,
    Severity,
)
from onrecord.workflow import engines, kept_files, loading, working_out

_MOST = 512 * 1024 * 1024  # bytes of one file: it is held in memory while it is hashed
_WHY = "attached with other words"


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """
    What files are put beside, and what is told of them.

    Attributes:
        document: The document's id; None for none. Either this or `incident` is told.
        incident: The incident's id.
        caption: The words given with them; None for none.
        taken_from: The address they were taken from.
    """

    document: str | None = None
    incident: str | None = None
    caption: str | None = None
    taken_from: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachReport:
    """
    What was attached.

    Attributes:
        record: The record after it.
        attached: What is new, or is there with other words now.
        known: What was there already.
        problems: Files that could not be read, or not be taken apart.
        seen: What the record says of these pictures: that they were elsewhere before, and such.
    """

    record: Record
    attached: tuple[Medium, ...]
    known: tuple[Medium, ...]
    problems: tuple[Problem, ...]
    seen: tuple[Problem, ...]


def attach(record_folder: Path, files: Sequence[Path], beside: Beside) -> AttachReport:
    """
    Put files beside a document or an incident, and work out what follows.

    The bytes go to the archive as they are, and a line to the chain of custody. Attaching
    the same file to the same thing again changes nothing, but that a caption or an address
    told now takes the place of the one before.

    Args:
        record_folder: The record.
        files: The files.
        beside: What they are put beside.

    Raises:
        OnRecordError: There is no such document or incident.
        RecordUnusable: The record cannot be opened or written.
    """
    with store.open_record(record_folder) as kept, kept.build(doing="attach"):
        _check_there(loading.load(kept), beside)
        archive = kept_files.of(kept.folder)
        problems: list[Problem] = []
        attached: list[Medium] = []
        known: list[Medium] = []
        for path in files:
            data = _read(path, problems)
            if data is None:
                continue
            medium, fault = _medium(data, path.name, beside, datetime.now(UTC))
            problems += [_not_taken_apart(path.name, fault)] if fault else []
            archive.keep(data)
            is_new, medium = _keep(kept, medium)
            (attached if is_new else known).append(medium)
        is_behind = working_out.is_behind(kept)  # also where a run was killed before this
        if is_behind:
            working_out.save_what_follows(kept, engines.names(), lambda _: None)
        record = loading.load(kept)
        if is_behind:
            working_out.write_page(kept, record, lambda _: None)
    ids = [medium.id for medium in (*attached, *known)]
    return AttachReport(
        record=record,
        attached=tuple(attached),
        known=tuple(known),
        problems=tuple(problems),
        seen=tuple(p for p in record.problems if any(i in p.message for i in ids)),
    )


def come_with(
    kept: store.RecordStore, document: Document, capture: Capture, blobs: Iterable[bytes]
) -> None:
    """
    Make media of the pictures and films that came with a document, without anybody asking.

    Args:
        kept: The record, in which the document and the bytes are kept already.
        document: The document.
        capture: How it was got; its parts say what came with it.
        blobs: The bytes of the parts, in any order, others among them.
    """
    if not capture.parts:
        return
    by_hash = {sha256(data).hexdigest(): data for data in blobs}
    for part in capture.parts:
        data = by_hash.get(part.sha256)
        if data is None or not media.kind_of(data).startswith(("image/", "video/")):
            continue  # styles and scripts are needed to show a page again, and show nothing
        beside = Beside(document=document.id, caption=part.caption, taken_from=part.url)
        medium, _ = _medium(data, part.url, beside, capture.at)
        _keep(kept, medium)


def _check_there(record: Record, beside: Beside) -> None:
    if (beside.document is None) == (beside.incident is None):
        raise OnRecordError("say what the files belong to: a document or an incident")
    if beside.document and beside.document not in {d.id for d in record.documents.values()}:
        raise OnRecordError(f"the record has no document {beside.document}")
    if beside.incident and beside.incident not in {i.id for i in record.incidents}:
        raise OnRecordError(f"the record has no incident {beside.incident}")


def _read(path: Path, problems: list[Problem]) -> bytes | None:
    """Return a file's bytes; None, and a problem, if it cannot be read or is too large."""
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= _MOST else None
    except OSError as fault:
        problems.append(_problem("file-unreadable", path.name, f"cannot be read: {fault.strerror}"))
        return None
    if data is None:
        most = f"has more than {_MOST // 2**20} MiB, so it was not taken in"
        problems.append(_problem("too-large", path.name, most))
    return data


def _medium(data: bytes, name: str, beside: Beside, at: datetime) -> tuple[Medium, str | None]:
    told = media.told(data)
    medium = Medium(
        sha256=sha256(data).hexdigest(),
        media_type=told.media_type,
        size=len(data),
        name=name,
        document_id=beside.document,
        incident_id=beside.incident,
        caption=beside.caption,
        taken_from=beside.taken_from,
        at=at,
        width=told.width,
        height=told.height,
        seconds=told.seconds,
        fingerprints=told.fingerprints,
        told_by_file=told.says,
    )
    place = medium.says(FileTells.PLACE)
    if place is not None:
        latitude, longitude = map(float, place.split(","))
        medium = replace(medium, countries=resolve.countries_at(latitude, longitude))
    return medium, told.fault


def _keep(kept: store.RecordStore, medium: Medium) -> tuple[bool, Medium]:
    """Write a medium, and a line of custody; return whether anything changed, and what is there."""
    there = next(iter(kept.evidence("media", Medium, scope=medium.id)), None)
    if there is not None:
        medium = replace(
            medium,
            at=there.at,
            name=there.name,
            caption=medium.caption or there.caption,
            taken_from=medium.taken_from or there.taken_from,
        )
        if medium == there:
            return False, there
    with kept.together("attach"):  # a medium is never there without its line of custody
        kept.settle_evidence("media", {medium.id: medium}, scope=medium.id, why=_WHY)
        kept.note_custody(
            Act.ATTACHED,
            medium.id,
            sha256=medium.sha256,
            beside=medium.document_id or medium.incident_id or "",
            size=str(medium.size),
        )
    return True, medium


def _not_taken_apart(name: str, fault: str) -> Problem:
    return _problem("picture-not-read", name, f"is kept, but could not be taken apart: {fault}")


def _problem(code: str, name: str, what: str) -> Problem:
    return Problem(code=code, message=f"{name} {what}.", where=name, severity=Severity.WARNING)
