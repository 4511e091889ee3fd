"""Who fought whom: sides and the type of violence, as far as names and words tell."""

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.kit.folding import fold
from onrecord.model import ActorKind, Claim, Mention, VictimClass
from onrecord.reconcile.rulebooks.evidence import Evidence
from onrecord.reconcile.rulebooks.wordlists import says, weapon

STATE, GROUP = "state", "group"
STATE_BASED, NON_STATE, ONE_SIDED = 1, 2, 3
_CAMP_OF = {
    ActorKind.STATE: STATE,
    ActorKind.FORCE: STATE,
    ActorKind.ARMED_GROUP: GROUP,
    ActorKind.COMMUNITY: GROUP,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """
    Somebody who is said to have used force.

    Attributes:
        name: As the report writes it.
        key: One for each actor, however it is written.
        camp: `state`, `group`, or None where neither name nor words tell.
    """

    name: str
    key: str
    camp: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """
    The sides of an incident.

    Attributes:
        kind: 1 state-based, 2 non-state, 3 one-sided; None where it cannot be told.
        why: What that rests on.
        side_a, side_b: Names; None where not told. In one-sided violence side b is civilians.
        camp_a: The camp of side a.
    """

    kind: int | None
    why: str
    side_a: str | None = None
    side_b: str | None = None
    camp_a: str | None = None


def parties(evidence: Evidence, claims: Sequence[Claim]) -> list[Party]:
    """Return everybody whom some claims name as having done it, each once."""
    found: dict[str, Party] = {}
    for claim in claims:
        for mention in claim.perpetrators:
            key = mention.best or fold(mention.name)
            found.setdefault(key, Party(name=mention.name, key=key, camp=_camp(evidence, mention)))
    return list(found.values())


def _camp(evidence: Evidence, mention: Mention) -> str | None:
    for actor in evidence.kin(mention.best):
        if actor.kind in _CAMP_OF:
            return _CAMP_OF[actor.kind]
    return camp_of_words(mention.name)


def camp_of_words(words: str | None) -> str | None:
    """Return on which side people stand by the words for them; None where they do not tell."""
    if says(words, "camps", GROUP):
        return GROUP
    return STATE if says(words, "camps", STATE) else None


def sides(evidence: Evidence, claims: Sequence[Claim]) -> Sides:
    """
    Return the sides and the type of violence.

    UCDP GED Codebook 19.1, type_of_violence: 1 has a state against an organised group or
    another state, 2 two organised groups, 3 an organised actor against civilians.

    Args:
        evidence: For what is known about the actors named.
        claims: The claims of harm that are weighed.
    """
    named = parties(evidence, claims)
    fallen = {camp_of_words(c.victims) for c in claims if c.victim_class is VictimClass.COMBATANT}
    states = [party for party in named if party.camp == STATE]
    groups = [party for party in named if party.camp == GROUP]
    has_state, has_group = bool(states) or STATE in fallen, bool(groups) or GROUP in fallen
    if has_state and has_group:
        return _fought(STATE_BASED, states, groups, "a state and an organised group are named")
    if len(states) > 1 and not _are_one(evidence, states):
        return _fought(STATE_BASED, states[:1], states[1:], "two states are named")
    if not has_state and (len(groups) > 1 or (groups and GROUP in fallen)):
        return _fought(NON_STATE, groups[:1], groups[1:], "only organised groups are named")
    return _against_civilians(named, claims)


def _are_one(evidence: Evidence, named: Sequence[Party]) -> bool:
    return all(evidence.are_one(named[0].key, other.key) for other in named[1:])


def _fought(kind: int, first: Sequence[Party], second: Sequence[Party], why: str) -> Sides:
    return Sides(
        kind=kind,
        why=why,
        side_a=_names(first),
        side_b=_names(second),
        camp_a=first[0].camp if first else STATE if kind == STATE_BASED else None,
    )


def _names(named: Sequence[Party]) -> str | None:
    return ", ".join(party.name for party in named) or None


def _against_civilians(named: Sequence[Party], claims: Sequence[Claim]) -> Sides:
    classes = {claim.victim_class for claim in claims}
    if len(named) != 1:
        told = "nobody is named as having done it" if not named else "several are named"
        return Sides(kind=None, why=f"{told}, and not who fought whom", side_a=_names(named))
    (party,) = named
    alone = Sides(kind=None, why="", side_a=party.name, camp_a=party.camp)
    if party.camp is None:
        return _because(alone, f"what {party.name} is, is not known")
    if VictimClass.CIVILIAN not in classes or classes & {VictimClass.COMBATANT, VictimClass.MIXED}:
        return _because(alone, "the other side is not named, and not all harmed are civilians")
    if any(weapon(claim).get("remote") for claim in claims):
        why = "civilians died by a weapon of distance: as its target or beside one, a person tells"
        return _because(alone, why)
    why = f"{party.name} alone is named, and all harmed are civilians"
    return Sides(kind=ONE_SIDED, why=why, side_a=party.name, side_b="civilians", camp_a=party.camp)


def _because(told: Sides, why: str) -> Sides:
    return Sides(kind=None, why=why, side_a=told.side_a, camp_a=told.camp_a)
