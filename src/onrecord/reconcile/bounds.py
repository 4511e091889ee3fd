"""Hedges as bounds: how few and how many people a count's words leave room for."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.kit.rounding import tolerance
from onrecord.model import Claim, Count, Qualifier

_EXACTEST_FIRST = (
    Qualifier.EXACT,
    Qualifier.ABOUT,
    Qualifier.RANGE,
    Qualifier.AT_LEAST,
    Qualifier.MORE_THAN,
    Qualifier.UP_TO,
    Qualifier.ALMOST,
    Qualifier.VAGUE,
    Qualifier.NONE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """
    The fewest and the most people that words leave room for.

    Attributes:
        low: At least this many.
        high: At most this many; None if open.
    """

    low: int
    high: int | None

    def meets(self, other: "Bounds") -> bool:
        """Whether some number lies within both."""
        not_below = self.high is None or self.high >= other.low
        not_above = other.high is None or other.high >= self.low
        return not_below and not_above

    def __add__(self, other: "Bounds") -> "Bounds":
        open_ended = self.high is None or other.high is None
        high = None if open_ended else (self.high or 0) + (other.high or 0)
        return Bounds(low=self.low + other.low, high=high)


def bounds(count: Count) -> Bounds | None:
    """
    Return the bounds that a count's words set; None if it has no number.

    "About n" reaches half the unit of its last digit that is not zero either way, and at
    least one: the author rounded to that digit. A vague word sets only a lower end.

    >>> bounds(Count(low=40, high=40, qualifier=Qualifier.ABOUT))
    Bounds(low=35, high=45)
    >>> bounds(Count(low=779, high=779, qualifier=Qualifier.ABOUT))
    Bounds(low=778, high=780)
    >>> bounds(Count(low=None, high=250, qualifier=Qualifier.ALMOST))
    Bounds(low=0, high=250)
    """
    if not count.is_known:
        return None
    low = 0 if count.low is None else math.floor(count.low)
    high = None if count.high is None else math.ceil(count.high)
    if count.qualifier is not Qualifier.ABOUT:
        return Bounds(low=low, high=high)
    slack = tolerance(low)
    return Bounds(low=max(0, low - slack), high=None if high is None else high + slack)


def most_exact(claims: Iterable[Claim]) -> Claim:
    """Return the claim whose hedge leaves the least room; of several the first."""
    return min(claims, key=lambda claim: _EXACTEST_FIRST.index(claim.count.qualifier))
