"""Days as a page prints them: with month names in English or Arabic, or in figures."""

import re
from datetime import date
from itertools import chain

_EARLIEST = 1900

_ENGLISH = "january february march april may june july august september october november december"
_LEVANTINE = (
    "كانون الثاني|شباط|اذار|نيسان|ايار|حزيران|تموز|اب|ايلول|تشرين الاول|تشرين الثاني|كانون الاول"
)
_EGYPTIAN = "يناير|فبراير|مارس|ابريل|مايو|يونيو|يوليو|اغسطس|سبتمبر|اكتوبر|نوفمبر|ديسمبر"
_MONTHS: dict[str, int] = {
    **{name: n for n, name in enumerate(_ENGLISH.split(), 1)},
    **{name[:3]: n for n, name in enumerate(_ENGLISH.split(), 1)},
    "sept": 9,
    **{name: n for n, name in enumerate(_LEVANTINE.split("|"), 1)},
    **{name: n for n, name in enumerate(_EGYPTIAN.split("|"), 1)},
}
_NAMES = "|".join(sorted(_MONTHS, key=len, reverse=True))
_ORDINAL = r"(?:st|nd|rd|th)?"
_FORMS = (
    re.compile(r"\b(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)"),
    re.compile(r"\b(?P<year>\d{4})/(?P<month>\d{1,2})/(?P<day>\d{1,2})(?!\d)"),
    re.compile(
        rf"(?<!\d)(?P<day>\d{{1,2}}){_ORDINAL}(?: of)?[ \-](?P<name>{_NAMES})\b\.?"
        r"(?:/\S+(?: \S+)?)?,?[ \-](?P<year>\d{4})\b"
    ),
    re.compile(rf"\b(?P<name>{_NAMES})\b\.? (?P<day>\d{{1,2}}){_ORDINAL},? (?P<year>\d{{4}})\b"),
)
_FIGURES = re.compile(r"(?<!\d)(\d{1,2})[./](\d{1,2})[./](\d{4})(?!\d)")
_EASTERN = {ord(c): str(n % 10) for n, c in enumerate(chain("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"))}
_NOVEMBER = 12


def day_in(words: str) -> date | None:
    """
    Return the first full day that folded words name; None if there is none.

    A day in figures counts only where day and month cannot be mistaken for one another.

    >>> day_in("by lina haddad on march 9, 2016")
    datetime.date(2016, 3, 9)
    >>> day_in("14/05/2013"), day_in("04/05/2013")
    (datetime.date(2013, 5, 14), None)
    """
    words = words.translate(_EASTERN)
    found = [(m.start(), day) for form in _FORMS for m in form.finditer(words) if (day := _day(m))]
    found += [(m.start(), day) for m in _FIGURES.finditer(words) if (day := _in_figures(m))]
    return min(found)[1] if found else None


def is_ambiguous(words: str) -> bool:
    """
    Whether folded words name a day that may be read in two ways.

    >>> is_ambiguous("posted 04/05/2013")
    True
    """
    found = _FIGURES.search(words.translate(_EASTERN))
    return found is not None and day_in(words) is None and _possible(found)


def _day(found: re.Match[str]) -> date | None:
    parts = found.groupdict()
    month = _MONTHS[parts["name"]] if "name" in parts else int(parts["month"])
    return _made(int(parts["year"]), month, int(parts["day"]))


def _in_figures(found: re.Match[str]) -> date | None:
    first, second, year = (int(group) for group in found.groups())
    if first == second or second > _NOVEMBER:
        return _made(year, first, second)
    return _made(year, second, first) if first > _NOVEMBER else None


def _possible(found: re.Match[str]) -> bool:
    first, second, year = (int(group) for group in found.groups())
    return _made(year, second, first) is not None


def _made(year: int, month: int, day: int) -> date | None:
    try:
        made = date(year, month, day)
    except ValueError:
        return None
    return made if year >= _EARLIEST else None
