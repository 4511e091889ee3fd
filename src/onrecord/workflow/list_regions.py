"""Places as lists write them → the provinces that they lie in."""

from collections import Counter
from collections.abc import Iterable, Mapping

from onrecord.model import Place, PlaceKind
from onrecord.resolve import names

_FAR_LARGER = 10  # times the people of any other place of the name


def regions(written: Iterable[str]) -> Mapping[str, str]:
    """
    Return the province of each place, by the place as it is written.

    A list is of one country more often than not: of a name that several countries have, the
    place in the country that most of the list's places may lie in is meant. A place that no
    gazetteer has, or that may lie in two provinces of that country without one of them being far
    larger, has no line: the province is unknown, and imputed or told of like other unknowns.
    """
    meant = {words: names().atlas.places_named(words) for words in sorted(set(written))}
    countries = Counter(
        country for places in meant.values() for country in {place.country for place in places}
    )
    countries.pop(None, None)
    if not countries:
        return {}
    home = max(sorted(code for code in countries if code), key=lambda code: countries[code])
    found = {}
    for words, places in meant.items():
        province = _of_all([place for place in places if place.country == home])
        if province:
            found[words] = province
    return found


def _of_all(places: Iterable[Place]) -> str | None:
    """Return the province in which places lie; of several that of one far larger than others."""
    most: dict[str, int] = {}
    for place in places:
        name = _province(place)
        if name:
            most[name] = max(most.get(name, 0), place.population)
    if not most:
        return None
    first, *others = sorted(most, key=lambda name: (-most[name], name))
    if any(most[first] < _FAR_LARGER * max(most[one], 1) for one in others):
        return None
    return first


def _province(place: Place) -> str | None:
    """Return the name of the province that a place is or lies in; None if that is not known."""
    seen: set[str] = set()
    now: Place | None = place
    while now is not None and now.id not in seen:
        if now.kind is PlaceKind.PROVINCE:
            return now.name
        seen.add(now.id)
        now = names().place(now.within) if now.within else None
    return None
