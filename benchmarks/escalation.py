"""
How often weeks are called an escalation that are none, and how many that are one.

Series are made up: 26 weeks and one more, counted by chance alone around a steady, rising or
seasonal rate; then the last week is drawn at two, three and five times its rate. Beside our
test stand two rules that others use: EARS C1 and C2 (mean of seven weeks and three standard
deviations) and the largest of the past weeks.

Run: `python benchmarks/escalation.py [WEEKS]`. Others call `measured()`.
"""

# ruff: noqa: INP001, T201, S311 - a program to be run by hand, with made-up weeks

import math
import random
import statistics
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.follow import Series, Week, escalations, judged, level

LEVELS = (0.05, 0.0192, 0.005, 0.001)
TIMES = (2, 3, 5)
_DAY = date(2025, 1, 6)
_WEEKS = 27
Drawn = Callable[[random.Random], list[float]]


@dataclass(frozen=True)
class Kind:
    """
    A kind of series.

    Attributes:
        rates: Draws the rate of each week.
        dispersion: Variance over mean around it; 1 is Poisson.
    """

    rates: Drawn
    dispersion: float = 1.0


def _steady(rate: float) -> Drawn:
    return lambda _: [rate] * _WEEKS


def _rising(rate: float, by: float) -> Drawn:
    return lambda _: [rate * (1 + by) ** n for n in range(_WEEKS)]


def _season(rate: float, by: float) -> Drawn:
    def drawn(chance: random.Random) -> list[float]:
        at = chance.randrange(52)
        return [rate * (1 + by * math.sin((n + at) * math.tau / 52)) for n in range(_WEEKS)]

    return drawn


def _wandering(rate: float) -> Drawn:
    """Rates that hang on the week before: 0.7 of its distance, and chance."""

    def drawn(chance: random.Random) -> list[float]:
        at, found = chance.gauss(0, 0.49), []
        for _ in range(_WEEKS):
            at = 0.7 * at + chance.gauss(0, 0.35)
            found.append(rate * math.exp(at))
        return found

    return drawn


def _with_zeros(rate: float) -> Drawn:
    return lambda chance: [rate * (chance.random() < 0.5) for _ in range(_WEEKS)]


KINDS: Mapping[str, Kind] = {
    "Poisson, 1 a week": Kind(_steady(1)),
    "Poisson, 4 a week": Kind(_steady(4)),
    "Poisson, 12 a week": Kind(_steady(12)),
    "overdispersed (2), 4 a week": Kind(_steady(4), 2),
    "overdispersed (4), 4 a week": Kind(_steady(4), 4),
    "overdispersed (6), 8 a week": Kind(_steady(8), 6),
    "sparse, 0.3 a week": Kind(_steady(0.3)),
    "sparse, overdispersed (3), 0.5 a week": Kind(_steady(0.5), 3),
    "every second week none, else 4": Kind(_with_zeros(4)),
    "rising 2% a week, overdispersed (1.5)": Kind(_rising(3, 0.02), 1.5),
    "rising 5% a week, overdispersed (1.5)": Kind(_rising(2, 0.05), 1.5),
    "season of half the rate, overdispersed (1.5)": Kind(_season(5, 0.5), 1.5),
    "wandering around 4 a week": Kind(_wandering(4)),
}


def _poisson(rate: float, chance: random.Random) -> int:
    if rate <= 0:
        return 0
    count, left = 0, rate
    while (left := left - chance.expovariate(1)) > 0:
        count += 1
    return count


def counts(kind: Kind, chance: random.Random, times: float = 1) -> list[int]:
    """Return the weeks of a series; the last one at some times its rate."""
    rates = kind.rates(chance)
    rates[-1] *= times
    if kind.dispersion > 1:
        spread = kind.dispersion - 1
        rates = [chance.gammavariate(rate / spread, spread) if rate else 0 for rate in rates]
    return [_poisson(rate, chance) for rate in rates]


def _weeks(told: Sequence[int]) -> tuple[list[Week], Week]:
    weeks = [Week(first=_DAY, count=count) for count in told]
    return weeks[:-1], weeks[-1]


def ears_c1(told: Sequence[int]) -> bool:
    """Whether EARS C1 would call the last week high: the seven weeks before it."""
    return _above(told[-8:-1], told[-1])


def ears_c2(told: Sequence[int]) -> bool:
    """Whether EARS C2 would: the same with two weeks left out between."""
    return _above(told[-10:-3], told[-1])


def _above(before: Sequence[int], now: int) -> bool:
    return now > statistics.mean(before) + 3 * max(statistics.stdev(before), 0.2)


def highest(told: Sequence[int]) -> bool:
    """Whether the last week is higher than every week before."""
    return told[-1] > max(told[:-1])


@dataclass(frozen=True)
class Row:
    """
    What came of one kind of series.

    Attributes:
        refused: The share that was not judged.
        false: Of the judged, the share with a chance at or below each of `LEVELS`.
        others: The share that EARS C1, EARS C2 and the largest week would have called high.
        found: Of weeks at 2, 3 and 5 times the rate, the share told at a level of 0.0192.
    """

    refused: float
    false: tuple[float, ...]
    others: tuple[float, ...]
    found: tuple[float, ...]


def measured(weeks: int, kind: Kind, seed: int = 11) -> Row:
    """Return how often the test errs, and how often it finds, on so many made-up weeks."""
    chance = random.Random(seed)
    quiet = [counts(kind, chance) for _ in range(weeks)]
    told = [judged(*_weeks(one)) for one in quiet]
    chances = [one.chance for one in told if one.chance is not None]
    found = []
    for times in TIMES:
        planted = [judged(*_weeks(counts(kind, chance, times))) for _ in range(weeks // 4)]
        heard = [one for one in planted if one.chance is not None]
        hits = sum(one.is_far_above and (one.chance or 0) <= LEVELS[1] for one in heard)
        found.append(hits / len(heard) if heard else 0.0)
    return Row(
        refused=1 - len(chances) / weeks,
        false=tuple(sum(c <= at for c in chances) / max(len(chances), 1) for at in LEVELS),
        others=tuple(sum(map(rule, quiet)) / weeks for rule in (ears_c1, ears_c2, highest)),
        found=tuple(found),
    )


def family(weeks: int, many: int, seed: int = 17) -> tuple[float, float]:
    """
    Return, of weeks in which many series were counted together, how many had a false alarm.

    Args:
        weeks: How many weeks.
        many: How many series, half of them parts of one another.
        seed: Of chance.

    Returns:
        That share, and the share of weeks in which one series at five times its rate of 4 was
        found among the others.
    """
    chance = random.Random(seed)
    kinds = [kind for kind in KINDS.values() if kind.dispersion <= 4]
    false = found = 0
    for _ in range(weeks):
        rows = [counts(chance.choice(kinds), chance) for _ in range(many // 2)]
        rows += [
            [a + b for a, b in zip(rows[n - 1], row, strict=True)] for n, row in enumerate(rows)
        ]
        several = [_series(str(n), row) for n, row in enumerate(rows)]
        false += bool(escalations(several, level(1.0)))
        planted = _series("planted", counts(KINDS["Poisson, 4 a week"], chance, 5))
        told = escalations([planted, *several], level(1.0))
        found += any(one.series.key == "planted" for one in told)
    return false / weeks, found / weeks


def _series(key: str, row: Sequence[int]) -> Series:
    past, now = _weeks(row)
    own = frozenset(f"{key} {n}" for n in range(now.count))
    return Series(key=key, name=key, width=1, past=tuple(past), now=now, incidents=own)


def main() -> None:
    """Print both tables."""
    weeks = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    heads = ["refused", *(f"p<={at}" for at in LEVELS), "C1", "C2", "max", "x2", "x3", "x5"]
    print(f"{'kind of series':46}" + "".join(f"{head:>9}" for head in heads))
    for name, kind in KINDS.items():
        row = measured(weeks, kind)
        told = (row.refused, *row.false, *row.others, *row.found)
        print(f"{name:46}" + "".join(f"{one:9.4f}" for one in told), flush=True)
    for many in (10, 40):
        false, found = family(weeks // 4, many)
        print(f"{many} series a week, level 0.0192: weeks with a false alarm {false:.4f}, ", end="")
        print(f"one planted at five times found in {found:.2f}", flush=True)


if __name__ == "__main__":
    main()
