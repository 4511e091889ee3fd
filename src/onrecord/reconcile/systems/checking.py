"""Whether each voice's claims hold together, and the fewest of them that do not."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from onrecord.model import Claim, Conflict, Document, Incident
from onrecord.reconcile.index import Voices, by_claim
from onrecord.reconcile.systems import naming
from onrecord.reconcile.systems.regions import Exclusive
from onrecord.reconcile.systems.stated import Stated, families
from onrecord.reconcile.systems.system import System
from onrecord.reconcile.systems.tellings import Telling, by_now, by_report, heard
from onrecord.reconcile.timing import Timing

_NO_DOCUMENTS: Mapping[str, Document] = {}
_PLAIN = Timing()
_MOST = 5  # conflicts of one voice that are told; mending one often mends others


def conflicts(
    incident: Incident,
    claims: Mapping[str, Claim],
    origins: Voices,
    documents: Mapping[str, Document] = _NO_DOCUMENTS,
    tolls: Timing = _PLAIN,
) -> tuple[Conflict, ...]:
    """
    Return the smallest sets of claims of one voice that cannot all be right.

    Every claim is a bound on a sum of people whom some claim tells apart, so that what a
    whole divided by sex says is checked against what it says divided by status. First what a
    voice says in each report, then what it says by now in all of them. Of several conflicts
    each is told that shares no claim with one told before.

    Only claims that their reports tie together, as wholes and parts, are held against each
    other: "two were dead" and "seven children", untied, may be of two rooms of one hospital.

    Args:
        incident: Whose members are looked at.
        claims: By id.
        origins: All of them, or `by_claim` of them.
        documents: By name: which toll is the later one.
        tolls: Which claims are no plain toll, and which were taken back.
    """
    members = [claims[i] for i in incident.claim_ids if i in claims]
    if len(members) < 2:
        return ()  # one claim contradicts nothing
    voices = by_claim(origins)
    found, since = heard(members, voices, documents, tolls)
    tellings = chain(
        by_report(found.stated, voices), by_now(found.stated, voices, documents, since)
    )
    made: list[Conflict] = []
    for telling in tellings:
        made += _conflicts(incident.id, telling, found.exclusive, made)
    return tuple(made)


def disagreeing(stated: Sequence[Stated], exclusive: Exclusive) -> Iterator[tuple[Stated, ...]]:
    """Yield the smallest sets of bounds that cannot all be met, none sharing one with another."""
    for family in families(stated):
        left = list(family)
        for _ in range(_MOST):
            system = System([(one.region, one.room) for one in left], exclusive)
            if system.is_consistent():
                break
            smallest = [left[n] for n in sorted(system.conflict())]
            yield tuple(smallest)
            left = [one for one in left if one not in smallest]


def _conflicts(
    incident_id: str, telling: Telling, exclusive: Exclusive, made: Sequence[Conflict]
) -> Iterator[Conflict]:
    known = {claim_id for conflict in made for claim_id in conflict.claims}
    for smallest in disagreeing(telling.stated, exclusive):
        if known & {one.claim.id for one in smallest} or len({one.top for one in smallest}) > 1:
            continue
        claims, text = naming.conflict(smallest, telling.origin, exclusive)
        yield Conflict(
            incident_id=incident_id,
            origin=telling.origin,
            claims=tuple(claim.id for claim in claims),
            text=text,
        )
