"""What people said that names mean: a table of other names, places that no list has."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from dataclasses import replace as changed

from onrecord.kit.folding import fold
from onrecord.model import Actor, Candidate, Choice, Claim, Decision, Mention, Place

_SURE = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Meanings:
    """
    What standing decisions say about names, places and actors.

    Attributes:
        of_names: Decisions about a name, by the name folded and whether a place is meant.
        instead: By the id that was given up: the decision that says which stays.
        places, actors: Those that people described, by id.
    """

    of_names: Mapping[tuple[str, bool], Decision] = field(default_factory=dict)
    instead: Mapping[str, Decision] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    actors: Mapping[str, Actor] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether nobody said anything about a name."""
        return not self.of_names and not self.instead

    def told(self, claim: Claim) -> Claim:
        """Return a claim whose names mean what people said that they mean."""
        if self.is_empty:
            return claim
        slots = {
            "places": self._all(claim.places, is_place=True),
            "perpetrators": self._all(claim.perpetrators, is_place=False),
            "sources": self._all(claim.sources, is_place=False),
        }
        changes = {slot: held for slot, held in slots.items() if held != getattr(claim, slot)}
        return claim.with_(**changes) if changes else claim

    def _all(self, mentions: tuple[Mention, ...], *, is_place: bool) -> tuple[Mention, ...]:
        return tuple(self._mention(mention, is_place=is_place) for mention in mentions)

    def _mention(self, mention: Mention, *, is_place: bool) -> Mention:
        named = self.of_names.get((fold(mention.name), is_place))
        best = mention.best if named is None else named.target
        kept = self._kept(best) if best else None
        if named is None and kept == mention.best:
            return mention
        why = named or (self.instead[best] if best else None)
        if kept is None or why is None:
            return mention
        first = Candidate(id=kept, score=_SURE, why=f"decided by {why.by}")
        return changed(mention, candidates=(first, *_others(mention, kept)))

    def _kept(self, meant: str) -> str:
        """Return the id that stays, over any number of steps."""
        seen = {meant}
        while (decision := self.instead.get(meant)) and decision.target not in seen:
            meant = decision.target or meant
            seen.add(meant)
        return meant


def meanings(decisions: Iterable[Decision]) -> Meanings:
    """Return what decisions say about names; of two about one name the later holds."""
    of_names: dict[tuple[str, bool], Decision] = {}
    instead: dict[str, Decision] = {}
    places: dict[str, Place] = {}
    actors: dict[str, Actor] = {}
    for decision in decisions:
        if decision.place is not None:
            places[decision.place.id] = decision.place
        if decision.actor is not None:
            actors[decision.actor.id] = decision.actor
        if decision.choice is Choice.NAME:
            of_names[fold(decision.name or ""), not is_actor(decision.target or "")] = decision
        elif decision.choice is Choice.SAME:
            _give_up(instead, decision)
    return Meanings(of_names=of_names, instead=instead, places=places, actors=actors)


def _give_up(instead: dict[str, Decision], decision: Decision) -> None:
    """Note that an id is given up; where that closes a circle, the later decision holds."""
    kept, given_up = decision.target or "", decision.name or ""
    seen: set[str] = set()
    at = kept
    while at not in seen and at in instead:
        seen.add(at)
        at = instead[at].target or ""
    if at == given_up or given_up in seen:
        del instead[kept]
    instead[given_up] = decision


def is_actor(meant: str) -> bool:
    """Whether an id is an actor's, and no place's."""
    return meant.startswith("actor:")


def _others(mention: Mention, kept: str) -> tuple[Candidate, ...]:
    return tuple(candidate for candidate in mention.candidates if candidate.id != kept)
