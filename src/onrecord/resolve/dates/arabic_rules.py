"""Phrases for times in Arabic: three calendars' month names, digits of both kinds."""

import re
from datetime import date, timedelta

from onrecord.model import When
from onrecord.resolve.dates.rule import Rule, part, rule
from onrecord.resolve.dates.spans import (
    Anchor,
    a_day,
    ago,
    days,
    latest_weekday,
    month,
    months_back,
    one,
    years,
)
from onrecord.resolve.dates.words import (
    ARABIC_MONTH,
    ARABIC_WEEKDAY,
    NUMBER,
    month_number,
    number,
    weekday_number,
)

_DAY = timedelta(days=1)
_YEAR = r"(?:[1١][89٨٩]\d\d|[2٢][0٠]\d\d)(?!\d)"


def _dated(match: re.Match[str], anchor: Anchor) -> When | None:
    number_of = month_number(match["month"])
    day = int(match["day"])
    year = int(match["year"]) if match["year"] else anchor.year_for(number_of, day)
    return one(a_day(year, number_of, day)) if year is not None else None


def _month(match: re.Match[str], anchor: Anchor) -> When | None:
    number_of = month_number(match["month"])
    told = part(match, "year")
    year = int(told) if told else anchor.year_for(number_of)
    return month(year, number_of) if year is not None else None


def _weekday(match: re.Match[str], anchor: Anchor) -> When | None:
    if anchor.published is None:
        return None
    is_last = bool(match["last"])
    return one(latest_weekday(weekday_number(match["day"]), anchor.published - is_last * _DAY))


def _back(first: int, last: int) -> "_Days":
    return _Days(first, last)


class _Days:
    def __init__(self, first: int, last: int) -> None:
        self._first, self._last = first, last

    def __call__(self, _: re.Match[str], anchor: Anchor) -> When | None:
        day = anchor.published
        return days(day - self._first * _DAY, day - self._last * _DAY) if day else None


# fmt: off
_DUALS = {"يومين": ("day", 2), "أسبوع": ("week", 1), "اسبوع": ("week", 1), "أسبوعين": ("week", 2),
          "اسبوعين": ("week", 2), "شهر": ("month", 1), "شهرين": ("month", 2), "يوم": ("day", 1),
          "عام": ("year", 1), "عامين": ("year", 2), "سنة": ("year", 1), "سنتين": ("year", 2)}
_PLURALS = {"أيام": "day", "ايام": "day", "يوما": "day", "يوماً": "day", "أسابيع": "week",
            "اسابيع": "week", "أشهر": "month", "شهور": "month", "سنوات": "year", "أعوام": "year"}
# fmt: on


def _amount(match: re.Match[str]) -> tuple[str, int]:
    if match["dual"]:
        return _DUALS[match["dual"]]
    return _PLURALS[match["unit"]], number(match["n"])


def _ago(match: re.Match[str], anchor: Anchor) -> When | None:
    day = anchor.published
    if day is None:
        return None
    unit, count = _amount(match)
    return ago(day, count, unit)


def _since_ago(match: re.Match[str], anchor: Anchor) -> When | None:
    then = _ago(match, anchor)
    if then is None or then.earliest is None or anchor.published is None:
        return None
    return When(earliest=then.earliest, latest=anchor.published, grain=then.grain)


def _since(match: re.Match[str], anchor: Anchor) -> When | None:
    if part(match, "month"):
        point = _month(match, anchor)
    else:
        point = years(int(match["year"]), int(match["year"])) if match["year"] else None
    if point is None or point.earliest is None:
        return None
    end = anchor.published
    if end is not None and end < point.earliest:
        return None
    return When(earliest=point.earliest, latest=end, grain=point.grain)


def _last_week(_: re.Match[str], anchor: Anchor) -> When | None:
    if anchor.published is None:
        return None
    monday = anchor.published - (anchor.published.weekday() + 7) * _DAY
    return days(monday, monday + 6 * _DAY, 3)


def _last_month(_: re.Match[str], anchor: Anchor) -> When | None:
    if anchor.published is None:
        return None
    then = months_back(anchor.published, 1)
    return month(then.year, then.month)


def _last_year(_: re.Match[str], anchor: Anchor) -> When | None:
    if anchor.published is None:
        return None
    return years(anchor.published.year - 1, anchor.published.year - 1)


def _this_week(_: re.Match[str], anchor: Anchor) -> When | None:
    day = anchor.published
    return days(day - day.weekday() * _DAY, day, 2) if day else None


def _past(match: re.Match[str], anchor: Anchor) -> When | None:
    day: date | None = anchor.published
    if day is None:
        return None
    back = -(-int(match["n"]) // 24)
    return days(day - max(back, 1) * _DAY, day) if back <= 2 else days(day - 2 * _DAY, day)


_AMOUNT = (
    rf"(?:(?P<dual>{'|'.join(sorted(_DUALS, key=len, reverse=True))})"
    rf"|(?P<n>{NUMBER}) (?P<unit>{'|'.join(sorted(_PLURALS, key=len, reverse=True))}))"
)

_ARABIC = "[\u0621-\u064a]+"

RULES: tuple[Rule, ...] = (
    rule(
        "Arabic day",
        rf"(?P<day>\d{{1,2}})(?: من)?(?: شهر)? (?P<month>{ARABIC_MONTH})"
        rf"(?:[،,]?(?: من)?(?: عام| سنة)? (?P<year>{_YEAR}))?",
        _dated,
        _ARABIC,
    ),
    rule(
        "Arabic month",
        rf"(?P<month>{ARABIC_MONTH})(?: من)?(?: عام| سنة)? (?P<year>{_YEAR})",
        _month,
        _ARABIC,
    ),
    rule(
        "Arabic bare month",
        r"(?:في|خلال|منتصف|أواخر|أوائل|مطلع|نهاية)(?: شهر)? "
        rf"(?P<month>{ARABIC_MONTH})",
        _month,
        _ARABIC,
    ),
    rule(
        "Arabic year",
        rf"(?:عام|سنة|العام|في العام) (?P<year>{_YEAR})",
        lambda m, _: years(int(m["year"]), int(m["year"])),
        _ARABIC,
    ),
    rule(
        "Arabic weekday",
        rf"(?:يوم |مساء |صباح |ليلة |فجر |ظهر )?"
        rf"(?P<day>{ARABIC_WEEKDAY})(?P<last> الماضي| الفائت)?",
        _weekday,
        _ARABIC,
    ),
    rule(
        "Arabic yesterday",
        r"(?:مساء |صباح |ليلة |يوم |فجر )?(?:أمس|امس)(?! الأول| الاول)",
        _back(1, 1),
        _ARABIC,
    ),
    rule(
        "Arabic day before yesterday",
        r"(?:أول|اول) (?:من )?(?:أمس|امس)|(?:أمس|امس) (?:الأول|الاول)",
        _back(2, 2),
        _ARABIC,
    ),
    rule("Arabic today", r"(?:مساء |صباح |فجر )?اليوم|هذا (?:الصباح|المساء)", _back(0, 0), _ARABIC),
    rule("Arabic last night", r"الليلة الماضية|الليلة الفائتة", _back(1, 1), _ARABIC),
    rule("Arabic recent days", r"(?:خلال |في )?الأيام (?:القليلة )?الماضية", _back(3, 1), _ARABIC),
    rule("Arabic ago", rf"قبل {_AMOUNT}", _ago, _ARABIC),
    rule("Arabic since ago", rf"منذ {_AMOUNT}", _since_ago, _ARABIC),
    rule(
        "Arabic since",
        rf"منذ (?:شهر )?(?P<month>{ARABIC_MONTH})(?: (?:عام )?(?P<year>{_YEAR}))?",
        _since,
        _ARABIC,
    ),
    rule(
        "Arabic since a year",
        rf"منذ (?:عام |سنة |العام )?(?P<year>{_YEAR})",
        _since,
        _ARABIC,
    ),
    rule("Arabic last week", r"(?:ال)?[أا]سبوع (?:الماضي|الفائت|المنصرم)", _last_week, _ARABIC),
    rule("Arabic this week", r"هذا الأسبوع|الأسبوع الجاري|الأسبوع الحالي", _this_week, _ARABIC),
    rule("Arabic last month", r"الشهر (?:الماضي|الفائت|المنصرم)", _last_month, _ARABIC),
    rule(
        "Arabic last year",
        r"(?:العام|السنة) (?:الماضي|الماضية|الفائت|المنصرم)",
        _last_year,
        _ARABIC,
    ),
    rule(
        "Arabic hours",
        r"(?:خلال )?(?:ال)?(?:ـ ?)?(?P<n>\d\d) ساعة (?:الماضية|الأخيرة)",
        _past,
        _ARABIC,
    ),
)
