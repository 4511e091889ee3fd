"""A party's own figure of those whom it is said to have harmed."""

import re
from collections.abc import Iterator, Sequence

from onrecord.checks.indexed import Indexed
from onrecord.checks.words import located
from onrecord.kit.folding import fold
from onrecord.model import (
    ActorKind,
    Claim,
    Measure,
    Mention,
    Origin,
    Outcome,
    PlaceKind,
    Problem,
    Record,
    Severity,
    VictimClass,
)

_HARM = frozenset({Outcome.KILLED, Outcome.INJURED, Outcome.CASUALTIES})
_OF_A_STATE = frozenset({ActorKind.FORCE, ActorKind.OFFICIAL, ActorKind.MEDIA, ActorKind.PERSON})
_DEEPEST = 8  # an army is of a ministry, which is of a state: no chain is longer
_SPEAKERS = frozenset(
    "spokesman spokeswoman spokesperson spokesmen official officials commander commanders officer "
    "officers general statement command leadership leader leaders chief media office source "
    "sources press military militarys s".split()
)


# "Its strikes killed": the speaker's own, whoever else is named in the sentence.
_ITS_OWN = re.compile(
    r"\b(?:its|our)\s+(?:\w+\s+){0,2}(?:air)?(?:strikes?|forces|troops|soldiers|jets|warplanes|planes|"
    r"aircraft|drones?|artillery|fighters|units|raids?|rockets|missiles?|police|officers)\b"
    r"[^,.;]{0,40}\b(?:killed|wounded|injured|eliminated|neutrali[sz]ed|shot|executed)\b",
    re.IGNORECASE,
)
# Whoever speaks of an army from inside, named or not.
_MILITARY = re.compile(
    r"\b(?:military|army|armed forces|air force|navy|command|commander|headquarters|general staff|"
    r"joint forces|brigade|battalion|division|regiment|tactical group|(?:defen[cs]e|war) ministry|"
    r"ministry of (?:defen[cs]e|war))\b|عسكري|الجيش|القيادة|وزارة الدفاع",
    re.IGNORECASE,
)
# What only those say who did it.
_DOING = re.compile(
    r"\b(?:eliminated|neutrali[sz]ed|liquidated|rendered harmless|wiped out)\b|تحييد|القضاء على",
    re.IGNORECASE,
)
_ENEMIES = re.compile(
    r"\b(?:terrorists?|militants?|insurgents?|extremists?|bandits?|rebels?|mercenar(?:y|ies)|"
    r"saboteurs?|enem(?:y|ies)|gunmen|fighters)\b|إرهابي|مسلح|مرتزق",
    re.IGNORECASE,
)
_OF_A_FORCE = frozenset(
    "air force forces army armed navy military warplanes planes aircraft jets helicopters "
    "artillery drones troops units arab national royal government state defence defense our".split()
)
_DENOTES = 4  # letters that a country shares with its adjective: Syria, Syrian
_PARTIES = frozenset({ActorKind.STATE, ActorKind.FORCE, ActorKind.ARMED_GROUP, ActorKind.OFFICIAL})


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
    if claim.victim_class is VictimClass.COMBATANT and not _are_enemies(claim):
        return None  # soldiers whom a party counts where others blame it are its own
    for other in blamed:
        voice = told.voices.get(other.id)
        if voice is origin or other.outcome not in _HARM:
            continue
        if all(_is_party(told.record, origin, claim, one) for one in other.perpetrators):
            return other
    return None


def _are_enemies(claim: Claim) -> bool:
    return _ENEMIES.search(f"{claim.victims or ''} {claim.passage.exact}") is not None


def is_of_its_own_victims(told: Indexed, claim: Claim, origin: Origin) -> bool:
    """Whether a claim's own words have its speaker as the one who harmed."""
    if not claim.perpetrators:
        return _says_its_own(told, claim, origin)
    if all(_is_party(told.record, origin, claim, one) for one in claim.perpetrators):
        return True
    if claim.victim_class is not VictimClass.COMBATANT or not _is_military(claim):
        return False
    # "A military source": of which army is told by how it speaks of the dead.
    is_theirs = any(_ENEMIES.search(one.name) for one in claim.perpetrators)
    if not is_theirs and _DOING.search(told.sentence(claim)):
        return True
    return _are_enemies(claim) and all(
        _is_home_force(told, claim, one) for one in claim.perpetrators
    )


def _is_military(claim: Claim) -> bool:
    return bool(claim.sources) and _MILITARY.search(claim.sources[-1].name) is not None


def _is_home_force(told: Indexed, claim: Claim, blamed: Mention) -> bool:
    """Whether words mean a state's force with no name, or with that of the country itself."""
    words = fold(blamed.name).split()
    names = [fold(country)[:_DENOTES] for country in _countries(told, claim)]
    named = [word for word in words if word not in _OF_A_FORCE | {"of"}]
    speaker = set(fold(claim.sources[-1].name).split())
    return len(named) < len(words) and all(
        word in speaker or any(word.startswith(name) for name in names) for word in named
    )


def _countries(told: Indexed, claim: Claim) -> set[str]:
    """Return the names of the countries that a claim's places lie in."""
    around = (place for mention in claim.places for place in told.containers(mention.best))
    return {place.name for place in around if place.kind is PlaceKind.COUNTRY}


def _says_its_own(told: Indexed, claim: Claim, origin: Origin) -> bool:
    actor = told.record.actors.get(origin.actor_id or "")
    is_party = actor is not None and actor.kind in _PARTIES
    return is_party and _ITS_OWN.search(told.sentence(claim)) is not None


def _is_party(record: Record, origin: Origin, claim: Claim, blamed: Mention) -> bool:
    if origin.actor_id is not None and blamed.best is not None:
        return _is_one_party(record, origin.actor_id, blamed.best)
    if not claim.sources and origin.actor_id is None:
        return False  # a newspaper in its own voice is no party
    speaker = fold(claim.sources[-1].name if claim.sources else origin.name).split()
    named = [word for word in fold(blamed.name).split() if word not in _SPEAKERS]
    own = [word for word in speaker if word not in _SPEAKERS]
    return bool(named) and (own == named or speaker == fold(blamed.name).split())


def _is_one_party(record: Record, first: str, second: str) -> bool:
    """
    Whether one actor is part of the other, or both act or speak for one state.

    Two armed groups of one movement, or two governments of one country, are two parties.
    """
    chains = [_chain(record, first), _chain(record, second)]
    if second in chains[0] or first in chains[1]:
        return True
    shared = set(chains[0]) & set(chains[1])
    below = [record.actors.get(one) for chain in chains for one in chain if one not in shared]
    return bool(shared) and all(actor is not None and actor.kind in _OF_A_STATE for actor in below)


def _chain(record: Record, actor_id: str) -> list[str]:
    found = [actor_id]
    actor = record.actors.get(actor_id)
    while actor is not None and actor.part_of and len(found) < _DEEPEST:
        found.append(actor.part_of)
        actor = record.actors.get(actor.part_of)
    return found


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
