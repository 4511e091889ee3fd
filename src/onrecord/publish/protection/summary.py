"""What of a record will be public, in numbers: shown before anything is released."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.model import AGREED
from onrecord.model.public import Public, PublicClaim, PublicIncident, Withheld, Words
from onrecord.model.publishing import Allowed


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
    return tally(public.incidents, public.allowed).summary(public)


@dataclass(frozen=True, slots=True)
class Tally:
    """
    What a summary counts of some incidents; those of several runs add up, in their order.

    Attributes:
        claims, places, days: How many claims, coarsened places and coarsened days.
        sources: Their ids.
        withheld, named: As in `Summary`.
    """

    claims: int = 0
    places: int = 0
    days: int = 0
    sources: frozenset[str] = frozenset()
    withheld: tuple[tuple[Withheld, int], ...] = ()
    named: tuple[str, ...] = ()

    def summary(self, public: Public) -> Summary:
        """Return the summary of a record of whose incidents this is the tally."""
        withheld: Counter[Withheld] = Counter()
        for document in public.documents.values():
            withheld.update(document.withheld)
        withheld.update(dict(self.withheld))
        return Summary(
            incidents=public.count,
            claims=self.claims,
            documents=len(public.documents),
            sources=len(self.sources),
            withheld=tuple(withheld.most_common()),
            coarsened_places=self.places,
            coarsened_days=self.days,
            names_shown=self.named,
        )


def tally(incidents: Iterable[PublicIncident], allowed: Allowed) -> Tally:
    """Return the tally of some incidents."""
    withheld: Counter[Withheld] = Counter()
    claims = places = days = 0
    sources: set[str] = set()
    named: dict[str, None] = {}
    for one in incidents:
        claims += len(one.claims)
        sources.update(source.id for source in one.sources)
        places += any(place.is_coarsened for place in one.places)
        days += one.is_day_coarsened
        withheld.update(dict(one.withheld))
        if allowed.names == "dead":
            named |= dict.fromkeys(_named(one))
    return Tally(claims, places, days, frozenset(sources), tuple(withheld.items()), tuple(named))


def added(tallies: Iterable[Tally]) -> Tally:
    """Return the tally of several runs of incidents together."""
    withheld: Counter[Withheld] = Counter()
    claims = places = days = 0
    sources: set[str] = set()
    named: dict[str, None] = {}
    for one in tallies:
        claims, places, days = claims + one.claims, places + one.places, days + one.days
        sources |= one.sources
        withheld.update(dict(one.withheld))
        named |= dict.fromkeys(one.named)
    return Tally(claims, places, days, frozenset(sources), tuple(withheld.items()), tuple(named))


def _named(one: PublicIncident) -> tuple[str, ...]:
    """Return the words for the killed that may name somebody: with a capital, or in no Latin."""
    said = (_victims(claim) for claim in one.claims if claim.outcome == "killed")
    return tuple(words for words in said if words and not (words.isascii() and words.islower()))


def _victims(claim: PublicClaim) -> str:
    told: Words | None = claim.victims
    return str(told) if told is not None and claim.decision in AGREED else ""
