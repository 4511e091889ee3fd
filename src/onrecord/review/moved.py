"""A decided claim of a table whose rows or columns now stand in another order."""

from collections.abc import Sequence

from onrecord.model import Claim, Mention


def moved(claim: Claim, read: Claim | None) -> Claim:
    """
    Return what a person decided, pointing at where the table says it now.

    A claim of a table is known by its row and by what it counts, not by where it stands, so a
    decision about it holds when the table is sorted anew. What was corrected to other words
    than the reader's stays where the person put it.

    Args:
        claim: As it was decided.
        read: The claim of the same id in the table as it is now; None if it makes none.
    """
    if read is None or read.told_incident is None:
        return claim
    if read.passage == claim.passage:
        return claim
    if claim.decision == "corrected" and read.passage.exact != claim.passage.exact:
        return claim
    return claim.with_(
        passage=read.passage,
        told_incident=read.told_incident,
        times=_placed(claim.times, read.times),
        places=_placed(claim.places, read.places),
        perpetrators=_placed(claim.perpetrators, read.perpetrators),
        sources=_placed(claim.sources, read.sources),
    )


def _placed(decided: Sequence[Mention], read: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return mentions where their names stand now; nowhere where they no longer do."""
    now = {one.name: one for one in read}
    return tuple(_at(one, now.get(one.name)) for one in decided)


def _at(one: Mention, now: Mention | None) -> Mention:
    return Mention(
        name=one.name,
        start=now.start if now else None,
        end=now.end if now else None,
        carried=one.carried,
        candidates=one.candidates,
    )
