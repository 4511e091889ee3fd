"""Wounded who died: a toll of the injured that fell as the toll of the dead rose."""

from collections.abc import Mapping, Sequence
from datetime import date

from onrecord.model import Claim, Document, Measure, Origin, Outcome
from onrecord.reconcile.values import LeftOut

Toll = tuple[date, float]


def with_deaths(
    left_out: LeftOut,
    members: Sequence[Claim],
    voices: Mapping[str, Origin],
    documents: Mapping[str, Document],
) -> LeftOut:
    """
    Return the reasons with a word on those of the injured who may have died since.

    Five dead and ten wounded on the day, seven and eight the day after, of one voice, are no
    contradiction: two of the wounded died.
    """
    found = dict(left_out)
    for claim in members:
        if claim.outcome is not Outcome.INJURED or claim.id not in left_out:
            continue
        fell = _change(_tolls(claim, Outcome.INJURED, members, voices, documents))
        rose = _change(_tolls(claim, Outcome.KILLED, members, voices, documents))
        moved = min(-fell, rose)
        if moved > 0:
            found[claim.id] += f"; {moved:,.10g} of the injured may have died since"
    return found


def _tolls(
    claim: Claim,
    outcome: Outcome,
    members: Sequence[Claim],
    voices: Mapping[str, Origin],
    documents: Mapping[str, Document],
) -> list[Toll]:
    """Return what a claim's voice gives of one outcome from its day on, in order."""
    origin, document = voices.get(claim.id), documents.get(claim.document)
    if origin is None or document is None or document.published is None:
        return []
    told = []
    for other in members:
        is_toll = other.measure is Measure.PEOPLE and other.part_of is None
        if not is_toll or other.outcome is not outcome or other.count.low is None:
            continue
        held, where = voices.get(other.id), documents.get(other.document)
        if held is None or held.id != origin.id or where is None or where.published is None:
            continue
        if where.published >= document.published:
            told.append((where.published, other.count.low))
    return sorted(told)


def _change(tolls: Sequence[Toll]) -> float:
    """Return by how many a toll rose between the first day and the last."""
    if not tolls or tolls[0][0] == tolls[-1][0]:
        return 0
    return tolls[-1][1] - tolls[0][1]
