"""What follows from the claims: incidents, origins, sums, figures, problems. Pure."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from onrecord import checks, group, reconcile
from onrecord.model import (
    Actor,
    Claim,
    Document,
    Incident,
    Mention,
    Names,
    Origin,
    Place,
    Problem,
    Record,
    standing,
)

Value = TypeVar("Value")


def derived(record: Record, names: Names, tell: Callable[[str], None] = lambda _: None) -> Record:
    """
    Return a record with everything worked out anew from its documents and claims.

    What was derived before is left behind, but for the ids that incidents were given: so
    the same claims, decisions and ids always give the same result.

    Args:
        record: Documents, snapshots, texts, claims, the problems of reading them, what
            people decided, and the ids given before.
        names: What the ids of places and actors mean.
        tell: Is called with the name of each step as it begins.
    """
    whole = worked_out(record, names, tell)
    tell("checking")
    return replace(whole, problems=each_once((*whole.problems, *found_in(whole))))


def worked_out(
    record: Record,
    names: Names,
    tell: Callable[[str], None] = lambda _: None,
    *,
    with_conflicts: bool = True,
) -> Record:
    """
    Return a record with all but what checks find worked out anew; else as `derived`.

    Conflicts, which claims of one voice cannot all be right, are a quarter of the work; nothing
    else that is worked out hangs on them.
    """
    told = with_named(record, names)
    claims = tuple(told.claims.values())
    tell("grouping claims")
    decided = standing(told.decisions)
    grouping = group.incidents(
        claims, told.documents, told.places.get, names.actor, decided, told.given
    )
    tell("tracing origins")
    actor, named = _actors(told, names), _by_name(names)
    origins = reconcile.origins(
        claims,
        told.documents,
        told.texts,
        actor,
        told.places.get,
        named=named,
        decisions=told.decisions,
    )
    heard = {name: text for name in told.documents if (text := told.text_of(name)) is not None}
    origins = reconcile.speaking_for_one(
        origins,
        grouping.incidents,
        told.claims,
        told.documents,
        heard,
        actor,
        named=named,
        is_place=_places(names),
    )
    tell("adding up")
    known = _known(replace(told, origins=origins))
    _, voices, _, _ = known
    made = grouping.incidents
    return replace(
        told,
        incidents=made,
        asides=grouping.asides,
        origins=reconcile.sides(origins, made, told.claims, actor, _countries(told)),
        sums={i.id: reconcile.sums(i, told.claims, voices) for i in made},
        figures={i.id: reconcile.figures(i, *known) for i in made},
        conflicts=_of_each(reconcile.conflicts, made, *known) if with_conflicts else {},
        given=grouping.given,
    )


def found_in(record: Record) -> tuple[Problem, ...]:
    """Return what the checks find in a record, and the decisions that contradict each other."""
    return (*group.overruled(standing(record.decisions), list(record.claims)), *checks.run(record))


def _actors(record: Record, names: Names) -> Callable[[str], Actor | None]:
    return lambda actor_id: record.actors.get(actor_id) or names.actor(actor_id)


def _countries(record: Record) -> Callable[[str], str | None]:
    """Return what gives the country of a place."""

    def country(place_id: str) -> str | None:
        found = record.places.get(place_id)
        return found.country if found else None

    return country


def _places(names: Names) -> Callable[[str], bool]:
    """Return what tells whether a name as a whole is a place's."""

    def is_place(name: str) -> bool:
        whole = (0, len(name.strip()))
        found = names.find(name.strip())
        return any(n.kind == "place" and (n.start, n.end) == whole for n in found)

    return is_place


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


def _known(
    record: Record,
) -> tuple[Mapping[str, Claim], Mapping[str, Origin], Mapping[str, Document], reconcile.Timing]:
    """Return what figures, sums and conflicts of each incident are worked out from."""
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
    # What contains a place, so that a page can say `Baniyas, Tartus, Syria`; what an actor is
    # part of: a ministry and an air force may be of one state.
    _add_above(places, names.place, lambda place: place.within)
    _add_above(actors, names.actor, lambda actor: actor.part_of)
    return replace(record, places=places, actors=actors)


def each_once(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems without those that say the same of the same place."""
    return tuple({problem.id: problem for problem in problems}.values())


def _add_above(
    known: dict[str, Value],
    find: Callable[[str], Value | None],
    above: Callable[[Value], str | None],
) -> None:
    """Add what lies above each thing that is known, and above that, as far as it is found."""
    waiting = [above(one) for one in known.values()]
    while waiting:
        name = waiting.pop()
        if name is None or name in known:
            continue
        found = find(name)
        if found is not None:
            known[name] = found
            waiting.append(above(found))


def _candidates(claims: Iterable[Claim]) -> Iterable[str]:
    for claim in claims:
        for slot in (claim.places, claim.perpetrators, claim.sources):
            yield from _ids(slot)


def _ids(mentions: Iterable[Mention]) -> Iterable[str]:
    for mention in mentions:
        for candidate in mention.candidates:
            yield candidate.id
