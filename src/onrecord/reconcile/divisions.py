"""In which ways two parts of one whole are told apart, so that nobody is in both."""

from collections.abc import Callable, Mapping

from onrecord.kit.folding import fold
from onrecord.model import Claim

PERPETRATOR, PLACE, TIME = "perpetrator", "place", "time"


def blamed(claim: Claim) -> frozenset[str]:
    """Return who is said to have done it, each by id, or by name where none is known."""
    return frozenset(mention.best or fold(mention.name) for mention in claim.perpetrators)


def place(claim: Claim) -> str | None:
    """Return the most specific place of a claim; None if none is told."""
    return (claim.places[0].best or fold(claim.places[0].name)) if claim.places else None


def time(claim: Claim) -> str | None:
    """Return the time of a claim as one word; None if none is told."""
    return str(claim.when) if claim.when else None


def _apart_by_perpetrator(one: Claim, other: Claim) -> bool:
    # One raid by the army and a militia may have killed those that the army killed.
    return bool(blamed(one) and blamed(other)) and not blamed(one) & blamed(other)


def _apart_by_place(one: Claim, other: Claim) -> bool:
    first, second = (
        [mention.best or fold(mention.name) for mention in claim.places] for claim in (one, other)
    )
    # A quarter named with its town lies in it: those of the town may be those of the quarter.
    return bool(first and second) and first[0] not in second and second[0] not in first


def _apart_by_time(one: Claim, other: Claim) -> bool:
    return bool(one.when and other.when and not one.when.overlaps(other.when))


APART: Mapping[str, Callable[[Claim, Claim], bool]] = {
    PERPETRATOR: _apart_by_perpetrator,
    PLACE: _apart_by_place,
    TIME: _apart_by_time,
}
