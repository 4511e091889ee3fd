"""Places that nothing on the map answers to."""

from collections.abc import Iterator

from onrecord.checks.indexed import Indexed
from onrecord.checks.words import quoted
from onrecord.kit.folding import fold
from onrecord.model import Problem, Severity


def place_unresolved(told: Indexed) -> Iterator[Problem]:
    """Note, once a name, a claim's finest place that is not known: it is kept by name only."""
    record = told.record
    noted: set[str] = set()
    in_incidents = (name for incident in record.incidents for name in incident.claim_ids)
    for claim_id in in_incidents:
        claim = record.claims.get(claim_id)
        if claim is None or not claim.places or claim.places[0].candidates:
            continue
        name = claim.places[0].name
        if fold(name) not in noted:
            noted.add(fold(name))
            yield Problem(
                code="place-unresolved",
                message=f"“{name}” is on no map known here: {quoted(claim)} has a place by "
                "name only, and may belong with claims that spell it otherwise.",
                where=claim.id,
                severity=Severity.NOTE,
            )
