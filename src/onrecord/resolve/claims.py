"""Fills in what claims mention: when it was, and which places and actors are meant."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.model import (
    Candidate,
    Claim,
    Document,
    Mention,
    Named,
    Names,
    Place,
    PlaceKind,
    Text,
    When,
)
from onrecord.resolve.atlas import inside_id
from onrecord.resolve.context import context
from onrecord.resolve.telling import days_of, times_told, when_of


def claims(
    found: Sequence[Claim],
    document: Document,
    text: Text,
    names: Names,
    *,
    named: Sequence[Named] | None = None,
) -> tuple[Claim, ...]:
    """
    Return claims with their times resolved and their mentions given candidates.

    What a claim has already stays as it is. Nothing is guessed: words that tell no time
    leave `when` empty, and a name that nothing known fits keeps no candidate, unless a
    known place in the same claim contains it.

    Args:
        found: Claims of one document, in order.
        document: The document, for its day of publication.
        text: Its words, for the days and names that stand before a claim.
        names: What is known by name.
        named: What `names` has found in the text, where that is known already; None to
            look again.
    """
    named = names.find(text.content) if named is None else named
    by_name = candidates_by_name(named)
    published = days_of(document, text)
    told = times_told(named, published, text.content)
    parents = Parents(_near(found, text, named, names), country_of(named, names))
    times = [c.when or when_of(c, published, told, text.content) for c in found]
    return tuple(
        _resolved(claim, when, names, by_name, parents)
        for claim, when in zip(found, times, strict=True)
    )


@dataclass(frozen=True, slots=True)
class Parents:
    """What may hold a place that is on no map."""

    near: Mapping[int, Place]  # by start of the mention, the one town of its paragraph
    country: Place | None  # the country that most of the text's places are in


def _resolved(
    claim: Claim,
    when: When | None,
    names: Names,
    by_name: Mapping[tuple[str, str], tuple[Candidate, ...]],
    parents: Parents,
) -> Claim:
    return claim.with_(
        when=when,
        places=places_of(claim.places, names, by_name, parents),
        perpetrators=tuple(_actor(m, names, by_name) for m in claim.perpetrators),
        sources=tuple(_actor(m, names, by_name) for m in claim.sources),
    )


# -- actors and places ---------------------------------------------------------------------


def candidates_by_name(
    named: Sequence[Named],
) -> dict[tuple[str, str], tuple[Candidate, ...]]:
    """Return what each name means in the text, the fullest answer for each."""
    known: dict[tuple[str, str], tuple[Candidate, ...]] = {}
    for name in named:
        at = (name.kind, _folded(name.name))
        if name.candidates and len(name.candidates) > len(known.get(at, ())):
            known[at] = name.candidates
    return known


def _folded(name: str) -> str:
    low = " ".join(name.casefold().replace("’", "'").split())
    return low.removeprefix("the ").removesuffix("'s")


def _bare(name: str) -> str:
    """
    Return a place's name without the noun that says what it is.

    >>> _bare("Kaduna state"), _bare("the town of Baquba"), _bare("Village Creek")
    ('kaduna', 'baquba', 'village creek')
    """
    words = _folded(name).split()
    kinds = context().town | context().division
    if len(words) > 1 and words[-1] in kinds:
        return " ".join(words[:-1])
    if len(words) > 2 and words[0] in kinds and words[1] == "of":
        return " ".join(words[2:])
    return " ".join(words)


def _actor(
    mention: Mention,
    names: Names,
    by_name: Mapping[tuple[str, str], tuple[Candidate, ...]],
) -> Mention:
    return mention if mention.candidates else meant(mention, "actor", names, by_name)


def meant(
    mention: Mention,
    kind: str,
    names: Names,
    by_name: Mapping[tuple[str, str], tuple[Candidate, ...]],
) -> Mention:
    """Give a mention the candidates that its words have in the text, or by themselves."""
    found = by_name.get((kind, _folded(mention.name)), ())
    if not found:
        wanted = {_folded(mention.name), _bare(mention.name) if kind == "place" else ""}
        alone = [n for n in names.find(mention.name) if n.kind == kind and n.candidates]
        whole = [n for n in alone if _folded(n.name) in wanted]
        found = whole[0].candidates if whole else ()
    if not found and kind == "place":
        found = by_name.get((kind, _bare(mention.name)), ())
    return with_candidates(mention, found)


def with_candidates(mention: Mention, candidates: tuple[Candidate, ...]) -> Mention:
    """Return a mention with what it may mean."""
    return Mention(
        name=mention.name,
        start=mention.start,
        end=mention.end,
        carried=mention.carried,
        candidates=candidates,
    )


def places_of(
    mentions: Sequence[Mention],
    names: Names,
    by_name: Mapping[tuple[str, str], tuple[Candidate, ...]],
    parents: Parents,
) -> tuple[Mention, ...]:
    """Return places with what they may mean, one on no map inside the smallest known beside it."""
    given = [m if m.candidates else meant(m, "place", names, by_name) for m in mentions]
    return tuple(m if m.candidates else _inside(m, given, names, parents) for m in given)


def _inside(mention: Mention, given: Sequence[Mention], names: Names, parents: Parents) -> Mention:
    """Put a place that nothing known fits inside the smallest known place of its claim."""
    beside = [p for p in (names.place(m.best) for m in given if m.best) if p]
    if beside:
        parent, score = min(beside, key=_breadth), 0.5
        why = f"not in the gazetteer; in {parent.name}, which the claim also names"
    elif mention.start is not None and mention.start in parents.near:
        parent, score = parents.near[mention.start], 0.3
        why = f"not in the gazetteer; {parent.name} is the town that its paragraph names"
    elif parents.country is not None and not mention.name[:1].islower():
        parent, score = parents.country, 0.2
        why = f"not in the gazetteer; most places of the text are in {parent.name}"
    else:
        return mention
    return with_candidates(
        mention, (Candidate(id=inside_id(parent, mention.name), score=score, why=why),)
    )


def country_of(named: Sequence[Named], names: Names) -> Place | None:
    """Return the country of more than half of the places that a text names."""
    places = [names.place(n.candidates[0].id) for n in named if n.kind == "place" and n.candidates]
    counted = Counter(p.country for p in places if p and p.country)
    if not counted:
        return None
    iso, most = counted.most_common(1)[0]
    return names.place(f"country:{iso}") if most * 2 > counted.total() else None


def _near(
    found: Sequence[Claim], text: Text, named: Sequence[Named], names: Names
) -> dict[int, Place]:
    """Return, by start of a place mention, the one town that its paragraph names."""
    near: dict[int, Place] = {}
    for claim in found:
        for mention in claim.places:
            if mention.start is not None and not mention.candidates:
                towns = _towns_of_line(text.content, mention.start, named, names)
                if len(towns) == 1:
                    near[mention.start] = next(iter(towns.values()))
    return near


_SEAT = re.compile(
    r"\b(?:ministr\w+|authorit\w+|government|department|officials?|agency|office|delegation"
    r"|headquarters|spokes\w+)\b(?:\s+\S+){0,3}\s+in\s+(?:\S+-held\s+)?$",
    re.IGNORECASE,
)


def _towns_of_line(content: str, at: int, named: Sequence[Named], names: Names) -> dict[str, Place]:
    first = content.rfind("\n", 0, at) + 1
    last = content.find("\n", at)
    last = len(content) if last < 0 else last
    inside = [
        n
        for n in named
        if n.kind == "place"
        and first <= n.start < last
        and n.candidates
        # "the ministry in the capital says": where a voice sits holds no village
        and not _SEAT.search(content[max(first, n.start - 60) : n.start])
    ]
    places = [names.place(n.candidates[0].id) for n in inside]
    return {p.id: p for p in places if p and p.kind is PlaceKind.TOWN}


_ORDER = (
    PlaceKind.TOWN,
    PlaceKind.SITE,
    PlaceKind.DISTRICT,
    PlaceKind.PROVINCE,
    PlaceKind.AREA,
    PlaceKind.COUNTRY,
)


def _breadth(place: Place) -> int:
    return _ORDER.index(place.kind)
