"""What follows from the claims: incidents, origins, sums, figures, problems. Pure."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from typing import TypeVar

from onrecord import checks, group, reconcile
from onrecord.model import Actor, Claim, Incident, Mention, Names, Place, Problem, Record

Value = TypeVar("Value")


def derived(record: Record, names: Names, tell: Callable[[str], None] = lambda _: None) -> Record:
    """
    Return a record with everything worked out anew from its documents and claims.

    What was derived before is left behind, so the same claims always give the same result.

    Args:
        record: Documents, snapshots, texts, claims, and the problems of reading them.
        names: What the ids of places and actors mean.
        tell: Is called with the name of each step as it begins.
    """
    told = with_named(record, names)
    claims = tuple(told.claims.values())
    tell("grouping claims")
    grouping = group.incidents(claims, told.documents, told.places.get, names.actor)
    tell("tracing origins")
    actor = _actors(told, names)
    origins = reconcile.origins(
        claims,
        told.documents,
        told.texts,
        actor,
        told.places.get,
        named=_by_name(names),
        decisions=told.decisions,
    )
    heard = {name: text for name in told.documents if (text := told.text_of(name)) is not None}
    origins = reconcile.speaking_for_one(
        origins, grouping.incidents, told.claims, told.documents, heard
    )
    tell("adding up")
    voices = reconcile.by_claim(origins)
    tolls = reconcile.timing(claims, voices, told.documents, told.texts)
    made = grouping.incidents
    shelf = told.documents
    whole = replace(
        told,
        incidents=made,
        asides=grouping.asides,
        origins=reconcile.sides(origins, made, told.claims, actor, _countries(told)),
        sums={i.id: reconcile.sums(i, told.claims, voices) for i in made},
        figures={i.id: reconcile.figures(i, told.claims, voices, shelf, tolls) for i in made},
        conflicts=_of_each(reconcile.conflicts, made, told.claims, voices, shelf, tolls),
    )
    tell("checking")
    return replace(whole, problems=each_once((*told.problems, *checks.run(whole))))


def _actors(record: Record, names: Names) -> Callable[[str], Actor | None]:
    return lambda actor_id: record.actors.get(actor_id) or names.actor(actor_id)


def _countries(record: Record) -> Callable[[str], str | None]:
    """Return what gives the country of a place."""

    def country(place_id: str) -> str | None:
        found = record.places.get(place_id)
        return found.country if found else None

    return country


def _by_name(names: Names) -> Callable[[str], Actor | None]:
    """Return what gives the actor that a name as a whole means."""

    def named(name: str) -> Actor | None:
        whole = (0, len(name.strip()))
        found = (n for n in names.find(name.strip()) if n.kind == "actor" and n.candidates)
        meant = next((n.candidates[0].id for n in found if (n.start, n.end) == whole), None)
        return names.actor(meant) if meant else None

    return named


def with_bounds(record: Record, only: Collection[str] | None = None) -> Record:
    """
    Return a record with what its claims leave room for, worked out now: nothing of it is stored.

    Args:
        record: As it was loaded.
        only: Ids of the incidents that are wanted; all of them if not given.
    """
    wanted = [i for i in record.incidents if only is None or i.id in only]
    known = _known(record)
    return replace(
        record,
        conflicts=_of_each(reconcile.conflicts, wanted, *known),
        bounds=_of_each(reconcile.bounds_of, wanted, *known),
    )


def with_conflicts(record: Record) -> Record:
    """Return a record with the claims of one voice that cannot all be right."""
    found = _of_each(reconcile.conflicts, record.incidents, *_known(record))
    return replace(record, conflicts=found)


def _known(record: Record) -> tuple[object, ...]:
    voices = reconcile.by_claim(record.origins)
    tolls = reconcile.timing(record.claims.values(), voices, record.documents, record.texts)
    return record.claims, voices, record.documents, tolls


def _of_each(
    ask: Callable[..., tuple[Value, ...]], incidents: Iterable[Incident], *known: object
) -> dict[str, tuple[Value, ...]]:
    """Return what is found of each incident, without those of which nothing is."""
    return {one.id: found for one in incidents if (found := ask(one, *known))}


def with_named(record: Record, names: Names) -> Record:
    """Return a record with the places and actors that some mention may mean."""
    wanted = dict.fromkeys(_candidates(record.claims.values()))
    places: dict[str, Place] = {}
    actors: dict[str, Actor] = {}
    for candidate in wanted:
        place = names.place(candidate) or record.places.get(candidate)  # an import told it
        if place is not None:
            places[candidate] = place
            continue
        actor = names.actor(candidate) or record.actors.get(candidate)
        if actor is not None:
            actors[candidate] = actor
    _add_parents(places, names)
    _add_wholes(actors, names)
    return replace(record, places=places, actors=actors)


def each_once(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems without those that say the same of the same place."""
    return tuple({problem.id: problem for problem in problems}.values())


def _add_parents(places: dict[str, Place], names: Names) -> None:
    """Add what contains each place, so that a page can say `Baniyas, Tartus, Syria`."""
    waiting = [place.within for place in places.values()]
    while waiting:
        parent = waiting.pop()
        if parent is None or parent in places:
            continue
        found = names.place(parent)
        if found is not None:
            places[parent] = found
            waiting.append(found.within)


def _add_wholes(actors: dict[str, Actor], names: Names) -> None:
    """Add what each actor is part of: a ministry and an air force may be of one state."""
    waiting = [actor.part_of for actor in actors.values()]
    while waiting:
        whole = waiting.pop()
        if whole is None or whole in actors:
            continue
        found = names.actor(whole)
        if found is not None:
            actors[whole] = found
            waiting.append(found.part_of)


def _candidates(claims: Iterable[Claim]) -> Iterable[str]:
    for claim in claims:
        for slot in (claim.places, claim.perpetrators, claim.sources):
            yield from _ids(slot)


def _ids(mentions: Iterable[Mention]) -> Iterable[str]:
    for mention in mentions:
        for candidate in mention.candidates:
            yield candidate.id
