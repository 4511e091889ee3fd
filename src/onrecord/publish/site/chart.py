"""The drawing of incidents through time: how many on each day, in each month or year."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.publish.site import wording
from onrecord.publish.site.gathered import UNDATED, Row
from onrecord.publish.words import _

WIDTH, LEFT, TOP, FLOOR, HEIGHT = 720, 40, 12, 172, 200
_MOST_BARS = 60
_OF_A_DAY = len("2018-08-09")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """
    Incidents of one stretch of time.

    Attributes:
        key: `2018-08-09`, `2018-08`, `2018` or `undated`.
        many: How many incidents.
        path: The page that lists them; None where a stretch is longer than a month.
        x, y, width, height: In the drawing's units.
    """

    key: str
    many: int
    path: str | None
    x: float = 0
    y: float = FLOOR
    width: float = 0
    height: float = 0

    def name(self) -> str:
        """Return the stretch in words, in the language of the page."""
        if len(self.key) == _OF_A_DAY:
            return wording.day(date.fromisoformat(self.key))
        return wording.month_of(self.key) if "-" in self.key or self.key == UNDATED else self.key


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Bars, lines across with their numbers, and words below."""

    bars: Sequence[Bar]
    lines: Sequence[tuple[float, int]]
    ticks: Callable[[], Sequence[tuple[float, str]]]
    caption: Callable[[], str]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    floor: int = FLOOR


def table(months: Mapping[str, Sequence[int]]) -> list[Bar]:
    """Return a line for each month that has incidents; by year where there are many months."""
    counted = {key: len(rows) for key, rows in months.items()}
    if len(counted) <= _MOST_BARS * 2:
        return [
            Bar(key=key, many=many, path=f"incidents/month-{key}.html")
            for key, many in counted.items()
        ]
    return [Bar(key=key, many=many, path=None) for key, many in _by_year(counted).items()]


def chart(rows: Sequence[Row]) -> Chart | None:
    """Return the drawing by day, month or year, whichever fits; None where no day is known."""
    days = [row.day for row in rows if row.day is not None]
    if not days:
        return None
    first, last = min(days), max(days)
    if (last - first).days < _MOST_BARS:
        return _drawn(_days(days, max(last, _later(first, 6))))
    by_month = Counter(f"{day.year:04}-{day.month:02}" for day in days)
    whole = _whole_months(by_month)
    if len(whole) > _MOST_BARS:
        by_year = _by_year(by_month)
        years = range(int(min(by_year)), int(max(by_year)) + 1)
        whole = {f"{year:04}": by_year.get(f"{year:04}", 0) for year in years[-_MOST_BARS:]}
    return _drawn(whole)


def _days(days: Sequence[date], last: date) -> dict[str, int]:
    """Return every day from the first to the last, those without incidents too."""
    counted, first = Counter(days), min(days)
    every = (_later(first, n) for n in range((last - first).days + 1))
    return {day.isoformat(): counted.get(day, 0) for day in every}


def _later(day: date, days: int) -> date:
    return date.max if (date.max - day).days < days else day + timedelta(days=days)


def _by_year(counted: Mapping[str, int]) -> dict[str, int]:
    found: dict[str, int] = {}
    for key, many in counted.items():
        year = key if key == UNDATED else key[:4]
        found[year] = found.get(year, 0) + many
    return found


def _whole_months(counted: Mapping[str, int]) -> dict[str, int]:
    """Return every month from the first to the last, those without incidents too."""
    first, last = (_index(key) for key in (min(counted), max(counted)))
    keys = (f"{n // 12:04}-{n % 12 + 1:02}" for n in range(first, last + 1))
    return {key: counted.get(key, 0) for key in keys}


def _index(key: str) -> int:
    return int(key[:4]) * 12 + int(key[5:]) - 1


def _drawn(whole: Mapping[str, int]) -> Chart:
    most = max(whole.values())
    step = _step(most)
    top = step * -(-most // step)
    room = (WIDTH - LEFT) / len(whole)
    gap = 1.5 if room > 5 else 0.5
    bars = []
    for n, (key, many) in enumerate(whole.items()):
        height = round((FLOOR - TOP) * many / top, 1)
        bars.append(
            Bar(
                key=key, many=many, path=None, x=round(LEFT + n * room + gap, 1),
                y=round(FLOOR - height, 1), width=round(max(1.0, room - 2 * gap), 1),
                height=height,
            )
        )  # fmt: skip
    lines = [(round(FLOOR - (FLOOR - TOP) * n / top, 1), n) for n in range(step, top + 1, step)]
    return Chart(
        bars=bars,
        lines=lines,
        ticks=lambda: _ticks(bars),
        caption=lambda: _caption(bars),
    )


def _step(most: int) -> int:
    """Return a round number of which at most four make the highest bar."""
    step = 1
    while most > 4 * step:
        step = step * 5 // 2 if str(step)[0] == "2" else step * 2
    return step


def _ticks(bars: Sequence[Bar]) -> list[tuple[float, str]]:
    every = max(1, -(-len(bars) // 5))
    return [(round(bar.x + bar.width / 2, 1), bar.name()) for bar in bars[every // 2 :: every]]


def _caption(bars: Sequence[Bar]) -> str:
    most = max(bars, key=lambda bar: bar.many)
    words = {
        10: _("Incidents by day, by their first possible day. Most: %(name)s, %(many)s."),
        7: _("Incidents by month, by their first possible day. Most: %(name)s, %(many)s."),
        4: _("Incidents by year, by their first possible day. Most: %(name)s, %(many)s."),
    }[len(most.key)]
    note = _("Few reports do not mean little harm.")
    return f"{words % {'name': most.name(), 'many': wording.incidents(most.many)}} {note}"
