"""A day in a claim's own words against the day in its fields."""

import re
from collections.abc import Iterator
from datetime import date

from onrecord.checks.indexed import Indexed
from onrecord.checks.words import quoted, shortened
from onrecord.model import Claim, Problem, Severity, When

_ENGLISH = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    "sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ARABIC: tuple[tuple[str, ...], ...] = (
    ("كانون الثاني", "يناير"), ("شباط", "فبراير"), ("آذار", "مارس"),
    ("نيسان", "أبريل", "إبريل"), ("أيار", "مايو"), ("حزيران", "يونيو"), ("تموز", "يوليو"),
    ("آب", "أغسطس"), ("أيلول", "سبتمبر"), ("تشرين الأول", "أكتوبر"),
    ("تشرين الثاني", "نوفمبر"), ("كانون الأول", "ديسمبر"),
)  # fmt: skip
_IN_ARABIC = {name: at for at, names in enumerate(_ARABIC, start=1) for name in names}
_NAMED = "|".join(sorted(_IN_ARABIC, key=len, reverse=True))
_DAY = re.compile(
    rf"\b(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m1>{_ENGLISH})\b\.?(?:,?\s+(?P<y1>\d{{4}}))?"
    rf"|\b(?P<m2>{_ENGLISH})\b\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(?P<y2>\d{{4}}))?"
    rf"|\b(?P<y3>\d{{4}})-(?P<m3>\d{{2}})-(?P<d3>\d{{2}})\b"
    rf"|(?P<d4>\d{{1,2}})\s+(?P<m4>{_NAMED})(?:\s*[/،]?\s*(?:{_NAMED}))?(?:\s+(?:عام\s+|سنة\s+)?(?P<y4>\d{{4}}))?",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"\b(?:since|from|until|till|before|after|by|between|through|to|and|anniversary of)\s*$"
    r"|(?:منذ|حتى|قبل|بعد|من|بين|إلى)\s*$",
    re.IGNORECASE,
)


def date_differs(told: Indexed) -> Iterator[Problem]:
    """
    Find a claim whose own words name one day while its fields tell another.

    An imported row carries both, and spreadsheets are known to turn one into the other
    (RULES.md section 3, row 22). The words count: they are what the source said. Words
    with two days, or with "since" and "until", name a stretch and are left alone.
    """
    for claims in told.by_document.values():
        for claim in claims:
            found = _written(claim)
            if found is not None and claim.when is not None and not _fits(found[0], claim.when):
                field = "–".join(
                    dict.fromkeys(end for end in (claim.when.date_from, claim.when.date_to) if end)
                )
                yield Problem(
                    code="date-differs",
                    message=f"The words of {quoted(claim)} ({claim.document}) name "
                    f"{shortened(found[1])}, its date is {field}.",
                    where=claim.id,
                    severity=Severity.QUESTION,
                )


# A day in words: day, month, and the year if it is told.
Written = tuple[int, int, int | None]


def _written(claim: Claim) -> tuple[Written, str] | None:
    """Return the one day that a claim's words name; None if none, several or a stretch."""
    own = [time.name for time in claim.times if time.carried is None]
    for words in (claim.passage.exact, *own[:1]):
        found = list(_DAY.finditer(words))
        if len(found) != 1 or _BOUND.search(words[: found[0].start()]):
            continue
        day, month, year = _parts(found[0])
        if 1 <= month <= 12 and 1 <= day <= 31:
            return (day, month, year), found[0][0]
    return None


def _parts(match: re.Match[str]) -> tuple[int, int, int | None]:
    told = match.groupdict()
    form = next(n for n in "1234" if told[f"d{n}"])
    month = str(told[f"m{form}"])
    number = (
        int(month)
        if month.isdigit()
        else _IN_ARABIC.get(month) or _MONTHS.index(month[:3].casefold()) + 1
    )
    year = told[f"y{form}"]
    return int(told[f"d{form}"]), number, int(year) if year else None


def _fits(written: Written, when: When) -> bool:
    day, month, year = written
    first, last = when.earliest or when.latest, when.latest or when.earliest
    if first is None or last is None or when.earliest is None or when.latest is None:
        return True
    for candidate in [year] if year else range(first.year, last.year + 1):
        try:
            meant = date(candidate, month, day)
        except ValueError:
            return True  # 31 June: a slip of another kind
        if first <= meant <= last:
            return True
    return False
