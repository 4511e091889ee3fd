"""What a name may mean, best first, with the reasons in words."""

import math
from collections.abc import Mapping, Sequence

from onrecord.model import Candidate, Place, PlaceKind
from onrecord.resolve.atlas import Atlas, kilometres

_MOST = 5
_NEARBY_KM = 150.0
_FOCUS, _PEOPLE, _NEAR, _NOUN, _SAME = 0.5, 0.2, 0.12, 0.3, 0.1
_DIVISIONS = frozenset(
    "province governorate state oblast department prefecture region محافظة ولاية إقليم ريف".split()
)
_TOWNS = frozenset("town city village port camp district مدينة بلدة قرية مخيم".split())
_MILLIONS = 7.0  # log10 of the largest towns


def ranked(
    atlas: Atlas,
    name: str,
    places: Sequence[Place],
    *,
    focus: Mapping[str, float],
    others: Sequence[Place] = (),
    noun: str | None = None,
    inside: Place | None = None,
) -> tuple[Candidate, ...]:
    """
    Return candidates for a name, best first.

    Args:
        atlas: Where parents are looked up.
        name: The words as written.
        places: All that the name may mean.
        focus: Share of the text that points to each country.
        others: Places of the text that are already certain.
        noun: The noun beside the name ("province", "town"); None if there is none.
        inside: A place that the text says contains it ("X, Iraq"); None if it says none.
    """
    scored = [
        _scored(atlas, name, p, focus=focus, others=others, noun=noun, inside=inside)
        for p in {p.id: p for p in places}.values()
    ]
    scored.sort(key=lambda c: (-c.score, c.id))
    return tuple(scored[:_MOST])


def _scored(
    atlas: Atlas,
    name: str,
    place: Place,
    *,
    focus: Mapping[str, float],
    others: Sequence[Place],
    noun: str | None,
    inside: Place | None,
) -> Candidate:
    why: list[str] = [f"{place.kind} {place.name}"]
    share = focus.get(place.country or "", 0.0)
    score = _FOCUS * share
    if share:
        why.append(f"{share:.0%} of the text's place words point to {_country(atlas, place)}")
    score += _PEOPLE * math.log10(max(place.population, 1)) / _MILLIONS
    if place.population:
        why.append(f"{place.population:,} people")
    if place.kind in {PlaceKind.PROVINCE, PlaceKind.AREA}:
        score += _PEOPLE / 2
    if place.country is None:  # a sea, a region of several countries: the usual meaning
        score += _PEOPLE / 2
    if any(_close(place, other) for other in others):
        score += _NEAR
        why.append("near other places in the text")
    if noun and _noun_fits(noun, place.kind):
        score += _NOUN
        why.append(f"called a {noun}")
    if inside and atlas.within(place, inside.id):
        score += _NOUN
        why.append(f"the text puts it in {inside.name}")
    if name.casefold() == place.name.casefold() and place.kind is PlaceKind.TOWN:
        score += _SAME
    return Candidate(id=place.id, score=round(min(score, 1.0), 3), why="; ".join(why))


def _country(atlas: Atlas, place: Place) -> str:
    country = atlas.countries.get(place.country or "")
    return country.name if country else "it"


def _close(place: Place, other: Place) -> bool:
    if place.id == other.id or place.kind is PlaceKind.COUNTRY:
        return False
    apart = kilometres(place, other)
    return apart is not None and apart < _NEARBY_KM


def _noun_fits(noun: str, kind: PlaceKind) -> bool:
    if noun in _DIVISIONS:
        return kind in {PlaceKind.PROVINCE, PlaceKind.AREA}
    if noun in _TOWNS:
        return kind in {PlaceKind.TOWN, PlaceKind.SITE}
    return kind is PlaceKind.AREA
