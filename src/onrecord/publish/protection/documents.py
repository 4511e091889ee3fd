"""Documents as anybody may see them."""

from collections.abc import Mapping

from onrecord.model import Document
from onrecord.model.public import PublicDocument, Withheld
from onrecord.publish.protection.registers import Registers


def documents(registers: Registers) -> Mapping[str, PublicDocument]:
    """Return the documents that claims of incidents are from, by their public ids."""
    record = registers.record
    told = {claim_id for one in record.incidents for claim_id in one.claim_ids}
    names = dict.fromkeys(record.claims[i].document for i in told if i in record.claims)
    found = (record.documents.get(name) or Document(name=name) for name in sorted(names))
    made = (_document(one, registers) for one in found)
    return {one.id: one for one in made}


def _document(one: Document, registers: Registers) -> PublicDocument:
    allowed, masker = registers.allowed, registers.masker
    snapshot = registers.record.snapshots.get(one.name)
    url = one.told.url or one.listed.url
    hidden = registers.hidden_in(one.name)
    tells = hidden.is_strict  # of a recent incident: its page and its day would tell the day
    withheld = []
    if url and (tells or not allowed.addresses):
        withheld.append(Withheld.ADDRESS)
    if tells and one.published:
        withheld.append(Withheld.DAY)
    if one.author and not allowed.authors:
        withheld.append(Withheld.NAME)
    return PublicDocument(
        id=registers.ids.document(one),
        title=masker.parts((one.title,), one.language, hidden)[0] if one.title else None,
        author=one.author if allowed.authors else None,
        publisher=one.publisher,
        published=None if tells else one.published,
        language=one.language,
        url=url if allowed.addresses and not tells else None,
        snapshot_id=registers.ids.snapshot(snapshot, one) if snapshot else None,
        sha256=None if tells else snapshot.sha256 if snapshot else one.told_sha256,
        media_type=snapshot.media_type.partition(";")[0] if snapshot else None,
        taken_at=None if tells else snapshot.taken_at if snapshot else None,
        withheld=tuple(withheld),
    )
