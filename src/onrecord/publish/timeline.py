"""Incidents over time: where each bar stands, with long empty stretches cut and marked."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.publish import wording

WIDTH = 1120
_LEFT, _RIGHT, _TOP = 56, 16, 46
_HEIGHT = 190  # of the part where numbers are drawn
_BREAK = 46  # width of a break mark
_APART = 17  # bars of one week are pushed this far apart
_MOST_PANELS = 6
_MOST_SINGLE = 60  # dated incidents drawn one by one; more become one row a year
_LABEL = 5.9  # width of a letter of a label, about


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
class Bar:
    """One incident's mark; y runs down from `top` (the most) to `bottom` (the fewest)."""

    moment: Moment
    x: float
    top: float
    bottom: float
    is_open: bool
    span: tuple[float, float] | None
    caption: tuple[float, float, str] | None = None


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """One year as a row of thin bars."""

    year: int
    y: float
    incidents: int
    bars: tuple[tuple[float, float, float], ...]
    untold: int
    gap: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row of the list that stands for the drawing on a phone and for a screen reader."""

    moment: Moment
    low: float
    high: float
    gap: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """All that the drawing needs."""

    width: int
    height: float
    base: float
    lane: float
    panels: tuple[Panel, ...] = ()
    gaps: tuple[Gap, ...] = ()
    bars: tuple[Bar, ...] = ()
    grid: tuple[tuple[float, str], ...] = ()
    years: tuple[Year, ...] = ()
    months: tuple[tuple[float, str], ...] = ()
    lines: tuple[Line, ...] = ()
    undated: tuple[Moment, ...] = ()
    undated_more: int = 0


def timeline(moments: Sequence[Moment]) -> Timeline:
    """Return the drawing of all incidents, undated ones listed apart."""
    dated = sorted((m for m in moments if m.days), key=lambda m: (m.middle, m.label))
    undated = [m for m in moments if not m.days]
    few = tuple(undated[:_MOST_SINGLE])
    more = len(undated) - len(few)
    if len(dated) > _MOST_SINGLE:
        return _by_year(dated, few, more)
    most = max((m.maximum or m.minimum or 0 for m in dated), default=0)
    panels, gaps = _panels(dated)
    base = _TOP + _HEIGHT
    lane = base + 24
    bars = _captioned(_spread([_bar(m, panels, most) for m in dated], lane))
    return Timeline(
        width=WIDTH, height=lane + 56, base=base, lane=lane, panels=tuple(panels),
        gaps=tuple(gaps), bars=tuple(bars), grid=_grid(most), undated=few, undated_more=more,
        lines=tuple(_lines(dated, most)),
    )  # fmt: skip


def height(value: float, most: float) -> float:
    """
    Return the share of the height that a number takes: each step of ten is as high as the last.

    >>> height(0, 999), height(999, 999)
    (0.0, 1.0)
    """
    return math.log10(1 + value) / math.log10(1 + max(9, most))


def _y(value: float, most: float) -> float:
    return round(_TOP + _HEIGHT * (1 - height(value, most)), 1)


def _grid(most: float) -> tuple[tuple[float, str], ...]:
    steps = [0, 1, *(10**k for k in range(1, 8) if 10**k <= max(10, most * 1.05))]
    return tuple((_y(step, most), f"{step:,}") for step in steps)


def clusters(moments: Sequence[Moment]) -> list[list[Moment]]:
    """
    Return the incidents cut where a gap is long beside the time that the rest takes.

    The longest gap of a stretch is cut while it is over three months and over a third of
    that stretch, up to six stretches.
    """
    groups = [list(moments)] if moments else []
    while len(groups) < _MOST_PANELS:
        cuts = [
            (b.middle - a.middle, g, i)
            for g, group in enumerate(groups)
            for i, (a, b) in enumerate(zip(group, group[1:], strict=False), start=1)
            if (b.middle - a.middle).days > max(92, 0.34 * _days(group))
        ]
        if not cuts:
            break
        _, g, i = max(cuts)
        groups[g : g + 1] = [groups[g][:i], groups[g][i:]]
    return groups


def _days(group: Sequence[Moment]) -> int:
    return (group[-1].middle - group[0].middle).days


def _panels(dated: Sequence[Moment]) -> tuple[list[Panel], list[Gap]]:
    groups = clusters(dated)
    room = WIDTH - _LEFT - _RIGHT - _BREAK * max(0, len(groups) - 1)
    weights = [1.0 + math.sqrt(len(group)) for group in groups]
    panels: list[Panel] = []
    gaps: list[Gap] = []
    x = float(_LEFT)
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
    margin = timedelta(days=max(4, round(_days(group) * 0.08)))
    first, last = group[0].middle - margin, group[-1].middle + margin
    bare = Panel(x=x, width=width, first=first, last=last, ticks=())
    ticks = _ticks(bare)
    return Panel(x=x, width=width, first=first, last=last, ticks=ticks)


def _ticks(panel: Panel) -> tuple[tuple[float, str], ...]:
    """Return round days to write under a panel: the finest step whose words have room."""
    days = max(1, (panel.last - panel.first).days)
    for step, words, per in (("day", 74, 1), ("week", 74, 7), ("month", 74, 30), ("quarter", 74, 91),
                             ("year", 44, 365), ("lustrum", 44, 1826), ("decade", 44, 3652)):  # fmt: skip
        if panel.width * per / days >= words:
            return tuple(
                (round(panel.at(d), 1), _written(d, step)) for d in _round_days(panel, step)
            )
    return ()


def _round_days(panel: Panel, step: str) -> list[date]:
    found, at = [], panel.first
    every = {"quarter": 3, "month": 1}
    while at <= panel.last:
        is_tick = {
            "day": True,
            "week": at.day in {1, 8, 15, 22},
            "month": at.day == 1,
            "quarter": at.day == 1 and at.month % every["quarter"] == 1,
            "year": at.day == at.month == 1,
            "lustrum": at.day == at.month == 1 and at.year % 5 == 0,
            "decade": at.day == at.month == 1 and at.year % 10 == 0,
        }[step]
        if is_tick:
            found.append(at)
        at += timedelta(days=1)
    return found


def _written(value: date, step: str) -> str:
    if step in {"day", "week"}:
        return f"{value.day} {value:%b} {value.year}"
    return f"{value:%b} {value.year}" if step in {"month", "quarter"} else str(value.year)


def _bar(moment: Moment, panels: Sequence[Panel], most: float) -> Bar:
    panel = next((p for p in panels if p.first <= moment.middle <= p.last), panels[-1])
    first, last = moment.days or (moment.middle, moment.middle)
    span = (panel.at(first), panel.at(last)) if first != last else None
    fewest = moment.minimum if moment.minimum is not None else 0
    greatest = moment.maximum if moment.maximum is not None else fewest
    return Bar(
        moment=moment, x=panel.at(moment.middle), top=_y(greatest, most), bottom=_y(fewest, most),
        is_open=moment.is_told and moment.maximum is None, span=span,
    )  # fmt: skip


def _spread(bars: Sequence[Bar], lane: float) -> list[Bar]:
    """Return the bars pushed apart where they would hide one another; unknown ones in their lane."""
    placed: list[Bar] = []
    for bar in bars:
        x = bar.x if not placed else max(bar.x, placed[-1].x + _APART)
        top, bottom = (bar.top, bar.bottom) if bar.moment.is_told else (lane, lane)
        placed.append(
            Bar(moment=bar.moment, x=round(min(x, WIDTH - _RIGHT), 1), top=top, bottom=bottom,
                is_open=bar.is_open, span=bar.span)
        )  # fmt: skip
    return placed


def _captioned(bars: Sequence[Bar]) -> list[Bar]:
    """Return the bars with place and number written over them, wherever there is room."""
    taken: list[tuple[float, float, float]] = []
    done: list[Bar] = []
    for bar in bars:
        place = bar.moment.place.split(",")[0]
        words = f"{bar.moment.label} {place[:18]}{'…' if len(place) > 18 else ''}"  # noqa: PLR2004
        half = max(len(words), len(bar.moment.killed)) * _LABEL / 2
        middle = min(max(bar.x, half + 4), WIDTH - half - 2)
        y = bar.top - (22 if bar.is_open else 14)
        box = (middle - half, middle + half, y)
        clash = any(
            box[0] < right and left < box[1] and abs(y - other) < 30  # noqa: PLR2004
            for left, right, other in taken
        ) or any(
            box[0] - 5 < other.x < box[1] + 5 and other.top - 8 < y < other.bottom + 20
            for other in bars if other is not bar
        )  # fmt: skip
        caption = None if clash or not bar.moment.is_told else (round(middle, 1), y, words)
        if caption:
            taken.append(box)
        done.append(
            Bar(moment=bar.moment, x=bar.x, top=bar.top, bottom=bar.bottom, is_open=bar.is_open,
                span=bar.span, caption=caption)
        )  # fmt: skip
    return done


def _lines(dated: Sequence[Moment], most: float) -> list[Line]:
    lines: list[Line] = []
    starts = {id(group[0]): i for i, group in enumerate(clusters(dated)) if i}
    for i, moment in enumerate(dated):
        gap = None
        if id(moment) in starts:
            gap = wording.stretch((moment.middle - dated[i - 1].middle).days)
        low = height(moment.minimum or 0, most) * 200
        high = height(moment.maximum if moment.maximum is not None else moment.minimum or 0, most)
        lines.append(Line(moment=moment, low=round(low, 1), high=round(high * 200, 1), gap=gap))
    return lines


def _by_year(dated: Sequence[Moment], undated: tuple[Moment, ...], more: int) -> Timeline:
    """Return one row a year, empty years cut and marked."""
    most = max((m.maximum or m.minimum or 0 for m in dated), default=0)
    groups: dict[int, list[Moment]] = {}
    for moment in dated:
        groups.setdefault(moment.middle.year, []).append(moment)
    row, y, before = 46.0, 34.0, None
    years: list[Year] = []
    for year in sorted(groups):
        skipped = year - before - 1 if before is not None else 0
        if skipped:
            y += 18
        gap = f"{wording.plural(skipped, 'year')} without an incident" if skipped else None
        years.append(_year(year, groups[year], y, gap, most))
        y, before = y + row, year
    months = tuple(
        (round(_of_year(date(2001, m, 1)), 1), f"{date(2001, m, 1):%b}") for m in range(1, 13)
    )
    return Timeline(
        width=WIDTH, height=y + 12, base=0, lane=0, years=tuple(years), months=months,
        undated=undated, undated_more=more,
    )  # fmt: skip


def _year(year: int, moments: Sequence[Moment], y: float, gap: str | None, most: float) -> Year:
    bars = set()
    for moment in moments:
        if moment.is_told:
            top = moment.maximum if moment.maximum is not None else moment.minimum or 0
            low = moment.minimum or 0
            rise, floor = height(top, most) * 36, height(low, most) * 36
            x = round(_of_year(moment.middle), 1)
            bars.add((x, round(y + 38 - rise, 1), round(max(1.5, rise - floor), 1)))
    return Year(
        year=year, y=y, incidents=len(moments), bars=tuple(sorted(bars)),
        untold=sum(not m.is_told for m in moments), gap=gap,
    )  # fmt: skip


def _of_year(value: date) -> float:
    return 70 + (WIDTH - 210) * ((value - date(value.year, 1, 1)).days / 366)
