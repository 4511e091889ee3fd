"""Phrases with one open end: since, until, by, before, after."""

import re
from collections.abc import Callable
from datetime import timedelta

from onrecord.model import When
from onrecord.resolve.dates.calendar_rules import A_DAY, A_MONTH
from onrecord.resolve.dates.rule import Rule, rule
from onrecord.resolve.dates.spans import Anchor
from onrecord.resolve.dates.words import MONTH, WEEKDAY, YEAR

_PART = (
    r"(?i:early |mid-|mid |late |the beginning of |the start of |the end of |beginning of |end of "
    r"|the summer of |the spring of |the autumn of |the fall of |the winter of )?"
)
_POINT = rf"{_PART}(?:{A_DAY}|{A_MONTH}|{MONTH}(?! \d)|(?:last )?{WEEKDAY}|{YEAR})"

Read = Callable[[str, Anchor], When | None]


def rules(read: Read) -> tuple[Rule, ...]:
    """Return the rules; `read` resolves the time that the phrase starts or ends with."""

    def since(match: re.Match[str], anchor: Anchor) -> When | None:
        point = read(match[1], anchor)
        if point is None or point.earliest is None:
            return None
        end = anchor.published
        if end is not None and end < point.earliest:
            return None
        return When(earliest=point.earliest, latest=end, grain=point.grain)

    def until(match: re.Match[str], anchor: Anchor) -> When | None:
        point = read(match[1], anchor)
        if point is None or point.latest is None:
            return None
        return When(earliest=None, latest=point.latest, grain=point.grain)

    def before(match: re.Match[str], anchor: Anchor) -> When | None:
        point = read(match[1], anchor)
        if point is None or point.earliest is None:
            return None
        return When(earliest=None, latest=point.earliest - timedelta(days=1), grain=point.grain)

    return (
        rule(
            "since",
            rf"(?i:ever since|since|starting|beginning) (?:on |in )?({_POINT})",
            since,
            r"(?i:since|starting|beginning)",
        ),
        rule("onward", rf"(?i:from) ({_POINT}) (?i:onwards?|on)", since, r"(?i:from)"),
        rule(
            "until",
            rf"(?i:until|till|up to|by|as of) ({_POINT})",
            until,
            r"(?i:until|till|up|by|as)",
        ),
        rule("before", rf"(?i:before|prior to) ({_POINT})", before, r"(?i:before|prior)"),
    )
