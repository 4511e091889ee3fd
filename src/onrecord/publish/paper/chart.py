"""
A chart of incidents over time, as a drawing in text (SVG): a range is drawn as a range.

A bar runs from the fewest to the most killed that is told, with no point in its middle: a
range is no interval round a best guess. A dot is one number; an arrow means "or more"; a
ring under the axis, that no number is told, which is not zero.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup, escape

from onrecord.publish.paper.figures import Told
from onrecord.publish.site import wording
from onrecord.publish.words import _, spoken

WIDTH, _TOP, _HEIGHT, _LEFT, _RIGHT = 760, 34, 190, 72, 14
_BASE = _TOP + _HEIGHT
_LANE = _BASE + 20  # where incidents without a number stand
_FOOT = _LANE + 40
_MOST_TICKS = 5
_APART, _MOST_APART = 11, 40
_STEPS = (1, 2, 7, 14, 31, 92, 183, 366, 731, 1827, 3653)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """An incident to draw: the day in the middle of those it may have been, and its figure."""

    first: date
    last: date
    label: str
    told: Told

    @property
    def middle(self) -> date:
        """The day that it is drawn at."""
        return self.first + (self.last - self.first) / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """
    A drawing.

    Attributes:
        svg: The whole of it, as text.
        says: What it shows, in words, for who cannot see it.
    """

    svg: Markup
    says: str


def over_time(marks: Sequence[Mark]) -> Drawing | None:
    """Return the chart; None where fewer than two incidents have a day."""
    if len(marks) < 2:
        return None
    first, last = min(m.middle for m in marks), max(m.middle for m in marks)
    most = _round_up(max([10, *(_most(m.told) for m in marks)]))
    says = _says(marks)
    parts = [
        Markup(
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" role="img" '
            'aria-label="{}" font-family="Libertinus Serif, Amiri" direction="ltr">'
        ).format(WIDTH, _FOOT, says),
        *_scale(most),
        *_ticks(first, last),
        *(_mark(mark, x, most) for mark, x in _spread(marks, first, last)),
        Markup("</svg>"),
    ]
    return Drawing(svg=Markup("").join(parts), says=says)


def height(value: float, most: float) -> float:
    """
    Return the share of the height that a number takes: each step of ten is as high as the last.

    >>> height(0, 999), height(999, 999)
    (0.0, 1.0)
    """
    return math.log10(1 + value) / math.log10(1 + most)


def _y(value: float, most: float) -> float:
    return round(_BASE - _HEIGHT * height(value, most), 1)


def _x(day: date, first: date, last: date) -> float:
    room = WIDTH - _LEFT - _RIGHT - 40
    share = (day - first).days / max(1, (last - first).days)
    return round(_LEFT + 20 + room * share, 1)


def _most(told: Told) -> int:
    return max(told.low or 0, told.high or 0)


def _says(marks: Sequence[Mark]) -> str:
    known = [mark for mark in marks if mark.told.is_known]
    if not known:
        return _("Incidents over time; for none of them a number of people killed is told.")
    largest = max(known, key=lambda mark: (mark.told.low or 0, _most(mark.told)))
    return _(
        "Incidents over time, each with the fewest and the most people killed that is told. The "
        "one with the highest minimum: %(label)s, %(figure)s. The table below has the same in "
        "words."
    ) % {"label": largest.label, "figure": largest.told.words}


def _text(x: float, y: float, words: str, *, anchor: str = "middle") -> Markup:
    # The drawing runs from left to right in every language; its words run in their own way
    # (UAX #9: RLI, PDI), which no program that draws takes for another end of the line.
    said = f"\u2067{words}\u2069" if spoken().direction == "rtl" else words
    return Markup(
        '<text class="tick" x="{}" y="{}" text-anchor="{}" font-size="13" fill="#5d574e">{}</text>'
    ).format(x, y, anchor, said)


def _scale(most: float) -> list[Markup]:
    """Return lines across at 0, 1, 10, 100, ... people, and what they count."""
    parts = [_text(4, 14, _("people killed; each step is ten times the last"), anchor="start")]
    for step in sorted({0, *(10**k for k in range(8) if 10**k <= most), int(most)}):
        y = _y(step, most)
        parts.append(
            Markup('<line class="grid" x1="{}" x2="{}" y1="{}" y2="{}" stroke="#dcd7cc"/>').format(
                _LEFT, WIDTH - _RIGHT, y, y
            )
        )
        parts.append(_text(_LEFT - 8, y + 4, wording.number(step), anchor="end"))
    parts.append(_text(_LEFT - 8, _LANE + 4, _("not told"), anchor="end"))
    return parts


def _ticks(first: date, last: date) -> list[Markup]:
    days = (last - first).days
    step = next((s for s in _STEPS if days / s <= _MOST_TICKS), max(1, days // _MOST_TICKS))
    marked = [first + timedelta(days=n) for n in range(0, days + 1, step)]
    return [_tick(_x(day, first, last), _day(day, step)) for day in marked]


def _tick(x: float, words: str) -> Markup:
    """Return the words under the axis, inside the drawing also at its end."""
    is_last = x > WIDTH - 60
    at = WIDTH - _RIGHT if is_last else x
    return _text(at, _LANE + 30, words, anchor="end" if is_last else "middle")


def _day(day: date, step: int) -> str:
    if step >= 366:
        return str(day.year)
    if step >= 31:
        return _("%(month)s %(year)s") % {"month": wording.month(day.month), "year": day.year}
    return wording.day(day)


def _round_up(value: int) -> int:
    """
    Return a round number that is not less: 1, 2 or 5 and noughts.

    >>> _round_up(55), _round_up(100), _round_up(1200)
    (100, 100, 2000)
    """
    power = int("1" + "0" * (len(str(value)) - 1))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= value)


def _spread(marks: Sequence[Mark], first: date, last: date) -> list[tuple[Mark, float]]:
    """Return where each mark stands; marks of a day stand side by side while there are few."""
    placed: list[tuple[Mark, float]] = []
    apart = _APART if len(marks) <= _MOST_APART else 0
    for mark in sorted(marks, key=lambda one: (one.middle, one.label)):
        x = _x(mark.middle, first, last)
        placed.append((mark, max(x, placed[-1][1] + apart) if placed else x))
    over = max(0.0, placed[-1][1] - (WIDTH - _RIGHT)) if placed else 0.0
    return [(mark, round(x - over, 1)) for mark, x in placed]


def _mark(mark: Mark, x: float, most: float) -> Markup:
    title = Markup("<title>{}: {}</title>").format(mark.label, mark.told.words)
    return Markup('<g class="mark">{}{}</g>').format(title, _shape(mark.told, x, most))


def _shape(told: Told, x: float, most: float) -> Markup:
    if not told.is_known:
        return Markup(
            '<circle class="ring" cx="{}" cy="{}" r="4" fill="none" stroke="#7b2318" '
            'stroke-width="1.6"/>'
        ).format(x, _LANE)
    low, high = told.low, told.high
    is_open = told.is_open or high is None
    top = _y(high if high is not None else low or 0, most)
    bottom = _y(low or 0, most)
    if low is not None and low == (high if high is not None else low):
        shape = Markup('<circle class="dot" cx="{}" cy="{}" r="4" fill="#7b2318"/>').format(x, top)
    else:
        shape = Markup(
            '<rect class="bar" x="{}" y="{}" width="7" height="{}" rx="1" fill="#7b2318"/>'
        ).format(round(x - 3.5, 1), top, max(2, round(bottom - top, 1)))
    if is_open:
        shape += Markup(
            '<path class="more" d="M{} {}v-10m-4 4l4 -4.5l4 4.5" fill="none" stroke="#7b2318" '
            'stroke-width="1.8"/>'
        ).format(x, top - 3)
    return shape


def bar(share: float) -> Markup:
    """Return a bar across, as long as a share of a hundred."""
    return Markup(
        '<svg class="share" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="bar" width="{}" height="8"/></svg>'
    ).format(escape(share))
