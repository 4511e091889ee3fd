"""Reports that no folder holds are read again from the archive, when what reads them changed."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from onrecord import preserve, store
from onrecord.acquire import Acquired
from onrecord.model import Document, Problem


def of_record(
    kept: store.RecordStore, archive: preserve.Archive, by: str, seen: AbstractSet[str]
) -> Iterator[Acquired | Problem]:
    """
    Return what was added or followed, where something else reads it now than did then.

    A page of the web may be gone, and need not be asked for again: its bytes are kept.

    Args:
        kept: The record.
        archive: Its bytes.
        by: Name and version of all that reading depends on now.
        seen: Names of documents that came in this run; looked at once they all have.
    """
    added = kept.read_otherwise(by)
    if added:
        added &= kept.brought_by("add", "follow") - kept.brought_by("build")
    added -= {Document(name=name).id for name in seen}
    if not added:
        return
    record = kept.load()
    for name, document in sorted(record.documents.items()):
        snapshot = record.snapshots.get(name)
        if document.id in added and snapshot is not None:
            try:
                data = archive.read(snapshot.sha256)
            except preserve.Damaged as fault:
                yield fault.problem
                continue
            bare = Document(name=name, told=document.told, listed=document.listed)
            yield Acquired(document=bare, data=data, media_type=snapshot.media_type)
