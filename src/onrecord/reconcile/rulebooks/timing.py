"""When it was, in the codes of UCDP and ACLED."""

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.model import Claim, When
from onrecord.reconcile.rulebooks.evidence import Evidence

_DAY = timedelta(days=1)
_WEEK, _MONTH, _YEAR = 7, 31, 366  # days
_BEGINNING = re.compile(r"\b(?:early|beginning|start)\b|بداية|أوائل", re.IGNORECASE)
_END = re.compile(r"\b(?:late|end)\b|نهاية|أواخر", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """
    The columns for time of UCDP GED.

    Attributes:
        first, last: `date_start` and `date_end`; None where open or not known.
        precision: `date_prec`, 1 to 5; None where it cannot be coded.
        why: How they came about.
        rules: Short names of the rules that made them.
        is_codable: Whether it can be placed within a year, as an event must be.
    """

    first: date | None
    last: date | None
    precision: int | None
    why: str
    rules: tuple[str, ...]
    is_codable: bool = True


def dated(evidence: Evidence, claims: Sequence[Claim]) -> Dated:
    """
    Return when it was, by the UCDP GED Codebook 19.1, page 25 and appendix 2.

    Without any word for a time it was in the three days before the earliest report.
    """
    when = evidence.incident.when
    if when is None:
        return _before_the_report(evidence, claims)
    first, last = when.earliest, when.latest
    if first is None or last is None or (last - first).days >= _YEAR:
        why = "the words leave it open by more than a year"
        return Dated(
            first=first, last=last, precision=None, why=why, rules=("at-most-a-year",),
            is_codable=False,
        )  # fmt: skip
    words = dict.fromkeys(m.name for c in claims if c.when == when for m in c.times)
    why = f"“{'”, “'.join(words)}”" if words else "as the reports say"
    rules = ("date-prec", "date-phrases") if words else ("date-prec",)
    return Dated(first=first, last=last, precision=when.precision, why=why, rules=rules)


def _before_the_report(evidence: Evidence, claims: Sequence[Claim]) -> Dated:
    days = [day for claim in claims if (day := evidence.published(claim))]
    told = [claim for claim in claims if claim.when or claim.times]
    if not days or told:
        why = "no report tells a time that can be read" if told else "neither time nor report dated"
        return Dated(first=None, last=None, precision=None, why=why, rules=())
    report = min(days)
    return Dated(
        first=report - 3 * _DAY,
        last=report - _DAY,
        precision=2,
        why=f"no word for a time: the three days before the report of {report}",
        rules=("no-time-told",),
    )


def event_date(when: When | None, words: str) -> tuple[date | None, int | None, str]:
    """
    Return ACLED's `event_date` and `time_precision`, with how they came about.

    ACLED Codebook (web, 2025/26), Time: 1 a day; 2 a week or the like, its middle day; 3 a
    month, its middle, or its first or last day where beginning or end is said. Less is left
    out.

    Args:
        when: When it was.
        words: The reports' words for it, for "early" and "late".

    >>> from datetime import date
    >>> march = When(earliest=date(2025, 3, 1), latest=date(2025, 3, 31))
    >>> event_date(march, "in March")[:2]
    (datetime.date(2025, 3, 16), 3)
    """
    if when is None or when.earliest is None or when.latest is None:
        return None, None, "no day is told, so it is left out"
    first, last = when.earliest, when.latest
    length = (last - first).days + 1
    if length == 1:
        return first, 1, "the day is told"
    if length <= _WEEK:
        return first + (length - 1) // 2 * _DAY, 2, "the middle of the days that are told"
    if length > _MONTH:
        return None, None, "less than a month is told, so it is left out"
    if _BEGINNING.search(words):
        return first, 3, "the beginning of a month is told: its first day"
    if _END.search(words):
        end = calendar.monthrange(last.year, last.month)[1]
        return last.replace(day=end), 3, "the end of a month is told: its last day"
    return first + length // 2 * _DAY, 3, "the middle of the month that is told"
