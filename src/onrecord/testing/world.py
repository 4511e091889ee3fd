"""The map and the shelf that a table's claims refer to: places, documents and actors."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from onrecord.kit.folding import fold
from onrecord.model import Actor, ActorKind, Document, Place, PlaceKind

_PRECISION = {
    PlaceKind.SITE: 1,
    PlaceKind.TOWN: 1,
    PlaceKind.DISTRICT: 3,
    PlaceKind.PROVINCE: 4,
    PlaceKind.AREA: 5,
    PlaceKind.COUNTRY: 6,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """
    Places by id, as a gazetteer would give them.

    Attributes:
        places: By id; `place:dahyan` for Dahyan.
        actors: By id; `actor:snhr` for SNHR.
    """

    places: Mapping[str, Place]
    actors: Mapping[str, Actor]

    def place(self, place_id: str) -> Place | None:
        """Return a place by id; None if it is not on the map."""
        return self.places.get(place_id)

    def actor(self, actor_id: str) -> Actor | None:
        """Return an actor by id; None if unknown."""
        return self.actors.get(actor_id)


def place_id(name: str) -> str:
    """Return the id under which a table's place is known."""
    return f"place:{fold(name)}"


def actor_id(name: str) -> str:
    """Return the id under which a table's actor is known."""
    return f"actor:{fold(name)}"


def world(chains: str = "", actors: str = "") -> World:
    """
    Return a map from lines such as `site Old Market < town Tal Amar < country Syria`.

    Args:
        chains: One place a line, each with what contains it; a kind before each name.
        actors: One actor a line, a kind before the name: `documenter SNHR`.

    >>> tal = world("town Tal Amar < country Syria").place("place:tal amar")
    >>> tal.kind.value, tal.within
    ('town', 'place:syria')
    """
    places: dict[str, Place] = {}
    for line in filter(None, (line.strip() for line in chains.splitlines())):
        _add_chain(places, [part.strip().partition(" ") for part in line.split("<")])
    found: dict[str, Actor] = {}
    for line in filter(None, (line.strip() for line in actors.splitlines())):
        kind, _, name = line.partition(" ")
        found[actor_id(name)] = Actor(id=actor_id(name), name=name, kind=ActorKind(kind))
    return World(places=places, actors=found)


def _add_chain(places: dict[str, Place], chain: list[tuple[str, str, str]]) -> None:
    country = chain[-1][2] if chain[-1][0] == "country" else None
    for position, (kind, _, name) in enumerate(chain):
        within = chain[position + 1][2] if position + 1 < len(chain) else None
        places[place_id(name)] = Place(
            id=place_id(name),
            name=name,
            kind=PlaceKind(kind),
            country=country,
            latitude=None,
            longitude=None,
            within=place_id(within) if within else None,
            precision=_PRECISION[PlaceKind(kind)],
        )


def documents(table: str) -> dict[str, Document]:
    """
    Return documents by name from rows of `name | publisher | day of publication`.

    >>> documents("a.txt | The Courier | 2018-08-10")["a.txt"].publisher
    'The Courier'
    """
    shelf = {}
    for line in filter(None, (line.strip() for line in table.splitlines())):
        name, *rest = (cell.strip() for cell in line.split("|"))
        publisher = rest[0] if rest and rest[0] else None
        published = date.fromisoformat(rest[1]) if len(rest) > 1 and rest[1] else None
        shelf[name] = Document(name=name, publisher=publisher, published=published)
    return shelf
