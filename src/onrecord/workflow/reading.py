"""Reading a record and looking for what is wrong with it; nothing here writes."""

from collections.abc import Iterator
from pathlib import Path

from onrecord import preserve, store
from onrecord.model import Medium, Problem, Record, Snapshot
from onrecord.workflow import derive, kept_files, leaving, loading


def load(record_folder: Path) -> Record:
    """
    Return everything live in a record, without the testimony that may not be shared.

    It is what a terminal shows and another program is told; only the desk has the rest.

    Raises:
        RecordUnusable: There is no record, or it cannot be opened.
    """
    return leave(record_folder).record


def leave(record_folder: Path) -> leaving.Leaving:
    """Return the same as `load`, with how much was left out."""
    with store.open_record(record_folder) as kept:
        return leaving.of(kept, *leaving.TO_SHARE)


def load_whole(record_folder: Path) -> Record:
    """Return everything live in a record, to find in it what somebody names; never to show it."""
    with store.open_record(record_folder) as kept:
        return loading.load(kept)


def with_bounds(record: Record, incident_id: str) -> Record:
    """Return a record with what one incident's claims leave room for, and where they disagree."""
    return derive.with_bounds(record, {incident_id})


def check(record_folder: Path) -> tuple[Problem, ...]:
    """
    Return every problem of a record: what reading found, and what the checks find now.

    Raises:
        RecordUnusable: There is no record, or it cannot be opened.
    """
    return checked(record_folder)[1]


def checked(record_folder: Path) -> tuple[Record, tuple[Problem, ...]]:
    """
    Return a record and every problem of it, both as they are at one moment.

    Raises:
        RecordUnusable: There is no record, or it cannot be opened.
    """
    with store.open_record(record_folder) as kept:
        whole = loading.told(kept)
        bad = tuple(damaged(whole, kept_files.of(kept.folder)))
        record = leaving.of(kept, *leaving.TO_SHARE, record=whole).record
        broken = kept.verify_log()
    found = derive.found_in(derive.with_conflicts(record))
    return record, derive.each_once((*record.problems, *found, *bad, *broken))


def custody(record_folder: Path, document_id: str) -> store.Custody:
    """
    Return how a document came into a record, and what was done with it since.

    Raises:
        RecordUnusable: There is no record, or it cannot be opened.
    """
    with store.open_record(record_folder) as kept:
        return kept.custody(document_id)


def log_head(record_folder: Path) -> str:
    """
    Return the last link of the log of decisions, for people to write down.

    Raises:
        RecordUnusable: There is no record, or it cannot be opened.
    """
    with store.open_record(record_folder) as kept:
        return kept.log_head()


def damaged(record: Record, archive: preserve.Archive) -> Iterator[Problem]:
    """Find preserved bytes that are not there any more, or are not what they were."""
    kept: tuple[Snapshot | Medium, ...] = (*record.snapshots.values(), *record.media)
    for one in kept:
        try:
            archive.read(one.sha256)
        except preserve.Damaged as fault:
            yield fault.problem
