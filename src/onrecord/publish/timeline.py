"""Incidents over time: where each bar stands, with long empty stretches cut and marked."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.publish import wording
from onrecord.publish.axis import RIGHT, WIDTH, Gap, Moment, Panel, clusters, panels_of

_TOP = 66
_HEIGHT = 190  # of the part where numbers are drawn
_APART = 17  # bars of one week are pushed this far apart
_MOST_SINGLE = 60  # dated incidents drawn one by one; more become one row a year
_LABEL = 5.9  # width of a letter of a label, about


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
    panels, gaps = panels_of(dated)
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
    """Return the bars pushed apart; those without a number go into a lane of their own."""
    placed: list[Bar] = []
    for bar in bars:
        x = bar.x if not placed else max(bar.x, placed[-1].x + _APART)
        top, bottom = (bar.top, bar.bottom) if bar.moment.is_told else (lane, lane)
        placed.append(
            Bar(moment=bar.moment, x=round(min(x, WIDTH - RIGHT), 1), top=top, bottom=bottom,
                is_open=bar.is_open, span=bar.span)
        )  # fmt: skip
    return placed


def _captioned(bars: Sequence[Bar]) -> list[Bar]:
    """Return the bars with place and number written over them, wherever there is room."""
    taken: list[tuple[float, float, float]] = []
    done: list[Bar] = []
    for bar in bars:
        place = bar.moment.place.split(",")[0]
        words = f"{bar.moment.label} {place[:18]}{'…' if len(place) > 18 else ''}"
        half = max(len(words), len(bar.moment.killed)) * _LABEL / 2
        middle = min(max(bar.x, half + 4), WIDTH - half - 2)
        y = bar.top - (22 if bar.is_open else 14)
        box = (middle - half, middle + half, y)
        clash = any(
            box[0] < right and left < box[1] and abs(y - other) < 30
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
            bars.add((x, round(y + 38 - rise, 1), round(max(3, rise - floor), 1)))
    return Year(
        year=year, y=y, incidents=len(moments), bars=tuple(sorted(bars)),
        untold=sum(not m.is_told for m in moments), gap=gap,
    )  # fmt: skip


def _of_year(value: date) -> float:
    return 70 + (WIDTH - 210) * ((value - date(value.year, 1, 1)).days / 366)
