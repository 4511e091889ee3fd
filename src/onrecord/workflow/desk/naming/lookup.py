"""What a name may mean: in the record, in the list of places, in the list of actors."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from onrecord import resolve
from onrecord.kit.folding import fold, initials
from onrecord.model import Actor, ActorKind, Place, PlaceKind
from onrecord.workflow.desk.naming.used import NameKind, names
from onrecord.workflow.desk.view import View

_MOST = 20
_MOST_NEARBY = 300
_MOST_COUNTRIES = 3  # in which names that sound alike are looked for
_SHORTEST = 3  # letters of a part of an actor's name that finds it
_WIDE = frozenset({PlaceKind.COUNTRY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """
    Something that a name may mean.

    Attributes:
        id: Its id.
        name: What the list calls it.
        kind: A `PlaceKind` or an `ActorKind`.
        within: What it lies in or belongs to, as words, the nearest first.
        country: Two-letter code; None if it has none or several.
        latitude, longitude: Where it is; None for an actor and where it is not known.
        precision: UCDP `where_prec`; None for an actor.
        population: People; 0 where no one tells.
        claims: How many claims of the record mean it now.
        why: How it was found, a code: `id`, `record`, `name`, `sound`.
    """

    id: str
    name: str
    kind: str
    within: tuple[str, ...]
    country: str | None
    latitude: float | None = None
    longitude: float | None = None
    precision: int | None = None
    population: int = 0
    claims: int = 0
    why: str = "name"


def look_up(
    view: View, words: str, kind: NameKind, *, near: Sequence[str] = ()
) -> tuple[Candidate, ...]:
    """
    Return what a name may mean, the likeliest first.

    Args:
        view: The record.
        words: A name in any script, or an id.
        kind: What is wanted.
        near: Ids that claims take the name for already; they come first.
    """
    wanted = " ".join(words.split())
    if not wanted:
        return ()
    found = _places(view, wanted, near) if kind == "place" else _actors(view, wanted, near)
    each: dict[str, Candidate] = {}
    for one in found:
        each.setdefault(one.id, one)
    order = {"id": 0, "record": 1, "name": 2, "sound": 3}
    ranked = sorted(each.values(), key=lambda c: (order[c.why], -c.claims, -c.population, c.id))
    return tuple(ranked[:_MOST])


def place(view: View, place_id: str) -> Place | None:
    """Return a place by id, as people described it, or else as the list has it."""
    return view.record.places.get(place_id) or resolve.names().place(place_id)


def actor(view: View, actor_id: str) -> Actor | None:
    """Return an actor by id, as people described it, or else as the list has it."""
    return view.record.actors.get(actor_id) or resolve.names().actor(actor_id)


def as_candidate(view: View, meant: str, why: str = "record") -> Candidate | None:
    """Return a place or an actor by id as something that a name may mean; None if unknown."""
    if meant.startswith("actor:"):
        known = actor(view, meant)
        return _of_actor(view, known, why) if known else None
    found = place(view, meant)
    return _of_place(view, found, why) if found else None


def lies_in(view: View, one: Place) -> tuple[Place, ...]:
    """Return what a place lies in, the nearest first."""
    chain: list[Place] = []
    at: Place | None = one
    while at is not None and at.within and len(chain) < 8:
        at = place(view, at.within)
        if at is None or at in chain:
            break
        chain.append(at)
    return tuple(chain)


def nearby(view: View, one: Place | None) -> tuple[Place, ...]:
    """Return the places of the record in one country, by name: what a new place may lie in."""
    places = view.record.places.values()
    country = one.country if one else None
    held = [p for p in places if (country is None or p.country == country) and ":" in p.id]
    held.sort(key=lambda p: (-p.precision, p.name))
    return tuple(p for p in held if not p.id.startswith("within:"))[:_MOST_NEARBY]


def _places(view: View, wanted: str, near: Sequence[str]) -> Iterator[Candidate]:
    atlas = resolve.names().atlas
    exact = place(view, wanted) if ":" in wanted else None
    if exact is not None:
        yield _of_place(view, exact, "id")
    for place_id in near:
        known = place(view, place_id)
        if known is not None:
            yield _of_place(view, known, "record")
    folded = fold(wanted)
    for one in view.record.places.values():
        if fold(one.name) == folded:
            yield _of_place(view, one, "record")
    for one in atlas.places_named(wanted):
        yield _of_place(view, one, "name")
    for country in _countries(view):
        for one in atlas.towns_sounding(wanted, country)[:5]:
            yield _of_place(view, one, "sound")


def _countries(view: View) -> Iterable[str]:
    """Return the countries that most places of the record lie in."""
    return view.index.once("countries named", lambda: _most_named(view))


def _most_named(view: View) -> tuple[str, ...]:
    counted: dict[str, int] = {}
    for meant in names(view).meant.values():
        known = view.record.places.get(meant.id)
        if known is not None and known.country:
            counted[known.country] = counted.get(known.country, 0) + len(meant.claims)
    ranked = sorted(counted, key=lambda code: (-counted[code], code))
    return tuple(ranked[:_MOST_COUNTRIES])


def _actors(view: View, wanted: str, near: Sequence[str]) -> Iterator[Candidate]:
    exact = actor(view, wanted) if wanted.startswith("actor:") else None
    if exact is not None:
        yield _of_actor(view, exact, "id")
    for actor_id in near:
        known = actor(view, actor_id)
        if known is not None:
            yield _of_actor(view, known, "record")
    folded = fold(wanted)
    for one in (*view.record.actors.values(), *resolve.names().roster):
        written = [fold(name) for name in (one.name, *one.aliases)]
        if folded in written:
            yield _of_actor(view, one, "name")
        elif len(folded) >= _SHORTEST and (
            any(folded in name for name in written) or initials(one.name) == folded
        ):
            yield _of_actor(view, one, "sound")


def _of_place(view: View, one: Place, why: str) -> Candidate:
    meant = names(view).meant.get(one.id)
    return Candidate(
        id=one.id,
        name=one.name,
        kind=one.kind.value,
        within=tuple(p.name for p in lies_in(view, one)),
        country=one.country,
        latitude=None if one.kind in _WIDE else one.latitude,
        longitude=None if one.kind in _WIDE else one.longitude,
        precision=one.precision,
        population=one.population,
        claims=len(meant.claims) if meant else 0,
        why=why,
    )


def _of_actor(view: View, one: Actor, why: str) -> Candidate:
    meant = names(view).meant.get(one.id)
    whole = actor(view, one.part_of) if one.part_of else None
    return Candidate(
        id=one.id,
        name=one.name,
        kind=ActorKind(one.kind).value,
        within=(whole.name,) if whole else (),
        country=one.country,
        claims=len(meant.claims) if meant else 0,
        why=why,
    )
