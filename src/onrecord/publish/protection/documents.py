"""Documents as anybody may see them."""

from collections.abc import Mapping

from onrecord.model import Document, Record
from onrecord.model.public import Piece, PublicDocument, Words
from onrecord.model.publishing import Allowed


def documents(record: Record, allowed: Allowed) -> Mapping[str, PublicDocument]:
    """Return the documents that claims of incidents are from, by id."""
    told = {claim_id for one in record.incidents for claim_id in one.claim_ids}
    names = dict.fromkeys(record.claims[i].document for i in told if i in record.claims)
    found = (record.documents.get(name) or Document(name=name) for name in sorted(names))
    return {one.id: _document(one, record, allowed) for one in found}


def _document(one: Document, record: Record, allowed: Allowed) -> PublicDocument:
    snapshot = record.snapshots.get(one.name)
    return PublicDocument(
        id=one.id,
        title=Words(pieces=(Piece(text=one.title),), language=one.language) if one.title else None,
        author=one.author if allowed.authors else None,
        publisher=one.publisher,
        published=one.published,
        language=one.language,
        url=(one.told.url or one.listed.url) if allowed.addresses else None,
        snapshot_id=snapshot.id if snapshot else None,
        sha256=snapshot.sha256 if snapshot else one.told_sha256,
        media_type=snapshot.media_type if snapshot else None,
        taken_at=snapshot.taken_at if snapshot else None,
    )
