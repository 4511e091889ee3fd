"""The axis of the timeline: stretches of time with their own scale, long gaps cut."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.publish import wording

WIDTH, RIGHT = 1120, 16
_LEFT = 70
_BREAK = 46  # width of a break mark
_MOST_PANELS = 6
_STEPS = (  # unit, width of its words, days
    ("day", 74, 1), ("week", 74, 7), ("month", 74, 30), ("quarter", 74, 91), ("year", 44, 365),
    ("lustrum", 44, 1826), ("decade", 44, 3652), ("century", 44, 36524),
)  # fmt: skip
_YEARS = {"year": 1, "lustrum": 5, "decade": 10, "century": 100}
_MONTHS = {"month": 1, "quarter": 3}
_WEEKS = {1, 8, 15, 22}


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """
    An incident to draw.

    Attributes:
        first, last: The days it may have been; None where open.
        minimum, maximum: Killed; both None where no number is told, maximum alone None
            where it is open.
    """

    anchor: str
    label: str
    place: str
    when: str
    killed: str
    first: date | None
    last: date | None
    minimum: int | None
    maximum: int | None

    @property
    def is_told(self) -> bool:
        """Whether any number of killed is told."""
        return self.minimum is not None or self.maximum is not None

    @property
    def days(self) -> tuple[date, date] | None:
        """First and last day; one stands for both where the other is open; None if undated."""
        first, last = self.first or self.last, self.last or self.first
        return (first, last) if first and last else None

    @property
    def middle(self) -> date:
        """The day its bar is drawn at."""
        first, last = self.days or (date.min, date.min)
        return first + (last - first) / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """An unbroken stretch of time with its own scale."""

    x: float
    width: float
    first: date
    last: date
    ticks: tuple[tuple[float, str], ...]

    def at(self, value: date) -> float:
        """Return where a day stands."""
        whole = max(1, (self.last - self.first).days)
        share = (value - self.first).days / whole
        return self.x + self.width * min(1.0, max(0.0, share))


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A stretch without incidents that was cut, with its length in words."""

    x: float
    words: str


def clusters(moments: Sequence[Moment]) -> list[list[Moment]]:
    """
    Return the incidents cut where a gap is long beside the time that the rest takes.

    The longest gap is cut while it is over three months and takes more than half of the
    time that is still shown, up to six stretches.
    """
    groups = [list(moments)] if moments else []
    while groups and len(groups) < _MOST_PANELS:
        days, g, i = max(
            ((b.middle - a.middle).days, g, i)
            for g, group in enumerate(groups)
            for i, (a, b) in enumerate(zip([group[0], *group], group, strict=False))
        )
        if days <= max(92, sum(_days(group) for group in groups) / 2):
            break
        groups[g : g + 1] = [groups[g][:i], groups[g][i:]]
    return groups


def _days(group: Sequence[Moment]) -> int:
    return (group[-1].middle - group[0].middle).days


def panels_of(dated: Sequence[Moment]) -> tuple[list[Panel], list[Gap]]:
    """Return the unbroken stretches side by side, wider where more happened, and the cuts."""
    groups = clusters(dated)
    room = WIDTH - _LEFT - RIGHT - _BREAK * max(0, len(groups) - 1)
    weights = [1.0 + math.sqrt(len(group)) for group in groups]
    panels: list[Panel] = []
    gaps: list[Gap] = []
    x = float(_LEFT)
    before = dated[0].middle if dated else date.min
    for group, weight in zip(groups, weights, strict=True):
        if panels:
            empty = (group[0].middle - before).days
            gaps.append(Gap(x=x + _BREAK / 2, words=wording.stretch(empty)))
            x += _BREAK
        width = room * weight / sum(weights)
        panels.append(_panel(group, x, width))
        before = group[-1].middle
        x += width
    return panels, gaps


def _panel(group: Sequence[Moment], x: float, width: float) -> Panel:
    margin = max(4, round(_days(group) * 0.08))
    first, last = _moved(group[0].middle, -margin), _moved(group[-1].middle, margin)
    bare = Panel(x=x, width=width, first=first, last=last, ticks=())
    is_single = len({moment.when for moment in group}) == 1
    ticks = ((round(bare.at(group[0].middle), 1), group[0].when),) if is_single else _ticks(bare)
    return Panel(x=x, width=width, first=first, last=last, ticks=ticks)


def _ticks(panel: Panel) -> tuple[tuple[float, str], ...]:
    """Return round days to write under a panel: the finest step whose words have room."""
    days = max(1, (panel.last - panel.first).days)
    for step, words, per in _STEPS:
        if panel.width * per / days >= words:
            return tuple(
                (round(panel.at(d), 1), _written(d, step)) for d in _round_days(panel, step)
            )
    return ()


def _round_days(panel: Panel, step: str) -> list[date]:
    """Return the days of a panel that a step marks."""
    years = range(panel.first.year, panel.last.year + 1)
    if step in _YEARS:
        days = [date(year, 1, 1) for year in years if year % _YEARS[step] == 0]
    elif step in _MONTHS:
        days = [date(year, month, 1) for year in years for month in range(1, 13, _MONTHS[step])]
    else:
        each = (_moved(panel.first, n) for n in range((panel.last - panel.first).days + 1))
        days = [day for day in each if step == "day" or day.day in _WEEKS]
    return [day for day in days if panel.first <= day <= panel.last]


def _moved(day: date, by: int) -> date:
    """Return the day some days on, or the last that a calendar has."""
    return date.fromordinal(min(max(day.toordinal() + by, 1), date.max.toordinal()))


def _written(value: date, step: str) -> str:
    if step in {"day", "week"}:
        return f"{value.day} {value:%b} {value.year}"
    return f"{value:%b} {value.year}" if step in {"month", "quarter"} else str(value.year)
