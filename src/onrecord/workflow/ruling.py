"""What the field's rulebooks make of an incident of a record."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.model import (
    Actor,
    Claim,
    Document,
    Incident,
    Origin,
    Place,
    Record,
    Ruling,
    Stance,
)
from onrecord.reconcile import Timing, by_claim, rulebooks, timing
from onrecord.resolve import names

Ruler = Callable[[Incident, Mapping[str, Claim]], tuple[Ruling, ...]]
RULEBOOKS: tuple[str, ...] = tuple(rulebooks.RULEBOOKS)


def rulings(
    record: Record, incident: Incident, wanted: Sequence[str] = RULEBOOKS
) -> tuple[Ruling, ...]:
    """
    Return what rulebooks make of one incident, in the order in which they are wanted.

    Args:
        record: The whole record: a denial may stand outside the incident.
        incident: One of the record's.
        wanted: Names of rulebooks.
    """
    told = evidence(record, incident)
    return tuple(rulebooks.ruling(name, told) for name in wanted)


def evidence(record: Record, incident: Incident) -> rulebooks.Evidence:
    """Return an incident with all that a rulebook may look at."""
    voices = by_claim(record.origins)
    return rulebooks.Evidence(
        incident=incident,
        claims=record.claims,
        voices=voices,
        documents=record.documents,
        place=record.places.get,
        actor=_actors(record),
        timing=timing(record.claims.values(), voices, record.documents, record.texts),
    )


def _actors(record: Record) -> Callable[[str], Actor | None]:
    """Return where actors are looked up: those that a record names, and whom they belong to."""

    def find(actor_id: str) -> Actor | None:
        return record.actors.get(actor_id) or names().actor(actor_id)

    return find


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """
    Gives the rulings of incidents: all that rulebooks go by whichever the incident, made once.

    Attributes:
        rulebooks: Names of rulebooks.
        denied: Claims that deny, by id: of what stands outside an incident rulebooks look at
            these alone.
        voices, documents: As in `rulebooks.Evidence`, of all claims that will be asked about.
        places, actors: As in `Record`.
        timing: Of the whole record.
    """

    rulebooks: tuple[str, ...]
    denied: Mapping[str, Claim]
    voices: Mapping[str, Origin]
    documents: Mapping[str, Document]
    places: Mapping[str, Place]
    actors: Mapping[str, Actor]
    timing: Timing = field(repr=False)

    def __call__(self, one: Incident, claims: Mapping[str, Claim]) -> tuple[Ruling, ...]:
        """Return what the rulebooks make of an incident and its claims, as they are given."""
        told = rulebooks.Evidence(
            incident=one,
            claims={**self.denied, **claims},
            voices=self.voices,
            documents=self.documents,
            place=self._place,
            actor=self._actor,
            timing=self.timing,
        )
        return tuple(rulebooks.ruling(name, told) for name in self.rulebooks)

    def _place(self, place_id: str) -> Place | None:
        return self.places.get(place_id) or names().place(place_id)

    def _actor(self, actor_id: str) -> Actor | None:
        return self.actors.get(actor_id) or names().actor(actor_id)


def grounds(record: Record, wanted: Sequence[str]) -> Grounds:
    """Return what gives the rulings of a record's incidents by some rulebooks."""
    voices = by_claim(record.origins)
    return Grounds(
        rulebooks=tuple(wanted),
        denied={i: one for i, one in record.claims.items() if one.stance is Stance.DENIED},
        voices=voices,
        documents=record.documents,
        places=record.places,
        actors=record.actors,
        timing=timing(record.claims.values(), voices, record.documents, record.texts),
    )
