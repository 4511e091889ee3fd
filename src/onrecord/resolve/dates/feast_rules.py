"""Feasts that have their day: those of the calendar, and those that follow Easter."""

import re
from datetime import date, timedelta

from onrecord.model import When
from onrecord.resolve.dates.rule import Rule, part, rule
from onrecord.resolve.dates.spans import Anchor, a_day, one
from onrecord.resolve.dates.words import YEAR

_FIXED = {
    "new year's day": (1, 1), "new year's eve": (12, 31), "new year's night": (12, 31),
    "christmas eve": (12, 24), "christmas day": (12, 25), "christmas night": (12, 25),
    "christmas morning": (12, 25), "boxing day": (12, 26), "valentine's day": (2, 14),
    "st valentine's night": (2, 14), "halloween": (10, 31), "may day": (5, 1),
    "all saints' day": (11, 1),
}  # fmt: skip
# Days from Easter Sunday, as most of the world's calendars reckon it.
_MOVING = {
    "palm sunday": -7, "maundy thursday": -3, "good friday": -2, "holy saturday": -1,
    "easter sunday": 0, "easter day": 0, "easter monday": 1, "ash wednesday": -46,
}  # fmt: skip
_NAMES = "|".join(
    re.escape(n).replace("'", "['’]").replace("\\ ", " ") for n in (*_FIXED, *_MOVING)
)


def _easter(year: int) -> date:
    """Return Easter Sunday by the anonymous Gregorian reckoning."""
    golden, century, rest = year % 19, year // 100, year % 100
    skipped = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - century // 4 - skipped + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _feast(match: re.Match[str], anchor: Anchor) -> When | None:
    """Read "Christmas Eve", "Good Friday 1998", "Palm Sunday last year"."""
    name = " ".join(match["name"].casefold().replace("’", "'").split())
    told, upto = part(match, "year"), anchor.published
    if told:
        return one(_in_year(name, int(told)))
    if part(match, "last") and upto:
        return one(_in_year(name, upto.year - 1))
    if anchor.year is not None:
        return one(_in_year(name, anchor.year))
    if upto is None:
        return None
    day = _in_year(name, upto.year)
    return one(day if day and day <= upto else _in_year(name, upto.year - 1))


def _in_year(name: str, year: int) -> date | None:
    if name in _FIXED:
        return a_day(year, *_FIXED[name])
    return _easter(year) + timedelta(days=_MOVING[name])


_NEAR = (
    r"(?i:\b(?:new|christmas|boxing|valentine|st|halloween|may|all|palm|maundy|good|holy|easter"
    r"|ash)\b)"
)
FEAST = rf"(?i:{_NAMES})(?:,? (?:of |in )?{YEAR})?"
RULES: tuple[Rule, ...] = (
    rule(
        "feast",
        rf"(?P<name>(?i:{_NAMES}))(?:,? (?:of |in )?(?P<year>{YEAR})|,? (?P<last>last year))?"
        r"(?! (?:Agreement|agreement|Accord|accord))",
        _feast,
        _NEAR,
    ),
)
