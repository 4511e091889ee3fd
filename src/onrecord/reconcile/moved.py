"""Wounded who died: a toll of the injured that fell as the toll of the dead rose."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from datetime import date
from operator import itemgetter

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
    told = _tolls(members, voices, documents)
    for claim in members:
        if claim.outcome is not Outcome.INJURED or claim.id not in left_out:
            continue
        origin, day = voices.get(claim.id), _day(claim, documents)
        if origin is None or day is None:
            continue
        fell, rose = (
            _change(told.get((origin.id, outcome), ()), day)
            for outcome in (Outcome.INJURED, Outcome.KILLED)
        )
        moved = min(-fell, rose)
        if moved > 0:
            found[claim.id] += f"; {moved:,.10g} of the injured may have died since"
    return found


def _day(claim: Claim, documents: Mapping[str, Document]) -> date | None:
    document = documents.get(claim.document)
    return document.published if document else None


def _tolls(
    members: Sequence[Claim], voices: Mapping[str, Origin], documents: Mapping[str, Document]
) -> dict[tuple[str, Outcome], list[Toll]]:
    """Return what each voice gives of each outcome, in order: gone over once, however many."""
    told: dict[tuple[str, Outcome], list[Toll]] = {}
    for claim in members:
        origin, day, low = voices.get(claim.id), _day(claim, documents), claim.count.low
        is_toll = claim.measure is Measure.PEOPLE and claim.part_of is None
        if is_toll and origin is not None and day is not None and low is not None:
            told.setdefault((origin.id, claim.outcome), []).append((day, low))
    for tolls in told.values():
        tolls.sort()
    return told


def _change(tolls: Sequence[Toll], since: date) -> float:
    """Return by how many a toll rose between the first day that is not before one and the last."""
    first = bisect_left(tolls, since, key=itemgetter(0))
    if first == len(tolls) or tolls[first][0] == tolls[-1][0]:
        return 0
    return tolls[-1][1] - tolls[first][1]
