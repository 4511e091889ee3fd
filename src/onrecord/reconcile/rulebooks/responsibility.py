"""Who accepts, denies or is charged with harm: what Airwars' grades rest on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.model import Claim, Mention, Stance, VictimClass
from onrecord.reconcile.rulebooks.evidence import Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsibility:
    """
    Who is said to have done it, and what they say themselves.

    Attributes:
        alleged: Mentions of those named, one for each.
        accepted: Claims in which a belligerent itself says that it harmed civilians.
        declared: Claims in which a belligerent itself says that it acted there, whoever was
            harmed.
        denied: Claims in which a belligerent denies it.
        competing: Names between which voices differ; empty where they do not.
    """

    alleged: tuple[Mention, ...]
    accepted: tuple[Claim, ...]
    declared: tuple[Claim, ...]
    denied: tuple[Claim, ...]
    competing: tuple[str, ...]


def responsibility(evidence: Evidence, harm: Sequence[Claim]) -> Responsibility:
    """
    Return who is said to have done it, and what they say themselves.

    Args:
        evidence: The incident; denials of it may stand outside.
        harm: Its claims of harm, as facts.
    """
    alleged = _alleged(evidence, harm)
    declared = tuple(claim for claim in harm if _is_of_its_own(evidence, claim))
    return Responsibility(
        alleged=alleged,
        accepted=tuple(c for c in declared if c.victim_class is not VictimClass.COMBATANT),
        declared=declared,
        denied=_denials(evidence, alleged),
        competing=_competing(evidence, harm),
    )


def speaks_for(evidence: Evidence, claim: Claim, alleged: Sequence[Mention]) -> bool:
    """Return whether a claim's origin is one of those who are said to have done it."""
    origin = evidence.origin(claim)
    return any(evidence.is_of(origin, mention) for mention in alleged)


def _alleged(evidence: Evidence, harm: Sequence[Claim]) -> tuple[Mention, ...]:
    found: list[Mention] = []
    for claim in harm:
        for mention in claim.perpetrators:
            if not any(_are_one(evidence, mention, other) for other in found):
                found.append(mention)
    return tuple(found)


def _are_one(evidence: Evidence, one: Mention, other: Mention) -> bool:
    same_words = one.name.casefold() == other.name.casefold()
    return same_words or evidence.are_one(one.best, other.best)


def _is_of_its_own(evidence: Evidence, claim: Claim) -> bool:
    """Whether a belligerent speaks of what it did itself."""
    if claim.stance not in {Stance.ASSERTED, Stance.REPORTED}:
        return False
    origin = evidence.origin(claim)
    return any(evidence.is_of(origin, mention) for mention in claim.perpetrators)


def _denials(evidence: Evidence, alleged: Sequence[Mention]) -> tuple[Claim, ...]:
    """
    Return claims, also outside the incident, in which one of those named denies.

    A denial outside it is of this incident if it tells of the same place and time.
    """
    own = set(evidence.incident.claim_ids)
    return tuple(
        claim
        for claim in evidence.claims.values()
        if claim.stance is Stance.DENIED
        and speaks_for(evidence, claim, alleged)
        and (claim.id in own or _is_about(evidence, claim))
    )


def _is_about(evidence: Evidence, claim: Claim) -> bool:
    when = evidence.incident.when
    is_then = bool(when and claim.when and claim.when.overlaps(when))
    return is_then and any(m.best in evidence.incident.place_ids for m in claim.places)


def _competing(evidence: Evidence, harm: Sequence[Claim]) -> tuple[str, ...]:
    """Return known actors of whom different voices name different ones."""
    named: Mapping[str, dict[str, str]] = _named_by(evidence, harm)
    voices = list(named.values())
    for position, here in enumerate(voices):
        for there in voices[position + 1 :]:
            is_one = any(evidence.are_one(a, b) for a in here for b in there)
            if not is_one:
                return tuple(dict.fromkeys([*here.values(), *there.values()]))
    return ()


def _named_by(evidence: Evidence, harm: Sequence[Claim]) -> dict[str, dict[str, str]]:
    """Return for each origin the known actors that it names, by id, with their names."""
    named: dict[str, dict[str, str]] = {}
    for claim in harm:
        origin = evidence.origin(claim)
        for mention in claim.perpetrators:
            if origin and mention.best:
                named.setdefault(origin.id, {})[mention.best] = mention.name
    return named
