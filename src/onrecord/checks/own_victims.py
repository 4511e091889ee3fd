"""A party's own figure of those whom it is said to have harmed."""

from collections.abc import Iterator, Sequence

from onrecord.checks.indexed import Indexed
from onrecord.checks.parties import are_enemies, is_of_its_own_victims, is_party
from onrecord.checks.words import located
from onrecord.model import Claim, Measure, Origin, Outcome, Problem, Severity, VictimClass

_HARM = frozenset({Outcome.KILLED, Outcome.INJURED, Outcome.CASUALTIES})


def own_victims(told: Indexed) -> Iterator[Problem]:
    """
    Find a figure of a party about people whom that party is accused of having harmed.

    What only the alleged perpetrator says of its victims is context, not evidence
    (Airwars; RULES.md 1.4). A party is an actor with all that it is part of: a ministry
    of defence speaks for the air force. Its losses at others' hands are no such figure.
    """
    for incident in told.record.incidents:
        members = [told.record.claims[n] for n in incident.claim_ids if n in told.record.claims]
        harmed = [claim for claim in members if _is_figure(claim)]
        blamed = _each_accusation_once(told, members)
        asked: set[str] = set()
        for claim in harmed:
            origin = told.voices.get(claim.id)
            if origin is None or origin.id in asked:
                continue
            accuser = _accuser(told, claim, origin, blamed)
            if accuser is not None:
                asked.add(origin.id)
                yield _problem(claim, origin, accuser)


def _each_accusation_once(told: Indexed, members: Sequence[Claim]) -> list[Claim]:
    """Return a claim for each voice, doer and outcome: thousands of reports accuse alike."""
    found: dict[object, Claim] = {}
    for claim in members:
        if claim.perpetrators:
            voice = told.voices.get(claim.id)
            doers = tuple((one.best, one.name) for one in claim.perpetrators)
            found.setdefault((voice.id if voice else None, doers, claim.outcome), claim)
    return list(found.values())


def _is_figure(claim: Claim) -> bool:
    return (
        claim.measure is Measure.PEOPLE
        and claim.outcome in _HARM
        and claim.count.is_known
        and claim.is_fact_like
    )


def _accuser(told: Indexed, claim: Claim, origin: Origin, blamed: list[Claim]) -> Claim | None:
    """Return the claim that names the speaker as perpetrator: its own words, or another's."""
    if is_of_its_own_victims(told, claim, origin):
        return claim
    if claim.victim_class is VictimClass.COMBATANT and not are_enemies(claim):
        return None  # soldiers whom a party counts where others blame it are its own
    for other in blamed:
        voice = told.voices.get(other.id)
        if voice is origin or other.outcome not in _HARM:
            continue
        if all(is_party(told.record, origin, claim, one) for one in other.perpetrators):
            return other
    return None


def _problem(claim: Claim, origin: Origin, accuser: Claim) -> Problem:
    names = ", ".join(mention.name for mention in accuser.perpetrators) or "it"
    by = "" if accuser is claim else f" ({located(accuser)})"
    return Problem(
        code="own-victims",
        message=f"{origin.name} gives {claim.count} {claim.outcome} of those whom {names} is said "
        f"to have harmed{by}: {located(claim)}. It speaks of its own victims.",
        where=claim.id,
        severity=Severity.QUESTION,
    )
