"""Web archives into a record and out of it, and whether one holds what it says."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from onrecord import preserve, store
from onrecord.acquire import MIB, Acquired, archives
from onrecord.model import (
    Act,
    Capture,
    CustodyEvent,
    OnRecordError,
    Problem,
    RecordUnusable,
    Severity,
    Snapshot,
)
from onrecord.preserve import wacz
from onrecord.workflow import files, kept_files, leaving


@dataclass(frozen=True, slots=True, kw_only=True)
class WaczReport:
    """
    What was written.

    Attributes:
        written: What stands in it.
        sha256: Of the file, as the chain of custody has it from now on.
        left_out: Statements that may not be shared; no byte of theirs is in it.
    """

    written: wacz.Written
    sha256: str
    left_out: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WaczVerified:
    """
    What was found in a WACZ, and whether a record knows it.

    Attributes:
        found: What it proves by itself.
        handed_over: The line of the record's chain of custody that has this very file; None
            if there is none, or no record was asked.
    """

    found: wacz.Verified
    handed_over: CustodyEvent | None = None


def arriving(kept: store.RecordStore, path: Path) -> Iterator[Acquired | Problem]:
    """
    Keep a web archive, and return the reports in it that the record does not have.

    What is read is what was kept, whatever happens to the file meanwhile; of an encrypted record
    it is the file that was given, and it must be the same still at the end. An earlier state of
    a page than the record has does not take the place of the later one. Of a WACZ it is told
    first what in it contradicts itself; its pages are taken all the same, since each record
    is checked by itself, and somebody has to decide what they are worth.

    Args:
        kept: The record, open for writing.
        path: The file.

    Raises:
        RecordUnusable: It was changed while it was read, and the record is encrypted.
    """
    most = kept.settings.most_archive_mib * MIB
    try:
        size = path.stat().st_size
    except OSError as fault:
        raise OnRecordError(f"{path} cannot be read: {fault.strerror or fault}") from None
    if size > most:
        message = f"This web archive has {size:,} bytes; more than {most:,} are not read."
        yield _problem("too-large", message, path.name, Severity.ERROR)
        return
    archive = kept_files.of(kept.folder)
    sha256 = archive.keep_file(path)
    inside = archive.beside(sha256, path)
    if path.suffix.lower() == ".wacz":
        for problem in wacz.verified(inside).problems:
            yield replace(problem, where=problem.where.replace(inside.name, path.name, 1))
    known = {one.id for one in kept.evidence("captures", Capture) if one.container == sha256}
    most_bytes = kept.settings.most_mib * MIB
    for one in archives.pages(inside, path.name, container=sha256, most_bytes=most_bytes):
        if isinstance(one, Problem):
            yield one
            continue
        answer = _if_later(kept, one, known)
        if answer is not None:
            yield answer
    if inside is path:
        _check_same(path, sha256)


def _check_same(path: Path, sha256: str) -> None:
    with path.open("rb") as stream:
        if hashlib.file_digest(stream, "sha256").hexdigest() != sha256:
            raise RecordUnusable(f"this file was changed while it was read, add it again: {path}")


def _if_later(kept: store.RecordStore, one: Acquired, known: set[str]) -> Acquired | Problem | None:
    """Return a page, unless the record has a later state of it; None if that was told before."""
    held = kept.documents_read().get(one.document.id)
    snapshot = preserve.snapshot(one.document, one.data, one.media_type, datetime.now(UTC))
    if held is None or held == snapshot.id or one.capture is None:
        return one
    if replace(one.capture, snapshot_id=snapshot.id).id in known:
        return None  # it was read when the archive was added, and a later one came since
    latest = max((past.at for past in kept.evidence("captures", Capture, scope=held)), default=None)
    if latest is None or latest <= one.capture.at:
        return one
    day = one.capture.at.date().isoformat()
    message = f"The record has a later state of this page than that of {day}, which was not read."
    return _problem("web-archive-earlier", message, one.document.name, Severity.NOTE)


def export_wacz(record_folder: Path, out: Path) -> WaczReport:
    """
    Write everything that a record keeps of its documents as a WACZ, and note that in custody.

    Every state of every document that may be shared is in it. Of a statement that may not
    be, no byte is, wherever else the record has the same. The same record gives the same bytes.

    Args:
        record_folder: The record.
        out: The file; one that is there is replaced whole.

    Raises:
        RecordUnusable: There is no record, or it cannot be opened; a kept file is damaged.
        OSError: `out` cannot be written.
    """
    with store.open_record(record_folder) as kept:
        pages, left_out = _pages(kept)
        with files.replaced(out) as stream:
            written = wacz.write(
                stream,
                pages,
                kept_files.of(kept.folder).read,
                title=kept.settings.name or record_folder.name,
                software=kept.program,
            )
            stream.seek(0)
            sha256 = hashlib.file_digest(stream, "sha256").hexdigest()  # type: ignore[arg-type]
            # before the file is in its place: nothing leaves without its line of custody
            kept.note_custody(Act.HANDED_OVER, sha256, form="wacz", pages=str(written.pages))
    return WaczReport(written=written, sha256=sha256, left_out=left_out)


def verify_wacz(path: Path, record_folder: Path | None = None) -> WaczVerified:
    """
    Return what a WACZ proves by itself, and whether a record's chain of custody has it.

    Raises:
        OnRecordError: There is no such file.
        RecordUnusable: There is no such record, or it cannot be opened.
    """
    found = wacz.verified(path)
    if record_folder is None:
        return WaczVerified(found=found)
    with store.open_record(record_folder) as kept:
        events = kept.evidence("custody", CustodyEvent)
    same = (one for one in events if one.act is Act.HANDED_OVER and one.subject == found.sha256)
    return WaczVerified(found=found, handed_over=next(same, None))


def _pages(kept: store.RecordStore) -> tuple[list[wacz.Page], int]:
    may = leaving.of(kept, *leaving.TO_SHARE)
    staying = leaving.bytes_that_stay(kept, *leaving.TO_SHARE)
    captures: dict[str, list[Capture]] = defaultdict(list)
    for capture in kept.evidence("captures", Capture):
        captures[capture.snapshot_id].append(capture)
    pages: list[wacz.Page] = []
    for name, document in may.record.documents.items():
        for snapshot in kept.custody(document.id).snapshots:
            states = _states(name, document.title, snapshot, captures[snapshot.id])
            pages += filter(None, (_without(one, staying) for one in states))
    return pages, may.documents


def _without(page: wacz.Page, staying: AbstractSet[str]) -> wacz.Page | None:
    """
    Return a page without the bytes that stay; None where they are the page itself.

    What went over the wire is left out with a part of it that stays: nothing says where in
    it that part's bytes are.
    """
    parts = tuple(one for one in page.parts if one.sha256 not in staying)
    is_whole = len(parts) == len(page.parts) and page.exchange not in staying
    if page.sha256 in staying:
        return None
    return page if is_whole else replace(page, parts=parts, exchange=None)


def _states(
    name: str, title: str | None, snapshot: Snapshot, captures: Sequence[Capture]
) -> Iterator[wacz.Page]:
    """Return a state of a document as often as it came over the wire, or once."""
    page = wacz.Page(
        name=name,
        sha256=snapshot.sha256,
        media_type=snapshot.media_type,
        at=snapshot.taken_at,
        title=title,
    )
    over_the_wire = [one for one in captures if one.exchange]
    for one in over_the_wire or captures[:1]:
        media = _said(one, snapshot.media_type)
        yield replace(page, at=one.at, exchange=one.exchange, parts=one.parts, media_type=media)
    if not captures:  # a record of an earlier version wrote none
        yield page


def _said(capture: Capture, media_type: str) -> str:
    """Return the kind as the server said it: with the encoding, which the bytes may not tell."""
    told = (says for name, says in capture.headers if name.lower() == "content-type")
    return next((says for says in told if says.lower().startswith(media_type)), media_type)


def _problem(code: str, message: str, where: str, severity: Severity) -> Problem:
    return Problem(code=code, message=message, where=where, severity=severity)
