"""Where it was, in the codes of UCDP and ACLED: the most exact that reports agree on."""

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.kit.folding import fold
from onrecord.model import Claim, Mention, Place, PlaceKind
from onrecord.reconcile.rulebooks.evidence import Evidence

_RULE_OF = {
    1: "where-exact",
    2: "where-near",
    3: "where-adm2",
    4: "where-adm1",
    5: "where-fuzzy",
    6: "where-country",
    7: "where-sea",
}
_LOCAL = 3  # a district or finer


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """
    A place with the code for how exactly it is known.

    Attributes:
        place: The place that is coded; None if none is known.
        precision: UCDP GED `where_prec`, 1 to 7; None if no place is known.
        text: The place's name as reports give it: a quarter keeps its own.
        why: How it came about.
        rules: Short names of the rules that made it.
    """

    place: Place | None = None
    precision: int | None = None
    text: str | None = None
    why: str = "no report names a place that is known"
    rules: tuple[str, ...] = ()

    @property
    def name(self) -> str | None:
        """The coded place's name; as reports write it where no gazetteer has it."""
        if self.place is None:
            return None
        return self.text if self.place.id.startswith("within:") else self.place.name


def whereabouts(evidence: Evidence, claims: Sequence[Claim]) -> Whereabouts:
    """
    Return where an incident was, by the rules of the UCDP GED Codebook 19.1, where_prec.

    What the incident is known by is coded, a quarter as its town. A name that town and
    province share goes to the province, and so does a place on which different voices
    differ.

    Args:
        evidence: The incident and the places.
        claims: The claims that are used: where they differ, the wider place is coded.
    """
    incident = evidence.incident
    known = [place for i in incident.place_ids if (place := evidence.place(i))]
    if not known:
        return Whereabouts(text=next(iter(incident.place_names), None))
    found = known[0]
    text = incident.place_names[0] if incident.place_names else found.name
    shared = _shared_name(evidence, claims, found)
    if shared is not None:
        why = f"{found.name} is a town and a province, and no report says which"
        return _coded(shared, text, why, "same-name-is-the-highest")
    unit = _town_of(evidence, found)
    apart = _elsewhere(evidence, claims, unit)
    if apart:
        return _wider(evidence, unit, apart, text)
    if unit.id != found.id:
        return _coded(unit, text, f"{text} is in {unit.name}", "quarter-is-its-town")
    return _coded(found, text, f"reports name {text}")


def _coded(place: Place, text: str, why: str, *rules: str) -> Whereabouts:
    shaped = (*rules, _RULE_OF[place.precision])
    return Whereabouts(place=place, precision=place.precision, text=text, why=why, rules=shaped)


def _town_of(evidence: Evidence, place: Place) -> Place:
    """Return the town that a site or a quarter lies in; the place itself otherwise."""
    if place.kind is not PlaceKind.SITE:
        return place
    parent = evidence.place(place.within) if place.within else None
    return parent if parent is not None and parent.kind is PlaceKind.TOWN else place


def _shared_name(evidence: Evidence, claims: Sequence[Claim], found: Place) -> Place | None:
    """Return the province that has a town's name, where no report says which is meant."""
    mentions = [m for claim in claims for m in claim.places if m.best == found.id]
    if found.kind is not PlaceKind.TOWN or not mentions:
        return None
    provinces = [_province_named_alike(evidence, mention) for mention in mentions]
    return provinces[0] if all(provinces) else None


def _province_named_alike(evidence: Evidence, mention: Mention) -> Place | None:
    first = mention.candidates[0]
    if "called a " in first.why or "the text puts it" in first.why:  # "the city of", "X, Iraq"
        return None
    for candidate in mention.candidates[1:]:
        place = evidence.place(candidate.id)
        if place and place.kind is PlaceKind.PROVINCE and fold(place.name) == fold(mention.name):
            return place
    return None


def _elsewhere(evidence: Evidence, claims: Sequence[Claim], unit: Place) -> list[Place]:
    """Return towns and districts that other voices put it in, and that are not the unit."""
    if unit.precision > _LOCAL:
        return []
    told: dict[str, set[str]] = {}
    places: dict[str, Place] = {}
    for claim in claims:
        place = evidence.place(claim.places[0].best or "") if claim.places else None
        if place is None:
            continue
        town = _town_of(evidence, place)
        origin = evidence.origin(claim)
        places[town.id] = town
        told.setdefault(town.id, set()).add(origin.id if origin else "")
    here = {i for i, place in places.items() if _is_with(evidence, place, unit)}
    speakers = {origin for i in here for origin in told[i]}
    return [
        place
        for i, place in places.items()
        if i not in here and place.precision <= _LOCAL and told[i] - speakers
    ]


def _is_with(evidence: Evidence, place: Place, unit: Place) -> bool:
    """Whether one of two places is or holds the other."""
    return place.id in _chain(evidence, unit) or unit.id in _chain(evidence, place)


def _chain(evidence: Evidence, place: Place) -> list[str]:
    found: list[str] = []
    step: Place | None = place
    while step is not None and step.id not in found:
        found.append(step.id)
        step = evidence.place(step.within) if step.within else None
    return found


def _wider(evidence: Evidence, unit: Place, apart: Sequence[Place], text: str) -> Whereabouts:
    """Return the smallest division that holds places on which voices differ."""
    names = ", ".join(place.name for place in (unit, *apart))
    others = [_chain(evidence, place) for place in apart]
    for place_id in _chain(evidence, unit)[1:]:
        holder = evidence.place(place_id)
        if holder and all(place_id in chain for chain in others):
            why = f"voices differ: {names}; {holder.name} holds them"
            return _coded(holder, text, why, "places-differ")
    return Whereabouts(text=text, why=f"voices differ: {names}", rules=("places-differ",))


def several_places(evidence: Evidence, claim: Claim) -> list[Place]:
    """Return the places, none inside another, to which one claim puts its one total."""
    found: list[Place] = []
    for mention in claim.places:
        place = evidence.place(mention.best or "")
        if place is None or place.precision > _LOCAL:
            continue
        if not any(_is_with(evidence, place, other) for other in found):
            found.append(place)
    return found if len(found) > 1 else []
