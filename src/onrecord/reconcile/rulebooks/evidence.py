"""What a rulebook is given: an incident, its claims, and what is known about them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from onrecord.kit.folding import fold
from onrecord.model import Actor, Claim, Document, Incident, Mention, Origin, Place
from onrecord.reconcile.timing import Timing


def _no_place(_place_id: str) -> Place | None:
    return None


def _no_actor(_actor_id: str) -> Actor | None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """
    An incident with everything that a rulebook may look at.

    Attributes:
        incident: Whose members are weighed.
        claims: All claims of the record, by id: denials stand outside the incident.
        voices: Each claim's origin, by the claim's id.
        documents: By name, for their days of publication.
        place, actor: Give a place or an actor by id; None if unknown.
        timing: Which claims are no plain toll, and which were taken back.
    """

    incident: Incident
    claims: Mapping[str, Claim]
    voices: Mapping[str, Origin]
    documents: Mapping[str, Document] = field(default_factory=dict)
    place: Callable[[str], Place | None] = _no_place
    actor: Callable[[str], Actor | None] = _no_actor
    timing: Timing = field(default_factory=Timing)

    @property
    def members(self) -> list[Claim]:
        """The incident's claims, in order."""
        return [self.claims[i] for i in self.incident.claim_ids if i in self.claims]

    def origin(self, claim: Claim) -> Origin | None:
        """Return who first said it; None if it was not traced."""
        return self.voices.get(claim.id)

    def published(self, claim: Claim) -> date | None:
        """Return the day of a claim's document; None if undated."""
        document = self.documents.get(claim.document)
        return document.published if document else None

    def kin(self, actor_id: str | None) -> Iterator[Actor]:
        """Yield an actor and what it belongs to, nearest first."""
        seen: set[str] = set()
        while actor_id and actor_id not in seen:
            seen.add(actor_id)
            actor = self.actor(actor_id)
            if actor is None:
                return
            yield actor
            actor_id = actor.part_of

    def are_one(self, first: str | None, second: str | None) -> bool:
        """Return whether two actors are one, or one of them belongs to the other."""
        if not first or not second:
            return False
        above = {actor.id for actor in self.kin(first)} | {first}
        below = {actor.id for actor in self.kin(second)} | {second}
        return first in below or second in above

    def is_of(self, origin: Origin | None, mention: Mention) -> bool:
        """Return whether an origin is the actor of a mention, or speaks for it."""
        if origin is None:
            return False
        is_namesake = fold(origin.name) == fold(mention.name)
        return is_namesake or self.are_one(origin.actor_id, mention.best)

    def independent(self, origins: list[Origin]) -> list[Origin]:
        """
        Return origins of which none is, or belongs to, another.

        A command and its ministry are one voice, however often each is quoted.
        """
        found: list[Origin] = []
        for origin in origins:
            is_new = all(
                origin.id != other.id and not self.are_one(origin.actor_id, other.actor_id)
                for other in found
            )
            if is_new:
                found.append(origin)
        return found
