"""What is explored: every incident, or every claim, with all that it is found by."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

from onrecord.kit.folding import fold
from onrecord.model import Claim, Incident, Mention, Outcome, Place, PlaceKind, Record, When
from onrecord.workflow.desk.exploring.bits import Bits, all_of, bits_of, by_value
from onrecord.workflow.desk.view import View

Kind = Literal["incidents", "claims"]
FACETS = ("country", "province", "town", "perpetrator", "victims", "outcome", "origins")
UNTOLD = "-"  # the choice of what is not told, or is on no map
MANY_ORIGINS = 3  # so many and more are one choice
_DEEPEST = 12
_COUNTRY = 6  # UCDP where_prec: a country; 7 a sea
_TOWNS = frozenset({PlaceKind.TOWN, PlaceKind.SITE, PlaceKind.DISTRICT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """
    One incident or claim.

    Attributes:
        id: Its id.
        claim_ids: The claims in it; a claim's own id.
        when: When it happened; None if no one tells.
        place_names: The places to show, the finest first.
        place_ids: Ids of its places and all that they lie in.
        perpetrators: Ids of actors, or folded names where nobody knows whose.
        victims, outcomes: Codes.
        origins: How many independent voices its figures rest on.
        killed, injured: The fewest and the most; None where not told or open.
        mark: The place by which it is drawn, and whether it is wider than the one that is
            named; None if none can be.
    """

    id: str
    claim_ids: tuple[str, ...]
    when: When | None
    place_names: tuple[str, ...]
    place_ids: tuple[str, ...]
    perpetrators: tuple[str, ...]
    victims: tuple[str, ...]
    outcomes: tuple[str, ...]
    origins: int
    killed: tuple[float | None, float | None]
    injured: tuple[float | None, float | None]
    mark: tuple[str, bool] | None


@dataclass(frozen=True, kw_only=True)
class Things:
    """
    Everything of one kind in a record, in the record's order.

    Attributes:
        of: What kind.
        row: The things.
        names: What to call each value of a facet that is an id.
        kinds: Of which facet each place is a choice.
    """

    of: Kind
    row: tuple[Thing, ...]
    names: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str | None] = field(default_factory=dict)

    @property
    def all(self) -> Bits:
        """The set of all of them."""
        return all_of(len(self.row))

    @cached_property
    def having(self) -> Mapping[str, Mapping[str, Bits]]:
        """By facet and value, the things that have it."""
        places = by_value([one.place_ids or (UNTOLD,) for one in self.row])
        untold = {UNTOLD: places[UNTOLD]} if UNTOLD in places else {}
        found: dict[str, Mapping[str, Bits]] = {"place": places}
        for facet in ("country", "province", "town"):
            found[facet] = {p: b for p, b in places.items() if self.kinds.get(p) == facet}
        found["country"] = {**found["country"], **untold}
        for facet, values in _OTHERS.items():
            found[facet] = by_value([values(one) for one in self.row])
        return found

    @cached_property
    def days(self) -> tuple[tuple[int, int] | None, ...]:
        """First and last day of each as numbers; an open end is as the other; None if undated."""
        return tuple(_days(one.when) for one in self.row)

    @cached_property
    def undated(self) -> Bits:
        """The set of those that tell no time."""
        return bits_of((n for n, days in enumerate(self.days) if days is None), len(self.row))

    @cached_property
    def killed(self) -> tuple[tuple[float, float] | None, ...]:
        """The fewest and the most killed of each; None where no number is told."""
        return tuple(_range(one.killed) for one in self.row)

    @cached_property
    def by_day(self) -> tuple[tuple[int, int], ...]:
        """The first day of each that is dated with its place in the row, in order of days."""
        return tuple(sorted((days[0], n) for n, days in enumerate(self.days) if days))

    @cached_property
    def orders(self) -> Mapping[str, tuple[int, ...]]:
        """Places in the row in other orders than the record's."""
        return {
            name: tuple(sorted(range(len(self.row)), key=self._by(rank)))
            for name, rank in _RANKS.items()
        }

    def _by(self, rank: Callable[[Thing], float]) -> Callable[[int], tuple[float, int]]:
        return lambda n: (rank(self.row[n]), n)

    @cached_property
    def at(self) -> Mapping[str, int]:
        """The place of each in the row, by the id of each claim in it."""
        return {claim: n for n, one in enumerate(self.row) for claim in one.claim_ids}


def things(view: View, of: Kind) -> Things:
    """Return what is explored, worked out once for as long as nothing changes it."""
    return view.index.once(("explored", of), lambda: _made(view, of))


def _made(view: View, of: Kind) -> Things:
    record = view.record
    make = _Making(view)
    if of == "incidents":
        row = tuple(map(make.incident, record.incidents))
    else:
        row = tuple(map(make.claim, record.claims.values()))
    kinds = {place_id: kind_of(place) for place_id, place in record.places.items()}
    return Things(of=of, row=row, names=make.names, kinds=kinds)


class _Making:
    """Makes things of a record's incidents and claims, each place and name looked up once."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._record: Record = view.record
        self._chains: dict[str, tuple[str, ...]] = {}
        self.names: dict[str, str] = {p.id: p.name for p in self._record.places.values()}
        self.names.update({a.id: a.name for a in self._record.actors.values()})

    def incident(self, incident: Incident) -> Thing:
        """Return an incident."""
        record = self._record
        inside = [record.claims[c] for c in incident.claim_ids if c in record.claims]
        figures = record.figures.get(incident.id, ())
        used = {c for made in figures for c in made.used} or set(incident.claim_ids)
        telling = [claim for claim in inside if claim.id in used] or inside
        origins = {o.id for c in used if (o := self._view.index.origin_of.get(c))}
        by_outcome = {made.outcome: (made.minimum, made.maximum) for made in figures}
        return Thing(
            id=incident.id,
            claim_ids=incident.claim_ids,
            when=incident.when,
            place_names=incident.place_names,
            place_ids=self._around(incident.place_ids),
            perpetrators=self._actors(m for claim in telling for m in claim.perpetrators),
            victims=_once(claim.victim_class.value for claim in telling),
            outcomes=_once(claim.outcome.value for claim in telling),
            origins=len(origins),
            killed=by_outcome.get(Outcome.KILLED, (None, None)),
            injured=by_outcome.get(Outcome.INJURED, (None, None)),
            mark=self._mark(incident.place_ids),
        )

    def claim(self, claim: Claim) -> Thing:
        """Return a claim."""
        ids = tuple(m.best for m in claim.places if m.best)
        count = (claim.count.low, claim.count.high)
        untold = (None, None)
        return Thing(
            id=claim.id,
            claim_ids=(claim.id,),
            when=claim.when,
            place_names=tuple(m.name for m in claim.places),
            place_ids=self._around(ids),
            perpetrators=self._actors(claim.perpetrators),
            victims=(claim.victim_class.value,),
            outcomes=(claim.outcome.value,),
            origins=int(claim.id in self._view.index.origin_of),
            killed=count if claim.outcome is Outcome.KILLED else untold,
            injured=count if claim.outcome is Outcome.INJURED else untold,
            mark=self._mark(ids),
        )

    def _actors(self, mentions: Iterable[Mention]) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for mention in mentions:
            key = mention.best or fold(mention.name)
            self.names.setdefault(key, mention.name)
            found[key] = None
        return tuple(found)

    def _around(self, ids: Iterable[str]) -> tuple[str, ...]:
        return _once(one for place_id in ids for one in self._chain(place_id))

    def _chain(self, place_id: str) -> tuple[str, ...]:
        """Return a place and all that it lies in, outwards."""
        if place_id not in self._chains:
            self._chains[place_id] = tuple(p.id for p in outwards(place_id, self._record.places))
        return self._chains[place_id]

    def _mark(self, ids: Sequence[str]) -> tuple[str, bool] | None:
        """Return the finest place that can be drawn, a country never: it is no place to mark."""
        for depth, place_id in enumerate(ids):
            for climbs, one in enumerate(self._chain(place_id)):
                place = self._record.places[one]
                if place.latitude is not None and not is_country(place):
                    return one, bool(depth or climbs)
        return None


def is_country(place: Place) -> bool:
    """Whether a place is as wide as a country, or a sea."""
    return place.kind is PlaceKind.COUNTRY or place.precision >= _COUNTRY


def outwards(place_id: str | None, places: Mapping[str, Place]) -> tuple[Place, ...]:
    """Return a place and what it lies in, the country last."""
    chain: list[Place] = []
    while place_id and len(chain) < _DEEPEST:
        place = places.get(place_id)
        if place is None or place in chain:
            break
        chain.append(place)
        place_id = place.within
    country = next((f"country:{p.country}" for p in chain if p.country), None)
    if country is not None and country in places and places[country] not in chain:
        chain.append(places[country])
    return tuple(chain)


def kind_of(place: Place) -> str | None:
    """Return the facet that a place is a choice of; None for one that is between them."""
    if place.kind in _TOWNS:
        return "town"
    return {PlaceKind.COUNTRY: "country", PlaceKind.PROVINCE: "province"}.get(place.kind)


_OTHERS: Mapping[str, Callable[[Thing], Iterable[str]]] = {
    "perpetrator": lambda one: one.perpetrators or (UNTOLD,),
    "victims": lambda one: one.victims,
    "outcome": lambda one: one.outcomes,
    "origins": lambda one: (str(min(one.origins, MANY_ORIGINS)),),
}


_RANKS: Mapping[str, Callable[[Thing], float]] = {
    "latest": lambda one: -max(_days(one.when) or (0, 0)),
    "killed": lambda one: -max((n for n in one.killed if n is not None), default=-1),
    "origins": lambda one: -one.origins,
}


def _range(told: tuple[float | None, float | None]) -> tuple[float, float] | None:
    low, high = told
    if low is None and high is None:
        return None
    low = low if low is not None else 0
    return low, high if high is not None else low


def _days(when: When | None) -> tuple[int, int] | None:
    if when is None:
        return None
    first: date | None = when.earliest or when.latest
    last = when.latest or when.earliest
    return (first.toordinal(), last.toordinal()) if first and last else None


def _once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
