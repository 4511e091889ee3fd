"""What fits over time: how much in each stretch, and the least and most killed in one of them."""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from onrecord.workflow.desk.exploring.found import Found

Unit = Literal["day", "month", "year"]
WIDTH, LEFT, RIGHT = 720.0, 46.0, 8.0
_TOP, _RISE = 26.0, 190.0  # of the bars that count
_BELOW, _RANGE = 46.0, 170.0  # between them and the ranges; of the ranges
_MOST_DAYS, _MOST_MONTHS, _MOST_BARS = 62, 8 * 12, 130
_FAR = 0.02  # of all that fits: so little lies outside the stretch that is drawn


@dataclass(slots=True, kw_only=True)
class Stretch:
    """
    One day, month or year, or a few.

    Attributes:
        first, last: Its days.
        many: How many things began in it.
        least, most: The fewest and the most killed in any one of them; None if none tells.
    """

    first: date
    last: date
    many: int = 0
    least: float | None = None
    most: float | None = None

    def take(self, killed: Iterable[tuple[float, float] | None]) -> None:
        """Note the least and the most of what each thing in it tells."""
        told = [one for one in killed if one is not None]
        self.least = min((low for low, _ in told), default=None)
        self.most = max((high for _, high in told), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A stretch on the drawing: its bar above, its range below (None if no number is told)."""

    stretch: Stretch
    x: float
    width: float
    top: float
    height: float
    range: tuple[float, float] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """
    All that the drawing needs.

    Attributes:
        unit: What one bar is, `step` of them.
        base: Where the bars stand; `floor`: where no one killed is, in the ranges below.
        outside: How many things lie before or after what is drawn; they are so few and so
            far that all others would be too small to see.
    """

    unit: Unit
    step: int = 1
    bars: tuple[Bar, ...] = ()
    base: float = _TOP + _RISE
    floor: float = _TOP + _RISE + _BELOW + _RANGE
    height: float = _TOP + _RISE + _BELOW + _RANGE + 28
    grid: tuple[tuple[float, int], ...] = ()
    scale: tuple[tuple[float, int], ...] = ()
    ticks: tuple[tuple[float, date], ...] = ()
    undated: int = 0
    outside: int = 0
    span: tuple[date, date] | None = field(default=None)


def timeline(found: Found, since: date | None, until: date | None) -> Timeline:
    """
    Return the drawing of what fits.

    Each thing is drawn where it began at the earliest. A period that is asked for is drawn
    whole; otherwise a few things that lie far from all others are left outside and counted.
    """
    days, places = found.by_day()
    killed = found.things.killed
    if not days:
        return Timeline(unit="day", undated=found.undated)
    first, last = _ends(days, since, until)
    unit, step = _unit(first, last)
    stretches = list(_stretches(first, last, unit, step))
    begin, end = first.toordinal(), stretches[-1].last.toordinal()
    if since or until:  # what began before a period and reaches into it is drawn at its start
        days = [min(max(day, begin), end) for day in days]
    at = bisect_left(days, stretches[0].first.toordinal())
    for one in stretches:
        after = bisect_right(days, one.last.toordinal())
        one.many = after - at
        one.take([killed[n] for n in places[at:after]])
        at = after
    outside = len(days) - sum(one.many for one in stretches)
    return _drawn(stretches, unit, step, undated=found.undated, outside=outside)


def _ends(days: list[int], since: date | None, until: date | None) -> tuple[date, date]:
    few = int(len(days) * _FAR) if not (since or until) else 0
    first, last = days[few], days[-1 - few]
    if few and (days[-1] - days[0]) < 4 * max(365, last - first):
        first, last = days[0], days[-1]
    begin = since or date.fromordinal(first)
    return begin, max(begin, until or date.fromordinal(last))


def _unit(first: date, last: date) -> tuple[Unit, int]:
    many = (last - first).days + 1
    if many <= _MOST_DAYS:
        return "day", 1
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months <= _MOST_MONTHS:
        return "month", 1
    years = last.year - first.year + 1
    return "year", max(1, math.ceil(years / _MOST_BARS))


def _stretches(first: date, last: date, unit: Unit, step: int) -> Iterable[Stretch]:
    at = first if unit == "day" else first.replace(day=1)
    if unit == "year":
        at = at.replace(month=1)
    while at <= last:
        after = _after(at, unit, step)
        yield Stretch(first=at, last=after - timedelta(days=1))
        if after <= at:
            return
        at = after


def _after(at: date, unit: Unit, step: int) -> date:
    if unit == "day":
        return at + timedelta(days=1)
    months = at.year * 12 + at.month - 1 + (1 if unit == "month" else 12 * step)
    year, month = divmod(months, 12)
    return date(year, month + 1, 1) if year <= date.max.year else date.max


def _drawn(
    stretches: list[Stretch], unit: Unit, step: int, *, undated: int, outside: int
) -> Timeline:
    tallest = max(one.many for one in stretches)
    most = max((one.most for one in stretches if one.most is not None), default=0)
    each = (WIDTH - LEFT - RIGHT) / len(stretches)
    wide = max(1.5, min(each - (2 if each > 6 else 0.5), 34))
    bars = []
    for n, one in enumerate(stretches):
        rise = round(one.many / max(1, tallest) * _RISE, 1)
        bars.append(
            Bar(
                stretch=one,
                x=round(LEFT + n * each + (each - wide) / 2, 1),
                width=round(wide, 1),
                top=round(_TOP + _RISE - rise, 1),
                height=rise,
                range=_range(one, most),
            )
        )
    return Timeline(
        unit=unit,
        step=step,
        bars=tuple(bars),
        grid=_grid(tallest),
        scale=_scale(most) if most else (),
        ticks=_ticks(bars),
        undated=undated,
        outside=outside,
        span=(stretches[0].first, stretches[-1].last),
    )


def _range(one: Stretch, most: float) -> tuple[float, float] | None:
    if one.least is None or one.most is None:
        return None
    return _y(one.most, most), _y(one.least, most)


def _y(value: float, most: float) -> float:
    """Return where a number of killed stands: each step of ten is as high as the last."""
    share = math.log10(1 + value) / math.log10(1 + max(9.0, most))
    return round(_TOP + _RISE + _BELOW + _RANGE * (1 - share), 1)


def _scale(most: float) -> tuple[tuple[float, int], ...]:
    steps = [0, 1, *(10**k for k in range(1, 8) if 10**k <= max(10, most * 1.05))]
    return tuple((_y(step, most), step) for step in steps)


def _grid(tallest: int) -> tuple[tuple[float, int], ...]:
    """Return a few round numbers of things and where they stand."""
    power = 10 ** max(0, len(str(tallest)) - 1)
    step = next(s for s in (power // 2, power, 2 * power, 5 * power) if s and tallest / s <= 4)
    return tuple(
        (round(_TOP + _RISE * (1 - n / tallest), 1), n) for n in range(0, tallest + 1, step)
    )


def _ticks(bars: list[Bar]) -> tuple[tuple[float, date], ...]:
    every = max(1, math.ceil(len(bars) / 7))
    return tuple((round(b.x + b.width / 2, 1), b.stretch.first) for b in bars[::every])
