"""Places named with a province or a district that does not contain them."""

import re
from collections.abc import Iterator

from onrecord.checks.indexed import Indexed
from onrecord.checks.words import located
from onrecord.kit.spelling import skeleton
from onrecord.model import Claim, Incident, Mention, Place, PlaceKind, Problem, Severity

_FINENESS = {
    PlaceKind.SITE: 0,
    PlaceKind.TOWN: 1,
    PlaceKind.DISTRICT: 2,
    PlaceKind.PROVINCE: 3,
    PlaceKind.COUNTRY: 4,
}
_DIVISIONS = frozenset({PlaceKind.DISTRICT, PlaceKind.PROVINCE})
_CLOSE = 30  # characters between a place and what it is said to lie in
_APART = re.compile(
    r"\b(?:and|or|to|from|near|of|between|both|as|while)\b|[.;:!?]|\sو|أو|إلى|من|قرب"
)


def place_outside_parent(told: Indexed) -> Iterator[Problem]:
    """
    Find a place named with a province, district or country that does not contain it.

    "Douma, in Latakia province": either word may be the slip, or another place of that
    name is meant, and the point on the map is wrong (Airwars and UCDP GED place each
    incident inside a division; Codebook 19.1, `adm_1` and `adm_2`). Of a place that is known
    by name only, two reports of one incident that put it in two provinces show it.
    """
    yield from _at_odds(told)
    asked: set[tuple[str, str, str]] = set()
    for claims in told.by_document.values():
        for claim in claims:
            for inner, outer in _nested(told, claim):
                key = (claim.document, inner.name, outer.name)
                if key not in asked and (why := _outside(told, inner, outer)):
                    asked.add(key)
                    yield Problem(
                        code="place-outside-parent",
                        message=f"{located(claim)} places “{inner.name}” in “{outer.name}”: {why}.",
                        where=claim.id,
                        severity=Severity.QUESTION,
                    )


def _at_odds(told: Indexed) -> Iterator[Problem]:
    """Return incidents whose reports put a place of one name in two divisions of one kind."""
    for incident in told.record.incidents:
        found: dict[tuple[str, PlaceKind], tuple[Claim, Mention]] = {}
        asked: set[str] = set()
        members = (told.record.claims.get(name) for name in incident.claim_ids)
        for claim in filter(None, members):
            for mention, kind in _divisions(told, claim):
                bones = skeleton(claim.places[0].name)
                first = found.setdefault((bones, kind), (claim, mention))
                if bones not in asked and _differ(first, (claim, mention)):
                    asked.add(bones)
                    yield _odd(incident, first, (claim, mention))


def _divisions(told: Indexed, claim: Claim) -> Iterator[tuple[Mention, PlaceKind]]:
    """Return the provinces and districts in which a claim's own words put its finest place."""
    for mention in claim.places[1:]:
        place = _place(told, mention)
        if mention.carried is None and place is not None and place.kind in _DIVISIONS:
            yield mention, place.kind


def _differ(first: tuple[Claim, Mention], second: tuple[Claim, Mention]) -> bool:
    if not any(_is_by_name(claim.places[0]) for claim, _ in (first, second)):
        return False  # each is held to the map by itself
    meant = [{candidate.id for candidate in mention.candidates} for _, mention in (first, second)]
    return first[0].document != second[0].document and not meant[0] & meant[1]


def _is_by_name(place: Mention) -> bool:
    return (place.best or "within:").startswith("within:")


def _odd(
    incident: Incident, first: tuple[Claim, Mention], second: tuple[Claim, Mention]
) -> Problem:
    said = [
        f"{located(claim)} places “{claim.places[0].name}” in “{mention.name}”"
        for claim, mention in (first, second)
    ]
    return Problem(
        code="place-outside-parent",
        message=f"{said[0]}, {said[1]}: it cannot lie in both.",
        where=incident.id,
        severity=Severity.QUESTION,
    )


def _nested(told: Indexed, claim: Claim) -> Iterator[tuple[Mention, Mention]]:
    """Return each place with the next, coarser one that it is said to lie in."""
    own = [place for place in claim.places if place.carried is None and place.candidates]
    for at, inner in enumerate(own):
        finer = _place(told, inner)
        for outer in own[at + 1 :]:
            coarser = _place(told, outer)
            if finer is None or coarser is None or not _is_coarser(coarser, finer):
                continue
            if not _may_be_alike(told, inner, coarser) and _side_by_side(told, claim, inner, outer):
                yield inner, outer
            break


def _place(told: Indexed, mention: Mention) -> Place | None:
    return told.record.places.get(mention.best or "")


def _is_coarser(outer: Place, inner: Place) -> bool:
    if outer.kind is PlaceKind.AREA or inner.kind is PlaceKind.AREA:
        return False  # a coast, a valley: nobody knows where it ends
    return _FINENESS[outer.kind] > max(_FINENESS[inner.kind], _FINENESS[PlaceKind.TOWN])


def _may_be_alike(told: Indexed, inner: Mention, outer: Place) -> bool:
    """Whether the finer one may be a division as well: "Homs, Hama" lists two."""
    places = [told.record.places.get(candidate.id) for candidate in inner.candidates]
    return any(place is not None and place.kind is outer.kind for place in places)


def _side_by_side(told: Indexed, claim: Claim, inner: Mention, outer: Mention) -> bool:
    """Whether the words stand one after the other, as a place and its province do."""
    if inner.start is None or outer.start is None or inner.end is None:
        return inner.start is None and outer.start is None  # an import: its order counts
    between = outer.start - inner.end
    text = told.record.text_of(claim.document)
    if not 0 < between <= _CLOSE:
        return False
    return text is None or not _APART.search(text.words(inner.end, outer.start))


def _outside(told: Indexed, inner: Mention, outer: Mention) -> str | None:
    """Return in words why a place is not in another; None if it is or may be."""
    wanted = {candidate.id for candidate in outer.candidates}
    chains = [told.containers(candidate.id) for candidate in inner.candidates]
    if not chains or len(chains[0]) < 2:
        return None
    if (inner.best or "").startswith("within:"):  # it is known by name alone
        return None
    region = told.record.places.get(outer.best or "")
    is_abroad = region is not None and region.country != chains[0][0].country
    if is_abroad and region is not None and region.kind is not PlaceKind.COUNTRY:
        return None  # in another country is another place of the name: this one is not known
    lies = ", ".join(place.name for place in chains[0][1:])
    for chain in chains:
        if wanted & {place.id for place in chain[1:]}:
            if chain is chains[0]:
                return None
            fits = ", ".join(place.name for place in chain)
            return f"the one on the map lies in {lies}; another would fit, {fits}"
    return f"it lies in {lies}, and no other place of that name is known there"
