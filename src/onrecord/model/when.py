"""Time as a source gives it: earliest, latest, and how exactly."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self


class Grain(StrEnum):
    """The unit in which a time was said; what `date_from` and `date_to` are written in."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """
    When something happened, as far as words tell: never finer than they are.

    Attributes:
        earliest: The first day it may have been; None if open ("until the end of 2014").
        latest: The last day; None if open ("since 2011").
        grain: What the words counted in: "March 2011" is a month, so it is written
            `2011-03` though earliest and latest are its first and last day.
        precision: UCDP GED `date_prec` (Codebook 19.1, page 25 and appendix 2): 1 a day,
            2 two to six days, 3 a week, 4 eight days to a month, 5 more than a month.

    >>> When(earliest=date(2011, 3, 1), latest=date(2011, 3, 31), grain=Grain.MONTH).date_from
    '2011-03'
    >>> When(earliest=date(2025, 3, 6), latest=date(2025, 3, 10)).precision
    2
    """

    earliest: date | None
    latest: date | None
    grain: Grain = Grain.DAY
    stated_precision: int | None = None  # where the codebook's table says other than the span does

    def __post_init__(self) -> None:
        if self.earliest is None and self.latest is None:
            raise ValueError("a time with neither end is no time: use None")
        if self.earliest and self.latest and self.earliest > self.latest:
            raise ValueError(f"time runs forward, not from {self.earliest} to {self.latest}")

    @property
    def precision(self) -> int:
        """UCDP GED `date_prec`, 1 to 5."""
        if self.stated_precision is not None:
            return self.stated_precision
        if self.earliest is None or self.latest is None:
            return 5
        days = (self.latest - self.earliest).days + 1
        for most, code in ((1, 1), (6, 2), (7, 3), (31, 4)):
            if days <= most:
                return code
        return 5

    @property
    def date_from(self) -> str | None:
        """`earliest` written at its grain, as the exchange format wants it."""
        return _written(self.earliest, self.grain)

    @property
    def date_to(self) -> str | None:
        """`latest` written at its grain."""
        return _written(self.latest, self.grain)

    def overlaps(self, other: Self) -> bool:
        """Whether both may be one time; an open end reaches for ever."""
        starts_late = self.earliest and other.latest and self.earliest > other.latest
        ends_early = self.latest and other.earliest and self.latest < other.earliest
        return not (starts_late or ends_early)


def _written(day: date | None, grain: Grain) -> str | None:
    if day is None:
        return None
    return day.isoformat()[: {Grain.DAY: 10, Grain.MONTH: 7, Grain.YEAR: 4}[grain]]
