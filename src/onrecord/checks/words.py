"""How checks name a claim to a reader: its own words, kept short."""

from collections.abc import Iterator, Mapping

from onrecord.model import (
    Claim,
    Incident,
    Measure,
    Origin,
    Outcome,
    Qualifier,
    Record,
    VictimClass,
)

_LONGEST = 80  # characters

# Who is counted, so that children are not compared with everybody.
Scope = tuple[str, str]


def quoted(claim: Claim) -> str:
    """Return a claim's words in quotation marks, shortened."""
    words = " ".join(claim.passage.exact.split())
    if len(words) > _LONGEST:
        words = words[: _LONGEST - 1].rstrip() + "…"
    return f"“{words}”"


def located(claim: Claim) -> str:
    """Return a claim's words with the document they stand in."""
    return f"{quoted(claim)} ({claim.document})"


def wholes(record: Record, incident: Incident, outcome: Outcome) -> list[Claim]:
    """Return an incident's claims of people with a number that are no part of another."""
    members = [record.claims[name] for name in incident.claim_ids if name in record.claims]
    own = {claim.id for claim in members}
    return [
        claim
        for claim in members
        if claim.measure is Measure.PEOPLE
        and claim.outcome is outcome
        and claim.count.is_known
        and claim.part_of not in own
    ]


def scope(claim: Claim) -> Scope:
    """Return whom a claim counts, as far as two claims of one voice can be compared."""
    kind = VictimClass.UNKNOWN if claim.victim_class is VictimClass.MIXED else claim.victim_class
    return (str(kind), (claim.victims or "").casefold())


def voices(record: Record) -> Mapping[str, Origin]:
    """Return each claim's origin by the claim's id: made once a check, not once a claim."""
    return {name: origin for origin in record.origins for name in origin.claim_ids}


def by_voice(record: Record) -> Iterator[tuple[str, list[Claim]]]:
    """Return each voice's name and the numbers it gives of one outcome of one incident."""
    voice = voices(record)
    for incident in record.incidents:
        for outcome in (Outcome.KILLED, Outcome.INJURED):
            found: dict[str, tuple[str, list[Claim]]] = {}
            for claim in wholes(record, incident, outcome):
                origin = voice.get(claim.id)
                if origin is not None and claim.count.qualifier is not Qualifier.VAGUE:
                    found.setdefault(origin.id, (origin.name, []))[1].append(claim)
            yield from found.values()
