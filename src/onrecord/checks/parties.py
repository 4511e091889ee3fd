"""Whether whoever gives a number is the party that is said to have harmed those counted."""

import re

from onrecord.checks.indexed import Indexed
from onrecord.kit.folding import fold
from onrecord.model import (
    Actor,
    ActorKind,
    Claim,
    Mention,
    Origin,
    Place,
    PlaceKind,
    Record,
    VictimClass,
)

_OF_A_STATE = frozenset({ActorKind.FORCE, ActorKind.OFFICIAL, ActorKind.MEDIA, ActorKind.PERSON})
_STATE = frozenset({ActorKind.STATE, ActorKind.FORCE, ActorKind.OFFICIAL})
_PARTIES = _STATE | {ActorKind.ARMED_GROUP}
_DEEPEST = 8  # an army is of a ministry, which is of a state: no chain is longer
_DENOTES = 4  # letters that a country shares with its adjective: Syria, Syrian
_PARTICLES = frozenset("a an the of for in from at to and s al".split())
_SPEAKERS = frozenset(
    "spokesman spokeswoman spokesperson spokesmen official officials commander commanders officer "
    "officers general statement communique command leadership leader leaders chief media office "
    "source sources press military militarys release bulletin "
    "spokespeople colonel major captain lieutenant brigadier".split()
)
_OF_A_FORCE = frozenset(
    "air force forces army armed navy military warplanes planes aircraft jets helicopters gunships "
    "artillery drones drone strikes strike troops soldiers units arab national royal government "
    "state defence defense our its their own security special police patrol marines commandos "
    "federal republic".split()
)
_OUR_MEN = frozenset(
    "our its their own fighters mujahideen mujahedeen men forces units unit brigades soldiers "
    "combatants resistance".split()
)
_OURS = frozenset("our its their mujahideen mujahedeen resistance".split())

# "Its strikes killed": the speaker's own, whoever else is named in the sentence.
_ITS_OWN = re.compile(
    r"\b(?:its|our)\s+(?:\w+\s+){0,2}(?:air)?(?:strikes?|forces|troops|soldiers|jets|warplanes|planes|"
    r"aircraft|drones?|artillery|fighters|units|raids?|rockets|missiles?|police|officers)\b"
    r"[^,.;]{0,40}\b(?:killed|wounded|injured|eliminated|neutrali[sz]ed|shot|executed)\b",
    re.IGNORECASE,
)
# Whoever speaks of a state's force from inside, named or not.
_MILITARY = re.compile(
    r"\b(?:military|army|armed forces|air force|navy|command|commander|headquarters|general staff|"
    r"joint forces|brigade|battalion|division|regiment|tactical group|(?:defen[cs]e|war) ministry|"
    r"ministry of (?:defen[cs]e|war)|security forces|government forces|troops|marines|"
    r"government spokes\w+|junta|ruling council)\b|عسكري|الجيش|القيادة|وزارة الدفاع",
    re.IGNORECASE,
)
# They fight a state's force, or write about it.
_NOT_OF_A_STATE = re.compile(
    r"\b(?:rebels?|opposition|free|resistance|insurgents?|guerr?illas?|liberation|news|times|post|"
    r"herald|tribune|daily|radio|wire|journal|gazette|monitor|watch)\b",
    re.IGNORECASE,
)
# What only those say who did it.
_DOING = re.compile(
    r"\b(?:eliminated|neutrali[sz]ed|liquidated|rendered harmless|wiped out)\b|تحييد|القضاء على",
    re.IGNORECASE,
)
_ENEMIES = re.compile(
    r"\b(?:terrorists?|militants?|insurgents?|extremists?|bandits?|rebels?|mercenar(?:y|ies)|"
    r"saboteurs?|enem(?:y|ies)|gunm[ae]n|fighters?|jihadi?s?t?s?|islamists?|guerr?illas?|cadres?|"
    r"separatists?|secessionists?|criminals?|hitm[ae]n|operatives?|infiltrators?|subversives?|"
    r"assailants?|attackers?|aggressors?|outlaws?|gang members?|armed men)\b"
    r"|إرهابي|مسلح|مرتزق",
    re.IGNORECASE,
)
_SOLDIERS = re.compile(
    r"\b(?:soldiers?|troops?|servicem[ae]n|police(?:m[ae]n)?|officers?|guards?|recruits?|"
    r"conscripts?|peacekeepers?|marines|personnel|airm[ae]n|sailors?)\b|جنود|جندي|عسكريين|شرط",
    re.IGNORECASE,
)


def are_enemies(claim: Claim) -> bool:
    """Return whether a claim's words call the harmed what a force calls whom it fights."""
    return _ENEMIES.search(f"{claim.victims or ''} {claim.passage.exact}") is not None


def is_of_its_own_victims(told: Indexed, claim: Claim, origin: Origin) -> bool:
    """
    Return whether a claim's own words have its speaker as the one who harmed.

    A voice of a state's force speaks for whatever force of that state is named: "government
    soldiers", "the jets", the army by its name. Soldiers whom it counts may be its own, unless
    it says what only those say who did it.
    """
    if not claim.perpetrators:
        return _says_its_own(told, claim, origin)
    if all(is_party(told.record, origin, claim, one) for one in claim.perpetrators):
        return True
    if not _is_of_a_force(told, claim, origin):
        return False
    is_combatant = claim.victim_class is VictimClass.COMBATANT
    # "A military source": of which army is told by how it speaks of the dead.
    is_theirs = any(_ENEMIES.search(one.name) for one in claim.perpetrators)
    if is_combatant and not is_theirs and _DOING.search(told.sentence(claim)):
        return True
    if not are_enemies(claim) and _SOLDIERS.search(f"{claim.victims or ''} {claim.passage.exact}"):
        return False
    return all(_is_home_force(told, claim, origin, one) for one in claim.perpetrators)


def is_party(record: Record, origin: Origin, claim: Claim, blamed: Mention) -> bool:
    """Return whether whoever speaks is the one blamed: by what is known of both, or by name."""
    if origin.actor_id is not None and blamed.best is not None:
        return _is_one_party(record, origin.actor_id, blamed.best)
    actor = record.actors.get(origin.actor_id or "")
    if not claim.sources and actor is None:
        return False  # a newspaper in its own voice is no party
    named = _telling(blamed.name)
    speaker = _speaker(claim, origin)
    # "Spokesman of the Front, Karim Sabah": either part may name the party.
    names = [speaker, *speaker.split(","), *((actor.name, *actor.aliases) if actor else ())]
    if named and any(named == _telling(name) for name in names):
        return True
    if actor is not None and actor.kind is ActorKind.ARMED_GROUP:
        words = {word for word in fold(blamed.name).split() if word not in _PARTICLES}
        return bool(words & _OURS) and words <= _OUR_MEN
    return False


def _telling(name: str) -> frozenset[str]:
    """Return the words of a name that tell whose it is, in the singular."""
    words = fold(name).split()
    return frozenset(w.removesuffix("s") for w in words if w not in _SPEAKERS | _PARTICLES)


def _speaker(claim: Claim, origin: Origin) -> str:
    return claim.sources[-1].name if claim.sources else origin.name


def _is_of_a_force(told: Indexed, claim: Claim, origin: Origin) -> bool:
    """Whether whoever speaks is of a state's force, or speaks for it."""
    actor = told.record.actors.get(origin.actor_id or "")
    if actor is not None:
        return actor.kind in {ActorKind.STATE, ActorKind.FORCE} or (
            actor.kind is ActorKind.OFFICIAL and _MILITARY.search(actor.name) is not None
        )
    name = _speaker(claim, origin)
    return _MILITARY.search(name) is not None and _NOT_OF_A_STATE.search(name) is None


def _is_home_force(told: Indexed, claim: Claim, origin: Origin, blamed: Mention) -> bool:
    """Whether a state's force is meant: one of this country, or none in particular."""
    known = told.record.actors.get(blamed.best or "")
    if known is not None:
        return known.kind in _STATE and _is_of_one_country(told, claim, origin, known)
    words = [word for word in fold(blamed.name).split() if word not in _PARTICLES]
    names = [fold(place.name)[:_DENOTES] for place in _countries(told, claim)]
    named = [word for word in words if word not in _OF_A_FORCE]
    speaker = set(fold(_speaker(claim, origin)).split())
    return len(named) < len(words) and all(
        word in speaker or any(word.startswith(name) for name in names) for word in named
    )


def _is_of_one_country(told: Indexed, claim: Claim, origin: Origin, known: Actor) -> bool:
    """Whether a force is of the country where it struck, for which an unknown voice speaks."""
    speaker = told.record.actors.get(origin.actor_id or "")
    if speaker is not None:
        return False  # two known actors: whether they are one party is known
    return known.country is not None and known.country in {
        place.country for place in _countries(told, claim)
    }


def _countries(told: Indexed, claim: Claim) -> list[Place]:
    """Return the countries that a claim's places lie in."""
    around = (place for mention in claim.places for place in told.containers(mention.best))
    return [place for place in around if place.kind is PlaceKind.COUNTRY]


def _says_its_own(told: Indexed, claim: Claim, origin: Origin) -> bool:
    actor = told.record.actors.get(origin.actor_id or "")
    is_known = actor is not None and actor.kind in _PARTIES
    return is_known and _ITS_OWN.search(told.sentence(claim)) is not None


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
