"""Two states of one document side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from onrecord import follow, store
from onrecord.model import OnRecordError, Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Differing:
    """
    A document then and later.

    Attributes:
        snapshots: All its snapshots, the oldest first.
        before, after: The two that are compared.
        difference: What is another.
    """

    snapshots: tuple[Snapshot, ...]
    before: Snapshot
    after: Snapshot
    difference: follow.Difference


def between(versions: Sequence[store.Version], before: str = "", after: str = "") -> Differing:
    """
    Return what is another between two snapshots of a document.

    Args:
        versions: The document as it was each time, the oldest first.
        before: Id of the earlier snapshot; empty for the one before the later.
        after: Id of the later one; empty for the last.

    Raises:
        OnRecordError: There are no two, or no such ones.
    """
    if len(versions) < 2:
        raise OnRecordError("the record holds one state of this document, so nothing differs")
    known = {one.snapshot.id: at for at, one in enumerate(versions)}
    try:
        last = known[after] if after else len(versions) - 1
        first = known[before] if before else max(last - 1, 0)
    except KeyError as unknown:
        raise OnRecordError(f"this document has no snapshot {unknown.args[0]}") from None
    one, other = versions[first], versions[last]
    return Differing(
        snapshots=tuple(version.snapshot for version in versions),
        before=one.snapshot,
        after=other.snapshot,
        difference=follow.difference(
            one.text, other.text, tuple(one.claims.values()), tuple(other.claims.values())
        ),
    )


def difference(record_folder: Path, document_id: str) -> Differing:
    """
    Return what is another in a document between its last two snapshots.

    Raises:
        RecordUnusable: There is no record, or it cannot be opened.
        OnRecordError: The record holds only one state of it.
    """
    with store.open_record(record_folder) as kept:
        return between(kept.versions(document_id))
