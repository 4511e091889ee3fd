"""Claims as anybody may see them."""

from onrecord.model import Claim
from onrecord.model.public import PublicClaim, PublicSource
from onrecord.publish.protection.documents import language as code
from onrecord.publish.protection.identities import about
from onrecord.publish.protection.telling import Telling


def claim(held: Claim, told: Telling, source: PublicSource | None) -> PublicClaim:
    """
    Return a claim as anybody may see it.

    Args:
        held: As exactly as it may be told.
        told: What tells of its incident.
        source: What it goes back to; None if not traced.
    """
    registers = told.registers
    record, ids, masker = registers.record, registers.ids, registers.masker
    shown, page = registers.shown(held)
    document = record.documents.get(held.document)
    language = code(document.language) if document else None
    parts = (shown.before, shown.exact, shown.after)
    before, exact, after = masker.parts(parts, language, told.hidden)
    is_whole = before.is_whole and exact.is_whole and after.is_whole
    start, end = (held.passage.start, held.passage.end) if is_whole else about(held.passage)
    return PublicClaim(
        id=ids.claim(held.id),
        document_id=ids.document(document) if document else "",
        start=start,
        end=end,
        page=page,
        exact=exact,
        before=before,
        after=after,
        measure=held.measure,
        outcome=held.outcome,
        count=held.count,
        victim_class=held.victim_class,
        stance=held.stance,
        voice=held.voice,
        victims=masker.words(held.victims, language, told.hidden) if held.victims else None,
        accused=tuple(dict.fromkeys(told.label(one.name) for one in held.perpetrators)),
        places=tuple(dict.fromkeys(told.label(one.name) for one in held.places)),
        when=held.when,
        weapon=told.label(held.weapon) if held.weapon else None,
        sources=tuple(dict.fromkeys(told.source(one.name)[0] for one in held.sources)),
        source_id=source.id if source else None,
        part_of=ids.known(held.part_of),
        same_as=ids.known(held.same_as),
        engine=told.label(held.engine),
        decision=held.decision,
        is_cumulative=held.is_cumulative,
    )
