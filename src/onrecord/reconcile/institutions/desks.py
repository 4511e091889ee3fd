"""One office, or a ministry and the service below it: what a report sets against each other."""

from collections.abc import Iterator, Mapping, Sequence

from onrecord.model import Claim, Voice
from onrecord.reconcile.bounds import Bounds, bounds
from onrecord.reconcile.institutions.offices import is_ministrys
from onrecord.reconcile.institutions.repeating import numbers
from onrecord.reconcile.institutions.voices_heard import Heard


def desks(by_office: Mapping[str, Sequence[Heard]]) -> Iterator[tuple[str, Sequence[Heard]]]:
    """
    Return the voices of each office: of a ministry and its service apart, where they differ.

    "The interior ministry said fifteen; police in the town gave thirteen": a report that sets the
    two against each other knows them for two. Else the ministry speaks for its police.

    Args:
        by_office: The voices that speak for each office.
    """
    for office, alike in by_office.items():
        above = [voice for voice in alike if any(map(is_ministrys, voice.names))]
        below = [voice for voice in alike if voice not in above]
        if above and below and any(_are_set_against(a, b) for a in above for b in below):
            for voice in above:
                voice.is_set_apart = True
            yield office, above
            yield office, below
        else:
            yield office, alike


def _are_set_against(one: Heard, other: Heard) -> bool:
    """Whether one report gives both, with numbers that leave no room for each other."""
    theirs = list(_told(other))
    return any(
        (claim.document, outcome) == (beside.document, second) and not told.meets(against)
        for outcome, claim, told in _told(one)
        for second, beside, against in theirs
    )


def _told(voice: Heard) -> Iterator[tuple[str, Claim, Bounds]]:
    for (outcome, count), claim in numbers(voice):
        known = bounds(count)
        if known is not None and claim.sources and claim.voice is not Voice.TITLE:
            yield outcome, claim, known
