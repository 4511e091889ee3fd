"""Which voices are parties to the conflict that they speak of."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.kit.folding import fold
from onrecord.model import Actor, ActorKind, Claim, Incident, Origin, Role, Side, VictimClass
from onrecord.reconcile.index import by_claim

_PARTIES = frozenset({ActorKind.STATE, ActorKind.FORCE, ActorKind.ARMED_GROUP})
# What a state or a group owns acts and speaks for it; a group that a state backs does not.
_ENDS_HERE = frozenset({ActorKind.STATE, ActorKind.ARMED_GROUP})
_DEEPEST = 12  # owners followed upwards: no roster nests deeper, a circle would

Known = Callable[[str], Actor | None]


@dataclass(frozen=True, slots=True)
class _Happening:
    """What an incident tells of its sides."""

    accused: tuple[Actor, ...]
    unknown: str  # a perpetrator's name that means no known actor; empty if all do
    victims: str  # the words for armed victims, folded, with a space around each word
    countries: frozenset[str]


def sides(
    origins: Sequence[Origin],
    incidents: Iterable[Incident],
    claims: Mapping[str, Claim],
    actor: Known,
    country: Callable[[str], str | None] = lambda _place_id: None,
) -> tuple[Origin, ...]:
    """
    Return origins with how each stands to the incidents that it tells of.

    An origin is *accused* where it, or what it belongs to, or an organ of the same owner is
    named as perpetrator of the incident; of the *victim side* where armed victims are
    its own; *another party* where it is a force, an armed group or a state that takes
    part, or belongs to one. Whoever is no actor that is known stays *unknown*.

    Airwars keeps belligerents' positions apart and counts a militant claim that only the
    alleged perpetrator makes as context (methodology, on militant reports).

    Args:
        origins: As `origins` made them.
        incidents: Whose sides are asked for.
        claims: By id.
        actor: Gives an actor by id; None if unknown.
        country: Gives the country of a place by its id, as actors have it; None if unknown.
    """
    voices = by_claim(origins)
    at_war = _at_war(claims.values(), actor)
    found: dict[str, dict[tuple[Role, str], list[str]]] = defaultdict(lambda: defaultdict(list))
    for incident in incidents:
        happening = _happening(incident, claims, actor, country)
        told = {voices[c].id: voices[c] for c in incident.claim_ids if c in voices}
        for origin in told.values():
            stand = _stand(origin, happening, at_war, actor)
            found[origin.id][stand].append(incident.id)
    return tuple(replace(origin, sides=_sides(found.get(origin.id, {}))) for origin in origins)


def _sides(told: Mapping[tuple[Role, str], list[str]]) -> tuple[Side, ...]:
    return tuple(
        Side(role=role, why=why, incidents=tuple(told[role, why])) for role, why in sorted(told)
    )


def _happening(
    incident: Incident,
    claims: Mapping[str, Claim],
    actor: Known,
    country: Callable[[str], str | None],
) -> _Happening:
    members = [claims[c] for c in incident.claim_ids if c in claims]
    named = {m.best or "": m.name for claim in members for m in claim.perpetrators}
    known = {i: actor(i) for i in named}
    armed = [c.victims for c in members if c.victims and c.victim_class is VictimClass.COMBATANT]
    return _Happening(
        accused=tuple(found for found in known.values() if found is not None),
        unknown=next((named[i] for i, found in known.items() if found is None), ""),
        victims=f" {' | '.join(fold(words) for words in armed)} ",
        countries=frozenset(found for i in incident.place_ids if (found := country(i))),
    )


def _at_war(claims: Iterable[Claim], actor: Known) -> frozenset[str]:
    """Return who is named as perpetrator anywhere, with whom each acts for."""
    named = {m.best for claim in claims for m in claim.perpetrators if m.best}
    known = [found for i in sorted(named) if (found := actor(i)) is not None]
    return frozenset(owner.id for one in known for owner in _acts_for(one, actor))


def _stand(
    origin: Origin, happening: _Happening, at_war: frozenset[str], actor: Known
) -> tuple[Role, str]:
    """Return an origin's role in one incident and the reason."""
    known = actor(origin.actor_id) if origin.actor_id else None
    if known is None:
        return Role.UNKNOWN, "the voice is no actor that is known"
    party = next((one for one in _owners(known, actor) if one.kind in _PARTIES), None)
    if party is None:
        if known.kind in {ActorKind.OFFICIAL, ActorKind.PERSON}:
            kind = "an official body" if known.kind is ActorKind.OFFICIAL else "a person"
            return Role.UNKNOWN, f"{kind} of which it is not known to whom it belongs"
        return Role.NOT_A_PARTY, f"{_A[known.kind]}, of no side that is known"
    if why := _accused(known, happening.accused, actor):
        return Role.ACCUSED, why
    if own := _own_among(happening.victims, known, actor):
        return Role.VICTIM_SIDE, f"{own} is named among the armed victims"
    belongs = "it" if party is known else f"it belongs to {party.name}, which"
    takes_part = party.kind is not ActorKind.STATE or party.id in at_war
    if not takes_part and party.country not in happening.countries:
        return Role.UNKNOWN, f"{belongs} is a state of which nothing here says that it takes part"
    if happening.unknown:
        who = f"“{happening.unknown}”, named as perpetrator, is no actor that is known"
        return Role.UNKNOWN, f"{belongs} is {_A[party.kind]}; {who}"
    what = "not accused here" if happening.accused else "and nobody is accused here"
    return Role.OTHER_PARTY, f"{belongs} is {_A[party.kind]}, {what}"


_A = {
    ActorKind.STATE: "a state",
    ActorKind.FORCE: "a force",
    ActorKind.ARMED_GROUP: "an armed group",
    ActorKind.DOCUMENTER: "one who documents",
    ActorKind.INTERGOVERNMENTAL: "a body of several states",
    ActorKind.MEDIA: "a news outlet",
    ActorKind.HUMANITARIAN: "a relief organisation",
    ActorKind.OFFICIAL: "an official body",
    ActorKind.PERSON: "a person",
    ActorKind.COMMUNITY: "a community",
}


def _accused(known: Actor, accused: Iterable[Actor], actor: Known) -> str:
    """Return why an origin is among the accused; empty if it is not."""
    owners = {one.id: one for one in _owners(known, actor)}
    own = {one.id: one for one in _acts_for(known, actor) if one.kind in _PARTIES}
    for one in accused:
        if one.id == known.id:
            return "it is named as perpetrator"
        if one.id in owners:
            return f"it belongs to {one.name}, named as perpetrator"
        for owner in _acts_for(one, actor):
            if owner.id == known.id:
                return f"{one.name}, named as perpetrator, belongs to it"
            if owner.id in own:
                return f"it belongs to {owner.name}, as {one.name} does, named as perpetrator"
    return ""


def _own_among(victims: str, known: Actor, actor: Known) -> str:
    """Return whose name stands in the words for armed victims; empty if no one's of its side."""
    for one in _acts_for(known, actor):
        if one.kind in _PARTIES:
            names = (fold(name) for name in (one.name, *one.aliases))
            if any(f" {name} " in victims for name in names if name):
                return one.name
    return ""


def _owners(known: Actor, actor: Known) -> list[Actor]:
    """Return an actor and all that it belongs to, the nearest first."""
    found = [known]
    while found[-1].part_of and len(found) < _DEEPEST:
        owner = actor(found[-1].part_of)
        if owner is None or owner in found:
            break
        found.append(owner)
    return found


def _acts_for(known: Actor, actor: Known) -> list[Actor]:
    """
    Return an actor and whom it acts and speaks for.

    A ministry speaks for its government, an army acts for it. One government does not act
    for the one before it, though both are of one country; nor does a state answer as
    perpetrator for a group of its own will that it backs.
    """
    found: list[Actor] = []
    for one in _owners(known, actor):
        found.append(one)
        if one.kind in _ENDS_HERE:
            break
    return found
