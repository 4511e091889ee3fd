"""What the field's rulebooks make of an incident of a record."""

from collections.abc import Callable, Sequence

from onrecord.model import Actor, Incident, Record, Ruling
from onrecord.reconcile import by_claim, rulebooks, timing
from onrecord.resolve import names

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
