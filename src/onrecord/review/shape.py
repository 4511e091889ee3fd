"""Whether what follows from the claims has to be worked out anew."""

from collections.abc import Iterator

from onrecord.kit.ids import content_id
from onrecord.model import OF_INCIDENTS, Choice, Claim, Record, standing
from onrecord.model.codec import as_text

_OF_NAMES = frozenset({Choice.NAME, Choice.SAME})


def shape(record: Record) -> str:
    """
    Return an id of everything that people decided on which incidents and figures depend.

    Accepting what a reader proposed leaves it as it was: a figure is made of proposals and
    of accepted claims alike. Rejecting, correcting and adding change it.

    Args:
        record: As people decided it is (`decided`).
    """
    return content_id("shp", *sorted(_shaping(record)))


def _shaping(record: Record) -> Iterator[tuple[str, str]]:
    for decision in standing(record.decisions):
        if decision.is_blind:
            continue
        if decision.choice in OF_INCIDENTS or decision.choice in _OF_NAMES:
            yield decision.id, ""
    for claim in record.claims.values():
        if claim.decision == "rejected":
            yield claim.id, "rejected"
        elif claim.decision is not None and _open(claim) != record.as_read.get(claim.id):
            yield claim.id, as_text(_open(claim))


def _open(claim: Claim) -> Claim:
    return claim.with_(decision=None)
