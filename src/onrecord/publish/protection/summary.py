"""What of a record will be public, in numbers: shown before anything is released."""

from collections import Counter
from dataclasses import dataclass

from onrecord.model import AGREED
from onrecord.model.public import Public, PublicClaim, PublicIncident, Withheld, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """
    How much will be public, and how much is not told.

    Attributes:
        incidents, claims, documents, sources: How many will be seen.
        withheld: How often something of each kind is left out, the most first.
        coarsened_places: Incidents of which a place is told less exactly than it is known.
        coarsened_days: Incidents of which the day is.
        names_shown: Words for victims that a setting lets through, each once, in order of the
            incidents: a person should read these one by one. Empty where no name may be told.
    """

    incidents: int
    claims: int
    documents: int
    sources: int
    withheld: tuple[tuple[Withheld, int], ...]
    coarsened_places: int
    coarsened_days: int
    names_shown: tuple[str, ...]


def summary(public: Public) -> Summary:
    """Return how much of a record will be public, and how much is not told."""
    withheld: Counter[Withheld] = Counter()
    claims = places = days = 0
    sources: set[str] = set()
    named: dict[str, None] = {}
    for document in public.documents.values():
        withheld.update(document.withheld)
    for one in public.incidents:
        claims += len(one.claims)
        sources.update(source.id for source in one.sources)
        places += any(place.is_coarsened for place in one.places)
        days += one.is_day_coarsened
        withheld.update(dict(one.withheld))
        if public.allowed.names == "dead":
            named |= dict.fromkeys(_named(one))
    return Summary(
        incidents=public.count,
        claims=claims,
        documents=len(public.documents),
        sources=len(sources),
        withheld=tuple(withheld.most_common()),
        coarsened_places=places,
        coarsened_days=days,
        names_shown=tuple(named),
    )


def _named(one: PublicIncident) -> tuple[str, ...]:
    """Return the words for the killed that may name somebody: with a capital, or in no Latin."""
    said = (_victims(claim) for claim in one.claims if claim.outcome == "killed")
    return tuple(words for words in said if words and not (words.isascii() and words.islower()))


def _victims(claim: PublicClaim) -> str:
    told: Words | None = claim.victims
    return str(told) if told is not None and claim.decision in AGREED else ""
