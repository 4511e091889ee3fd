"""Which incident is which: ids that stay while claims come, go, or are put otherwise."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from onrecord.kit import lasting_ids
from onrecord.kit.lasting_ids import Known, Rule
from onrecord.model import (
    Choice,
    Claim,
    Decision,
    GivenId,
    Grouping,
    Incident,
    Measure,
)


def identified(
    grouping: Grouping,
    claims: Mapping[str, Claim],
    decisions: Sequence[Decision] = (),
    given: Sequence[GivenId] = (),
) -> Grouping:
    """
    Return a grouping whose incidents have their ids, and what became of every id.

    An incident keeps its id: the one with which it shares most claims, those that count
    people before others, and the older id among equals. What is left over:

    - Where two incidents are one, one id stays; the other is retired, with where its
      claims are now.
    - Where one incident is two, its id stays with the part that has most of what it was
      before it took in others; with the part that no person split off, among equals.
      The other part gets back the retired id that stood for just its claims, if there is
      one; else a new one.
    - A new id is made from the incident's first claim, and is one that was never given.

    Args:
        grouping: Incidents, whatever their ids are.
        claims: By id; those of the record as it is now.
        decisions: Those that stand.
        given: Every id that was ever given, the oldest first.
    """
    counting = {
        claim_id
        for incident in grouping.incidents
        for claim_id in incident.claim_ids
        if claim_id in claims and _counts_people(claims[claim_id])
    }
    split_off = {c for one in decisions if one.choice is Choice.APART for c in one.claims}
    rule = Rule(
        kind="inc",
        first=lambda held: held[0],
        size=lambda held: (sum(c in counting for c in held), len(held)),
        weight_against=lambda held: len(split_off.intersection(held)),
    )
    names, now = lasting_ids.identified(
        [incident.claim_ids for incident in grouping.incidents], [_known(g) for g in given], rule
    )
    named = map(_named, grouping.incidents, names)
    return Grouping(
        incidents=tuple(sorted(named, key=_by_time)),
        asides=grouping.asides,
        given=tuple(map(_given, now)),
    )


def _named(incident: Incident, name: str) -> Incident:
    return replace(incident, id=name)


def _known(one: GivenId) -> Known:
    return Known(
        id=one.id,
        members=one.claim_ids,
        own=one.own,
        is_retired=one.is_retired,
        followed_by=one.followed_by,
    )


def _given(one: Known) -> GivenId:
    return GivenId(
        id=one.id,
        claim_ids=one.members,
        own=one.own,
        is_retired=one.is_retired,
        followed_by=one.followed_by,
    )


def _counts_people(claim: Claim) -> bool:
    return claim.measure is Measure.PEOPLE and claim.count.is_known


def _by_time(incident: Incident) -> tuple[str, str, str]:
    when = incident.when
    earliest = when.earliest.isoformat() if when and when.earliest else "9999"
    latest = when.latest.isoformat() if when and when.latest else "9999"
    return (earliest, latest, incident.id)
