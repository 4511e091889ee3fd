"""A total spread over days or places, in whole people."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from onrecord.model import Claim, Share

_DAY = timedelta(days=1)
# Words that name a run of days all of which count, and not one day that is not known exactly.
_A_RUN = re.compile(
    r"\b(?:from|since|between|through|over the (?:past|last)|(?:past|last) [\w-]+ (?:days|hours)"
    r"|days of|-day|daily)\b|من .* إلى|خلال|منذ",
    re.IGNORECASE,
)
_LONGEST = 31  # days: a longer total is no stretch of one fight


def evenly(total: int, parts: int) -> tuple[int, ...]:
    """
    Return a total in whole parts as even as can be, the first getting the odd ones.

    ACLED Codebook, Fatalities: the first day gets the odd one. UCDP GED Codebook 19.1 asks
    for parts as even as possible.

    >>> evenly(11, 3), evenly(10, 5)
    ((4, 4, 3), (2, 2, 2, 2, 2))
    """
    each, odd = divmod(total, parts)
    return tuple(each + (position < odd) for position in range(parts))


def over_days(total: int, first: date, last: date) -> tuple[Share, ...]:
    """Return a total spread over all days from the first to the last."""
    count = (last - first).days + 1
    return tuple(
        Share(people=people, day=first + number * _DAY)
        for number, people in enumerate(evenly(total, count))
    )


def over_places(total: int, places: Sequence[str]) -> tuple[Share, ...]:
    """
    Return a total spread over places; nothing where there are fewer people than places.

    UCDP GED Codebook 19.1: then there is no split, and the smallest unit that contains all
    the places is coded.
    """
    if total < len(places):
        return ()
    parts = evenly(total, len(places))
    return tuple(Share(people=p, place=n) for p, n in zip(parts, places, strict=True))


def run_of_days(claim: Claim) -> tuple[date, date] | None:
    """Return the days over which a claim's total runs; None where it tells of one time."""
    when = claim.when
    if when is None or when.earliest is None or when.latest is None:
        return None
    is_run = when.latest > when.earliest and (when.latest - when.earliest).days < _LONGEST
    if is_run and any(_A_RUN.search(mention.name) for mention in claim.times):
        return when.earliest, when.latest
    return None
