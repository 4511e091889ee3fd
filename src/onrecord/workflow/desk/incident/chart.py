"""What claims say, each when it was published, on one axis of people: where every mark stands."""

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from onrecord.model import Claim, Figure, Incident, Measure, Qualifier
from onrecord.workflow.desk.incident.order import Order, order
from onrecord.workflow.desk.view import View

SHAPES = 8  # told apart at a glance; the letter beside each says which of more it is
_MOST_MARKS = 90
_MOST_ON_A_LINE = 36
_TOP, _PLOT, _FOOT = 34, 250, 72
_LEFT, _RIGHT = 56, 92
_LEAST_WIDTH, _WIDTH = 560, 1040
_SLOT = (15.0, 40.0)  # how narrow and how wide a mark's own room may be
_EDGE, _GAP = 22, 34  # round the marks of a day; between days that do not follow one another
_DAY = 62  # room that a day's name takes
_FAR_APART = 25  # times: beyond that a straight scale shows nothing of the small numbers
_ARROW = 26


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """
    What one origin says on one day: one claim, or several that say the same.

    Attributes:
        letter, shape: Of the origin; the shape is a number below `SHAPES`.
        numbers: Of the claims.
        low, high: As said; None where the words leave that end open.
        x: Where it stands.
        bottom, top: Of the line, downwards growing.
        is_vague: A number in words only ("dozens").
        is_used: Whether the figure rests on it.
        day: Of publication; None if not told.
    """

    letter: str
    shape: int
    numbers: tuple[int, ...]
    claim_ids: tuple[str, ...]
    low: float | None
    high: float | None
    x: float
    bottom: float
    top: float
    is_vague: bool
    is_used: bool
    day: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day of publication: where its marks stand, and the days without any before it."""

    day: date | None
    x: float
    width: float
    empty: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """The figure behind the marks; `top` is the chart's own where its maximum is open."""

    figure: Figure
    top: float
    bottom: float
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """
    All that the drawing of one outcome needs.

    Attributes:
        is_steep: Each step of the scale is ten times the last.
        is_tight: There is so little room that letters stand on two lines.
        more: Marks that are not drawn, because there are too many.
    """

    outcome: str
    width: float
    height: float
    floor: float
    left: float
    right: float
    marks: tuple[Mark, ...]
    days: tuple[Day, ...]
    grid: tuple[tuple[float, int], ...]
    band: Band | None
    is_steep: bool
    is_tight: bool
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """Claims that are one mark."""

    group: int
    letter: str
    day: date | None
    low: float | None
    high: float | None
    is_used: bool
    claims: tuple[Claim, ...]


def charts(view: View, incident: Incident) -> tuple[Chart, ...]:
    """Return a drawing for each outcome of which two numbers or more are told."""
    known = order(view, incident)
    made = []
    for figure in view.record.figures.get(incident.id, ()):
        told = list(_told(view, known, figure))
        if sum(len(one.claims) for one in told) > 1:
            made.append(_chart(told, figure, known))
    return tuple(made)


def _told(view: View, known: Order, figure: Figure) -> Iterator[_Told]:
    for at, group in enumerate(known.groups):
        found: dict[tuple[date | None, float | None, float | None, bool], list[Claim]]
        found = defaultdict(list)
        for place in group.places:
            claim = view.record.claims[place.claim_id]
            if _is_wanted(claim, figure):
                document = view.record.documents.get(claim.document)
                day = document.published if document else None
                key = (day, claim.count.low, claim.count.high, claim.id in figure.used)
                found[key].append(claim)
        for (day, low, high, is_used), claims in found.items():
            yield _Told(
                group=at,
                letter=group.letter,
                day=day,
                low=low,
                high=high,
                is_used=is_used,
                claims=tuple(claims),
            )


def _is_wanted(claim: Claim, figure: Figure) -> bool:
    is_of_it = claim.outcome == figure.outcome and claim.measure is Measure.PEOPLE
    return is_of_it and claim.count.is_known and claim.decision != "rejected"


def _chart(told: list[_Told], figure: Figure, known: Order) -> Chart:
    drawn = sorted(told, key=lambda one: (not one.is_used, -len(one.claims)))[:_MOST_MARKS]
    drawn.sort(key=lambda one: (one.day or date.max, one.group, -(one.high or one.low or 0)))
    scale = _Scale(drawn, figure)
    days, places, width = _across(drawn)
    floor = _TOP + _PLOT
    return Chart(
        outcome=figure.outcome,
        width=width,
        height=floor + _FOOT,
        floor=floor,
        left=_LEFT,
        right=width - _RIGHT,
        marks=tuple(_mark(one, x, scale, known) for one, x in zip(drawn, places, strict=True)),
        days=days,
        grid=scale.grid,
        band=_band(figure, scale),
        is_steep=scale.is_steep,
        is_tight=len(drawn) > _MOST_ON_A_LINE,
        more=len(told) - len(drawn),
    )


class _Scale:
    """From people to height: straight, or by tens where numbers lie very far apart."""

    def __init__(self, told: Sequence[_Told], figure: Figure) -> None:
        ends = [end for one in told for end in (one.low, one.high) if end is not None]
        ends += [end for end in (figure.minimum, figure.maximum) if end is not None]
        self.most = max(ends, default=1) or 1
        least = min((end for end in ends if end > 0), default=1)
        self.is_steep = self.most > _FAR_APART * least
        self.grid = tuple((self.y(step), step) for step in self._steps())

    def y(self, people: float) -> float:
        """Return how far down a number stands."""
        share = people / self.most
        if self.is_steep:
            share = math.log10(1 + people) / math.log10(1 + self.most)
        return round(_TOP + _PLOT * (1 - min(1.0, share)), 1)

    def _steps(self) -> list[int]:
        if self.is_steep:
            return [0, *(10**k for k in range(9) if 10**k <= self.most)]
        rough = self.most / 4
        power = 10 ** math.floor(math.log10(rough)) if rough >= 1 else 1
        step = next(int(n * power) for n in (1, 2, 5, 10) if n * power >= rough)
        return list(range(0, math.floor(self.most) + 1, max(1, step)))


def _across(told: Sequence[_Told]) -> tuple[tuple[Day, ...], list[float], float]:
    """Return the days side by side, where each mark stands, and how wide it all is."""
    groups: list[tuple[date | None, int]] = []
    for one in told:
        if groups and groups[-1][0] == one.day:
            groups[-1] = (one.day, groups[-1][1] + 1)
        else:
            groups.append((one.day, 1))
    empty = [_empty(a, b) for (a, _), (b, _) in pairwise(groups)]
    fixed = _LEFT + _RIGHT + len(groups) * _EDGE + _GAP * sum(n != 0 for n in empty)
    slot = min(max((_WIDTH - fixed) / max(1, len(told)), _SLOT[0]), _SLOT[1])
    days: list[Day] = []
    places: list[float] = []
    x = float(_LEFT)
    for (day, many), before in zip(groups, [0, *empty], strict=True):
        x += _GAP if before else 0
        width = max(many * slot + _EDGE, _DAY)
        days.append(Day(day=day, x=round(x, 1), width=round(width, 1), empty=before))
        start = x + (width - many * slot) / 2
        places += [round(start + (n + 0.5) * slot, 1) for n in range(many)]
        x += width
    return tuple(days), places, max(round(x + _RIGHT), _LEAST_WIDTH)


def _empty(before: date | None, after: date | None) -> int:
    """Return the days between two that have no mark; -1 before what is undated."""
    if before is None or after is None:
        return -1
    return (after - before).days - 1


def _mark(one: _Told, x: float, scale: _Scale, known: Order) -> Mark:
    low, high = one.low, one.high
    bottom = scale.y(low if low is not None else high or 0)
    top = scale.y(high if high is not None else low or 0)
    if high is None:
        top = max(top - _ARROW, _TOP - _ARROW)
    if low is None:
        bottom = min(bottom + _ARROW, _TOP + _PLOT)
    return Mark(
        letter=one.letter,
        shape=one.group % SHAPES,
        numbers=tuple(known.numbers[claim.id] for claim in one.claims),
        claim_ids=tuple(claim.id for claim in one.claims),
        low=low,
        high=high,
        x=x,
        bottom=bottom,
        top=top,
        is_vague=all(claim.count.qualifier is Qualifier.VAGUE for claim in one.claims),
        is_used=one.is_used,
        day=one.day,
    )


def _band(figure: Figure, scale: _Scale) -> Band | None:
    if figure.minimum is None and figure.maximum is None:
        return None
    return Band(
        figure=figure,
        top=scale.y(figure.maximum) if figure.maximum is not None else 4,
        bottom=scale.y(figure.minimum or 0),
        is_open=figure.maximum is None,
    )
