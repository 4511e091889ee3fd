"""
An estimate as drawings: which lists share whom, and what each model says, side by side.

Only where things stand, in units of the drawing (pixels at 100 %); what is said beside them is
the page's. Overlaps are drawn as an UpSet plot (Lex et al. 2014, IEEE TVCG 20(12)).
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.model import Estimate, InclusionTable, Interval, Method, ModelEstimate

MOST_PATTERNS = 24  # columns that are drawn; the table beside them has all
_STEP, _WIDE, _HIGH = 30, 18, 170  # from column to column; a column's width; the highest
_LINE = 28  # from list to list
_NAMES, _TOTALS = 190, 120  # room for the lists' names, and for their totals
_TOP = 26
_LEFT, _RIGHT, _WIDTH = 230, 40, 940  # of the drawing of answers
_ROW, _HILL = 58, 34  # a row's height; how high a distribution rises in it
_LOW_ROW, _LOW_HILL = 36, 20  # likewise, where many are compared
_CUT = 2.5  # times the largest answer: an interval that goes further is drawn as an arrow
_GRID = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """
    The people on exactly some lists.

    Attributes:
        lists: Names of these lists.
        count: How many people.
        x: The middle of the column.
        top: Where it ends above.
        dots: Where each list's dot is, from above.
        is_shared: Whether they are on two lists or more.
    """

    lists: tuple[str, ...]
    count: int
    x: float
    top: float
    dots: tuple[float, ...]
    is_shared: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A list: its name, how many people are on it, where it stands, how long its bar is."""

    name: str
    total: int
    y: float
    bar: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlaps:
    """
    Who is on which lists, drawn.

    Attributes:
        width, height: Of the whole.
        wide: Width of a column.
        left: Where the columns begin.
        totals: Where the bars of the lists begin.
        floor: Where the columns stand.
        columns: The commonest patterns, the most people first.
        lines: The lists, in the order of the table.
        more: How many patterns are not drawn.
        more_people: How many people are in those.
    """

    width: float
    height: float
    wide: float
    left: float
    totals: float
    floor: float
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    more: int = 0
    more_people: int = 0


def overlaps(table: InclusionTable, most: int = MOST_PATTERNS) -> Overlaps:
    """
    Return who is on which lists as a drawing.

    >>> table = InclusionTable(lists=("A", "B"), cells=(("10", 20), ("01", 5), ("11", 10)))
    >>> [(c.lists, c.count) for c in overlaps(table).columns]
    [(('A',), 20), (('A', 'B'), 10), (('B',), 5)]
    """
    held = sorted(((c, p) for p, c in table.cells if c), key=lambda one: (-one[0], one[1]))
    left, floor = _NAMES + _TOTALS, _TOP + _HIGH
    largest = max((count for count, _ in held), default=1)
    heights = [floor + _LINE * (at + 0.75) for at in range(len(table.lists))]
    columns = tuple(
        Column(
            lists=tuple(n for n, on in zip(table.lists, pattern, strict=True) if on == "1"),
            count=count,
            x=left + _STEP * (at + 0.8),
            top=floor - max(1.0, _HIGH * count / largest),
            dots=tuple(y for y, on in zip(heights, pattern, strict=True) if on == "1"),
            is_shared=pattern.count("1") > 1,
        )
        for at, (count, pattern) in enumerate(held[:most])
    )
    return Overlaps(
        width=left + _STEP * (len(columns) + 1),
        height=floor + _LINE * (len(table.lists) + 0.6),
        wide=_WIDE,
        left=left,
        totals=_NAMES,
        floor=floor,
        columns=columns,
        lines=_lines(table, heights),
        more=max(0, len(held) - most),
        more_people=sum(count for count, _ in held[most:]),
    )


def _lines(table: InclusionTable, heights: Sequence[float]) -> tuple[Line, ...]:
    totals = [
        sum(count for pattern, count in table.cells if pattern[at] == "1")
        for at in range(len(table.lists))
    ]
    largest = max(totals, default=1) or 1
    room = _TOTALS - 62  # the rest is for the number
    return tuple(
        Line(name=name, total=total, y=y, bar=room * total / largest)
        for name, total, y in zip(table.lists, totals, heights, strict=True)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """
    An interval: where it begins, ends and has its point.

    Attributes:
        interval: What is drawn.
        start, end: From left to right.
        point: None for a bound, or where it lies beyond the drawing.
        is_open: It says only "at least": an arrow.
        is_cut: It ends beyond the drawing.
        share: Of the chains, or of the probability, for one of several answers; else None.
        y: The height at which it is drawn.
    """

    interval: Interval
    start: float
    end: float
    point: float | None
    is_open: bool
    is_cut: bool
    share: float | None
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """
    A row of the drawing: what one model says.

    Attributes:
        method: The model.
        what: What is done otherwise, for a variation; "" for the answer itself.
        y: Where the row stands.
        bars: One for an answer; one for each of several separate ones; none if refused.
        hill: Its distribution as the path of an SVG; "" where there is none.
        is_refused: Whether it gives no answer.
        is_first: Whether it is the first of its model.
    """

    method: Method
    what: str
    y: float
    bars: tuple[Bar, ...]
    hill: str
    is_refused: bool
    is_first: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SideBySide:
    """
    What models say, drawn under each other on one scale.

    Attributes:
        width, height: Of the whole.
        left, right: Where the scale begins and ends.
        floor: Where the scale's numbers stand.
        grid: (x, people).
        seen: Where the number of people listed stands: no answer is below it.
        answers: In their order.
    """

    width: float
    height: float
    left: float
    right: float
    floor: float
    grid: tuple[tuple[float, int], ...]
    seen: float
    answers: tuple[Answer, ...]


def side_by_side(estimates: Sequence[ModelEstimate], seen: int) -> SideBySide:
    """Return what models say of the same people as one drawing."""
    return _drawn([("", one) for one in estimates], seen, _ROW, _HILL)


def otherwise(estimate: Estimate, kind: str) -> SideBySide | None:
    """
    Return what comes out where something is done otherwise; None if nothing was tried.

    Args:
        estimate: With its variations.
        kind: Of variation: `without-list`, `prior`, …
    """
    tried = [one for one in estimate.variations if one.kind == kind]
    rows = []
    for told in estimate.estimates:
        others = [(v.what, m) for v in tried for m in v.estimates if m.method is told.method]
        rows += [("", told), *others] if others else []
    return _drawn(rows, estimate.table.seen, _LOW_ROW, _LOW_HILL) if rows else None


def _drawn(
    rows: Sequence[tuple[str, ModelEstimate]], seen: int, room: float, rise: float
) -> SideBySide:
    last = _last(_intervals(one for _, one in rows), seen)
    scale = _Scale(last)
    return SideBySide(
        width=_WIDTH,
        height=_TOP + room * len(rows) + 34,
        left=_LEFT,
        right=_WIDTH - _RIGHT,
        floor=_TOP + room * len(rows) + 18,
        grid=tuple((scale(people), people) for people in _ticks(last)),
        seen=scale(seen),
        answers=tuple(
            _answer(rows, at, _TOP + room * (at + 0.72), rise, scale) for at in range(len(rows))
        ),
    )


class _Scale:
    """From people to where they stand, from left to right, beginning at nobody."""

    def __init__(self, last: int) -> None:
        self.last = last
        self._each = (_WIDTH - _LEFT - _RIGHT) / last

    def __call__(self, people: float) -> float:
        return round(_LEFT + self._each * min(max(people, 0.0), self.last), 1)


def _intervals(estimates: Iterable[ModelEstimate]) -> list[Interval]:
    return [
        interval
        for one in estimates
        for interval in ((one.interval,) if one.interval else tuple(m.interval for m in one.modes))
    ]


def _last(intervals: Sequence[Interval], seen: int) -> int:
    """Return where the scale ends: a round number, not one that a single wild end would set."""
    points = [one.point if one.point is not None else one.low for one in intervals]
    most = _CUT * max([*points, seen], default=1)
    ends = [one.high for one in intervals if math.isfinite(one.high) and one.high <= most]
    wanted = max([*points, *ends, *(most for one in intervals if one.high > most), seen, 1])
    step = _step(wanted)
    return math.ceil(wanted / step) * step


def _step(wanted: float) -> int:
    """Return a round number of people of which about six make the scale."""
    size = 10 ** max(0, math.floor(math.log10(max(wanted, 1) / _GRID)))
    return next(int(size * n) for n in (1, 2, 5, 10, 20) if size * n * _GRID >= wanted)


def _ticks(last: int) -> range:
    return range(0, last + 1, _step(last))


def _answer(
    rows: Sequence[tuple[str, ModelEstimate]], at: int, y: float, rise: float, scale: _Scale
) -> Answer:
    what, one = rows[at]
    told = [(one.interval, None)] if one.interval else [(m.interval, m.share) for m in one.modes]
    step = min(9.0, rise / len(told)) if told else 0.0
    bars = tuple(
        _bar(interval, share, one.is_lower_bound, y - step * (len(told) - 1 - nth), scale)
        for nth, (interval, share) in enumerate(told)
    )
    return Answer(
        method=one.method,
        what=what,
        y=y,
        bars=bars,
        hill=_hill(one.density, y - 7, rise, scale),
        is_refused=one.is_refused,
        is_first=at == 0 or rows[at - 1][1].method is not one.method,
    )


def _bar(interval: Interval, share: float | None, is_open: bool, y: float, scale: _Scale) -> Bar:  # noqa: FBT001 - from the model's own word
    is_cut = interval.high > scale.last
    point = interval.point
    return Bar(
        interval=interval,
        start=scale(interval.low),
        end=min(scale(interval.low) + 46, _WIDTH - _RIGHT) if is_open else scale(interval.high),
        point=None if point is None or point > scale.last or is_open else scale(point),
        is_open=is_open,
        is_cut=is_cut and not is_open,
        share=share,
        y=y,
    )


def _hill(density: Sequence[tuple[float, float]], base: float, rise: float, scale: _Scale) -> str:
    """Return a distribution as a filled path: its highest point as high as every other's."""
    inside = [(people, height) for people, height in density if people <= scale.last]
    highest = max((height for _, height in inside), default=0.0)
    if len(inside) < 3 or highest <= 0:
        return ""
    points = " ".join(
        f"L{scale(people):.1f} {base - rise * height / highest:.1f}" for people, height in inside
    )
    return f"M{scale(inside[0][0]):.1f} {base} {points} L{scale(inside[-1][0]):.1f} {base}Z"
