"""Who is counted, and into which groups what a row says of somebody is put."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.model import Entry, Outcome, When


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """
    Who is counted, and into which groups they are put.

    Attributes:
        outcomes: What befell them; whatever it was if empty.
        since, until: First and last day on which it befell them; None for no end.
        is_outer: Whether those are taken who only may belong to the period.
        ages: The first year of each group but the first: (15, 30, 45, 60).
        regions: Which region a place as written lies in; places without a line are unknown. None
            takes places as they are written.
    """

    outcomes: tuple[Outcome, ...] = ()
    since: date | None = None
    until: date | None = None
    is_outer: bool = False
    ages: tuple[int, ...] = (15, 30, 45, 60)
    regions: Mapping[str, str] | None = None

    @property
    def has_period(self) -> bool:
        """Whether it matters when it happened."""
        return bool(self.since or self.until)


def age_labels(ages: Sequence[int]) -> tuple[str, ...]:
    """
    Return what groups of ages are called.

    >>> age_labels((15, 60))
    ('0-14', '15-59', '60 and over')
    """
    starts = (0, *ages)
    ends = (*(age - 1 for age in ages), None)
    return tuple(
        f"{start} and over" if end is None else f"{start}-{end}"
        for start, end in zip(starts, ends, strict=True)
    )


def age_group(entry: Entry, ages: Sequence[int]) -> str | None:
    """Return the group of somebody's age: as told, or as birth and day leave only one; or None."""
    labels = age_labels(ages)
    if entry.age is not None:
        return labels[sum(entry.age >= age for age in ages)]
    born, when = entry.born, entry.when
    if not (born and when and born.earliest and born.latest and when.earliest and when.latest):
        return None
    least = sum(_years(born.latest, when.earliest) >= age for age in ages)
    most = sum(_years(born.earliest, when.latest) >= age for age in ages)
    return labels[least] if least == most else None


def _years(born: date, when: date) -> int:
    return when.year - born.year - ((when.month, when.day) < (born.month, born.day))


def month(when: When | None) -> str | None:
    """Return the month of a time that lies in one: "2024-03"; else None."""
    if not when or not when.earliest or not when.latest:
        return None
    first, last = when.earliest, when.latest
    is_one = (first.year, first.month) == (last.year, last.month)
    return f"{first.year}-{first.month:02}" if is_one else None


def region(written: str | None, regions: Mapping[str, str] | None) -> str | None:
    """Return the region of a place as written; the place itself where there are no regions."""
    if written is None or regions is None:
        return written
    return regions.get(written)


def surely(when: When | None, counting: Counting) -> bool:
    """Return whether a time lies wholly in the period; not where there is none."""
    if when is None:
        return False
    first, last = when.earliest or date.min, when.latest or date.max
    return (counting.since or date.min) <= first and last <= (counting.until or date.max)


def perhaps(when: When | None, counting: Counting) -> bool:
    """Return whether a time may lie in the period; so it may where there is none."""
    if when is None:
        return True
    first, last = when.earliest or date.min, when.latest or date.max
    return first <= (counting.until or date.max) and (counting.since or date.min) <= last
