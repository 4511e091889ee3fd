"""
From many series tested at once to the few that are told, with their false alarms bounded.

Of all series of one week (the whole record, each place, each perpetrator) those are told that
Benjamini and Yekutieli (2001, theorem 1.3) let through: whatever hangs together among them
(a town lies in its province), the expected share of false ones among those told is at most
the level. In a week in which nothing happened beyond chance, any alarm is a false one, so the
level is also the chance of a week with a false alarm; 52 weeks of it are those of a year.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.follow.escalation import WEEKS_A_YEAR, Judgement, Week, judged

_SAME = 0.8  # of its incidents: a wider series that tells no more than a narrower one


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """
    Weeks of something that is counted.

    Attributes:
        key: What: `whole`, `place geo:170654`, `perpetrator actor:…`.
        name: The same to show.
        width: How wide it is: of two that tell the same, the narrower is told.
        past: The weeks before, the oldest first.
        now: The week.
        incidents: Ids of the incidents of that week.
    """

    key: str
    name: str
    width: int
    past: tuple[Week, ...]
    now: Week
    incidents: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalation:
    """
    A series whose week is far above its own past.

    Attributes:
        series: The series.
        told: What the test says of it.
        tested: How many series were tested together.
        level: The chance of a week with a false alarm, over all of them.
        also: Wider series that tell of the same incidents.
    """

    series: Series
    told: Judgement
    tested: int
    level: float
    also: tuple[Series, ...] = ()


def level(false_alarms_a_year: float) -> float:
    """
    Return the level of one week.

    >>> round(level(1.0), 4)
    0.0192
    """
    return min(false_alarms_a_year / WEEKS_A_YEAR, 0.2)


def escalations(several: Sequence[Series], at: float) -> tuple[Escalation, ...]:
    """
    Return which of the series of one week are told, the narrowest and least likely first.

    Args:
        several: All series of the week.
        at: The level.
    """
    told = [(one, judged(one.past, one.now)) for one in several]
    tested = [(one, what) for one, what in told if what.chance is not None]
    # One that would not matter is as if it were no surprise: its chance becomes 1, not less.
    chances = [(what.chance or 0.0) if what.is_far_above else 1.0 for _, what in tested]
    most = _threshold(chances, at)
    found = [
        Escalation(series=one, told=what, tested=len(tested), level=at)
        for (one, what), chance in zip(tested, chances, strict=True)
        if chance <= most
    ]
    return tuple(_folded(found))


def _threshold(chances: Sequence[float], at: float) -> float:
    """
    Return the largest chance that is told, or -1 where none is.

    >>> _threshold([0.001, 0.5, 0.9], 0.05)
    0.001
    >>> _threshold([0.04, 0.5, 0.9], 0.05)
    -1.0
    """
    many = len(chances)
    harmonic = sum(1 / n for n in range(1, many + 1))
    fits = (
        chance
        for n, chance in enumerate(sorted(chances), start=1)
        if chance <= n * at / (many * harmonic)
    )
    return max(fits, default=-1.0)


def _folded(found: Sequence[Escalation]) -> Iterator[Escalation]:
    """Yield each happening once: a wider series with hardly another incident goes with it."""
    left = sorted(found, key=lambda one: (one.series.width, one.told.chance, one.series.key))
    while left:
        first, *left = left
        own = first.series.incidents
        same = [
            one
            for one in left
            if len(own & one.series.incidents) >= _SAME * len(one.series.incidents)
        ]
        left = [one for one in left if one not in same]
        yield replace(first, also=tuple(one.series for one in same))
