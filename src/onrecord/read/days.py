"""Days as a page prints them: with month names in sixteen languages, or in figures."""

import re
from datetime import date, timedelta
from functools import cache
from itertools import chain
from typing import NamedTuple

from onrecord.vocab import read_table

_EARLIEST = 1900


@cache
def _months() -> dict[str, int]:
    """Return each name of a month in `vocab/months.yaml`, and which month it is."""
    return {
        name: number
        for months in read_table("onrecord.vocab", "months.yaml")["months"].values()
        for number, names in enumerate(months, 1)
        for name in names.split("|")
    }


@cache
def _forms() -> tuple[re.Pattern[str], ...]:
    names = "|".join(sorted(_months(), key=len, reverse=True))
    ordinal = r"(?:st|nd|rd|th|er|\.|º)?"
    return (
        re.compile(r"\b(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)"),
        re.compile(r"\b(?P<year>\d{4})/(?P<month>\d{1,2})/(?P<day>\d{1,2})(?!\d)"),
        re.compile(
            r"(?P<year>\d{4}) ?[年년] ?(?P<month>\d{1,2}) ?[月월] ?(?P<day>\d{1,2}) ?[日일]"
        ),
        re.compile(
            rf"(?<!\d)(?P<day>\d{{1,2}}){ordinal}(?: of| de| di)?[ \-]?(?P<name>{names})\b\.?"
            r"(?:/\S+(?: \S+)?)?,?(?: de| del)?[ \-](?P<year>\d{4})\b"
        ),
        re.compile(rf"\b(?P<name>{names})\b\.? (?P<day>\d{{1,2}}){ordinal},? (?P<year>\d{{4}})\b"),
    )


_FIGURES = re.compile(r"(?<![\d.])(\d{1,2})(?P<mark>[./])(\d{1,2})(?P=mark)(\d{4})(?!\d)")
EASTERN = {ord(c): str(n % 10) for n, c in enumerate(chain("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"))}
_TWELVE = 12
_AHEAD = 31  # days that a live page goes on after its publication
_WEEKDAYS = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?"
    r"|(?:ال)?(?:احد|اثنين|ثلاثاء|اربعاء|خميس|جمعة|سبت)[،,]?"
)


def day_in(words: str) -> date | None:
    """
    Return the first full day that folded words name; None if there is none.

    A day in figures counts only where day and month cannot be mistaken for one another:
    between full stops the day comes first, wherever they are used.

    >>> day_in("by lina haddad on march 9, 2016")
    datetime.date(2016, 3, 9)
    >>> day_in("14/05/2013"), day_in("04/05/2013"), day_in("04.05.2013")
    (datetime.date(2013, 5, 14), None, datetime.date(2013, 5, 4))
    >>> day_in("publié le 1er août 2014"), day_in("3 de mayo de 2014")
    (datetime.date(2014, 8, 1), datetime.date(2014, 5, 3))
    """
    words = words.translate(EASTERN)
    found = [
        (m.start(), day) for form in _forms() for m in form.finditer(words) if (day := _day(m))
    ]
    found += [(m.start(), day) for m in _FIGURES.finditer(words) if (day := _in_figures(m))]
    return min(found)[1] if found else None


def is_ambiguous(words: str) -> bool:
    """
    Whether folded words name a day that may be read in two ways.

    >>> is_ambiguous("posted 04/05/2013")
    True
    """
    found = _FIGURES.search(words.translate(EASTERN))
    return found is not None and day_in(words) is None and _possible(found)


def _day(found: re.Match[str]) -> date | None:
    parts = found.groupdict()
    month = _months()[parts["name"]] if "name" in parts else int(parts["month"])
    return _made(int(parts["year"]), month, int(parts["day"]))


def _in_figures(found: re.Match[str]) -> date | None:
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    if found["mark"] == "." or first == second or first > _TWELVE:
        return _made(year, second, first)
    return _made(year, first, second) if second > _TWELVE else None


def _possible(found: re.Match[str]) -> bool:
    return _made(int(found[4]), int(found[3]), int(found[1])) is not None


def _made(year: int, month: int, day: int) -> date | None:
    try:
        made = date(year, month, day)
    except ValueError:
        return None
    return made if year >= _EARLIEST else None


class MonthDay(NamedTuple):
    """A day that words name, the words that name it, and what else they say."""

    day: date
    words: str
    rest: str


@cache
def _without_year() -> tuple[re.Pattern[str], ...]:
    names = "|".join(sorted(_months(), key=len, reverse=True))
    year = r"(?:,? (?P<year>(?:19|20)\d\d)\b)?"
    return (
        re.compile(
            rf"(?<![\d:])(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)? (?P<name>{names})\b\.?{year}"
        ),
        re.compile(rf"\b(?P<name>{names})\b\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:]){year}"),
    )


def month_day(words: str, published: date | None) -> MonthDay | None:
    """
    Return the day that folded words name, with or without its year; None if they name none.

    Without a year it is the latest such day that is not after the day of publication.

    >>> month_day("monday, march 7", date(2022, 3, 9)).day
    datetime.date(2022, 3, 7)
    >>> month_day("28 december", date(2022, 3, 9)).day
    datetime.date(2021, 12, 28)
    """
    found = next((m for form in _without_year() if (m := form.search(words))), None)
    if found is None or (found["year"] is None and published is None):
        return None
    month, day = _months()[found["name"]], int(found["day"])
    made = _made(int(found["year"]), month, day) if found["year"] else None
    if found["year"] is None and published is not None:
        made = _made(published.year, month, day)
        if made is None or made > published + timedelta(days=_AHEAD):
            made = _made(published.year - 1, month, day)
    rest = _WEEKDAYS.sub("", words[: found.start()] + words[found.end() :])
    return MonthDay(made, found[0], rest.strip(" ,|-")) if made else None


@cache
def _opening(kind: str) -> re.Pattern[str]:
    words = sorted(read_table("onrecord.read", "days.yaml")[kind], key=len, reverse=True)
    return re.compile(rf"\W*(?:{'|'.join(words)})\b")


def says_published(words: str) -> bool:
    """
    Whether folded words begin as those do that give the day of publication.

    >>> says_published("published 3 may 2014"), says_published("3 may 2014")
    (True, False)
    """
    return _opening("published").match(words) is not None


def says_updated(words: str) -> bool:
    """
    Whether folded words begin as those do that give the day of a later change.

    >>> says_updated("last updated: 3 may 2014"), says_updated("aktualisiert am 3. mai 2014")
    (True, True)
    """
    return _opening("updated").match(words) is not None
