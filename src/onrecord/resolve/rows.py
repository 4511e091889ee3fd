"""Names that stand in the rows of a table, and in no sentence: which places and actors they are."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import cache
from types import MappingProxyType

from onrecord.model import Candidate, Claim, Mention, Names, Point
from onrecord.resolve.claims import (
    Parents,
    candidates_by_name,
    country_of,
    meant,
    places_of,
    with_candidates,
)
from onrecord.resolve.pointed import pointed
from onrecord.resolve.telling import when_of

_ENOUGH_ROWS = 500  # to tell in which country a table's places are

_Row = tuple[tuple[str, bool], ...]  # each name, and whether it is a province's


def in_rows(
    found: Sequence[Claim],
    names: Names,
    published: date | None = None,
    *,
    provinces: Collection[int] = (),
    points: Mapping[int, Point] = MappingProxyType({}),
) -> tuple[Claim, ...]:
    """
    Return claims whose names stand in the cells of rows, resolved.

    A place is looked up in the company of the coarser places of its own row, and of the
    country that most places of the table are in; a name is looked up once, however many
    rows have it. As for reports, what a claim has already stays, and nothing is guessed.

    Args:
        found: Claims of one table, or of one document whose words are not in the record.
        names: What is known by name.
        published: The document's day of publication, for days told without a year.
        provinces: Where the names of provinces start, as the table's columns tell: a
            province often has the name of its chief town.
        points: Degrees that the table tells, by where the name starts of which they are.
    """
    rows = dict.fromkeys(_row(claim, provinces) for claim in found)
    some = "\n".join(", ".join(name for name, _ in row) for row in [*rows][:_ENOUGH_ROWS])
    country = country_of(names.find(some), names)
    known = {row: _known(row, names, Parents({}, country)) for row in rows}

    @cache
    def actor(name: str) -> tuple[Candidate, ...]:
        return meant(Mention(name=name), "actor", names, {}).candidates

    def actors(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
        return _given(mentions, [actor(mention.name) for mention in mentions])

    told: list[Claim] = []
    last: Claim | None = None
    for claim in found:
        if last is not None and _is_of_one_row(claim, last):
            places, doers, voices = told[-1].places, told[-1].perpetrators, told[-1].sources
        else:
            places = _given(claim.places, known[_row(claim, provinces)])
            point = points.get(places[0].start) if places and places[0].start is not None else None
            places = pointed(places, point, names) if point else places
            doers, voices = actors(claim.perpetrators), actors(claim.sources)
        when = claim.when or when_of(claim, lambda _: published, (), "")
        told.append(claim.with_(when=when, places=places, perpetrators=doers, sources=voices))
        last = claim
    return tuple(told)


def _is_of_one_row(claim: Claim, other: Claim) -> bool:
    """Whether two claims share the very same mentions, as the claims of a row do."""
    return (
        claim.places is other.places
        and claim.perpetrators is other.perpetrators
        and claim.sources is other.sources
    )


def _row(claim: Claim, provinces: Collection[int]) -> _Row:
    return tuple((place.name, place.start in provinces) for place in claim.places)


def _known(row: _Row, names: Names, parents: Parents) -> list[tuple[Candidate, ...]]:
    """Return what each name of a row may mean, read as one address: "Dahyan, Saada, Yemen"."""
    told = [f"{name} province" if is_province else name for name, is_province in row]
    if parents.country and parents.country.name not in told:
        told.append(parents.country.name)
    by_name = candidates_by_name([n for n in names.find(", ".join(told)) if n.kind == "place"])
    by_name |= _by_code(told, names)
    resolved = places_of([Mention(name=name) for name, _ in row], names, by_name, parents)
    return [mention.candidates for mention in resolved]


_CODE = 2  # letters of a country's code, ISO 3166-1


def _by_code(told: Sequence[str], names: Names) -> dict[tuple[str, str], tuple[Candidate, ...]]:
    """Return the countries that are told by their code: "YE"."""
    found: dict[tuple[str, str], tuple[Candidate, ...]] = {}
    for code in told:
        if len(code) == _CODE and code.isascii() and code.isupper():
            place = names.place(f"country:{code}")
            if place is not None:
                why = "the code of a country"
                candidate = Candidate(id=place.id, score=1.0, why=why)
                found["place", code.casefold()] = (candidate,)
    return found


def _given(
    mentions: Sequence[Mention], known: Sequence[tuple[Candidate, ...]]
) -> tuple[Mention, ...]:
    return tuple(
        mention if mention.candidates else with_candidates(mention, candidates)
        for mention, candidates in zip(mentions, known, strict=True)
    )
