"""What several layouts tell of an incident, no finer and no surer than it may be told."""

from collections.abc import Collection, Iterator, Mapping

from onrecord.model.public import PublicDocument, PublicIncident, PublicPlace, PublicRuling

PROPOSAL, DECIDED = "proposal", "decided"


def decision(one: PublicIncident) -> str:
    """Return whether a person decided on every claim of an incident, as a column has it."""
    return DECIDED if one.is_decided else PROPOSAL


def places(one: PublicIncident, ruling: PublicRuling) -> tuple[PublicPlace, ...]:
    """
    Return the places that a ruling codes, none finer than the incident's own may be told.

    Where the incident's places are told coarser than the record knows them, a ruling's place
    that is still finer gives way to them.
    """
    if not any(place.is_coarsened for place in one.places):
        return ruling.places
    finest = min(one.places, key=_coarseness)
    return tuple(
        finest if _coarseness(place) < _coarseness(finest) else place for place in ruling.places
    )


def _coarseness(place: PublicPlace) -> int:
    return place.precision or 0


def documents(
    one: PublicIncident, known: Mapping[str, PublicDocument]
) -> tuple[PublicDocument, ...]:
    """Return the documents that an incident's claims are from, each once, in order."""
    ids = dict.fromkeys(claim.document_id for claim in one.claims)
    return tuple(known[i] for i in ids if i in known)


def sources(one: PublicIncident, claim_ids: Collection[str]) -> tuple[str, ...]:
    """
    Return who first said some claims, in their order, by names that may be told.

    A ruling's own list of names is not taken: what withholds a witness's name withholds it
    among the incident's sources.
    """
    said_by = {claim: source.name for source in one.sources for claim in source.claim_ids}
    return tuple(dict.fromkeys(said_by[claim] for claim in claim_ids if claim in said_by))


def used(ruling: PublicRuling) -> tuple[str, ...]:
    """Return the ids of the claims that a ruling rests on."""
    return tuple(weighed.claim_id for weighed in ruling.used)


def accused(one: PublicIncident, names: str | None) -> str | None:
    """
    Return a ruling's name or names of who acted, of those that may be told.

    Args:
        one: The incident, with who is accused as it may be told.
        names: One name, or several with commas between them.
    """
    known = {allegation.name for allegation in one.accused}
    told = [name for name in (names or "").split(", ") if name in known]
    return ", ".join(told) or None


def joined(parts: Collection[str | None], between: str = ";") -> str | None:
    """
    Return a list in one cell, each part at its own place in it; None if all are unknown.

    What parts the list is taken out of its parts, so that the nth headline is that of the
    nth office.

    >>> joined(["Gazette; weekend", None, "Desk"])
    'Gazette, weekend;;Desk'
    """
    if not any(parts):
        return None
    return between.join(_without(part or "", between.strip()) for part in parts)


def _without(part: str, mark: str) -> str:
    return " ".join(part.replace(mark, ",").split())


def allegations(one: PublicIncident) -> Iterator[tuple[str, str]]:
    """Yield who is accused with who says so: no allegation goes out without its speaker."""
    for allegation in one.accused:
        yield allegation.name, ", ".join(allegation.said_by)
