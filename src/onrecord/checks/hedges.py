"""Hedges lost on the way from one report to the next."""

from collections.abc import Iterator, Sequence
from datetime import date

from onrecord.checks.indexed import Indexed, Toll
from onrecord.checks.words import cells, located, stated
from onrecord.kit.folding import fold
from onrecord.model import Claim, Outcome, Problem, Qualifier, Severity, VictimClass, Voice

_HEDGED = {
    Qualifier.AT_LEAST: "at least",
    Qualifier.MORE_THAN: "more than",
    Qualifier.ABOUT: "about",
    Qualifier.UP_TO: "up to",
    Qualifier.ALMOST: "almost",
}


def hedge_dropped(told: Indexed) -> Iterator[Problem]:
    """
    Find a report that gives as exact what its own source gave with a hedge.

    "At least 40" is an open number, "40" a closed one: copying it without its first two
    words sets a maximum that nobody gave. The source is the origin that both go back to,
    or the earlier report that the later one names. A report that keeps the hedge anywhere,
    under a headline without it, has dropped nothing.
    """
    for toll in told.tolls.values():
        if toll.outcome is Outcome.CASUALTIES:
            continue
        kept = {
            (claim.document, stated(claim.count))
            for claim in toll.claims
            if claim.count.qualifier in _HEDGED
        }
        hedged = _hedged(told, toll)
        seen: set[tuple[str, float | None]] = set()
        # Headlines drop words: where the report itself does too, that is what is shown.
        for bare in sorted(toll.claims, key=lambda claim: claim.voice is Voice.TITLE):
            place = (bare.document, stated(bare.count))
            if bare.count.qualifier is not Qualifier.EXACT or place in kept | seen:
                continue
            before = next((c for c in _heard(told, bare, hedged) if _fits(told, c, bare)), None)
            if before is not None:
                seen.add(place)
                yield _problem(before, bare)


Hedged = dict[tuple[str, float | None], list[Claim]]


def _hedged(told: Indexed, toll: Toll) -> Hedged:
    """Return, for each voice and number, the earliest claims with a hedge, two at most."""
    found: Hedged = {}
    in_time = sorted(toll.claims, key=lambda claim: told.published(claim) or date.min)
    for claim in in_time:
        if claim.count.qualifier not in _HEDGED:
            continue
        document = told.record.documents.get(claim.document)
        origin = told.voices.get(claim.id)
        keys = {origin.id} if origin else set()
        if document is not None and document.publisher:
            keys.add(fold(document.publisher))
        for key in keys:
            known = found.setdefault((key, stated(claim.count)), [])
            if len(known) < 2 and claim.document not in {one.document for one in known}:
                known.append(claim)
    return found


def _heard(told: Indexed, bare: Claim, hedged: Hedged) -> Sequence[Claim]:
    """Return hedged claims of the same number, of the same origin or of a report named."""
    origin = told.voices.get(bare.id)
    keys = [origin.id] if origin else []
    keys += [fold(source.name) for source in bare.sources]
    return [claim for key in keys for claim in hedged.get((key, stated(bare.count)), ())]


def _fits(told: Indexed, hedged: Claim, bare: Claim) -> bool:
    if hedged.document == bare.document:
        return False
    unsaid = {VictimClass.UNKNOWN, VictimClass.MIXED}
    kinds = {hedged.victim_class, bare.victim_class} - unsaid
    # One number of one voice: "workers" and "coke workers" are the same people, women are not.
    whom = {cells(claim.victims or "") - {"civilian"} for claim in (hedged, bare)}
    days = (told.published(hedged), told.published(bare))
    in_order = days[0] is None or days[1] is None or days[0] <= days[1]
    return in_order and len(kinds) < 2 and len(whom) < 2


def _problem(hedged: Claim, bare: Claim) -> Problem:
    hedge = _HEDGED[hedged.count.qualifier]
    return Problem(
        code="hedge-dropped",
        message=f"{located(bare)} gives as exact what its source gave as “{hedge}”: "
        f"{located(hedged)}.",
        where=bare.id,
        severity=Severity.WARNING,
    )
