"""A number that an origin gives, with what it rests on."""

from dataclasses import dataclass
from datetime import date, datetime

from onrecord.model import Claim, Count, Qualifier

LeftOut = dict[str, str]
Range = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """
    A number that an origin gives, with the claims it rests on.

    Attributes:
        low, high: As said; None where open.
        claims: Ids; several where disjoint parts were added up.
        first: The claim that stands for it.
        published: The day of its document, or of its entry in a live page; None if undated.
        is_vague: Words instead of a number.
        only: Whom it is limited to ("children"); None if it counts all.
        is_new: It counts those who died since an earlier toll.
        entry: When the entry of a live page that tells it was written; None if it is in none.
    """

    low: int | None
    high: int | None
    claims: tuple[str, ...]
    first: Claim
    published: date | None
    is_vague: bool = False
    only: str | None = None
    is_new: bool = False
    entry: datetime | None = None

    @property
    def range(self) -> Range:
        """Low and high."""
        return (self.low, self.high)

    @property
    def whom(self) -> str:
        """Whom it counts, in words."""
        return self.first.victims or str(self.first.victim_class)

    def __str__(self) -> str:
        if len(self.claims) == 1:
            return str(self.first.count)
        return str(Count(low=self.low, high=self.high, qualifier=Qualifier.RANGE))
