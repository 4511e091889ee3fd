"""A table of incidents into a record: kept, read and anchored as reports are."""

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import UTC, datetime
from pathlib import Path

from onrecord import acquire, extract, preserve, read, store
from onrecord.acquire import Acquired
from onrecord.model import Claim, Document, OnRecordError, Problem, Record, Told
from onrecord.workflow import (
    engines,
    kept_files,
    leaving,
    loading,
    one_document,
    table_report,
    tabled,
    working_out,
)
from onrecord.workflow.outcome import Stopping, never, stoppable
from onrecord.workflow.table_report import TableReport, TableView

_AGAIN = "stopped; run the same command again to go on"
_MOST_MAPPING = 1_000_000  # characters: a mapping is written by a person


def is_table(path: Path) -> bool:
    """Return whether a file is to be taken for a table, by its name."""
    return acquire.is_table(path.name)


def import_table(
    record_folder: Path,
    path: Path,
    told: Told,
    *,
    create: bool = False,
    stopping: Stopping = never,
) -> TableReport:
    """
    Take a table of incidents into a record, and work out anew what follows.

    Its bytes are kept in the archive and its cells read as reports are. The same bytes
    again add nothing; a table that changed is a new snapshot, and claims that it no longer
    makes are retired. What a person told of it earlier holds until told otherwise.

    Args:
        record_folder: The record.
        path: The table, as CSV or with tabs.
        told: What the caller tells of it; the manifest beside it tells the rest.
        create: Make the record if there is none.
        stopping: Is asked before each later step whether to stop there.

    Raises:
        OnRecordError: There is no such file, or it is no table.
        RecordUnusable: The record cannot be opened or written.
        Stopped: `stopping` said so, or Ctrl-C came; nothing of the table was taken, or all.
    """
    if not (record_folder / store.SETTINGS).exists():
        _acquired(path, acquire.MOST_BYTES)  # says what is wrong before a record is made
    with store.open_record(record_folder, create=create) as kept:
        one = _acquired(path, kept.settings.most_mib * acquire.MIB)
        with (
            stoppable(stopping, _AGAIN) as tell,
            kept.build(doing="import", settings={"by": engines.by_import()}),
        ):
            return _taken(kept, one, told, tell)


def view_table(path: Path, told: Told, record_folder: Path | None = None) -> TableView:
    """
    Return how a table is understood and what it would change, writing nothing.

    Args:
        path: The table.
        told: What the caller tells of it.
        record_folder: The record that it would go into; it need not be there.

    Raises:
        OnRecordError: There is no such file, or it is no table.
        RecordUnusable: There is something that is no record.
    """
    one = _acquired(path, acquire.MOST_BYTES)
    was: dict[str, Claim] = {}
    known = _filled(told, one.document.told)
    if record_folder is not None and (record_folder / store.SETTINGS).exists():
        with store.open_record(record_folder) as kept:
            record = loading.load(kept)
        earlier = record.documents.get(one.document.name)
        known = _filled(known, earlier.told if earlier else Told())
        was = _of(record, one.document)
    document, found, problems = _understood(one, known)
    given = tabled.heard(found, document, engines.names())
    return TableView(
        columns=table_report.columns_of(found),
        layout=found.layout,
        rows=found.rows,
        rows_taken=max(0, found.rows_all - found.left_out),
        left=found.left,
        left_out=found.left_out,
        claims=len(given.claims),
        difference=table_report.difference(was, {claim.id: claim for claim in given.claims}),
        unknown=table_report.unknown_names(given.claims),
        problems=(*problems, *given.problems),
    )


def _understood(
    one: Acquired, told: Told
) -> tuple[Document, extract.Understood, tuple[Problem, ...]]:
    """Return a table as it is read, its names not yet resolved."""
    document = replace(one.document, told=told)
    snapshot = preserve.snapshot(document, one.data, one.media_type, datetime.now(UTC))
    reading = read.text(document, snapshot, one.data)
    if reading.text is None:
        return reading.document, extract.Understood(), reading.problems
    found = extract.table_reader().understood(reading.document, reading.text)
    return reading.document, found, reading.problems


def propose_mapping(path: Path, told: Told) -> str:
    """
    Return a mapping file to begin with: what is recognised of a table.

    Raises:
        OnRecordError: There is no such file, or it is no table.
    """
    one = _acquired(path, acquire.MOST_BYTES)
    _, found, problems = _understood(one, _filled(told, one.document.told))
    if not found.columns:
        why = problems[0].message if problems else "there is no table in it"
        raise OnRecordError(f"{path} cannot be read: {why}")
    return extract.proposal(found, path.name)


def read_mapping(path: Path) -> str:
    """
    Return the text of a mapping file, once it is sure that it can be read as one.

    Raises:
        OnRecordError: There is no such file, or it says what no mapping says.
    """
    if not path.is_file():
        raise OnRecordError(f"there is no file {path}")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise OnRecordError(f"{path} cannot be read: it must be text in UTF-8") from None
    if len(text) > _MOST_MAPPING:
        raise OnRecordError(f"{path} is too long for a mapping")
    extract.mapping_of(text, path.name)
    return text.strip() or "# nothing is told"


def _taken(
    kept: store.RecordStore, one: Acquired, told: Told, tell: Callable[[str], None]
) -> TableReport:
    by = engines.by_import()
    before = loading.load(kept)
    earlier = before.documents.get(one.document.name)
    known = _filled(one.document.told, earlier.told if earlier else Told())
    document = replace(one.document, told=_filled(told, known))
    snapshot = preserve.snapshot(document, one.data, one.media_type, datetime.now(UTC))
    if not kept.has_reading(document, snapshot.id, by=by):
        kept_files.of(kept.folder).keep(one.data)
        given = one_document.taken(document, snapshot, one.data, engines.names())
        kept.save_reading(given.document, snapshot, given.text, given.claims, given.problems, by=by)
    record = working_out.save_what_follows(kept, engines.names(), tell)
    was, now = _of(before, document), _of(record, document)
    page = working_out.write_page(kept, record, tell)
    return TableReport(
        record=leaving.of(kept, *leaving.TO_SHARE, record=record).record,
        record_folder=kept.folder,
        page=page,
        claims=len(now),
        difference=table_report.difference(was, now),
        figures_changed=table_report.figures_changed(before, record),
        problems=tuple(p for p in record.problems if p.where == document.name),
    )


def _of(record: Record, document: Document) -> dict[str, Claim]:
    return {i: claim for i, claim in record.claims.items() if claim.document == document.name}


def _acquired(path: Path, most_bytes: int) -> Acquired:
    if path.is_dir():
        raise OnRecordError(f"{path} is a folder; onrecord build reads the tables in it")
    if not path.is_file():
        raise OnRecordError(f"there is no file {path}")
    one, *more = acquire.folder(path, most_bytes=most_bytes)
    if more and not isinstance(one, Problem):
        raise OnRecordError(
            f"{path} holds {len(more) + 1} tables, one on each sheet: put it into a folder and use "
            "onrecord build, or save the one sheet as CSV"
        )
    if isinstance(one, Problem):
        message = one.message.rstrip(".")
        raise OnRecordError(f"{path} cannot be taken in: {message[0].lower()}{message[1:]}")
    return one


def _filled(told: Told, rest: Told) -> Told:
    """Return what is told, each field that is not from elsewhere."""
    held = {
        field.name: getattr(told, field.name) or getattr(rest, field.name) for field in fields(Told)
    }
    return Told(**held)
