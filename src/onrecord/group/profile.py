"""What grouping looks at in a claim: when, where, by whom, how many; prepared once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from onrecord.kit.folding import fold
from onrecord.model import (
    Actor,
    Claim,
    Document,
    Measure,
    Mention,
    Outcome,
    Place,
    PlaceKind,
    Qualifier,
    When,
)

# Where a claim stands among all: its document's day and name, then its place in it.
Order = tuple[date, str, int, int, str]

FINENESS = {kind: rank for rank, kind in enumerate(PlaceKind)}  # a site is 0, a country 5
_DEEPEST = 12  # containers followed upwards: no gazetteer nests deeper, a circle would
_OF_THE_DOCUMENT = "the document's"  # how a slot that nothing nearer fills says so
_HARM = {Outcome.KILLED, Outcome.INJURED, Outcome.CASUALTIES}


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """
    Where a claim's finest place lies.

    Attributes:
        name: Its name, folded.
        shown: Its name as written.
        best: The id of what it most likely is; None if nothing known fits.
        may_be: All the ids that it may be.
        kind: None if unresolved.
        around: Ids and folded names of what contains it.
        province, country: Ids of the first-order division and the country around it or
            itself; None if not known.
        is_supposed: Whether it is only the place that the document is mostly about: too
            little to keep two claims apart.
    """

    name: str
    shown: str
    best: str | None
    may_be: frozenset[str]
    kind: PlaceKind | None
    around: frozenset[str]
    province: str | None
    country: str | None
    is_supposed: bool = False

    @property
    def is_region(self) -> bool:
        """Whether it is wider than a district, so that much may happen in it in a day."""
        return self.kind in {PlaceKind.PROVINCE, PlaceKind.AREA, PlaceKind.COUNTRY}


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """
    A claim with what grouping compares.

    Attributes:
        claim: The claim.
        order: Its place among all claims.
        spot: None if no place is told.
        by: Ids of the perpetrators with those they belong to; empty if none is resolved.
        by_names: Their names, folded.
    """

    claim: Claim
    order: Order
    spot: Spot | None
    by: frozenset[str]
    by_names: frozenset[str]

    @property
    def id(self) -> str:
        """The claim's id: worked out once, for making it costs more than comparing."""
        return self.order[-1]

    @property
    def when(self) -> When | None:
        """When it happened, as told."""
        return self.claim.when

    @property
    def tells_place(self) -> bool:
        """Whether its own words name a place; a carried one is only supposed."""
        return any(mention.carried is None for mention in self.claim.places)

    @property
    def is_harm(self) -> bool:
        """Whether it counts people killed or injured: what makes an incident's core."""
        claim = self.claim
        return claim.measure is Measure.PEOPLE and claim.outcome in _HARM and claim.count.is_known

    @property
    def is_people(self) -> bool:
        """Whether it gives a number of people, whatever befell them."""
        return self.claim.measure is Measure.PEOPLE and self.claim.count.is_known

    @property
    def number(self) -> float | None:
        """The number as said; None if it is vague or there is none."""
        count = self.claim.count
        if count.qualifier in {Qualifier.VAGUE, Qualifier.NONE}:
            return None
        return count.low if count.low is not None else count.high


def order_of(claim: Claim, documents: Mapping[str, Document]) -> Order:
    """Return where a claim stands: undated documents come last."""
    document = documents.get(claim.document)
    published = document.published if document else None
    passage = claim.passage
    return (published or date.max, claim.document, passage.start, passage.end, claim.id)


def profile(
    claim: Claim,
    order: Order,
    place: Callable[[str], Place | None],
    actor: Callable[[str], Actor | None],
) -> Profile:
    """Return what grouping compares of a claim."""
    return Profile(
        claim=claim,
        order=order,
        spot=_spot(claim.places, place),
        by=frozenset(_with_those_above(claim.perpetrators, actor)),
        by_names=frozenset(fold(mention.name) for mention in claim.perpetrators),
    )


def _with_those_above(
    mentions: tuple[Mention, ...], actor: Callable[[str], Actor | None]
) -> list[str]:
    found = []
    for mention in mentions:
        current = mention.best
        for _ in range(_DEEPEST):
            if current is None:
                break
            found.append(current)
            known = actor(current)
            current = known.part_of if known else None
    return found


def _spot(mentions: tuple[Mention, ...], place: Callable[[str], Place | None]) -> Spot | None:
    if not mentions:
        return None
    finest = _finest(mentions, place)
    chain = _chain(finest.best, place)
    others = [mention for mention in mentions if mention is not finest]
    around = {item.id for item in chain[1:]} | {fold(item.name) for item in chain[1:]}
    for mention in others:
        if not _is_coarser(mention, chain[0] if chain else None, place):
            continue
        around.add(fold(mention.name))
        around.update(item.id for item in _chain(mention.best, place))
    known = chain or [item for mention in others for item in _chain(mention.best, place)]
    country = next((item.country for item in known if item.country), None)
    if country:
        around.add(f"country:{country}")
    around.discard(finest.best or "")
    return Spot(
        name=fold(finest.name),
        shown=finest.name,
        best=finest.best,
        may_be=frozenset(candidate.id for candidate in finest.candidates),
        kind=chain[0].kind if chain else None,
        around=frozenset(around),
        province=next((item.id for item in known if item.kind is PlaceKind.PROVINCE), None),
        country=country,
        is_supposed=(finest.carried or "").startswith(_OF_THE_DOCUMENT),
    )


def _finest(mentions: tuple[Mention, ...], place: Callable[[str], Place | None]) -> Mention:
    """Return the first mention unless a later one is known to be finer."""

    def fineness(mention: Mention) -> int:
        chain = _chain(mention.best, place)
        return FINENESS[chain[0].kind] if chain else 0

    return min(mentions, key=fineness)


def _is_coarser(
    mention: Mention, finest: Place | None, place: Callable[[str], Place | None]
) -> bool:
    chain = _chain(mention.best, place)
    if not chain or finest is None:
        return True
    return FINENESS[chain[0].kind] > FINENESS[finest.kind]


def _chain(place_id: str | None, place: Callable[[str], Place | None]) -> list[Place]:
    """Return a place and what contains it, outwards."""
    chain: list[Place] = []
    while place_id and len(chain) < _DEEPEST:
        known = place(place_id) or _named_within(place_id)
        if known is None:
            break
        chain.append(known)
        place_id = known.within
    return chain


def _named_within(place_id: str) -> Place | None:
    """Return the place that an id `within:<parent>:<name>` describes by itself."""
    if not place_id.startswith("within:"):
        return None
    parent, _, name = place_id.removeprefix("within:").rpartition(":")
    return Place(
        id=place_id,
        name=name,
        kind=PlaceKind.SITE,
        country=None,
        latitude=None,
        longitude=None,
        within=parent or None,
    )
